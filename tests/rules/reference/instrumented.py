"""The grammar once more, from what the reference read of it, with a name of its own for every alternative: so that a test can see which
alternatives a text goes through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lark import Lark, Token, Tree

from guidepost.rules.reference import grammar
from guidepost.rules.reference.grammar import Choice, Literal, Maybe, Reference, Repeated, Sequence, Symbol
from guidepost.rules.syntax.lexing import SECTION_STARTS, split
from guidepost.rules.syntax.lexing import grammar as source


def _lark(symbol: Symbol) -> str:
    match symbol:
        case Literal(text):
            return f'"{text}"'
        case Reference(name):
            return name
        case Sequence(parts):
            return " ".join(map(_lark, parts))
        case Choice(parts):
            return f"({' | '.join(map(_lark, parts))})"
        case Maybe(part):
            return f"[{_lark(part)}]"
        case Repeated(part, needed):
            return f"({_lark(part)}){'+' if needed else '*'}"


@cache
def _keys() -> dict[str, str]:
    """By the name of an alternative in the grammar made here: its key."""
    return {f"alternative_{number}": one.key for number, one in enumerate(grammar.alternatives())}


@cache
def _parser() -> Lark:
    names = {(one.rule, one.symbol): name for one, name in zip(grammar.alternatives(), _keys(), strict=True)}
    lines = []
    for rule, body in grammar.rules().items():
        parts = body.parts if isinstance(body, Choice) else (body,)
        shown = [f"{_lark(part)} -> {names[rule, part]}" if (rule, part) in names else _lark(part) for part in parts]
        lines.append(f"{rule}: {' | '.join(shown)}")
    terminals = re.findall(r"^(?:[A-Z][A-Z_]*(?:\.-?\d+)?:|%).*$", source(), re.MULTILINE)
    return Lark(
        "\n".join([*lines, *terminals]), parser="lalr", propagate_positions=True, start=sorted(set(SECTION_STARTS.values()))
    )


def gone_through(text: str) -> Iterator[tuple[str, int, int]]:
    """Each alternative that a text goes through: its key, and the offsets where what it reads begins and ends."""
    sections, _, faults = split(text)
    assert not faults
    for section in sections:
        reader = _parser().parse_interactive(start=section.start)
        for token in section.tokens:
            reader.feed_token(token)
        yield from _in(reader.feed_eof(Token("$END", "")))


def _in(tree: Tree[Token]) -> Iterator[tuple[str, int, int]]:
    for node in tree.iter_subtrees():
        if node.data in _keys() and not node.meta.empty:
            yield _keys()[node.data], node.meta.start_pos, node.meta.end_pos
