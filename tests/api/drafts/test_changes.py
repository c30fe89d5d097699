"""Bringing a version into force from the page."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from guidepost.engine.service import Service
from tests.api.drafts.conftest import Person, source
from tests.api.engine import POLICY

STRICTER = POLICY.replace("then acknowledge", "then review").replace(
    "excuses respect.be-polite", 'excuses respect.be-polite because "Their sketches need it."'
)


def until(holds: Callable[[], bool]) -> None:
    """Wait for the server to take up a change."""
    ends = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < ends, "it was not taken up"
        time.sleep(0.02)


def test_two_people_bring_a_version_into_force_and_one_goes_back(
    engine: Service, anna: Person, person: Callable[[str], Person]
) -> None:
    ben = person("ben")
    [bootstrap] = anna.get("/v1/desk/versions")["versions"]
    draft = anna.post("/v1/desk/versions", {"source": source(STRICTER), "note": "Insults wait for a person."})
    assert (draft["state"], draft["consented"], [one["name"] for one in draft["consents"]]) == ("draft", True, ["anna"])
    path = f"/v1/desk/versions/{draft['digest']}"
    twice = anna.post(f"{path}/consent", status=409)
    assert "second person" in twice["detail"]
    assert anna.post(f"{path}/shadow")["state"] == "shadow"
    assert ben.get(f"{path}/shadow")["beside"] == []
    assert ben.get(path)["text"] == STRICTER
    assert ben.post(f"{path}/consent")["state"] == "live"
    until(lambda: engine.policy.compiled.digest == draft["digest"])
    listed = ben.get("/v1/desk/versions")
    assert (listed["rollback_to"], [one["state"] for one in listed["versions"]]) == (bootstrap["digest"], ["live", "retired"])
    back = ben.post(f"/v1/desk/versions/{bootstrap['digest']}/rollback", {"reason": "too strict"})
    assert back["state"] == "live"
    until(lambda: engine.policy.compiled.digest == bootstrap["digest"])


def test_a_consent_can_be_taken_back_and_a_draft_given_up(anna: Person, person: Callable[[str], Person]) -> None:
    ben = person("ben")
    path = f"/v1/desk/versions/{anna.post('/v1/desk/versions', {'source': source(STRICTER)})['digest']}"
    assert anna.client.delete(f"{path}/consent").json()["consents"] == []
    assert ben.post(f"{path}/consent")["state"] == "draft"
    assert anna.post(f"{path}/retire", {"reason": "not needed"})["state"] == "retired"
    assert "detail" in ben.post(f"{path}/consent", status=409)


def test_a_draft_with_errors_is_not_proposed(anna: Person) -> None:
    spares_a_unit = POLICY.replace("then acknowledge", "then review")
    for text, code in ((POLICY.replace("insult >=", "inslt >="), "GP205"), (spares_a_unit, "GP411")):
        answer = anna.post("/v1/desk/versions", {"source": source(text)}, status=422)
        assert answer["type"] == "/problems/policy_has_errors"
        assert code in answer["detail"]
    assert len(anna.get("/v1/desk/versions")["versions"]) == 1


def test_a_rollback_needs_a_reason_and_a_version_that_was_live(anna: Person) -> None:
    digest = anna.post("/v1/desk/versions", {"source": source(STRICTER)})["digest"]
    assert "Say why" in anna.post(f"/v1/desk/versions/{digest}/rollback", {"reason": " "}, status=409)["detail"]
    assert "never live" in anna.post(f"/v1/desk/versions/{digest}/rollback", {"reason": "x"}, status=409)["detail"]


def test_an_unknown_version_is_told(anna: Person) -> None:
    for path in ("/v1/desk/versions/sha256:00", "/v1/desk/versions/sha256:00/shadow"):
        assert anna.client.get(path).status_code == 404
    assert anna.post("/v1/desk/versions/sha256:00/consent", status=409)["detail"]


WRITING = [
    ("POST", "/v1/drafts/check"),
    ("POST", "/v1/drafts/complete"),
    ("POST", "/v1/drafts/hover"),
    ("POST", "/v1/drafts/format"),
    ("POST", "/v1/drafts/test"),
    ("POST", "/v1/drafts/try"),
    ("POST", "/v1/drafts/compare"),
    ("POST", "/v1/desk/versions"),
    ("POST", "/v1/desk/versions/sha256:0/shadow"),
    ("POST", "/v1/desk/versions/sha256:0/consent"),
    ("DELETE", "/v1/desk/versions/sha256:0/consent"),
    ("POST", "/v1/desk/versions/sha256:0/retire"),
    ("POST", "/v1/desk/versions/sha256:0/rollback"),
]


@pytest.mark.parametrize(("method", "path"), WRITING)
def test_a_moderator_reads_the_policy_and_writes_none(method: str, path: str, person: Callable[[str], Person]) -> None:
    mara = person("mara")
    assert mara.get("/v1/desk/versions")["may_write"] is False
    assert mara.client.request(method, path, json={} if method == "POST" else None).status_code == 403
    assert mara.client.get("/policy").status_code == 200


@pytest.mark.parametrize(("method", "path"), [*WRITING, ("GET", "/v1/desk/versions"), ("GET", "/v1/desk/versions/sha256:0")])
def test_nobody_gets_in_without_signing_in_nor_without_the_token(method: str, path: str, person: Callable[[str], Person]) -> None:
    anna = person("anna")
    anna.client.headers.pop("X-CSRF-Token")
    if method != "GET":
        assert anna.client.request(method, path, json={} if method == "POST" else None).status_code == 403
    anna.client.cookies.clear()
    assert anna.client.request(method, path, json={} if method == "POST" else None).status_code == 401
