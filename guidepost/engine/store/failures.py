"""What can go wrong when something is kept, in words that a person can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guidepost.engine.store.nouns import StoredAnswer


class StoreUnavailable(Exception):
    """The store cannot be opened, read or written now. The message says why and what helps; nothing was kept."""


class IdempotencyConflict(Exception):
    """The idempotency key was used before, for another request."""

    def __init__(self, token: str) -> None:
        super().__init__(f"The idempotency key {token!r} was used before, for another request. Use a new one.")
        self.token = token


class AlreadyAnswered(Exception):
    """The same request was answered in the meantime; nothing new was kept. Carries the stored answer."""

    def __init__(self, answer: StoredAnswer) -> None:
        super().__init__("The same request was answered before, under the same idempotency key.")
        self.answer = answer
        self.bodies = answer.bodies


class CountedOtherwise(Exception):
    """A decision was made from a count that has changed since; nothing was kept. Count again, and decide again."""


class Unrecordable(ValueError):
    """Something that cannot be kept: its id exists already, or it names a policy or an API key that is not kept here."""


class NameTaken(ValueError):
    """There is a user of this name already."""
