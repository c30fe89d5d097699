"""Where phrases, lists and patterns are found."""

from __future__ import annotations

import time

import pytest

from guidepost.signals import Span
from tests.rules.policies import GUIDELINE, HEAD, compiled, evaluate


def places(condition: str, text: str) -> list[str] | None:
    """The parts of the text that make a condition true, or None when it is false."""
    fired = evaluate(compiled(GUIDELINE + f"must not r when {condition}"), text).fired
    return [text[span.start : span.end] for span in fired[0].evidence[0].spans] if fired else None


@pytest.mark.parametrize(
    ("condition", "text", "found"),
    [
        ('text mentions "art"', "art, Art; start arty", ["art", "Art"]),
        ('text mentions "art*"', "art start arty", ["art", "art"]),
        ('text mentions "*art"', "start arty", ["art"]),
        ('text mentions "*art*"', "starts", ["art"]),
        ('text mentions "two words"', "two words, two  words", ["two words"]),
        ('text mentions "c++"', "we like c++ here", ["c++"]),
        ('text mentions "#tag"', "x #tag #tags", ["#tag"]),
        ('text mentions "straße"', "strasse", ["strasse"]),
        ('text mentions "東京"', "私は東京にいる", ["東京"]),
        ('text mentions "a_b"', "a_b a_b_c", ["a_b"]),
        ('text mentions any of ("x", "y")', "y z x", ["y", "x"]),
        ('text mentions all of ("x", "y")', "x z", None),
        ('text mentions all of ("x", "y")', "x z y", ["x", "y"]),
        ('text mentions all of ("x", "X")', "x", ["x", "x"]),
        ('text mentions at least 2 of ("x", "y", "z")', "x x", None),
        ('text mentions at least 2 of ("x", "y", "z")', "z x", ["z", "x"]),
        ('text mentions at least 2 of ("x", "X", "y")', "x", None),
        ('text mentions "art" except "art director"', "art director, art", ["art"]),
        ('text mentions "art" except "art director"', "art director", None),
        ('text mentions "x" except ("x y", "z x")', "x y, z x", None),
        ('text mentions "x" except ("x y", "z x")', "x y x z x", ["x"]),
        ('text mentions all of ("x", "y") except "x z"', "x z y", None),
        ('text mentions at least 2 of ("x", "y") except "x z"', "x z y x", ["x", "y"]),
        ('text mentions "x" at least 3 times', "x x", None),
        ('text mentions "x" at least 3 times', "x, x y x", ["x", "x", "x"]),
        ('text mentions any of ("x", "y") at least 3 times', "x y x", ["x", "y", "x"]),
        ('text mentions any of ("x", "x y") at least 2 times', "x y", None),
        ('text mentions "x" except "x z" at least 2 times', "x z x", None),
        ('text mentions "x" at least 30 times', "x " * 29, None),
        ('text mentions "x" at least 30 times', "x " * 30, ["x"] * 30),
        ('text mentions "a" within 1 word of "b"', "a b", ["a", "b"]),
        ('text mentions "a" within 1 word of "b"', "a, b", ["a", "b"]),
        ('text mentions "a" within 1 word of "b"', "a c b", None),
        ('text mentions "a" within 2 words of "b"', "b c a", ["b", "a"]),
        ('text mentions "a a" within 3 words of "b b"', "a a c c b b", ["a a", "b b"]),
        ('text mentions "a" within 9 words of "a"', "a", None),
        ('text mentions "a" within 2 words of "a"', "a x a", ["a", "a"]),
        ('text mentions any of ("a", "c") within 1 word of ("b", "d")', "a x b c", ["b", "c"]),
        ('text mentions "a" except "a b" within 1 word of "b"', "a b", None),
        ('text mentions "東" within 2 words of "京"', "東の京", ["東", "京"]),
        ("text matches /[0-9]+/", "ä 12 🙂 345", ["12", "345"]),
        ("text matches /abc/", "ABC", None),
        ("text matches /abc/i", "ABC", ["ABC"]),
        (r"text matches /a\/b/", "a/b", ["a/b"]),
    ],
)
def test_places(condition: str, text: str, found: list[str] | None) -> None:
    got = places(condition, text)
    assert (None if got is None else sorted(got)) == (None if found is None else sorted(found))


def test_a_list_says_which_phrase_was_found() -> None:
    policy = compiled(HEAD + 'list names "Nightjar", "Blue*" guideline g "G" must not r when text mentions any of names')
    [fired] = evaluate(policy, "a bluebird").fired
    assert fired.evidence[0].spans == (Span(2, 6, "Blue"),)


def test_phrases_with_and_without_a_star_are_kept_apart() -> None:
    policy = compiled(GUIDELINE + 'must not r when text mentions "art"\nmust not s when text mentions "art*"')
    assert [one.rule.name for one in evaluate(policy, "arty").fired] == ["g.s"]


def test_a_post_cannot_make_us_carry_more_than_twenty_places_of_a_phrase() -> None:
    assert places('text mentions "x"', "x " * 1000) == ["x"] * 20


def test_a_hostile_post_is_read_in_linear_time() -> None:
    policy = compiled(
        GUIDELINE + 'must not r when text matches /(a+)+b/ or text matches /(a|aa)+c/ or text mentions "' + "a" * 50 + '*"'
    )
    started = time.process_time()
    evaluate(policy, "a" * 100_000)
    assert time.process_time() - started < 5


def test_places_beyond_those_kept_are_still_near_enough() -> None:
    assert places('text mentions "x" within 1 word of "y"', "x z " * 500 + "x y") == ["x", "y"]
    assert places('text mentions "x" except "x z"', "x z " * 500 + "x") == ["x"]


@pytest.mark.parametrize("unit", ["x y ", "x ", "y z z z z z z x ", "x z "])
def test_near_and_except_take_linear_time(unit: str) -> None:
    policy = compiled(GUIDELINE + 'must not r when text mentions "x" except "x z" within 5 words of ("y", "y y")')
    started = time.process_time()
    evaluate(policy, unit * (100_000 // len(unit)))
    assert time.process_time() - started < 5
