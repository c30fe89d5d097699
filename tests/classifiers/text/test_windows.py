"""Splitting of long texts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidepost.classifiers.text.windows import windows

LENGTHS = st.integers(0, 300)
ROOMS = st.tuples(st.integers(1, 5), st.integers(0, 10), st.integers(1, 30))


@given(LENGTHS, ROOMS)
def test_every_piece_is_in_a_window_and_neighbours_overlap(length: int, rooms: tuple[int, int, int]) -> None:
    head, overlap, step = rooms
    opening, body, end = [-number for number in range(1, head + 1)], list(range(length)), -99
    longest = head + 1 + overlap + step
    made = list(windows([*opening, *body, end], head, longest, overlap))
    inner = [window[head:-1] for window in made]
    assert all(window[:head] == opening and window[-1] == end and len(window) <= longest for window in made)
    assert sorted({piece for window in inner for piece in window}) == body
    assert all(window == list(range(window[0], window[0] + len(window))) for window in inner if window)
    assert all(later[0] + overlap <= earlier[-1] + 1 for earlier, later in pairwise(inner))


def test_a_text_that_fits_is_one_window() -> None:
    assert list(windows([1, 2, 3, 4], 1, 4, 1)) == [[1, 2, 3, 4]]


def test_the_last_window_is_as_long_as_the_others() -> None:
    assert list(windows([0, 1, 2, 3, 4, 5, 9], 1, 6, 1)) == [[0, 1, 2, 3, 4, 9], [0, 2, 3, 4, 5, 9]]


def test_windows_that_could_not_move_forward_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot overlap"):
        list(windows([1, 2, 3, 4], 1, 4, 2))
