"""Measures of a probability against a yes-or-no truth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import (
    average_precision_score,
    balanced_accuracy_score,
    f1_score,
    roc_auc_score,
)

Floats = NDArray[np.float64]
_BINS = 15


@dataclass(frozen=True, slots=True)
class Measures:
    """`auc` and `auprc` need no threshold; the F1s (`f1` of the positives) and `balanced_accuracy` use 0.5. All in [0, 1].

    `ece` is better when low.
    """

    texts: int
    positives: int
    auc: float
    auprc: float
    f1: float
    macro_f1: float
    balanced_accuracy: float
    ece: float


def measure(truth: Floats, probability: Floats) -> Measures | None:
    """None where the truth is all yes or all no, because then most of the measures mean nothing."""
    positives = int(truth.sum())
    if positives in (0, len(truth)):
        return None
    said = probability >= 0.5
    return Measures(
        len(truth),
        positives,
        float(roc_auc_score(truth, probability)),
        float(average_precision_score(truth, probability)),
        float(f1_score(truth, said)),
        float(f1_score(truth, said, average="macro")),
        float(balanced_accuracy_score(truth, said)),
        expected_calibration_error(truth, probability),
    )


def expected_calibration_error(truth: Floats, probability: Floats, weights: Floats | None = None) -> float:
    """Mean distance between said and found frequency over 15 equal bins, weighted by their size (Naeini et al. 2015).

    `weights` says how much each text counts; all the same where it is not given.
    """
    counts = np.ones_like(truth) if weights is None else weights
    bins = np.minimum((probability * _BINS).astype(int), _BINS - 1)
    error = 0.0
    for number in range(_BINS):
        error += abs(float((counts * (truth - probability))[bins == number].sum()))
    return error / float(counts.sum())
