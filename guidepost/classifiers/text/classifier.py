"""The trained classifier: encoder, adapter, head and calibration as one function from a text to probabilities."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import layer_norm, linear

from guidepost.classifiers.text.adapter import FILE, Adapter, ClassifierWeightsError, Head, merge, read_adapter
from guidepost.classifiers.text.encoder import Encoder
from guidepost.classifiers.text.taxonomy import LABELS, Label
from guidepost.classifiers.text.windows import windows

CALIBRATION_FILE = "calibration.json"
PREFIX = "query: "
"""The encoder was trained with this before every text that is not a passage to be found."""
LONGEST = 96
"""Pieces of one window, prefix and ends included. Training sees no longer texts."""
OVERLAP = 24
"""Pieces that neighbouring windows share, so that no phrase is cut in all of them."""
MOST_WINDOWS = 64
"""Windows of the longest text that is read: about 3,300 words. What is longer is refused at once, on any machine."""


class TextTooLongError(ValueError):
    """The text has more windows than are read."""


class OutOfTimeError(TimeoutError):
    """The time for one text was up before all its windows were read."""


@dataclass(frozen=True, slots=True)
class Platt:
    """Calibration of one label: probability = sigmoid(slope x logit + intercept) (Platt 1999)."""

    slope: float
    intercept: float

    def probability(self, logit: float) -> float:
        """In [0, 1]."""
        return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, self.slope * logit + self.intercept))))


Calibration = Mapping[Label, Platt]
UNCALIBRATED: Calibration = dict.fromkeys(LABELS, Platt(1.0, 0.0))


def read_calibration(path: Path) -> Calibration:
    """Raises `ClassifierWeightsError` when the file is missing or does not have a rising curve for every label."""
    try:
        labels = json.loads(path.read_text("utf-8"))["labels"]
        curves = {label: Platt(float(labels[label]["slope"]), float(labels[label]["intercept"])) for label in LABELS}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ClassifierWeightsError(f"the calibration {path.name} cannot be read: {error}") from error
    if any(not (curve.slope > 0.0 and math.isfinite(curve.intercept)) for curve in curves.values()):
        raise ClassifierWeightsError(f"the calibration {path.name} has a curve that does not rise")
    return curves


def pool(hidden: Tensor, kept: Tensor | None = None) -> Tensor:
    """Mean over the pieces, normalised: (texts, pieces, width) to (texts, width). `kept` is 1 for real ones, (texts, pieces, 1)."""
    mean = hidden.mean(dim=1) if kept is None else (hidden * kept).sum(dim=1) / kept.sum(dim=1)
    return layer_norm(mean, mean.shape[-1:])


class Classifier:
    """Scores texts. Immutable once made, so threads may share it."""

    def __init__(self, encoder: Encoder, adapter: Adapter, calibration: Calibration) -> None:
        """Changes `encoder.network`. Raises `ClassifierWeightsError` when the adapter was trained on another encoder."""
        if adapter.encoder != encoder.source:
            raise ClassifierWeightsError("the trained weights belong to another encoder file")
        merge(encoder.network, adapter)
        self._network = encoder.network
        self._tokenizer = encoder.tokenizer
        self._head: Head = adapter.head
        self._calibration = calibration

    @classmethod
    def from_folder(cls, encoder: Encoder, folder: Path) -> Classifier:
        """The classifier whose weights and calibration lie in `folder`. Raises `ClassifierWeightsError`."""
        return cls(encoder, read_adapter(folder / FILE), read_calibration(folder / CALIBRATION_FILE))

    def logits(self, text: str, time_is_up: Callable[[], bool] = lambda: False) -> list[list[float]]:
        """Logits of every window of `text`, each in the order of `LABELS`.

        Windows go through the network one by one: in a batch the last bits of a result depend on its neighbours, and a decision
        must not depend on what else was checked at the time. `time_is_up` is asked before each. Raises `TextTooLongError` at once
        where there are too many, and `OutOfTimeError` where some are left: those that were read say nothing about the rest.
        """
        pieces = self._tokenizer.encode(PREFIX + text).ids
        head = len(self._tokenizer.encode(PREFIX.rstrip()).ids) - 1
        found = list(windows(pieces, head, LONGEST, OVERLAP))
        if len(found) > MOST_WINDOWS:
            raise TextTooLongError(f"{len(found)} windows, at most {MOST_WINDOWS} are read")
        logits: list[list[float]] = []
        for window in found:
            if time_is_up():
                raise OutOfTimeError(f"{len(logits)} of {len(found)} windows read")
            logits.append(self._forward(window))
        return logits

    def _forward(self, pieces: Sequence[int]) -> list[float]:
        with torch.inference_mode():
            pooled = pool(self._network(torch.tensor([pieces])))
            values: list[float] = linear(pooled, self._head.weight, self._head.bias)[0].tolist()
        return values

    def probabilities(self, text: str, time_is_up: Callable[[], bool] = lambda: False) -> dict[Label, float]:
        """The highest calibrated probability over the windows of `text`, by label. Raises what `logits` raises."""
        columns = zip(*self.logits(text, time_is_up), strict=True)
        return {label: self._calibration[label].probability(max(column)) for label, column in zip(LABELS, columns, strict=True)}
