"""How a policy is meant, in as few words as possible: slow, eager and blind to everything but truth."""

from __future__ import annotations

import operator
import re

from guidepost.rules.syntax import tree as t
from guidepost.signals import Unknown
from tests.rules.worlds import World

_COMPARE = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt, "=": operator.eq, "!=": operator.ne}

Truth = bool | None
"""None is unknown."""


def both(left: Truth, right: Truth) -> Truth:
    """Kleene's *and*."""
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def either(left: Truth, right: Truth) -> Truth:
    """Kleene's *or*."""
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def neither(value: Truth) -> Truth:
    """Kleene's *not*."""
    return None if value is None else not value


class Reference:
    """The truth of every rule of a policy for one post."""

    def __init__(self, file: t.PolicyFile, world: World) -> None:
        self._file = file
        self._world = world
        self._definitions = {definition.name.value: definition.condition for definition in file.definitions}
        self._lists = {words.name.value: words.phrases for words in file.lists}
        self._standing: dict[str, Truth] = {}

    def holds(self, rule: t.Rule) -> Truth:
        """Whether a rule's condition holds, excuses aside."""
        if rule.qualified not in self._standing:
            truth: Truth = True if rule.when is None else self._truth(rule.when.value)
            if rule.unless is not None:
                truth = both(truth, neither(self._truth(rule.unless.value)))
            self._standing[rule.qualified] = truth
        return self._standing[rule.qualified]

    def excused(self, rule: t.Rule) -> bool:
        """Whether a may rule that holds excuses a rule."""
        return any(
            self.holds(other) is True
            for other in self._file.rules
            if other.excuses and rule.qualified in {name.value for name in other.excuses.value}
        )

    def broken(self, rule: t.Rule) -> Truth:
        """Whether a duty is broken in the end."""
        return False if self.excused(rule) else self.holds(rule)

    def duties(self) -> list[t.Rule]:
        """The rules that can be broken."""
        return [rule for rule in self._file.rules if rule.modality is not t.Modality.MAY]

    def _truth(self, condition: t.Condition) -> Truth:
        match condition:
            case t.And(parts):
                truth: Truth = True
                for part in parts:
                    truth = both(truth, self._truth(part))
                return truth
            case t.Or(parts):
                truth = False
                for part in parts:
                    truth = either(truth, self._truth(part))
                return truth
            case t.Not(part):
                return neither(self._truth(part))
            case t.Defined(name):
                return self._truth(self._definitions[name.value])
            case t.Mentions():
                return self._mentions(condition)
            case t.Near(one, other, words):
                return any(
                    0 < max(left[0] - right[1], right[0] - left[1]) <= words
                    for left in self._word_numbers(one)
                    for right in self._word_numbers(other)
                )
            case t.Matches(pattern):
                return re.search(pattern, self._world.text) is not None
            case t.Violates(guideline):
                truth = False
                for rule in self.duties():
                    if rule.guideline == guideline.value:
                        truth = either(truth, self.broken(rule))
                return truth
            case _:
                return self._asked(condition)

    def _mentions(self, condition: t.Mentions) -> bool:
        if condition.quantifier is t.Quantifier.TIMES:
            return len({place for phrase in self._phrases(condition) for place in self._places(phrase)}) >= condition.minimum
        excepted = [place for phrase in self._given(condition.besides) for place in self._places(phrase)]
        there = sum(
            any(not any(start <= place[0] and place[1] <= end for start, end in excepted) for place in self._places(phrase))
            for phrase in self._phrases(condition)
        )
        needed = {
            t.Quantifier.ANY: 1,
            t.Quantifier.ALL: len(self._phrases(condition)),
            t.Quantifier.AT_LEAST: condition.minimum,
        }
        return there >= needed[condition.quantifier]

    def _given(self, phrases: t.Phrases) -> tuple[str, ...]:
        return phrases if isinstance(phrases, tuple) else self._lists[phrases.value]

    def _phrases(self, condition: t.Mentions) -> tuple[str, ...]:
        return self._given(condition.phrases)

    def _places(self, phrase: str) -> list[tuple[int, int]]:
        pattern = rf"\b{re.escape(phrase.rstrip('*'))}{'' if phrase.endswith('*') else chr(92) + 'b'}"
        return [(found.start(), found.end()) for found in re.finditer(pattern, self._world.text, re.IGNORECASE)]

    def _word_numbers(self, condition: t.Mentions) -> list[tuple[int, int]]:
        """The numbers of the first and the last word of each place."""
        return [
            (len(re.findall(r"\w+", self._world.text[:start])), len(re.findall(r"\w+", self._world.text[:end])) - 1)
            for phrase in self._phrases(condition)
            for start, end in self._places(phrase)
        ]

    def _asked(self, condition: t.Condition) -> Truth:
        assert isinstance(condition, t.Compare | t.CountOf | t.Found | t.Is | t.Includes | t.Dated | t.OnDay | t.Often)
        value = self._world.values[condition.signal.value]
        if isinstance(value, Unknown):
            return None
        match condition:
            case t.Dated(after=after):
                assert isinstance(value, float)
                return (value >= 1_796_079_600.0) is after
            case t.OnDay():
                assert isinstance(value, float)
                return 1_796_079_600.0 <= value < 1_796_166_000.0
            case t.Compare(_, compare, quantity):
                assert isinstance(value, int | float)
                assert isinstance(quantity, float)
                return bool(_COMPARE[compare](value, quantity))
            case t.CountOf(_, compare, number):
                assert isinstance(value, tuple)
                return bool(_COMPARE[compare](len(value), number))
            case t.Often(_, compare, number):
                assert isinstance(value, int)
                return bool(_COMPARE[compare](value, number))
            case t.Found():
                return value != ()
            case t.Is(words=words, negated=negated):
                return (value in {word.value for word in words}) is not negated
            case t.Includes(word=word):
                assert isinstance(value, frozenset)
                return word.value in value
