"""The provider of the text classifier's signals."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from guidepost.classifiers.provider import Document
from guidepost.classifiers.text.encoder import load_encoder
from guidepost.classifiers.text.taxonomy import LABELS, SAYS
from guidepost.signals import Cost, SignalDeclaration, SignalType, Unknown, UnknownReason, Value

if TYPE_CHECKING:
    from guidepost.classifiers.text.classifier import Classifier

WEIGHTS = Path(__file__).with_name("weights")
CODE_VERSION = "1"
"""Raise it when the same weights would give other answers."""
DECIMALS = 4
GIVES_UP_AT = 0.9
"""The part of the budget after which a text is given up, so that the others checked with it still get their answers in time."""


class TextProvider:
    """Toxicity, insult, threat, hate and sexual content of a post's visible text, as calibrated probabilities.

    Trained on English and German; other languages get an answer too, from an encoder that knows a hundred of them, but no promise.

    A long text may not be done within `budget`: a 2 GHz core of 2017 reads about 600 words in that time, and 100,000 characters
    are too long for any. Such a text is unknown, never harmless, and the work on it stops.
    """

    name: ClassVar[str] = "text"
    declarations: ClassVar[tuple[SignalDeclaration, ...]] = tuple(
        SignalDeclaration(str(label), SignalType.PROBABILITY, Cost.COSTLY, SAYS[label]) for label in LABELS
    )
    budget: ClassVar[float] = 2.0

    def __init__(self, cache: Path, weights: Path = WEIGHTS, clock: Callable[[], float] = time.monotonic) -> None:
        """`cache` is a folder for the decoded encoder (490 MB), `weights` the folder of the trained part, `clock` in seconds."""
        self._cache = cache
        self._weights = weights
        self._clock = clock
        self._classifier: Classifier | None = None
        self._version = ""

    def load(self) -> None:
        """Read the encoder, decoding it into the cache the first time (about 6 seconds), and the trained weights.

        Also sets torch to one thread for each text, in the whole process: several texts are checked at once, and threads of torch
        times texts would be more than there are cores. It makes results independent of the number of cores, too.

        Raises `EncoderUnavailableError`, `ClassifierWeightsError` or `OSError`.
        """
        import torch

        from guidepost.classifiers.text.adapter import FILE, digest
        from guidepost.classifiers.text.classifier import CALIBRATION_FILE, Classifier

        torch.set_num_threads(1)
        encoder = load_encoder(self._cache)
        parts = (encoder.source, digest(self._weights / FILE), digest(self._weights / CALIBRATION_FILE))
        self._classifier = Classifier.from_folder(encoder, self._weights)
        self._version = f"{CODE_VERSION}+{'.'.join(part[:12] for part in parts)}"

    @property
    def version(self) -> str:
        """Code version, then the first 12 hex digits of the digests of encoder, trained weights and calibration."""
        self._loaded()
        return self._version

    def compute(self, documents: Sequence[Document]) -> list[Mapping[str, Value]]:
        """Probabilities rounded to 4 decimals, 0.0 for a text without a visible character. The same text always gets the same.

        Unknown for a text that is too long (`not_supported`), or not done within nine tenths of the budget (`timeout`).
        """
        classifier = self._loaded()
        return [self._scores(classifier, document.visible) for document in documents]

    def _scores(self, classifier: Classifier, text: str) -> Mapping[str, Value]:
        from guidepost.classifiers.text.classifier import OutOfTimeError, TextTooLongError

        if not text.strip():
            return {str(label): 0.0 for label in LABELS}
        end = self._clock() + GIVES_UP_AT * self.budget
        try:
            found = classifier.probabilities(text, lambda: self._clock() >= end)
        except TextTooLongError as error:
            return {str(label): Unknown(UnknownReason.NOT_SUPPORTED, str(error)) for label in LABELS}
        except OutOfTimeError as error:
            return {str(label): Unknown(UnknownReason.TIMEOUT, str(error)) for label in LABELS}
        return {str(label): round(value, DECIMALS) for label, value in found.items()}

    def _loaded(self) -> Classifier:
        if self._classifier is None:
            raise RuntimeError("the text classifier has not been loaded")
        return self._classifier
