"""A draft policy: the tree that the guideline language writes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from guidepost.engine.importing.candidates import Candidates
from guidepost.engine.importing.concepts import audience_of, is_conduct, listables_in, protects, states
from guidepost.engine.importing.coverage import Covered, Status, modality_of
from guidepost.engine.importing.documents import Document, Kind
from guidepost.engine.importing.modality import Norm
from guidepost.engine.importing.names import Names, without_case
from guidepost.engine.importing.proposals import Known, Proposal, propose
from guidepost.engine.importing.reading import ReadSentence
from guidepost.engine.importing.sections import Section
from guidepost.engine.importing.wording import WORDS, Words
from guidepost.rules.syntax import Modality, Outcome, PolicyFile
from guidepost.rules.syntax.formatter import condition
from guidepost.rules.syntax.tree import Clause, Guideline, Name, PolicyHead, Rule, WordList

_UNFINISHED = 'text mentions any of ("…")'
"""Where a person writes phrases. The check refuses it until somebody has, so that no unfinished rule can slip in."""
_COLUMNS = 118
"""Columns of a remark."""
_LONGEST_QUOTED = 700
"""Characters of a sentence that a remark repeats; the whole stands in the guideline and in the report."""


@dataclass(frozen=True, slots=True)
class SectionRead:
    """A section, its language, and its sentences."""

    section: Section
    language: str
    sentences: tuple[ReadSentence, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft policy, and what became of every sentence."""

    file: PolicyFile
    sentences: tuple[Covered, ...]


@dataclass(slots=True)
class _Drafting:
    """What has been written so far."""

    names: Names = field(default_factory=Names)
    guidelines: list[Guideline] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    covered: list[Covered] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    """Remarks about the last guideline. They stand before the next one, where a rule made of them belongs to the last."""


def draft_of(
    document: Document, title: str, sections: Sequence[SectionRead], candidates: Sequence[Candidates], known: Known
) -> Draft:
    """The draft of a document. Everything in it comes from the document, or says that it is a proposal."""
    drafting = _Drafting()
    for read in sections:
        _add(drafting, document, title, read, known)
    languages = tuple(dict.fromkeys(_by_weight(sections))) or ("en",)
    words = WORDS[languages[0]]
    notes = tuple(words[note].format(count=count) for note, count in document.notes)
    steps = tuple(words[key].format(name=document.name) for key in ("draft", *(key for key in words if key.startswith("step."))))
    head = PolicyHead(
        title=title,
        languages=Clause(languages),
        default=Clause(Outcome.ALLOW),
        on_unknown=Clause(Outcome.REVIEW),
        comments=tuple(_wrapped([*steps, *notes])),
    )
    lists = tuple(_list(one, words) for one in candidates)
    file = PolicyFile(head, lists, tuple(drafting.guidelines), tuple(drafting.rules), closing=tuple(drafting.pending))
    return Draft(file, tuple(drafting.covered))


def _by_weight(sections: Sequence[SectionRead]) -> list[str]:
    weights: dict[str, int] = {}
    for read in sections:
        weights[read.language] = weights.get(read.language, 0) + sum(len(each.text) for each in read.section.paragraphs) + 1
    return sorted(weights, key=lambda language: -weights[language])


def _list(one: Candidates, words: Words) -> WordList:
    return WordList(Name(one.name), one.phrases, comments=(words["candidates"].format(what=words[one.name]),))


def _add(drafting: _Drafting, document: Document, title: str, read: SectionRead, known: Known) -> None:
    section, words = read.section, WORDS[read.language]
    if not section.paragraphs and not read.sentences:
        return
    name = drafting.names.give(section.title, words["section"].lower())
    shown = f"{section.title} ({section.part})" if section.part > 1 else section.title
    guideline = Guideline(
        Name(name),
        shown,
        cites=Clause(_citation(document, title, section, words)),
        says=Clause(((read.language, _says(section)),)),
        comments=tuple(drafting.pending),
    )
    drafting.guidelines.append(guideline)
    drafting.pending = []
    names = Names()
    for sentence in read.sentences:
        drafting.covered.append(
            _sentence(drafting, document, guideline, sentence, language=read.language, known=known, names=names)
        )
    if drafting.pending:
        drafting.pending = [f"── {words['pending'].format(title=_short(shown))} ──", *drafting.pending, "──"]


def _citation(document: Document, title: str, section: Section, words: Words) -> str:
    parts = [title]
    if section.number:
        parts.append(f"{words['section']} {section.number}")
    elif section.headed:
        parts.append(" › ".join((*section.path, section.title)))
    if section.part:
        parts.append(f"{words['part']} {section.part}")
    parts.append(f"{words[document.unit]} {section.place}")
    return ", ".join(parts)


def _says(section: Section) -> str:
    lines = [f"- {_item(each.lead, each.text)}" if each.kind is Kind.ITEM else each.text for each in section.paragraphs]
    return "\n".join(lines) or section.title


def _item(lead: str, text: str) -> str:
    return f"{lead.rstrip(' :.')}: {text}" if lead else text


def _sentence(
    drafting: _Drafting,
    document: Document,
    guideline: Guideline,
    sentence: ReadSentence,
    *,
    language: str,
    known: Known,
    names: Names,
) -> Covered:
    words = WORDS[language]
    place = f"{words[document.unit]} {sentence.place}"
    named: list[str] = []
    open_norms: list[Norm] = []
    for norm in sentence.reading.norms:
        proposal = propose(norm, known)
        rule_name = names.give(without_case(norm.text), "rule")
        if proposal and not proposal.missing:
            drafting.rules.append(_rule(guideline, rule_name, sentence, norm, proposal, place=place, language=language))
            named.append(f"{guideline.name.value}.{rule_name}")
        else:
            drafting.pending += _to_decide(rule_name, sentence, norm, proposal, place=place, words=words)
            open_norms.append(norm)
    status = _status(sentence, open_norms)
    return Covered(
        sentence.text,
        sentence.place,
        guideline.name.value,
        guideline.title,
        sentence.reading.kind,
        sentence.reading.norms,
        tuple(named),
        status,
    )


def _status(sentence: ReadSentence, open_norms: Sequence[Norm]) -> Status:
    if not sentence.reading.norms:
        return Status.NO_NORM
    if not open_norms:
        return Status.RULE
    return Status.CONDUCT if all(is_conduct(norm.text) for norm in open_norms) else Status.DECIDE


def _rule(
    guideline: Guideline, name: str, sentence: ReadSentence, norm: Norm, proposal: Proposal, *, place: str, language: str
) -> Rule:
    words = WORDS[language]
    reasons = "; ".join(dict.fromkeys(words[reason.key].format(**reason.filled) for reason in proposal.reasons))
    remarks = [words["proposal"].format(place=place, modality=modality_of(norm), cue=norm.cue, reasons=reasons)]
    remarks += _remarks(sentence, norm, words)
    if norm.modality is Modality.MAY:
        remarks.append(words["excuses"])
    return Rule(
        guideline.name.value,
        norm.modality,
        Name(name),
        when=Clause(proposal.condition),
        says=Clause(((language, _item(sentence.lead, sentence.text)),)),
        comments=tuple(_wrapped(remarks)),
    )


def _remarks(sentence: ReadSentence, norm: Norm, words: Words) -> Iterator[str]:
    if sentence.lead:
        yield words["led"].format(modality=modality_of(norm), lead=_short(sentence.lead))
    if norm.limit:
        yield words["limit"].format(limit=norm.limit)


def _to_decide(
    name: str, sentence: ReadSentence, norm: Norm, proposal: Proposal | None, *, place: str, words: Words
) -> Iterator[str]:
    """Remarks that show a sentence without a rule, with the beginning of one in the last line."""
    said = words["decide"].format(place=place, modality=modality_of(norm), cue=norm.cue, sentence=_short(sentence.text))
    yield from _wrapped([said, *_remarks(sentence, norm, words)])
    if proposal is None and is_conduct(norm.text):
        yield from _wrapped([words["conduct"]])
        return
    lists = listables_in(norm.text)
    yield from _wrapped([words["list"].format(words=found, list=name_of_list) for found, name_of_list in lists])
    named = " or ".join(f"text mentions any of {name_of_list}" for _, name_of_list in lists) or _UNFINISHED
    named = f"({named})" if len(lists) > 1 else named
    if proposal:
        yield from _wrapped([words["missing"]])
        yield f"{norm.modality.value} {name} when {named} and {condition(proposal.condition)}"
        return
    demands = not norm.forbids and norm.modality is not Modality.MAY and states(norm.text) and not protects(norm.text)
    wanted = f"{named} and not {_UNFINISHED}" if demands else named
    audience = audience_of(norm.text)
    where = f"audience is {audience[0]} and " if audience else ""
    yield f"{norm.modality.value} {name} when {where}{wanted}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTED else f"{text[:_LONGEST_QUOTED].rsplit(' ', 1)[0]} …"


def _wrapped(remarks: Sequence[str]) -> Iterator[str]:
    for remark in remarks:
        yield from textwrap.wrap(remark, _COLUMNS, break_on_hyphens=False)
