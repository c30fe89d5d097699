"""What every recogniser here has in common: a declaration of patterns, context words and a checksum."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from presidio_analyzer import Pattern, PatternRecognizer, RecognizerResult

from guidepost.classifiers.pii.clue import Clue

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts

BOTH = ("de", "en")
CONTEXT_BOOST = 0.45
"""Added to a score when a context word stands near. A pattern scored below `THRESHOLD` counts only with its context."""
THRESHOLD = 0.5
"""Findings with a lower score are dropped. From here on a finding is more likely right than wrong."""


class Recogniser(PatternRecognizer):
    """A Presidio recogniser that is declared by class attributes alone.

    A subclass names its `ENTITY`, its `PATTERNS`, a `CLUE` without which it cannot find anything, and where useful `CONTEXT`: words
    (regular expressions, matched from the start of a word) that make a finding likelier when they stand within `BEFORE` characters
    before it or `AFTER` characters behind it. `checksum` decides whether a value can exist; when it is `CONCLUSIVE` a value that
    passes needs no context.
    """

    ENTITY: ClassVar[str]
    PATTERNS: ClassVar[tuple[Pattern, ...]]
    CLUE: ClassVar[Clue]
    CONTEXT: ClassVar[tuple[str, ...]] = ()
    LANGUAGES: ClassVar[tuple[str, ...]] = BOTH
    CONCLUSIVE: ClassVar[bool] = False
    BEFORE: ClassVar[int] = 60
    AFTER: ClassVar[int] = 30
    NOT_BEHIND: ClassVar[re.Pattern[str] | None] = None
    """What shows that a finding is something else: searched in the characters before it and its first one."""
    FLAGS: ClassVar[int] = int(re.VERBOSE)

    def __init__(self, supported_language: str) -> None:
        super().__init__(
            supported_entity=self.ENTITY,
            supported_language=supported_language,
            patterns=[Pattern(pattern.name, pattern.regex, pattern.score) for pattern in self.PATTERNS],
            context=list(self.CONTEXT),
            global_regex_flags=self.FLAGS,
        )
        self._context_words = re.compile(rf"(?<!\w)(?:{'|'.join(self.CONTEXT)})", re.IGNORECASE) if self.CONTEXT else None

    def checksum(self, value: str) -> bool:  # noqa: ARG002
        """Whether the matched text can be a value at all."""
        return True

    def validate_result(self, pattern_text: str) -> bool | None:
        """Presidio's reading of `checksum`: False drops the finding, True makes it certain, None leaves its score."""
        if not self.checksum(pattern_text):
            return False
        return True if self.CONCLUSIVE else None

    def enhance_using_context(
        self,
        text: str,
        raw_recognizer_results: list[RecognizerResult],
        other_raw_recognizer_results: list[RecognizerResult],  # noqa: ARG002
        nlp_artifacts: NlpArtifacts,  # noqa: ARG002
        context: list[str] | None = None,  # noqa: ARG002
    ) -> list[RecognizerResult]:
        """Raise the score of findings that stand near a context word.

        Presidio's own enhancer compares lemmas, of which there are none without a language model, and single tokens, so that
        *date of birth* never matches. Here the characters around the finding are searched.
        """
        results = [result for result in raw_recognizer_results if not self._is_something_else(text, result.start)]
        if self._context_words is None:
            return results
        for result in results:
            before = text[max(0, result.start - self.BEFORE) : result.start]
            after = text[result.end : result.end + self.AFTER]
            if self._context_words.search(before) or self._context_words.search(after):
                result.score = min(1.0, result.score + CONTEXT_BOOST)
        return results

    def _is_something_else(self, text: str, start: int) -> bool:
        return self.NOT_BEHIND is not None and self.NOT_BEHIND.search(text[max(0, start - self.BEFORE) : start + 1]) is not None


def digits_of(value: str) -> str:
    """The ASCII digits of a value, without its separators."""
    return "".join(character for character in value if character in "0123456789")
