"""Formulas, and whether some of them can hold together: a narrow door to the Z3 solver (de Moura and Bjørner 2008)."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from enum import Enum
from fractions import Fraction
from functools import reduce
from typing import Any, TypeAlias

Formula: TypeAlias = Any
"""A formula or term of the solver."""

_LIMIT = 4_000_000
"""Steps the solver may take for one question, about a second. A count of steps and no clock, so that findings never hang on the machine."""


class Verdict(Enum):
    """Whether formulas can hold together."""

    POSSIBLE = "possible"
    IMPOSSIBLE = "impossible"
    NOT_PROVED = "not proved"


class Solver:
    """Builds formulas and asks about them. The solver is loaded with the first one made, because most commands never need it."""

    def __init__(self) -> None:
        self._z3 = importlib.import_module("z3")
        self._context = self._z3.Context()
        self.yes: Formula = self._z3.BoolVal(True, self._context)
        self.no: Formula = self._z3.BoolVal(False, self._context)

    def question(self, name: str) -> Formula:
        """A yes-no question; one name is one question."""
        return self._z3.Bool(name, self._context)

    def number(self, name: str, *, whole: bool) -> Formula:
        """An unknown number."""
        return self._z3.Int(name, self._context) if whole else self._z3.Real(name, self._context)

    def compare(self, number: Formula, operator: str, value: float) -> Formula:
        """A comparison of an unknown number with a known one, which is read as it is written in decimals."""
        other = self.fixed(value)
        match operator:
            case ">=":
                return number >= other
            case ">":
                return number > other
            case "<=":
                return number <= other
            case "<":
                return number < other
            case "=":
                return number == other
            case _:
                return number != other

    def all_of(self, parts: Iterable[Formula]) -> Formula:
        """*And*."""
        kept = [part for part in parts if part is not self.yes]
        if any(part is self.no for part in kept):
            return self.no
        if not kept:
            return self.yes
        return kept[0] if len(kept) == 1 else self._z3.And(kept)

    def any_of(self, parts: Iterable[Formula]) -> Formula:
        """*Or*."""
        kept = [part for part in parts if part is not self.no]
        if any(part is self.yes for part in kept):
            return self.yes
        if not kept:
            return self.no
        return kept[0] if len(kept) == 1 else self._z3.Or(kept)

    def none_of(self, parts: Iterable[Formula]) -> Formula:
        """*Neither … nor*."""
        whole = self.any_of(parts)
        if whole is self.yes:
            return self.no
        return self.yes if whole is self.no else self._z3.Not(whole)

    def at_least(self, least: int, parts: Sequence[Formula]) -> Formula:
        """At least so many hold."""
        if least <= 1:
            return self.any_of(parts) if least == 1 else self.yes
        if least >= len(parts):
            return self.all_of(parts) if least == len(parts) else self.no
        return self._z3.AtLeast(*parts, least)

    def at_most(self, most: int, parts: Sequence[Formula]) -> Formula:
        """At most so many hold."""
        return self.yes if most >= len(parts) else self._z3.AtMost(*parts, most)

    def weighs(self, parts: Sequence[tuple[Formula, int]], least: int) -> Formula:
        """The weights of those that hold add up to `least` at least."""
        return self._z3.PbGe(list(parts), least) if parts else self.no

    def number_of(self, parts: Sequence[Formula]) -> Formula:
        """How many hold."""
        one, none = self._z3.IntVal(1, self._context), self._z3.IntVal(0, self._context)
        return self._z3.Sum([self._z3.If(part, one, none) for part in parts]) if parts else none

    def differ(self, one: Formula, other: Formula) -> Formula:
        """One holds and the other does not."""
        return self._z3.Xor(one, other)

    def fixed(self, value: float) -> Formula:
        """A known number, read as it is written in decimals."""
        exact = Fraction(repr(value))
        return self._z3.Q(exact.numerator, exact.denominator, self._context)

    def choose(self, question: Formula, then: Formula, otherwise: Formula) -> Formula:
        """One number where a question is answered with yes, else another."""
        return self._z3.If(question, then, otherwise)

    def least(self, numbers: Sequence[Formula]) -> Formula:
        """The least of some numbers."""
        return reduce(lambda one, other: self._z3.If(one <= other, one, other), numbers)

    def greatest(self, numbers: Sequence[Formula]) -> Formula:
        """The greatest of some numbers."""
        return reduce(lambda one, other: self._z3.If(one >= other, one, other), numbers)

    def replaced(self, formula: Formula, replacements: Sequence[tuple[Formula, Formula]]) -> Formula:
        """The formula with questions or numbers replaced."""
        return self._z3.substitute(formula, *replacements) if replacements else formula

    def ask(self, formulas: Iterable[Formula]) -> tuple[Verdict, Model | None]:
        """Whether all formulas can hold together, and where they can, how."""
        solver = self._z3.SimpleSolver(ctx=self._context)
        solver.set("rlimit", _LIMIT)
        for formula in formulas:
            if formula is self.no:
                return Verdict.IMPOSSIBLE, None
            solver.add(formula)
        answer = solver.check()
        if answer == self._z3.sat:
            return Verdict.POSSIBLE, Model(solver.model(), self._z3)
        return (Verdict.IMPOSSIBLE if answer == self._z3.unsat else Verdict.NOT_PROVED), None


class Model:
    """One way in which formulas hold together."""

    def __init__(self, model: Any, z3: Any) -> None:
        self._model = model
        self._z3 = z3

    def holds(self, question: Formula) -> bool:
        """Whether a question is answered with yes; what does not matter counts as no."""
        return bool(self._z3.is_true(self._model.eval(question)))

    def value(self, number: Formula) -> float:
        """The value of a number; 0 for one that does not matter."""
        value = self._model.eval(number)
        if self._z3.is_int_value(value):
            return float(value.as_long())
        return float(value.as_fraction()) if self._z3.is_rational_value(value) else 0.0
