"""From Lark's parse tree to ours: conditions, and the values that stand in them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from math import isinf
from typing import Any

from lark import Token, Transformer
from lark.tree import Meta
from lark.visitors import v_args

from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.diagnostic import NOWHERE, Diagnostic, Place
from guidepost.rules.syntax.lexing import place_of
from guidepost.signals.rates import Counted, Rate


class Fault(Exception):
    """A fault that ends the reading of one section."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def place_in(meta: Meta) -> Place:
    return NOWHERE if meta.empty else Place(meta.line, meta.column, meta.end_line, meta.end_column)


def text_in(token: Token) -> str:
    # The grammar allows exactly JSON's short escapes, and no raw line break.
    return str(json.loads(str(token.value).replace("\t", "\\t"), strict=False))


def number_in(token: Token) -> float:
    written = str(token.value)
    number = float(written[:-1]) / 100 if written.endswith("%") else float(written)
    if isinf(number):
        raise Fault(Diagnostic("GP113", f"“{written[:20]}…” is too large a number", place_of(token), "Write a smaller one."))
    return number


def name_in(token: Token) -> t.Name:
    return t.Name(str(token.value), place_of(token))


@v_args(meta=True)
class BuildCondition(Transformer[Token, Any]):
    """Builds conditions."""

    def condition_or(self, meta: Meta, children: list[Any]) -> t.Or:
        return t.Or(_flat(t.Or, children), place_in(meta))

    def condition_and(self, meta: Meta, children: list[Any]) -> t.And:
        return t.And(_flat(t.And, children), place_in(meta))

    def condition_not(self, meta: Meta, children: list[Any]) -> t.Not:
        return t.Not(children[0], place_in(meta))

    def defined(self, meta: Meta, children: list[Any]) -> t.Defined:
        return t.Defined(name_in(children[0]), place_in(meta))

    def target_list(self, meta: Meta, children: list[Any]) -> t.Mentions:
        return t.Mentions(name_in(children[0]), place=place_in(meta))

    def target_phrases(self, meta: Meta, children: list[Any]) -> t.Mentions:
        return t.Mentions(tuple(text_in(child) for child in children), place=place_in(meta))

    def as_written(self, _meta: Meta, children: list[t.Mentions]) -> t.Mentions:
        return children[0]

    def in_any_form(self, _meta: Meta, children: list[t.Mentions]) -> t.Mentions:
        return replace(children[0], forms=True)

    def besides(self, _meta: Meta, children: list[t.Mentions]) -> t.Phrases:
        return children[0].phrases

    def sought(self, meta: Meta, children: list[Any]) -> t.Mentions:
        targets, *besides = children
        return _besides(targets, besides, meta)

    def mentions_any(self, meta: Meta, children: list[t.Mentions]) -> t.Mentions:
        return replace(children[0], place=place_in(meta))

    def mentions_times(self, meta: Meta, children: list[Any]) -> t.Mentions:
        times = _whole(children[1], "at least", "at least 3 times")
        sought: t.Mentions = children[0]
        return replace(sought, quantifier=t.Quantifier.TIMES, minimum=times, place=place_in(meta))

    def near(self, meta: Meta, children: list[Any]) -> t.Near:
        return t.Near(children[0], children[2], _whole(children[1], "within", "within 5 words of …"), place_in(meta))

    def mentions_all(self, meta: Meta, children: list[Any]) -> t.Mentions:
        return replace(_besides(children[0], children[1:], meta), quantifier=t.Quantifier.ALL)

    def mentions_at_least(self, meta: Meta, children: list[Any]) -> t.Mentions:
        number, targets, *besides = children
        minimum = _whole(number, "at least", "at least 2 of …")
        return replace(_besides(targets, besides, meta), quantifier=t.Quantifier.AT_LEAST, minimum=minimum)

    def links_to(self, meta: Meta, children: list[t.Mentions]) -> t.LinksTo:
        return t.LinksTo(children[0].phrases, place=place_in(meta))

    def links_elsewhere(self, meta: Meta, children: list[t.Mentions]) -> t.LinksTo:
        return t.LinksTo(children[0].phrases, elsewhere=True, place=place_in(meta))

    def before(self, meta: Meta, children: list[Any]) -> t.Dated:
        return t.Dated(name_in(children[0]), children[1], place=place_in(meta))

    def after(self, meta: Meta, children: list[Any]) -> t.Dated:
        return t.Dated(name_in(children[0]), children[1], after=True, place=place_in(meta))

    def between(self, meta: Meta, children: list[Any]) -> t.Clocked:
        signal, start, end, zone = children
        return t.Clocked(name_in(signal), _clock(start), _clock(end), str(zone), place_in(meta))

    def on_day(self, meta: Meta, children: list[Any]) -> t.OnDay:
        signal, *days, zone = children
        return t.OnDay(name_in(signal), tuple(name_in(day) for day in days), str(zone), place_in(meta))

    def more_than(self, _meta: Meta, children: list[Any]) -> tuple[str, int]:
        return ">", _whole(children[0], "more than", "more than 5 posts …")

    def at_least(self, _meta: Meta, children: list[Any]) -> tuple[str, int]:
        return ">=", _whole(children[0], "at least", "at least 3 authors …")

    def window(self, _meta: Meta, children: list[t.Duration]) -> float:
        # A thousandth of a millisecond is finer than any clock here, and takes away what multiplying has left behind.
        return round(children[0].seconds, 6)

    def same_text(self, _meta: Meta, _children: list[Any]) -> Counted:
        return Counted.TEXT

    def same_link(self, _meta: Meta, _children: list[Any]) -> Counted:
        return Counted.LINK

    def posts_often(self, meta: Meta, children: list[Any]) -> t.Often:
        (operator, number), seconds = children
        return t.Often(Rate(Counted.POSTS, seconds), operator, number, place_in(meta))

    def shared_often(self, meta: Meta, children: list[Any]) -> t.Often:
        counted, (operator, number), seconds = children
        return t.Often(Rate(counted, seconds), operator, number, place_in(meta))

    def posts_rate(self, meta: Meta, children: list[Any]) -> t.Name:
        return t.Name(Rate(Counted.POSTS, children[0]).name, place_in(meta))

    def shared_rate(self, meta: Meta, children: list[Any]) -> t.Name:
        counted, seconds = children
        return t.Name(Rate(counted, seconds).name, place_in(meta))

    def rate_unknown(self, meta: Meta, children: list[t.Name]) -> t.IsUnknown:
        return t.IsUnknown(children[0], place_in(meta))

    def matches(self, meta: Meta, children: list[Any]) -> t.Matches:
        written = str(children[0])
        ignore_case = written.endswith("i")
        return t.Matches(written[1 : -2 if ignore_case else -1].replace("\\/", "/"), ignore_case, place_in(meta))

    def violates(self, meta: Meta, children: list[Any]) -> t.Violates:
        return t.Violates(name_in(children[0]), place_in(meta))

    def count_of(self, meta: Meta, children: list[Any]) -> t.CountOf:
        return t.CountOf(name_in(children[0]), str(children[1]), number_in(children[2]), place_in(meta))

    def found(self, meta: Meta, children: list[Any]) -> t.Found:
        return t.Found(name_in(children[0]), place_in(meta))

    def compare(self, meta: Meta, children: list[Any]) -> t.Compare:
        return t.Compare(name_in(children[0]), str(children[1]), children[2], place_in(meta))

    def is_unknown(self, meta: Meta, children: list[Any]) -> t.IsUnknown:
        return t.IsUnknown(name_in(children[0]), place_in(meta))

    def is_word(self, meta: Meta, children: list[Any]) -> t.Is:
        return t.Is(name_in(children[0]), (children[1],), place=place_in(meta))

    def is_not_word(self, meta: Meta, children: list[Any]) -> t.Is:
        return t.Is(name_in(children[0]), (children[1],), negated=True, place=place_in(meta))

    def is_one_of(self, meta: Meta, children: list[Any]) -> t.Is:
        return t.Is(name_in(children[0]), tuple(children[1:]), place=place_in(meta))

    def is_not_one_of(self, meta: Meta, children: list[Any]) -> t.Is:
        return t.Is(name_in(children[0]), tuple(children[1:]), negated=True, place=place_in(meta))

    def includes(self, meta: Meta, children: list[Any]) -> t.Includes:
        return t.Includes(name_in(children[0]), children[1], place_in(meta))

    def number(self, _meta: Meta, children: list[Any]) -> float:
        return number_in(children[0])

    def moment(self, _meta: Meta, children: list[Any]) -> t.Moment:
        date, clock, zone = children
        return t.Moment(str(date), _clock(clock) if clock else None, str(zone))

    def duration(self, _meta: Meta, children: list[Any]) -> t.Duration:
        return t.Duration(number_in(children[0]), str(children[1]).rstrip("s"))

    def word(self, _meta: Meta, children: list[Any]) -> t.Word:
        token = children[0]
        quoted = token.type == "STRING"
        return t.Word(text_in(token) if quoted else str(token.value), quoted, place_of(token))

    def text(self, _meta: Meta, children: list[Any]) -> str:
        return "".join(text_in(child) for child in children)


def _flat(kind: type[t.And] | type[t.Or], children: Sequence[Any]) -> tuple[t.Condition, ...]:
    """`(a and b) and c` is `a and b and c`: brackets that change nothing are not kept."""
    parts: list[t.Condition] = []
    for child in children:
        parts += child.parts if isinstance(child, kind) else [child]
    return tuple(parts)


def _besides(sought: t.Mentions, besides: Sequence[t.Phrases], meta: Meta) -> t.Mentions:
    return replace(sought, besides=besides[0] if besides else (), place=place_in(meta))


def _whole(token: Token, words: str, example: str) -> int:
    number = number_in(token)
    if number < 1 or number != int(number):
        raise Fault(
            Diagnostic("GP113", f"“{words}” takes a whole number from 1", place_of(token), f"Write, for example: {example}")
        )
    return int(number)


def _clock(token: Token) -> str:
    return str(token).zfill(len("00:00"))
