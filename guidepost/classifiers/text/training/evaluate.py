"""Measure the trained classifier on held-back texts: `python -m guidepost.classifiers.text.training.evaluate --data PATH`.

HateCheck is measured here and used for nothing else.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from guidepost.classifiers.text.adapter import FILE, read_adapter
from guidepost.classifiers.text.classifier import CALIBRATION_FILE, UNCALIBRATED, Calibration, Classifier, read_calibration
from guidepost.classifiers.text.encoder import load_encoder
from guidepost.classifiers.text.provider import WEIGHTS
from guidepost.classifiers.text.taxonomy import LABELS, Label
from guidepost.classifiers.text.training import datasets
from guidepost.classifiers.text.training.__main__ import PER_PHRASE, gather, held_back
from guidepost.classifiers.text.training.examples import Example, Part
from guidepost.classifiers.text.training.metrics import Floats, expected_calibration_error, measure
from guidepost.classifiers.text.training.trainer import Settings

HATECHECK = (("HateCheck", "en", "hatecheck/en.csv"), ("HateCheck", "de", "hatecheck/german.csv"))
_HEADER = (
    "| set | language | label | texts | positive | AUC | balanced accuracy | AUPRC | F1 | macro-F1 | ECE before | ECE after |\n"
    "|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A classifier without calibration, and the calibration to judge it with and without."""

    classifier: Classifier
    calibration: Calibration

    def logit(self, text: str) -> dict[Label, float]:
        """The highest logit over the windows of `text`, by label."""
        return dict(zip(LABELS, map(max, zip(*self.classifier.logits(text), strict=True)), strict=True))

    def row(self, name: str, language: str, label: Label, truth: Floats, logits: Sequence[float]) -> str | None:
        """One row of the table, or None where the truth is all yes or all no."""
        plain, calibrated = (
            np.array([curve.probability(logit) for logit in logits], dtype=np.float64)
            for curve in (UNCALIBRATED[label], self.calibration[label])
        )
        found = measure(truth, calibrated)
        if found is None:
            return None
        before = expected_calibration_error(truth, plain)
        numbers = (found.auc, found.balanced_accuracy, found.auprc, found.f1, found.macro_f1, before, found.ece)
        counts = f"{found.texts} | {found.positives}"
        return f"| {name} | {language} | {label} | {counts} | {' | '.join(f'{number:.3f}' for number in numbers)} |"


def measure_held_back(measured: Measured, examples: Sequence[Example]) -> Iterator[str]:
    """One row of the table for each set, language and label with texts of both kinds."""
    scored = [(example, measured.logit(example.text)) for example in examples]
    for source, language in sorted({(example.source, example.language) for example in examples}):
        for label in LABELS:
            chosen = [
                (example.targets[label].value, logits[label])
                for example, logits in scored
                if (example.source, example.language) == (source, language) and label in example.targets
            ]
            truth = np.array([value for value, _ in chosen], dtype=np.float64)
            if row := measured.row(source, language, label, truth, [logit for _, logit in chosen]):
                yield row


def measure_hatecheck(measured: Measured, data: Path, most: int) -> Iterator[str]:
    """One row per language, from at most `most` cases spread evenly over the file."""
    for name, language, place in HATECHECK:
        cases = datasets.hatecheck(data / place)
        cases = cases[:: max(1, -(-len(cases) // most))]
        truth = np.array([case.hateful for case in cases], dtype=np.float64)
        if row := measured.row(name, language, Label.HATE, truth, [measured.logit(case.text)[Label.HATE] for case in cases]):
            yield row


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m guidepost.classifiers.text.training.evaluate", description="Measure the trained text classifier."
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the public data sets")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="folder of the trained weights")
    parser.add_argument("--cache", type=Path, default=Path("data/models"), help="folder where the encoder is kept")
    parser.add_argument("--held-back", type=int, default=600, help="texts of each set, at most")
    parser.add_argument("--hatecheck", type=int, default=4000, help="HateCheck cases of each language, at most")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args(arguments)
    torch.set_num_threads(given.threads)
    settings = Settings()
    examples = held_back(gather(given.data, settings.seed, PER_PHRASE), Part.REPORT, given.held_back, settings.seed)
    classifier = Classifier(load_encoder(given.cache), read_adapter(given.weights / FILE), UNCALIBRATED)
    measured = Measured(classifier, read_calibration(given.weights / CALIBRATION_FILE))
    sys.stdout.write(_HEADER + "\n")
    for rows in (measure_hatecheck(measured, given.data, given.hatecheck), measure_held_back(measured, examples)):
        for row in rows:
            sys.stdout.write(row + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
