from __future__ import annotations

import json
import re

from starlette.testclient import TestClient

from guidepost.engine.decision import from_json
from guidepost.engine.service import Service

LEAK = {"text": "🎉 Project Nightjar ships", "audience": "external"}


def test_a_post_that_is_fine_is_allowed_and_kept(client: TestClient) -> None:
    answer = client.post("/v1/check", json={"text": "Choir on Thursday", "audience": "internal", "id": "draft-1"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert (answer.json()["outcome"], answer.json()["recorded"], answer.json()["post_id"]) == ("allow", True, "draft-1")


def test_a_post_that_breaks_a_rule_says_which_and_where_in_utf16(client: TestClient) -> None:
    decision = client.post("/v1/check", json=LEAK).json()
    assert decision["outcome"] == "block"
    place = decision["reasons"][0]["conditions"][-1]["places"][0]
    assert LEAK["text"].encode("utf-16-le")[place["utf16_start"] * 2 : place["utf16_end"] * 2].decode("utf-16-le") == "Nightjar"


def test_a_decision_is_read_again_byte_for_byte(client: TestClient) -> None:
    answered = client.post("/v1/check", json=LEAK)
    again = client.get(f"/v1/decisions/{answered.json()['id']}")
    assert (again.status_code, again.content) == (200, answered.content)


def test_the_answer_is_exactly_what_the_engine_encodes(client: TestClient) -> None:
    body = client.post("/v1/check", json=LEAK).content
    assert from_json(body).recorded


def test_the_author_is_answered_in_the_authors_language_else_in_the_clients(client: TestClient) -> None:
    def headline(author: dict[str, str], accepted: str) -> str:
        answer = client.post("/v1/check", json={**LEAK, "author": author}, headers={"Accept-Language": accepted})
        return str(answer.json()["guidance"]["language"])

    assert headline({}, "de-CH, en;q=0.8") == "de"
    assert headline({}, "fr") == "en"
    assert headline({"language": "en"}, "de") == "en"
    assert headline({"language": "de_AT"}, "en") == "de"


def test_what_the_platform_knows_reaches_the_rules(client: TestClient) -> None:
    rude = {"text": "You idiot", "audience": "internal"}
    assert client.post("/v1/check", json=rude).json()["outcome"] == "acknowledge"
    excused = client.post("/v1/check", json={**rude, "author": {"unit": "theatre", "tenure_days": 2.5}, "thorough": True}).json()
    assert excused["outcome"] == "allow"
    assert {signal["signal"]: signal.get("value") for signal in excused["signals"]}["author.tenure"] == 216_000.0


def test_rarer_facts_are_recorded_where_the_platform_sends_them(client: TestClient) -> None:
    sent = {
        "text": "Hello",
        "audience": "internal",
        "author": {"posts": 3, "held": 1},
        "attachments": [{"kind": "image"}, {"kind": "poll"}],
        "parent": {"kind": "page", "author": {"role": "customer"}},
        "flags": 2,
        "posted_at": "2026-12-01T08:00:00+01:00",
    }
    signals = client.post("/v1/check", json=sent).json()["signals"]
    recorded = {signal["signal"]: signal.get("value") for signal in signals}
    expected = {
        "author.posts": 3,
        "author.held": 1,
        "attachments": 2,
        "attachments.kinds": ["image", "poll"],
        "parent.kind": "page",
        "parent.author.role": "customer",
        "community.flags": 2,
        "posted": 1_796_108_400.0,
    }
    assert {name: recorded[name] for name in expected} == expected


def test_thorough_finds_reasons_that_could_not_change_the_outcome(client: TestClient) -> None:
    post = {"text": "Nightjar ships, idiot", "audience": "external"}
    assert [reason["rule_id"] for reason in client.post("/v1/check", json=post).json()["reasons"]] == ["conf-01"]
    thorough = client.post("/v1/check", json={**post, "thorough": True}).json()
    assert [reason["rule_id"] for reason in thorough["reasons"]] == ["conf-01", "resp-01"]


def test_server_timing_names_the_stages_as_tokens(client: TestClient) -> None:
    timing = client.post("/v1/check", json={"text": "Hello", "audience": "internal"}).headers["server-timing"]
    stages = [re.fullmatch(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+);dur=\d+\.\d{3}", part) for part in timing.split(", ")]
    assert [stage[1] for stage in stages if stage] == ["views", "match", "evaluate", "signals.tone", "store"]


def test_a_batch_answers_in_order(client: TestClient) -> None:
    answer = client.post("/v1/check/batch", json={"posts": [LEAK, {"text": "Choir", "audience": "internal", "id": "b"}]})
    decisions = answer.json()["decisions"]
    assert [(decision["outcome"], decision["post_id"]) for decision in decisions] == [("block", None), ("allow", "b")]
    for decision in decisions:
        assert client.get(f"/v1/decisions/{decision['id']}").content in answer.content


def test_one_bad_post_refuses_the_batch_and_keeps_nothing(client: TestClient, service: Service) -> None:
    before = service.store.count_decisions()
    for bad, code in (("\u200b\u200b", "text_empty"), ("a\x00b", "text_has_nul"), ("x" * 100_001, "text_too_long")):
        posts = [LEAK, LEAK, LEAK, {"text": bad, "audience": "internal"}]
        answer = client.post("/v1/check/batch", content=json.dumps({"posts": posts}), headers={"Content-Type": "application/json"})
        assert (answer.status_code, answer.json()["type"]) == (422, f"/problems/{code}")
        assert answer.json()["errors"][0]["pointer"] == "/posts/3/text"
    assert service.store.count_decisions() == before


def test_a_decision_that_is_not_there_is_a_problem(client: TestClient) -> None:
    answer = client.get("/v1/decisions/dec_nothing", headers={"Accept-Language": "de"})
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/decision_not_found")
    assert answer.json()["title"] == "Diese Entscheidung gibt es nicht"
