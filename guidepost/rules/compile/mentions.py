"""Conditions about what a text mentions: how many phrases, how often, how near to each other, and what does not count."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from guidepost.rules.compile.text import MOST_PLACES, Hits
from guidepost.signals import Span

Places: TypeAlias = Callable[[Hits], tuple[Span, ...]]
"""Gives the places that make a condition true, or nothing where it is false."""


def several(folded: Mapping[int, str], needed: int, besides: frozenset[int] = frozenset()) -> Places:
    """Places of all phrases found, when at least `needed` different ones are there; two that fold alike are one."""

    def find(hits: Hits) -> tuple[Span, ...]:
        there = {number: places for number in hits.phrases.keys() & folded.keys() if (places := _counting(hits, number, besides))}
        if len({folded[number] for number in there}) < needed:
            return ()
        return tuple(sorted({span for number in there for span in there[number][:MOST_PLACES]}))

    return find


def times(numbers: frozenset[int], needed: int, besides: frozenset[int] = frozenset()) -> Places:
    """Places of any of the phrases that do not overlap, when there are at least `needed`."""

    def find(hits: Hits) -> tuple[Span, ...]:
        apart: list[Span] = []
        for span in _all(hits, numbers, besides):
            if not apart or span.start >= apart[-1].end:
                apart.append(span)
        return tuple(apart[: max(needed, MOST_PLACES)]) if len(apart) >= needed else ()

    return find


def near(one: Places, other: Places, words: int) -> Places:
    """Places of both sides that do not overlap and lie no more than `words` words apart; neighbours are one word apart."""

    def find(hits: Hits) -> tuple[Span, ...]:
        left, right = one(hits), other(hits)
        if not left or not right:
            return ()
        found: set[Span] = set()
        starts = [span.start for span in right]
        by_end = sorted(right, key=lambda span: span.end)
        ends = [span.end for span in by_end]
        for span in left:
            after, before = bisect_left(starts, span.end), bisect_right(ends, span.start) - 1
            if after < len(right) and _words_apart(span, right[after], hits.words) <= words:
                found |= {span, right[after]}
            if before >= 0 and _words_apart(by_end[before], span, hits.words) <= words:
                found |= {span, by_end[before]}
            if len(found) >= MOST_PLACES:
                break
        return tuple(sorted(found))

    return find


def every_place(numbers: frozenset[int], besides: frozenset[int]) -> Places:
    """All places of any of the phrases."""
    return lambda hits: tuple(_all(hits, numbers, besides))


def _all(hits: Hits, numbers: frozenset[int], besides: frozenset[int]) -> list[Span]:
    there = hits.phrases.keys() & numbers
    return sorted({span for number in there for span in _counting(hits, number, besides)})


def _counting(hits: Hits, number: int, besides: frozenset[int]) -> tuple[Span, ...]:
    """The places of a phrase without those inside a place of one that it is not sought in."""
    places = hits.phrases.get(number, ())
    excepted = sorted({span for other in besides for span in hits.phrases.get(other, ())}) if places and besides else []
    if not excepted:
        return places
    # Of all that begin at or before a place, the one that reaches farthest tells whether the place lies inside one.
    reach: list[int] = []
    for span in excepted:
        reach.append(max(span.end, reach[-1] if reach else 0))
    starts = [span.start for span in excepted]
    return tuple(span for span in places if not _inside(span, starts, reach))


def _inside(span: Span, starts: Sequence[int], reach: Sequence[int]) -> bool:
    before = bisect_right(starts, span.start) - 1
    return before >= 0 and reach[before] >= span.end


def _words_apart(first: Span, second: Span, starts: Sequence[int]) -> int:
    """How many words on from the last word of one place the first word of a later place is."""
    return bisect_right(starts, second.start) - bisect_right(starts, first.end - 1)
