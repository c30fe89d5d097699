"""What sentences ask."""

from __future__ import annotations

import pytest

from guidepost.engine.importing.modality import Norm, read_sentence
from guidepost.rules.syntax import Modality
from tests.engine.importing.judged import ENGLISH, GERMAN


def _word(norm: Norm) -> str:
    return f"{norm.modality} not" if norm.modality is Modality.SHOULD and norm.forbids else str(norm.modality)


@pytest.mark.parametrize(
    ("language", "sentence", "asks"),
    [(language, *case) for language, cases in (("en", ENGLISH), ("de", GERMAN)) for case in cases],
)
def test_a_sentence_asks_what_a_person_reads_in_it(language: str, sentence: str, asks: tuple[str, ...]) -> None:
    assert tuple(_word(norm) for norm in read_sentence(sentence, language).norms) == asks


@pytest.mark.parametrize(
    ("language", "sentence", "limit"),
    [
        ("en", "You may only use the logo with our consent.", "only use the logo with our consent"),
        ("en", "Customer data must never be shared, unless the customer agrees.", "unless the customer agrees"),
        ("de", "Das Logo darf nur verwendet werden, wenn wir zustimmen.", "nur verwendet werden"),
        ("de", "Kundendaten dürfen nicht geteilt werden, es sei denn, der Kunde stimmt zu.", "es sei denn"),
    ],
)
def test_a_restriction_is_kept_beside_the_prohibition(language: str, sentence: str, limit: str) -> None:
    (norm,) = read_sentence(sentence, language).norms
    assert norm.modality is Modality.MUST_NOT
    assert norm.limit.startswith(limit)


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_very_long_sentence_takes_no_long_time(language: str) -> None:
    assert read_sentence("bitte " * 5_000 + "if you and " * 5_000 + "a, " * 5_000, language).norms is not None
