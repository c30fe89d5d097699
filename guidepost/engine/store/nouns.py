"""What goes into the store and comes out of it. Moments are RFC 3339 in UTC with milliseconds, as `identity.timestamp` writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """The case that a held post waits in. A higher `priority` is looked at first."""

    id: str
    queue: str
    due_at: str | None
    priority: float


@dataclass(frozen=True, slots=True)
class Trace:
    """That a member was seen with a subject, both keyed hashes; `kept_until` is the moment from which it is of no use."""

    subject: bytes
    member: bytes
    kept_until: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What is to be counted: different members seen with a subject since a moment, `member` among them; of several subjects the most."""

    subjects: tuple[bytes, ...]
    member: bytes
    since: str


@dataclass(frozen=True, slots=True)
class CountedTally:
    """A count that a decision was made from."""

    tally: Tally
    value: int


@dataclass(frozen=True, slots=True)
class Recordable:
    """A decision with everything that is kept beside it.

    `body` is the decision's JSON, byte for byte as it is answered. `post` is what the platform sent (it needs a `text`) and is only ever
    stored encrypted. `post_id` is the platform's own name for the post. `counted` must still be so when the decision is kept.
    """

    decision_id: str
    decided_at: str
    outcome: str
    risk: float
    policy_digest: str
    providers: Mapping[str, str]
    body: bytes
    post: Mapping[str, object]
    post_id: str | None
    api_key_id: str | None
    case: Case | None
    traces: tuple[Trace, ...] = ()
    counted: tuple[CountedTally, ...] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was kept: the sequence numbers of the audit entries, in the order of the decisions, and the hash of the last one."""

    sequences: tuple[int, ...]
    head: str


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """A client's own name for a request, so that repeating the request decides nothing twice.

    `request_digest` tells one request from another; `kind` is the form of the answer, `check` or `batch`.
    """

    api_key_id: str
    token: str
    request_digest: str
    kind: str


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer given earlier: its kind, and the decisions' JSON in the order of the request's posts."""

    kind: str
    request_digest: str
    bodies: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class KeptPolicy:
    """A policy with all its texts, so that a decision can be replayed years later. `lists` holds the list files by name.

    `layers` holds, for each layer below the uppermost file, its `text`, the `name` of its file, and the layer `above` it.
    """

    digest: str
    title: str
    version: str
    text: str
    name: str
    lists: Mapping[str, str]
    layers: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A platform's key. `prefix` is its beginning, for people to tell keys apart; the key itself is not kept."""

    id: str
    name: str
    prefix: str
    created_at: str
    revoked_at: str | None = None


@dataclass(frozen=True, slots=True)
class NewApiKey:
    """An API key to be kept; `digest` is the SHA-256 of the key in hexadecimal."""

    key: ApiKey
    digest: str


@dataclass(frozen=True, slots=True)
class User:
    """A person who works with Guidepost.

    `folded_name` is the name as it is looked up: no two users share one. `disabled_at`: since then the person is let in no more.
    """

    id: str
    name: str
    folded_name: str
    role: str
    password_hash: str
    created_at: str
    must_change_password: bool = False
    disabled_at: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A person signed in on one browser. The token that the browser holds is not kept, only its SHA-256 in hexadecimal.

    `seen_at` is exact to a minute; `browser` is what the browser calls itself.
    """

    id: str
    user_id: str
    token_digest: str
    created_at: str
    seen_at: str
    browser: str


@dataclass(frozen=True, slots=True)
class Attempts:
    """How often somebody has tried to sign in in vain, the last time, and until when no other attempt is made."""

    failures: int
    last_at: str
    wait_until: str | None = None
