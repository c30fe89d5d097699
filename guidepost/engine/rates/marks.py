"""What a post is counted by, in a form that tells nobody who wrote it or what: keyed hashes.

HMAC with SHA-256 (RFC 2104), of which 16 bytes are kept: half of it, the least that the RFC advises. The key hangs on the master key, so
that neither names nor texts can be found by trying, and what one purpose has left cannot be matched with what another has.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from guidepost.classifiers.shape.links import read_links
from guidepost.engine.post import Post
from guidepost.engine.views import Views
from guidepost.signals import Unknown, UnknownReason
from guidepost.signals.rates import Counted

PURPOSE = "post traces 1"
"""What the key is derived for. Another number makes everything that was kept before uncounted."""

MOST_LINKS = 100
"""Different links of a post that are counted; of a post with more, it is unknown how many authors they have."""

_BYTES = 16
_NOBODY = Unknown(UnknownReason.NOT_GIVEN, "the platform did not send who wrote it")
_TOO_MANY_LINKS = Unknown(UnknownReason.NOT_SUPPORTED, f"more than {MOST_LINKS} different links")


@dataclass(frozen=True, slots=True)
class Mark:
    """By what a post is counted (`subjects`: its author, its text, or its links), and the `member` that it adds to each."""

    subjects: tuple[bytes, ...]
    member: bytes


class Marks:
    """Makes the marks of posts under a key. `random` gives random bytes by their number."""

    def __init__(self, key: bytes, random: Callable[[int], bytes]) -> None:
        self._key = key
        self._random = random

    def of(self, counted: Counted, post: Post, views: Views) -> Mark | Unknown:
        """The mark of a post for one thing that is counted; unknown where the platform did not say who wrote it."""
        links = sorted(set(_links(views.visible.text))) if counted is Counted.LINK else []
        if counted is Counted.LINK and not links:
            return Mark((), b"")
        if len(links) > MOST_LINKS:
            return _TOO_MANY_LINKS
        author = post.author.id
        if author is None:
            return _NOBODY
        match counted:
            case Counted.POSTS:
                # A post without a name of its own is another one each time that it is sent.
                member = self._random(_BYTES) if post.id is None else self._hash("post", post.id)
                return Mark((self._hash("author", author),), member)
            case Counted.TEXT:
                return Mark((self._hash("text", _plain(views.folded.text)),), self._hash("author of a text", author))
            case Counted.LINK:
                return Mark(tuple(self._hash("link", link) for link in links), self._hash("author of a link", author))

    def _hash(self, purpose: str, content: str) -> bytes:
        return hmac.digest(self._key, f"{purpose}\0{content}".encode(), "sha256")[:_BYTES]


_WORD = re.compile(r"[^\W_]+")


def _plain(folded: str) -> str:
    """A folded text with nothing in it but its words; one that has none, such as a row of emoji, stays as it is."""
    return " ".join(_WORD.findall(folded)) or folded.strip()


_SCHEME = re.compile(r"[a-z]+://", re.IGNORECASE)
_TRACKING = re.compile(r"(utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid)(=|\Z)")
"""Parameters that say where a reader came from and lead nowhere else."""


def _links(visible: str) -> Iterator[str]:
    """The links of a text, alike where they lead to the same page: the host in one form, the path, and the parameters that matter.

    The scheme, `www.`, a port, a slash at the end, the order of parameters, a fragment, and what only tells where readers came from do
    not count. A domain that is spelt out (`example dot com`) leads to its front page.
    """
    for span in read_links(visible).all:
        written, _, _ = _SCHEME.sub("", visible[span.start : span.end], count=1).partition("#")
        address, _, query = written.partition("?")
        _, slash, path = address.partition("/")
        asked = "&".join(sorted(one for one in query.split("&") if one and not _TRACKING.match(one)))
        yield f"{span.label.removeprefix('www.')}{unquote(slash + path).rstrip('/')}?{asked}"
