"""One of the two policies of a comparison, and which of its parts are which of the other."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from guidepost.rules.check import Checked
from guidepost.rules.check.scope import Scope
from guidepost.rules.compare.normal import Naming, normal
from guidepost.rules.compile import CompiledPolicy, CompiledRule
from guidepost.rules.syntax import tree as t


class Version(Protocol):
    """A policy that was checked and compiled."""

    @property
    def checked(self) -> Checked:
        """The tree with what its names mean."""
        ...

    @property
    def compiled(self) -> CompiledPolicy:
        """What decides."""
        ...


@dataclass(frozen=True)
class Side:
    """One version, with its names read as the newer version has them."""

    version: Version
    naming: Naming
    layers: Mapping[str, str]
    """New names of layers that were renamed."""

    @property
    def scope(self) -> Scope:
        """The tree, and what its names mean."""
        return self.version.checked.scope

    @cached_property
    def rules(self) -> dict[str, t.Rule]:
        """Rules by permanent id."""
        return {rule.permanent_id: rule for rule in self.scope.file.rules}

    @cached_property
    def compiled_rules(self) -> dict[str, CompiledRule]:
        """Compiled rules by permanent id."""
        return {rule.id: rule for rule in self.version.compiled.rules}

    def guideline_of(self, rule: t.Rule) -> str:
        """The guideline that a rule stands under, by its new name."""
        return self.naming.guidelines.get(rule.guideline, rule.guideline)

    def layer_of(self, rule: t.Rule) -> str:
        """The layer that states a rule, by its new name; empty for the uppermost file."""
        return self.layers.get(rule.layer, rule.layer)

    def written(self, rule: t.Rule) -> t.Rule:
        """A rule as it is written, without what a stack spells out in its conditions."""
        return self.scope.spelling.written(rule)

    def restated(self, rule: t.Rule) -> t.Rule | None:
        """The rule of a layer above that a rule holds instead of; None where it restates none."""
        name = self.scope.spelling.restated(rule)
        return None if name is None else self.scope.rules.get(name)

    def id_of(self, name: str) -> str:
        """The permanent id of a rule by the name it is stated under; of several versions, the uppermost one's."""
        return self.scope.stated[name][0].permanent_id


@dataclass(frozen=True, slots=True)
class Sides:
    """The two policies. The others hold old names and the new ones of those that were renamed."""

    old: Side
    new: Side
    guidelines: Mapping[str, str]
    lists: Mapping[str, str]
    definitions: Mapping[str, str]
    layers: Mapping[str, str]


def sides(old: Version, new: Version) -> Sides:
    """The two policies, their guidelines and lists matched. Swapping the two swaps the answer."""
    ours, theirs = old.checked.scope, new.checked.scope
    guidelines, layers = _renamed_guidelines(ours, theirs), _renamed(_heads(ours, theirs), _heads(theirs, ours))
    read_before = Naming(_unshared(ours.phrases, theirs.phrases), _unshared(_defined(ours), _defined(theirs)), guidelines)
    before = Side(old, read_before, layers)
    now = Side(new, Naming(_unshared(theirs.phrases, ours.phrases), _unshared(_defined(theirs), _defined(ours)), {}), {})
    return Sides(
        old=before,
        new=now,
        guidelines=guidelines,
        lists=_renamed(_sets(before.naming.lists), _sets(now.naming.lists)),
        definitions=_renamed(_spelt_out(before), _spelt_out(now)),
        layers=layers,
    )


def _heads(scope: Scope, other: Scope) -> dict[str, Hashable]:
    """By layer that only this side has: for whom it applies, and what it is called."""
    known = {layer.name for layer in other.file.layers}
    own = [layer for layer in scope.file.layers if layer.name not in known]
    return {layer.name: (layer.head.title, layer.head.applies and layer.head.applies.value) for layer in own}


def _defined(scope: Scope) -> dict[str, t.Condition]:
    return {name: definition.condition for name, definition in scope.definitions.items()}


def _sets(lists: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(phrases) for name, phrases in lists.items()}


def _spelt_out(side: Side) -> dict[str, t.Condition]:
    return {name: normal(condition, side.naming) for name, condition in side.naming.definitions.items()}


def _unshared(ours: Mapping[str, t.T], others: Mapping[str, t.T]) -> dict[str, t.T]:
    """What only one side has: conditions are compared by what it stands for. What changes in a thing both have is told there."""
    return {name: content for name, content in ours.items() if name not in others}


def _renamed_guidelines(old: Scope, new: Scope) -> dict[str, str]:
    """Guidelines that go on under another name: the ones with the most rules of the same id, or else of the same words."""
    gone = [name for name in old.guidelines if name not in new.guidelines]
    come = [name for name in new.guidelines if name not in old.guidelines]
    ids_before, ids_now = _ids(old), _ids(new)
    alike = {
        (before, now): (len(ids_before[before] & ids_now[now]), _words(old.guidelines[before]) == _words(new.guidelines[now]))
        for before in gone
        for now in come
    }
    # Ordered by what both directions have in common, so that swapping the sides pairs the same two.
    ranked = sorted(
        (pair for pair, score in alike.items() if any(score)),
        key=lambda pair: ([-score for score in alike[pair]], min(pair), max(pair)),
    )
    renamed: dict[str, str] = {}
    for before, now in ranked:
        if before not in renamed and now not in renamed.values():
            renamed[before] = now
    return renamed


def _ids(scope: Scope) -> dict[str, set[str]]:
    ids: dict[str, set[str]] = {name: set() for name in scope.guidelines}
    for rule in scope.file.rules:
        ids[rule.guideline].add(rule.permanent_id)
    return ids


def _words(guideline: t.Guideline) -> object:
    says = dict(guideline.says.value) if guideline.says else {}
    return guideline.title, guideline.cites.value if guideline.cites else None, says


def _renamed(old: Mapping[str, Hashable], new: Mapping[str, Hashable]) -> dict[str, str]:
    """Things that go on under another name: those with the same content."""
    come = _by_content(new)
    return {
        before: now
        for content, names in _by_content(old).items()
        for before, now in zip(names, come.get(content, ()), strict=False)
    }


def _by_content(things: Mapping[str, Hashable]) -> dict[Hashable, list[str]]:
    found: dict[Hashable, list[str]] = {}
    for name in sorted(things):
        found.setdefault(things[name], []).append(name)
    return found
