from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from guidepost.api import create_app
from guidepost.engine.service import Service
from guidepost.engine.start import real_world, start
from tests.api.engine import StorelessService, Tone


def test_it_runs(anonymous: TestClient) -> None:
    assert anonymous.get("/healthz").json() == {"status": "alive"}


def test_it_is_ready_and_says_with_what(anonymous: TestClient, service: Service) -> None:
    answer = anonymous.get("/readyz").json()
    assert answer["status"] == "ready"
    assert answer["policy"] == {"title": "Test guidelines", "version": "1", "digest": service.policy.compiled.digest}
    assert answer["providers"] == [{"name": "tone", "version": "1", "problem": None}]


def test_a_missing_provider_degrades_and_is_never_taken_for_fine(tmp_path: Path, policy_file: Path) -> None:
    service = start(tmp_path, policy_file, real_world(), [Tone(missing="tone.safetensors")])
    try:
        client = TestClient(create_app(service, try_page=True))
        answer = client.get("/readyz").json()
        assert (answer["status"], answer["providers"][0]["problem"]) == ("degraded", "FileNotFoundError: tone.safetensors")
        decision = client.post("/v1/try", json={"text": "Hello", "audience": "internal"}).json()
        assert decision["outcome"] == "acknowledge"
        assert decision["undecided"][0]["signals"] == ["insult"]
    finally:
        service.close()


def test_without_a_store_it_is_not_ready(service: Service) -> None:
    broken = StorelessService(service.policy, service.providers, service.store, service.world)
    answer = TestClient(create_app(broken, try_page=False)).get("/readyz")
    assert (answer.status_code, answer.headers["retry-after"], answer.json()["type"]) == (503, "5", "/problems/unavailable")
