"""Labelled texts for training, and which part of the work each is for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from guidepost.classifiers.text.taxonomy import Targets


class Part(StrEnum):
    """What an example is used for."""

    TRAIN = "train"
    CALIBRATE = "calibrate"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what is known about it. `group` decides the part: examples of one group are never split."""

    text: str
    source: str
    language: str
    targets: Targets
    group: str

    @property
    def part(self) -> Part:
        """Four fifths train, a tenth each calibrates and reports, decided by a hash of the group alone."""
        bucket = hashlib.sha256(self.group.strip().lower().encode()).digest()[0] % 10
        if bucket == 0:
            return Part.CALIBRATE
        return Part.REPORT if bucket == 1 else Part.TRAIN
