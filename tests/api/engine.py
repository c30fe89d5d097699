"""The small policy and its provider, and engines in which something is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from guidepost.classifiers import Document
from guidepost.engine.service import Answer, Readiness, Service
from guidepost.engine.store import StoreUnavailable
from guidepost.signals import Cost, SignalDeclaration, SignalType, Value

POLICY = """\
policy "Test guidelines"
  version "1"
  languages en, de
  default allow
  on unknown review
  appeals to "help@example.com"

list codenames "Nightjar", "Bluebell"
list clients "Nightjar Bank"

guideline confidential "Keep confidential things confidential"
  cites "Section 3"
  says en "Code names stay inside."
       de "Projektnamen bleiben im Haus."

  must not leak
    id conf-01
    when audience is external and text mentions any of codenames
    then block, redirect to "e-mail"
    risk 0.9
    says en "This would make a code name public."
         de "Damit würde ein Projektname öffentlich."
    instead en "Leave the code name out."
            de "Lassen Sie den Projektnamen weg."

  must not name-clients
    id conf-02
    when audience is external and text mentions any of clients
    then review in queue "communications" within 8 hours
    risk 0.5
    says en "You name a client in public."
         de "Sie nennen öffentlich einen Kunden."
    instead en "Write “a client”."
            de "Schreiben Sie „ein Kunde“."

guideline respect "Treat everybody with respect"
  cites "Section 7"
  says en "Argue about things, not about people."
       de "Streiten Sie über Sachen, nicht über Menschen."

  should be-polite
    id resp-01
    when insult >= 0.6
    then acknowledge
    risk 0.4
    says en "This insults somebody."
         de "Das beleidigt jemanden."
    instead en "Say what you see differently."
            de "Sagen Sie, was Sie anders sehen."

  may joke
    id resp-02
    when author.unit is "theatre"
    excuses respect.be-polite
    says en "The theatre group may joke."
         de "Die Theatergruppe darf scherzen."
"""


class Tone:
    """Finds an insult where the word idiot stands; cannot be loaded when told so."""

    name: ClassVar[str] = "tone"
    declarations: ClassVar[tuple[SignalDeclaration, ...]] = (
        SignalDeclaration("insult", SignalType.PROBABILITY, Cost.COSTLY, {"en": "an insult", "de": "eine Beleidigung"}),
    )
    budget: ClassVar[float] = 5.0
    version = "1"

    def __init__(self, missing: str = "") -> None:
        self._missing = missing

    def load(self) -> None:
        """Raises `FileNotFoundError` when the weights are said to be missing."""
        if self._missing:
            raise FileNotFoundError(self._missing)

    def compute(self, documents: Sequence[Document]) -> list[Mapping[str, Value]]:
        """Sure where the word stands, else next to nothing."""
        return [{"insult": 0.93 if "idiot" in document.folded else 0.01} for document in documents]


class CrashingService(Service):
    """An engine with a fault nobody foresaw, whose message repeats the post."""

    def check(self, posts: Sequence[Any], **_asked: Any) -> Answer:
        """Fails."""
        raise RuntimeError(f"cannot handle {posts[0].text!r}")


class StorelessService(Service):
    """An engine whose store has gone away."""

    def check(self, _posts: Sequence[Any], **_asked: Any) -> Answer:
        """Cannot keep anything."""
        raise StoreUnavailable("the disk is full")

    def readiness(self) -> Readiness:
        """Not ready."""
        found = super().readiness()
        return Readiness(False, "the disk is full", found.policy, found.providers)
