"""What a policy that is being written would do."""

from __future__ import annotations

from tests.api.drafts.conftest import Person, source
from tests.api.engine import POLICY

TESTS = """
test "a code name"
  post "Nightjar" audience external
  expect block because confidential.leak

test "a wrong expectation"
  post "Hello" audience external
  expect block
"""


def test_the_tests_of_a_draft_run(anna: Person) -> None:
    answer = anna.post("/v1/drafts/test", {"source": source(POLICY + TESTS)})
    assert [(one["title"], bool(one["problems"])) for one in answer["tests"]] == [
        ("a code name", False),
        ("a wrong expectation", True),
    ]
    assert 0 < answer["share"] < 1
    assert "respect.be-polite" in [one["rule"] for one in answer["unseen"]]


def test_a_post_is_decided_under_the_draft_and_the_live_version_and_nothing_is_kept(anna: Person) -> None:
    stricter = POLICY.replace("then acknowledge", "then review")
    post = {"text": "you idiot", "audience": "internal"}
    answer = anna.post("/v1/drafts/try", {"source": source(stricter), "post": post})
    assert (answer["draft"]["outcome"], answer["live"]["outcome"]) == ("review", "acknowledge")
    assert answer["draft"]["recorded"] is False
    assert anna.client.get(f"/v1/decisions/{answer['draft']['id']}").status_code in (401, 404)


def test_what_a_draft_changes_is_told_by_guideline(anna: Person) -> None:
    answer = anna.post("/v1/drafts/compare", {"source": source(POLICY.replace("then acknowledge", "then review"))})
    [guideline] = answer["difference"]["guidelines"]
    assert (guideline["name"], answer["effect"]) == ("respect", "stricter")
    assert anna.post("/v1/drafts/compare", {"source": source()})["empty"] is True


def test_a_draft_with_errors_is_not_tried(anna: Person) -> None:
    broken = {"source": source(POLICY.replace("insult >=", "inslt >="))}
    for path in ("test", "compare"):
        answer = anna.post(f"/v1/drafts/{path}", broken, status=422)
        assert "line" in answer["detail"]
        assert "GP205" in answer["detail"]
    answer = anna.post("/v1/drafts/try", {**broken, "post": {"text": "x", "audience": "internal"}}, status=422)
    assert answer["type"] == "/problems/policy_has_errors"


def test_a_post_that_cannot_be_checked_is_refused_by_name(anna: Person) -> None:
    answer = anna.post("/v1/drafts/try", {"source": source(), "post": {"text": " ", "audience": "internal"}}, status=422)
    assert answer["errors"][0]["pointer"] == "/post/text"
