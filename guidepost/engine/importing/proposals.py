"""From a norm to the condition of a rule, where existing signals can tell; never more than the sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from guidepost.engine.importing.concepts import Mention, audience_of, mentions_of, protects, states
from guidepost.engine.importing.modality import Norm, quoted_in
from guidepost.rules.syntax import Modality
from guidepost.rules.syntax.tree import And, Condition, Is, Mentions, Name, Not, Or, Word

_LONGEST_PHRASE = 80


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a part of a condition was proposed: a key of the wording, and what to fill in."""

    key: str
    filled: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A condition guessed from a norm."""

    condition: Condition
    reasons: tuple[Reason, ...]
    missing: bool = False
    """Whether a post breaks it where the words are missing. Such a rule needs the case in which they are called for."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a condition can be made of."""

    signals: Set[str]
    listed: Mapping[str, str] = field(default_factory=dict)
    """By phrase found in the document: the list it stands in."""


def propose(norm: Norm, known: Known) -> Proposal | None:
    """The condition under which a post breaks a norm, or for *may* the one under which it holds. None where nothing can be measured."""
    mentions = mentions_of(norm.text, known.signals)
    quoted = _phrases(norm.text)
    listed = [(phrase, name) for phrase, name in known.listed.items() if _stands_in(phrase, norm.text)]
    if norm.modality is Modality.MAY:
        mentions = tuple(each for each in mentions if not each.concept.bad)
        return _shown(norm, mentions, quoted, listed)
    if norm.forbids or protects(norm.text):
        return _shown(norm, mentions, quoted, listed)
    bad = tuple(each for each in mentions if each.concept.bad)
    if bad:
        return _shown(norm, bad, (), ())
    if states(norm.text) and (mentions or quoted):
        return _left_out(norm, mentions, quoted)
    return None


def _phrases(text: str) -> tuple[str, ...]:
    cleaned = (phrase.replace("*", "").strip(" .,;:!?") for phrase in quoted_in(text))
    return tuple(dict.fromkeys(each for each in cleaned if len(each) <= _LONGEST_PHRASE and any(map(str.isalnum, each))))


def _stands_in(phrase: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text) is not None


def _shown(norm: Norm, mentions: Sequence[Mention], quoted: Sequence[str], listed: Sequence[tuple[str, str]]) -> Proposal | None:
    parts = [*_measured(mentions)]
    inside = tuple(dict.fromkeys([*quoted, *(phrase for phrase, _ in listed)]))
    if inside:
        parts.append(Mentions(inside))
    if not parts:
        return None
    reasons = [*_why(mentions, quoted), *(Reason("named", {"words": phrase, "list": name}) for phrase, name in listed)]
    return _for_audience(norm, Or(tuple(parts)) if len(parts) > 1 else parts[0], reasons, missing=False)


def _left_out(norm: Norm, mentions: Sequence[Mention], quoted: Sequence[str]) -> Proposal:
    parts = [*_measured(mentions), *([Mentions(tuple(quoted))] if quoted else [])]
    lacking = tuple(Not(part) for part in parts)
    return _for_audience(norm, And(lacking) if len(lacking) > 1 else lacking[0], [*_why(mentions, quoted)], missing=True)


def _for_audience(norm: Norm, condition: Condition, reasons: Sequence[Reason], *, missing: bool) -> Proposal:
    audience = audience_of(norm.text)
    if audience is None:
        return Proposal(condition, tuple(reasons), missing)
    where = Is(Name("audience"), (Word(audience[0], quoted=False),))
    parts = condition.parts if isinstance(condition, And) else (condition,)
    return Proposal(And((where, *parts)), (*reasons, Reason("audience", {"words": audience[1], "audience": audience[0]})), missing)


def _measured(mentions: Sequence[Mention]) -> list[Condition]:
    return [each.concept.condition for each in mentions]


def _why(mentions: Sequence[Mention], quoted: Sequence[str]) -> Iterator[Reason]:
    for each in mentions:
        yield Reason("measures", {"words": each.words, "signal": each.concept.signal})
    for phrase in quoted:
        yield Reason("phrase", {"words": phrase})
