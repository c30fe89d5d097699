"""The record alone shows whether every version came into force as it must."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from guidepost.engine.audit import EMPTY, Audited, Event, Head, Kind, link, verify_record
from guidepost.engine.kept import PolicyUnusable
from guidepost.engine.lifecycle.proof import Lives
from guidepost.engine.lifecycle.replacing import UNRECORDED
from guidepost.engine.lifecycle.watching import Watcher
from guidepost.engine.start import start_serving
from tests.engine.lifecycle.versions import People, source, version
from tests.engine.scripted import world

Told = tuple[str, str, dict[str, object]]

ADA, BEN, CLEO = "user_ada", "user_ben", "user_cleo"


def proposed(version: str, by: str) -> Told:
    return Kind.POLICY_PROPOSED, version, {"by": by}


def approved(version: str, by: str) -> Told:
    return Kind.POLICY_APPROVED, version, {"by": by}


def withdrawn(version: str, by: str) -> Told:
    return Kind.POLICY_CONSENT_WITHDRAWN, version, {"by": by}


def retired(version: str) -> Told:
    return Kind.POLICY_RETIRED, version, {"by": CLEO}


def activated(version: str, *by: str, how: str = "consent", reread: str | None = None) -> Told:
    return Kind.POLICY_ACTIVATED, version, {"by": list(by), "how": how, "reread": reread}


def rolled_back(version: str, reread: str | None = None) -> Told:
    return Kind.POLICY_ROLLED_BACK, version, {"by": [CLEO], "how": "rollback", "reread": reread}


FIRST = activated("one", how="bootstrap")
SECOND = [proposed("two", ADA), approved("two", BEN), activated("two", ADA, BEN)]


def followed(told: Sequence[Told]) -> Lives:
    """What the record of these events shows."""
    head, audited = EMPTY, list[Audited]()
    for kind, subject, facts in told:
        entry = link(Event(Kind(kind), "2026-11-25T12:00:00.000Z", subject, facts), head)
        head = Head(entry.sequence, entry.hash)
        audited.append(Audited(entry, None))
    lives = Lives()
    assert verify_record(lives.follow(audited)).problem is None
    return lives


@pytest.mark.parametrize(
    ("told", "live"),
    [
        ([], None),
        ([FIRST], "one"),
        ([FIRST, proposed("two", ADA)], "one"),
        ([FIRST, *SECOND], "two"),
        ([FIRST, *SECOND, rolled_back("one")], "one"),
        ([FIRST, *SECOND, rolled_back("uno", reread="one")], "uno"),
        ([FIRST, activated("uno", how="reread", reread="one")], "uno"),
        ([FIRST, activated("two", how="unreviewed")], "two"),
        (
            [FIRST, proposed("two", ADA), withdrawn("two", ADA), *SECOND[1:2], approved("two", CLEO), activated("two", BEN, CLEO)],
            "two",
        ),
    ],
)
def test_what_was_done_as_it_must(told: list[Told], live: str | None) -> None:
    assert followed(told).problem_with(live) is None


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ([FIRST, proposed("two", ADA), activated("two", ADA)], "Entry 3 brings two into force without the consents of 2 people"),
        ([FIRST, proposed("two", ADA), activated("two", ADA, ADA)], "without the consents"),
        ([FIRST, proposed("two", ADA), activated("two", ADA, BEN)], "without the consents"),
        ([FIRST, proposed("two", ADA), approved("three", BEN), activated("two", ADA, BEN)], "without the consents"),
        (
            [FIRST, proposed("two", ADA), approved("two", BEN), withdrawn("two", ADA), activated("two", ADA, BEN)],
            "without the consents",
        ),
        ([FIRST, proposed("two", ADA), retired("two"), approved("two", BEN), activated("two", ADA, BEN)], "without the consents"),
        ([FIRST, proposed("two", ADA), proposed("two", BEN), activated("two", ADA, BEN)], "without the consents"),
        ([FIRST, proposed("two", ADA), rolled_back("two")], "Entry 3 goes back to two, which was never live"),
        ([FIRST, activated("two", how="bootstrap")], "as the first version, which it is not"),
    ],
)
def test_what_was_not(told: list[Told], says: str) -> None:
    assert says in str(followed(told).problem_with("two"))


def test_a_live_version_that_the_record_does_not_name() -> None:
    for live in ("three", None):
        assert "by the record it is two" in str(followed([FIRST, *SECOND]).problem_with(live))


@pytest.fixture
def sneak(tmp_path: Path) -> Callable[[str], None]:
    """Makes a version the live one beside Guidepost."""

    def sneak(digest: str) -> None:
        with closing(sqlite3.connect(tmp_path / "data" / "guidepost.db")) as connection, connection:
            connection.execute("UPDATE policy_versions SET state = 'retired' WHERE state = 'live'")
            connection.execute("UPDATE policy_versions SET state = 'live' WHERE digest = ?", (digest,))
            connection.execute("UPDATE policy_revision SET revision = revision + 1")

    return sneak


def test_a_version_that_somebody_sneaked_in_is_not_used(tmp_path: Path, sneak: Callable[[str], None]) -> None:
    first = tmp_path / "one.guide"
    first.write_text(source("One").text, "utf-8")
    service = start_serving(tmp_path / "data", first, world(), []).service
    people = People(tmp_path / "data")
    digest = people.propose(version("Two"))
    sneak(digest)
    Watcher(service).look()
    assert service.policy.compiled.digest == version("One").compiled.digest
    assert service.pending is not None
    assert service.pending.problem == UNRECORDED
    service.close()
    with pytest.raises(PolicyUnusable, match="the record does not say"):
        start_serving(tmp_path / "data", None, world(), [])
    people.activate(version("Three"))
    people.store.close()
    start_serving(tmp_path / "data", None, world(), []).service.close()
