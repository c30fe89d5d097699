"""From Lark's parse tree to ours."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from lark import Token, Transformer
from lark.tree import Meta
from lark.visitors import v_args

from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.diagnostic import NOWHERE, Diagnostic, Place
from guidepost.rules.syntax.lexing import place_of

T = TypeVar("T")


class Fault(Exception):
    """A fault that ends the reading of one section."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause on its way into a section: the field it fills, its value, and whether it may come again."""

    field: str
    value: Any
    place: Place
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class GuidelineDraft:
    """A guideline as read."""

    guideline: t.Guideline


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule as read, not yet put under its guideline."""

    fields: dict[str, Any] = field(default_factory=dict)

    def under(self, guideline: str) -> t.Rule:
        """The rule under a guideline."""
        return t.Rule(guideline=guideline, **self.fields)


def _place(meta: Meta) -> Place:
    return NOWHERE if meta.empty else Place(meta.line, meta.column, meta.end_line, meta.end_column)


def _text(token: Token) -> str:
    # The grammar allows exactly JSON's short escapes, and no raw line break.
    return str(json.loads(str(token.value).replace("\t", "\\t"), strict=False))


def _number(token: Token) -> float:
    written = str(token.value)
    try:
        return float(written[:-1]) / 100 if written.endswith("%") else float(written)
    except ValueError:  # pragma: no cover - the terminal admits digits only
        raise Fault(Diagnostic("GP113", f"“{written}” is no number", place_of(token))) from None


def _name(token: Token) -> t.Name:
    return t.Name(str(token.value), place_of(token))


@v_args(meta=True)
class Build(Transformer[Token, Any]):
    """Builds the tree of one section. `comments` are (line, text) pairs that stand before or inside it."""

    def __init__(self, comments: Sequence[tuple[int, str]]) -> None:
        super().__init__()
        self._comments = list(comments)

    # Sections

    def policy_section(self, meta: Meta, children: list[Any]) -> t.PolicyHead:
        title, *parts = children
        above, fields = self._clauses(meta, parts)
        return t.PolicyHead(title=title, place=_place(meta), comments=above, **fields)

    def list_inline(self, meta: Meta, children: list[Any]) -> t.WordList:
        name, *phrases = children
        above = tuple(comment for _, comment in self._comments)
        return t.WordList(_name(name), tuple(_text(phrase) for phrase in phrases), place=_place(meta), comments=above)

    def list_from_file(self, meta: Meta, children: list[Any]) -> t.WordList:
        name, file = children
        above = tuple(comment for _, comment in self._comments)
        return t.WordList(_name(name), file=_text(file), place=_place(meta), comments=above)

    def guideline_section(self, meta: Meta, children: list[Any]) -> GuidelineDraft:
        name, title, *parts = children
        above, fields = self._clauses(meta, parts)
        return GuidelineDraft(t.Guideline(name=_name(name), title=title, place=_place(meta), comments=above, **fields))

    def rule_section(self, meta: Meta, children: list[Any]) -> RuleDraft:
        modality, name, *parts = children
        above, fields = self._clauses(meta, parts)
        return RuleDraft({"modality": modality, "name": _name(name), "place": _place(meta), "comments": above, **fields})

    def test_section(self, meta: Meta, children: list[Any]) -> t.Test:
        title, *parts = children
        above, fields = self._clauses(meta, parts)
        return t.Test(title=title, place=_place(meta), comments=above, **fields)

    def _clauses(self, meta: Meta, parts: Iterable[_Part]) -> tuple[tuple[str, ...], dict[str, Any]]:
        """Sort clauses into fields and give each the comments that stand above it or at its end."""
        fields: dict[str, Any] = {}
        repeated: dict[str, list[t.Clause[Any]]] = {}
        parts = list(parts)
        starts = [part.place.line for part in parts]
        comments = self._share_comments(_place(meta).line, starts)
        for part, above in zip(parts, comments[1:], strict=True):
            clause = t.Clause(part.value, part.place, tuple(above))
            if part.repeats:
                repeated.setdefault(part.field, []).append(clause)
            elif part.field in fields:
                word = part.field.replace("_", " ")
                first = fields[part.field].place
                raise Fault(
                    Diagnostic(
                        "GP114",
                        f"“{word}” stands here twice",
                        part.place,
                        "Keep one of the two.",
                        related=((first, "the first one"),),
                    )
                )
            else:
                fields[part.field] = clause
        return tuple(comments[0]), {**fields, **{name: tuple(clauses) for name, clauses in repeated.items()}}

    def _share_comments(self, start: int, clause_starts: Sequence[int]) -> list[list[str]]:
        """Give each comment to the section (entry 0) or to the clause that follows it or whose line it ends."""
        shares: list[list[str]] = [[] for _ in range(len(clause_starts) + 1)]
        for line, comment in self._comments:
            begun = bisect_right(clause_starts, line)
            ends_a_clause = begun > 0 and clause_starts[begun - 1] == line
            owner_below = min(begun + 1, len(clause_starts)) if line > start else 0
            shares[begun if ends_a_clause else owner_below].append(comment)
        return shares

    # Clauses

    def _part(self, name: str, value: Any, meta: Meta, *, repeats: bool = False) -> _Part:
        return _Part(name, value, _place(meta), repeats)

    def version(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("version", _text(children[0]), meta)

    def languages(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("languages", tuple(str(child) for child in children), meta)

    def default(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("default", children[0], meta)

    def on_unknown(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("on_unknown", children[0], meta)

    def appeals_to(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("appeals_to", _text(children[0]), meta)

    def threshold(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("thresholds", t.Threshold(_number(children[0]), children[1]), meta, repeats=True)

    def cites(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("cites", children[0], meta)

    def says(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("says", self._translations(children, meta), meta)

    def instead(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("instead", self._translations(children, meta), meta)

    def _translations(self, children: list[tuple[str, str]], meta: Meta) -> t.Translations:
        seen: set[str] = set()
        for language, _ in children:
            if language in seen:
                raise Fault(Diagnostic("GP114", f"“{language}” stands here twice", _place(meta), "Keep one of the two."))
            seen.add(language)
        return tuple(children)

    def translation(self, _meta: Meta, children: list[Any]) -> tuple[str, str]:
        return str(children[0]), children[1]

    def rule_id(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("id", _name(children[0]), meta)

    def when(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("when", children[0], meta)

    def unless(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("unless", children[0], meta)

    def then(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("then", children[0], meta)

    def consequence(self, _meta: Meta, children: list[Any]) -> t.Consequence:
        outcome, queue, within, redirect = children
        return t.Consequence(outcome, _text(queue) if queue else None, within, _text(redirect) if redirect else None)

    def risk(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("risk", _number(children[0]), meta)

    def excuses(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("excuses", tuple(_name(child) for child in children), meta)

    def may(self, _meta: Meta, _children: list[Any]) -> t.Modality:
        return t.Modality.MAY

    def should(self, _meta: Meta, _children: list[Any]) -> t.Modality:
        return t.Modality.SHOULD

    def must(self, _meta: Meta, _children: list[Any]) -> t.Modality:
        return t.Modality.MUST

    def must_not(self, _meta: Meta, _children: list[Any]) -> t.Modality:
        return t.Modality.MUST_NOT

    def outcome(self, _meta: Meta, children: list[Any]) -> t.Outcome:
        return t.Outcome[str(children[0]).upper()]

    # Conditions

    def condition_or(self, meta: Meta, children: list[Any]) -> t.Or:
        return t.Or(_flat(t.Or, children), _place(meta))

    def condition_and(self, meta: Meta, children: list[Any]) -> t.And:
        return t.And(_flat(t.And, children), _place(meta))

    def condition_not(self, meta: Meta, children: list[Any]) -> t.Not:
        return t.Not(children[0], _place(meta))

    def target_list(self, meta: Meta, children: list[Any]) -> t.Mentions:
        return t.Mentions(_name(children[0]), place=_place(meta))

    def target_phrases(self, meta: Meta, children: list[Any]) -> t.Mentions:
        return t.Mentions(tuple(_text(child) for child in children), place=_place(meta))

    def mentions_any(self, meta: Meta, children: list[t.Mentions]) -> t.Mentions:
        return replace(children[0], place=_place(meta))

    def mentions_all(self, meta: Meta, children: list[t.Mentions]) -> t.Mentions:
        return replace(children[0], quantifier=t.Quantifier.ALL, place=_place(meta))

    def mentions_at_least(self, meta: Meta, children: list[Any]) -> t.Mentions:
        minimum = _number(children[0])
        if minimum < 1 or minimum != int(minimum):
            raise Fault(
                Diagnostic(
                    "GP113", "“at least” takes a whole number from 1", place_of(children[0]), "Write, for example: at least 2 of …"
                )
            )
        targets: t.Mentions = children[1]
        return replace(targets, quantifier=t.Quantifier.AT_LEAST, minimum=int(minimum), place=_place(meta))

    def matches(self, meta: Meta, children: list[Any]) -> t.Matches:
        written = str(children[0])
        ignore_case = written.endswith("i")
        return t.Matches(written[1 : -2 if ignore_case else -1].replace("\\/", "/"), ignore_case, _place(meta))

    def violates(self, meta: Meta, children: list[Any]) -> t.Violates:
        return t.Violates(_name(children[0]), _place(meta))

    def count_of(self, meta: Meta, children: list[Any]) -> t.CountOf:
        return t.CountOf(_name(children[0]), str(children[1]), _number(children[2]), _place(meta))

    def found(self, meta: Meta, children: list[Any]) -> t.Found:
        return t.Found(_name(children[0]), _place(meta))

    def compare(self, meta: Meta, children: list[Any]) -> t.Compare:
        return t.Compare(_name(children[0]), str(children[1]), children[2], _place(meta))

    def is_unknown(self, meta: Meta, children: list[Any]) -> t.IsUnknown:
        return t.IsUnknown(_name(children[0]), _place(meta))

    def is_word(self, meta: Meta, children: list[Any]) -> t.Is:
        return t.Is(_name(children[0]), (children[1],), place=_place(meta))

    def is_not_word(self, meta: Meta, children: list[Any]) -> t.Is:
        return t.Is(_name(children[0]), (children[1],), negated=True, place=_place(meta))

    def is_one_of(self, meta: Meta, children: list[Any]) -> t.Is:
        return t.Is(_name(children[0]), tuple(children[1:]), place=_place(meta))

    def is_not_one_of(self, meta: Meta, children: list[Any]) -> t.Is:
        return t.Is(_name(children[0]), tuple(children[1:]), negated=True, place=_place(meta))

    def includes(self, meta: Meta, children: list[Any]) -> t.Includes:
        return t.Includes(_name(children[0]), children[1], _place(meta))

    # Tests

    def post(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("post", t.TestPost(children[0], tuple(children[1:])), meta)

    def fact(self, _meta: Meta, children: list[Any]) -> t.Fact:
        return t.Fact(_name(children[0]), children[1])

    def given_value(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("given", t.Fact(_name(children[0]), children[1]), meta, repeats=True)

    def given_found(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("given", t.Fact(_name(children[0]), t.Finding.FOUND), meta, repeats=True)

    def given_not_found(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("given", t.Fact(_name(children[0]), t.Finding.NOT_FOUND), meta, repeats=True)

    def given_unknown(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("given", t.Fact(_name(children[0]), t.Finding.UNKNOWN), meta, repeats=True)

    def expect_outcome(self, meta: Meta, children: list[Any]) -> _Part:
        outcome, *because = children
        rules = tuple(_name(name) for name in because if name is not None)
        return self._part("expects", t.ExpectOutcome(outcome, rules), meta, repeats=True)

    def expect_redirect(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("expects", t.ExpectRedirect(_text(children[0])), meta, repeats=True)

    def expect_queue(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("expects", t.ExpectQueue(_text(children[0])), meta, repeats=True)

    def expect_told(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("expects", t.ExpectTold(_name(children[0])), meta, repeats=True)

    def expect_excused(self, meta: Meta, children: list[Any]) -> _Part:
        rule, *because = children
        excuses = tuple(_name(name) for name in because if name is not None)
        return self._part("expects", t.ExpectExcused(_name(rule), excuses), meta, repeats=True)

    def expect_not(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("expects", t.ExpectNot(_name(children[0])), meta, repeats=True)

    # Leaves

    def number(self, _meta: Meta, children: list[Any]) -> float:
        return _number(children[0])

    def duration(self, _meta: Meta, children: list[Any]) -> t.Duration:
        return t.Duration(_number(children[0]), str(children[1]).rstrip("s"))

    def word(self, _meta: Meta, children: list[Any]) -> t.Word:
        token = children[0]
        quoted = token.type == "STRING"
        return t.Word(_text(token) if quoted else str(token.value), quoted, place_of(token))

    def text(self, _meta: Meta, children: list[Any]) -> str:
        return "".join(_text(child) for child in children)


def _flat(kind: type[t.And] | type[t.Or], children: Sequence[Any]) -> tuple[t.Condition, ...]:
    """`(a and b) and c` is `a and b and c`: brackets that change nothing are not kept."""
    parts: list[t.Condition] = []
    for child in children:
        parts += child.parts if isinstance(child, kind) else [child]
    return tuple(parts)
