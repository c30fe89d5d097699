"""A decision that would have been another one."""

from __future__ import annotations

import msgspec

from guidepost.engine.backtest.verdict import Move, Verdict

_SHOWN = 80
"""Characters of a post that a person is shown."""


class Changed(msgspec.Struct, frozen=True):
    """A decision that would have been another one; `policy` is the digest that decided then, `text` how the post begins."""

    id: str
    decided_at: str
    policy: str
    move: Move
    before: Verdict
    now: Verdict
    post_id: str | None
    text: str


def beginning(text: str, *, readable: bool) -> str:
    """How a post begins, on one line; unless `readable`, every letter and digit is a dot, so that only its shape is seen."""
    line = " ".join(text[: 4 * _SHOWN].split())
    shown = f"{line[:_SHOWN]}…" if len(line) > _SHOWN or len(text) > 4 * _SHOWN else line
    shown = "".join(character if character.isprintable() else "�" for character in shown)
    return shown if readable else "".join("•" if character.isalnum() else character for character in shown)
