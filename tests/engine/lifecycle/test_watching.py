"""A running server takes up another version while it answers: nothing is dropped, nothing is decided by half of each."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from guidepost.engine.catalogue import catalogue
from guidepost.engine.decision import Decision, from_json
from guidepost.engine.lifecycle import Lifecycle
from guidepost.engine.lifecycle.watching import AGAIN_AFTER, Watcher
from guidepost.engine.policies import LoadedPolicy, compile_source
from guidepost.engine.post import Post
from guidepost.engine.service import Service
from guidepost.engine.start import start_serving
from guidepost.engine.store import Store, StoreUnavailable
from guidepost.signals import SignalType
from tests.engine.lifecycle.versions import People, examined, source, version
from tests.engine.scripted import Scripted, world

WITHIN = 60.0
"""Seconds; generous, for a machine that does other things too."""
SWITCHES = 20

ONE, TWO = version("One"), version("Two", "review")


class Running:
    """A server's engine and its watcher, and people who change versions in another connection to the same data folder."""

    def __init__(self, folder: Path, *providers: Scripted) -> None:
        first = folder / "one.guide"
        first.write_text(ONE.source.text, "utf-8")
        self.service: Service = start_serving(folder / "data", first, world(), providers).service
        self.now = 0.0
        self.watcher = Watcher(self.service, every=0.02, clock=lambda: self.now)
        self.people = People(folder / "data")
        self.people.lifecycle = Lifecycle(self.people.store, self.people.world, catalogue(providers))
        self.watcher.look()

    def close(self) -> None:
        self.service.close()
        self.people.store.close()

    @property
    def digest(self) -> str:
        """Of the version that decides."""
        return self.service.policy.compiled.digest

    def decide(self, text: str) -> Decision:
        (body,) = self.service.check([Post(text, "external")], key=None).bodies
        return from_json(body)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """With version one live."""
    found = Running(tmp_path)
    yield found
    found.close()


def problem(running: Running, policy: LoadedPolicy) -> str | None:
    return running.people.lifecycle.find(policy.compiled.digest).problem


def test_what_another_process_activated_decides_after_the_next_look(running: Running) -> None:
    assert running.decide("Two").outcome == "allow"
    running.people.activate(TWO)
    running.watcher.look()
    decision = running.decide("Two")
    assert (decision.outcome, decision.policy.digest) == ("review", TWO.compiled.digest)
    kinds = [(entry.kind, entry.subject) for entry in running.service.store.audit_entries()]
    activated = kinds.index(("policy_activated", TWO.compiled.digest))
    assert kinds.index(("policy_loaded", TWO.compiled.digest)) > activated


def test_a_rollback_is_taken_up_without_compiling_anything(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    before = running.service.policy
    running.people.activate(TWO)
    running.watcher.look()
    monkeypatch.setattr(running.watcher, "_compile", lambda _: pytest.fail("it was compiled before"))
    running.people.lifecycle.rollback(running.people.ada, "because")
    running.watcher.look()
    assert running.service.policy is before


def test_what_is_changed_in_the_same_process_is_taken_up_at_once(running: Running) -> None:
    watcher = Watcher(running.service, every=3600)
    watcher.start()
    lifecycle = running.service.lifecycle
    lifecycle.approve(lifecycle.propose(examined(TWO), running.people.ada).digest, running.people.ben)
    wait_until(lambda: running.digest == TWO.compiled.digest)
    watcher.stop()


def test_twenty_switches_under_traffic_drop_nothing_and_mix_nothing(running: Running) -> None:
    """Both texts are in every post: version one blocks it because of its word, version two holds it because of the other."""
    ended, decisions, failures = threading.Event(), list[Decision](), list[Exception]()

    def post() -> None:
        while not ended.is_set():
            try:
                decisions.append(running.decide("One Two"))
            except Exception as error:
                failures.append(error)

    running.people.activate(TWO)
    running.watcher.start()
    threads = [threading.Thread(target=post) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(SWITCHES):
        to = (ONE, TWO)[number % 2].compiled.digest
        running.people.lifecycle.rollback(running.people.ada, f"switch {number}", to=to)
        wait_until(lambda to=to: running.digest == to)
        seen = len(decisions)
        wait_until(lambda seen=seen: len(decisions) > seen + 4)
    ended.set()
    for thread in threads:
        thread.join(WITHIN)
    running.watcher.stop()
    assert failures == []
    expected = {ONE.compiled.digest: ("block", "One"), TWO.compiled.digest: ("review", "Two")}
    assert {one.policy.digest for one in decisions} == set(expected)
    for one in decisions:
        label = {place.label for reason in one.reasons for condition in reason.conditions for place in condition.places}
        assert (one.outcome, label) == (expected[one.policy.digest][0], {expected[one.policy.digest][1]})
        assert (one.case is not None) == (one.outcome == "review")
    switched = sum(1 for before, after in pairwise(decisions) if before.policy != after.policy)
    assert switched >= SWITCHES
    loaded = [entry.subject for entry in running.service.store.audit_entries() if entry.kind == "policy_loaded"]
    assert len(loaded) >= SWITCHES
    assert all(before != after for before, after in pairwise(loaded))


def test_a_request_ends_under_the_version_it_began_with(tmp_path: Path) -> None:
    asked, go_on = threading.Event(), threading.Event()

    def answer(_: object) -> dict[str, float]:
        asked.set()
        assert go_on.wait(WITHIN)
        return {"toxicity": 0.1}

    slow = Scripted("tone", answer, ("toxicity", SignalType.PROBABILITY), budget=WITHIN)
    found = Running(tmp_path, slow)
    rule = "\n  must not shout\n    when toxicity >= 0.5\n    then review\n"
    asks = compile_source(source("Three", more=rule), catalogue([slow]))
    found.people.activate(asks)
    found.watcher.look()
    decisions = list[Decision]()
    request = threading.Thread(target=lambda: decisions.append(found.decide("Two")))
    request.start()
    assert asked.wait(WITHIN)
    found.people.activate(TWO)
    found.watcher.look()
    assert found.digest == TWO.compiled.digest
    go_on.set()
    request.join(WITHIN)
    assert (decisions[0].policy.digest, decisions[0].outcome) == (asks.compiled.digest, "allow")
    assert found.decide("Two").policy.digest == TWO.compiled.digest
    found.close()


class Later(Scripted):
    """Cannot be loaded until its weights are there."""

    there = False

    def load(self) -> None:
        """Raises `FileNotFoundError` as long as they are not."""
        if not self.there:
            raise FileNotFoundError("weights.bin")


class TestAVersionThatCannotBeUsed:
    """The one before stays, and that is told everywhere."""

    RULE = "\n  must not shout\n    when toxicity >= 0.5\n    then review\n"

    def test_because_a_provider_cannot_be_loaded(self, tmp_path: Path) -> None:
        late = Later("tone", lambda _: {"toxicity": 0.9}, ("toxicity", SignalType.PROBABILITY))
        found = Running(tmp_path, late)
        asks = compile_source(source("Two", more=self.RULE), catalogue([late]))
        found.people.activate(asks)
        found.watcher.look()
        readiness = found.service.readiness()
        assert found.digest == ONE.compiled.digest
        assert readiness.degraded
        assert readiness.providers == (), "the version that decides asks none"
        assert readiness.pending is not None
        assert readiness.pending.digest == asks.compiled.digest
        assert readiness.pending.problem == "provider tone could not be loaded: FileNotFoundError: weights.bin"
        assert problem(found, asks) == readiness.pending.problem
        assert found.decide("One").policy.digest == ONE.compiled.digest

        late.there = True
        found.watcher.look()
        assert found.digest == ONE.compiled.digest, "it is tried again, but not all the time"
        found.now = AGAIN_AFTER
        found.watcher.look()
        assert (found.digest, found.service.pending, problem(found, asks)) == (asks.compiled.digest, None, None)
        assert found.decide("x").outcome == "review"
        found.close()

    def test_because_it_cannot_be_compiled_here(self, running: Running) -> None:
        elsewhere = Scripted("tone", lambda _: {}, ("toxicity", SignalType.PROBABILITY))
        asks = compile_source(source("Two", more=self.RULE), catalogue([elsewhere]))
        other = Lifecycle(running.people.store, running.people.world, catalogue([elsewhere]))
        other.approve(other.propose(examined(asks), running.people.ada).digest, running.people.ben)
        running.watcher.look()
        assert running.digest == ONE.compiled.digest
        assert running.service.pending is not None
        assert "toxicity" in running.service.pending.problem
        assert "GP205" in (problem(running, asks) or "")
        running.people.lifecycle.rollback(running.people.ada, "because")
        running.watcher.look()
        assert running.service.pending is None
        assert not running.service.readiness().degraded

    def test_but_what_is_missing_already_does_not_stand_in_its_way(self, tmp_path: Path) -> None:
        late = Later("tone", lambda _: {}, ("toxicity", SignalType.PROBABILITY))
        declared = catalogue([late])
        file = tmp_path / "asks.guide"
        file.write_text(source("One", more=self.RULE).text, "utf-8")
        service = start_serving(tmp_path / "data", file, world(), [late]).service
        people = People(tmp_path / "data")
        people.lifecycle = Lifecycle(people.store, people.world, declared)
        digest = people.activate(compile_source(source("Two", more=self.RULE), declared))
        Watcher(service).look()
        assert service.policy.compiled.digest == digest
        service.close()
        people.store.close()


class TestShadows:
    """Versions in shadow are taken up, and let go of, as the live one is."""

    def test_come_and_go(self, running: Running) -> None:
        proposed = running.people.propose(TWO)
        running.watcher.look()
        assert running.service.shadows.digests == ()
        running.people.lifecycle.shadow(proposed, running.people.ada)
        running.watcher.look()
        assert running.service.shadows.digests == (proposed,)
        running.people.lifecycle.approve(proposed, running.people.ben)
        running.watcher.look()
        assert (running.digest, running.service.shadows.digests) == (proposed, ())

    def test_are_there_after_a_restart(self, running: Running) -> None:
        running.people.lifecycle.shadow(running.people.propose(TWO), running.people.ada)
        again = start_serving(running.people.store.file.parent, None, world(), []).service
        Watcher(again).look()
        assert again.shadows.digests == (TWO.compiled.digest,)
        again.close()

    def test_that_cannot_be_used_are_named_and_do_not_degrade_the_live_one(self, tmp_path: Path) -> None:
        late = Later("tone", lambda _: {}, ("toxicity", SignalType.PROBABILITY))
        found = Running(tmp_path, late)
        asks = compile_source(source("Two", more=TestAVersionThatCannotBeUsed.RULE), catalogue([late]))
        found.people.lifecycle.shadow(found.people.propose(asks), found.people.ada)
        found.watcher.look()
        assert found.service.shadows.digests == ()
        assert "weights.bin" in (problem(found, asks) or "")
        assert not found.service.readiness().degraded
        late.there = True
        found.now = AGAIN_AFTER
        found.watcher.look()
        assert found.service.shadows.digests == (asks.compiled.digest,)
        assert problem(found, asks) is None
        found.close()


def test_a_look_while_nothing_changed_reads_one_row(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running.watcher._versions, "in_force", lambda: pytest.fail("nothing has changed"))
    running.watcher.look()


def test_a_store_that_is_away_for_a_moment_is_looked_at_again(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(_: Store) -> int:
        raise StoreUnavailable("locked")

    running.people.activate(TWO)
    with monkeypatch.context() as away:
        away.setattr(running.watcher._versions, "revision", lambda: unreadable(running.service.store))
        with pytest.raises(StoreUnavailable):
            running.watcher.look()
    running.watcher.look()
    assert running.digest == TWO.compiled.digest


def test_what_was_rolled_back_while_it_was_loaded_never_decides(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    load, used = running.watcher._compile, list[str]()

    def load_slowly(digest: str) -> LoadedPolicy:
        policy = load(digest)
        running.people.lifecycle.rollback(running.people.cleo, "because")
        return policy

    use = running.service.use
    monkeypatch.setattr(running.watcher, "_compile", load_slowly)
    monkeypatch.setattr(running.service, "use", lambda policy: (used.append(policy.compiled.digest), use(policy)))
    running.people.activate(TWO)
    running.watcher.look()
    assert (running.digest, used) == (ONE.compiled.digest, [])


def wait_until(true: Callable[[], bool]) -> None:
    """Wait for another thread."""
    for _ in range(int(WITHIN / 0.005)):
        if true():
            return
        threading.Event().wait(0.005)
    raise AssertionError("it did not happen in time")


def test_a_problem_of_an_earlier_server_is_over_once_the_version_is_in_use(running: Running) -> None:
    running.people.store.versions().note_problem(ONE.compiled.digest, "no weights")
    Watcher(running.service).look()
    assert problem(running, ONE) is None
