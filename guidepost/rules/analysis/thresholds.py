"""Risks that no post can reach (GP410)."""

from __future__ import annotations

import math
from collections.abc import Iterator

from guidepost.rules.analysis.subject import Finding, Subject, joined
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.diagnostic import Diagnostic, Severity
from guidepost.rules.syntax.formatter import number

_SCALE = 1_000_000
"""Weights are whole numbers for the solver: millionths of the negative logarithm of what a risk leaves over."""

_ROUNDING = 0.00005
"""Half of the last decimal that risks are rounded to."""


def thresholds_reached(subject: Subject) -> Iterator[Finding]:
    """GP410: the rules of no guideline, together, can make a risk as high as a threshold of the head.

    Rules of one guideline combine as independent evidence (1 minus the product of what each leaves over), which in logarithms is a
    sum; guidelines do not add up. Every rule counts in full, as if its certainty were 1, so that a finding is never wrong.
    """
    by_guideline: dict[str, list[t.Rule]] = {}
    for rule in subject.duties:
        by_guideline.setdefault(rule.guideline, []).append(rule)
    for clause in subject.scope.file.head.thresholds:
        least = _weight(clause.value.risk - _ROUNDING)
        doubts = clause.value.outcome <= subject.policy.on_unknown
        if any(_reaches(rules, math.floor(least), subject, doubts=doubts) for rules in by_guideline.values()):
            continue
        most = max((_together(rules, subject) for rules in by_guideline.values()), default=0.0)
        yield Finding(
            Diagnostic(
                "GP410",
                f"no post can reach a risk of {number(clause.value.risk)}",
                clause.place,
                f"All rules of one guideline together make at most {most:.2f}: lower the threshold, or raise the risk of a rule.",
                Severity.WARNING,
            )
        )


def _weight(risk: float) -> float:
    return -math.log(max(1.0 - risk, 1e-9)) * _SCALE


def _together(rules: list[t.Rule], subject: Subject) -> float:
    return 1.0 - math.prod(1.0 - subject.compiled[rule.qualified].risk for rule in rules)


def _reaches(rules: list[t.Rule], least: int, subject: Subject, *, doubts: bool) -> bool:
    """Whether rules can come together to such a weight; where `doubts` count, those that may be broken weigh like broken ones."""
    weights = [math.ceil(_weight(subject.compiled[rule.qualified].risk + _ROUNDING)) for rule in rules]
    if sum(weights) < least:
        return False
    meanings = [subject.encoder.broken(rule) for rule in rules]
    counting = [subject.solver.none_of((meaning.false,)) if doubts else meaning.true for meaning in meanings]
    return not subject.never(
        joined(*(meaning.uses for meaning in meanings)), subject.solver.weighs(list(zip(counting, weights, strict=True)), least)
    )
