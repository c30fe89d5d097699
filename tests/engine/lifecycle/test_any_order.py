"""Whatever anybody does in whatever order, one version is live at most, and none became so without two people."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from guidepost.engine.audit import verify_record
from guidepost.engine.lifecycle import CONSENTS, MOST_IN_SHADOW, How, Refused, State
from guidepost.engine.lifecycle.proof import Lives
from guidepost.engine.store import User
from guidepost.engine.store.versions import PolicyVersion
from tests.engine.lifecycle.versions import People, examined, version

POLICIES = {policy.compiled.digest: policy for policy in map(version, ("One", "Two", "Three"))}
MAY = {"Ada", "Ben", "Cleo"}

any_version = st.sampled_from(sorted(POLICIES))
anybody = st.sampled_from(["ada", "ben", "cleo", "dan"])


class AnyOrder(RuleBasedStateMachine):
    """Acts at random, and keeps its own account of who stands behind which version."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.people = People(self.folder / "data")
        self.behind: dict[str, set[str]] = {digest: set() for digest in POLICIES}
        self.was_live: set[str] = set()

    def teardown(self) -> None:
        """Let go of the store, whose record is whole, and proves by itself how each version came into force."""
        lives = Lives()
        assert verify_record(lives.follow(self.people.store.audited())).problem is None
        assert lives.problem_with(self.people.store.versions().in_force().live) is None
        self.people.store.close()
        shutil.rmtree(self.folder)

    def user(self, name: str) -> User:
        found: User = getattr(self.people, name)
        return found

    def attempt(self, act: Callable[[], PolicyVersion]) -> PolicyVersion | None:
        """What came of a change; None where it was refused, and then nothing is different."""
        before = self.people.lifecycle.all()
        try:
            return act()
        except Refused:
            assert self.people.lifecycle.all() == before
            return None

    @rule(digest=any_version, by=anybody)
    def propose(self, digest: str, by: str) -> None:
        """A proposal is a first consent, and those of an earlier round are gone."""
        if self.attempt(lambda: self.people.lifecycle.propose(examined(POLICIES[digest]), self.user(by))):
            self.behind[digest] = {self.user(by).name}

    @rule(digest=any_version, by=anybody)
    def approve(self, digest: str, by: str) -> None:
        """With the second consent, and not before, a version is live."""
        found = self.attempt(lambda: self.people.lifecycle.approve(digest, self.user(by)))
        if found:
            assert self.user(by).name not in self.behind[digest]
            self.behind[digest].add(self.user(by).name)
            assert (found.state == State.LIVE) == (len(self.behind[digest]) >= CONSENTS)

    @rule(digest=any_version, by=anybody)
    def withdraw(self, digest: str, by: str) -> None:
        """Whoever stood behind a version may stand back."""
        if self.attempt(lambda: self.people.lifecycle.withdraw(digest, self.user(by))):
            self.behind[digest].remove(self.user(by).name)

    @rule(digest=any_version, by=anybody)
    def shadow(self, digest: str, by: str) -> None:
        """A draft may be looked at beside the live version."""
        self.attempt(lambda: self.people.lifecycle.shadow(digest, self.user(by)))

    @rule(digest=any_version, by=anybody)
    def retire(self, digest: str, by: str) -> None:
        """A draft may be given up."""
        self.attempt(lambda: self.people.lifecycle.retire(digest, self.user(by)))

    @rule(digest=st.none() | any_version, by=anybody)
    def roll_back(self, digest: str | None, by: str) -> None:
        """One person goes back, but only to what was live."""
        found = self.attempt(lambda: self.people.lifecycle.rollback(self.user(by), "because", to=digest))
        if found:
            assert found.digest in self.was_live

    @invariant()
    def one_is_live_at_most(self) -> None:
        """And once one was, exactly one is."""
        live = [one.digest for one in self.people.lifecycle.all() if one.state == State.LIVE]
        self.was_live.update(live)
        assert len(live) == (1 if self.was_live else 0)

    @invariant()
    def nobody_got_one_through_alone(self) -> None:
        """A version was activated by consent, which `approve` counts, or one went back to it after it had been."""
        ever: set[str] = set()
        for one in reversed(self.people.lifecycle.activations()):
            if one.how == How.ROLLBACK:
                assert one.digest in ever
            else:
                assert one.how == How.CONSENT
            ever.add(one.digest)

    @invariant()
    def only_those_who_may_are_behind_any(self) -> None:
        """And few versions are in shadow."""
        assert all(names <= MAY for names in self.behind.values())
        assert sum(one.state == State.SHADOW for one in self.people.lifecycle.all()) <= MOST_IN_SHADOW


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)
