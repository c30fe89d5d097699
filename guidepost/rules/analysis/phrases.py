"""The text of a post as questions: which phrases it mentions, and which of them bring others along."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple, TypeAlias

from guidepost.rules.analysis.solver import Formula, Solver
from guidepost.rules.check.scope import Scope, atoms, sought
from guidepost.rules.compile.phrases import Phrase, PhraseIndex
from guidepost.rules.forms import Stem
from guidepost.rules.syntax import tree as t

_LETTER = "x"
"""What stands beside a phrase where its word may go on."""


Key: TypeAlias = tuple[str, tuple[str, ...] | None]
"""A phrase as written, and the languages besides the policy's in which its forms are looked for; None where they are not."""


def keys_of(phrases: t.Phrases, lists: Mapping[str, tuple[str, ...]], mentions: t.Mentions) -> tuple[Key, ...]:
    """The phrases given in place or by the name of a list, as a condition looks for them."""
    languages = mentions.languages if mentions.forms else None
    return tuple((phrase, languages) for phrase in (phrases if isinstance(phrases, tuple) else lists[phrases.value]))


class _Vocabulary(NamedTuple):
    """Every phrase once, its number by how it is written, and by number the conditions that look for it.

    None among them is a condition for which it matters which phrase it is.
    """

    read: list[Phrase]
    numbers: dict[Key, int]
    askers: list[set[t.Mentions | None]]


class Phrases:
    """Every phrase of a policy, by number.

    Phrases that no condition tells apart are one: those looked for alike, and those that stand side by side in the same lists. The
    first of them then stands for all, which keeps formulas as small as the policy and not as long as its lists.
    """

    def __init__(self, scope: Scope, fold: Callable[[str], str], languages: Sequence[str], solver: Solver) -> None:
        """`languages` are those in which words have forms."""
        self._solver = solver
        vocabulary = _read(scope, fold, languages)
        self.read = vocabulary.read
        self._index = PhraseIndex(self.read)
        implied = [self._brought_along(number, phrase) for number, phrase in enumerate(self.read)]
        self._stands_for = _one_for_all(vocabulary.askers, implied)
        self._numbers = {key: self._stands_for[number] for key, number in vocabulary.numbers.items()}
        self.implied = tuple(
            frozenset(self._stands_for[other] for other in others) - {self._stands_for[number]}
            for number, others in enumerate(implied)
        )
        """By number: the other phrases that every text mentions which mentions this one."""
        self.question = cache(self._question)
        self._absent = cache(lambda number: solver.none_of((self.question(number),)))
        self._brings = cache(lambda number, other: solver.any_of((self._absent(number), self.question(other))))

    def number(self, key: Key) -> int:
        """The number of a phrase, or of the one that stands for it."""
        return self._numbers[key]

    def _question(self, number: int) -> Formula:
        """Whether the text mentions the phrase: never, where nothing of it is left to look for."""
        return self._solver.question(f"mentions {number}") if self.read[number].folded else self._solver.no

    def absent(self, number: int) -> Formula:
        """Whether the text does not mention the phrase."""
        return self._absent(number)

    def heard(self, folded: str) -> dict[int, str]:
        """The phrases that a folded text mentions, by number, as a policy writes them."""
        return {self._stands_for[number]: _written(self.read[number]) for number in self._index.find(folded)}

    @cached_property
    def _bringing(self) -> frozenset[int]:
        return frozenset(number for number, others in enumerate(self.implied) if others)

    def facts(self, used: frozenset[int]) -> Iterator[Formula]:
        """What holds between the phrases of a question for every text."""
        for number in sorted(used & self._bringing):
            for other in sorted(self.implied[number] & used):
                yield self._brings(number, other)

    def related(self, one: frozenset[int], other: frozenset[int]) -> bool:
        """Whether some phrase of one set says something about some phrase of the other."""
        return not one.isdisjoint(other) or any(
            not self.implied[number].isdisjoint(far)
            for near, far in ((one, other), (other, one))
            for number in near & self._bringing
        )

    def _brought_along(self, number: int, phrase: Phrase) -> frozenset[int]:
        """The phrases found in a phrase, once as it stands and once with a letter wherever its word may go on.

        Whether a phrase is found hangs on nothing but the phrase and the characters beside it. A word in its forms stands in a text
        in many ways, so that nothing is said of it; and whether it is found where another word goes on hangs on how.
        """
        if not phrase.folded or phrase.stems:
            return frozenset()
        found = frozenset.intersection(*(frozenset(self._index.find(text)) for text in _surroundings(phrase))) - {number}
        goes_on = phrase.open_start or phrase.open_end
        return frozenset(other for other in found if not (goes_on and self.read[other].stems))


def _read(scope: Scope, fold: Callable[[str], str], languages: Sequence[str]) -> _Vocabulary:
    vocabulary = _Vocabulary([], {}, [])
    known: dict[tuple[str, bool, bool, tuple[Stem, ...]], int] = {}
    for asking, key in _asked(scope):
        if key not in vocabulary.numbers:
            written, further = key
            phrase = Phrase.read(written, fold, None if further is None else (*languages, *further))
            looked_for = (phrase.folded, phrase.open_start, phrase.open_end, phrase.stems)
            vocabulary.numbers[key] = known.setdefault(looked_for, len(vocabulary.read))
            if vocabulary.numbers[key] == len(vocabulary.read):
                vocabulary.read.append(phrase)
                vocabulary.askers.append(set())
        vocabulary.askers[vocabulary.numbers[key]].add(asking)
    return vocabulary


def _asked(scope: Scope) -> Iterator[tuple[t.Mentions | None, Key]]:
    every = (mentions for _, atom in atoms(scope.file) for mentions in sought(atom))
    for mentions in dict.fromkeys(every):
        alike = mentions.quantifier in (t.Quantifier.ANY, t.Quantifier.TIMES)
        for key in keys_of(mentions.phrases, scope.phrases, mentions):
            yield mentions if alike else None, key
        for key in keys_of(mentions.besides, scope.phrases, mentions):
            yield None, key


def _one_for_all(askers: Iterable[set[t.Mentions | None]], implied: list[frozenset[int]]) -> list[int]:
    """By number: the phrase that stands for it."""
    positions: dict[t.Mentions | None, int] = {}
    alike: list[frozenset[int] | None] = [
        None if None in asking else frozenset(positions.setdefault(atom, len(positions)) for atom in asking) for asking in askers
    ]
    links: list[set[int]] = [set(others) for others in implied]
    for number, others in enumerate(implied):
        for other in others:
            links[other].add(number)
    settled = False
    while not settled:
        apart = [
            number for number, kind in enumerate(alike) if kind is not None and any(alike[one] != kind for one in links[number])
        ]
        settled = not apart
        for number in apart:
            alike[number] = None
    first: dict[frozenset[int], int] = {}
    return [number if kind is None else first.setdefault(kind, number) for number, kind in enumerate(alike)]


def _written(phrase: Phrase) -> str:
    return f"{'*' if phrase.open_start else ''}{phrase.label}{'*' if phrase.open_end else ''}"


def _surroundings(phrase: Phrase) -> Iterator[str]:
    for before in ("", _LETTER) if phrase.open_start else ("",):
        for after in ("", _LETTER) if phrase.open_end else ("",):
            yield f"{before}{phrase.folded}{after}"
