"""Writing decisions: the encrypted post, the audit entry, the decision, its case and the idempotency key, all or nothing; and policies."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy import Connection, insert, select

from guidepost.engine.audit import AuditEntry, Event, Kind
from guidepost.engine.store import tables as t
from guidepost.engine.store.chain import append
from guidepost.engine.store.failures import IdempotencyConflict
from guidepost.engine.store.nouns import Case, IdempotencyKey, KeptPolicy, Recordable, StoredAnswer
from guidepost.engine.vault import Sealed


def write_decisions(connection: Connection, items: Sequence[Recordable], sealed: Sequence[Sealed]) -> list[AuditEntry]:
    """Write decisions in order. The transaction must hold the write lock."""
    connection.execute(
        insert(t.posts),
        [
            {"id": item.decision_id, "ciphertext": post.ciphertext, "nonce": post.nonce, "commitment": post.commitment}
            for item, post in zip(items, sealed, strict=True)
        ],
    )
    connection.execute(
        insert(t.data_keys),
        [
            {"post_id": item.decision_id, "wrapped_key": post.wrapped_key, "master_key_id": post.master_key_id}
            for item, post in zip(items, sealed, strict=True)
        ],
    )
    entries = append(connection, [_event(item, post) for item, post in zip(items, sealed, strict=True)])
    connection.execute(insert(t.decisions), [_row(item, entry) for item, entry in zip(items, entries, strict=True)])
    cases = [_case(item, item.case) for item in items if item.case]
    if cases:
        connection.execute(insert(t.cases), cases)
    return entries


def _event(item: Recordable, post: Sealed) -> Event:
    """What the record says of a decision: enough to prove it, nothing of the text or its author."""
    return Event(
        Kind.DECISION,
        item.decided_at,
        item.decision_id,
        {
            "decision_sha256": sha256(item.body).hexdigest(),
            "post_commitment": post.commitment,
            "outcome": item.outcome,
            "risk": item.risk,
            "policy": item.policy_digest,
            "providers": dict(item.providers),
            "api_key": item.api_key_id,
            "case": item.case.id if item.case else None,
        },
    )


def _row(item: Recordable, entry: AuditEntry) -> dict[str, object]:
    return {
        "id": item.decision_id,
        "decided_at": item.decided_at,
        "outcome": item.outcome,
        "risk": item.risk,
        "policy_digest": item.policy_digest,
        "post_id": item.post_id,
        "api_key_id": item.api_key_id,
        "audit_sequence": entry.sequence,
        "body": item.body,
    }


def _case(item: Recordable, case: Case) -> dict[str, object]:
    return {
        "id": case.id,
        "decision_id": item.decision_id,
        "queue": case.queue,
        "state": "open",
        "priority": case.priority,
        "opened_at": item.decided_at,
        "due_at": case.due_at,
    }


def write_policy(connection: Connection, policy: KeptPolicy, at: str) -> None:
    """Keep a policy's texts, unless they are kept already: the texts of a digest never change."""
    if connection.execute(select(t.policies.c.digest).where(t.policies.c.digest == policy.digest)).scalar() is None:
        connection.execute(
            insert(t.policies).values(
                digest=policy.digest,
                title=policy.title,
                version=policy.version,
                source_text=policy.text,
                source_name=policy.name,
                lists=dict(policy.lists),
                layers=[dict(layer) for layer in policy.layers] or None,
                first_loaded_at=at,
            )
        )


def write_idempotency(connection: Connection, key: IdempotencyKey, items: Sequence[Recordable]) -> None:
    """Remember under which key a request was answered."""
    connection.execute(
        insert(t.idempotency).values(
            api_key_id=key.api_key_id,
            token=key.token,
            request_digest=key.request_digest,
            kind=key.kind,
            decision_ids=[item.decision_id for item in items],
            created_at=items[0].decided_at,
        )
    )


def earlier_answer(connection: Connection, key: IdempotencyKey) -> StoredAnswer | None:
    """The answer given under an idempotency key. Raises `IdempotencyConflict` when it was given to another request."""
    row = connection.execute(
        select(t.idempotency).where(t.idempotency.c.api_key_id == key.api_key_id, t.idempotency.c.token == key.token)
    ).first()
    if row is None:
        return None
    if (row.request_digest, row.kind) != (key.request_digest, key.kind):
        raise IdempotencyConflict(key.token)
    found = connection.execute(select(t.decisions.c.id, t.decisions.c.body).where(t.decisions.c.id.in_(row.decision_ids)))
    bodies: dict[str, bytes] = {decision.id: decision.body for decision in found}
    return StoredAnswer(row.kind, row.request_digest, tuple(bodies[decision_id] for decision_id in row.decision_ids))
