"""What the page is told while a policy is written."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.drafts.conftest import Person, source
from tests.api.engine import POLICY

LAYER = """\
policy "Switzerland"
  version "1"
  layer switzerland extends "test.guide"
  applies when author.region is ch

guideline confidential

  must not leak
    then {outcome}
"""


def layer(outcome: str, above: str = "") -> dict[str, str]:
    return {"name": "switzerland.guide", "text": LAYER.format(outcome=outcome), "above": above}


def check(person: Person, text: str = POLICY, **more: object) -> Any:
    return person.post("/v1/drafts/check", {"source": source(text, **more)})


def test_a_sound_policy_has_no_errors_and_a_digest(anna: Person) -> None:
    answer = check(anna)
    assert [one for one in answer["found"] if one["severity"] == "error"] == []
    assert (answer["rules"], answer["tests"]) == (4, 0)
    assert answer["digest"].startswith("sha256:")


def test_a_fault_is_found_where_it_stands_counted_as_browsers_count(anna: Person) -> None:
    text = POLICY.replace("Test guidelines", "🎉 guidelines").replace("insult >= 0.6", "inslt >= 0.6")
    [found] = [one for one in check(anna, text)["found"] if one["severity"] == "error"]
    units = text.encode("utf-16-le")
    assert units[2 * found["where"]["start"] : 2 * found["where"]["end"]].decode("utf-16-le").startswith("inslt")
    assert found["code"] == "GP205"
    assert found["suggestions"] == ["insult"]


def test_a_text_that_cannot_be_read_at_all_is_answered_too(anna: Person) -> None:
    for text in ("", "polcy", 'policy "P" guideline "', "\x00", "(" * 5000):
        answer = check(anna, text)
        assert answer["found"], text[:20]
        assert answer["digest"] is None


def test_what_a_layer_loosens_is_shown_in_its_file_with_a_post(anna: Person) -> None:
    found = [one for one in check(anna, layers=[layer("advise")])["found"] if one["severity"] == "error"]
    assert [(one["code"], one["where"]["file"], one["where"]["line"]) for one in found] == [("GP414", 1, 8)]
    assert "author.region ch" in found[0]["hint"]
    assert [where["file"] for where, _ in found[0]["related"]] == [0]
    assert [one for one in check(anna, layers=[layer("block")])["found"] if one["severity"] == "error"] == []


@pytest.mark.parametrize(
    ("layers", "code"),
    [
        ([layer("block", above="nowhere")], "GP240"),
        ([layer("block"), layer("block")], "GP247"),
        ([{"name": "other.guide", "text": 'policy "Other"', "above": ""}], "GP247"),
    ],
)
def test_files_that_are_no_stack_are_refused_with_the_way_out(anna: Person, layers: list[object], code: str) -> None:
    found = check(anna, layers=layers)["found"]
    assert [one["code"] for one in found] == [code]
    assert found[0]["hint"]


def test_lists_are_read_from_what_is_sent(anna: Person) -> None:
    text = POLICY.replace('list codenames "Nightjar", "Bluebell"', 'list codenames from "names.txt"')
    assert "GP210" in [one["code"] for one in check(anna, text)["found"]]
    assert "GP210" not in [one["code"] for one in check(anna, text, lists={"names.txt": "Nightjar"})["found"]]


def test_a_word_is_completed_and_explained(anna: Person) -> None:
    offset = POLICY.index("insult >=") + 3
    at = {"source": source(), "file": 0, "offset": offset}
    completed = anna.post("/v1/drafts/complete", at)
    assert "insult" in [item["text"] for item in completed["items"]]
    assert (completed["from"], completed["to"]) == (offset - 3, offset + 3)
    assert "Beleidigung" in anna.post("/v1/drafts/hover", {**at, "language": "de"})["markdown"]
    assert anna.post("/v1/drafts/hover", {**at, "offset": POLICY.index("Test guidelines")}) is None


def test_in_a_layer_names_of_the_files_above_are_known(anna: Person) -> None:
    written = layer("block")
    text = written["text"] + "\n  may quote\n    excuses "
    at = {"source": source(layers=[{**written, "text": text}]), "file": 1, "language": "de"}
    completed = anna.post("/v1/drafts/complete", {**at, "offset": len(text)})
    offered = {item["text"]: item["detail"] for item in completed["items"]}
    assert offered["confidential.leak"].startswith("must not")
    assert offered["respect.be-polite"].endswith(", in test.guide")
    shown = anna.post("/v1/drafts/hover", {**at, "offset": text.index("leak")})
    assert "Statt der Regel in test.guide" in shown["markdown"]


def test_a_file_is_laid_out_by_one_edit(anna: Person) -> None:
    untidy = POLICY.replace("  default allow\n", "     default   allow\n")
    edit = anna.post("/v1/drafts/format", {"text": untidy})
    assert untidy[: edit["from"]] + edit["text"] + untidy[edit["to"] :] == POLICY
    assert anna.post("/v1/drafts/format", {"text": POLICY}) is None
    assert anna.post("/v1/drafts/format", {"text": "polcy"}) is None
