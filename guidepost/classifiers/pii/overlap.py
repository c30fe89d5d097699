"""One finding a place: where two overlap, the stronger one stays."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from guidepost.classifiers.pii.entities import RANK
from guidepost.signals import Span


def strongest(findings: Iterable[Span]) -> tuple[Span, ...]:
    """The findings without any that overlap a stronger one, in reading order.

    Stronger is the entity that stands higher in `ENTITIES`, then the longer finding, then the surer one.
    """
    kept: list[Span] = []
    for finding in sorted(set(findings), key=_weakness):
        place = bisect_left(kept, finding)
        before_is_clear = place == 0 or kept[place - 1].end <= finding.start
        after_is_clear = place == len(kept) or finding.end <= kept[place].start
        if before_is_clear and after_is_clear:
            kept.insert(place, finding)
    return tuple(kept)


def _weakness(finding: Span) -> tuple[int, int, float, int]:
    return (RANK[finding.label], finding.start - finding.end, -finding.score, finding.start)
