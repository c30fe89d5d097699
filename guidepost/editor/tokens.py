"""A policy text as words, also where it is broken: the parser's own words, with their offsets."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from functools import cache, lru_cache
from itertools import dropwhile, takewhile
from typing import NamedTuple

from lark import Lark
from lark import Token as LarkToken
from lark.lexer import BasicLexer, LexerThread

from guidepost.rules.syntax.context import Context
from guidepost.rules.syntax.lexing import SECTION_STARTS, grammar


class Token(NamedTuple):
    """One word of a policy text. `kind` is the grammar's name for it, `start` counts characters from 0."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind the last character."""
        return self.start + len(self.text)


@cache
def language() -> Lark:
    """The grammar, ready to cut a text into words and to be asked what may come next."""
    return Lark(grammar(), parser="lalr", lexer="basic", start=sorted(set(SECTION_STARTS.values())))


@cache
def keyword_kinds() -> dict[str, str]:
    """By the grammar's name of a word: the word of the language that it stands for."""
    return {
        terminal.name: terminal.pattern.value
        for terminal in language().terminals
        if terminal.pattern.type == "str" and terminal.pattern.value.isalpha()
    }


@cache
def _lexer() -> BasicLexer:
    """Cuts into words and leaves none out; made once, for Lark's own way to ask for that makes a new one for each text."""
    with_all = copy(language().lexer_conf)
    with_all.ignore = ()
    return BasicLexer(with_all)


@lru_cache(maxsize=65_536)
def _of_line(line: str) -> tuple[tuple[str, str, int], ...]:
    # No word of the language goes over a line's end, so a line that was read before need not be read again: that is what keeps
    # a large file responsive while somebody types in one of its lines.
    read: Callable[[None], Iterator[LarkToken]] = LexerThread.from_text(_lexer(), line).lex
    return tuple((token.type, str(token.value), token.start_pos or 0) for token in read(None) if token.type != "SPACE")


def tokens_of(text: str) -> Iterator[Token]:
    """Every word of a text, remarks too, in order."""
    start = 0
    context = Context(SECTION_STARTS)
    for line in text.split("\n"):
        for kind, value, column in _of_line(line):
            yield Token(kind if kind == "COMMENT" else context.take(kind), value, start + column)
        start += len(line) + 1


def is_name(word: str) -> bool:
    """Whether a word can be a name: well formed, and no word of the language."""
    return "\n" not in word and [(kind, text) for kind, text, _ in _of_line(word)] == [("NAME", word)]


def first_text(tokens: Iterable[Token]) -> str:
    """The first text among some words, put together where it stands in several pairs of quotes."""
    behind = dropwhile(lambda token: token.kind != "STRING", tokens)
    return "".join(text_of(token) for token in takewhile(lambda token: token.kind == "STRING", behind))


def text_of(token: Token) -> str:
    """What a text in quotes says; as it stands where it is malformed."""
    try:
        return str(json.loads(token.text, strict=False))
    except ValueError:
        return token.text.strip('"')
