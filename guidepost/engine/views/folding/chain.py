"""The folding steps in their order."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from importlib.metadata import version
from typing import Final

from guidepost.engine.views.folding.case import fold_case
from guidepost.engine.views.folding.compatibility import resolve_compatibility_forms
from guidepost.engine.views.folding.confusables import resolve_confusables
from guidepost.engine.views.folding.invisible import remove_invisible
from guidepost.engine.views.folding.leetspeak import resolve_leetspeak
from guidepost.engine.views.folding.punctuation import unify_punctuation
from guidepost.engine.views.folding.repeats import shorten_repeats
from guidepost.engine.views.folding.spacing import join_spaced_letters
from guidepost.engine.views.folding.whitespace import collapse_whitespace
from guidepost.engine.views.graphemes import whole_characters
from guidepost.engine.views.traced import Traced

_ALGORITHM: Final = "1"

FOLDING_VERSION: Final = ";".join(
    (
        f"guidepost-folding {_ALGORITHM}",
        f"unicode {unicodedata.unidata_version}",
        f"regex {version('regex')}",
        f"confusable-homoglyphs {version('confusable-homoglyphs')}",
    )
)
"""Names everything that a folded text depends on: these steps and the versions of the Unicode data they read."""

_STEPS: Final[tuple[Callable[[Traced], Traced], ...]] = (
    remove_invisible,
    unify_punctuation,
    resolve_compatibility_forms,
    resolve_confusables,
    fold_case,
    join_spaced_letters,
    collapse_whitespace,
    resolve_leetspeak,
    shorten_repeats,
)

_MOST_ROUNDS: Final = 8
"""One step can uncover work for an earlier one; in practice the second round finds nothing left to do."""


def fold_traced(traced: Traced) -> Traced:
    """Fold a text whose characters already know where they came from, until folding it again would change nothing."""
    idle = 0
    for step in _STEPS * _MOST_ROUNDS:
        before = traced.text
        traced = step(traced)
        idle = idle + 1 if traced.text == before else 0
        if idle == len(_STEPS):
            break
    return traced


def fold(text: str) -> str:
    """Fold a phrase of a policy exactly as the plain text of a post is folded. Folding a folded text changes nothing."""
    return fold_traced(whole_characters(Traced.of(text))).text
