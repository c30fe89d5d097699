"""Engines whose clock a test sets, with a policy that counts."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from guidepost.engine.decision import Decision, from_json
from guidepost.engine.identity import World
from guidepost.engine.post import Author, Post
from guidepost.engine.service import Service
from guidepost.engine.start import start
from tests.engine.scripted import NOON, written

FLOOD = "  must not flood\n    when more than 5 posts within 10 minutes by author\n    then acknowledge\n"
CAMPAIGN = "  must not campaign\n    when same text by 3 authors within 1 hour\n    then block\n"
LINKED = "  must not link\n    when same link by 2 authors within 1 day\n    then block\n"

POSTS = "posts within 10 minutes by author"
TEXTS = "same text by authors within 1 hour"
LINKS = "same link by authors within 1 day"


class Clock:
    """A clock that stands still until it is moved, and chance that counts upwards."""

    def __init__(self) -> None:
        self.now = NOON
        self._drawn = itertools.count(1)
        self._lock = threading.Lock()

    def wait(self, **span: float) -> None:
        """Let time go by."""
        self.now += timedelta(**span)

    def _random(self, number: int) -> bytes:
        with self._lock:
            return next(self._drawn).to_bytes(number, "big")

    def _now(self) -> datetime:
        return self.now

    def world(self) -> World:
        """The world by this clock."""
        return World(now=self._now, random=self._random)


@contextmanager
def running(folder: Path, rules: str, clock: Clock) -> Iterator[Service]:
    """An engine with these rules over a data folder in `folder`."""
    service = start(folder / "data", written(folder, rules), clock.world(), [])
    try:
        yield service
    finally:
        service.close()


def by(author: str | None, text: str = "Hello everybody", post_id: str | None = None) -> Post:
    """A post of an author."""
    return Post(text, "internal", author=Author(id=author), id=post_id)


def check(service: Service, *posts: Post) -> list[Decision]:
    """Decide about posts in one request, and keep the decisions."""
    return [from_json(body) for body in service.check(posts, key=None).bodies]


def outcomes(service: Service, posts: Sequence[Post]) -> list[str]:
    """The outcomes of posts that are sent one after the other."""
    return [decision.outcome for post in posts for decision in check(service, post)]


def counted(decision: Decision, signal: str) -> int | str | None:
    """What a decision recorded of a rate: the count, or why there is none; None where it was not asked."""
    for one in decision.signals:
        if one.signal == signal:
            return one.unknown or one.value  # type: ignore[return-value]
    return None
