"""Providers that do what a test tells them to, and engines around them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from guidepost.classifiers import Document
from guidepost.engine.catalogue import catalogue
from guidepost.engine.check import Checker
from guidepost.engine.identity import World
from guidepost.engine.policies import PolicySource, compile_source
from guidepost.engine.providers import Providers
from guidepost.signals import Cost, SignalDeclaration, SignalType, Value

HEAD = """\
policy "Scripted"
  version "1"
  languages en, de
  default allow
  on unknown review
  appeals to "help@example.com"

guideline g "Guideline"
  cites "Section 1"
  says en "Be kind."
       de "Seien Sie freundlich."

"""

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def world() -> World:
    """A world in which it is always noon and chance counts upwards."""
    drawn = 0
    lock = threading.Lock()

    def random(number: int) -> bytes:
        nonlocal drawn
        with lock:
            drawn += 1
            return drawn.to_bytes(number, "big")

    return World(now=lambda: NOON, random=random)


class Scripted:
    """Computes signals by a function that a test hands in, and remembers what it was asked."""

    version = "1"

    def __init__(
        self,
        name: str,
        answer: Callable[[Document], Mapping[str, Value]],
        *signals: tuple[str, SignalType],
        cost: Cost = Cost.COSTLY,
        budget: float = 10.0,
    ) -> None:
        self.name = name  # type: ignore[misc]  # a class has one name; these have one each
        self.declarations = tuple(  # type: ignore[misc]
            SignalDeclaration(signal, kind, cost, {"en": signal, "de": signal}) for signal, kind in signals
        )
        self.budget = budget  # type: ignore[misc]
        self.asked: list[str] = []
        self._answer = answer

    def load(self) -> None:
        """Nothing to load."""

    def compute(self, documents: Sequence[Document]) -> list[Mapping[str, Value]]:
        """Whatever the test said."""
        self.asked.extend(document.visible for document in documents)
        return [self._answer(document) for document in documents]


class Unloadable(Scripted):
    """Cannot be loaded."""

    def load(self) -> None:
        """Raises."""
        raise FileNotFoundError("weights.bin is missing")


def checker(rules: str, *providers: Scripted, head: str = HEAD) -> Checker:
    """A checker for a policy of these rules."""
    running = Providers(providers)
    running.load()
    source = PolicySource(head + rules, "scripted.guide")
    return Checker(compile_source(source, catalogue(providers)).compiled, running, world())


def written(folder: Path, rules: str, head: str = HEAD) -> Path:
    """The same policy on disk."""
    file = folder / "scripted.guide"
    file.write_text(head + rules, "utf-8")
    return file
