"""Names for things: unique, sortable by time, and made from a clock and a random source that are passed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no letters that are read for digits."""


@dataclass(frozen=True, slots=True)
class World:
    """What the engine takes from outside: the time (aware, UTC), and random bytes by their number."""

    now: Callable[[], datetime]
    random: Callable[[int], bytes]

    def new_id(self, prefix: str) -> str:
        """A new name: `prefix`, 10 characters of time in milliseconds, 16 of chance (the layout of a ULID, in lower case)."""
        milliseconds = int(self.now().timestamp() * 1000)
        return f"{prefix}_{_base32(milliseconds, 10)}{_base32(int.from_bytes(self.random(10)), 16)}"


def _base32(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, digit = divmod(number, 32)
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))


def timestamp(moment: datetime) -> str:
    """A moment as RFC 3339 in UTC with milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
