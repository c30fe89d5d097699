"""What a kept decision recorded, and the post it was about, read back to be decided again."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from guidepost.engine import decision as d
from guidepost.engine.backtest.verdict import Ruled, Verdict
from guidepost.engine.post import Post
from guidepost.rules.check import Catalogue
from guidepost.rules.syntax import Outcome
from guidepost.signals import SignalDeclaration, Span, Unknown, UnknownReason, Value, conforms
from guidepost.signals.rates import rate_named


class OlderForm(ValueError):
    """A decision or a post was kept in another form than the one that this program reads."""


class _Case(msgspec.Struct, frozen=True):
    queue: str


class _Reason(msgspec.Struct, frozen=True):
    rule: str
    rule_id: str
    certainty: float


class _Body(msgspec.Struct, frozen=True):
    """The part of a decision that says what was decided, and from what; the rest is not even read."""

    outcome: str
    risk: float
    redirect: str | None
    reasons: list[_Reason]
    undecided: list[Ruled]
    signals: list[d.SignalValue]
    case: _Case | None


class Recorded(msgspec.Struct, frozen=True):
    """A kept decision: its verdict, and the signals it was made from.

    `misfits` names the signals whose recorded value is not one that their declaration allows today; they are not in `values`.
    `certainties` holds, by permanent id, how certain it was in [0, 1] that each rule was broken, to four decimals.
    """

    verdict: Verdict
    values: Mapping[str, Value]
    misfits: frozenset[str]
    certainties: Mapping[str, float]

    @property
    def named(self) -> frozenset[str]:
        """The permanent ids of the rules that were broken or could not be decided."""
        return frozenset((*self.certainties, *(one.rule_id for one in self.verdict.undecided)))


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
        declaration = catalogue.get(recorded.signal) or _declared_rate(recorded.signal)
        if declaration is None:
            continue
        value = _value(recorded)
        if value is not None and conforms(declaration, value):
            values[recorded.signal] = value
        else:
            misfits.add(recorded.signal)
    verdict = Verdict(
        outcome=read.outcome,
        risk=read.risk,
        rules=[Ruled(one.rule_id, one.rule) for one in read.reasons],
        undecided=read.undecided,
        redirect=read.redirect,
        queue=read.case.queue if read.case else None,
    )
    return Recorded(verdict, values, frozenset(misfits), {one.rule_id: one.certainty for one in read.reasons})


def _declared_rate(signal: str) -> SignalDeclaration | None:
    """A rate exists where a policy asks for it, the one that decided then perhaps and not the one at hand."""
    rate = rate_named(signal)
    return rate.declaration if rate else None


def _value(recorded: d.SignalValue) -> Value | None:
    if recorded.unknown is not None:
        return Unknown(_reason(recorded.unknown), recorded.detail)
    if recorded.places is not None:
        # Places were recorded in the original text; that they are there, how many, and how sure the finder was is all that decides.
        return tuple(Span(place.start, place.end, place.label, place.score) for place in recorded.places)
    return frozenset(recorded.value) if isinstance(recorded.value, list) else recorded.value


def _reason(word: str) -> UnknownReason:
    try:
        return UnknownReason(word)
    except ValueError:
        raise OlderForm(f"there is no reason {word!r} for a signal to be unknown") from None


def read_post(payload: Mapping[str, object]) -> Post:
    """The post as it was sent, from what is kept encrypted beside its decision. Raises `OlderForm`."""
    try:
        return msgspec.convert(payload, Post)
    except msgspec.ValidationError as error:
        raise OlderForm(f"the post cannot be read: {error}") from None
