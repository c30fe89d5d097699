"""Train the text classifier: `python -m guidepost.classifiers.text.training --data PATH --out PATH`."""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import torch

from guidepost.classifiers.text.adapter import FILE, read_adapter, save_adapter
from guidepost.classifiers.text.classifier import CALIBRATION_FILE, UNCALIBRATED, Calibration, Classifier
from guidepost.classifiers.text.encoder import load_encoder
from guidepost.classifiers.text.training import calibrate, datasets, templates
from guidepost.classifiers.text.training.examples import Example, Part
from guidepost.classifiers.text.training.trainer import Settings, select, train

PER_PHRASE = 16
"""Sentences made from each of our own phrases, at most."""


def say(line: str) -> None:
    """Progress, for a person or a log file."""
    sys.stdout.write(f"{time.strftime('%H:%M:%S')}  {line}\n")
    sys.stdout.flush()


def gather(data: Path, seed: int, per_phrase: int) -> list[Example]:
    """Every example of the public sets below `data` and of our own phrases."""
    rng = random.Random(seed)
    own = [example for language in ("en", "de") for example in templates.generate(language, per_phrase, rng)]
    return [*datasets.load(data), *own]


def score(classifier: Classifier, examples: Sequence[Example]) -> list[calibrate.Scored]:
    """The examples with their logits: of the windows, the highest by label."""
    return [
        calibrate.Scored(example, [max(column) for column in zip(*classifier.logits(example.text), strict=True)])
        for example in examples
    ]


def write_calibration(path: Path, calibration: Calibration, reported: Sequence[calibrate.Scored]) -> None:
    """Write the curves, with their errors on texts they were not fitted on."""
    found = {label: (texts, before, after) for label, texts, before, after in calibrate.errors(reported, calibration)}
    labels = {}
    for label, curve in calibration.items():
        texts, before, after = found.get(label, (0, 0.0, 0.0))
        labels[label] = {
            "slope": curve.slope,
            "intercept": curve.intercept,
            "texts": texts,
            "ece_before": round(before, 4),
            "ece_after": round(after, 4),
        }
    path.write_text(json.dumps({"method": "platt", "labels": labels}, indent=2) + "\n", "utf-8")


def held_back(examples: Sequence[Example], part: Part, most: int, seed: int) -> list[Example]:
    """Up to `most` texts of each set that belong to `part`."""
    rng = random.Random(seed)
    chosen: list[Example] = []
    for source in sorted({example.source for example in examples}):
        those = [example for example in examples if example.source == source and example.part is part]
        chosen += rng.sample(those, min(len(those), most))
    return chosen


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, calibrate and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m guidepost.classifiers.text.training", description="Train the text classifier.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the public data sets")
    parser.add_argument("--out", type=Path, required=True, help="folder for the trained weights")
    parser.add_argument("--cache", type=Path, default=Path("data/models"), help="folder where the encoder is kept")
    parser.add_argument("--per-phrase", type=int, default=PER_PHRASE, help="sentences made from each of our own phrases")
    parser.add_argument("--held-back", type=int, default=600, help="texts of each set to calibrate on, and as many to report on")
    parser.add_argument("--start", type=Path, help="weight file to go on from")
    parser.add_argument("--threads", type=int, default=2)
    for setting in fields(Settings):
        parser.add_argument("--" + setting.name.replace("_", "-"), type=type(setting.default), default=setting.default)
    given = parser.parse_args(arguments)
    settings = Settings(**{setting.name: getattr(given, setting.name) for setting in fields(Settings)})
    torch.set_num_threads(given.threads)
    torch.manual_seed(settings.seed)
    given.out.mkdir(parents=True, exist_ok=True)

    examples = gather(given.data, settings.seed, given.per_phrase)
    chosen = select([example for example in examples if example.part is Part.TRAIN], settings)
    say(f"{len(chosen)} of {len(examples)} texts to train on")
    encoder = load_encoder(given.cache)
    start = read_adapter(given.start) if given.start else None
    learner = train(encoder, chosen, settings, progress=say, checkpoint=given.out / FILE, start=start)
    save_adapter(learner.adapter(encoder), given.out / FILE)

    say("calibrating")
    classifier = Classifier(load_encoder(given.cache), read_adapter(given.out / FILE), UNCALIBRATED)
    fitted_on, reported = (
        score(classifier, held_back(examples, part, given.held_back, settings.seed)) for part in (Part.CALIBRATE, Part.REPORT)
    )
    write_calibration(given.out / CALIBRATION_FILE, calibrate.fit(fitted_on), reported)
    say("done")


if __name__ == "__main__":
    main()
