"""Signals as typed unknowns: whether each is known, and what it can be when it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from guidepost.rules.analysis.solver import Formula, Model, Solver
from guidepost.rules.check.scope import Catalogue
from guidepost.rules.syntax import tree as t
from guidepost.signals import SignalDeclaration, SignalType, Span, Unknown, UnknownReason, Value
from guidepost.signals.calendar import instant

Asking: TypeAlias = t.Compare | t.CountOf | t.Found | t.Is | t.Includes | t.Dated | t.Clocked | t.OnDay | t.LinksTo
"""A smallest condition about the value of a signal."""

NOT_KNOWN = Unknown(UnknownReason.NOT_GIVEN, "for this example")

_WHOLE = {SignalType.COUNT, SignalType.SPANS, SignalType.SET}


class Signals:
    """The unknowns of one policy, made when they are first asked for."""

    def __init__(self, catalogue: Catalogue, solver: Solver) -> None:
        self._catalogue = catalogue
        self._solver = solver
        self._words: dict[str, dict[str, Formula]] = {}

    def known(self, name: str) -> Formula:
        """Whether the signal could be had."""
        return self._solver.question(f"{name} is known")

    def number(self, name: str) -> Formula:
        """The value of a number, or how many places or words there are."""
        return self._solver.number(name, whole=self._catalogue[name].type in _WHOLE)

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
                yield solver.compare(self.number(name), ">=", 0.0)
                if declaration.type is SignalType.PROBABILITY:
                    yield solver.compare(self.number(name), "<=", 1.0)

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
                return (Span(0, len(text), "for this example"),) * int(model.value(self.number(name)))
            case SignalType.COUNT:
                return int(model.value(self.number(name)))
            case _:
                return model.value(self.number(name))


def _another(declaration: SignalDeclaration, words: dict[str, Formula]) -> str:
    """A word that no rule asks for."""
    return min(declaration.symbols) if declaration.symbols and not words else "another"
