"""Words and names are told apart in every policy, and as far as possible in half a policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import Token as LarkToken

from guidepost.editor.expected import clause_starts, expected
from guidepost.editor.outline import Outline
from guidepost.editor.roles import Role
from guidepost.editor.tokens import Token, is_name, language, tokens_of
from guidepost.rules.syntax import parse, write
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.context import Context
from guidepost.rules.syntax.lexing import SECTION_STARTS
from guidepost.signals.rates import rate_named
from tests.editor.marked import POLICY
from tests.rules.guides import files

pieces = st.sampled_from([*'abz_-. \n\r\t"/\\#,()🎉é0 5%<>=', "must", "not", "days", "list", '"x"', "/y/i", "same", "link", "by"])
anything = st.lists(pieces, max_size=40).map("".join)


@settings(deadline=None)
@given(anything | files().map(write))
def test_line_by_line_the_words_are_those_the_parser_reads(text: str) -> None:
    def words(tokens: Iterator[LarkToken]) -> list[tuple[str, str, int]]:
        context = Context(SECTION_STARTS)
        read = [token for token in tokens if token.type != "SPACE"]
        kinds = [token.type if token.type == "COMMENT" else context.take(token.type) for token in read]
        return [(kind, str(token.value), token.start_pos or 0) for kind, token in zip(kinds, read, strict=True)]

    assert [tuple(token) for token in tokens_of(text)] == words(language().lex(text, dont_ignore=True))


_ROLES = {
    (t.WordList, "name"): Role.LIST,
    (t.Mentions, "phrases"): Role.LIST,
    (t.Mentions, "besides"): Role.LIST,
    (t.LinksTo, "domains"): Role.LIST,
    (t.Definition, "name"): Role.DEFINITION,
    (t.Defined, "name"): Role.DEFINITION,
    (t.Guideline, "name"): Role.GUIDELINE,
    (t.Violates, "guideline"): Role.GUIDELINE,
    (t.OnDay, "days"): Role.WORD,
    (t.Fact, "name"): Role.SIGNAL,
    (t.Layer, "name"): Role.LAYER,
    (t.Rule, "name"): Role.RULE,
    (t.Rule, "id"): Role.ID,
}
"""What a name in a field of the tree stands for, where the name of the field does not say it."""


@settings(max_examples=100, deadline=None)
@given(files())
def test_every_name_has_the_role_the_parser_gives_it(tree: t.PolicyFile) -> None:
    text = write(tree)
    given_by_parser = {(name.place.line, name.place.column, role) for name, role in _names(parse(text))}
    found = set()
    for mention in Outline(text).mentions:
        before = text[: mention.token.start]
        found.add((before.count("\n") + 1, mention.token.start - before.rfind("\n"), mention.role))
    assert {each for each in found if each[2] not in (Role.LANGUAGE, Role.WORD)} == {
        each for each in given_by_parser if each[2] is not Role.WORD
    }
    assert found >= given_by_parser


def _names(node: object, owner: object = None, field: str = "") -> Iterator[tuple[t.Name, Role]]:
    """Every name in a tree, and what it stands for; a rate is told in words of the language, and none of them is a name."""
    if isinstance(node, t.Name) and rate_named(node.value):
        return
    if isinstance(node, t.Name):
        by_field = {"signal": Role.SIGNAL, "excuses": Role.RULE, "because": Role.RULE, "rule": Role.RULE}
        yield node, _ROLES.get((type(owner), field)) or by_field[field]
    elif isinstance(node, tuple):
        for child in node:
            yield from _names(child, owner, field)
    elif isinstance(node, t.Clause):
        yield from _names(node.value, owner, field)
    elif is_dataclass(node):
        for each in fields(node):
            yield from _names(getattr(node, each.name), node, each.name)


def test_the_heads_of_all_kinds_of_sections_are_known() -> None:
    assert all(expected([Token(kind, kind.lower(), 0)]) for kind in SECTION_STARTS)
    assert {kind for kind in SECTION_STARTS if not clause_starts(kind)} == {"LIST", "DEFINE"}


@settings(deadline=None)
@given(st.integers(0, len(POLICY)))
def test_half_a_policy_keeps_the_names_that_are_there(length: int) -> None:
    whole, half = Outline(POLICY), Outline(POLICY[:length])
    for kind in ("lists", "guidelines", "rules"):
        finished = {name for name, section in getattr(whole, kind).items() if section.name.end < length}
        assert finished <= set(getattr(half, kind))


@pytest.mark.parametrize(
    ("word", "fits"),
    [
        ("leak", True),
        ("leak-it.now_2", True),
        ("must", False),
        ("days", False),
        ("Leak", False),
        ("two words", False),
        ("a\nb", False),
        ("", False),
    ],
)
def test_what_can_be_a_name(word: str, fits: bool) -> None:
    assert is_name(word) is fits
