"""From Lark's parse tree to ours."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from lark import Token
from lark.tree import Meta
from lark.visitors import v_args

from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.build_conditions import BuildCondition, Fault, name_in, number_in, place_in, text_in
from guidepost.rules.syntax.diagnostic import Diagnostic, Place
from guidepost.signals.rates import Counted, Rate

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause on its way into a section: the field it fills, its value, and whether it may come again."""

    field: str
    value: Any
    place: Place
    repeats: bool = False


class _Citation(NamedTuple):
    """What a guideline cites, in the policy's first language and in further ones."""

    text: str
    translations: t.Translations


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


@v_args(meta=True)
class Build(BuildCondition):
    """Builds the tree of one section. `comments` are (line, text) pairs that stand before or inside it."""

    def __init__(self, comments: Sequence[tuple[int, str]]) -> None:
        super().__init__()
        self._comments = list(comments)

    # Sections

    def policy_section(self, meta: Meta, children: list[Any]) -> t.PolicyHead:
        title, *parts = children
        above, fields = self._clauses(meta, parts)
        return t.PolicyHead(title=title, place=place_in(meta), comments=above, **fields)

    def list_inline(self, meta: Meta, children: list[Any]) -> t.WordList:
        name, *phrases = children
        above = tuple(comment for _, comment in self._comments)
        return t.WordList(name_in(name), tuple(text_in(phrase) for phrase in phrases), place=place_in(meta), comments=above)

    def list_from_file(self, meta: Meta, children: list[Any]) -> t.WordList:
        name, file = children
        above = tuple(comment for _, comment in self._comments)
        return t.WordList(name_in(name), file=text_in(file), place=place_in(meta), comments=above)

    def define_section(self, meta: Meta, children: list[Any]) -> t.Definition:
        above = tuple(comment for _, comment in self._comments)
        return t.Definition(name_in(children[0]), children[1], place_in(meta), above)

    def guideline_section(self, meta: Meta, children: list[Any]) -> GuidelineDraft:
        name, title, *rest = children
        translations = [one for one in rest if isinstance(one, tuple)]
        above, fields = self._clauses(meta, [one for one in rest if isinstance(one, _Part)])
        cites: t.Clause[_Citation] | None = fields.pop("cites", None)
        if cites is not None:
            fields["cites"] = t.Clause(cites.value.text, cites.place, cites.comments)
            fields["cites_in"] = cites.value.translations
        title_in = self._translations(translations, meta)
        if title is None and title_in:
            raise Fault(
                Diagnostic("GP115", "a title is translated that does not stand here", place_in(meta), "Write the title before it.")
            )
        if title == "":
            hint = "Write one. Only a guideline of a layer above, opened again, has none, and no quotes either."
            raise Fault(Diagnostic("GP115", "the title is empty", place_in(meta), hint))
        return GuidelineDraft(
            t.Guideline(name=name_in(name), title=title or "", title_in=title_in, place=place_in(meta), comments=above, **fields)
        )

    def rule_section(self, meta: Meta, children: list[Any]) -> RuleDraft:
        modality, name, *parts = children
        above, fields = self._clauses(meta, parts)
        return RuleDraft({"modality": modality, "name": name_in(name), "place": place_in(meta), "comments": above, **fields})

    def test_section(self, meta: Meta, children: list[Any]) -> t.Test:
        title, *parts = children
        above, fields = self._clauses(meta, parts)
        return t.Test(title=title, place=place_in(meta), comments=above, **fields)

    def _clauses(self, meta: Meta, parts: Iterable[_Part]) -> tuple[tuple[str, ...], dict[str, Any]]:
        """Sort clauses into fields and give each the comments that stand above it or at its end."""
        fields: dict[str, Any] = {}
        repeated: dict[str, list[t.Clause[Any]]] = {}
        parts = list(parts)
        starts = [part.place.line for part in parts]
        comments = self._share_comments(place_in(meta).line, starts)
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
        return _Part(name, value, place_in(meta), repeats)

    def version(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("version", text_in(children[0]), meta)

    def languages(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("languages", tuple(str(child) for child in children), meta)

    def default(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("default", children[0], meta)

    def on_unknown(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("on_unknown", children[0], meta)

    def appeals_to(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("appeals_to", text_in(children[0]), meta)

    def threshold(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("thresholds", t.Threshold(number_in(children[0]), children[1]), meta, repeats=True)

    def layer(self, meta: Meta, children: list[Any]) -> _Part:
        name, extends = children
        return self._part("layer", t.Layer(name_in(name), text_in(extends)), meta)

    def applies(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("applies", children[0], meta)

    def cites(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("cites", _Citation(children[0], self._translations(children[1:], meta)), meta)

    def says(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("says", self._translations(children, meta), meta)

    def instead(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("instead", self._translations(children, meta), meta)

    def _translations(self, children: Sequence[tuple[str, str]], meta: Meta) -> t.Translations:
        seen: set[str] = set()
        for language, _ in children:
            if language in seen:
                raise Fault(Diagnostic("GP114", f"“{language}” stands here twice", place_in(meta), "Keep one of the two."))
            seen.add(language)
        return tuple(children)

    def translation(self, _meta: Meta, children: list[Any]) -> tuple[str, str]:
        return str(children[0]), children[1]

    def rule_id(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("id", name_in(children[0]), meta)

    def when(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("when", children[0], meta)

    def unless(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("unless", children[0], meta)

    def then(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("then", children[0], meta)

    def consequence(self, _meta: Meta, children: list[Any]) -> t.Consequence:
        outcome, queue, within, redirect = children
        channel, channel_in = redirect or (None, ())
        return t.Consequence(outcome, text_in(queue) if queue else None, within, channel, channel_in)

    def redirect(self, meta: Meta, children: list[Any]) -> tuple[str, t.Translations]:
        return text_in(children[0]), self._translations(children[1:], meta)

    def risk(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("risk", number_in(children[0]), meta)

    def because(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("because", children[0], meta)

    def overridable(self, meta: Meta, _children: list[Any]) -> _Part:
        return self._part("overridable", True, meta)

    def excuses(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("excuses", tuple(name_in(child) for child in children), meta)

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

    # Tests

    def post(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("post", t.TestPost(children[0], tuple(children[1:])), meta)

    def each_post(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("each_post", t.PostFile(text_in(children[0]), tuple(children[1:])), meta)

    def cases(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("cases", text_in(children[0]), meta)

    def fact(self, _meta: Meta, children: list[Any]) -> t.Fact:
        return t.Fact(name_in(children[0]), children[1])

    def given_value(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("given", t.Fact(name_in(children[0]), children[1]), meta, repeats=True)

    def given_found(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("given", t.Fact(name_in(children[0]), t.Finding.FOUND), meta, repeats=True)

    def given_not_found(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("given", t.Fact(name_in(children[0]), t.Finding.NOT_FOUND), meta, repeats=True)

    def given_unknown(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("given", t.Fact(name_in(children[0]), t.Finding.UNKNOWN), meta, repeats=True)

    def given_posts(self, meta: Meta, children: list[Any]) -> _Part:
        number, seconds = children
        return self._counted(Rate(Counted.POSTS, seconds), number, meta)

    def given_shared(self, meta: Meta, children: list[Any]) -> _Part:
        counted, number, seconds = children
        return self._counted(Rate(counted, seconds), number, meta)

    def _counted(self, rate: Rate, number: Token, meta: Meta) -> _Part:
        return self._part("given", t.Fact(t.Name(rate.name, place_in(meta)), number_in(number)), meta, repeats=True)

    def given_rate_unknown(self, meta: Meta, children: list[t.Name]) -> _Part:
        return self._part("given", t.Fact(children[0], t.Finding.UNKNOWN), meta, repeats=True)

    def expect_outcome(self, meta: Meta, children: list[Any]) -> _Part:
        outcome, *because = children
        rules = tuple(name_in(name) for name in because if name is not None)
        return self._part("expects", t.ExpectOutcome(outcome, rules), meta, repeats=True)

    def expect_redirect(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("expects", t.ExpectRedirect(text_in(children[0])), meta, repeats=True)

    def expect_queue(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("expects", t.ExpectQueue(text_in(children[0])), meta, repeats=True)

    def expect_told(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("expects", t.ExpectTold(name_in(children[0])), meta, repeats=True)

    def expect_excused(self, meta: Meta, children: list[Any]) -> _Part:
        rule, *because = children
        excuses = tuple(name_in(name) for name in because if name is not None)
        return self._part("expects", t.ExpectExcused(name_in(rule), excuses), meta, repeats=True)

    def expect_not(self, meta: Meta, children: list[Any]) -> _Part:
        return self._part("expects", t.ExpectNot(name_in(children[0])), meta, repeats=True)
