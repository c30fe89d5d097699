"""The store: the only place that speaks SQL. Decisions, their posts (encrypted), cases, policies, keys, users and the audit chain."""

from guidepost.engine.store.failures import (
    AlreadyAnswered,
    CountedOtherwise,
    IdempotencyConflict,
    NameTaken,
    StoreUnavailable,
    Unrecordable,
)
from guidepost.engine.store.nouns import (
    ApiKey,
    Attempts,
    Case,
    CountedTally,
    IdempotencyKey,
    KeptPolicy,
    NewApiKey,
    Recordable,
    Recorded,
    Session,
    StoredAnswer,
    Tally,
    Trace,
    User,
)
from guidepost.engine.store.opening import DATABASE, open_store
from guidepost.engine.store.store import Store
from guidepost.engine.store.traces import Traces

__all__ = [
    "DATABASE",
    "AlreadyAnswered",
    "ApiKey",
    "Attempts",
    "Case",
    "CountedOtherwise",
    "CountedTally",
    "IdempotencyConflict",
    "IdempotencyKey",
    "KeptPolicy",
    "NameTaken",
    "NewApiKey",
    "Recordable",
    "Recorded",
    "Session",
    "Store",
    "StoreUnavailable",
    "StoredAnswer",
    "Tally",
    "Trace",
    "Traces",
    "Unrecordable",
    "User",
    "open_store",
]
