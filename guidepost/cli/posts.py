"""Reading posts from files: JSON lines, CSV and TSV. A line that holds no post is reported with its number; the others are checked."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from guidepost.api.body import parse_json
from guidepost.api.problems import Problem
from guidepost.api.schema.request import PostIn
from guidepost.api.validation import invalid_fields
from guidepost.engine.post import Post

_LONGEST_LINE = 1_048_576
"""Bytes a line may have: as much as a request may."""

_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")


class FileUnreadable(Exception):
    """A file of posts cannot be read; the message names it and the way out."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: the post it holds, or what is wrong with it. `end` is the bytes read until here."""

    number: int
    post: Post | None
    problem: str
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read a file: what a post has that does not say so itself, and which column of a table holds the text."""

    defaults: Mapping[str, object]
    column: str = ""


def read_posts(file: Path, opened: BinaryIO, reading: Reading) -> Iterator[Line]:
    """The posts of a file, by its name's ending: .csv and .tsv are tables, everything else is JSON lines.

    Raises `FileUnreadable` for a table without the column.
    """
    ending = file.suffix.lower()
    if ending in (".csv", ".tsv", ".tab"):
        return _table(opened, reading, tabs=ending != ".csv")
    return _json_lines(opened, reading)


def _json_lines(opened: BinaryIO, reading: Reading) -> Iterator[Line]:
    end = 0
    for number, raw in enumerate(opened, 1):
        end += len(raw)
        content = (raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw).rstrip(b"\r\n")
        if content.strip():
            yield _line(number, content, reading, end)


def _line(number: int, raw: bytes, reading: Reading, end: int) -> Line:
    if len(raw) > _LONGEST_LINE:
        return Line(number, None, f"The line has {len(raw):,} bytes; at most {_LONGEST_LINE:,} can be read.", end)
    try:
        content = parse_json(raw)
        if not isinstance(content, dict):
            return Line(number, None, 'Expected an object, for example {"text": "Hello", "audience": "external"}.', end)
        return Line(number, post_of({**reading.defaults, **content}), "", end)
    except Problem as problem:
        return Line(number, None, explain(problem), end)


def post_of(fields: Mapping[str, object]) -> Post:
    """A post out of the fields that the API takes too. Raises `Problem`."""
    try:
        return PostIn.model_validate(fields).post()
    except ValidationError as error:
        raise invalid_fields(error.errors(include_url=False, include_input=False), PostIn) from None


_NUMBERS = frozenset({"author.tenure_days", "author.posts", "author.held", "flags"})


def fields_of(facts: Iterable[str]) -> dict[str, object]:
    """The fields of a post that `name=value` pairs give, such as `author.region=ch`. Raises `ValueError` for what is no such pair."""
    fields: dict[str, object] = {}
    for fact in facts:
        name, equals, value = fact.partition("=")
        *outer, last = name.split(".")
        inside = fields
        for step in outer:
            inner = inside.setdefault(step, {})
            if not isinstance(inner, dict):
                raise ValueError(f"{name} lies in {step}, and {step} has a value already.")
            inside = inner
        if not equals or not all([*outer, last]) or last in inside:
            raise ValueError(f"--fact takes name=value, each name once, such as author.region=ch; {fact!r} cannot be read.")
        inside[last] = parse_json(value.encode()) if name in _NUMBERS and _NUMBER.fullmatch(value) else value
    return fields


def explain(problem: Problem) -> str:
    """A problem in English, for a terminal."""
    return (problem.detail or problem.kind.explanation)["en"]


def _table(opened: BinaryIO, reading: Reading, *, tabs: bool) -> Iterator[Line]:
    if not reading.column:
        raise FileUnreadable(
            "A table needs --column: the name of the column with the text, or its number where there is no heading."
        )
    counted = _Counted(opened)
    # In tab-separated files a quotation mark is a quotation mark: people write tweets into them as they are.
    rows = csv.reader(counted, delimiter="\t", quoting=csv.QUOTE_NONE) if tabs else csv.reader(counted)
    position = _column(reading.column, rows)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Line(rows.line_num, None, f"The table cannot be read here: {error}.", counted.end)
            continue
        if row:
            yield _row(row, position, rows.line_num, reading, counted.end)


def _column(column: str, rows: Iterator[list[str]]) -> int:
    if column.isdecimal() and int(column) > 0:
        return int(column) - 1
    heading = next(rows, [])
    if column not in heading:
        raise FileUnreadable(f"There is no column {column!r}; the first line names: {', '.join(heading) or 'nothing'}.")
    return heading.index(column)


def _row(row: list[str], position: int, number: int, reading: Reading, end: int) -> Line:
    if position >= len(row):
        return Line(number, None, f"There are {len(row)} columns here, and the text should be in column {position + 1}.", end)
    if _NOT_UTF8.search(row[position]):
        return Line(number, None, "The text is not UTF-8. Save the file as UTF-8.", end)
    try:
        return Line(number, post_of({**reading.defaults, "text": row[position]}), "", end)
    except Problem as problem:
        return Line(number, None, explain(problem), end)


class _Counted(Iterable[str]):
    """The lines of a file as text, with the number of bytes read so far; bytes that are not UTF-8 become lone surrogates."""

    def __init__(self, opened: BinaryIO) -> None:
        self._opened = opened
        self.end = 0

    def __iter__(self) -> Iterator[str]:
        for number, raw in enumerate(self._opened, 1):
            self.end += len(raw)
            yield (raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw).decode("utf-8", "surrogateescape")
