"""A post, as an author wants to publish it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from guidepost.engine.views import Format
from guidepost.signals import Unknown, UnknownReason, Value

LONGEST = 100_000
"""The most characters (code points) a post may have."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class PostRejected(ValueError):
    """A text that cannot be checked at all. `code` is stable, the message for a person; `position` counts a batch's posts from 0."""

    def __init__(self, code: str, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.position = position


@dataclass(frozen=True, slots=True)
class Author:
    """Who wants to publish. What is missing is *unknown* to rules, never assumed.

    `tenure` is in seconds; `posts` counts what was published so far, `held` what was held or blocked.
    """

    id: str | None = None
    role: str | None = None
    unit: str | None = None
    region: str | None = None
    tenure: float | None = None
    language: str | None = None
    posts: int | None = None
    held: int | None = None
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """What an author wants to publish, where, and to whom. `id` is the platform's own name for it.

    `attachments` holds the kind of each; `parent_…` speak of the post that it answers; `flags` counts readers' flags; `posted` is when
    it is published, in seconds since 1970-01-01T00:00:00Z, and now where nothing is said.
    """

    text: str
    audience: str
    format: Format = Format.PLAIN
    channel: str | None = None
    kind: str = "post"
    language: str | None = None
    topics: frozenset[str] | None = None
    author: Author = field(default_factory=Author)
    id: str | None = None
    attachments: Sequence[str] | None = None
    parent_kind: str | None = None
    parent_author_role: str | None = None
    flags: int | None = None
    posted: float | None = None

    def facts(self, now: float | None = None, asked: Collection[str] | None = None) -> Mapping[str, Value]:
        """The signals that came with the post. A fact the platform did not send is unknown.

        Where `asked` is given, of the rarer facts only those that were sent or asked for are in it, so that decisions do not record what
        nobody said and nobody asked. `now` is when the post is published unless it says.
        """
        given: dict[str, Value | None] = {
            "audience": self.audience,
            "channel": self.channel,
            "kind": self.kind,
            "topics": self.topics,
            "author.role": self.author.role,
            "author.unit": self.author.unit,
            "author.region": self.author.region,
            "author.tenure": self.author.tenure,
        }
        rare: dict[str, Value | None] = {
            "author.team": self.author.team,
            "author.posts": self.author.posts,
            "author.held": self.author.held,
            "attachments": None if self.attachments is None else len(self.attachments),
            "attachments.kinds": None if self.attachments is None else frozenset(self.attachments),
            "parent.kind": self.parent_kind,
            "parent.author.role": self.parent_author_role,
            "community.flags": self.flags,
            "posted": self.posted,
        }
        if asked is None or "posted" in asked:
            rare["posted"] = now if self.posted is None else self.posted
        given |= {name: value for name, value in rare.items() if value is not None or asked is None or name in asked}
        missing = Unknown(UnknownReason.NOT_GIVEN, "the platform did not send it")
        return {name: missing if value is None else value for name, value in given.items()}


def acceptable(text: str, position: int = 0) -> None:
    """Raise `PostRejected` for a text that no reader could see or no system could store. `position` is the post's in its batch."""
    if len(text) > LONGEST:
        raise PostRejected(
            "text_too_long", f"The text has {len(text):,} characters; at most {LONGEST:,} can be checked. Split it.", position
        )
    if "\x00" in text:
        raise PostRejected("text_has_nul", f"The text holds a NUL character at position {text.index(chr(0))}. Remove it.", position)
    half = _SURROGATE.search(text)
    if half:
        raise PostRejected(
            "text_has_lone_surrogate",
            f"The text holds half of a character (U+{ord(half[0]):04X}) at position {half.start()}. Send whole characters.",
            position,
        )
