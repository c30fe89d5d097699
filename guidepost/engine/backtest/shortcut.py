"""Decisions that cannot differ under the new policy, found without asking all of it.

A decision names the policy that made it. Where that policy is kept and compiles to the very digest, what it decides is known to be what
the evaluator decides today. The rules that a change reaches are then compiled into two small policies, the old ones and the new ones.
A rule that is neither broken nor in doubt adds nothing to an evaluation; so where no rule within reach stirs, in either of the two, for
the post at hand, both policies come to the same evaluation: the recorded one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from guidepost.engine.policies import LoadedPolicy, PolicySource, compile_source
from guidepost.engine.store import KeptPolicy
from guidepost.engine.views import FOLDING_VERSION, Views, fold
from guidepost.rules.check import Catalogue
from guidepost.rules.check.scope import atoms
from guidepost.rules.compare import narrowed, reach
from guidepost.rules.compile import CompiledPolicy
from guidepost.rules.syntax import GuideError
from guidepost.rules.syntax.tree import IsUnknown
from guidepost.signals import Unknown, UnknownReason, Value

_MISSING = Unknown(UnknownReason.NOT_GIVEN, "not recorded")


@dataclass(frozen=True, slots=True)
class Reached:
    """The rules of one policy that a change reaches, with those they need, as a policy of their own.

    `told_apart` are the signals of which a rule asks whether they are unknown: for them, unknown is not the same as not asked.
    """

    rules: frozenset[str]
    policy: CompiledPolicy
    told_apart: frozenset[str]

    def stirs(self, views: Views, values: Mapping[str, Value]) -> bool:
        """Whether some rule within reach is broken, excused or in doubt for this post, or it cannot be told."""
        if not self.told_apart <= values.keys():
            return True
        # For every other condition, a signal that is unknown answers as one that was never asked.
        known = {signal: values.get(signal, _MISSING) for signal in self.policy.signals}
        found = self.policy.evaluate(self.policy.read(views.visible.text, views.folded.text), known)
        stirred = [*(one.rule for one in found.fired), *(one.rule for one in found.undecided), *(one.rule for one in found.excused)]
        return any(rule.name in self.rules for rule in (*stirred, *found.permitted))


@dataclass(frozen=True, slots=True)
class Shortcut:
    """What is known of all decisions of one earlier policy. Without any `reached` they are all alike under both."""

    reached: tuple[Reached, ...]

    def same(self, views: Views, values: Mapping[str, Value]) -> bool:
        """Both policies decide alike about this post, from these signals."""
        return not any(one.stirs(views, values) for one in self.reached)


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
        if digest == self._new.compiled.digest:
            return Shortcut(())
        old = self._load(digest)
        found = reach(old, self._new) if old else None
        if old is None or found is None:
            return None
        return Shortcut(
            tuple(self._reached(policy, rules) for policy, rules in ((old, found.old), (self._new, found.new)) if rules)
        )

    def _load(self, digest: str) -> LoadedPolicy | None:
        kept = self._kept(digest)
        if kept is None:
            return None
        try:
            loaded = compile_source(PolicySource(kept.text, kept.name, kept.lists), self._catalogue)
        except GuideError:
            return None
        # Another digest means that the language, or the way texts are folded, has changed since.
        return loaded if loaded.compiled.digest == digest else None

    @staticmethod
    def _reached(policy: LoadedPolicy, rules: frozenset[str]) -> Reached:
        small = narrowed(policy.checked, rules)
        told_apart = frozenset(atom.signal.value for _, atom in atoms(small.scope.file) if isinstance(atom, IsUnknown))
        return Reached(rules, CompiledPolicy(small, fold, FOLDING_VERSION), told_apart)
