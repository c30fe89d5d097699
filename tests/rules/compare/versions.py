"""Policies as a comparison takes them, and edits that change nothing in what they mean."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace

from guidepost.rules.check import Checked
from guidepost.rules.compile import CompiledPolicy
from guidepost.rules.syntax import PolicyFile, write
from guidepost.rules.syntax import tree as t
from tests.rules.policies import checked


@dataclass(frozen=True, slots=True)
class Compiled:
    """A policy that was checked and compiled, with plain case folding."""

    checked: Checked
    compiled: CompiledPolicy


def version(text: str, lists: Mapping[str, str] | None = None) -> Compiled:
    """The policy of a text."""
    found = checked(text, lists)
    assert not found.errors, found.errors
    return Compiled(found, CompiledPolicy(found, str.casefold, "casefold"))


def of_tree(file: PolicyFile) -> Compiled:
    """The policy of a tree, written and read."""
    return version(write(file))


def rewritten(file: PolicyFile, chance: random.Random) -> PolicyFile:
    """The same policy in another order, with other comments, other tests, and conditions written another way."""

    def shuffled(things: tuple[t.T, ...]) -> tuple[t.T, ...]:
        return tuple(chance.sample(things, len(things)))

    def turned(condition: t.Condition) -> t.Condition:
        match condition:
            case t.And(parts):
                return t.And(shuffled(tuple(map(turned, parts))))
            case t.Or(parts):
                return t.Or(shuffled(tuple(map(turned, parts))))
            case t.Not(part):
                return t.Not(turned(part))
            case t.Mentions(phrases=tuple() as phrases):
                return replace(condition, phrases=(*shuffled(phrases), phrases[0]))
            case _:
                return condition

    def edited(rule: t.Rule) -> t.Rule:
        when = None if rule.when is None else t.Clause(turned(rule.when.value), comments=("why",))
        unless = None if rule.unless is None else t.Clause(turned(rule.unless.value))
        if when is not None and unless is not None and chance.random() < 0.5:
            parts: tuple[t.Condition, ...] = (t.Not(unless.value), when.value)
            when, unless = t.Clause(t.And(parts)), None
        excuses = None if rule.excuses is None else t.Clause(shuffled(rule.excuses.value))
        return replace(rule, when=when, unless=unless, excuses=excuses, comments=("remark",))

    return replace(
        file,
        head=replace(file.head, thresholds=shuffled(file.head.thresholds), default=file.head.default or t.Clause(t.Outcome.ALLOW)),
        lists=tuple(replace(words, phrases=shuffled(words.phrases)) for words in shuffled(file.lists)),
        guidelines=shuffled(file.guidelines),
        rules=shuffled(tuple(map(edited, file.rules))),
        tests=(t.Test("another", t.Clause(t.TestPost("Hm.")), expects=(t.Clause(t.ExpectOutcome(t.Outcome.ALLOW)),)),),
    )
