"""What the analyses look at: one policy, its formulas, and a way to show what they found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from guidepost.rules.analysis.encode import Encoder, Meaning, Uses
from guidepost.rules.analysis.signals import Asking
from guidepost.rules.analysis.solver import Formula, Model, Solver, Verdict
from guidepost.rules.analysis.witness import Claim, Witness, Witnesses
from guidepost.rules.check import Checked
from guidepost.rules.check.scope import Scope, atoms, walk
from guidepost.rules.compile import CompiledPolicy, CompiledRule, whole_condition
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.diagnostic import Diagnostic
from guidepost.signals.rates import rate_named


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic, the rules it is about, and a post that shows it where there is one."""

    diagnostic: Diagnostic
    rules: tuple[str, ...] = ()
    witness: Witness | None = None


class Fate(Enum):
    """What becomes of a rule whatever the post is."""

    OPEN = "open"
    """It hangs on the post, or nothing else could be proved."""
    NEVER = "never"
    NEVER_KNOWN = "never known"
    """It is false or unknown."""
    ALWAYS_EXCUSED = "always excused"
    ALWAYS = "always"
    """It is true, or unknown where signals are."""


class Subject:
    """A policy under analysis. `checked` must hold no errors; `fold` reads phrases and posts as the engine does."""

    def __init__(self, checked: Checked, fold: Callable[[str], str]) -> None:
        self.scope: Scope = checked.scope
        self.policy = CompiledPolicy(checked, fold, "analysis")
        self.compiled: dict[str, CompiledRule] = {rule.name: rule for rule in self.policy.rules}
        self.solver = Solver()
        self.encoder = Encoder(self.scope, fold, self.policy.own_languages, self.solver)
        # Which rules are at work hangs on no threshold, and without them it is found twice as fast.
        self.witnesses = Witnesses(self.encoder, self.policy.with_head(replace(self.scope.file.head, thresholds=())))
        self._models: dict[str, tuple[Verdict, Model | None]] = {}
        self._fates: dict[str, Fate] = {}

    @cached_property
    def duties(self) -> tuple[t.Rule, ...]:
        """The rules that fire, in the order of the file."""
        return tuple(rule for rule in self.scope.file.rules if rule.modality is not t.Modality.MAY)

    @cached_property
    def permissions(self) -> tuple[t.Rule, ...]:
        """The may rules with a condition, in the order of the file."""
        return tuple(
            rule for rule in self.scope.file.rules if rule.modality is t.Modality.MAY and self.compiled[rule.qualified].condition
        )

    def ask(self, uses: Uses, *formulas: Formula) -> tuple[Verdict, Model | None]:
        """Whether there is a post for which all formulas hold, which must ask about nothing but `uses`."""
        return self.solver.ask([*formulas, *self.encoder.facts(uses)])

    def never(self, uses: Uses, *formulas: Formula) -> bool:
        """Proved: there is no post for which all formulas hold."""
        return self.ask(uses, *formulas)[0] is Verdict.IMPOSSIBLE

    def working(self, rule: t.Rule) -> tuple[Verdict, Model | None]:
        """Whether there is a post for which a duty fires, or a may rule holds."""
        if rule.qualified not in self._models:
            meaning = self.meaning(rule)
            self._models[rule.qualified] = self.ask(meaning.uses, meaning.true)
        return self._models[rule.qualified]

    def fate(self, rule: t.Rule) -> Fate:
        """What becomes of a rule whatever the post is."""
        if rule.qualified not in self._fates:
            self._fates[rule.qualified] = self._find_fate(rule)
        return self._fates[rule.qualified]

    def _find_fate(self, rule: t.Rule) -> Fate:
        condition, own = whole_condition(rule), self.encoder.rule(rule)
        if condition is None:
            return Fate.OPEN
        if self.working(rule)[0] is Verdict.IMPOSSIBLE:
            if not self.never(own.uses, own.true):
                return Fate.ALWAYS_EXCUSED
            return Fate.NEVER if self.never(own.uses, self.solver.none_of((own.false,))) else Fate.NEVER_KNOWN
        if self.independent(condition):
            return Fate.OPEN
        return Fate.ALWAYS if self.never(own.uses, own.false) else Fate.OPEN

    def independent(self, condition: t.Condition) -> bool:
        """Whether the smallest conditions of a condition say nothing about each other, so that each of them counts.

        It is found without the solver, which most conditions then never need.
        """
        seen = Uses()
        for part in walk(condition):
            if isinstance(part, t.And | t.Or | t.Not):
                continue
            uses = self.encoder.condition(part).uses
            if isinstance(part, t.Violates | t.Defined) or any(not self.encoder.phrases.read[one].folded for one in uses.phrases):
                return False
            if (
                self.encoder.phrases.related(uses.phrases, seen.phrases)
                or not {pattern for pattern, _ in uses.patterns}.isdisjoint(pattern for pattern, _ in seen.patterns)
                or not _told_by(uses.signals).isdisjoint(_told_by(seen.signals))
                or not uses.others.isdisjoint(seen.others)
            ):
                return False
            seen |= uses
        return seen.signals.isdisjoint(self._vacuous)

    @cached_property
    def _vacuous(self) -> frozenset[str]:
        """The signals that are asked something which is always or never so."""
        return frozenset(atom.signal.value for _, atom, _ in self.vacuous)

    @cached_property
    def vacuous(self) -> tuple[tuple[t.Rule, Asking, bool], ...]:
        """The questions about a known signal that have but one answer: by which rule, which, and what the answer is."""
        answers: dict[t.Condition, bool | None] = {}
        found = []
        for rule, atom in atoms(self.scope.file):
            if not isinstance(atom, Asking):
                continue
            if atom not in answers:
                meaning = self.encoder.condition(atom)
                always = self.never(meaning.uses, meaning.false)
                answers[atom] = True if always else False if self.never(meaning.uses, meaning.true) else None
            answer = answers[atom]
            if answer is not None:
                found.append((rule, atom, answer))
        return tuple(found)

    def meaning(self, rule: t.Rule) -> Meaning:
        """When a duty fires, excuses counted, or a may rule holds."""
        return self.encoder.rule(rule) if rule.modality is t.Modality.MAY else self.encoder.broken(rule)

    def works(self, rule: t.Rule, witness: Witness) -> bool:
        """Whether a duty fires, or a may rule holds, when the post is really decided."""
        return rule.qualified in self.at_work(witness)

    def at_work(self, witness: Witness) -> frozenset[str]:
        """The duties that fire and the may rules that hold when the post is really decided."""
        evaluation = self.witnesses.decide(witness)
        return frozenset([*(one.rule.name for one in evaluation.fired), *(rule.name for rule in evaluation.permitted)])

    def show(self, model: Model | None, uses: Uses, claim: Claim, *, plain: bool = True) -> Witness | None:
        """A post made from a model, tried, and cut down; none where it cannot be made or the claim is not true of it."""
        return None if model is None else self.witnesses.show(model, uses, claim, plain=plain)

    def example(self, witness: Witness | None) -> str:
        """A sentence with the post, or nothing."""
        return f"For example: {witness.written(self.scope.catalogue)}." if witness else ""


def _told_by(signals: Iterable[str]) -> frozenset[str]:
    """The signals, and for rates what is counted: who counts over an hour knows something of the day."""
    rates = [rate for name in signals if (rate := rate_named(name)) is not None]
    return frozenset(signals) | {rate.counted.value for rate in rates}


def joined(*uses: Uses) -> Uses:
    """All that several formulas ask about."""
    whole = Uses()
    for each in uses:
        whole |= each
    return whole


def sentences(parts: Iterable[str]) -> str:
    """Sentences one after the other; empty ones are left out."""
    return " ".join(part for part in parts if part)
