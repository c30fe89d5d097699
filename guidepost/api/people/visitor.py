"""A person who is signed in, and what a page for that person needs."""

from __future__ import annotations

from dataclasses import dataclass

from guidepost.engine import people
from guidepost.engine.people import Permission
from guidepost.engine.store import Session, User


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: the person, the session, and what pages repeat with everything they change."""

    signed_in: people.SignedIn
    csrf_token: str

    @property
    def user(self) -> User:
        """The person."""
        return self.signed_in.user

    @property
    def session(self) -> Session:
        """The session."""
        return self.signed_in.session

    def may(self, permission: Permission) -> bool:
        """Whether the person's role allows something."""
        return self.signed_in.may(permission)
