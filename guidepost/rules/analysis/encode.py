"""Conditions as formulas: when they are true and when they are false (unknown is neither)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from guidepost.rules.analysis.phrases import Phrases, keys_of
from guidepost.rules.analysis.signals import Asking, Signals
from guidepost.rules.analysis.solver import Formula, Solver
from guidepost.rules.check.scope import Scope
from guidepost.rules.compile import whole_condition
from guidepost.rules.syntax import tree as t


@dataclass(frozen=True, slots=True)
class Uses:
    """What a formula asks about: phrases by number, patterns, signals by name, and conditions nothing is known of."""

    phrases: frozenset[int] = frozenset()
    patterns: frozenset[tuple[str, bool]] = frozenset()
    signals: frozenset[str] = frozenset()
    others: frozenset[t.Condition] = frozenset()

    def __or__(self, other: Uses) -> Uses:
        return Uses(
            self.phrases | other.phrases,
            self.patterns | other.patterns,
            self.signals | other.signals,
            self.others | other.others,
        )


class Meaning(NamedTuple):
    """Kleene's three values as two formulas that never hold together."""

    true: Formula
    false: Formula
    uses: Uses


@dataclass
class Encoder:
    """Turns the conditions and rules of one policy into formulas. Equal conditions become the same formula."""

    scope: Scope
    fold: Callable[[str], str]
    languages: Sequence[str]
    solver: Solver
    phrases: Phrases = field(init=False)
    signals: Signals = field(init=False)

    def __post_init__(self) -> None:
        self.phrases = Phrases(self.scope, self.fold, self.languages, self.solver)
        self.signals = Signals(self.scope.catalogue, self.solver)
        self._atoms: dict[t.Condition, Meaning] = {}
        self._laws: dict[t.Condition, tuple[Formula, ...]] = {}
        self._rules: dict[str, Meaning] = {}
        self._effects: dict[str, Meaning] = {}
        self._excusers: dict[str, list[t.Rule]] = {}
        self._duties: dict[str, list[t.Rule]] = {}
        for rule in self.scope.file.rules:
            for name in rule.excuses.value if rule.excuses else ():
                self._excusers.setdefault(name.value, []).append(rule)
            if rule.modality is not t.Modality.MAY:
                self._duties.setdefault(rule.guideline, []).append(rule)

    def rule(self, rule: t.Rule) -> Meaning:
        """When the rule's own condition holds: *when* and not *unless*."""
        if rule.qualified not in self._rules:
            condition = whole_condition(rule)
            self._rules[rule.qualified] = (
                self.condition(condition) if condition is not None else Meaning(self.solver.yes, self.solver.no, Uses())
            )
        return self._rules[rule.qualified]

    def broken(self, rule: t.Rule) -> Meaning:
        """When a duty fires: its condition holds and no excuse does. An excuse that is unknown excuses nothing."""
        if rule.qualified not in self._effects:
            meaning = self.rule(rule)
            excuses = [self.rule(excuser) for excuser in self._excusers.get(rule.qualified, ())]
            uses = meaning.uses
            for excuse in excuses:
                uses |= excuse.uses
            excused = self.solver.any_of(excuse.true for excuse in excuses)
            self._effects[rule.qualified] = Meaning(
                self.solver.all_of((meaning.true, self.solver.none_of((excused,)))),
                self.solver.any_of((meaning.false, excused)),
                uses,
            )
        return self._effects[rule.qualified]

    def duties_of(self, guideline: str) -> Sequence[t.Rule]:
        """The rules by which a guideline is violated."""
        return self._duties.get(guideline, ())

    def condition(self, condition: t.Condition) -> Meaning:
        """When a condition is true, and when it is false."""
        match condition:
            case t.And(parts):
                return self._joined([self.condition(part) for part in parts], every=True)
            case t.Or(parts):
                return self._joined([self.condition(part) for part in parts], every=False)
            case t.Not(part):
                inner = self.condition(part)
                return Meaning(inner.false, inner.true, inner.uses)
            case t.Defined(name):
                return self.condition(self.scope.definitions[name.value].condition)
            case _:
                if condition not in self._atoms:
                    self._atoms[condition] = self._atom(condition)
                return self._atoms[condition]

    def facts(self, uses: Uses) -> Iterator[Formula]:
        """What holds for every post between the things that a formula asks about."""
        yield from self.phrases.facts(uses.phrases)
        for pattern, ignore_case in sorted(uses.patterns):
            if not ignore_case and (pattern, True) in uses.patterns:
                yield self.solver.any_of(
                    (self.solver.none_of((self.pattern(pattern, ignore_case=False),)), self.pattern(pattern, ignore_case=True))
                )
        for name in sorted(uses.signals):
            yield from self.signals.facts(name)
        yield from self.signals.facts_of_rates(uses.signals)
        for condition in uses.others:
            yield from self._laws[condition]

    def pattern(self, pattern: str, *, ignore_case: bool) -> Formula:
        """Whether the text fits a pattern."""
        return self.solver.question(f"matches {pattern!r} {ignore_case}")

    def _joined(self, parts: list[Meaning], *, every: bool) -> Meaning:
        uses = Uses()
        for part in parts:
            uses |= part.uses
        true, false = [part.true for part in parts], [part.false for part in parts]
        if every:
            return Meaning(self.solver.all_of(true), self.solver.any_of(false), uses)
        return Meaning(self.solver.any_of(true), self.solver.all_of(false), uses)

    def _atom(self, atom: t.Condition) -> Meaning:
        match atom:
            case t.Mentions():
                return self._mentions(atom)
            case t.Near(one, other):
                return self._partly(atom, [self.condition(one), self.condition(other)])
            case t.Matches(pattern, ignore_case):
                question = self.pattern(pattern, ignore_case=ignore_case)
                return Meaning(question, self.solver.none_of((question,)), Uses(patterns=frozenset({(pattern, ignore_case)})))
            case t.Violates(guideline):
                return self._joined([self.broken(rule) for rule in self.duties_of(guideline.value)], every=False)
            case t.IsUnknown(signal):
                known = self.signals.known(signal.value)
                return Meaning(self.solver.none_of((known,)), known, Uses(signals=frozenset({signal.value})))
            case t.And() | t.Or() | t.Not() | t.Defined():
                return self.condition(atom)
            case _:
                return self._asked(atom)

    def _asked(self, atom: Asking) -> Meaning:
        """A question about a signal, exact where its answers are known, else any answer for a known signal."""
        answer, others = self.signals.answer(atom), frozenset[t.Condition]()
        if answer is None:
            answer, others = self.solver.question(f"holds {len(self._laws)}"), frozenset({atom})
            self._laws[atom] = ()
        name = atom.signal.value
        known = self.signals.known(name)
        return Meaning(
            self.solver.all_of((known, answer)),
            self.solver.all_of((known, self.solver.none_of((answer,)))),
            Uses(signals=frozenset({name}), others=others),
        )

    def _mentions(self, atom: t.Mentions) -> Meaning:
        """How many phrases are mentioned; how often, and inside which other phrases, only as far as that tells."""
        if atom.quantifier is t.Quantifier.TIMES or atom.besides:
            quantifier = t.Quantifier.ANY if atom.quantifier is t.Quantifier.TIMES else atom.quantifier
            plain = self.condition(replace(atom, quantifier=quantifier, besides=()))
            besides = [self.phrases.number(key) for key in keys_of(atom.besides, self.scope.phrases, atom)]
            whole = self._partly(atom, [plain])
            if quantifier is atom.quantifier or atom.minimum == 1:
                disturbing = [self.phrases.question(number) for number in besides]
                self._laws[atom] += (self.solver.any_of((whole.true, plain.false, *disturbing)),)
            return whole._replace(uses=whole.uses | Uses(phrases=frozenset(besides)))
        used = dict.fromkeys(self.phrases.number(key) for key in keys_of(atom.phrases, self.scope.phrases, atom))
        alike: dict[str, list[Formula]] = {}
        for number in used:
            alike.setdefault(self.phrases.read[number].folded, []).append(self.phrases.question(number))
        there = [self.solver.any_of(questions) for questions in alike.values()]
        needed = {t.Quantifier.ANY: 1, t.Quantifier.ALL: len(there), t.Quantifier.AT_LEAST: atom.minimum}[atom.quantifier]
        true = self.solver.at_least(needed, there)
        return Meaning(true, self.solver.none_of((true,)), Uses(phrases=frozenset(used)))

    def _partly(self, atom: t.Condition, needs: Sequence[Meaning]) -> Meaning:
        """A condition about the text of which no more is known than what it needs."""
        question = self.solver.question(f"holds {len(self._laws)}")
        uses = Uses(others=frozenset({atom}))
        for need in needs:
            uses |= need.uses
        self._laws[atom] = tuple(self.solver.any_of((self.solver.none_of((question,)), need.true)) for need in needs)
        return Meaning(question, self.solver.none_of((question,)), uses)
