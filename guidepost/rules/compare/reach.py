"""How far a change reaches: which rules mean something else, so that all else follows from how these stand for a post."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from guidepost.rules.check.scope import Scope, mentioned_lists, violated_guidelines
from guidepost.rules.compare.compare import compare
from guidepost.rules.compare.difference import Aspect, Difference, Effect, Kind
from guidepost.rules.compare.side import Version
from guidepost.rules.layers import Chains
from guidepost.rules.syntax.tree import Modality


@dataclass(frozen=True, slots=True)
class Reach:
    """The rules, by qualified name, that mean something else: of the older policy and of the newer one.

    Every other rule is in both policies. Where for a post the conditions of all these are false, in either policy, both evaluate it alike,
    but for what follows from `head`: then the default, the thresholds, or the answer to *unknown* are others. `steady` holds the
    permanent ids of those among them that are duties in both policies, that no may rule excuses, and whose condition is the same.
    """

    old: frozenset[str]
    new: frozenset[str]
    steady: frozenset[str] = frozenset()
    head: bool = False


_OF_OUTCOMES = frozenset({Aspect.DEFAULT, Aspect.ON_UNKNOWN, Aspect.THRESHOLDS})
"""What a head may change and leave every rule to stand as it did."""


def reach(old: Version, new: Version) -> Reach | None:
    """How far the difference of two policies reaches; None where a change in the head may make every rule stand otherwise."""
    difference = compare(old, new)
    scopes = (old.checked.scope, new.checked.scope)
    stacked = any(scope.file.layers for scope in scopes)
    heads = {change.aspect for change in difference.changes if change.effect is not Effect.NONE}
    moved = _of_layers(difference, scopes)
    if moved is None or not heads <= _OF_OUTCOMES or (heads and stacked):
        return None
    lists = frozenset(words.name for words in difference.lists if words.kind is Kind.CHANGED)
    asking = {name for one in difference.definitions if one.kind is Kind.CHANGED for name in one.used_by}
    worded = {permanent for scope in scopes for permanent in _looking_for(scope, lists)}
    worded |= {
        rule.permanent_id for scope in scopes for rule in scope.file.rules if rule.qualified in asking or rule.layer in moved
    }
    ids = worded | {rule.id for rule in difference.rules if rule.effect is not Effect.NONE} | _asking_otherwise(old, new)
    # Where a rule of a layer stands otherwise, the one that it restates may, too.
    ids |= {restated for scope in scopes for restated in _restated(scope, ids)}
    before, now = (frozenset(rule.qualified for rule in scope.file.rules if rule.permanent_id in ids) for scope in scopes)
    steady = set() if stacked else (ids - worded - _conditions_changed(difference)) & _plain(old) & _plain(new)
    return Reach(before, now, frozenset(steady), bool(heads))


def _asking_otherwise(old: Version, new: Version) -> set[str]:
    """The rules that hang on other signals than before, by way of the rules that they ask for: how certain they are may differ."""
    before, now = ({rule.id: one.compiled.asked_by(rule) for rule in one.compiled.rules} for one in (old, new))
    return {permanent for permanent in before.keys() & now.keys() if before[permanent] != now[permanent]}


def _conditions_changed(difference: Difference) -> set[str]:
    return {
        rule.id
        for rule in difference.rules
        if rule.kind in (Kind.ADDED, Kind.REMOVED) or any(change.aspect in (Aspect.WHEN, Aspect.UNLESS) for change in rule.changes)
    }


def _plain(version: Version) -> set[str]:
    """The duties that hang on no other rule: none excuses them, and they ask for none."""
    scope, compiled = version.checked.scope, version.compiled
    return {
        rule.id
        for rule in compiled.rules
        if rule.modality is not Modality.MAY
        and not compiled.excusers_of(rule)
        and not any(violated_guidelines(scope.rules[rule.name], scope.definitions))
    }


def _of_layers(difference: Difference, scopes: Iterable[Scope]) -> frozenset[str] | None:
    """The layers that hold for other posts than before, all of whose rules are reached; None where a head may reach every post.

    A layer's head reaches the posts that the layer applies to; so does a layer that has a head to make stricter, once that applies to
    others.
    """
    moved: set[str] = set()
    for layer in difference.layers:
        if layer.effect is Effect.NONE:
            continue
        if not all(change.effect is Effect.NONE or change.aspect in (Aspect.APPLIES, Aspect.EXTENDS) for change in layer.changes):
            return None
        moved |= {layer.name, layer.was or layer.name}
    reached = {
        one.name
        for scope in scopes
        for one in scope.file.layers
        if moved.intersection(Chains.of_file(scope.file).up_from(one.name))
    }
    heads = [one.head for scope in scopes for one in scope.file.layers if one.name in reached]
    return None if any(head.default or head.on_unknown or head.thresholds for head in heads) else frozenset(reached)


def _restated(scope: Scope, ids: Collection[str]) -> Iterator[str]:
    """The ids of the rules above that rules of these ids hold instead of, however many layers up."""
    for rule in scope.file.rules:
        above: str | None = rule.qualified if rule.permanent_id in ids else None
        while above is not None and above in scope.rules:
            yield scope.rules[above].permanent_id
            above = scope.spelling.restated(scope.rules[above])


def _looking_for(scope: Scope, lists: frozenset[str]) -> Iterable[str]:
    for rule in scope.file.rules:
        if mentioned_lists(replace(scope.file, rules=(rule,))) & lists:
            yield rule.permanent_id
