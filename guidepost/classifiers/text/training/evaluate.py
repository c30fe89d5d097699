"""Measure the trained classifier on held-back texts: `python -m guidepost.classifiers.text.training.evaluate --data PATH`.

HateCheck is measured here and used for nothing else.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch

from guidepost.classifiers.text.classifier import Classifier
from guidepost.classifiers.text.encoder import load_encoder
from guidepost.classifiers.text.provider import WEIGHTS
from guidepost.classifiers.text.taxonomy import LABELS, Label
from guidepost.classifiers.text.training import datasets
from guidepost.classifiers.text.training.__main__ import PER_PHRASE, gather, held_back
from guidepost.classifiers.text.training.examples import Example, Part
from guidepost.classifiers.text.training.metrics import Floats, measure
from guidepost.classifiers.text.training.trainer import Settings

HATECHECK = (("HateCheck", "en", "hatecheck/en.csv"), ("HateCheck", "de", "hatecheck/german.csv"))
_HEADER = "| set | language | label | texts | positive | AUC | AUPRC | macro-F1 | balanced accuracy | ECE |"
_RULE = "|---|---|---|--:|--:|--:|--:|--:|--:|--:|"


def _row(name: str, language: str, label: Label, truth: Floats, probability: Floats) -> str | None:
    found = measure(truth, probability)
    if found is None:
        return None
    numbers = (found.auc, found.auprc, found.macro_f1, found.balanced_accuracy, found.ece)
    counts = f"{found.texts} | {found.positives}"
    return f"| {name} | {language} | {label} | {counts} | {' | '.join(f'{number:.3f}' for number in numbers)} |"


def measure_held_back(classifier: Classifier, examples: Sequence[Example]) -> Iterator[str]:
    """One row of the table for each set, language and label with texts of both kinds."""
    scored = [(example, classifier.probabilities(example.text)) for example in examples]
    for source, language in sorted({(example.source, example.language) for example in examples}):
        for label in LABELS:
            chosen = [
                (example.targets[label].value, probabilities[label])
                for example, probabilities in scored
                if (example.source, example.language) == (source, language) and label in example.targets
            ]
            truth, probability = np.array(chosen, dtype=np.float64).reshape(-1, 2).T
            if row := _row(source, language, label, truth, probability):
                yield row


def measure_hatecheck(classifier: Classifier, data: Path, most: int) -> Iterator[str]:
    """One row per language, from at most `most` cases spread evenly over the file."""
    for name, language, place in HATECHECK:
        cases = datasets.hatecheck(data / place)
        cases = cases[:: max(1, -(-len(cases) // most))]
        truth = np.array([case.hateful for case in cases], dtype=np.float64)
        probability = np.array([classifier.probabilities(case.text)[Label.HATE] for case in cases], dtype=np.float64)
        if row := _row(name, language, Label.HATE, truth, probability):
            yield row


def latency(classifier: Classifier, words: int, repeats: int = 20) -> float:
    """Median seconds for one text of about `words` pieces."""
    text = "guten Tag " * ((words - 6) // 2)
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        classifier.probabilities(text)
        times.append(time.perf_counter() - began)
    return float(np.median(times))


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
    began = time.perf_counter()
    classifier = Classifier.from_folder(load_encoder(given.cache), given.weights)
    loaded = time.perf_counter() - began
    sys.stdout.write(f"{_HEADER}\n{_RULE}\n")
    for rows in (measure_hatecheck(classifier, given.data, given.hatecheck), measure_held_back(classifier, examples)):
        for row in rows:
            sys.stdout.write(row + "\n")
            sys.stdout.flush()
    sys.stdout.write(f"\nLoaded in {loaded:.1f} s; median latency {latency(classifier, 20) * 1000:.0f} ms for 20 pieces, ")
    sys.stdout.write(f"{latency(classifier, 95) * 1000:.0f} ms for 95, {given.threads} threads.\n")


if __name__ == "__main__":
    main()
