"""Some rules asked by themselves: whether a post may fit their conditions, before its text is read and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from guidepost.rules.check.scope import Scope
from guidepost.rules.compile.build import Builder
from guidepost.rules.compile.logic import (
    DONT_KNOW,
    YES,
    AboutText,
    AllOf,
    Answer,
    AnyOf,
    DefinedAs,
    Evidence,
    Node,
    NotThat,
    Reading,
    Truth,
    Violation,
)
from guidepost.rules.compile.phrases import PhraseIndex, word_starts
from guidepost.rules.compile.policy import whole_condition
from guidepost.rules.compile.text import Hits, Needles, PatternSet
from guidepost.signals import Value


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule with its condition: as it is, and with everything about the text left open."""

    name: str
    condition: Node | None
    unread: Node | None


class Alone:
    """The conditions of some rules of a policy, without the others and without what follows from them.

    What a rule asks of other rules (`violates`) is left open. Kleene's logic is monotonic: what is false while something is open is false
    whatever that comes to.
    """

    def __init__(self, scope: Scope, rules: Iterable[str], fold: Callable[[str], str], languages: Sequence[str]) -> None:
        """`rules` are qualified names; `fold` and `languages` are those of the policy."""
        builder = Builder(scope, fold, languages)
        self._rules = tuple(self._built(name, scope, builder) for name in sorted(rules))
        self._open = dict.fromkeys(scope.guidelines, Violation(DONT_KNOW, frozenset()))
        self._phrases = PhraseIndex(builder.phrases, builder.uncapped)
        self._patterns = PatternSet(builder.patterns)
        self._counts_words = builder.counts_words

    @staticmethod
    def _built(name: str, scope: Scope, builder: Builder) -> _Rule:
        whole = whole_condition(scope.rules[name])
        node = None if whole is None else builder.build(whole)
        return _Rule(name, node, None if node is None else _unread(node))

    def may_fit(self, values: Mapping[str, Value]) -> list[str]:
        """The rules that some text may fit, with these signals; a signal that is missing may hold anything."""
        reading = Reading(Hits(), values, self._open)
        return [rule.name for rule in self._rules if _answer(rule.unread, reading).truth is not Truth.FALSE]

    def may_fit_text(self, visible: str, folded: str, values: Mapping[str, Value]) -> list[str]:
        """The rules that this text may fit, with these signals."""
        words = word_starts(folded) if self._counts_words else ()
        hits = Hits(self._phrases.find(folded), self._patterns.find(visible), words)
        reading = Reading(hits, values, self._open)
        return [rule.name for rule in self._rules if _answer(rule.condition, reading).truth is not Truth.FALSE]


def _answer(condition: Node | None, reading: Reading) -> Answer:
    return YES if condition is None else condition.answer(reading)


class _Unread:
    """A condition about a text that was not read."""

    def answer(self, reading: Reading) -> Answer:
        del reading
        return DONT_KNOW

    def lacks(self, reading: Reading) -> Iterator[str]:
        del reading
        return iter(())

    def evidence(self, reading: Reading) -> Iterator[Evidence]:
        del reading
        return iter(())

    def needs(self) -> Needles | None:
        return None


def _unread(node: Node) -> Node:
    """A condition with everything that it asks of the text left open."""
    match node:
        case AllOf(parts):
            return AllOf([_unread(part) for part in parts])
        case AnyOf(parts):
            return AnyOf([_unread(part) for part in parts])
        case NotThat(part, written):
            return NotThat(_unread(part), written)
        case DefinedAs(name, inner):
            return DefinedAs(name, _unread(inner))
        case AboutText():
            return _Unread()
        case _:
            return node
