"""Versions in shadow: evaluated for the posts that were decided, after the answer, in a thread that takes its time."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import structlog

from guidepost.engine.check import Checker, Opened
from guidepost.engine.decision import Decision
from guidepost.engine.identity import World, timestamp
from guidepost.engine.lifecycle.beside import Compared, Counted, Unmeasured, compared
from guidepost.engine.policies import LoadedPolicy
from guidepost.engine.providers import Providers
from guidepost.engine.rates import Counting
from guidepost.engine.store import StoreUnavailable
from guidepost.engine.store.shadows import ShadowRecords
from guidepost.rules.compile import CompiledPolicy
from guidepost.signals.rates import Rate

MOST_POSTS = 1_000
"""Posts that may wait."""
MOST_CHARACTERS = 2_000_000
"""Characters that the waiting posts may have in all, so that long posts do not fill the memory."""
KEPT_EVERY = 1.0
"""Seconds between two times that what was counted is kept. A crash loses what was counted since."""

_REST = 2.0
"""Times as long as it worked that the thread rests, so that at most a third of one core goes to shadows while posts are decided."""
_LONGEST_REST = 0.25
"""Seconds; a rest after a slow model ends sooner."""
_PATIENCE = 0.1
"""Seconds that the thread waits for a moment in which no post is being decided, before it evaluates the next one all the same."""
_ENDS_WITHIN = 5.0
"""Seconds that a closing server waits for what is at work."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A decided post, the live version that decided it, and the versions that were in shadow then."""

    live: CompiledPolicy
    settled: Opened
    decision: Decision
    shadows: tuple[Checker, ...]

    @property
    def size(self) -> int:
        """Its share of `MOST_CHARACTERS`."""
        return len(self.settled.post.text)


class Shadows:
    """Evaluates the versions in shadow. `offer` never waits and never fails; what does not fit is dropped, and counted."""

    def __init__(
        self,
        providers: Providers,
        records: ShadowRecords,
        world: World,
        *,
        most_posts: int = MOST_POSTS,
        most_characters: int = MOST_CHARACTERS,
        clock: Callable[[], float] = time.monotonic,
        counting: Counting | None = None,
    ) -> None:
        self._providers = providers
        self._records = records
        self._world = world
        self._counting = counting
        self._most_posts = most_posts
        self._most_characters = most_characters
        self._clock = clock
        self._checkers: tuple[Checker, ...] = ()
        self._waiting: deque[_Waiting] = deque()
        self._characters = 0
        self._deciding = 0
        self._busy = False
        self._keeping = False
        self._counted: dict[tuple[str, str], Counted] = {}
        self._kept_at = clock()
        self._changed = threading.Condition()
        self._closed = False
        self._thread: threading.Thread | None = None

    @property
    def digests(self) -> tuple[str, ...]:
        """The versions that are evaluated."""
        return tuple(checker.policy.digest for checker in self._checkers)

    @property
    def rates(self) -> Sequence[Rate]:
        """What these versions count over time."""
        return [rate for checker in self._checkers for rate in checker.policy.rates.values()]

    def use(self, policies: Sequence[LoadedPolicy]) -> None:
        """Evaluate these versions from now on, and no others. Their providers must be loaded."""
        checkers = tuple(Checker(policy.compiled, self._providers, self._world, counting=self._counting) for policy in policies)
        with self._changed:
            self._checkers = checkers
            if checkers and self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._work, name="shadows", daemon=True)
                self._thread.start()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """While posts are decided, shadows wait; though not for ever, or nothing would come of them where posts never cease."""
        with self._changed:
            self._deciding += 1
        try:
            yield
        finally:
            with self._changed:
                self._deciding -= 1
                if not self._deciding:
                    self._changed.notify_all()

    def offer(self, live: CompiledPolicy, settled: Sequence[Opened], decisions: Sequence[Decision]) -> None:
        """Have decided posts evaluated later."""
        checkers = self._checkers
        if not checkers:
            return
        with self._changed:
            for one, decision in zip(settled, decisions, strict=True):
                self._offer(_Waiting(live, one, decision, checkers))
            self._changed.notify_all()

    def _offer(self, one: _Waiting) -> None:
        full = len(self._waiting) >= self._most_posts or self._characters + one.size > self._most_characters
        if self._closed or (full and self._waiting):
            for checker in one.shadows:
                self._count(checker, one).dropped += 1
            return
        self._waiting.append(one)
        self._characters += one.size

    def settle(self, seconds: float) -> bool:
        """Wait until nothing waits any more and all counts are kept; False where that takes longer than `seconds`."""
        with self._changed:
            return self._changed.wait_for(lambda: not (self._waiting or self._busy or self._keeping or self._counted), seconds)

    def close(self) -> None:
        """End the thread; what still waits is dropped, and counted."""
        with self._changed:
            self._closed = True
            while self._waiting:
                self._offer(self._waiting.popleft())
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(_ENDS_WITHIN)

    def _work(self) -> None:
        while (one := self._next()) is not None:
            began = self._clock()
            for checker in one.shadows:
                self._evaluate(checker, one)
            with self._changed:
                self._busy = False
            self._keep_in_time()
            rest = min(_REST * (self._clock() - began), _LONGEST_REST)
            with self._changed:
                self._changed.wait_for(lambda: self._closed, rest)
        self._keep()

    def _next(self) -> _Waiting | None:
        """The next post, once there is one; None at the end. Counts are kept meanwhile."""
        while True:
            with self._changed:
                left = KEPT_EVERY - (self._clock() - self._kept_at)
                self._changed.wait_for(lambda: self._waiting or self._closed, max(left, 0) if self._counted else None)
                if self._waiting:
                    self._changed.wait_for(lambda: self._closed or not self._deciding, _PATIENCE)
                if self._waiting:
                    one = self._waiting.popleft()
                    self._characters -= one.size
                    self._busy = True
                    return one
                if self._closed:
                    return None
            self._keep_in_time()

    def _evaluate(self, checker: Checker, one: _Waiting) -> None:
        try:
            beside = checker.settle_beside(one.settled)
            found: Compared | None = compared(one.live, one.settled, one.decision, beside)
        except Unmeasured as error:
            _log.warning("shadow_failed", policy=checker.policy.digest, decision=one.decision.id, missing=str(error))
            found = None
        except Exception as error:  # whatever goes wrong beside, the live version must go on, and the report must say so
            _log.error("shadow_failed", policy=checker.policy.digest, decision=one.decision.id, error=type(error).__name__)
            found = None
        with self._changed:
            counted = self._count(checker, one)
            if found is None:
                counted.failed += 1
            else:
                counted.add(found)

    def _count(self, checker: Checker, one: _Waiting) -> Counted:
        return self._counted.setdefault((checker.policy.digest, one.live.digest), Counted())

    def _keep_in_time(self) -> None:
        if self._clock() - self._kept_at >= KEPT_EVERY:
            self._keep()

    def _keep(self) -> None:
        """Add what was counted to what is kept. Where the store cannot take it, it stays here until the next time."""
        self._kept_at = self._clock()
        with self._changed:
            counted, self._counted = self._counted, {}
            self._keeping = bool(counted)
        if not counted:
            return
        kept = True
        try:
            self._records.add({pair: one.to_keep() for pair, one in counted.items()}, timestamp(self._world.now()))
        except StoreUnavailable as error:
            _log.error("shadow_not_kept", error=str(error))
            kept = False
        except Exception as error:  # these counts cannot be kept at all; the next ones may be
            _log.error("shadow_counts_lost", error=type(error).__name__, detail=str(error))
        with self._changed:
            if not kept:
                self._take_back(counted)
            self._keeping = False
            self._changed.notify_all()

    def _take_back(self, counted: dict[tuple[str, str], Counted]) -> None:
        for pair, one in counted.items():
            later = self._counted.get(pair)
            if later is not None:
                one.merge(later)
            self._counted[pair] = one
