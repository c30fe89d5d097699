"""A text that cannot be checked, as a problem that points at it."""

from __future__ import annotations

from collections.abc import Sequence

from guidepost.api.problem_kinds import KINDS
from guidepost.api.problems import FieldError, Problem
from guidepost.engine.post import Post, PostRejected, acceptable
from guidepost.engine.views import make_views


def rejected(error: PostRejected, pointer: str) -> Problem:
    """The problem of a rejected text. English tells the engine's own words, which name the place inside the text."""
    explained = KINDS[error.code].explanation
    message = {**explained, "en": str(error)}
    return Problem(error.code, message, [FieldError(pointer, message)])


def first_rejected(posts: Sequence[Post]) -> int:
    """The position of the first post that has to be rejected, knowing that there is one."""
    return next((position for position, post in enumerate(posts) if not _readable(post)), 0)


def _readable(post: Post) -> bool:
    try:
        acceptable(post.text)
    except PostRejected:
        return False
    return bool(make_views(post.text, post.format).folded.text.strip())
