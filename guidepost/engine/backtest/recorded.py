"""What a kept decision recorded, and the post it was about, read back to be decided again."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from guidepost.engine import decision as d
from guidepost.engine.backtest.verdict import Ruled, Verdict
from guidepost.engine.post import Author, Post
from guidepost.engine.views import Format
from guidepost.rules.check import Catalogue
from guidepost.rules.syntax import Outcome
from guidepost.signals import SignalDeclaration, SignalType, Span, Unknown, UnknownReason, Value, conforms


class OlderForm(ValueError):
    """A decision or a post was kept in another form than the one that this program reads."""


class _Case(msgspec.Struct, frozen=True):
    queue: str


class _Body(msgspec.Struct, frozen=True):
    """The part of a decision that says what was decided, and from what; the rest is not even read."""

    outcome: str
    risk: float
    redirect: str | None
    reasons: list[Ruled]
    undecided: list[Ruled]
    signals: list[d.SignalValue]
    case: _Case | None


class _Author(msgspec.Struct, frozen=True):
    id: str | None = None
    role: str | None = None
    unit: str | None = None
    region: str | None = None
    tenure: float | None = None
    language: str | None = None


class _Payload(msgspec.Struct, frozen=True):
    """A post as it is kept encrypted beside its decision."""

    text: str
    audience: str
    format: Format = Format.PLAIN
    channel: str | None = None
    kind: str = "post"
    language: str | None = None
    topics: list[str] | None = None
    author: _Author = _Author()
    id: str | None = None


class Recorded(msgspec.Struct, frozen=True):
    """A kept decision: its verdict, and the signals it was made from.

    `misfits` names the signals whose recorded value is not one that their declaration allows today; they are not in `values`.
    """

    verdict: Verdict
    values: Mapping[str, Value]
    misfits: frozenset[str]


_decoder = msgspec.json.Decoder(_Body)
_OUTCOMES = frozenset(outcome.word for outcome in Outcome)


def read_decision(body: bytes, catalogue: Catalogue) -> Recorded:
    """What a decision recorded. Signals that nobody declares any more are left out. Raises `OlderForm`."""
    try:
        read = _decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise OlderForm(f"the decision cannot be read: {error}") from None
    if read.outcome not in _OUTCOMES:
        raise OlderForm(f"there is no outcome {read.outcome!r}")
    values: dict[str, Value] = {}
    misfits: set[str] = set()
    for recorded in read.signals:
        declaration = catalogue.get(recorded.signal)
        if declaration is None:
            continue
        value = _value(recorded, declaration)
        if value is not None and conforms(declaration, value):
            values[recorded.signal] = value
        else:
            misfits.add(recorded.signal)
    verdict = Verdict(
        outcome=read.outcome,
        risk=read.risk,
        rules=read.reasons,
        undecided=read.undecided,
        redirect=read.redirect,
        queue=read.case.queue if read.case else None,
    )
    return Recorded(verdict, values, frozenset(misfits))


def _value(recorded: d.SignalValue, declaration: SignalDeclaration) -> Value | None:
    if recorded.unknown is not None:
        return Unknown(_reason(recorded.unknown), recorded.detail)
    if recorded.places is not None:
        # Places were recorded in the original text; that they are there, how many, and how sure the finder was is all that decides.
        return tuple(Span(place.start, place.end, place.label, place.score) for place in recorded.places)
    if isinstance(recorded.value, list):
        return frozenset(recorded.value)
    if declaration.type is SignalType.SET:
        return None
    return recorded.value


def _reason(word: str) -> UnknownReason:
    try:
        return UnknownReason(word)
    except ValueError:
        raise OlderForm(f"there is no reason {word!r} for a signal to be unknown") from None


def read_post(payload: Mapping[str, object]) -> Post:
    """The post as it was sent. Raises `OlderForm`."""
    try:
        read = msgspec.convert(payload, _Payload)
    except msgspec.ValidationError as error:
        raise OlderForm(f"the post cannot be read: {error}") from None
    author = read.author
    return Post(
        text=read.text,
        audience=read.audience,
        format=read.format,
        channel=read.channel,
        kind=read.kind,
        language=read.language,
        topics=None if read.topics is None else frozenset(read.topics),
        author=Author(author.id, author.role, author.unit, author.region, author.tenure, author.language),
        id=read.id,
    )
