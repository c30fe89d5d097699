"""Rules that are milder for a rank of people: guidelines hold for everybody, and those at the top lead by example (GP411)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from guidepost.rules.analysis.solver import Formula, Verdict
from guidepost.rules.analysis.subject import Finding, Subject, joined, sentences
from guidepost.rules.analysis.witness import Witness
from guidepost.rules.check.scope import smallest
from guidepost.rules.compile import whole_condition
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.diagnostic import Diagnostic

RANKS = frozenset({"author.role", "author.unit", "author.team"})
"""The facts that tell who somebody is in the company."""

_ANYBODY = "anybody else"


class _Exemption(NamedTuple):
    """Who is spared, and a post that shows it where one could be made."""

    word: str
    witness: Witness | None


def ranks_alike(subject: Subject) -> Iterator[Finding]:
    """GP411: the same post breaks a duty, or is excused, or not, for nothing but the author's rank.

    A duty that only some people have is no exemption; one that holds for all but some is. A `because` on the rule answers for it.
    """
    for rule in subject.scope.file.rules:
        condition = whole_condition(rule)
        if condition is None or any(version.because for version in subject.scope.stated[rule.stated]):
            continue
        asked: dict[str, list[t.Is]] = {}
        for part in smallest(condition, subject.scope.definitions):
            if isinstance(part, t.Is) and part.signal.value in RANKS:
                asked.setdefault(part.signal.value, []).append(part)
        for signal, questions in asked.items():
            words = dict.fromkeys(word.value for question in questions for word in question.words)
            exempt = [exemption for word in words for exemption in [_exempt(rule, signal, word, subject)] if exemption]
            if exempt:
                yield _found(rule, questions[0], exempt, subject)


def _found(rule: t.Rule, question: t.Is, exempt: list[_Exemption], subject: Subject) -> Finding:
    who = " or ".join(f"“{one.word}”" for one in exempt)
    signal = question.signal.value
    shown = next((one for one in exempt if one.witness), None)
    post = replace(shown.witness, values={**shown.witness.values, signal: shown.word}) if shown and shown.witness else None
    does = "excuses more" if rule.modality is t.Modality.MAY else "asks less"
    return Finding(
        Diagnostic(
            "GP411",
            f"“{rule.qualified}” {does} where {signal} is {who}; everybody else is held to the guideline",
            question.place,
            sentences((subject.example(post), 'Let it hold for all, or say what the difference is for: because "…".')),
        ),
        (rule.qualified,),
        post,
    )


def _exempt(rule: t.Rule, signal: str, word: str, subject: Subject) -> _Exemption | None:
    """Whether the rule takes some post milder from authors of a rank than from anybody else."""
    meaning, none_of = subject.encoder.rule(rule), subject.solver.none_of
    one, anybody = _for(meaning.true, signal, word, subject), _for(meaning.true, signal, None, subject)
    if rule.modality is t.Modality.MAY:
        excused = [subject.scope.rules[name.value] for name in (rule.excuses.value if rule.excuses else ())]
        # A duty that only these people have may be excused for them alone.
        bound = [(duty, _for(subject.encoder.rule(duty).true, signal, None, subject)) for duty in excused]
        cases = [(duty, [one, none_of((anybody, none_of(_here(duty, signal, word, subject)))), theirs]) for duty, theirs in bound]
    else:
        cases = [(rule, [anybody, none_of((one, *_here(rule, signal, word, subject)))])]
    for duty, formulas in cases:
        uses = joined(meaning.uses, *(subject.encoder.rule(version).uses for version in subject.scope.stated[duty.stated]))
        verdict, model = subject.ask(uses, *formulas)
        if verdict is not Verdict.POSSIBLE:
            continue
        witness = subject.show(model, uses, partial(_spares, signal, word, duty, subject))
        # Nothing but conditions of an unknown kind, and patterns for which no text is found, keep a model from being shown.
        if witness is not None or not uses.others:
            return _Exemption(word, witness)
    return None


def _here(duty: t.Rule, signal: str, word: str, subject: Subject) -> list[Formula]:
    """A duty for authors of a rank: where a layer restates it for these people, it is that version which holds for them."""
    versions = subject.scope.stated[duty.stated]
    return [_for(subject.encoder.rule(version).true, signal, word, subject) for version in versions]


def _spares(signal: str, word: str, duty: t.Rule, subject: Subject, witness: Witness) -> bool:
    """Whether a duty fires for anybody but authors of a rank."""
    versions = subject.scope.stated[duty.stated]
    spared = not any(subject.works(version, _by(witness, signal, word)) for version in versions)
    return spared and subject.works(duty, _by(witness, signal, _ANYBODY))


def _for(formula: Formula, signal: str, word: str | None, subject: Subject) -> Formula:
    """The formula for authors of whom the signal says this word, or no word that anybody asks for."""
    signals, solver = subject.encoder.signals, subject.solver
    answers = [(question, solver.yes if other == word else solver.no) for other, question in signals.words(signal).items()]
    return solver.replaced(formula, [(signals.known(signal), solver.yes), *answers])


def _by(witness: Witness, signal: str, word: str) -> Witness:
    return replace(witness, values={**witness.values, signal: word})
