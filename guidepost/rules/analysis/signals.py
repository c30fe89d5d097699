"""Signals as typed unknowns: whether each is known, and what it can be when it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import TypeAlias

from guidepost.rules.analysis.solver import Formula, Model, Solver
from guidepost.rules.check.scope import Catalogue
from guidepost.rules.syntax import tree as t
from guidepost.signals import SignalDeclaration, SignalType, Span, Unknown, UnknownReason, Value
from guidepost.signals.calendar import instant
from guidepost.signals.rates import Counted, rate_named

Asking: TypeAlias = t.Compare | t.CountOf | t.Found | t.Is | t.Includes | t.Dated | t.Clocked | t.OnDay | t.LinksTo | t.Often
"""A smallest condition about the value of a signal."""

NOT_KNOWN = Unknown(UnknownReason.NOT_GIVEN, "for this example")

_WHOLE = {SignalType.COUNT, SignalType.SPANS, SignalType.SET}


class Signals:
    """The unknowns of one policy, made when they are first asked for."""

    def __init__(self, catalogue: Catalogue, solver: Solver) -> None:
        self._catalogue = catalogue
        self._solver = solver
        self._words: dict[str, dict[str, Formula]] = {}
        self._scores: dict[str, Formula] = {}

    def known(self, name: str) -> Formula:
        """Whether the signal could be had."""
        return self._solver.question(f"{name} is known")

    def number(self, name: str) -> Formula:
        """The value of a number, or how many places or words there are."""
        return self._solver.number(name, whole=self._catalogue[name].type in _WHOLE)

    def score(self, name: str) -> Formula:
        """The best score of the places that a signal holds. Where nobody asks for it, it is 1."""
        return self._scores.setdefault(name, self._solver.number(f"score of {name}", whole=False))

    def word(self, name: str, word: str) -> Formula:
        """Whether the signal is this word, or holds it."""
        words = self._words.setdefault(name, {})
        if not words:
            for symbol in sorted(self._catalogue[name].symbols or ()):
                words[symbol] = self._solver.question(f"{name} is {symbol}")
        return words.setdefault(word, self._solver.question(f"{name} is {word}"))

    def words(self, name: str) -> dict[str, Formula]:
        """The words asked for so far, and those of a closed vocabulary."""
        return self._words.get(name, {})

    def answer(self, atom: Asking) -> Formula | None:
        """What an atom says of a known signal; None where that is more than its type tells (days of the week, domains)."""
        solver = self._solver
        match atom:
            case t.Compare(signal, operator, quantity):
                seconds = quantity.seconds if isinstance(quantity, t.Duration) else quantity
                return solver.compare(self.number(signal.value), operator, seconds)
            case t.CountOf(signal, operator, number):
                return solver.compare(self.number(signal.value), operator, number)
            case t.Often():
                return solver.compare(self.number(atom.signal.value), ">=", float(atom.least))
            case t.Dated(signal, moment, after):
                limit = instant(moment.date, moment.clock, moment.zone)
                return solver.compare(self.number(signal.value), ">=" if after else "<", limit)
            case t.Found(signal):
                return solver.compare(self.number(signal.value), ">", 0.0)
            case t.Is(signal, words, negated):
                asked = [self.word(signal.value, word.value) for word in words]
                return solver.none_of(asked) if negated else solver.any_of(asked)
            case t.Includes(signal, word):
                return self.word(signal.value, word.value)
            case _:
                return None

    def facts(self, name: str) -> Iterator[Formula]:
        """What holds for every value of a signal."""
        declaration, solver = self._catalogue[name], self._solver
        words = list(self.words(name).values())
        match declaration.type:
            case SignalType.SYMBOL | SignalType.TEXT:
                yield solver.at_most(1, words)
                if declaration.symbols and words:
                    yield solver.any_of(words)
            case SignalType.SET:
                held = solver.number_of(words)
                yield self.number(name) == held if declaration.symbols and words else self.number(name) >= held
            case SignalType.TIME:
                return
            case _:
                rate = rate_named(name)
                yield solver.compare(self.number(name), ">=", float(rate.alone) if rate else 0.0)
                if declaration.type is SignalType.PROBABILITY:
                    yield solver.compare(self.number(name), "<=", 1.0)

    def facts_of_rates(self, names: Collection[str]) -> Iterator[Formula]:
        """What holds between counts of one thing: who looks back further counts no less, and what one can count all can."""
        for counted in Counted:
            rates = [rate for name in names for rate in [rate_named(name)] if rate is not None and rate.counted is counted]
            for shorter, longer in pairwise(sorted(rates, key=lambda rate: rate.seconds)):
                yield self.number(shorter.name) <= self.number(longer.name)
                yield self._solver.none_of((self._solver.differ(self.known(shorter.name), self.known(longer.name)),))

    def value(self, name: str, model: Model, text: str) -> Value:
        """The value a signal has in a model; places stand over the whole of `text`."""
        declaration = self._catalogue[name]
        if not model.holds(self.known(name)):
            return NOT_KNOWN
        words = [word for word, question in self.words(name).items() if model.holds(question)]
        match declaration.type:
            case SignalType.SYMBOL | SignalType.TEXT:
                return words[0] if words else _another(declaration, self.words(name))
            case SignalType.SET:
                missing = int(model.value(self.number(name))) - len(words)
                return frozenset([*words, *(f"other-{number}" for number in range(missing))])
            case SignalType.SPANS:
                score = model.value(self._scores[name]) if name in self._scores else 1.0
                return (Span(0, len(text), "for this example", score),) * int(model.value(self.number(name)))
            case SignalType.COUNT:
                return int(model.value(self.number(name)))
            case _:
                return model.value(self.number(name))


def _another(declaration: SignalDeclaration, words: dict[str, Formula]) -> str:
    """A word that no rule asks for."""
    return min(declaration.symbols) if declaration.symbols and not words else "another"
