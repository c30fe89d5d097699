"""A text that cannot be checked, as a problem that points at it."""

from __future__ import annotations

from guidepost.api.problem_kinds import KINDS
from guidepost.api.problems import FieldError, Problem
from guidepost.engine.post import PostRejected


def rejected(error: PostRejected, pointer: str) -> Problem:
    """The problem of a rejected text. English tells the engine's own words, which name the place inside the text."""
    explained = KINDS[error.code].explanation
    message = {**explained, "en": str(error)}
    return Problem(error.code, message, [FieldError(pointer, message)])
