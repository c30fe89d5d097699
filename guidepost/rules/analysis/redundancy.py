"""Parts of a condition that change nothing (GP405)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from guidepost.rules.analysis.subject import Fate, Finding, Subject, joined
from guidepost.rules.check.scope import walk
from guidepost.rules.compile import whole_condition
from guidepost.rules.layers.spelling import alternatives
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.diagnostic import Diagnostic, Severity
from guidepost.rules.syntax.formatter import condition as as_written


def parts_count(subject: Subject) -> Iterator[Finding]:
    """GP405: without this part the condition is true, false and unknown for the very same posts."""
    for rule in subject.scope.file.rules:
        condition = whole_condition(rule)
        if condition is None or subject.independent(condition) or subject.fate(rule) in _SAID_ALREADY:
            continue
        spelt_out = _spelt_out(rule, subject)
        for part, _ in idle_parts(condition, subject, spelt_out):
            taken = part.part if rule.unless and part == t.Not(rule.unless.value) and isinstance(part, t.Not) else None
            shown = f"unless {as_written(taken)}" if taken else as_written(part)
            yield Finding(
                Diagnostic(
                    "GP405",
                    f"“{_short(shown)}” changes nothing in “{rule.qualified}”",
                    part.place,
                    "The rest of the condition says it already: remove this part, or write what was meant.",
                    Severity.WARNING,
                ),
                (rule.qualified,),
            )


_SAID_ALREADY = (Fate.NEVER, Fate.NEVER_KNOWN, Fate.ALWAYS)

_LONGEST = 60


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _spelt_out(rule: t.Rule, subject: Subject) -> frozenset[int]:
    """The parts, by identity, that stand in no file, but come from the layers of a stack."""
    before, behind = subject.scope.spelling.added(rule)
    parts = {id(part) for one in (*before, *behind) for part in walk(one)}
    if rule.unless and len(behind) == len(alternatives(rule.unless.value)):
        parts |= {id(rule.unless.value)}
    return frozenset(parts)


def idle_parts(condition: t.Condition, subject: Subject, needed: Collection[int] = ()) -> Iterator[tuple[t.Condition, t.Condition]]:
    """The parts that can go one after the other, later ones first, each with what then remains; `needed` are not tried."""
    found = True
    while found:
        found = False
        for part, rest in reversed(list(_without(condition))):
            whole = part.part if isinstance(part, t.Not) else part
            if id(part) not in needed and id(whole) not in needed and _alike(condition, rest, subject):
                yield part, rest
                condition, found = rest, True
                break


def _without(condition: t.Condition) -> Iterator[tuple[t.Condition, t.Condition]]:
    """Each part of an *and* or *or*, with the condition that remains without it."""
    match condition:
        case t.And(parts) | t.Or(parts):
            for position, part in enumerate(parts):
                others = parts[:position] + parts[position + 1 :]
                yield part, others[0] if len(others) == 1 else replace(condition, parts=others)
            for position, part in enumerate(parts):
                for inner, rest in _without(part):
                    yield inner, replace(condition, parts=(*parts[:position], rest, *parts[position + 1 :]))
        case t.Not(part):
            for inner, rest in _without(part):
                yield inner, replace(condition, part=rest)
        case _:
            return


def _alike(one: t.Condition, other: t.Condition, subject: Subject) -> bool:
    first, second = subject.encoder.condition(one), subject.encoder.condition(other)
    differ = subject.solver.differ
    return subject.never(
        joined(first.uses, second.uses),
        subject.solver.any_of((differ(first.true, second.true), differ(first.false, second.false))),
    )
