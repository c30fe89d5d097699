"""Which words the grammar lets come next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from lark import Token as LarkToken
from lark.exceptions import UnexpectedToken
from lark.parsers.lalr_interactive_parser import InteractiveParser

from guidepost.editor.tokens import Token, keyword_kinds, language
from guidepost.rules.syntax.lexing import SECTION_STARTS

END = "$END"
"""Stands among the words that may come next where the section may end."""

_HEADS = {
    "POLICY": ("POLICY", "STRING"),
    "LIST": ("LIST", "NAME"),
    "DEFINE": ("DEFINE", "NAME"),
    "GUIDELINE": ("GUIDELINE", "NAME", "STRING"),
    "MAY": ("MAY", "NAME"),
    "SHOULD": ("SHOULD", "NAME"),
    "MUST": ("MUST", "NAME"),
    "TEST": ("TEST", "STRING"),
}
"""The words each kind of section has before its first clause."""


@cache
def clause_starts(section: str) -> frozenset[str]:
    """The words that clauses of a kind of section begin with; none where it is not made of clauses."""
    accepted = _accepted(_after_head(section))
    return accepted & keyword_kinds().keys() if END in accepted else frozenset()


def starts_clause(section: Sequence[Token], position: int) -> bool:
    """Whether a clause begins at this word; the `post` of `for each post` and of `with 1 post within …` is in the middle of one."""
    if section[position].kind not in clause_starts(section[0].kind):
        return False
    before = [token.kind for token in section[max(0, position - 2) : position]]
    return before[-1:] != ["EACH"] and before != ["WITH", "NUMBER"]


def expected(section: Sequence[Token]) -> frozenset[str]:
    """The kinds of words that may follow the first words of a section. Words that cannot stand where they do are stepped over."""
    kind = section[0].kind
    last = max((position for position in range(len(section)) if starts_clause(section, position)), default=None)
    if last is not None:
        parser, rest = _after_head(kind), section[last:]
    else:
        parser, rest = language().parse_interactive(start=SECTION_STARTS[kind]), _without_phrases(section)
    for token in rest:
        try:
            parser.feed_token(LarkToken(token.kind, token.text))
        except UnexpectedToken:
            continue
    return _accepted(parser)


def then_forced(section: Sequence[Token], kind: str) -> tuple[str, ...]:
    """The words that can only follow once `kind` has: after `at` always `least`."""
    words = [*section, Token(kind, keyword_kinds()[kind], 0)]
    forced: list[str] = []
    while len(following := expected(words)) == 1 and (only := next(iter(following))) in keyword_kinds():
        forced.append(only)
        words.append(Token(only, keyword_kinds()[only], 0))
    return tuple(forced)


def _accepted(parser: InteractiveParser) -> frozenset[str]:
    # Lark does not say what it gives back.
    accepts: Callable[[], set[str]] = parser.accepts
    return frozenset(accepts())


def _after_head(section: str) -> InteractiveParser:
    parser = language().parse_interactive(start=SECTION_STARTS[section])
    for kind in _HEADS[section]:
        parser.feed_token(LarkToken(kind, ""))
    return parser


def _without_phrases(section: Sequence[Token]) -> Sequence[Token]:
    """A list may have very many phrases; what may follow the last is what may follow the first."""
    if section[0].kind != "LIST" or len(section) <= 3:
        return section
    return [*section[:3], *(section[-1:] if section[-1].kind == "COMMA" else ())]
