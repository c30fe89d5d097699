"""The provider of the text classifier's signals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from guidepost.classifiers.provider import Document
from guidepost.classifiers.text.encoder import load_encoder
from guidepost.classifiers.text.taxonomy import LABELS, SAYS
from guidepost.signals import Cost, SignalDeclaration, SignalType, Value

if TYPE_CHECKING:
    from guidepost.classifiers.text.classifier import Classifier

WEIGHTS = Path(__file__).with_name("weights")
CODE_VERSION = "1"
"""Raise it when the same weights would give other answers."""
DECIMALS = 4


class TextProvider:
    """Toxicity, insult, threat, hate and sexual content of a post's visible text, as calibrated probabilities.

    Trained on English and German; other languages get an answer too, from an encoder that knows a hundred of them, but no promise.
    """

    name: ClassVar[str] = "text"
    declarations: ClassVar[tuple[SignalDeclaration, ...]] = tuple(
        SignalDeclaration(str(label), SignalType.PROBABILITY, Cost.COSTLY, SAYS[label]) for label in LABELS
    )
    budget: ClassVar[float] = 2.0

    def __init__(self, cache: Path, weights: Path = WEIGHTS) -> None:
        """`cache` is a folder for the decoded encoder (490 MB), `weights` the folder of the trained part."""
        self._cache = cache
        self._weights = weights
        self._classifier: Classifier | None = None
        self._version = ""

    def load(self) -> None:
        """Read the encoder, decoding it into the cache the first time (about 6 seconds), and the trained weights.

        Raises `EncoderUnavailableError`, `ClassifierWeightsError` or `OSError`.
        """
        from guidepost.classifiers.text.adapter import FILE, digest
        from guidepost.classifiers.text.classifier import CALIBRATION_FILE, Classifier

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
        """Probabilities rounded to 4 decimals, 0.0 for a text without a visible character. The same text always gets the same."""
        classifier = self._loaded()
        return [self._scores(classifier, document.visible) for document in documents]

    def _scores(self, classifier: Classifier, text: str) -> Mapping[str, Value]:
        if not text.strip():
            return {str(label): 0.0 for label in LABELS}
        return {str(label): round(value, DECIMALS) for label, value in classifier.probabilities(text).items()}

    def _loaded(self) -> Classifier:
        if self._classifier is None:
            raise RuntimeError("the text classifier has not been loaded")
        return self._classifier
