"""How long to wait after signing in has failed: nothing at first, then longer each time, never so long that it shuts anybody out."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from guidepost.engine.identity import timestamp
from guidepost.engine.store import Attempts

FREE_FAILURES = 4
"""Failures in a row without a wait: people mistype."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)
"""Without another attempt the count begins anew."""


class MustWait(Exception):
    """Somebody has failed too often: nothing is checked before `seconds` have passed."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many attempts. Try again in {seconds} seconds.")
        self.seconds = seconds


def wait_after(failures: int) -> timedelta:
    """How long to wait after so many failures in a row: doubled each time, up to 15 minutes."""
    if failures <= FREE_FAILURES:
        return timedelta(0)
    doublings = failures - FREE_FAILURES - 1
    return min(FIRST_WAIT * (1 << min(doublings, 16)), LONGEST_WAIT)


def counted(earlier: Attempts | None, now: datetime) -> Attempts:
    """The attempts with one more, which counts as a failure until it has succeeded: so many at once are not checked beside each other.

    Raises `MustWait` while the wait after the last one lasts; that does not prolong it.
    """
    known = earlier if earlier and datetime.fromisoformat(earlier.last_at) > now - FORGOTTEN_AFTER else None
    if known and known.wait_until:
        left = (datetime.fromisoformat(known.wait_until) - now).total_seconds()
        if left > 0:
            raise MustWait(ceil(left))
    failures = known.failures + 1 if known else 1
    wait = wait_after(failures)
    return Attempts(failures, timestamp(now), timestamp(now + wait) if wait else None)
