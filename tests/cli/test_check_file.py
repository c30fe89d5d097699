"""`guidepost check FILE`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import lines

Check = Callable[..., Result]


def written(folder: Path, name: str, content: bytes | str) -> Path:
    """A file with this content."""
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def test_every_line_is_answered_in_order(check: Check, tmp_path: Path) -> None:
    posts = [{"text": f"{word} {number}", "audience": "external"} for number, word in enumerate(["Nightjar", "Hello"] * 70)]
    result = check(written(tmp_path, "posts.jsonl", "\n".join(map(json.dumps, posts))), "--json")
    told = lines(result)
    assert [each["line"] for each in told] == list(range(1, 141))
    assert [each["decision"]["outcome"] for each in told] == ["block", "allow"] * 70
    assert result.exit_code == 5
    assert "140 posts" in result.stderr


def test_bad_lines_are_named_and_the_others_checked(check: Check, run: Check, data: Path, tmp_path: Path) -> None:
    content = b"\n".join(
        [
            b'\xef\xbb\xbf{"text": "Hello", "audience": "internal"}',
            b"",
            b'{"text": "Hello"',
            b'{"text": "caf\xe9"}',
            b'{"text": "a\\ud800b"}',
            b'{"text": "a\\u0000b"}',
            b'{"text": "\\u200b"}',
            b"[1, 2]",
            b'{"text": "Hello", "audiense": "internal"}',
            b'{"text": "' + b"x" * 100_001 + b'"}',
            b'{"text": "the end"}',
        ]
    )
    result = check(written(tmp_path, "posts.jsonl", content), "--audience", "internal", "--json")
    told = {each["line"]: each for each in lines(result)}
    assert result.exit_code == 2
    assert [number for number, each in told.items() if "decision" in each] == [1, 11]
    for number, says in (
        (3, "line 1, column"),
        (4, "0xe9"),
        (5, "half of a character"),
        (6, "NUL"),
        (7, "no text that a reader could see"),
        (8, "Expected an object"),
        (9, "Did you mean “audience”?"),
        (10, "100,001"),
    ):
        assert says in told[number]["problem"]
        assert f"posts.jsonl:{number}:" in result.stderr
    assert "The record is whole: 3 entries" in run("audit", "verify", "--data", data).stdout


def test_a_line_says_more_than_the_options(check: Check, tmp_path: Path) -> None:
    content = '{"text": "Nightjar"}\n{"text": "Nightjar", "audience": "external"}\n'
    told = lines(check(written(tmp_path, "posts.jsonl", content), "--audience", "internal", "--json"))
    assert [each["decision"]["outcome"] for each in told] == ["allow", "block"]


def test_standard_input_is_a_file_too(check: Check) -> None:
    result = check("-", "--audience", "external", "--json", stdin=b'{"text": "Nightjar"}\n')
    assert [each["decision"]["outcome"] for each in lines(result)] == ["block"]


@pytest.mark.parametrize(
    ("name", "content", "column"),
    [
        ("posts.csv", 'id,tweet\n1,"Hello,\n""you"""\n2,Nightjar\n', "tweet"),
        ("posts.csv", 'Hello,x\n"Nightjar",y\n', "1"),
        ("posts.tsv", 'say "Hello\tOTHER\n"Nightjar\tOFFENSE\n', "1"),
        ("posts.tsv", "label\ttext\nx\tHello\ny\tNightjar\n", "text"),
    ],
)
def test_tables_are_read(check: Check, tmp_path: Path, name: str, content: str, column: str) -> None:
    told = lines(check(written(tmp_path, name, content), "--audience", "external", "--column", column, "--json"))
    assert [each["decision"]["outcome"] for each in told] == ["allow", "block"]


@pytest.mark.parametrize(
    ("column", "says"),
    [
        ((), "A table needs --column"),
        (("--column", "txt"), "There is no column 'txt'; the first line names: id, tweet"),
    ],
)
def test_a_table_without_the_column_is_explained(check: Check, tmp_path: Path, column: tuple[str, ...], says: str) -> None:
    result = check(written(tmp_path, "posts.csv", "id,tweet\n1,Hello\n"), "--audience", "external", *column)
    assert result.exit_code == 2
    assert says in result.stderr


def test_short_and_unreadable_rows_are_named(check: Check, tmp_path: Path) -> None:
    content = b"id\ttext\n1\tHello\n2\n3\tcaf\xe9\n4\tthe end\n"
    result = check(written(tmp_path, "posts.tsv", content), "--audience", "external", "--column", "text", "--json")
    told = lines(result)
    assert [each["line"] for each in told] == [2, 3, 4, 5]
    assert "1 columns" in told[1]["problem"]
    assert "not UTF-8" in told[2]["problem"]
    assert result.exit_code == 2


def test_the_summary_counts_outcomes_and_rules(check: Check, tmp_path: Path) -> None:
    content = "".join(f'{{"text": "{text}"}}\n' for text in ("Hello", "Nightjar", "Nightjar draft", "perhaps"))
    shown = check(written(tmp_path, "posts.jsonl", content), "--audience", "external", "--each").stdout
    rows = [line.split() for line in shown.splitlines()]
    assert ["block", "2", "50.0%"] in rows
    assert ["allow", "1", "25.0%"] in rows
    assert ["confidential.leak", "2"] in rows
    assert any(row[:3] == ["2", "block", "confidential.leak"] for row in rows)
    assert "4 posts in" in shown


def test_only_the_first_posts_where_asked(check: Check, tmp_path: Path) -> None:
    content = '{"text": "Hello"}\n' * 10
    assert len(lines(check(written(tmp_path, "posts.jsonl", content), "--audience", "external", "--limit", 3, "--json"))) == 3


def test_an_empty_file_is_no_error(check: Check, tmp_path: Path) -> None:
    result = check(written(tmp_path, "posts.jsonl", ""), "--audience", "external")
    assert result.exit_code == 0
    assert "0 posts" in result.stdout


COUNTING = """\
policy "Rates"
guideline g "G"
  must not flood
    when more than 50 posts within 10 minutes by author
    then acknowledge
"""


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_posts_of_a_file_are_counted_in_their_order(run: Check, data: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    posts = "\n".join(json.dumps({"text": f"Number {number}", "audience": "internal"}) for number in range(70))
    file, policy = written(tmp_path, "posts.jsonl", posts), written(tmp_path, "counting.guide", COUNTING)
    result = run("check", file, "--fact", "author.id=ada", "--json", "--policy", policy, "--data", data, *options)
    assert [each["decision"]["outcome"] for each in lines(result)] == ["allow"] * 50 + ["acknowledge"] * 20
