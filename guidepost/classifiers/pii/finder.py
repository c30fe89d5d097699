"""Presidio, set up to find personal data with the recognisers of this package and nothing from the network.

Importing this module imports Presidio, which takes seconds: `PiiProvider.load` does it, nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from guidepost.classifiers.pii.clue import TextTraits
from guidepost.classifiers.pii.lean_import import hidden
from guidepost.classifiers.pii.overlap import strongest
from guidepost.classifiers.pii.surface import plain
from guidepost.classifiers.pii.windows import OWN, windows
from guidepost.signals import Span

with hidden("transformers", "torch"):
    from presidio_analyzer import AnalyzerEngine, ContextAwareEnhancer, EntityRecognizer, RecognizerRegistry, RecognizerResult
    from presidio_analyzer.nlp_engine import NlpArtifacts, NoOpNlpEngine

    from guidepost.classifiers.pii.recognisers import BOTH, RECOGNISERS, THRESHOLD, Recogniser

EITHER = "xx"
"""The language of a text in another language or none known: what any language would find is looked for."""
_LANGUAGES = (*BOTH, EITHER)


class _NoSecondContext(ContextAwareEnhancer):
    """Leaves results as they are: each `Recogniser` has looked at its own context. Presidio's default would copy every result."""

    def enhance_using_context(
        self,
        text: str,  # noqa: ARG002
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,  # noqa: ARG002
        recognizers: list[EntityRecognizer],  # noqa: ARG002
        context: list[str] | None = None,  # noqa: ARG002
    ) -> list[RecognizerResult]:
        return raw_results


class OutOfTime(Exception):
    """A text took too long: it was not read to its end, so what was found is not all there is."""


class PiiFinder:
    """Finds personal data in a text. Immutable once made, so any number of threads may use it.

    Presidio is given no language model: the recognisers read characters. Its `NoOpNlpEngine` therefore stands where spaCy would.
    spaCy would also keep every word it has ever seen in its vocabulary, and those words are people's posts.
    """

    def __init__(self) -> None:
        self._by_language = {language: _recognisers_for(language) for language in _LANGUAGES}
        nlp_engine = NoOpNlpEngine([{"lang_code": language, "model_name": ""} for language in _LANGUAGES])
        registry = RecognizerRegistry(
            recognizers=[recogniser for recognisers in self._by_language.values() for recogniser in recognisers],
            supported_languages=list(_LANGUAGES),
        )
        self._analyzer = AnalyzerEngine(
            registry=registry,
            nlp_engine=nlp_engine,
            supported_languages=list(_LANGUAGES),
            context_aware_enhancer=_NoSecondContext(
                context_similarity_factor=0.0, min_score_with_context_similarity=0.0, context_prefix_count=0, context_suffix_count=0
            ),
        )

    def find(
        self, text: str, language: str | None, *, skip_without_clue: bool = True, in_time: Callable[[], bool] = lambda: True
    ) -> tuple[Span, ...]:
        """What `text` holds, in reading order, without overlaps; offsets are code points, labels are entities.

        `skip_without_clue` leaves out recognisers that cannot find anything. It changes the time taken, never the result.
        `in_time` is asked before each step of a long text; when it says no, `OutOfTime` is raised.
        """
        known = language if language in BOTH else EITHER
        return strongest(self._read(plain(text), known, skip_without_clue, in_time))

    def _read(self, text: str, language: str, skip_without_clue: bool, in_time: Callable[[], bool]) -> Iterator[Span]:
        is_long = len(text) > OWN
        for window in windows(len(text)):
            part = text[window.start : window.end]
            entities = self._entities(part, language, skip_without_clue)
            if not entities:  # Presidio would take an empty list for all of them
                continue
            # In a long text one entity at a time, so that the clock is looked at often enough.
            for group in [[entity] for entity in entities] if is_long else [entities]:
                if is_long and not in_time():
                    raise OutOfTime
                for result in self._analyzer.analyze(part, language, entities=group, score_threshold=THRESHOLD):
                    start = window.start + result.start
                    if window.own_start <= start < window.own_end:
                        yield Span(start, window.start + result.end, result.entity_type, round(float(result.score), 2))

    def _entities(self, part: str, language: str, skip_without_clue: bool) -> list[str]:
        traits = TextTraits(part)
        recognisers = self._by_language[language]
        return sorted({each.ENTITY for each in recognisers if not skip_without_clue or each.CLUE.seen_in(traits)})


def _recognisers_for(language: str) -> tuple[Recogniser, ...]:
    return tuple(recogniser(language) for recogniser in RECOGNISERS if language == EITHER or language in recogniser.LANGUAGES)
