"""An explanation, replayed from the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from starlette.testclient import TestClient

from guidepost.api import create_app
from guidepost.api.schema.explanation import EXAMPLE, Explanation
from guidepost.engine.accounts import bootstrap
from guidepost.engine.service import Service
from guidepost.engine.start import real_world, start
from tests.api.engine import POLICY, Tone

LEAK = {"text": "🎉 Project Nightjar ships", "audience": "external"}


def explained(client: TestClient, post: Mapping[str, object], language: str = "en") -> Explanation:
    decision = client.post("/v1/check", json=post).json()
    answer = client.get(f"/v1/decisions/{decision['id']}/explanation", headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    told = Explanation.model_validate_json(answer.content)
    assert (told.decision, told.outcome, told.risk) == (decision["id"], decision["outcome"], decision["risk"])
    return told


def test_the_example_fits_its_model() -> None:
    Explanation.model_validate(EXAMPLE)


def test_a_block_names_its_rule_its_places_and_the_ways_out(client: TestClient) -> None:
    told = explained(client, LEAK)
    [rule] = told.deciding
    assert (rule.rule_id, rule.why, rule.outcome) == ("conf-01", "broken", "block")
    assert rule.because is not None
    audience, mention = rule.because.parts
    assert (audience.signal, audience.value) == ("audience", "external")
    assert [(place.utf16_start, place.utf16_end) for place in mention.places] == [(11, 19)]
    assert [[change.kind for change in way.changes] for way in told.ways_out] == [["choose"], ["remove"]]
    assert {way.outcome for way in told.ways_out} == {"allow"}
    assert told.not_asked == ["insult"]


def test_no_text_of_the_post_is_repeated(client: TestClient) -> None:
    decision = client.post("/v1/check", json={"text": "secretword Nightjar", "audience": "external"}).json()
    assert "secretword" not in client.get(f"/v1/decisions/{decision['id']}/explanation").text


def test_a_measured_signal_is_replayed_and_not_measured_again(client: TestClient) -> None:
    told = explained(client, {"text": "You idiot", "audience": "internal"})
    [rule] = told.deciding
    assert rule.because is not None
    assert (rule.rule_id, rule.because.signal, rule.because.value) == ("resp-01", "insult", 0.93)
    assert [(change.kind, change.value) for way in told.ways_out for change in way.changes] == [("below", 0.6)]


def test_an_excuse_says_what_would_have_been(client: TestClient) -> None:
    post = {"text": "You idiot", "audience": "internal", "author": {"unit": "theatre"}, "thorough": True}
    told = explained(client, post)
    assert told.deciding == []
    assert [(one.rule_id, one.otherwise, [by.rule_id for by in one.by]) for one in told.excused] == [
        ("resp-01", "acknowledge", ["resp-02"])
    ]


def test_a_harmless_post_rests_on_the_default(client: TestClient) -> None:
    told = explained(client, {"text": "Choir", "audience": "internal"})
    assert (told.deciding, told.ways_out, told.says) == ([], [], "The post may be published: no rule asks for anything stricter.")


def test_it_speaks_german(client: TestClient) -> None:
    told = explained(client, LEAK, "de")
    assert told.language == "de"
    assert "erscheint nicht" in told.says
    assert "der Text enthält" in str(told.deciding[0].because)


def test_a_decision_that_is_not_there(client: TestClient) -> None:
    answer = client.get("/v1/decisions/dec_none/explanation")
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/decision_not_found")


def test_a_key_is_needed(anonymous: TestClient) -> None:
    assert anonymous.get("/v1/decisions/dec_none/explanation").status_code == 401


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "test.guide").write_text(POLICY, "utf-8")
    return tmp_path


def _running(folder: Path) -> Iterator[tuple[Service, str]]:
    service = start(folder / "data", folder / "test.guide", real_world(), [Tone()])
    try:
        credentials = bootstrap(service.store, service.world)
        yield service, credentials.api_key if credentials else ""
    finally:
        service.close()


def test_a_decision_is_explained_under_the_policy_of_its_time(folder: Path) -> None:
    for service, key in _running(folder):
        headers = {"Authorization": f"Bearer {key}"}
        with TestClient(create_app(service, try_page=False)) as client:
            decision = client.post("/v1/check", json=LEAK, headers=headers).json()
    (folder / "test.guide").write_text(POLICY.replace("then block", "then acknowledge"), "utf-8")
    for service, _ in _running(folder):
        with TestClient(create_app(service, try_page=False)) as client:
            told = client.get(f"/v1/decisions/{decision['id']}/explanation", headers=headers).json()
    assert (told["outcome"], told["policy"]["digest"]) == ("block", decision["policy"]["digest"])


@pytest.mark.parametrize(
    ("damage", "status", "kind"),
    [
        ("DELETE FROM posts", 410, "post_gone"),
        ("UPDATE policies SET source_text = replace(source_text, 'then block', 'then review')", 409, "not_replayable"),
        ("UPDATE policies SET source_text = 'policy'", 409, "not_replayable"),
        ("DELETE FROM policies", 409, "not_replayable"),
    ],
)
def test_what_cannot_be_replayed_is_said_to_be_so(folder: Path, damage: str, status: int, kind: str) -> None:
    for service, key in _running(folder):
        headers = {"Authorization": f"Bearer {key}"}
        with TestClient(create_app(service, try_page=False)) as client:
            decision = client.post("/v1/check", json=LEAK, headers=headers).json()
        file = service.store.file
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.execute(text("PRAGMA foreign_keys = OFF"))
        connection.execute(text(damage))
    engine.dispose()
    (folder / "test.guide").write_text(POLICY.replace("then acknowledge", "then advise"), "utf-8")
    for service, _ in _running(folder):
        with TestClient(create_app(service, try_page=False)) as client:
            answer = client.get(f"/v1/decisions/{decision['id']}/explanation", headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{kind}")
