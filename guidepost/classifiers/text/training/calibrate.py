"""Calibration of the trained logits on held-back texts: Platt scaling by label, half of the weight on ordinary harmless posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from guidepost.classifiers.text.classifier import UNCALIBRATED, Calibration, Platt
from guidepost.classifiers.text.taxonomy import CLEAN, LABELS, Label
from guidepost.classifiers.text.training.examples import Example
from guidepost.classifiers.text.training.metrics import Floats, expected_calibration_error
from guidepost.classifiers.text.training.templates import SOURCE

_FEWEST = 10
"""A curve needs at least so many texts of either kind."""
_ORDINARY = "ordinary"
_ORDINARY_SHARE = 0.5
"""The part of the weight that the harmless ones of our own sentences get. The public sets were collected where people quarrel; at
work most posts are harmless, and a score of 0.8 should mean four in five there."""


@dataclass(frozen=True, slots=True)
class Scored:
    """An example with the logits it got, in the order of `LABELS`."""

    example: Example
    logits: Sequence[float]


def _known(scored: Sequence[Scored], label: Label) -> tuple[Floats, Floats, Floats]:
    """Logits, truths and weights of those whose truth is known: `_ORDINARY_SHARE` on ordinary posts, the sets share the rest."""
    column = LABELS.index(label)
    chosen = [item for item in scored if label in item.example.targets]
    kinds = [_kind(item.example) for item in chosen]
    sizes = Counter(kinds)
    shares = {kind: (1.0 - _ORDINARY_SHARE) / max(1, len(sizes) - (_ORDINARY in sizes)) for kind in sizes}
    shares[_ORDINARY] = _ORDINARY_SHARE
    logits = np.array([item.logits[column] for item in chosen], dtype=np.float64)
    truths = np.array([item.example.targets[label].value for item in chosen], dtype=np.float64)
    weights = np.array([len(chosen) * shares[kind] / sizes[kind] for kind in kinds], dtype=np.float64)
    return logits, truths, weights


def _kind(example: Example) -> str:
    return _ORDINARY if example.source == SOURCE and example.targets == CLEAN else example.source


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
    """By label: texts, expected calibration error of the plain sigmoid and of `calibration`, on the mix that `fit` fits.

    Measure on texts not fitted on.
    """
    for label in LABELS:
        logits, truths, weights = _known(scored, label)
        if len(truths):
            before, after = (
                expected_calibration_error(
                    truths, np.array([curve.probability(logit) for logit in logits], dtype=np.float64), weights
                )
                for curve in (UNCALIBRATED[label], calibration[label])
            )
            yield label, len(truths), before, after
