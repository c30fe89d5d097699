"""The bodies of requests: a post, as a platform sends it."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import AwareDatetime, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from guidepost.api.schema.examples import BATCH_REQUEST, CHECK_REQUESTS
from guidepost.api.schema.strict import Strict
from guidepost.engine.post import LONGEST, Author, Post
from guidepost.engine.views import Format

_PRINTABLE = r"^[^\x00-\x1f\x7f]*$"
_SECONDS_A_DAY = 86_400.0
_MOST_COUNTED = 1_000_000_000
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})\Z")
_FIRST_YEAR, _LAST_YEAR = 1970, 2999

Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=200, pattern=_PRINTABLE)]
Language: TypeAlias = Annotated[str, Field(max_length=35, pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$")]


class AuthorIn(Strict):
    """Who wants to publish. Leave out what you do not know: rules that ask for it then see “unknown”, nothing is assumed."""

    id: Name | None = Field(
        default=None,
        description="Your own name for the author, one for all your platforms. Rules that count over time need it.",
    )
    role: Name | None = Field(default=None, description="For example `employee`, `contractor`.")
    unit: Name | None = Field(default=None, description="For example `press-office`.")
    team: Name | None = Field(default=None, description="For example `translational-medicine`.")
    region: Name | None = Field(default=None, description="For example `CH`.")
    tenure_days: float | None = Field(
        default=None, ge=0, le=36_525, allow_inf_nan=False, description="Days since the author joined."
    )
    language: Language | None = Field(default=None, description="The language to answer the author in, for example `de`.")
    posts: int | None = Field(default=None, ge=0, le=_MOST_COUNTED, description="How many posts the author has published so far.")
    held: int | None = Field(
        default=None, ge=0, le=_MOST_COUNTED, description="How many of the author's posts were held or blocked."
    )

    def author(self) -> Author:
        """The author as the engine knows one."""
        tenure = None if self.tenure_days is None else self.tenure_days * _SECONDS_A_DAY
        return Author(self.id, self.role, self.unit, self.region, tenure, self.language, self.posts, self.held, self.team)


class AttachmentIn(Strict):
    """Something that is published together with the text. Only its kind is looked at."""

    kind: Literal["image", "video", "audio", "document", "link", "poll", "other"]


class ParentAuthorIn(Strict):
    """Who wrote the post that is answered."""

    role: Name | None = Field(default=None, description="For example `customer`.")


class ParentIn(Strict):
    """The post that this one answers."""

    kind: Literal["post", "comment", "page", "reply"] | None = Field(default=None, description="What kind of post it is.")
    author: ParentAuthorIn = Field(default_factory=ParentAuthorIn, description="Who wrote it: role.")


class PostIn(Strict):
    """One post, and where it is going to appear."""

    text: str = Field(
        description=f"The text as the author wrote it, 1 to {LONGEST:,} characters, at least one of them visible.",
        json_schema_extra={"minLength": 1, "maxLength": LONGEST, "pattern": r"^[^\x00]*$"},
    )
    audience: Literal["internal", "external"] = Field(description="Who will be able to read it.")
    format: Literal["plain", "markdown", "html"] = Field(default="plain", description="How the text is marked up.")
    channel: Name | None = Field(default=None, description="Where it will appear, for example `linkedin` or `intranet`.")
    kind: Literal["post", "comment", "page", "reply"] = Field(default="post", description="What kind of post it is.")
    language: Language | None = Field(
        default=None, description="The language of the text, where you know it. Otherwise it is detected."
    )
    topics: Annotated[list[Name], Field(max_length=50)] | None = Field(default=None, description="Topics the author declared.")
    id: Name | None = Field(
        default=None,
        description="Your own name for the post; it comes back as `post_id`. The same one for a changed post: it counts once over time.",
    )
    author: AuthorIn = Field(
        default_factory=AuthorIn, description="Who wrote it: id, role, unit, team, region, tenure_days, language, posts, held."
    )
    attachments: Annotated[list[AttachmentIn], Field(max_length=100)] | None = Field(
        default=None, description="What is published with it, each with its `kind`."
    )
    parent: ParentIn | None = Field(default=None, description="The post that it answers: kind, author.role.")
    flags: int | None = Field(default=None, ge=0, le=_MOST_COUNTED, description="How many readers have flagged it.")
    posted_at: AwareDatetime | None = Field(
        default=None,
        description="When it will be published, with a time zone, for example `2026-12-01T08:00:00+01:00`. Without it: now.",
    )

    @field_validator("posted_at", mode="before")
    @classmethod
    def _moment(cls, value: object) -> datetime | None:
        """A moment as RFC 3339 writes it, with its time zone, from 1970 to 2999."""
        if value is None:
            return None
        with suppress(ValueError, OverflowError):
            if isinstance(value, str) and _MOMENT.match(value):
                moment = datetime.fromisoformat(value).astimezone(UTC)
                if _FIRST_YEAR <= moment.year <= _LAST_YEAR:
                    return moment
        raise PydanticCustomError("moment", "Expected a moment with its time zone")

    def post(self) -> Post:
        """The post as the engine knows one."""
        return Post(
            text=self.text,
            audience=self.audience,
            format=Format(self.format),
            channel=self.channel,
            kind=self.kind,
            language=self.language,
            topics=None if self.topics is None else frozenset(self.topics),
            author=self.author.author(),
            id=self.id,
            attachments=None if self.attachments is None else tuple(attachment.kind for attachment in self.attachments),
            parent_kind=self.parent.kind if self.parent else None,
            parent_author_role=self.parent.author.role if self.parent else None,
            flags=self.flags,
            posted=self.posted_at.timestamp() if self.posted_at else None,
        )


class CheckRequest(PostIn):
    """A post to check."""

    model_config = ConfigDict(json_schema_extra={"examples": CHECK_REQUESTS})

    thorough: bool = Field(
        default=False, description="Compute every signal, so that all reasons are found and not only those that decide."
    )


class BatchRequest(Strict):
    """Posts to check together: all are decided and kept, or none."""

    model_config = ConfigDict(json_schema_extra={"examples": [BATCH_REQUEST]})

    posts: list[PostIn] = Field(min_length=1, max_length=100)
    thorough: bool = Field(default=False, description="Compute every signal for every post.")
