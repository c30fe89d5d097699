"""How far a change reaches: which rules may stand otherwise for some post, and a policy of just those."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from guidepost.rules.check import Checked
from guidepost.rules.check.scope import Scope, mentioned_lists
from guidepost.rules.check.shape import dependencies
from guidepost.rules.compare.compare import compare
from guidepost.rules.compare.difference import Effect, Kind
from guidepost.rules.compare.side import Version


@dataclass(frozen=True, slots=True)
class Reach:
    """The rules, by qualified name, that may stand otherwise for some post: of the older policy and of the newer one.

    Every other rule is in both policies, and stands in both alike for every post.
    """

    old: frozenset[str]
    new: frozenset[str]


def reach(old: Version, new: Version) -> Reach | None:
    """How far the difference of two policies reaches; None where a change in the head may reach every post."""
    difference = compare(old, new)
    if any(change.effect is not Effect.NONE for change in difference.changes):
        return None
    lists = frozenset(words.name for words in difference.lists if words.kind is Kind.CHANGED)
    scopes = (old.checked.scope, new.checked.scope)
    ids = {rule.id for rule in difference.rules if rule.effect is not Effect.NONE}
    ids |= {permanent for scope in scopes for permanent in _looking_for(scope, lists)}
    asking = {name for one in difference.definitions if one.kind is Kind.CHANGED for name in one.used_by}
    ids |= {rule.permanent_id for scope in scopes for rule in scope.file.rules if rule.qualified in asking}
    needs = [_by_id(scope) for scope in scopes]
    while True:
        wider = ids.union(one for each in needs for one, first in each.items() if not ids.isdisjoint(first))
        if wider == ids:
            return Reach(*(frozenset(rule.qualified for rule in scope.file.rules if rule.permanent_id in ids) for scope in scopes))
        ids = wider


def narrowed(checked: Checked, rules: Iterable[str]) -> Checked:
    """The policy with some of its rules only, and those that must be decided before them."""
    needs = dependencies(checked.scope)
    kept: set[str] = set()
    left = list(rules)
    while left:
        name = left.pop()
        if name not in kept:
            kept.add(name)
            left += needs[name]
    file = checked.scope.file
    file = replace(file, rules=tuple(rule for rule in file.rules if rule.qualified in kept), tests=())
    return Checked(replace(checked.scope, file=file, cases={}), ())


def _looking_for(scope: Scope, lists: frozenset[str]) -> Iterable[str]:
    for rule in scope.file.rules:
        if mentioned_lists(replace(scope.file, rules=(rule,))) & lists:
            yield rule.permanent_id


def _by_id(scope: Scope) -> Mapping[str, frozenset[str]]:
    """By permanent id: the ids of the rules that must be decided first."""
    ids = {rule.qualified: rule.permanent_id for rule in scope.file.rules}
    return {ids[name]: frozenset(ids[one] for one in first) for name, first in dependencies(scope).items()}
