"""A condition with the answer of each of its parts: which parts settle it, and which could have turned it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from guidepost.rules.compile import Answer, Node, Reading, Truth
from guidepost.rules.compile.logic import AllOf, AnyOf, DefinedAs, NotThat
from guidepost.rules.syntax import tree as t


@dataclass(frozen=True, slots=True)
class Judged:
    """A condition and its answer for one post. `parts` are empty for the smallest conditions."""

    condition: t.Condition
    node: Node
    answer: Answer
    parts: tuple[Judged, ...] = ()

    @property
    def truth(self) -> Truth:
        """Whether it holds."""
        return self.answer.truth

    def atoms(self) -> Iterator[Judged]:
        """The smallest conditions in it, in the order written."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.atoms()


Definitions: TypeAlias = Mapping[str, t.Definition]
"""The definitions of a policy by name."""


def judge(condition: t.Condition, node: Node, reading: Reading, definitions: Definitions) -> Judged:
    """The answers of a condition and of all its parts. `node` is the one that was built from it, part by part."""
    parts: tuple[Judged, ...] = ()
    match condition, node:
        case t.And() | t.Or(), AllOf() | AnyOf():
            parts = tuple(judge(part, built, reading, definitions) for part, built in zip(condition.parts, node.parts, strict=True))
        case t.Not(), NotThat():
            parts = (judge(condition.part, node.part, reading, definitions),)
        case t.Defined(), DefinedAs():
            parts = (judge(definitions[condition.name.value].condition, node.inner, reading, definitions),)
        case _:
            pass
    return Judged(condition, node, node.answer(reading), parts)


def leaves(condition: t.Condition, definitions: Definitions) -> Iterator[t.Condition]:
    """The smallest conditions of a condition, in the order in which `judge` has them."""
    match condition:
        case t.And(parts) | t.Or(parts):
            for part in parts:
                yield from leaves(part, definitions)
        case t.Not(part):
            yield from leaves(part, definitions)
        case t.Defined(name):
            yield from leaves(definitions[name.value].condition, definitions)
        case _:
            yield condition


def deciding(judged: Judged) -> Judged:
    """The same condition with only those parts that settle its answer, truth and certainty.

    Of an *and* that holds all parts are needed, of an *or* that holds one is: the most certain, and of equally certain ones the
    shortest; the other way round where they do not hold. What is left is a prime implicant of the answer (Quine 1952): it is the same
    whatever the other parts are, and no longer the same without any one of these. Of a condition that is unknown, the parts that are
    unknown are left.
    """
    if not judged.parts:
        return judged
    parts = tuple(deciding(part) for part in judged.parts)
    match judged.condition:
        case t.Not() | t.Defined():
            kept = parts
        case _ if judged.truth is Truth.UNKNOWN:
            kept = tuple(part for part in parts if part.truth is Truth.UNKNOWN)
        case t.And() if judged.truth is Truth.FALSE:
            kept = (_shortest(part for part in parts if part.answer == judged.answer),)
        case t.Or() if judged.truth is Truth.TRUE:
            kept = (_shortest(part for part in parts if part.answer == judged.answer),)
        case _:
            kept = parts
    if len(kept) == 1 and isinstance(judged.condition, t.And | t.Or):
        return kept[0]
    return replace(judged, parts=kept)


def _shortest(parts: Iterator[Judged]) -> Judged:
    return min(parts, key=lambda part: sum(1 for _ in part.atoms()))


def mattering(judged: Judged) -> Iterator[tuple[Judged, bool]]:
    """Each of the smallest conditions, and whether the whole would be another were it to turn round while all others stay.

    That is the masking form of modified condition/decision coverage (Chilenski 2001, DOT/FAA/AR-01/18), in three values.
    """
    yield from _mattering(judged, Truth.TRUE, Truth.FALSE)


def _mattering(judged: Judged, if_true: Truth, if_false: Truth) -> Iterator[tuple[Judged, bool]]:
    """`if_true` and `if_false`: what the whole is when this part is so."""
    if not judged.parts:
        yield judged, if_true is not if_false
        return
    for position, part in enumerate(judged.parts):
        others = [other.truth for number, other in enumerate(judged.parts) if number != position]
        outcomes = {Truth.TRUE: if_true, Truth.FALSE: if_false, Truth.UNKNOWN: _unknown(if_true, if_false)}
        match judged.condition:
            case t.Not():
                yield from _mattering(part, if_false, if_true)
            case t.Defined():
                yield from _mattering(part, if_true, if_false)
            case t.And():
                yield from _mattering(part, outcomes[min(others)], if_false)
            case _:
                yield from _mattering(part, if_true, outcomes[max(others)])


def _unknown(if_true: Truth, if_false: Truth) -> Truth:
    return if_true if if_true is if_false else Truth.UNKNOWN
