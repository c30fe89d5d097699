"""Counting what happened before a post, and what must still be so when its decision is kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from guidepost.engine.identity import timestamp
from guidepost.engine.post import Post
from guidepost.engine.rates.before import Before
from guidepost.engine.rates.marks import Mark, Marks
from guidepost.engine.store import CountedTally, Tally, Trace, Traces
from guidepost.engine.views import Views
from guidepost.signals import Cost, Unknown, Value
from guidepost.signals.rates import Counted, Rate

HISTORY = "history"
"""What decisions name as the provider of rates."""

COST = (int(Cost.MODERATE), HISTORY)
"""What orders rates among signals by cost: a look into the store."""

VERSION = "1"
"""Changes whenever the same traces could give another count."""


@dataclass(slots=True)
class Footprint:
    """A post as far as it is counted: when it came, its marks, and by signal the counts that it was given."""

    post: Post
    views: Views
    at: datetime
    marks: dict[Counted, Mark | Unknown] = field(default_factory=dict)
    counted: dict[str, CountedTally] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Question:
    """How often one post's rate was seen; `others` have been seen and left no traces yet."""

    position: int
    rate: Rate
    tally: Tally
    others: Mapping[bytes, frozenset[bytes]]


def longest_windows(rates: Iterable[Rate]) -> Mapping[Counted, float]:
    """By what is counted: how far back, in seconds, some rate looks."""
    longest: dict[Counted, float] = {}
    for rate in rates:
        longest[rate.counted] = max(rate.seconds, longest.get(rate.counted, 0.0))
    return longest


class Counting:
    """Counts for posts. Without `traces` nothing is kept: a post is counted with those before it in its batch, and no others."""

    def __init__(self, key: bytes, random: Callable[[int], bytes], traces: Traces | None = None) -> None:
        self._marks = Marks(key, random)
        self._traces = traces

    def count(
        self, batch: Sequence[Footprint], asked: Mapping[int, Collection[Rate]], before: Before
    ) -> Mapping[int, Mapping[str, Value]]:
        """By the position of a post in its batch: the counts that are asked for. A post is counted with those before it in the batch.

        Raises `StoreUnavailable`.
        """
        answers: dict[int, dict[str, Value]] = {position: {} for position in asked}
        questions: list[_Question] = []
        kinds = {rate.counted for rates in asked.values() for rate in rates}
        earlier = Before(before)
        for position, one in enumerate(batch):
            for rate in asked.get(position, ()):
                mark = self._mark(one, rate.counted)
                if isinstance(mark, Unknown):
                    answers[position][rate.name] = mark
                else:
                    questions.append(_question(position, rate, mark, one.at, earlier))
            self.remember([one], kinds, earlier)
        for question, value in zip(questions, self._answers(questions), strict=True):
            answers[question.position][question.rate.name] = value
            batch[question.position].counted[question.rate.name] = CountedTally(question.tally, value)
        return answers

    def remember(self, batch: Iterable[Footprint], kinds: Iterable[Counted], before: Before) -> None:
        """Have posts that leave no traces counted by later ones."""
        for one in batch:
            for kind in kinds:
                mark = self._mark(one, kind)
                if not isinstance(mark, Unknown):
                    before.add(mark, timestamp(one.at))

    def traces_of(self, one: Footprint, longest: Mapping[Counted, float], decided_at: str) -> tuple[Trace, ...]:
        """The traces that a decided post leaves: of what is counted, for as long as somebody looks back (`longest`, in seconds)."""
        decided = datetime.fromisoformat(decided_at)
        left: list[Trace] = []
        for kind, seconds in longest.items():
            mark = self._mark(one, kind)
            if not isinstance(mark, Unknown):
                until = timestamp(decided + timedelta(seconds=seconds))
                left += [Trace(subject, mark.member, until) for subject in mark.subjects]
        return tuple(left)

    def _mark(self, one: Footprint, kind: Counted) -> Mark | Unknown:
        if kind not in one.marks:
            one.marks[kind] = self._marks.of(kind, one.post, one.views)
        return one.marks[kind]

    def _answers(self, questions: Sequence[_Question]) -> Sequence[int]:
        if self._traces is not None and questions:
            return self._traces.count([(question.tally, question.others) for question in questions])
        return [
            max((len(question.others[subject] | {question.tally.member}) for subject in question.tally.subjects), default=0)
            for question in questions
        ]


def _question(position: int, rate: Rate, mark: Mark, at: datetime, earlier: Before) -> _Question:
    since = timestamp(at - timedelta(seconds=rate.seconds))
    others = {subject: earlier.members(subject, since) for subject in mark.subjects}
    return _Question(position, rate, Tally(mark.subjects, mark.member, since), others)
