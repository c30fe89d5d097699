"""What a start of the server makes of a policy file and of what the store says is live."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from guidepost.engine.audit import verify_record
from guidepost.engine.decision import from_json
from guidepost.engine.kept import PolicyUnusable
from guidepost.engine.lifecycle import How, Lifecycle, Refusal, Refused, State
from guidepost.engine.post import Post
from guidepost.engine.service import Service
from guidepost.engine.start import Serving, start, start_serving
from guidepost.engine.store import DATABASE, open_store
from tests.engine.lifecycle.versions import People, source, version
from tests.engine.scripted import Scripted, world


def file(folder: Path, word: str) -> Path:
    """A version on disk."""
    path = folder / f"{word.lower()}.guide"
    path.write_text(source(word).text, "utf-8")
    return path


@contextmanager
def serving(folder: Path, policy: Path | None, *, unreviewed: bool = False) -> Iterator[Serving]:
    """A server's engine over a data folder."""
    found = start_serving(folder / "data", policy, world(), NONE, unreviewed=unreviewed)
    try:
        yield found
    finally:
        found.service.close()


NONE: Sequence[Scripted] = ()


def lifecycle(service: Service) -> Lifecycle:
    return Lifecycle(service.store, service.world, service.policy.checked.scope.catalogue)


def activations(service: Service) -> list[dict[str, object]]:
    """The facts of every activation in the record."""
    entries = [json.loads(entry.body) for entry in service.store.audit_entries()]
    return [{"digest": one["subject"], **one["facts"]} for one in entries if one["kind"] == "policy_activated"]


def test_the_first_start_makes_the_file_live_and_says_that_nobody_consented(tmp_path: Path) -> None:
    with serving(tmp_path, file(tmp_path, "One")) as first:
        live = lifecycle(first.service).live()
        assert live is not None
        assert (live.digest, live.state, live.proposed_by, live.consents) == (
            first.service.policy.compiled.digest,
            State.LIVE,
            None,
            (),
        )
        (entry,) = activations(first.service)
        assert (entry["how"], entry["by"], entry["replaces"]) == ("bootstrap", [], None)
        assert first.passed_over is None


def test_later_starts_need_no_file_and_enter_nothing(tmp_path: Path) -> None:
    with serving(tmp_path, file(tmp_path, "One")) as first:
        entries = len(list(first.service.store.audit_entries()))
        digest = first.service.policy.compiled.digest
    for policy in (None, tmp_path / "one.guide"):
        with serving(tmp_path, policy) as again:
            assert again.service.policy.compiled.digest == digest
            assert again.passed_over is None
            assert len(list(again.service.store.audit_entries())) == entries


def test_a_file_that_is_not_the_live_version_decides_nothing(tmp_path: Path) -> None:
    with serving(tmp_path, file(tmp_path, "One")):
        pass
    with serving(tmp_path, file(tmp_path, "Two")) as again:
        assert again.passed_over is not None
        assert again.passed_over.compiled.digest == version("Two").compiled.digest
        assert again.service.policy.compiled.digest == version("One").compiled.digest
        (body,) = again.service.check([Post("Two", "external")], key=None).bodies
        assert from_json(body).outcome == "allow"
        assert [one.digest for one in lifecycle(again.service).all()] == [version("One").compiled.digest]


def test_unless_it_is_to_be_live_unreviewed_which_the_record_says(tmp_path: Path) -> None:
    with serving(tmp_path, file(tmp_path, "One")):
        pass
    with serving(tmp_path, file(tmp_path, "Two"), unreviewed=True) as again:
        assert again.passed_over is None
        assert again.service.policy.compiled.digest == version("Two").compiled.digest
        entry = activations(again.service)[-1]
        assert (entry["how"], entry["by"], entry["replaces"]) == ("unreviewed", [], version("One").compiled.digest)
        assert [one.how for one in lifecycle(again.service).activations()] == [How.UNREVIEWED, How.BOOTSTRAP]
    with serving(tmp_path, tmp_path / "two.guide", unreviewed=True) as third:
        assert len(lifecycle(third.service).activations()) == 2, "it is live already"


def test_the_first_version_can_be_rolled_back_to(tmp_path: Path) -> None:
    with serving(tmp_path, file(tmp_path, "One")):
        pass
    people = People(tmp_path / "data")
    people.activate(version("Two"))
    assert people.lifecycle.rollback(people.cleo, "because").digest == version("One").compiled.digest
    people.store.close()
    with serving(tmp_path, None) as again:
        assert again.service.policy.compiled.digest == version("One").compiled.digest


def test_texts_that_this_version_reads_otherwise_go_into_force_as_they_are_read_now(tmp_path: Path) -> None:
    with serving(tmp_path, file(tmp_path, "One")):
        pass
    keep(tmp_path, source("Three").text)
    with serving(tmp_path, None) as again:
        assert again.service.policy.compiled.digest == version("Three").compiled.digest
        entry = activations(again.service)[-1]
        assert (entry["how"], entry["digest"], entry["replaces"]) == (
            "reread",
            version("Three").compiled.digest,
            version("One").compiled.digest,
        )
        assert verify_record(again.service.store.audited()).problem is None
    with serving(tmp_path, None) as third:
        assert len(activations(third.service)) == 2


def test_texts_that_cannot_be_used_at_all_stop_the_start_and_are_named(tmp_path: Path) -> None:
    with serving(tmp_path, file(tmp_path, "One")):
        pass
    keep(tmp_path, source("One").text.replace("then block", "then block\n    unless no_such_signal >= 1"))
    with pytest.raises(PolicyUnusable, match=r"The live version 1 \(sha256:.*no_such_signal"):
        start_serving(tmp_path / "data", None, world(), NONE)
    people = People(tmp_path / "data")
    people.activate(version("Two"))
    people.store.close()
    with serving(tmp_path, None) as again:
        assert again.service.policy.compiled.digest == version("Two").compiled.digest


def keep(folder: Path, text: str) -> None:
    """Puts another text under the digests that are kept: what a later Guidepost makes of the same text is another policy, too."""
    with closing(sqlite3.connect(folder / "data" / DATABASE)) as connection, connection:
        connection.execute("UPDATE policies SET source_text = ?", (text,))


class TestChecking:
    """`start`: an engine for checking, which brings nothing into force."""

    def test_brings_nothing_into_force(self, tmp_path: Path) -> None:
        start(tmp_path / "data", file(tmp_path, "One"), world(), NONE).close()
        store = open_store(tmp_path / "data")
        assert store.versions().all() == []
        store.close()

    def test_keeps_decisions_only_under_the_live_version(self, tmp_path: Path) -> None:
        with serving(tmp_path, file(tmp_path, "One")):
            pass
        with pytest.raises(Refused, match="--dry-run") as refused:
            start(tmp_path / "data", file(tmp_path, "Two"), world(), NONE)
        assert refused.value.kind is Refusal.NOT_THE_LIVE_ONE
        start(tmp_path / "data", tmp_path / "one.guide", world(), NONE).close()

    def test_takes_the_live_version_where_none_is_named(self, tmp_path: Path) -> None:
        with serving(tmp_path, file(tmp_path, "One")):
            pass
        service = start(tmp_path / "data", None, world(), NONE)
        assert service.policy.compiled.digest == version("One").compiled.digest
        service.close()

    def test_any_policy_may_be_tried_and_the_record_does_not_hear_of_it(self, tmp_path: Path) -> None:
        with serving(tmp_path, file(tmp_path, "One")) as first:
            entries = len(list(first.service.store.audit_entries()))
        service = start(tmp_path / "data", file(tmp_path, "Two"), world(), NONE, keep=False)
        assert service.try_out(Post("Two", "external")).outcome == "block"
        assert len(list(service.store.audit_entries())) == entries
        service.close()
