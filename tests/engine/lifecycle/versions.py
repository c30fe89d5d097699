"""Versions of a small policy, people who change them, and a store for both."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from guidepost.engine.catalogue import catalogue
from guidepost.engine.identity import World, timestamp
from guidepost.engine.lifecycle import Examination, Lifecycle
from guidepost.engine.policies import LoadedPolicy, PolicySource, compile_source
from guidepost.engine.store import Store, User, open_store
from tests.engine.scripted import HEAD, Scripted, world

RULE = """\
  must not name
    when text mentions "{word}"
    then {outcome}
"""


def source(word: str, outcome: str = "block", version: str = "1", more: str = "") -> PolicySource:
    """The text of a version whose rule `g.name` looks for a word."""
    text = HEAD.replace('version "1"', f'version "{version}"') + RULE.format(word=word, outcome=outcome) + more
    return PolicySource(text, f"{word.lower()}.guide")


def version(word: str, outcome: str = "block", more: str = "", providers: tuple[Scripted, ...] = ()) -> LoadedPolicy:
    """The same, compiled."""
    return compile_source(source(word, outcome, more=more), catalogue(providers))


def examined(policy: LoadedPolicy) -> Examination:
    """The policy as `examine` gives it where nothing is wrong, without the proofs, which are tested elsewhere."""
    return Examination(policy, (), None, None)


class People:
    """A store with two officers, an administrator and a moderator, on a clock that goes on by a second each time it is read."""

    def __init__(self, folder: Path) -> None:
        self.store: Store = open_store(folder)
        still, moment = world(), datetime(2026, 11, 25, 12, 0, tzinfo=UTC)

        def now() -> datetime:
            nonlocal moment
            moment += timedelta(seconds=1)
            return moment

        self.world: World = replace(still, now=now)
        self.lifecycle = Lifecycle(self.store, self.world, catalogue([]))
        self.ada = self._add("Ada", "officer")
        self.ben = self._add("Ben", "officer")
        self.cleo = self._add("Cleo", "administrator")
        self.dan = self._add("Dan", "moderator")

    def _add(self, name: str, role: str) -> User:
        user = User(
            id=f"user_{name.lower()}",
            name=name,
            folded_name=name.lower(),
            role=role,
            password_hash="",
            created_at=timestamp(self.world.now()),
        )
        with self.store.people().changing() as change:
            change.add_user(user, None)
        return user

    def propose(self, policy: LoadedPolicy, by: User | None = None, note: str = "") -> str:
        """A draft, and its digest."""
        return self.lifecycle.propose(examined(policy), by or self.ada, note).digest

    def activate(self, policy: LoadedPolicy) -> str:
        """A version brought into force by Ada and Ben, and its digest."""
        digest = self.propose(policy)
        self.lifecycle.approve(digest, self.ben)
        return digest
