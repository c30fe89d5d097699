"""Positions are right whatever stands in the line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidepost.editor.positions import Encoding, Lines, Position
from guidepost.rules.syntax import Place

texts = st.text(st.sampled_from("aä€🎉\n\r\u2028\x0b"), max_size=30)


@pytest.mark.parametrize(("encoding", "character"), [("utf-16", 4), ("utf-32", 3), ("utf-8", 7)])
def test_characters_are_counted_in_the_units_agreed_on(encoding: Encoding, character: int) -> None:
    lines = Lines("x\nä🎉b", encoding)
    assert lines.position(5) == (1, character)
    assert lines.offset(Position(1, character)) == 5


@settings(deadline=None)
@given(texts, st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_every_offset_comes_back(text: str, encoding: Encoding) -> None:
    lines = Lines(text, encoding)
    for offset in range(len(text) + 1):
        assert lines.offset(lines.position(offset)) == offset


@settings(deadline=None)
@given(texts, st.integers(0, 50), st.integers(0, 50))
def test_a_position_outside_the_text_is_moved_into_it(text: str, line: int, character: int) -> None:
    offset = Lines(text).offset(Position(line, character))
    assert 0 <= offset <= len(text)


@pytest.mark.parametrize(
    ("place", "covered"),
    [
        (Place(2, 1, 2, 3), "cd"),
        (Place(2, 2, 2, 99), "d 🎉"),
        (Place(1, 2, 3, 2), "b"),
        (Place(9, 1, 9, 2), "e"),
        (Place(1, 9, 1, 10), ""),
    ],
)
def test_a_place_of_the_checker_stays_in_its_first_line(place: Place, covered: str) -> None:
    text = "ab\ncd 🎉\nef"
    start, end = Lines(text).span(place)
    assert text[start:end] == covered
