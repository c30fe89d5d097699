"""Calibration of the trained logits on held-back texts: Platt scaling by label, every set with equal weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from guidepost.classifiers.text.classifier import UNCALIBRATED, Calibration, Platt
from guidepost.classifiers.text.taxonomy import LABELS, Label
from guidepost.classifiers.text.training.examples import Example
from guidepost.classifiers.text.training.metrics import Floats, expected_calibration_error

_FEWEST = 10
"""A curve needs at least so many texts of either kind."""


@dataclass(frozen=True, slots=True)
class Scored:
    """An example with the logits it got, in the order of `LABELS`."""

    example: Example
    logits: Sequence[float]


def _known(scored: Sequence[Scored], label: Label) -> tuple[Floats, Floats, Floats]:
    """Logits, truths and weights of those whose truth is known; weights add up to the same for every set."""
    column = LABELS.index(label)
    chosen = [item for item in scored if label in item.example.targets]
    sizes = Counter(item.example.source for item in chosen)
    logits = np.array([item.logits[column] for item in chosen], dtype=np.float64)
    truths = np.array([item.example.targets[label].value for item in chosen], dtype=np.float64)
    weights = np.array([len(chosen) / len(sizes) / sizes[item.example.source] for item in chosen], dtype=np.float64)
    return logits, truths, weights


def fit(scored: Sequence[Scored]) -> Calibration:
    """A rising curve for each label; where there are too few texts, or they are in the wrong order, the plain sigmoid."""
    curves = {}
    for label in LABELS:
        logits, truths, weights = _known(scored, label)
        if min(truths.sum(), len(truths) - truths.sum()) < _FEWEST:
            curves[label] = UNCALIBRATED[label]
            continue
        regression: Any = LogisticRegression
        fitted = regression(C=1e4).fit(logits[:, None], truths, sample_weight=weights)
        slope, intercept = float(fitted.coef_[0, 0]), float(fitted.intercept_[0])
        curves[label] = Platt(round(slope, 6), round(intercept, 6)) if slope > 0.0 else UNCALIBRATED[label]
    return curves


def errors(scored: Sequence[Scored], calibration: Calibration) -> Iterator[tuple[Label, int, float, float]]:
    """By label: texts, expected calibration error of the plain sigmoid and of `calibration`. Measure on texts not fitted on."""
    for label in LABELS:
        logits, truths, _ = _known(scored, label)
        if len(truths):
            before, after = (
                expected_calibration_error(truths, np.array([curve.probability(logit) for logit in logits], dtype=np.float64))
                for curve in (UNCALIBRATED[label], calibration[label])
            )
            yield label, len(truths), before, after
