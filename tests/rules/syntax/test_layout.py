"""Line ends, marks and invisible characters; how the formatter breaks lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidepost.rules.syntax import GuideError, parse, write
from guidepost.rules.syntax import tree as t
from tests.rules.guides import conditions

POLICY = 'policy "p"\n\nguideline g "g"\n\n  must not r\n    # why\n    when a found\n    then block\n'


@pytest.mark.parametrize(
    "text",
    [
        POLICY.replace("\n", "\r\n"),
        POLICY.replace("\n", "\r\n\r\n"),
        "\ufeff" + POLICY,
        POLICY.replace("  ", "\t"),
        POLICY.replace("\n\n", "\n\f\n"),
        POLICY.rstrip("\n"),
        POLICY + "\n\n  \n",
    ],
    ids=["windows", "blank-lines", "byte-order-mark", "tabs", "form-feeds", "no-last-line-end", "blank-end"],
)
def test_layout_carries_no_meaning(text: str) -> None:
    assert write(parse(text)) == POLICY


def test_a_tab_in_a_text_is_kept() -> None:
    file = parse('policy "a\tb"')
    assert file.head.title == "a\tb"
    assert parse(write(file)) == file


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x85", "\ud800", "\r"])
@pytest.mark.parametrize(
    "place", ['policy "a{}b"', 'policy "x" # a{}b', 'policy "x" guideline g "g" must r when text matches /a{}b/']
)
def test_invisible_characters_are_refused_where_they_stand(character: str, place: str) -> None:
    text = place.format(character)
    with pytest.raises(GuideError) as caught:
        parse(text)
    [finding] = caught.value.diagnostics
    assert finding.code == "GP103"
    assert text[finding.place.column - 1] == character


def test_places_are_counted_the_same_with_windows_line_ends() -> None:
    faulty = 'policy "p"\nguideline g "g"\n  must not r wen x'
    found = []
    for text in (faulty, faulty.replace("\n", "\r\n")):
        with pytest.raises(GuideError) as caught:
            parse(text)
        found.append([(finding.code, finding.place) for finding in caught.value.diagnostics])
    assert found[0] == found[1]


@pytest.mark.parametrize("levels", [59, 60])
def test_sixty_levels_are_read_and_written(levels: int) -> None:
    nested = "(a found or b found and " * levels + "a found" + ")" * levels
    file = parse(f'policy "p" guideline g "g" must not r when {nested}')
    assert parse(write(file)) == file


LONG = [f"phrase number {number}" for number in range(14)]


def test_long_lines_are_broken_between_phrases_and_before_and_and_or() -> None:
    phrases = ", ".join(f'"{phrase}"' for phrase in LONG[:9])
    file = parse(
        f'policy "p" guideline g "g" must not r when audience is external and (text mentions any of ({phrases})'
        f" or not (toxicity >= 0.5 and text mentions any of ({phrases}))) and channel is not one of ({phrases})"
        f" unless text mentions any of ({phrases})"
        f" then block may m when a found excuses {', '.join(f'g.a-rather-long-name-{number}' for number in range(8))}"
    )
    written = write(file)
    assert max(map(len, written.splitlines())) <= 112
    assert parse(written) == file
    assert written.splitlines()[5:16] == [
        "    when audience is external",
        '      and (text mentions any of ("phrase number 0", "phrase number 1", "phrase number 2", "phrase number 3",',
        '          "phrase number 4", "phrase number 5", "phrase number 6", "phrase number 7", "phrase number 8")',
        "        or not (toxicity >= 0.5",
        '          and text mentions any of ("phrase number 0", "phrase number 1", "phrase number 2",',
        '            "phrase number 3", "phrase number 4", "phrase number 5", "phrase number 6", "phrase number 7",',
        '            "phrase number 8")))',
        '      and channel is not one of ("phrase number 0", "phrase number 1", "phrase number 2", "phrase number 3",',
        '        "phrase number 4", "phrase number 5", "phrase number 6", "phrase number 7", "phrase number 8")',
        '    unless text mentions any of ("phrase number 0", "phrase number 1", "phrase number 2", "phrase number 3",',
        '      "phrase number 4", "phrase number 5", "phrase number 6", "phrase number 7", "phrase number 8")',
    ]


@given(st.lists(conditions, min_size=2, max_size=4).map(tuple))
@settings(max_examples=60, deadline=None)
def test_broken_lines_say_the_same(parts: tuple[t.Condition, ...]) -> None:
    flat = tuple(part for part in parts if not isinstance(part, t.And))
    condition: t.Condition = t.And(flat) if len(flat) > 1 else parts[0]
    rule = t.Rule("g", t.Modality.MUST_NOT, t.Name("r"), when=t.Clause(condition))
    file = t.PolicyFile(t.PolicyHead("p"), guidelines=(t.Guideline(t.Name("g"), "g"),), rules=(rule,))
    assert parse(write(file)) == file


def test_rules_of_guidelines_that_share_a_name_are_written_once() -> None:
    text = (
        'policy "P"\nguideline g "G" must not a when flags > 1\n'
        'guideline h "H" must not b when flags > 2\nguideline g "G" must not c when flags > 3'
    )
    names = [rule.name.value for rule in parse(write(parse(text))).rules]
    assert sorted(names) == ["a", "b", "c"]


def test_what_a_layer_applies_by_is_not_read_on_into_the_next_clause() -> None:
    for condition in ("a", "not a", "b and a", "b or not a", "b and (b or a)", "author.region is ch"):
        file = parse(f'policy "P"\n  layer l extends "p.guide"\n  applies when ({condition})\n  on unknown block')
        assert parse(write(file)) == file
