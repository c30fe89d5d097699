"""From a sentence to its norms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from guidepost.engine.importing.modality.english import ENGLISH
from guidepost.engine.importing.modality.german import GERMAN
from guidepost.engine.importing.modality.norm import Cue, Grammar, Norm, Reading, SentenceKind
from guidepost.rules.syntax import Modality

GRAMMARS: Mapping[str, Grammar] = MappingProxyType({"en": ENGLISH, "de": GERMAN})

_LONGEST = 2_000
"""Characters of a sentence that are read; what is longer is no sentence of a guideline."""
_LONGEST_RESTRICTION = 200
_QUOTED = re.compile(
    r"„[^“”\"]{1,400}[“”\"]|“[^”]{1,400}”|\"[^\"]{1,400}\"|«[^»]{1,400}»|»[^«]{1,400}«|(?<!\w)[‘‚'][^’‘']{1,400}[’‘'](?!\w)"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A cue where it stands."""

    start: int
    end: int
    cue: Cue


def read_sentence(sentence: str, language: str) -> Reading:
    """What a sentence asks. `language`: `de` or `en`. What stands in quotation marks asks nothing."""
    grammar = GRAMMARS[language]
    text = sentence[:_LONGEST]
    if sentence.rstrip(' "”“»)').endswith("?"):
        return Reading(SentenceKind.QUESTION)
    if grammar.example.match(text):
        return Reading(SentenceKind.EXAMPLE)
    covered = _cover(grammar.hidden, _cover(_QUOTED, text))
    norms = tuple(_merged(_norms(text, covered, grammar)))
    return Reading(SentenceKind.NORM if norms else SentenceKind.STATEMENT, norms)


def quoted_in(text: str) -> tuple[str, ...]:
    """What stands in quotation marks, without them."""
    return tuple(match.group()[1:-1].strip() for match in _QUOTED.finditer(text[:_LONGEST]))


def _cover(pattern: re.Pattern[str], text: str) -> str:
    """The text with whatever fits the pattern covered, so that every place keeps its number."""
    return pattern.sub(lambda match: "_" * len(match.group()), text)


def _cues(covered: str, grammar: Grammar) -> list[_Found]:
    found: list[_Found] = []
    _gather(covered, grammar.cues, found, after=-1)
    if found:
        _gather(covered, grammar.repeated, found, after=min(one.start for one in found))
    return sorted(found, key=lambda each: each.start)


def _gather(covered: str, cues: Sequence[Cue], found: list[_Found], after: int) -> None:
    for one in cues:
        for match in one.pattern.finditer(covered):
            start, end = match.span("cue") if match.re.groupindex else match.span()
            if start > after and all(end <= other.start or start >= other.end for other in found):
                found.append(_Found(start, end, one))


def _norms(text: str, covered: str, grammar: Grammar) -> Iterator[Norm]:
    found = _cues(covered, grammar)
    groups = _by_clause(found, covered, grammar)
    begin = 0
    for number, group in enumerate(groups):
        end = _boundary(covered, group[-1].end, groups[number + 1][0].start, grammar) if number + 1 < len(groups) else len(text)
        yield _norm(group, text, covered, (begin, end), grammar)
        begin = end


def _by_clause(found: Sequence[_Found], covered: str, grammar: Grammar) -> list[list[_Found]]:
    groups: list[list[_Found]] = []
    for one in found:
        if groups and not grammar.joint.search(covered[groups[-1][-1].end : one.start]):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _boundary(covered: str, start: int, end: int, grammar: Grammar) -> int:
    joints = list(grammar.joint.finditer(covered, start, end))
    return joints[-1].start() if joints else end


def _norm(group: Sequence[_Found], text: str, covered: str, span: tuple[int, int], grammar: Grammar) -> Norm:
    begin, end = span
    part = text[begin:end].strip(" ,;:–—-")
    # “May under no circumstances”: in one clause a prohibition beats the permission it stands beside.
    strict = [one for one in group if one.cue.modality is Modality.MUST_NOT]
    first = strict[0].cue if group[0].cue.modality is Modality.MAY and strict else group[0].cue
    shown = text[group[0].start : group[0].end].strip()
    only = grammar.only.search(covered, begin, end)
    if first.modality is Modality.MAY and only:
        return Norm(Modality.MUST_NOT, True, shown, part, _restriction(text[only.start() : end]))
    modality, forbids = _softened(first, covered[begin:end], grammar), first.forbids
    if modality is not Modality.MAY:
        forbids = forbids or any(one.cue.forbids for one in group[1:]) or bool(grammar.reverses.match(covered, group[0].end))
    if forbids and modality is Modality.MUST:
        modality = Modality.MUST_NOT
    limit = grammar.limit.search(covered, begin, end)
    return Norm(
        modality, forbids, shown, part, _restriction(text[limit.start() : end]) if limit else "", first.imperative and not forbids
    )


def _softened(cue: Cue, clause: str, grammar: Grammar) -> Modality:
    if cue.imperative and cue.modality is Modality.MUST:
        if grammar.welcomes.search(clause):
            return Modality.MAY
        if grammar.softens.search(clause):
            return Modality.SHOULD
    return cue.modality


def _restriction(text: str) -> str:
    """The words of a restriction, as written."""
    return text.strip(" .!,;")[:_LONGEST_RESTRICTION]


def _merged(norms: Iterator[Norm]) -> Iterator[Norm]:
    """Neighbours that ask the same in the same way are one norm."""
    last: Norm | None = None
    for norm in norms:
        if last is not None and (last.modality, last.forbids) == (norm.modality, norm.forbids):
            last = replace(
                last,
                text=f"{last.text}, {norm.text}",
                limit=last.limit or norm.limit,
                imperative=last.imperative and norm.imperative,
            )
            continue
        if last is not None:
            yield last
        last = norm
    if last is not None:
        yield last
