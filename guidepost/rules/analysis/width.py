"""Phrases and patterns that take in almost every post (GP412)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from guidepost.rules.analysis.affirmed import affirmed, measured
from guidepost.rules.analysis.encode import Meaning
from guidepost.rules.analysis.solver import Formula
from guidepost.rules.analysis.subject import Finding, Subject
from guidepost.rules.analysis.witness import Witness
from guidepost.rules.compile.text import PatternSet
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.diagnostic import Diagnostic, Severity

LANGUAGES = ("de", "en")
"""The languages whose most common words are at hand."""

_AMID = "– {} –"
"""A word amid others, for patterns that ask for a whole post: what matters is not a post of that word alone."""

_NAMED = 5
"""Words that a finding names."""


@cache
def common_words() -> tuple[str, ...]:
    """The most common words of these languages: function words first, then such as say nothing about a post."""
    folder = files("guidepost.rules.analysis") / "common_words"
    lines = [line for language in LANGUAGES for line in (folder / f"{language}.txt").read_text("utf-8").splitlines()]
    return tuple(dict.fromkeys(word for line in lines if not line.startswith("#") for word in line.split()))


Hit: TypeAlias = tuple[str, bool] | int
"""A pattern, or the number of a phrase."""


def _heard(subject: Subject) -> dict[str, dict[Hit, str]]:
    """By common word: what the policy looks for and finds in it, as the policy writes it."""
    asked = (atom for rule in subject.scope.file.rules for atom in affirmed(rule, subject.scope) if isinstance(atom, t.Matches))
    every = sorted({(atom.pattern, atom.ignore_case) for atom in asked})
    patterns = PatternSet(every)
    heard: dict[str, dict[Hit, str]] = {}
    for word in common_words():
        phrases = subject.encoder.phrases.heard(subject.encoder.fold(word))
        found: dict[Hit, str] = {number: f"“{phrase}”" for number, phrase in phrases.items()}
        found.update({every[number]: f"/{every[number][0]}/" for number in patterns.find(_AMID.format(word))})
        if found:
            heard[word] = found
    return heard


def words_narrow(subject: Subject) -> Iterator[Finding]:
    """GP412: one of a language's most common words is enough for a rule to fire, or for an excuse to hold."""
    heard = _heard(subject)
    for rule in subject.scope.file.rules:
        if rule.modality is t.Modality.MAY and not rule.excuses:
            continue
        for atom in dict.fromkeys(affirmed(rule, subject.scope)):
            if isinstance(atom, t.Mentions | t.Matches):
                enough = _enough(rule, atom, heard, subject)
                if enough:
                    yield _found(rule, atom, enough)


def _found(rule: t.Rule, atom: t.Mentions | t.Matches, enough: dict[str, str]) -> Finding:
    words, too_wide = list(enough), list(dict.fromkeys(enough.values()))
    named = ", ".join(f"“{word}”" for word in words[:_NAMED]) + (f" and {len(words) - _NAMED} more" if len(words) > _NAMED else "")
    what = f"{', '.join(too_wide[:_NAMED])} {'is' if len(too_wide) == 1 else 'are'} too wide"
    common = "a common word" if len(words) == 1 else "common words"
    does = "excuse" if rule.modality is t.Modality.MAY else "fire"
    return Finding(
        Diagnostic(
            "GP412",
            f"{what}: {common} alone, {named}, would make “{rule.qualified}” {does}",
            atom.place,
            "Almost every post holds such a word. Take it out, ask for more words, or join the condition with another one.",
            Severity.WARNING,
        ),
        (rule.qualified,),
        Witness((words[0],), {}),
    )


def _enough(rule: t.Rule, atom: t.Mentions | t.Matches, heard: dict[str, dict[Hit, str]], subject: Subject) -> dict[str, str]:
    """By common word: what hears it here, where that is enough for the rule, some facts about the post given."""
    own = subject.encoder.condition(atom).uses
    meaning = subject.encoder.rule(rule)
    tried: dict[frozenset[Hit], bool] = {}
    enough: dict[str, str] = {}
    for word, found in heard.items():
        here = [written for hit, written in found.items() if hit in own.phrases or hit in own.patterns]
        if not here:
            continue
        there = frozenset(hit for hit in found if hit in meaning.uses.phrases or hit in meaning.uses.patterns)
        if there not in tried:
            tried[there] = _fires(rule, word, meaning, there, subject)
        if tried[there]:
            enough[word] = here[0]
    return enough


def _fires(rule: t.Rule, word: str, meaning: Meaning, there: frozenset[Hit], subject: Subject) -> bool:
    encoder, solver = subject.encoder, subject.solver
    asked: dict[Hit, Formula] = {number: encoder.phrases.question(number) for number in sorted(meaning.uses.phrases)}
    asked.update({one: encoder.pattern(one[0], ignore_case=one[1]) for one in sorted(meaning.uses.patterns)})
    silent = [question for hit, question in asked.items() if hit not in there]
    silent += [encoder.signals.known(name) for name in sorted(measured(meaning.uses, encoder))]
    said = [question for hit, question in asked.items() if hit in there]
    _, model = subject.ask(meaning.uses, meaning.true, *said, *(solver.none_of((question,)) for question in silent))
    if model is None:
        return False
    values = {name: encoder.signals.value(name, model, word) for name in sorted(meaning.uses.signals)}
    evaluation = subject.witnesses.decide(Witness((_AMID.format(word),), values))
    held = [one.rule for one in evaluation.fired] + [one.rule for one in evaluation.excused] + list(evaluation.permitted)
    return rule.qualified in {one.name for one in held}
