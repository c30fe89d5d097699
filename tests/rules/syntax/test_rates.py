"""Rates over time: how they are written, and that their words stay names where they always were."""

from __future__ import annotations

import pytest

from guidepost.rules.syntax import GuideError, parse, write
from guidepost.rules.syntax import tree as t
from guidepost.signals.rates import Counted, Rate

RULE = 'policy "P"\nguideline g "G"\nmust not r when '

TEN_MINUTES = Rate(Counted.POSTS, 600)
AN_HOUR = Rate(Counted.TEXT, 3600)
A_DAY = Rate(Counted.LINK, 86_400)
A_WEEK = Rate(Counted.LINK, 604_800)
A_MONTH = Rate(Counted.LINK, 2_592_000)
HALF_AN_HOUR = Rate(Counted.POSTS, 1800)
SOON = Rate(Counted.TEXT, 90)


def condition(written: str) -> t.Condition:
    """The condition of a rule."""
    [rule] = parse(RULE + written).rules
    assert rule.when is not None
    return rule.when.value


def formatted(text: str) -> str:
    """The one way to write a condition."""
    return write(parse(RULE + text)).partition("when ")[2].strip()


@pytest.mark.parametrize(
    ("written", "meant", "canonical"),
    [
        ("more than 5 posts within 10 minutes by author", t.Often(TEN_MINUTES, ">", 5), None),
        ("at least 6 posts within 10 minutes by author", t.Often(TEN_MINUTES, ">=", 6), None),
        ("6 posts within 600 seconds by author", t.Often(TEN_MINUTES, ">=", 6), "at least 6 posts within 10 minutes by author"),
        ("more than 1 post within 0.5 hours by author", t.Often(HALF_AN_HOUR, ">", 1), "more than 1 post within 30 minutes by author"),
        ("same text by 3 authors within 1 hour", t.Often(AN_HOUR, ">=", 3), "same text by at least 3 authors within 1 hour"),
        ("same text by more than 2 authors within 60 minutes", t.Often(AN_HOUR, ">", 2), "same text by more than 2 authors within 1 hour"),
        ("same link by at least 1 author within 24 hours", t.Often(A_DAY, ">=", 1), "same link by at least 1 author within 1 day"),
        ("same link by 5 authors within 7 days", t.Often(A_WEEK, ">=", 5), "same link by at least 5 authors within 1 week"),
        ("same link by 5 authors within 30 days", t.Often(A_MONTH, ">=", 5), "same link by at least 5 authors within 30 days"),
        ("same text by 2 authors within 1.5 minutes", t.Often(SOON, ">=", 2), "same text by at least 2 authors within 90 seconds"),
        ("posts within 10 minutes by author is unknown", t.IsUnknown(t.Name("posts within 10 minutes by author")), None),
        ("same text by authors within 60 minutes is unknown", t.IsUnknown(t.Name(AN_HOUR.name)), f"{AN_HOUR.name} is unknown"),
    ],
)  # fmt: skip
def test_a_rate_is_read_and_written_one_way(written: str, meant: t.Condition, canonical: str | None) -> None:
    assert condition(written) == meant
    assert formatted(written) == (canonical or written)
    assert condition(canonical or written) == meant


def test_a_rate_joins_other_conditions() -> None:
    written = "kind is a and (more than 5 posts within 10 minutes by author or not same text by at least 3 authors within 1 hour)"
    meant = condition(written)
    assert isinstance(meant, t.And)
    assert " ".join(formatted(written).split()) == written


@pytest.mark.parametrize(
    ("written", "name", "value"),
    [
        ("6 posts within 10 minutes by author", "posts within 10 minutes by author", 6.0),
        ("1 post within 60 seconds by author", "posts within 1 minute by author", 1.0),
        ("same text by 3 authors within 1 hour", "same text by authors within 1 hour", 3.0),
        ("same link by 1 author within 1 day", "same link by authors within 1 day", 1.0),
        ("posts within 10 minutes by author unknown", "posts within 10 minutes by author", t.Finding.UNKNOWN),
        ("same link by authors within 1 day unknown", "same link by authors within 1 day", t.Finding.UNKNOWN),
    ],
)
def test_a_test_says_what_was_counted(written: str, name: str, value: t.Given) -> None:
    text = f'policy "P"\n\ntest "t"\n  post "p"\n  with {written}\n  expect allow\n'
    [test] = parse(text).tests
    assert [clause.value for clause in test.given] == [t.Fact(t.Name(name), value)]
    assert parse(write(parse(text))) == parse(text)


def test_what_is_given_may_stand_before_the_post() -> None:
    [test] = parse('policy "P" test "t" with toxicity 0.5 with 1 post within 1 hour by author post "p" expect allow').tests
    assert test.post is not None
    assert len(test.given) == 2


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("more than 5 posts within 10 minutes", "“by”"),
        ("more than 5 posts by author", "“within”"),
        ("more than 5 posts within 10 by author", "a unit of time"),
        ("more 5 posts within 10 minutes by author", "“than”"),
        ("same page by 3 authors within 1 hour", "“link” or “text”"),
        ("same text by 3 people within 1 hour", "“author” or “authors”"),
        ("same text by authors within 1 hour", "“is”"),
        ("posts within 1 hour by author > 5", "“is”"),
    ],
)
def test_half_a_rate_is_refused_with_what_is_missing(written: str, hint: str) -> None:
    with pytest.raises(GuideError) as refused:
        condition(written)
    [finding] = refused.value.diagnostics
    # Either word may be named first: Lark keeps no order.
    assert hint in finding.hint or " or ".join(reversed(hint.split(" or "))) in finding.hint


@pytest.mark.parametrize("word", ["more", "same", "posts", "link", "by", "author", "authors"])
def test_the_words_of_rates_are_names_everywhere_else(word: str) -> None:
    text = (
        f'policy "P"\n\nlist {word} "a"\n\nguideline {word} "G"\n\n'
        f"  must not {word}\n    when topics includes {word} and kind is {word} or kind is not one of (x, {word})\n\n"
        f"  may quote\n    when violates {word} and kind is not {word}\n    excuses {word}.{word}\n\n"
        f'test "t"\n  post "p" kind {word} topics {word}\n  with kind {word}\n  expect not {word}.{word}\n'
    )
    assert write(parse(text)) == text
