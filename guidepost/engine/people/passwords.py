"""Hashing and checking passwords: Argon2id, a few at a time, and the same work whether or not there is such a user."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

from guidepost.engine.people.password_rules import normal


@dataclass(frozen=True, slots=True)
class Effort:
    """What a hash costs: passes over the memory, its size in KiB, and lanes."""

    passes: int = 3
    memory: int = 65_536
    lanes: int = 4


RECOMMENDED = Effort()
"""The second recommended choice of RFC 9106, section 4, for machines that do other things too."""

_AT_ONCE = 2
"""Hashes computed at the same moment; each takes 64 MiB."""
_WAITING = 8
_PATIENCE = 10.0
"""Seconds."""

_SALT_BYTES = 16
_HASH_BYTES = 32
_ONE_TIME_BYTES = 10


class TooBusy(Exception):
    """More people want to sign in at this moment than can be checked; checking posts goes on. Try again in a few seconds."""

    def __init__(self) -> None:
        super().__init__("Too many people are signing in at this moment. Try again in a few seconds.")


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether a password is the right one; `renewed` is its hash at today's effort where the kept one was made with another."""

    right: bool
    renewed: str | None = None


class Passwords:
    """Hashes and checks passwords. Safe to use from several threads."""

    def __init__(self, random: Callable[[int], bytes], effort: Effort = RECOMMENDED) -> None:
        hasher = Argon2Hasher(effort.passes, effort.memory, effort.lanes, hash_len=_HASH_BYTES, salt_len=_SALT_BYTES)
        self._hashing = PasswordHash((hasher,))
        self._random = random
        self._nobodys = _unmatched(effort, random)
        self._slots = threading.BoundedSemaphore(_AT_ONCE)
        self._admitted = threading.BoundedSemaphore(_AT_ONCE + _WAITING)

    def hash(self, password: str) -> str:
        """The hash to keep. Raises `TooBusy`."""
        with self.turn():
            return self._hashing.hash(_bytes(password), salt=self._random(_SALT_BYTES))

    def check(self, password: str, kept: str | None) -> Checked:
        """Compare a password with a kept hash; None: with nobody's, which takes as long and never fits. Needs a `turn`.

        A hash that was written over, and is none any more, fits nothing either.
        """
        try:
            right, renewed = self._hashing.verify_and_update(_bytes(password), kept or self._nobodys)
        except UnknownHashError:
            return self.check(password, None)
        return Checked(right and bool(kept), renewed if right else None)

    def one_time(self) -> str:
        """A new password of 80 random bits, in groups that can be read aloud."""
        letters = base64.b32encode(self._random(_ONE_TIME_BYTES)).decode("ascii").lower()
        return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn to compute hashes, so that many who sign in cannot take memory and threads from everybody else.

        Raises `TooBusy` at once when too many wait already, and after 10 seconds.
        """
        if not self._admitted.acquire(blocking=False):
            raise TooBusy
        try:
            if not self._slots.acquire(timeout=_PATIENCE):
                raise TooBusy
            try:
                yield
            finally:
                self._slots.release()
        finally:
            self._admitted.release()


def _bytes(password: str) -> bytes:
    return normal(password).encode("utf-8", "surrogatepass")


def _unmatched(effort: Effort, random: Callable[[int], bytes]) -> str:
    """A hash of today's effort that was computed from nothing: no password is known to fit it."""
    salt, digest = (base64.b64encode(random(size)).decode("ascii").rstrip("=") for size in (_SALT_BYTES, _HASH_BYTES))
    return f"$argon2id$v=19$m={effort.memory},t={effort.passes},p={effort.lanes}${salt}${digest}"
