"""Permissions for what another rule forbids (GP407)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from guidepost.rules.analysis.affirmed import measured, subject_matter
from guidepost.rules.analysis.encode import Uses
from guidepost.rules.analysis.possible import outlook
from guidepost.rules.analysis.solver import Formula
from guidepost.rules.analysis.subject import Finding, Subject, joined, sentences
from guidepost.rules.analysis.witness import Witness
from guidepost.rules.compile import whole_condition
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.diagnostic import Diagnostic, Severity

_MOST = 3
"""Clashes reported of one permission: who mends three of them will look at the rest."""


def permissions_kept(subject: Subject) -> Iterator[Finding]:
    """GP407: the very words or findings for which an author is told “you may” break a *must* or *must not* rule.

    A post that does something permitted and, besides, something forbidden is no contradiction: only what the permission itself asks
    for is put into the post, and the facts that come with it.
    """
    for permission in subject.permissions:
        matter = subject_matter(permission, subject.encoder)
        yield from islice(_clashes(permission, matter, subject), _MOST)


def _clashes(permission: t.Rule, matter: Uses, subject: Subject) -> Iterator[Finding]:
    carried = frozenset().union(*(subject.encoder.phrases.implied[one] for one in matter.phrases))
    held = replace(matter, phrases=matter.phrases | carried)
    for duty in subject.duties:
        condition = whole_condition(duty)
        if duty.modality is t.Modality.SHOULD or condition is None or not outlook(condition, held, subject.encoder).true:
            continue
        if not _share(matter, subject.encoder.broken(duty).uses, subject):
            continue
        witness = _clash(permission, duty, matter, subject)
        if witness is not None:
            yield _found(permission, duty, witness, subject)


def _found(permission: t.Rule, duty: t.Rule, witness: Witness, subject: Subject) -> Finding:
    way_out = f"Narrow the permission, add “excuses {duty.qualified}”, or narrow the other rule."
    return Finding(
        Diagnostic(
            "GP407",
            f"“{permission.qualified}” permits what “{duty.qualified}” stops",
            permission.name.place,
            sentences((subject.example(witness), way_out)),
            Severity.WARNING,
            ((duty.name.place, "the rule that stops it"),),
        ),
        (permission.qualified, duty.qualified),
        witness,
    )


def _share(matter: Uses, other: Uses, subject: Subject) -> bool:
    """Whether two rules can be about the same thing. A permission that hangs on facts alone is about these."""
    found = measured(matter, subject.encoder)
    if matter.phrases or matter.patterns or matter.others or found:
        return (
            subject.encoder.phrases.related(matter.phrases, other.phrases)
            or not matter.patterns.isdisjoint(other.patterns)
            or not matter.others.isdisjoint(other.others)
            or not found.isdisjoint(other.signals)
        )
    return not matter.signals.isdisjoint(other.signals)


def _clash(permission: t.Rule, duty: t.Rule, matter: Uses, subject: Subject) -> Witness | None:
    may, must = subject.encoder.rule(permission), subject.encoder.broken(duty)
    uses = joined(may.uses, must.uses)
    nothing_else = list(_nothing_but(matter, uses, subject))
    about_it = _content(matter, subject)
    alone = subject.solver.none_of((subject.solver.replaced(must.true, about_it),)) if about_it else subject.solver.yes
    _, model = subject.ask(uses, may.true, must.true, alone, *nothing_else)
    both = {permission.qualified, duty.qualified}
    return subject.show(model, uses, lambda witness: both <= subject.at_work(witness))


def _nothing_but(matter: Uses, uses: Uses, subject: Subject) -> Iterator[Formula]:
    """The post holds nothing but what is asked for, and what comes along with that."""
    encoder, solver = subject.encoder, subject.solver
    for number in sorted(uses.phrases - matter.phrases):
        carriers = [encoder.phrases.question(one) for one in sorted(matter.phrases) if number in encoder.phrases.implied[one]]
        yield solver.any_of((encoder.phrases.absent(number), *carriers))
    for pattern, ignore_case in sorted(uses.patterns - matter.patterns):
        yield solver.none_of((encoder.pattern(pattern, ignore_case=ignore_case),))
    for name in sorted(measured(uses, encoder) - matter.signals):
        yield solver.none_of((encoder.signals.known(name),))
    for condition in uses.others - matter.others:
        yield solver.none_of((encoder.condition(condition).true,))


def _content(matter: Uses, subject: Subject) -> list[tuple[Formula, Formula]]:
    """What makes the post one without anything that the permission is about."""
    encoder, no = subject.encoder, subject.solver.no
    carried = frozenset().union(*(encoder.phrases.implied[one] for one in matter.phrases))
    questions = [encoder.phrases.question(number) for number in sorted(matter.phrases | carried)]
    questions += [encoder.pattern(pattern, ignore_case=ignore_case) for pattern, ignore_case in sorted(matter.patterns)]
    questions += [encoder.signals.known(name) for name in sorted(measured(matter, encoder))]
    questions += [encoder.condition(condition).true for condition in matter.others]
    return [(question, no) for question in questions if question is not no]
