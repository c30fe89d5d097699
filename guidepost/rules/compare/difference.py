"""The nouns of a comparison: what is different, and which way it moves decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What became of a rule, a guideline, a layer or a list."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    """Only its name is another."""
    CHANGED = "changed"


class Effect(StrEnum):
    """Which way a change moves decisions."""

    MILDER = "milder"
    STRICTER = "stricter"
    OPEN = "open"
    """It may move them; which way hangs on the post."""
    NONE = "none"
    """It moves none: it changes what people read."""


class Aspect(StrEnum):
    """Which part of a policy, guideline or rule is different."""

    TITLE = "title"
    VERSION = "version"
    EXTENDS = "extends"
    APPLIES = "applies when"
    LANGUAGES = "languages"
    DEFAULT = "default"
    ON_UNKNOWN = "on unknown"
    APPEALS_TO = "appeals to"
    THRESHOLDS = "from risk"
    NAME = "name"
    CITES = "cites"
    GUIDELINE = "guideline"
    LAYER = "layer"
    RESTATES = "restates"
    MODALITY = "modality"
    WHEN = "when"
    UNLESS = "unless"
    OUTCOME = "outcome"
    QUEUE = "queue"
    WITHIN = "within"
    REDIRECT = "redirect"
    RISK = "risk"
    EXCUSES = "excuses"
    OVERRIDABLE = "overridable"
    BECAUSE = "because"
    SAYS = "says"
    INSTEAD = "instead"


@dataclass(frozen=True, slots=True)
class Change:
    """One part that is different, as the language writes it; None where there is none. `language` is that of a translated text."""

    aspect: Aspect
    before: str | None
    after: str | None
    effect: Effect
    language: str | None = None


@dataclass(frozen=True, slots=True)
class RuleDifference:
    """A rule that is different. Rules are the same when their permanent ids are.

    `name` is the new one (the old one for a rule that was removed), `was` the old one where it is another. The changes of a rule that
    was added or removed are all of its parts. `like` is the id of a rule that was removed, or added, and says the very same.
    """

    kind: Kind
    id: str
    name: str
    effect: Effect
    changes: tuple[Change, ...]
    was: str | None = None
    like: str | None = None


@dataclass(frozen=True, slots=True)
class GuidelineDifference:
    """A guideline that is different, or that holds rules that are."""

    kind: Kind
    name: str
    title: str
    changes: tuple[Change, ...]
    rules: tuple[RuleDifference, ...]
    was: str | None = None


@dataclass(frozen=True, slots=True)
class LayerDifference:
    """A layer whose head is different: for whom it applies, what it extends, what it makes stricter. Its rules stand among the others.

    The changes of a layer that was added or removed are all that its head says.
    """

    kind: Kind
    name: str
    title: str
    effect: Effect
    changes: tuple[Change, ...]
    was: str | None = None


@dataclass(frozen=True, slots=True)
class ListDifference:
    """A list that is different, and the rules that look for its phrases, before or now."""

    kind: Kind
    name: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    used_by: tuple[str, ...]
    was: str | None = None


@dataclass(frozen=True, slots=True)
class DefinitionDifference:
    """A definition that is different, as the language writes it, and the rules that ask it, before or now."""

    kind: Kind
    name: str
    before: str | None
    after: str | None
    used_by: tuple[str, ...]
    was: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that is different in what two policies mean."""

    changes: tuple[Change, ...] = ()
    lists: tuple[ListDifference, ...] = ()
    definitions: tuple[DefinitionDifference, ...] = ()
    guidelines: tuple[GuidelineDifference, ...] = ()
    layers: tuple[LayerDifference, ...] = ()

    @property
    def empty(self) -> bool:
        """The two mean the same."""
        return not (self.changes or self.layers or self.lists or self.definitions or self.guidelines)

    @property
    def rules(self) -> tuple[RuleDifference, ...]:
        """The rules that are different, of all guidelines."""
        return tuple(rule for guideline in self.guidelines for rule in guideline.rules)

    @property
    def effect(self) -> Effect:
        """Which way the changes move decisions, all together."""
        named = [Effect.OPEN for words in self.lists if words.kind is Kind.CHANGED and words.used_by]
        named += [Effect.OPEN for one in self.definitions if one.kind is Kind.CHANGED and one.used_by]
        named += [layer.effect for layer in self.layers]
        return joined([change.effect for change in self.changes] + [rule.effect for rule in self.rules] + named)


def joined(effects: Iterable[Effect]) -> Effect:
    """The effect of several changes together."""
    moving = {effect for effect in effects if effect is not Effect.NONE}
    return moving.pop() if len(moving) == 1 else Effect.OPEN if moving else Effect.NONE
