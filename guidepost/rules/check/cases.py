"""Tests with many posts: one for each line of a file, or one for each row of a table."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from guidepost.rules.check.given import givens_fit
from guidepost.rules.check.lists import ListUnreadable
from guidepost.rules.check.names import expected_known
from guidepost.rules.check.scope import Catalogue, Scope
from guidepost.rules.check.shape import tests_whole
from guidepost.rules.layers.placed import file_shown
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.diagnostic import Diagnostic, Place, nearest
from guidepost.signals import Cost, SignalDeclaration, SignalType

MOST_CASES = 10_000
"""Posts that one file may hold: enough for a catalogue of cases, few enough to run."""

_OWN_COLUMNS = ("post", "expect", "because")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?%?\Z")
_DURATION = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?(second|minute|hour|day|week|year)s?\Z")
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?: ([0-9]{2}:[0-9]{2}))? (UTC|[A-Z][A-Za-z_]+/[A-Za-z_/+-]+)\Z")


@dataclass(eq=False)
class _Unusable(Exception):
    """What is wrong with a file of cases; `line` is 0 for the file as a whole."""

    line: int
    message: str
    hint: str


def read_cases(
    file: t.PolicyFile, catalogue: Catalogue, read: Callable[[str], str]
) -> tuple[dict[int, tuple[t.Test, ...]], list[Diagnostic]]:
    """By the position of a test: the tests that its file spells out. Also GP230 for each file that cannot be used.

    `read` is the reader of list files. A test whose file cannot be used spells out nothing.
    """
    spelt_out: dict[int, tuple[t.Test, ...]] = {}
    findings: list[Diagnostic] = []
    for number, test in enumerate(file.tests):
        source = _source(test)
        if source is None or test.post is not None:
            continue
        name, place = source
        try:
            spelt_out[number] = tuple(_spell_out(test, read(name), catalogue))
        except ListUnreadable as error:
            spelt_out[number] = ()
            findings.append(_unusable(name, place, _Unusable(0, f"it cannot be read: {error}", "It lies beside the policy file.")))
        except _Unusable as error:
            spelt_out[number] = ()
            findings.append(_unusable(name, place, error))
    return spelt_out, findings


def cases_fit(scope: Scope) -> Iterator[Diagnostic]:
    """GP230: a line of a file of cases gives a signal a value it cannot have, names no rule, or expects nothing."""
    for number, tests in scope.cases.items():
        test = scope.file.tests[number]
        source = _source(test)
        if source is None:
            continue
        name, place = source
        for spelt_out in tests:
            alone = replace(scope, file=replace(scope.file, tests=(spelt_out,)), cases={})
            # What the policy file itself says is reported there, once, and not for each line again.
            own = {finding.message for finding in _faults(replace(alone, file=replace(alone.file, tests=(_skeleton(test),))))}
            for finding in _faults(alone):
                if finding.message not in own:
                    yield _unusable(name, place, _Unusable(_line(spelt_out), finding.message, finding.hint))


def _faults(scope: Scope) -> Iterator[Diagnostic]:
    for check in (givens_fit, expected_known, tests_whole):
        yield from check(scope)


def _skeleton(test: t.Test) -> t.Test:
    """The test with what the policy file says of it, and an empty post in place of its file."""
    facts = test.each_post.value.facts if test.each_post else ()
    return replace(test, post=t.Clause(t.TestPost("", facts)), each_post=None, cases=None)


def _source(test: t.Test) -> tuple[str, Place] | None:
    if test.each_post is not None:
        return test.each_post.value.file, test.each_post.place
    return (test.cases.value, test.cases.place) if test.cases is not None else None


def _unusable(name: str, place: Place, fault: _Unusable) -> Diagnostic:
    shown = file_shown(name, place)
    where = f"“{shown}”, line {fault.line}" if fault.line else f"“{shown}”"
    return Diagnostic("GP230", f"{where}: {fault.message}", place, fault.hint)


def _spell_out(test: t.Test, text: str, catalogue: Catalogue) -> Iterator[t.Test]:
    text = text.removeprefix("\ufeff")
    found = 0
    for found, case in enumerate(_lines(test, text) if test.each_post else _rows(test, text, catalogue), 1):
        if found > MOST_CASES:
            raise _Unusable(0, f"it holds more than {MOST_CASES:,} posts", "Make several files of it.")
        yield case
    if not found:
        raise _Unusable(0, "it holds no post", "Add a line." if test.each_post else "Add a row below the heading.")


def _lines(test: t.Test, text: str) -> Iterator[t.Test]:
    """A post a line; blank lines and lines that begin with `# ` do not count (a post may begin with a hashtag)."""
    facts = test.each_post.value.facts if test.each_post else ()
    for number, line in enumerate(text.split("\n"), 1):
        post = line.strip()
        if post and not (post == "#" or post.startswith("# ")):
            yield _case(test, number, t.TestPost(post, facts))


def _case(test: t.Test, line: int, post: t.TestPost) -> t.Test:
    source = _source(test)
    place = Place(line, 1, line, 1)
    title = f"{test.title} ({file_shown(*source) if source else ''}, line {line})"
    return replace(test, title=title, post=t.Clause(post, place), each_post=None, cases=None)


def _line(test: t.Test) -> int:
    return test.post.place.line if test.post else 0


def _rows(test: t.Test, text: str, catalogue: Catalogue) -> Iterator[t.Test]:
    heading, _, _ = text.partition("\n")
    # Spreadsheets of some countries separate columns by semicolons.
    delimiter = ";" if ";" in heading and "," not in heading else ","
    rows = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        columns = [column.strip() for column in next(rows, [])]
        _check_columns(columns, catalogue)
        before = rows.line_num
        for row in rows:
            line, before = before + 1, rows.line_num
            if any(cell.strip() for cell in row):
                if len(row) > len(columns):
                    raise _Unusable(
                        line, f"there are {len(row)} cells under {len(columns)} columns", "Put a text with a comma in quotes."
                    )
                cells = {column: cell.strip() for column, cell in zip(columns, row, strict=False) if cell.strip()}
                yield _row(test, line, cells, catalogue)
    except csv.Error as error:
        raise _Unusable(rows.line_num, f"this is no table: {error}", "Write quotes inside a quoted text twice.") from None


def _check_columns(columns: list[str], catalogue: Catalogue) -> None:
    if "post" not in columns:
        raise _Unusable(1, "there is no column “post”", "Begin the table with a line such as: post,audience,expect,because.")
    known = {*_OWN_COLUMNS, *catalogue}
    for position, column in enumerate(columns):
        if column not in known:
            hint = nearest(column, known) or "Columns are: post, expect, because, and the names of signals."
            raise _Unusable(1, f"there is no column “{column}”", hint)
        if column in columns[:position]:
            raise _Unusable(1, f"the column “{column}” stands here twice", "Keep one of the two.")


def _row(test: t.Test, line: int, cells: Mapping[str, str], catalogue: Catalogue) -> t.Test:
    if "post" not in cells:
        raise _Unusable(line, "this row has no post", "Write a text in the column “post”.")
    facts: list[t.Fact] = []
    given: list[t.Clause[t.Fact]] = []
    for column, cell in cells.items():
        if column not in _OWN_COLUMNS:
            for fact in _facts(column, cell, catalogue[column]):
                if catalogue[column].cost is Cost.FREE:
                    facts.append(fact)
                else:
                    given.append(t.Clause(fact))
    case = _case(test, line, t.TestPost(cells["post"], tuple(facts)))
    return replace(case, given=(*test.given, *given), expects=(*test.expects, *_expects(line, cells)))


def _facts(name: str, cell: str, declaration: SignalDeclaration) -> Iterable[t.Fact]:
    words = cell.split(",") if declaration.type is SignalType.SET and cell != "unknown" else [cell]
    return [t.Fact(t.Name(name), _given(word.strip(), declaration)) for word in words]


def _given(cell: str, declaration: SignalDeclaration) -> t.Given:
    """What a cell says of a signal, as a line that begins with `with` would; a value of the wrong type is found by `givens_fit`."""
    if cell == "unknown":
        return t.Finding.UNKNOWN
    if declaration.type is SignalType.SPANS and cell in ("found", "not found"):
        return t.Finding(cell)
    if declaration.type not in (SignalType.SYMBOL, SignalType.SET, SignalType.TEXT):
        if _NUMBER.match(cell):
            return float(cell[:-1]) / 100 if cell.endswith("%") else float(cell)
        moment = _MOMENT.match(cell)
        if moment:
            return t.Moment(moment[1], moment[2], moment[3])
        duration = _DURATION.match(cell)
        if duration:
            return t.Duration(float(duration[1]), duration[2])
    return t.Word(cell, quoted=True)


def _expects(line: int, cells: Mapping[str, str]) -> Iterator[t.Clause[t.Expectation]]:
    because = tuple(t.Name(name) for name in re.split(r"[,; ]+", cells.get("because", "")) if name)
    outcome = cells.get("expect")
    if outcome is None:
        if because:
            raise _Unusable(line, "“because” stands here without “expect”", "Write the outcome in the column “expect”.")
        return
    words = {each.word: each for each in t.Outcome}
    if outcome not in words:
        hint = nearest(outcome, words) or f"Outcomes are: {', '.join(words)}."
        raise _Unusable(line, f"“{outcome}” is no outcome", hint)
    yield t.Clause(t.ExpectOutcome(words[outcome], because))
