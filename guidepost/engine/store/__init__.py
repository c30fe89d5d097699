"""The store: the only place that speaks SQL. Decisions, their posts (encrypted), cases, policies, keys, users and the audit chain."""

from guidepost.engine.store.failures import AlreadyAnswered, IdempotencyConflict, NameTaken, StoreUnavailable, Unrecordable
from guidepost.engine.store.nouns import (
    ApiKey,
    Case,
    IdempotencyKey,
    KeptPolicy,
    NewApiKey,
    Recordable,
    Recorded,
    StoredAnswer,
    User,
)
from guidepost.engine.store.opening import DATABASE, open_store
from guidepost.engine.store.store import Store

__all__ = [
    "DATABASE",
    "AlreadyAnswered",
    "ApiKey",
    "Case",
    "IdempotencyConflict",
    "IdempotencyKey",
    "KeptPolicy",
    "NameTaken",
    "NewApiKey",
    "Recordable",
    "Recorded",
    "Store",
    "StoreUnavailable",
    "StoredAnswer",
    "Unrecordable",
    "User",
    "open_store",
]
