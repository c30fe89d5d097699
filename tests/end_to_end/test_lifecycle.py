"""A version comes into force, and goes, while a real server answers: changed by commands, by two people."""

from __future__ import annotations

import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from guidepost.engine.people import Role
from guidepost.engine.policies import load_policy
from guidepost.engine.start import known_signals
from tests.cli.conftest import POLICY
from tests.cli.people import add
from tests.end_to_end.server import Server
from tests.end_to_end.test_life import guidepost

SECOND = POLICY.replace('version "1"', 'version "2"').replace("then block, redirect", "then review, redirect")
OUTCOMES = {"1": "block", "2": "review"}
"""What the versions make of a code name in public."""
WITHIN = 120.0
"""Seconds; generous, for a machine that does other things too."""


class Traffic:
    """Posts again and again, in threads, and notes every answer in the order in which they came."""

    def __init__(self, server: Server, key: str, threads: int = 3) -> None:
        self.answers = list[tuple[int, str, str]]()
        self._server, self._key = server, key
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._post) for _ in range(threads)]

    def __enter__(self) -> Traffic:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join(WITHIN)

    def _post(self) -> None:
        with self._server.client(self._key) as client:
            while not self._ended.is_set():
                answer = client.post("/v1/check", json={"text": "Nightjar ships in May", "audience": "external"})
                decision = answer.json()
                self.answers.append((answer.status_code, decision["policy"]["version"], decision["outcome"]))

    def wait_for(self, version: str) -> None:
        """Wait until the newest answers are by a version."""
        until = time.monotonic() + WITHIN
        while time.monotonic() < until:
            if len(self.answers) > 5 and {one[1] for one in self.answers[-5:]} == {version}:
                return
            time.sleep(0.02)
        raise AssertionError(f"version {version} never came: {self.answers[-5:]}")


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Server]:
    """A server with a policy that needs no model, and people in its data folder; started."""
    policy = tmp_path / "first.guide"
    policy.write_text(POLICY, "utf-8")
    (tmp_path / "second.guide").write_text(SECOND, "utf-8")
    server = Server(tmp_path / "data", policy=policy).start()
    server.wait_until_ready()
    for name in ("Ada", "Ben"):
        add(server.data, tmp_path, name, Role.OFFICER)
    yield server
    if server.process is not None and server.process.poll() is None:
        server.stop()


def change(server: Server, *arguments: object, by: str) -> str:
    """Run a command of the life of a policy as somebody; what it printed."""
    password = server.data.parent / f"{by.lower()}.password"
    ended: subprocess.CompletedProcess[str] = guidepost(
        "policy", *arguments, "--as", by, "--password-file", password, "--data", server.data
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_versions_come_and_go_and_no_request_is_dropped(installation: Server) -> None:
    key = installation.api_key
    second = installation.data.parent / "second.guide"
    digest = load_policy(second, known_signals()).compiled.digest
    with Traffic(installation, key) as traffic:
        traffic.wait_for("1")
        change(installation, "propose", second, "--note", "People decide", by="Ada")
        change(installation, "shadow", digest[:15], by="Ada")
        change(installation, "approve", digest[:15], by="Ben")
        traffic.wait_for("2")
        change(installation, "rollback", "--because", "Too many cases", by="Ada")
        traffic.wait_for("1")
    assert {status for status, _, _ in traffic.answers} == {200}
    assert all(outcome == OUTCOMES[version] for _, version, outcome in traffic.answers)
    with installation.client(key) as client:
        states = {one["version"]: one["state"] for one in client.get("/v1/policies").json()["policies"]}
        (beside,) = client.get(f"/v1/policies/{digest}/shadow").json()["beside"]
    assert states == {"1": "live", "2": "retired"}
    assert beside["posts"] + beside["dropped"] == beside["milder"] + beside["dropped"] > 0

    assert installation.stop() == 0
    installation.policy = second
    installation.start().wait_until_ready()
    assert "which is not the live version" in installation.log.read_text("utf-8")
    with installation.client(key) as client:
        answer = client.post("/v1/check", json={"text": "Nightjar", "audience": "external"}).json()
    assert answer["policy"]["version"] == "1"
    change(installation, "rollback", "--to", digest[:15], "--because", "Enough people now", by="Ben")
    installation.kill()
    installation.policy = None
    installation.start().wait_until_ready()
    with installation.client(key) as client:
        assert client.get("/readyz").json()["policy"]["digest"] == digest
    assert installation.stop() == 0
    verified = guidepost("audit", "verify", "--data", installation.data)
    assert verified.returncode == 0, verified.stderr


def test_a_version_that_somebody_makes_live_beside_guidepost_is_not_used(installation: Server) -> None:
    key = installation.api_key
    second = installation.data.parent / "second.guide"
    digest = load_policy(second, known_signals()).compiled.digest
    change(installation, "propose", second, by="Ada")
    with closing(sqlite3.connect(installation.data / "guidepost.db", timeout=30)) as connection, connection:
        connection.execute("UPDATE policy_versions SET state = 'retired' WHERE state = 'live'")
        connection.execute("UPDATE policy_versions SET state = 'live' WHERE digest = ?", (digest,))
        connection.execute("UPDATE policy_revision SET revision = revision + 1")
    until = time.monotonic() + WITHIN
    ready = httpx.get(f"{installation.address}/readyz").json()
    while ready["pending"] is None and time.monotonic() < until:
        time.sleep(0.1)
        ready = httpx.get(f"{installation.address}/readyz").json()
    assert ready["status"] == "degraded"
    assert ready["pending"]["digest"] == digest
    with installation.client(key) as client:
        answer = client.post("/v1/check", json={"text": "Nightjar", "audience": "external"})
    assert (answer.status_code, answer.json()["policy"]["version"]) == (200, "1")
    assert "the record does not say" in guidepost("policy", "status", "--data", installation.data).stdout
    assert "policy_not_replaced" in installation.log.read_text("utf-8")
    verified = guidepost("audit", "verify", "--data", installation.data)
    assert verified.returncode == 1
    assert f"The live version in the store is {digest}" in verified.stderr.replace("\n", " ")


def test_what_is_to_be_unreviewed_must_be_named(tmp_path: Path) -> None:
    ended = guidepost("serve", "--data", tmp_path / "data", "--port", 0, "--policy-unreviewed")
    assert ended.returncode == 2
    assert "--policy names; name one" in ended.stderr
    assert not (tmp_path / "data").exists()
