"""Rules that another rule makes needless (GP408, GP409)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from guidepost.rules.analysis.encode import Meaning
from guidepost.rules.analysis.subject import Fate, Finding, Subject, joined
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.diagnostic import Diagnostic, Severity


def rules_needed(subject: Subject) -> Iterator[Finding]:
    """GP408: wherever a duty fires, one fires that is as strict. GP409: two rules have the same condition."""
    order = {rule.qualified: number for number, rule in enumerate(subject.scope.file.rules)}
    tried = list(_tried(subject))
    for rule in (*subject.duties, *subject.permissions):
        if subject.fate(rule) is not Fate.OPEN:
            continue
        others = [
            other for other in _beside(rule, tried, subject) if _covers(subject.meaning(other), subject.meaning(rule), subject)
        ]
        twins = [
            other
            for other in others
            if _covers(subject.encoder.rule(rule), subject.encoder.rule(other), subject)
            and _covers(subject.encoder.rule(other), subject.encoder.rule(rule), subject)
        ]
        for twin in twins[:1]:
            if order[twin.qualified] < order[rule.qualified]:
                yield _same(rule, twin)
        if rule.modality is t.Modality.MAY or twins:
            continue
        for other in others[:1]:
            yield _shadowed(rule, other, subject)


def _tried(subject: Subject) -> Iterator[frozenset[str]]:
    """The rules at work for one post each, which some rule is at work for."""
    for rule in (*subject.duties, *subject.permissions):
        _, model = subject.working(rule)
        witness = subject.show(model, subject.meaning(rule).uses, partial(subject.works, rule), plain=False)
        if witness is not None:
            yield subject.at_work(witness)


def _beside(rule: t.Rule, tried: list[frozenset[str]], subject: Subject) -> Iterator[t.Rule]:
    """The rules that could cover a rule: those at work for every post tried that it is at work for. That spares most proofs."""
    with_it = [at_work for at_work in tried if rule.qualified in at_work]
    if not with_it:
        return
    permits, outcome = rule.modality is t.Modality.MAY, subject.compiled[rule.qualified].outcome
    for name in sorted(frozenset.intersection(*with_it) - {rule.qualified}):
        other = subject.scope.rules[name]
        if permits is (other.modality is t.Modality.MAY) and subject.compiled[name].outcome >= outcome:
            yield other


def _covers(other: Meaning, rule: Meaning, subject: Subject) -> bool:
    """Proved: where a rule holds the other does, and where the rule may hold the other may."""
    uses = joined(other.uses, rule.uses)
    none_of = subject.solver.none_of
    return subject.never(uses, rule.true, none_of((other.true,))) and subject.never(uses, other.false, none_of((rule.false,)))


def _same(rule: t.Rule, twin: t.Rule) -> Finding:
    return Finding(
        Diagnostic(
            "GP409",
            f"“{rule.qualified}” has the same condition as “{twin.qualified}”",
            rule.name.place,
            "Make one rule of the two, or write the condition that was meant.",
            Severity.WARNING,
            ((twin.name.place, "the other rule"),),
        ),
        (rule.qualified, twin.qualified),
    )


def _shadowed(rule: t.Rule, other: t.Rule, subject: Subject) -> Finding:
    but = " but for the risk it adds" if subject.policy.thresholds else ""
    return Finding(
        Diagnostic(
            "GP408",
            f"“{rule.qualified}” never changes an outcome{but}: wherever it fires, “{other.qualified}” does too and is as strict",
            rule.name.place,
            "Keep it for what it tells authors, or remove it.",
            Severity.HINT,
            ((other.name.place, "the rule that covers it"),),
        ),
        (rule.qualified, other.qualified),
    )
