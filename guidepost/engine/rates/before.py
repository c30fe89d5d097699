"""Posts that were decided and have left no traces: the earlier ones of a batch, or of a run in which nothing is kept."""

from __future__ import annotations

from guidepost.engine.rates.marks import Mark


class Before:
    """By subject: which members were seen with it, and when last. Moments are as the store writes them."""

    def __init__(self, earlier: Before | None = None) -> None:
        """`earlier` is what was seen before that; nothing is added to it."""
        self._earlier = earlier
        self._seen: dict[bytes, dict[bytes, str]] = {}

    def add(self, mark: Mark, at: str) -> None:
        """Remember a post by its mark."""
        for subject in mark.subjects:
            seen = self._seen.setdefault(subject, {})
            seen[mark.member] = max(at, seen.get(mark.member, at))

    def members(self, subject: bytes, since: str) -> frozenset[bytes]:
        """The members seen with a subject since a moment."""
        own = frozenset(member for member, at in self._seen.get(subject, {}).items() if at >= since)
        return own | self._earlier.members(subject, since) if self._earlier else own
