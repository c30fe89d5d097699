from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidepost.api.language import preferred


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, None),
        ("", None),
        ("de", "de"),
        ("de-CH", "de"),
        ("DE-de;q=0.4, en;q=0.3", "de"),
        ("fr, en;q=0.2, de;q=0.7", "de"),
        ("en, de", "en"),
        ("de;q=0, en;q=0.1", "en"),
        ("*", None),
        ("de;q=high, en;q=0.1", "en"),
        ("de;q=nan", None),
        ("den, ens", None),
    ],
)
def test_the_language_wanted_most_is_chosen(header: str | None, language: str | None) -> None:
    assert preferred(header) == language


@given(st.text())
def test_any_header_gives_a_language_that_is_spoken_or_none(header: str) -> None:
    assert preferred(header) in (None, "en", "de")
