"""The stems of a word in the languages of a policy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from guidepost.rules.forms.english import english
from guidepost.rules.forms.german import german
from guidepost.rules.forms.lexicon import read_table
from guidepost.rules.forms.stem import Stem

FORMS_VERSION = "1"
"""Changes whenever a rule, a table or the list of words may find other forms; part of the digest of a policy that asks for forms."""

_RULES: Mapping[str, Callable[[str], Iterator[Stem]]] = {"de": german, "en": english}
LANGUAGES = frozenset(_RULES)
"""The languages whose forms are known; words of others are sought as they are written."""
_SHORTEST = 3
"""Letters of a word whose forms are sought; shorter ones are sought as they are written."""


def stems(word: str, languages: Iterable[str]) -> tuple[Stem, ...]:
    """The stems of a word, merged: no two have the same text. A word of another alphabet or with digits has only itself."""
    lowered = word.casefold()
    found: dict[str, Stem] = {lowered: Stem(lowered, frozenset({""}))}
    if len(word) >= _SHORTEST and word.isalpha():
        for language in sorted(LANGUAGES.intersection(languages)):
            for stem in _in_language(word.lower(), language):
                text = stem.text.casefold()
                before = found.get(text)
                endings = stem.endings | (before.endings if before else frozenset())
                found[text] = Stem(text, endings, stem.joins or bool(before and before.joins))
    return tuple(found.values())


def _in_language(word: str, language: str) -> Iterator[Stem]:
    yield from _RULES[language](word)
    for form in _irregular(language).get(word, ()):
        yield Stem(form, frozenset({""}))


@cache
def _irregular(language: str) -> Mapping[str, tuple[str, ...]]:
    """By lower-case word: its forms that no rule makes."""
    return read_table(f"{language}.txt")
