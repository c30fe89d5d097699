"""The running engine: the live policy, providers, the store, and the one way in for everybody who has a post to check."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from guidepost.engine import decision as d
from guidepost.engine.accounts import ApiKey, authenticate
from guidepost.engine.check import Checker, Opened
from guidepost.engine.guidance import appeal_unkept
from guidepost.engine.identity import World
from guidepost.engine.lifecycle.lifecycle import Lifecycle
from guidepost.engine.lifecycle.pending import Pending
from guidepost.engine.lifecycle.shadowing import Shadows
from guidepost.engine.people import People
from guidepost.engine.policies import LoadedPolicy
from guidepost.engine.post import Post
from guidepost.engine.providers import Providers, ProviderState
from guidepost.engine.rates import PURPOSE, Before, Counting, longest_windows
from guidepost.engine.store import (
    AlreadyAnswered,
    Case,
    CountedOtherwise,
    IdempotencyKey,
    Recordable,
    Store,
    StoreUnavailable,
    Trace,
)

_MOST_TRIES = 100
"""Times that posts are decided anew because others, counted with them, were kept first; each time one of those others has got through."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Decisions about one request, as JSON in the order of its posts.

    `replayed`: they were decided earlier, under the same idempotency key. Times are seconds; `decisions` is empty for a replay.
    """

    bodies: tuple[bytes, ...]
    replayed: bool
    decisions: tuple[d.Decision, ...] = ()
    store_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether posts can be checked and kept now, and with which providers. A provider with a problem makes posts wait, not pass."""

    ready: bool
    problem: str | None
    policy: d.PolicyRef
    providers: tuple[ProviderState, ...]
    pending: Pending | None = None

    @property
    def degraded(self) -> bool:
        """A provider could not be loaded, so that rules which ask it hold posts for review; or the policy in use is not the live one."""
        return self.pending is not None or any(state.problem for state in self.providers)


@dataclass(frozen=True, slots=True)
class _Running:
    """A policy and what decides by it: one of these, taken once, serves a request from its beginning to its end."""

    policy: LoadedPolicy
    checker: Checker


class Service:
    """Checks posts and keeps the decisions. Safe to use from several threads."""

    def __init__(self, policy: LoadedPolicy, providers: Providers, store: Store, world: World) -> None:
        self.providers = providers
        self.store = store
        self.world = world
        self.people = People(store, world)
        self._counting = Counting(store.derive_key(PURPOSE), world.random, store.traces())
        self.shadows = Shadows(providers, store.shadows(), world, counting=self._counting)
        self.pending: Pending | None = None
        self.versions_changed = threading.Event()
        """Set when somebody changes versions here; a `Watcher` waits for it."""
        self._running = self._run(policy)

    @property
    def policy(self) -> LoadedPolicy:
        """The policy that decides now."""
        return self._running.policy

    @property
    def lifecycle(self) -> Lifecycle:
        """The versions of the policy. What is changed there is taken up at once where a `Watcher` runs."""
        return Lifecycle(self.store, self.world, self.policy.checked.scope.catalogue, self.versions_changed.set)

    def use(self, policy: LoadedPolicy) -> None:
        """Decide by another policy from now on, whose providers are loaded. Requests that have begun end under the one before."""
        self._running = self._run(policy)

    def _run(self, policy: LoadedPolicy) -> _Running:
        return _Running(policy, self.checker_of(policy))

    def checker_of(self, policy: LoadedPolicy) -> Checker:
        """What decides by any policy as this engine would, counting the posts that were kept; its providers must be loaded."""
        return Checker(policy.compiled, self.providers, self.world, counting=self._counting)

    def authenticate(self, key: str) -> ApiKey | None:
        """The API key that this secret belongs to, unless it is unknown or revoked."""
        return authenticate(self.store, key)

    def check(
        self,
        posts: Sequence[Post],
        *,
        key: ApiKey | None,
        idempotency: IdempotencyKey | None = None,
        language: str | None = None,
        thorough: bool = False,
    ) -> Answer:
        """Decide about posts and keep the decisions, all in one transaction; nothing is answered before it has committed.

        Raises `PostRejected`, `IdempotencyConflict` (the key was used for another request) or `StoreUnavailable`.
        """
        if idempotency is not None:
            earlier = self.store.find_idempotent(idempotency)
            if earlier is not None:
                return Answer(earlier.bodies, replayed=True)
        with self.shadows.waiting():
            return self._decide(posts, key, idempotency, language, thorough=thorough)

    def _decide(
        self,
        posts: Sequence[Post],
        key: ApiKey | None,
        idempotency: IdempotencyKey | None,
        language: str | None,
        *,
        thorough: bool,
    ) -> Answer:
        running = self._running
        settled = running.checker.settle(posts, thorough=thorough)
        for _ in range(_MOST_TRIES):
            decisions = [running.checker.decide(one, language) for one in settled]
            try:
                answer = self._keep(running, settled, decisions, key, idempotency)
            except CountedOtherwise:
                running.checker.settle_again(settled, thorough=thorough)
                continue
            if not answer.replayed:
                self.shadows.offer(running.policy.compiled, settled, answer.decisions)
            return answer
        raise StoreUnavailable(
            "Posts that are counted with this one are coming in faster than it can be decided; nothing was kept. Send it again."
        )

    def _keep(
        self,
        running: _Running,
        settled: Sequence[Opened],
        decisions: Sequence[d.Decision],
        key: ApiKey | None,
        idempotency: IdempotencyKey | None,
    ) -> Answer:
        """Keep decisions. Raises `CountedOtherwise` where other posts were kept since these were counted."""
        kept = tuple(msgspec.structs.replace(decision, recorded=True) for decision in decisions)
        bodies = tuple(d.to_json(decision) for decision in kept)
        started = time.perf_counter()
        longest = longest_windows([*running.policy.compiled.rates.values(), *self.shadows.rates])
        items = [
            _recordable(one, decision, body, key, running.checker.traces_of(one, longest, decision.decided_at))
            for one, decision, body in zip(settled, kept, bodies, strict=True)
        ]
        try:
            self.store.record(items, idempotency)
        except AlreadyAnswered as earlier:
            return Answer(earlier.bodies, replayed=True)
        return Answer(bodies, replayed=False, decisions=kept, store_seconds=time.perf_counter() - started)

    def try_out(self, post: Post, *, language: str | None = None) -> d.Decision:
        """Decide about a post without keeping anything, with all reasons. Raises `PostRejected`."""
        return self.try_many([post], language=language, thorough=True)[0]

    def try_many(
        self, posts: Sequence[Post], *, language: str | None = None, thorough: bool = False, before: Before | None = None
    ) -> list[d.Decision]:
        """Decide about posts without keeping anything, counted with those that were kept. Raises `PostRejected` or `StoreUnavailable`.

        `before` remembers posts from one call to the next, so that they count although they are not kept.
        """
        running = self._running
        decisions = running.checker.check_many(posts, language=language, thorough=thorough, before=before)
        return [appeal_unkept(decision, running.policy.compiled) for decision in decisions]

    def decision(self, decision_id: str) -> bytes | None:
        """A kept decision, byte for byte as it was answered."""
        return self.store.decision(decision_id)

    def readiness(self) -> Readiness:
        """Whether the engine can do its work now."""
        problem = self.store.ping()
        compiled = self.policy.compiled
        asked = self.providers.asked_for(compiled.signals)
        states = tuple(state for state in self.providers.states if state.name in asked)
        policy = d.PolicyRef(compiled.title, compiled.version, compiled.digest)
        return Readiness(problem is None, problem, policy, states, self.pending)

    def close(self) -> None:
        """Let go of threads and connections."""
        self.shadows.close()
        self.providers.close()
        self.store.close()


def _recordable(settled: Opened, decision: d.Decision, body: bytes, key: ApiKey | None, traces: tuple[Trace, ...]) -> Recordable:
    case = decision.case
    return Recordable(
        decision_id=decision.id,
        decided_at=decision.decided_at,
        outcome=decision.outcome,
        risk=decision.risk,
        policy_digest=decision.policy.digest,
        providers=decision.providers,
        body=body,
        post=_payload(settled.post),
        post_id=decision.post_id,
        api_key_id=key.id if key else None,
        case=Case(case.id, case.queue, case.due_at, decision.risk) if case else None,
        traces=traces,
        counted=tuple(settled.footprint.counted.values()) if settled.footprint else (),
    )


def _payload(post: Post) -> dict[str, object]:
    """Everything the platform sent, as it is encrypted beside the decision."""
    author = {
        name: getattr(post.author, name) for name in ("id", "role", "unit", "team", "region", "tenure", "language", "posts", "held")
    }
    return {
        "text": post.text,
        "format": post.format.value,
        "audience": post.audience,
        "channel": post.channel,
        "kind": post.kind,
        "language": post.language,
        "topics": sorted(post.topics) if post.topics is not None else None,
        "author": author,
        "id": post.id,
        "attachments": list(post.attachments) if post.attachments is not None else None,
        "parent_kind": post.parent_kind,
        "parent_author_role": post.parent_author_role,
        "flags": post.flags,
        "posted": post.posted,
    }
