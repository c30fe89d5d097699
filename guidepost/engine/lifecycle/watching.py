"""A running server takes up what people decided about versions, also in other processes, without dropping a request."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import structlog

from guidepost.engine.identity import timestamp
from guidepost.engine.kept import PolicyUnusable, kept_of, use_kept
from guidepost.engine.lifecycle.pending import Pending
from guidepost.engine.lifecycle.replacing import UNRECORDED
from guidepost.engine.policies import LoadedPolicy
from guidepost.engine.store import StoreUnavailable
from guidepost.engine.store.versions import InForce

if TYPE_CHECKING:
    from guidepost.engine.service import Service

EVERY = 0.5
"""Seconds between two looks at the revision."""
AGAIN_AFTER = 30.0
"""Seconds after which a version that could not be used is tried again: a missing model may be there by then."""

_REMEMBERED = 2
"""Versions that stay compiled after they were replaced, so that going back takes no time."""

_ENDS_WITHIN = 5.0
"""Seconds that a closing server waits for a model that is being loaded."""

_log = structlog.get_logger(__name__)


class _NotUsable(Exception):
    """A version cannot be used here now; the message says why."""


class Watcher:
    """Keeps a service on the live version, and evaluates those in shadow.

    A new version is compiled and its providers are loaded in the background, while the one before goes on deciding; then one assignment
    puts it in its place. Where it cannot be used, the one before stays, and `Service.pending`, the log and the version's `problem` say so.
    """

    def __init__(self, service: Service, every: float = EVERY, clock: Callable[[], float] = time.monotonic) -> None:
        self._service = service
        self._versions = service.store.versions()
        self._catalogue = service.policy.checked.scope.catalogue
        self._every = every
        self._clock = clock
        self._seen: int | None = None
        self._try_again_at: float | None = None
        self._compiled: dict[str, LoadedPolicy] = {service.policy.compiled.digest: service.policy}
        self._looking = threading.Lock()
        self._ended = False
        self._thread = threading.Thread(target=self._watch, name="policy-watcher", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait for it; a version that is being loaded is not put into its place any more."""
        self._ended = True
        self._service.versions_changed.set()
        self._thread.join(_ENDS_WITHIN)

    def _watch(self) -> None:
        while not self._ended:
            try:
                self.look()
            except StoreUnavailable as error:
                _log.error("versions_unreadable", error=str(error))
            except Exception as error:  # the watcher must go on, or nobody would notice the next version
                _log.error("watcher_failed", error=type(error).__name__, detail=str(error))
            self._service.versions_changed.wait(self._every)
            self._service.versions_changed.clear()

    def look(self) -> None:
        """Take up what has changed since the last look. Raises `StoreUnavailable`; then the next look finds it."""
        with self._looking:
            again = self._try_again_at is not None and self._clock() >= self._try_again_at
            if self._versions.revision() == self._seen and not again:
                return
            self._try_again_at = None
            while not self._ended:
                found = self._versions.in_force()
                if self._take_up(found):
                    self._seen = found.revision
                    return

    def _take_up(self, found: InForce) -> bool:
        """Use what is in force; False where that has changed meanwhile."""
        live = found.live or self._service.policy.compiled.digest
        if live != self._service.policy.compiled.digest:
            if found.live != found.recorded:
                self._cannot(live, UNRECORDED)
            elif not self._replace(live, found.revision):
                return False
        if live == self._service.policy.compiled.digest:
            self._service.pending = None
            self._versions.note_problem(live, None)
        self._use_shadows([digest for digest in found.shadows if digest != self._service.policy.compiled.digest])
        return True

    def _replace(self, digest: str, revision: int) -> bool:
        """Put the live version in the place of the one in use; False, and nothing done, where another one is live by now."""
        service = self._service
        began = self._clock()
        try:
            policy = self._usable(digest)
        except _NotUsable as error:
            self._cannot(digest, str(error))
            return True
        if self._ended or self._versions.revision() != revision:
            return False
        service.store.keep_policy(kept_of(policy), timestamp(service.world.now()))
        before = service.policy.compiled.digest
        service.use(policy)
        self._remember(policy)
        _log.info("policy_replaced", digest=digest, before=before, seconds=round(self._clock() - began, 3))
        return True

    def _cannot(self, digest: str, problem: str) -> None:
        self._service.pending = Pending(digest, problem)
        self._try_again_at = self._clock() + AGAIN_AFTER
        self._versions.note_problem(digest, problem)
        _log.error("policy_not_replaced", digest=digest, problem=problem, stays=self._service.policy.compiled.digest)

    def _use_shadows(self, digests: list[str]) -> None:
        usable = []
        for digest in digests:
            try:
                usable.append(self._usable(digest))
                self._versions.note_problem(digest, None)
            except _NotUsable as error:
                self._try_again_at = self._clock() + AGAIN_AFTER
                self._versions.note_problem(digest, str(error))
                _log.error("shadow_not_used", digest=digest, problem=str(error))
        if tuple(policy.compiled.digest for policy in usable) != self._service.shadows.digests:
            self._service.shadows.use(usable)

    def _usable(self, digest: str) -> LoadedPolicy:
        """A version, compiled, its providers loaded. Raises `_NotUsable`, but not for providers that the present version lacks, too."""
        policy = self._compiled.get(digest) or self._compile(digest)
        self._compiled[digest] = policy
        providers = self._service.providers
        asked = providers.asked_for(policy.compiled.signals)
        missing = [name for name in asked if providers.problem_of(name)]
        if missing:
            providers.load(missing)
        lacking = providers.asked_for(self._service.policy.compiled.signals)
        problems = {name: providers.problem_of(name) for name in sorted(asked - lacking)}
        told = "; ".join(f"provider {name} could not be loaded: {problem}" for name, problem in problems.items() if problem)
        if told:
            raise _NotUsable(told)
        return policy

    def _compile(self, digest: str) -> LoadedPolicy:
        kept = self._service.store.policy(digest)
        if kept is None:
            raise _NotUsable("its texts are not kept")
        try:
            return use_kept(kept, self._catalogue)
        except PolicyUnusable as error:
            raise _NotUsable(str(error)) from error

    def _remember(self, policy: LoadedPolicy) -> None:
        """Keep the newest versions compiled, and those in shadow."""
        shadows = self._service.shadows.digests
        self._compiled.pop(policy.compiled.digest, None)
        self._compiled[policy.compiled.digest] = policy
        others = [digest for digest in self._compiled if digest not in shadows]
        for digest in others[: -_REMEMBERED - 1]:
            del self._compiled[digest]
