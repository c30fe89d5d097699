"""Looking for all phrases and words of a policy in a text, in one pass and in linear time."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ahocorasick_rs import AhoCorasick, MatchKind

from guidepost.rules.compile.text import MOST_PLACES
from guidepost.rules.forms import Stem, may_follow, may_precede, stems
from guidepost.signals import Span

_LONGEST_WORD = 40
"""Letters looked at on either side of a stem: a bound on what a hostile post costs, above any word that is read."""
_WORD = re.compile("[\u3040-\u9fff]|[^\\W\u3040-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it is looked for: folded as posts are, and at which ends its word may go on (a `*` when written).

    With `stems` it is a word that is looked for in its forms.
    """

    folded: str
    label: str
    open_start: bool
    open_end: bool
    stems: tuple[Stem, ...] = ()

    @classmethod
    def read(cls, written: str, fold: Callable[[str], str], languages: Iterable[str] | None = None) -> Phrase:
        """The phrase as a policy writes it; with `languages`, a single word is looked for in its forms in them."""
        bare = written.strip("*")
        folded = fold(bare).strip()
        inflects = languages is not None and bare == written and folded.isalnum()
        forms = tuple(_folded(stem, fold) for stem in stems(bare.strip(), languages or ())) if inflects else ()
        return cls(folded, bare, written.startswith("*"), written.endswith("*"), forms)


def _folded(stem: Stem, fold: Callable[[str], str]) -> Stem:
    return Stem(fold(stem.text), stem.endings, stem.joins)


_Owner: TypeAlias = tuple[int, Stem | None]
"""The number of a phrase, and the stem by which it is found where its forms are sought."""


class PhraseIndex:
    """All phrases of a policy in one Aho-Corasick automaton (Aho and Corasick 1975): its cost does not grow with their number.

    Phrases are matched as whole words of the folded view; a `*` at an end of a phrase lets the word go on there. Words that are
    sought in their forms are matched by their stems, and what stands around the stem is looked at then.
    """

    def __init__(self, phrases: Sequence[Phrase], uncapped: Collection[int] = ()) -> None:
        """A phrase is known by its position. Two phrases may fold alike. Of `uncapped` ones, every place is kept, however many."""
        self._phrases = phrases
        self._uncapped = frozenset(uncapped)
        owners: dict[str, list[_Owner]] = {}
        for number, phrase in enumerate(self._phrases):
            sought: list[tuple[str, Stem | None]] = [(stem.text, stem) for stem in phrase.stems]
            for needle, stem in sought or [(phrase.folded, None)]:
                if needle:
                    owners.setdefault(needle, []).append((number, stem))
        self._owners = list(owners.values())
        self._automaton = AhoCorasick(list(owners), matchkind=MatchKind.Standard) if owners else None

    def find(self, folded: str) -> dict[int, tuple[Span, ...]]:
        """By phrase number: the places in the folded text."""
        if self._automaton is None:
            return {}
        found: dict[int, dict[Span, None]] = {}
        for needle, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            for number, stem in self._owners[needle]:
                place = self._whole(self._phrases[number], folded, start, end) if stem is None else _form(stem, folded, start, end)
                if place is not None:
                    places = found.setdefault(number, {})
                    if len(places) < MOST_PLACES or number in self._uncapped:
                        places[Span(*place, self._phrases[number].label)] = None
        return {number: tuple(places) for number, places in found.items()}

    @staticmethod
    def _whole(phrase: Phrase, folded: str, start: int, end: int) -> tuple[int, int] | None:
        starts_word = start == 0 or not _joins(folded[start - 1], folded[start])
        ends_word = end == len(folded) or not _joins(folded[end - 1], folded[end])
        return (start, end) if (starts_word or phrase.open_start) and (ends_word or phrase.open_end) else None


def _form(stem: Stem, folded: str, start: int, end: int) -> tuple[int, int] | None:
    """The place of the form that a stem is the beginning of: a word of its own, or a part of a compound."""
    word_start, word_end = start, end
    while word_start > 0 and _joins(folded[word_start - 1], folded[word_start]):
        word_start -= 1
        if start - word_start > _LONGEST_WORD:
            return None
    while word_end < len(folded) and _joins(folded[word_end - 1], folded[word_end]):
        word_end += 1
        if word_end - end > _LONGEST_WORD:
            return None
    after = folded[end:word_end]
    if word_start < start and not (stem.joins and may_precede(folded[word_start:start])):
        return None
    if after in stem.endings:
        return start, word_end
    if stem.joins:
        for length in range(len(after) - 1, -1, -1):
            if after[:length] in stem.endings and may_follow(after[length:]):
                return start, end + length
    return None


def word_starts(folded: str) -> list[int]:
    """Where each word begins."""
    return [word.start() for word in _WORD.finditer(folded)]


def _joins(left: str, right: str) -> bool:
    """Whether two neighbouring characters are inside one word. Ideographs and kana stand for words of their own."""
    return _of_word(left) and _of_word(right)


def _of_word(character: str) -> bool:
    return (character.isalnum() or character == "_") and not "\u3040" <= character <= "\u9fff"
