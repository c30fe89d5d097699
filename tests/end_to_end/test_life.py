"""An installation over time: started, ended, killed, started again."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest

from tests.cli.conftest import POLICY
from tests.end_to_end.server import Server


def guidepost(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    command = [sys.executable, "-m", "guidepost", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)


@pytest.fixture
def installation(tmp_path: Path) -> Server:
    """A server with a policy that needs no model, not started."""
    policy = tmp_path / "small.guide"
    policy.write_text(POLICY, "utf-8")
    return Server(tmp_path / "data", policy=policy)


def test_a_second_start_knows_everything_and_prints_no_secret(installation: Server) -> None:
    installation.start().wait_until_ready()
    key = installation.api_key
    with installation.client(key) as client:
        decision = client.post("/v1/check", json={"text": "Nightjar", "audience": "external"})
    assert installation.stop() == 0
    installation.start().wait_until_ready()
    assert "gp_live_" not in installation.printed
    assert "password" not in installation.printed
    assert "1 decisions" in installation.printed
    with installation.client(key) as client:
        assert client.get(f"/v1/decisions/{decision.json()['id']}").content == decision.content
    installation.stop()


def test_no_answered_decision_is_lost_when_the_server_is_killed(installation: Server) -> None:
    installation.start().wait_until_ready()
    key, answered, lock = installation.api_key, list[str](), threading.Lock()

    def post_until_it_dies() -> None:
        with installation.client(key) as client:
            while True:
                try:
                    answer = client.post("/v1/check", json={"text": "Hello", "audience": "internal"})
                except httpx.TransportError:
                    return
                with lock:
                    answered.append(answer.json()["id"])

    threads = [threading.Thread(target=post_until_it_dies) for _ in range(4)]
    for thread in threads:
        thread.start()
    while len(answered) < 40:
        threading.Event().wait(0.01)
    installation.kill()
    for thread in threads:
        thread.join(60)
    installation.start().wait_until_ready()
    with installation.client(key) as client:
        assert all(client.get(f"/v1/decisions/{each}").status_code == 200 for each in answered)
    installation.stop()
    verified = guidepost("audit", "verify", "--data", installation.data)
    assert verified.returncode == 0
    assert "The record is whole" in verified.stdout


def test_a_taken_port_is_named_at_once(installation: Server) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = guidepost("serve", "--data", installation.data, "--policy", installation.policy, "--port", port)
    assert ended.returncode == 1
    assert f"127.0.0.1:{port}" in ended.stderr
    assert "--port" in ended.stderr
    assert not installation.data.exists(), "nothing was begun"


def test_a_data_folder_that_cannot_be_written_is_named(installation: Server, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = guidepost("serve", "--data", tmp_path / "file" / "data", "--policy", installation.policy, "--port", 0)
    assert ended.returncode == 1
    assert f"The data folder {tmp_path / 'file' / 'data'}" in ended.stderr
    assert "--data" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_only_one_port_is_opened_and_only_here(installation: Server) -> None:
    installation.start().wait_until_ready()
    assert installation.process is not None
    inodes = {
        link.readlink().name.removeprefix("socket:[").removesuffix("]")
        for link in Path(f"/proc/{installation.process.pid}/fd").iterdir()
        if str(link.readlink()).startswith("socket:")
    }
    listening = [
        fields[1]
        for table in ("tcp", "tcp6", "udp", "udp6")
        for fields in map(str.split, Path(f"/proc/net/{table}").read_text().splitlines()[1:])
        if fields[9] in inodes and (fields[3] == "0A" or table.startswith("udp"))
    ]
    installation.stop()
    assert [address.split(":")[0] for address in listening] == ["0100007F"]


def test_the_command_line_and_the_server_decide_alike(installation: Server) -> None:
    installation.start().wait_until_ready()
    with installation.client(installation.api_key) as client:
        over_http = client.post("/v1/check", json={"text": "Nightjar", "audience": "external"}).json()
    installation.stop()
    checked = guidepost(
        "check",
        "--data",
        installation.data,
        "--policy",
        installation.policy,
        "--text",
        "Nightjar",
        "--audience",
        "external",
        "--json",
    )
    assert checked.returncode == 5
    by_hand = json.loads(checked.stdout)
    for changing in ("id", "decided_at", "timings_ms", "guidance"):
        by_hand.pop(changing)
        over_http.pop(changing)
    assert by_hand == over_http
