"""The inline parser of markdown-it-py, made to remember where in the source each token was found."""

from __future__ import annotations

from typing import Final, Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

_PLACE: Final = "place"


def place(token: Token) -> int:
    """Where in the source of its inline block a token begins: at its first mark, if it has marks."""
    found = token.meta.get(_PLACE, 0)
    return int(found)


class _TracingState(StateInline):
    """Notes the position at which text is set aside and at which tokens are pushed.

    Rules set text aside before they advance, and what they set aside lies together in the source, so the first position is enough.
    """

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, out_tokens: list[Token]) -> None:
        super().__init__(src, md, env, out_tokens)
        self._pending_place: int | None = None
        self._last_text_place: int | None = None

    def append_pending(self, text: str) -> None:
        if self._pending_place is None:
            self._pending_place = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802
        token = super().pushPending()
        token.meta[_PLACE] = self._pending_place
        self._pending_place = None
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        if not self.pending:
            self._pending_place = None
        before = self.tokens[-1] if self.tokens and not self.pending else None
        token = super().push(ttype, tag, nesting)
        token.meta[_PLACE] = self.pos
        if ttype == "text":
            # A run of marks is pushed as one token each, before the position moves past them all.
            if before is not None and before.type == "text" and self._last_text_place == self.pos:
                token.meta[_PLACE] = place(before) + len(before.content)
            self._last_text_place = self.pos
        return token


class TracingInline(ParserInline):
    """`ParserInline` over a state that traces. Adjacent texts stay apart, since what stood between them is not text."""

    def __init__(self) -> None:
        super().__init__()
        self.ruler.disable("linkify")
        self.ruler2.disable("fragments_join")

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _TracingState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens
