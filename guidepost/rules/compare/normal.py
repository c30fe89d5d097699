"""One form for all conditions that mean the same, as far as order, units and ways to write go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.formatter import condition as as_written

_Joined: TypeAlias = type[t.And] | type[t.Or]


@dataclass(frozen=True, slots=True)
class Naming:
    """How to read the names in a condition.

    A list stands for its phrases where `lists` has it, a definition for its condition where `definitions` has it, and a guideline for
    its new name.
    """

    lists: Mapping[str, tuple[str, ...]]
    definitions: Mapping[str, t.Condition]
    guidelines: Mapping[str, str]


def normal(condition: t.Condition, naming: Naming) -> t.Condition:
    """The normal form: equal normal forms answer alike for every post. The converse does not hold."""
    match condition:
        case t.And(parts):
            return _joined(t.And, parts, naming)
        case t.Or(parts):
            return _joined(t.Or, parts, naming)
        case t.Not(part):
            return t.Not(normal(part, naming))
        case t.Defined(name) if name.value in naming.definitions:
            return normal(naming.definitions[name.value], naming)
        case t.Mentions():
            return _mentions(condition, naming)
        case t.Near(one, other):
            return replace(condition, one=_mentions(one, naming), other=_mentions(other, naming))
        case t.LinksTo(domains):
            return replace(condition, domains=_phrases(domains, naming))
        case t.Violates(guideline):
            return t.Violates(t.Name(naming.guidelines.get(guideline.value, guideline.value)))
        case t.Compare(quantity=t.Duration() as duration):
            return replace(condition, quantity=t.Duration(duration.seconds, "second"))
        case t.Often():
            return replace(condition, operator=">=", number=condition.least)
        case t.Is():
            words = sorted({word.value for word in condition.words})
            return replace(condition, words=tuple(t.Word(word, quoted=True) for word in words))
        case t.OnDay(days=days):
            return replace(condition, days=tuple(t.Name(day) for day in sorted({day.value for day in days})))
        case t.Includes():
            return replace(condition, word=t.Word(condition.word.value, quoted=True))
        case _:
            return condition


def broken_when(rule: t.Rule, naming: Naming) -> t.Condition | None:
    """When a rule is broken: `when` and not `unless`; None for a rule without a condition."""
    parts: list[t.Condition] = [rule.when.value] if rule.when else []
    parts += [t.Not(rule.unless.value)] if rule.unless else []
    return normal(t.And(tuple(parts)), naming) if parts else None


def _joined(kind: _Joined, parts: Iterable[t.Condition], naming: Naming) -> t.Condition:
    """The least and the greatest of several answers do not hang on their order, nor on brackets around some of them.

    Parts that stand there twice stay: a lone part may set limits to its neighbours that a part of an *or* does not.
    """
    ordered = sorted(_flat(kind, (normal(part, naming) for part in parts)), key=as_written)
    return ordered[0] if len(ordered) == 1 else kind(tuple(ordered))


def _flat(kind: _Joined, parts: Iterable[t.Condition]) -> Iterator[t.Condition]:
    for part in parts:
        if isinstance(part, kind):
            yield from part.parts
        else:
            yield part


def _mentions(condition: t.Mentions, naming: Naming) -> t.Mentions:
    phrases, besides = _phrases(condition.phrases, naming), _phrases(condition.besides, naming)
    any_of = t.Quantifier.ANY
    alone = isinstance(phrases, tuple) and len(phrases) == 1 and condition.quantifier is t.Quantifier.ALL
    least = condition.quantifier is t.Quantifier.AT_LEAST and condition.minimum == 1
    return replace(condition, phrases=phrases, besides=besides, quantifier=any_of if alone or least else condition.quantifier)


def _phrases(phrases: t.Phrases, naming: Naming) -> t.Phrases:
    """Phrases in a fixed order, each once; the name of a list that both policies have stays a name."""
    if isinstance(phrases, t.Name):
        if phrases.value not in naming.lists:
            return phrases
        phrases = naming.lists[phrases.value]
    return tuple(sorted(set(phrases)))
