"""Decisions that cannot differ under the new policy, found without asking all of it.

A decision names the policy that made it. Where that policy is kept and compiles to the very digest, what it decides is known to be what
the evaluator decides today. A rule that no post's text and signals can fit adds nothing to an evaluation; so where this goes for every
rule that means something else than before, in either of the two policies, both come to the same evaluation: the recorded one. What is
cheap to know is asked first: what the decision recorded, then the signals, and only then the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from guidepost.engine.backtest.outcome import SameOutcome
from guidepost.engine.backtest.recorded import Recorded
from guidepost.engine.kept import source_of
from guidepost.engine.policies import LoadedPolicy, compile_source
from guidepost.engine.store import KeptPolicy
from guidepost.engine.views import Views, fold
from guidepost.rules.check import Catalogue
from guidepost.rules.compare import reach
from guidepost.rules.compile import Alone
from guidepost.rules.syntax import GuideError, Modality
from guidepost.signals import Value


@dataclass(frozen=True, slots=True)
class Side:
    """The rules of one policy that mean something else than in the other.

    `readable` holds, by qualified name, the permanent id and the signals of rules that a record tells of: had one of them been broken or
    undecided with all its signals at hand, the decision would name it.
    """

    alone: Alone
    readable: Mapping[str, tuple[str, frozenset[str]]]

    def may_fit(self, recorded: Recorded, values: Mapping[str, Value]) -> bool:
        """Whether some of the rules may fit a post of which only the record is known."""
        return any(not self._told(rule, recorded) for rule in self.alone.may_fit(values))

    def may_fit_text(self, views: Views, recorded: Recorded, values: Mapping[str, Value]) -> bool:
        """Whether some of the rules may fit the post."""
        fitting = self.alone.may_fit_text(views.visible.text, views.folded.text, values)
        return any(not self._told(rule, recorded) for rule in fitting)

    def _told(self, rule: str, recorded: Recorded) -> bool:
        """Whether the record says that the rule did not fit."""
        if rule not in self.readable:
            return False
        permanent, signals = self.readable[rule]
        return permanent not in recorded.named and signals <= recorded.values.keys()


@dataclass(frozen=True, slots=True)
class Shortcut:
    """What is known of all decisions of one earlier policy.

    `sides` are those that hold rules that mean something else; `outcome` is there where the head may lead to another outcome.
    """

    sides: tuple[Side, ...] = ()
    outcome: SameOutcome | None = None

    def same(self, recorded: Recorded, values: Mapping[str, Value]) -> bool:
        """Both policies decide alike, whatever the text is."""
        return not any(side.may_fit(recorded, values) for side in self.sides) and self._same_outcome(recorded)

    def same_about(self, views: Views, recorded: Recorded, values: Mapping[str, Value]) -> bool:
        """Both policies decide alike about this text."""
        return self._same_outcome(recorded) and not any(side.may_fit_text(views, recorded, values) for side in self.sides)

    def _same_outcome(self, recorded: Recorded) -> bool:
        return self.outcome is None or self.outcome.of(recorded)


class Shortcuts:
    """The shortcuts from earlier policies to a new one."""

    def __init__(self, new: LoadedPolicy, catalogue: Catalogue, kept: Callable[[str], KeptPolicy | None]) -> None:
        self._new = new
        self._catalogue = catalogue
        self._kept = kept
        self._found: dict[str, Shortcut | None] = {}

    def of(self, digest: str) -> Shortcut | None:
        """The shortcut from the policy of this digest; None where every decision must be made anew."""
        if digest not in self._found:
            self._found[digest] = self._find(digest)
        return self._found[digest]

    def _find(self, digest: str) -> Shortcut | None:
        new = self._new
        if digest == new.compiled.digest:
            return Shortcut()
        old = self._load(digest)
        found = reach(old, new) if old else None
        if old is None or found is None:
            return None
        readable = _readable(old)
        steady = {name: readable[was] for was, name in _names_of(old, new).items() if readable.get(was, ("",))[0] in found.steady}
        sides = ((old, found.old, readable), (new, found.new, steady))
        return Shortcut(
            tuple(Side(_alone(policy, rules), told) for policy, rules, told in sides if rules),
            SameOutcome(old.compiled, new.compiled) if found.head else None,
        )

    def _load(self, digest: str) -> LoadedPolicy | None:
        kept = self._kept(digest)
        if kept is None:
            return None
        try:
            loaded = compile_source(source_of(kept), self._catalogue)
        except GuideError:
            return None
        # Another digest means that the language, or the way texts are folded, has changed since.
        return loaded if loaded.compiled.digest == digest else None


def _alone(policy: LoadedPolicy, rules: frozenset[str]) -> Alone:
    return Alone(policy.checked.scope, rules, fold, policy.compiled.own_languages)


def _readable(policy: LoadedPolicy) -> dict[str, tuple[str, frozenset[str]]]:
    """The duties that nothing excuses: a decision names each that is broken, and each that cannot be decided."""
    compiled = policy.compiled
    return {
        rule.name: (rule.id, compiled.asked_by(rule))
        for rule in compiled.rules
        if rule.modality is not Modality.MAY and not compiled.excusers_of(rule)
    }


def _names_of(old: LoadedPolicy, new: LoadedPolicy) -> dict[str, str]:
    """By the old name of a rule: the name it has now."""
    now = {rule.id: rule.name for rule in new.compiled.rules}
    return {rule.name: now[rule.id] for rule in old.compiled.rules if rule.id in now}
