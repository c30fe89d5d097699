"""Which sentences of a document have a rule, and which have none yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from guidepost.engine.importing.documents import Note, Unit
from guidepost.engine.importing.modality import Norm, SentenceKind
from guidepost.rules.syntax import Modality


class Status(StrEnum):
    """What became of a sentence."""

    RULE = "rule"
    """Everything it asks has a proposed rule."""
    DECIDE = "to decide"
    """It asks something that has no rule yet."""
    CONDUCT = "conduct"
    """It asks for conduct that a post hardly shows."""
    NO_NORM = "no norm"
    """It asks nothing."""


@dataclass(frozen=True, slots=True)
class Covered:
    """One sentence of the document in the report."""

    text: str
    place: int
    guideline: str
    title: str
    kind: SentenceKind
    norms: tuple[Norm, ...]
    rules: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Coverage:
    """All sentences of a document, in order."""

    title: str
    language: str
    unit: Unit
    sentences: tuple[Covered, ...]
    notes: tuple[tuple[Note, int], ...]

    @property
    def uncovered(self) -> tuple[Covered, ...]:
        """The sentences that ask something and have no rule yet."""
        return tuple(each for each in self.sentences if each.status in {Status.DECIDE, Status.CONDUCT})

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many sentences have each status."""
        found = Counter(each.status for each in self.sentences)
        return {status: found[status] for status in Status}

    def to_json(self) -> dict[str, Any]:
        """The report as plain values. `place` counts what `unit` says, from 1."""
        return {
            "title": self.title,
            "language": self.language,
            "unit": str(self.unit),
            "counts": {
                "sentences": len(self.sentences),
                **{status.value.replace(" ", "_"): count for status, count in self.counts.items()},
            },
            "notes": [{"note": note.value.replace(" ", "_"), "count": count} for note, count in self.notes],
            "sentences": [
                {
                    "text": each.text,
                    "place": each.place,
                    "guideline": each.guideline,
                    "kind": each.kind.value,
                    "norms": [{"modality": modality_of(norm), "cue": norm.cue, "limit": norm.limit or None} for norm in each.norms],
                    "status": each.status.value,
                    "rules": list(each.rules),
                }
                for each in self.sentences
            ],
        }


def modality_of(norm: Norm) -> str:
    """The modality as people say it: with “should not” for a recommendation against something."""
    return "should not" if norm.modality is Modality.SHOULD and norm.forbids else norm.modality.value
