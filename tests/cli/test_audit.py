"""`guidepost audit verify`."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def decided(check: Run, count: int) -> None:
    """Keep some decisions."""
    for number in range(count):
        assert check("--text", f"Hello {number}", "--audience", "internal").exit_code == 0


def noted(run: Run, data: Path) -> str:
    """What a run tells to note."""
    found = re.search(r"--noted (\d+:[0-9a-f]{64})", run("audit", "verify", "--data", data).stdout)
    assert found
    return found[1]


def test_a_whole_record_is_whole_also_against_an_earlier_note(check: Run, run: Run, data: Path) -> None:
    decided(check, 2)
    earlier = noted(run, data)
    decided(check, 2)
    assert "5 entries" in run("audit", "verify", "--data", data, "--noted", earlier).stdout


def test_a_record_that_was_cut_off_is_found_by_the_note(check: Run, run: Run, data: Path) -> None:
    decided(check, 2)
    earlier = noted(run, data)
    with sqlite3.connect(data / "guidepost.db") as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("DELETE FROM decisions WHERE audit_sequence = 3")
        connection.execute("DELETE FROM audit_entries WHERE sequence = 3")
    assert run("audit", "verify", "--data", data).exit_code == 0, "a chain alone cannot know"
    cut = run("audit", "verify", "--data", data, "--noted", earlier)
    assert cut.exit_code == 1
    assert "Entry 3" in cut.stderr


def test_an_altered_decision_is_named(check: Run, run: Run, data: Path) -> None:
    decided(check, 2)
    with sqlite3.connect(data / "guidepost.db") as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("UPDATE decisions SET body = replace(body, 'allow', 'block') WHERE audit_sequence = 2")
    altered = run("audit", "verify", "--data", data)
    assert altered.exit_code == 1
    assert "entry 2" in altered.stderr
    assert check("--text", "Hello", "--audience", "internal").exit_code == 0, "work goes on; the record keeps what happened"


def test_a_note_that_is_none_is_explained(run: Run, data: Path) -> None:
    result = run("audit", "verify", "--data", data, "--noted", "12")
    assert result.exit_code == 2
    assert "COUNT:HEAD" in result.stderr
