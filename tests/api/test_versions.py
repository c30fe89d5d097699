"""The versions of the policy as platforms and operators read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from guidepost.api import create_app
from guidepost.engine.accounts import bootstrap, create_api_key
from guidepost.engine.catalogue import catalogue
from guidepost.engine.lifecycle import Examination, Lifecycle
from guidepost.engine.lifecycle.pending import Pending
from guidepost.engine.lifecycle.watching import Watcher
from guidepost.engine.policies import LoadedPolicy, PolicySource, compile_source
from guidepost.engine.service import Service
from guidepost.engine.start import start_serving
from tests.api.engine import POLICY, Tone
from tests.engine.lifecycle.versions import People


def another(**replaced: str) -> LoadedPolicy:
    """Another version of the small policy."""
    text = POLICY.replace('version "1"', 'version "2"')
    for old, new in replaced.items():
        text = text.replace(old, new)
    return compile_source(PolicySource(text, "test.guide"), catalogue([Tone()]))


class Installation:
    """A server whose versions people change, and a client for it."""

    def __init__(self, folder: Path, policy_file: Path) -> None:
        self.people = People(folder / "data")
        self.service: Service = start_serving(folder / "data", policy_file, self.people.world, [Tone()]).service
        self.people.lifecycle = Lifecycle(self.people.store, self.people.world, catalogue([Tone()]))
        self.watcher = Watcher(self.service)
        key = bootstrap_key(self.service)
        self.client = TestClient(create_app(self.service, try_page=False), headers={"Authorization": f"Bearer {key}"})

    @property
    def first(self) -> str:
        """The digest of the version of the first start."""
        return self.people.lifecycle.activations()[-1].digest

    def propose(self, policy: LoadedPolicy, note: str = "") -> str:
        """A draft by Ada, and its digest."""
        return self.people.lifecycle.propose(Examination(policy, (), None, None), self.people.ada, note).digest


def bootstrap_key(service: Service) -> str:
    """A key, also where there are people already."""
    credentials = bootstrap(service.store, service.world)
    return credentials.api_key if credentials else create_api_key(service.store, service.world, "test")[1]


@pytest.fixture
def installation(tmp_path: Path, policy_file: Path) -> Iterator[Installation]:
    """A server with one version."""
    made = Installation(tmp_path, policy_file)
    yield made
    made.service.close()
    made.people.store.close()


def test_versions_are_listed_with_their_consents(installation: Installation) -> None:
    draft = installation.propose(another(), note="A second version")
    found = installation.client.get("/v1/policies").json()["policies"]
    assert [(one["digest"], one["state"], one["version"]) for one in found] == [
        (installation.first, "live", "1"),
        (draft, "draft", "2"),
    ]
    assert found[0]["proposed_by"] is None
    assert found[0]["consents"] == []
    assert found[1]["proposed_by"] == "Ada"
    assert found[1]["note"] == "A second version"
    assert [(one["name"], one["withdrawn_at"]) for one in found[1]["consents"]] == [("Ada", None)]


def test_one_version_is_read_by_its_whole_digest(installation: Installation) -> None:
    one = installation.client.get(f"/v1/policies/{installation.first}")
    assert (one.status_code, one.json()["state"], one.json()["title"]) == (200, "live", "Test guidelines")
    for wrong in (installation.first[:20], "sha256:none", "x"):
        for path in (f"/v1/policies/{wrong}", f"/v1/policies/{wrong}/shadow"):
            answer = installation.client.get(path)
            assert (answer.status_code, answer.json()["type"]) == (404, "/problems/version_not_found")


def test_what_a_shadow_came_to_is_read(installation: Installation) -> None:
    draft = installation.propose(another(**{'"Nightjar", "Bluebell"': '"Bluebell"'}))
    assert installation.client.get(f"/v1/policies/{draft}/shadow").json()["beside"] == []
    installation.people.lifecycle.shadow(draft, installation.people.ben)
    installation.watcher.look()
    decision = installation.client.post("/v1/check", json={"text": "Project Nightjar", "audience": "external"}).json()
    assert decision["policy"]["digest"] == installation.first
    assert installation.service.shadows.settle(60)
    (found,) = installation.client.get(f"/v1/policies/{draft}/shadow").json()["beside"]
    assert found["live"]["digest"] == installation.first
    assert (found["posts"], found["milder"], found["outcomes"]["block"]["allow"]) == (1, 1, 1)
    assert found["examples"] == [
        {
            "decision": decision["id"],
            "decided_at": decision["decided_at"],
            "live": "block",
            "shadow": "allow",
            "newly": [],
            "no_more": ["confidential.leak"],
        }
    ]


def test_a_version_that_cannot_be_used_is_told(installation: Installation) -> None:
    draft = installation.propose(another())
    installation.people.lifecycle.approve(draft, installation.people.ben)
    installation.service.store.versions().note_problem(draft, "no weights")
    assert installation.client.get(f"/v1/policies/{draft}").json()["problem"] == "no weights"


def test_readiness_says_that_the_live_version_is_not_in_use(installation: Installation) -> None:
    assert installation.client.get("/readyz").json()["pending"] is None
    installation.service.pending = Pending("sha256:other", "provider tone could not be loaded")
    answer = installation.client.get("/readyz").json()
    assert (answer["status"], answer["policy"]["digest"]) == ("degraded", installation.first)
    assert answer["pending"] == {"digest": "sha256:other", "problem": "provider tone could not be loaded"}


@pytest.mark.parametrize("path", ["/v1/policies", "/v1/policies/sha256:x", "/v1/policies/sha256:x/shadow"])
def test_without_a_key_nothing_is_read(installation: Installation, path: str) -> None:
    answer = TestClient(create_app(installation.service, try_page=False)).get(path)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/unauthenticated")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_key_changes_nothing(installation: Installation, method: str) -> None:
    for path in ("/v1/policies", f"/v1/policies/{installation.first}", f"/v1/policies/{installation.first}/shadow"):
        assert getattr(installation.client, method)(path).status_code == 405
