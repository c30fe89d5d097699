"""Domain names, in the one form in which they can be compared."""

from __future__ import annotations

import idna


def comparable(domain: str) -> str:
    """Lower case, without a dot at an end, international names in Unicode (`xn--mller-kva.example` is `müller.example`)."""
    lowered = domain.strip(".").lower()
    if "xn--" not in lowered:
        return lowered
    try:
        return idna.decode(lowered)
    except (idna.IDNAError, UnicodeError):
        return lowered
