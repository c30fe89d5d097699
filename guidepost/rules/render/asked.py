"""What conditions ask for: lists, definitions and signals, so that every one of them is in the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from guidepost.rules.syntax import tree as t


def atoms(condition: t.Condition) -> Iterator[t.Atom]:
    """The smallest conditions of a condition."""
    match condition:
        case t.And(parts) | t.Or(parts):
            for part in parts:
                yield from atoms(part)
        case t.Not(part):
            yield from atoms(part)
        case _:
            yield condition


def rule_atoms(rule: t.Rule) -> Iterator[t.Atom]:
    """The smallest conditions of a rule."""
    clauses: tuple[t.Clause[t.Condition] | None, ...] = (rule.when, rule.unless)
    for clause in clauses:
        if clause is not None:
            yield from atoms(clause.value)


def all_atoms(file: t.PolicyFile) -> Iterator[t.Atom]:
    """The smallest conditions of all rules, layers and definitions."""
    for rule in file.rules:
        yield from rule_atoms(rule)
    for layer in file.layers:
        if layer.head.applies:
            yield from atoms(layer.head.applies.value)
    for definition in file.definitions:
        yield from atoms(definition.condition)


def lists(asked: Iterable[t.Atom]) -> set[str]:
    """The names of the lists that conditions ask for."""
    return {phrases.value for atom in asked for phrases in _phrases(atom) if isinstance(phrases, t.Name)}


def _phrases(atom: t.Atom) -> tuple[t.Phrases, ...]:
    match atom:
        case t.Mentions():
            return (atom.phrases, atom.besides)
        case t.Near(one, other):
            return (*_phrases(one), *_phrases(other))
        case t.LinksTo(domains):
            return (domains,)
        case (
            t.Matches() | t.Violates() | t.Defined() | t.Compare() | t.CountOf() | t.Found() | t.Is() | t.Includes() | t.IsUnknown()
        ):
            return ()
        case t.Dated() | t.Clocked() | t.OnDay() | t.Often():
            return ()
        case _:
            assert_never(atom)


def signals(asked: Iterable[t.Atom]) -> set[str]:
    """The names of the signals that conditions ask for."""
    return {name for atom in asked for name in _signals(atom)}


def _signals(atom: t.Atom) -> tuple[str, ...]:
    match atom:
        case t.Mentions() | t.Near() | t.Matches() | t.Violates() | t.Defined():
            return ()
        case t.LinksTo() | t.Compare() | t.CountOf() | t.Found() | t.Is() | t.Includes() | t.IsUnknown():
            return (atom.signal.value,)
        case t.Dated() | t.Clocked() | t.OnDay() | t.Often():
            return (atom.signal.value,)
        case _:
            assert_never(atom)
