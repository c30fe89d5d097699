"""What is written can be read back, and reading survives anything."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from guidepost.rules.syntax import GuideError, PolicyFile, parse, write
from guidepost.rules.syntax.lexing import reserved_words
from tests.rules.guides import files

slow = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@given(files())
@slow
def test_reading_what_was_written_gives_the_same_tree(file: PolicyFile) -> None:
    assert parse(write(file)) == file


@given(files())
@slow
def test_writing_twice_changes_nothing(file: PolicyFile) -> None:
    once = write(file)
    assert write(parse(once)) == once


_vocabulary = st.sampled_from(
    [
        *sorted(reserved_words()),
        '"text"',
        '"open',
        "/a+/",
        "/open",
        "name",
        "a.b",
        "0.5",
        "4",
        "hours",
        "(",
        ")",
        ",",
        ">=",
        "#x",
        "\n",
        "§",
        "„",
    ]
)


@given(st.lists(_vocabulary, max_size=60).map(" ".join) | st.text(max_size=200))
@example("policy")
@example("\x00\ud800".encode("utf-8", "replace").decode())
@example('policy "a" \\')
@settings(max_examples=250, deadline=None)
def test_nonsense_is_refused_with_places_and_never_crashes(text: str) -> None:
    try:
        parse(text)
    except GuideError as error:
        refused = error
    else:
        return
    lines = text.split("\n")
    assert refused.diagnostics
    for finding in refused.diagnostics:
        assert 1 <= finding.place.line <= len(lines)
        assert 1 <= finding.place.column <= len(lines[finding.place.line - 1]) + 1
        assert finding.message


@pytest.mark.parametrize(
    "nonsense",
    [
        'policy "x"\n' + "(" * 100_000,
        'policy "x" guideline g "g" must r when ' + "not " * 40_000,
        'policy "x" guideline g "g" must r when ' + ("not " * 50 + "(a found or ") * 800,
        '"' * 1_000_000,
        '"' + "\\n" * 100_000 + "\\",
        "must " * 40_000,
        "é" * 200_000,
        "# c\n" * 50_000,
        'policy "x" test "t" post "x" ' + "expect allow\n" * 12_000 + "expect",
        'policy "x" guideline g "g" says ' + "".join(f'a{number} "" ' for number in range(15_000)) + 'a0 ""',
    ],
    ids=["brackets", "nots", "both", "quotes", "escapes", "keywords", "strays", "comments", "clauses", "languages"],
)
def test_nonsense_is_refused_in_linear_time(nonsense: str) -> None:
    started = time.process_time()
    with pytest.raises(GuideError):
        parse(nonsense)
    # Far above what it takes, far below what anything worse than linear would.
    assert time.process_time() - started < 60


def test_a_file_larger_than_the_limit_is_refused() -> None:
    with pytest.raises(GuideError, match="GP106"):
        parse("#" * 1_048_577)


def test_order_and_layout_of_clauses_carry_no_meaning() -> None:
    one = parse('policy "p" guideline g "g"\n must not r when a found then block risk 0.5 id x')
    other = parse('policy "p"\nguideline g "g"\n\n  must not r\n id x\n risk 50%\n then block when (a found)')
    assert one == other


def test_comments_are_kept_above_the_clause_they_belong_to() -> None:
    text = parse_and_write(
        """
        # The head.
        policy "p" # titled
          default allow
        guideline g "g"
          # Why the rule is here.
          must not r
            when a found # the condition
            # what follows
            then block
        # The end.
        """
    )
    assert text == (
        '# The head.\n# titled\npolicy "p"\n  default allow\n\nguideline g "g"\n\n  # Why the rule is here.\n  must not r\n'
        "    # the condition\n    when a found\n    # what follows\n    then block\n\n# The end.\n"
    )


def parse_and_write(text: str) -> str:
    return write(parse(text))


def test_a_long_text_is_cut_at_spaces_into_several_quotes() -> None:
    long = "Client names and project code names stay inside the company, whoever asks and however kindly. " * 4
    written = write(parse(f'policy "p" guideline g "g" says en "{long}"'))
    assert max(map(len, written.splitlines())) <= 120
    [guideline] = parse(written).guidelines
    assert guideline.says is not None
    assert guideline.says.value == (("en", long),)
