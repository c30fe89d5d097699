"""Killed without warning in the middle of its work, Guidepost has every decision it has acknowledged, and a whole record."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from guidepost.engine.audit import Head, verify_record
from guidepost.engine.store import open_store
from tests.engine.store.items import item
from tests.engine.store.recorder import subject

ROOT = Path(__file__).parents[3]
ROUNDS = 5


def record_until_killed(folder: Path, name: str, acknowledged: int) -> list[str]:
    """Kill a recorder when it has acknowledged so many decisions; every id it got out."""
    command = [sys.executable, "-m", "tests.engine.store.recorder", str(folder), name]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as recorder:
        assert recorder.stdout is not None
        lines = [recorder.stdout.readline() for _ in range(acknowledged)]
        recorder.kill()
        lines += recorder.stdout.readlines()
    assert recorder.returncode == -9
    return [line.strip() for line in lines if line.endswith("\n")]


def test_a_killed_process_loses_nothing_it_has_acknowledged(folder: Path, sql: Callable[..., list[tuple[object, ...]]]) -> None:
    chance = random.Random(20_261_102)
    known = None
    acknowledged: list[str] = []
    for number in range(ROUNDS):
        acknowledged += record_until_killed(folder, f"round-{number}", chance.randrange(1, 120))
        store = open_store(folder)
        report = verify_record(store.audited(), known)
        lost = [decision_id for decision_id in acknowledged if store.decision(decision_id) != item(decision_id).body]
        kept = store.count_decisions()
        unopened = [decision_id for decision_id in acknowledged[-3:] if store.post(decision_id) is None]
        store.close()
        assert report.problem is None
        assert not lost
        assert not unopened
        # The last batch may have been kept without having been acknowledged any more.
        assert len(acknowledged) <= kept <= len(acknowledged) + 3 * (number + 1)
        assert report.count == kept + 1
        # A trace is there if its decision is, and only then.
        decided = {subject(str(decision_id)) for (decision_id,) in sql("SELECT id FROM decisions")}
        assert {traced for (traced,) in sql("SELECT subject FROM post_traces")} == decided
        known = Head(report.count, report.head)
