"""An editor shows what `guidepost policy check` says, at the right place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidepost.editor import Snapshot, diagnostics
from guidepost.editor.analysis import JsonDiagnostic, findings
from guidepost.editor.positions import Position
from guidepost.rules.check import check
from guidepost.rules.syntax import parse
from tests.editor.marked import POLICY, read_list
from tests.rules.catalogue import CATALOGUE


def _found(text: str) -> list[JsonDiagnostic]:
    return diagnostics(Snapshot(text), CATALOGUE, read_list)


def _at(text: str, finding: JsonDiagnostic) -> str:
    lines = Snapshot(text).lines
    start, end = (lines.offset(Position(**finding["range"][side])) for side in ("start", "end"))
    return Snapshot(text).text[start:end]


def test_findings_are_the_checkers() -> None:
    assert findings(POLICY, CATALOGUE, read_list) == check(parse(POLICY), CATALOGUE, read_list).findings


def test_a_finding_is_ready_for_json() -> None:
    text = POLICY.replace("toxicity <", "toxicty <")
    finding = next(each for each in json.loads(json.dumps(_found(text))) if each["code"] == "GP205")
    line = text[: text.index("toxicty")].count("\n")
    assert finding == {
        "range": {"start": {"line": line, "character": 9}, "end": {"line": line, "character": 16}},
        "severity": "error",
        "code": "GP205",
        "message": "nobody provides a signal called “toxicty”",
        "hint": "Did you mean “toxicity” or “topics”?",
        "related": [],
        "suggestions": ["toxicity", "topics"],
    }


@pytest.mark.parametrize(
    ("old", "new", "code", "shown", "suggested"),
    [
        ("any of names", "any of nmaes", "GP202", "nmaes", ["names"]),
        ("violates confidential", "violates confidental", "GP203", "confidental", ["confidential"]),
        ("excuses confidential.leak,", "excuses leak,", "GP204", "leak", ["confidential.leak"]),
        ("audience is external", "audience is externl", "GP208", "externl", ["external", "internal"]),
        ("audience is external", 'audience is "externl"', "GP208", '"externl"', ['"external"', '"internal"']),
        ("then review", "then reveiw", "GP112", "reveiw", ["review"]),
        ('topics "own work"', "topics block", "GP111", "block", ['"block"']),
        ("guideline confidential", "guideline risk", "GP111", "risk", ["risk-rule"]),
        ('many.txt"', 'few.txt"', "GP210", 'list many from "few.txt"', []),
    ],
)
def test_a_finding_stands_at_its_words_and_says_what_to_put_there(
    old: str, new: str, code: str, shown: str, suggested: list[str]
) -> None:
    text = POLICY.replace(old, new, 1)
    finding = next(each for each in _found(text) if each["code"] == code)
    assert _at(text, finding).strip() == shown.strip()
    assert finding["suggestions"] == suggested


@pytest.mark.parametrize(
    "suggested", [("any of nmaes", "any of names"), ("is externl", "is external"), ("then reveiw", "then review")]
)
def test_a_suggestion_mends_what_it_was_made_for(suggested: tuple[str, str]) -> None:
    broken, whole = suggested
    text = POLICY.replace(whole, broken)
    finding = next(each for each in _found(text) if each["suggestions"])
    mended = text.replace(_at(text, finding), finding["suggestions"][0])
    assert mended == POLICY


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks_move_nothing(line_end: str, mark: str) -> None:
    text = mark + 'policy "🎉" nonsense\nlist x "a"'.replace("\n", line_end)
    [finding] = _found(text)
    assert finding["range"]["start"] == {"line": 0, "character": len(mark) + 12}
    assert finding["range"]["end"] == {"line": 0, "character": len(mark) + 20}


def test_a_finding_about_a_whole_section_marks_its_first_line() -> None:
    text = POLICY + '\ntest "empty"\n  with toxicity 1\n  with threat 1\n'
    finding = next(each for each in _found(text) if each["code"] == "GP217")
    assert _at(text, finding) == 'test "empty"'


@settings(deadline=None)
@given(st.integers(0, len(POLICY)), st.integers(0, 40), st.text(st.sampled_from('a"(/#🎉\n\x00must '), max_size=5))
def test_no_text_is_too_broken(start: int, length: int, inserted: str) -> None:
    text = POLICY[:start] + inserted + POLICY[start + length :]
    json.dumps(_found(text))
