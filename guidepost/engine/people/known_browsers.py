"""Browsers that a person has signed in on before are counted apart: who guesses elsewhere locks nobody out of the own browser.

The browser holds a mark that only this installation can make, for one person and one password; nothing is kept here
(OWASP, “Slow down online guessing attacks with device cookies”).
"""

from __future__ import annotations

import hmac
from collections.abc import Callable

from guidepost.engine.store import User

_NONCE_BYTES = 16
_NONCE_DIGITS = 2 * _NONCE_BYTES


class KnownBrowsers:
    """Makes and reads marks, and names what attempts are counted under."""

    def __init__(self, key: bytes, random: Callable[[int], bytes]) -> None:
        self._key = key
        self._random = random

    def mark(self, user: User) -> str:
        """A new mark for a browser that this person has just signed in on."""
        nonce = self._random(_NONCE_BYTES).hex()
        return f"{nonce}.{self._sign(user, nonce)}"

    def subject(self, folded_name: str, user: User | None, mark: str | None) -> tuple[str, bool]:
        """What an attempt under a name is counted under, and whether the browser is known to be that user's.

        There is one subject for each name, whether or not anybody has it, and one for each browser that its user is known on.
        """
        nonce, _, signature = (mark or "").partition(".")
        if user is not None and len(nonce) == _NONCE_DIGITS and self._signed(user, nonce, signature):
            return self._digest("browser", user.id, nonce), True
        return self._digest("name", folded_name), False

    def _signed(self, user: User, nonce: str, signature: str) -> bool:
        return hmac.compare_digest(self._sign(user, nonce).encode(), signature.encode("utf-8", "surrogatepass"))

    def _sign(self, user: User, nonce: str) -> str:
        """Holds as long as the password does."""
        return self._digest("mark", user.id, nonce, user.password_hash)

    def _digest(self, *parts: str) -> str:
        message = b"".join(
            len(part.encode("utf-8", "surrogatepass")).to_bytes(4, "big") + part.encode("utf-8", "surrogatepass") for part in parts
        )
        return hmac.digest(self._key, message, "sha256").hex()
