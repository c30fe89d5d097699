"""The running engine: one policy, its providers, the store, and the one way in for everybody who has a post to check."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from guidepost.engine import decision as d
from guidepost.engine.accounts import ApiKey, authenticate
from guidepost.engine.check import Checker
from guidepost.engine.guidance import appeal_unkept
from guidepost.engine.identity import World
from guidepost.engine.policies import LoadedPolicy
from guidepost.engine.post import Post
from guidepost.engine.providers import Providers, ProviderState
from guidepost.engine.store import AlreadyAnswered, Case, IdempotencyKey, Recordable, Store


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

    @property
    def degraded(self) -> bool:
        """Some provider could not be loaded, so that rules which ask it hold posts for review."""
        return any(state.problem for state in self.providers)


class Service:
    """Checks posts and keeps the decisions. Safe to use from several threads."""

    def __init__(self, policy: LoadedPolicy, providers: Providers, store: Store, world: World) -> None:
        self.policy = policy
        self.providers = providers
        self.store = store
        self.world = world
        self._checker = Checker(policy.compiled, providers, world)

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
        decisions = self._checker.check_many(posts, language=language, thorough=thorough)
        return self._keep(posts, decisions, key, idempotency)

    def _keep(
        self, posts: Sequence[Post], decisions: Sequence[d.Decision], key: ApiKey | None, idempotency: IdempotencyKey | None
    ) -> Answer:
        kept = tuple(msgspec.structs.replace(decision, recorded=True) for decision in decisions)
        bodies = tuple(d.to_json(decision) for decision in kept)
        started = time.perf_counter()
        items = [_recordable(post, decision, body, key) for post, decision, body in zip(posts, kept, bodies, strict=True)]
        try:
            self.store.record(items, idempotency)
        except AlreadyAnswered as earlier:
            return Answer(earlier.bodies, replayed=True)
        return Answer(bodies, replayed=False, decisions=kept, store_seconds=time.perf_counter() - started)

    def try_out(self, post: Post, *, language: str | None = None) -> d.Decision:
        """Decide about a post without keeping anything, with all reasons. Raises `PostRejected`."""
        return self.try_many([post], language=language, thorough=True)[0]

    def try_many(self, posts: Sequence[Post], *, language: str | None = None, thorough: bool = False) -> list[d.Decision]:
        """Decide about posts without keeping anything. Raises `PostRejected`."""
        return [
            msgspec.structs.replace(decision, guidance=appeal_unkept(decision.guidance, self.policy.compiled))
            for decision in self._checker.check_many(posts, language=language, thorough=thorough)
        ]

    def decision(self, decision_id: str) -> bytes | None:
        """A kept decision, byte for byte as it was answered."""
        return self.store.decision(decision_id)

    def readiness(self) -> Readiness:
        """Whether the engine can do its work now."""
        problem = self.store.ping()
        compiled = self.policy.compiled
        return Readiness(
            problem is None, problem, d.PolicyRef(compiled.title, compiled.version, compiled.digest), self.providers.states
        )

    def close(self) -> None:
        """Let go of threads and connections."""
        self.providers.close()
        self.store.close()


def _recordable(post: Post, decision: d.Decision, body: bytes, key: ApiKey | None) -> Recordable:
    case = decision.case
    return Recordable(
        decision_id=decision.id,
        decided_at=decision.decided_at,
        outcome=decision.outcome,
        risk=decision.risk,
        policy_digest=decision.policy.digest,
        providers=decision.providers,
        body=body,
        post=_payload(post),
        post_id=decision.post_id,
        api_key_id=key.id if key else None,
        case=Case(case.id, case.queue, case.due_at, decision.risk) if case else None,
    )


def _payload(post: Post) -> dict[str, object]:
    """Everything the platform sent, as it is encrypted beside the decision."""
    author = {name: getattr(post.author, name) for name in ("id", "role", "unit", "region", "tenure", "language", "posts", "held")}
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
