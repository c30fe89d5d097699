"""Two policies compared: head, layers, lists, and guideline by guideline their rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from guidepost.rules.check.scope import Scope, atoms, conditions, mentioned_lists, sought, walk
from guidepost.rules.compare import effects, stated
from guidepost.rules.compare.difference import (
    Aspect,
    Change,
    DefinitionDifference,
    Difference,
    Effect,
    GuidelineDifference,
    Kind,
    LayerDifference,
    ListDifference,
    RuleDifference,
    joined,
)
from guidepost.rules.compare.normal import broken_when, normal
from guidepost.rules.compare.side import Side, Sides, Version, sides
from guidepost.rules.compare.stated import Part
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.formatter import condition as as_written


def compare(old: Version, new: Version) -> Difference:
    """Everything that is different in what two policies mean.

    Layout, comments, tests, the order of anything, and other ways to write the same are no differences. Rules are matched by their
    permanent id. Where the effect of the difference is `NONE`, both decide alike about every post.
    """
    both = sides(old, new)
    return Difference(
        changes=tuple(_head(old, new)),
        layers=tuple(_layers(both)),
        lists=tuple(_lists(both)),
        definitions=tuple(_definitions(both)),
        guidelines=tuple(_guidelines(both)),
    )


def _head(old: Version, new: Version) -> Iterator[Change]:
    forms = _forms(old.checked.scope, new.checked.scope)
    for part, before, now in stated.changes(stated.head(old), stated.head(new)):
        yield stated.change(part, before, now, effects.of_head(part[0], before, now, forms=forms))


def _layers(both: Sides) -> Iterator[LayerDifference]:
    before, now = ({layer.name: layer for layer in side.scope.file.layers} for side in (both.old, both.new))
    was, forms = {new: old for old, new in both.layers.items()}, _forms(both.old.scope, both.new.scope)
    for name in dict.fromkeys((*now, *(name for name in before if name not in both.layers))):
        old, new = before.get(was.get(name, name)), now.get(name)
        one, other = stated.layer(old, both.old) if old else {}, stated.layer(new, both.new) if new else {}
        kind, parts = _kind(old is not None, new is not None, renamed=name in was), list(stated.changes(one, other))
        aspects = (aspect for aspect, _ in one.keys() | other.keys())
        whole = effects.of_whole_layer(aspects, added=new is not None, forms=forms)
        changes = tuple(
            stated.change(part, there, here, effects.of_layer(part[0], there, here, forms=forms) if old and new else whole)
            for part, there, here in parts
        )
        effect = joined(change.effect for change in changes) if old and new else whole
        if changes or kind is not Kind.CHANGED:
            shown = new or old
            yield LayerDifference(kind, name, shown.head.title if shown else "", effect, changes, was.get(name))


def _lists(both: Sides) -> Iterator[ListDifference]:
    before, now = both.old.scope, both.new.scope
    was = {new: old for old, new in both.lists.items()}
    for name in sorted((before.phrases.keys() - both.lists.keys()) | now.phrases.keys()):
        old_name = was.get(name, name)
        there, here = set(before.phrases.get(old_name, ())), set(now.phrases.get(name, ()))
        kind = _kind(old_name in before.phrases, name in now.phrases, renamed=name in was)
        if kind is not Kind.CHANGED or there != here:
            used_by = sorted({*_users(before, old_name), *_users(now, name)})
            added, removed = tuple(sorted(here - there)), tuple(sorted(there - here))
            yield ListDifference(kind, name, added, removed, tuple(used_by), was.get(name))


def _kind(before: bool, now: bool, *, renamed: bool) -> Kind:
    if before and now:
        return Kind.RENAMED if renamed else Kind.CHANGED
    return Kind.ADDED if now else Kind.REMOVED


def _forms(*scopes: Scope) -> bool:
    """Whether some rule looks for words in any of their forms, which are those of the policy's languages."""
    return any(mentions.forms for scope in scopes for _, atom in atoms(scope.file) for mentions in sought(atom))


def _users(scope: Scope, words: str) -> Iterator[str]:
    for rule in scope.file.rules:
        if words in mentioned_lists(replace(scope.file, rules=(rule,))):
            yield rule.qualified


def _definitions(both: Sides) -> Iterator[DefinitionDifference]:
    before, now = both.old.scope.definitions, both.new.scope.definitions
    was = {new: old for old, new in both.definitions.items()}
    for name in sorted((before.keys() - both.definitions.keys()) | now.keys()):
        old, new = before.get(was.get(name, name)), now.get(name)
        kind = _kind(old is not None, new is not None, renamed=name in was)
        if kind is Kind.CHANGED and old and new and _meant(old, both.old) == _meant(new, both.new):
            continue
        used_by = {*_asking(both.old.scope, was.get(name, name)), *_asking(both.new.scope, name)}
        yield DefinitionDifference(kind, name, _written(old), _written(new), tuple(sorted(used_by)), was.get(name))


def _meant(definition: t.Definition, side: Side) -> t.Condition:
    return normal(definition.condition, side.naming)


def _written(definition: t.Definition | None) -> str | None:
    return as_written(definition.condition) if definition else None


def _asking(scope: Scope, name: str) -> Iterator[str]:
    """The rules that ask a definition, also by way of other definitions."""
    for rule in scope.file.rules:
        left = list(conditions(rule))
        seen: set[str] = set()
        while left:
            named = {part.name.value for part in walk(left.pop()) if isinstance(part, t.Defined)} - seen
            seen |= named
            left += [scope.definitions[one].condition for one in named]
        if name in seen:
            yield rule.qualified


def _guidelines(both: Sides) -> Iterator[GuidelineDifference]:
    rules: dict[str, list[RuleDifference]] = {}
    for guideline, rule in _rules(both):
        rules.setdefault(guideline, []).append(rule)
    before, now = both.old.scope.guidelines, both.new.scope.guidelines
    was = {new: old for old, new in both.guidelines.items()}
    for name in sorted((before.keys() - both.guidelines.keys()) | now.keys()):
        old, new = before.get(was.get(name, name)), now.get(name)
        changes = tuple(
            stated.change(part, one, other, Effect.NONE)
            for part, one, other in stated.changes(
                stated.guideline(old, name) if old else {}, stated.guideline(new, name) if new else {}
            )
        )
        inside = tuple(sorted(rules.get(name, ()), key=lambda rule: (rule.name, rule.id)))
        kind = _kind(old is not None, new is not None, renamed=name in was)
        if changes or inside or kind is not Kind.CHANGED:
            shown = new or old
            yield GuidelineDifference(kind, name, shown.title if shown else "", changes, inside, was.get(name))


def _rules(both: Sides) -> Iterator[tuple[str, RuleDifference]]:
    """The rules that are different, each with the guideline it stands under now (or stood under, where it is gone)."""
    old, new = both.old, both.new
    gone, come = old.rules.keys() - new.rules.keys(), new.rules.keys() - old.rules.keys()
    twins = _twins(_by_content(old, gone), _by_content(new, come))
    for permanent in sorted(old.rules.keys() | new.rules.keys()):
        before, now = old.rules.get(permanent), new.rules.get(permanent)
        if before and now:
            difference = _both(before, now, both)
            if difference:
                yield new.guideline_of(now), difference
        elif now:
            yield new.guideline_of(now), _one(now, new, twins.get(permanent), added=True)
        elif before:
            yield old.guideline_of(before), _one(before, old, twins.get(permanent), added=False)


_Content: TypeAlias = frozenset[tuple[Part, object]]


def _by_content(side: Side, ids: Iterable[str]) -> dict[_Content, str]:
    """Rules by all that they say but their name: equal for a rule and its twin that lost its history with its name."""
    return {
        frozenset(
            (part, one.meaning) for part, one in stated.rule(side.rules[each], side).items() if part[0] is not Aspect.NAME
        ): each
        for each in sorted(ids)
    }


def _twins(gone: Mapping[_Content, str], come: Mapping[_Content, str]) -> dict[str, str]:
    pairs = [(gone[content], come[content]) for content in gone.keys() & come.keys()]
    return {one: other for pair in pairs for one, other in (pair, pair[::-1])}


def _one(rule: t.Rule, side: Side, like: str | None, *, added: bool) -> RuleDifference:
    whole = stated.rule(rule, side)
    effect = effects.of_whole(rule.modality, excuses=bool(rule.excuses), added=added, instead_of=side.restated(rule))
    parts = stated.changes({}, whole) if added else stated.changes(whole, {})
    changes = tuple(stated.change(part, before, now, effect) for part, before, now in parts)
    return RuleDifference(Kind.ADDED if added else Kind.REMOVED, rule.permanent_id, rule.qualified, effect, changes, like=like)


def _both(before: t.Rule, now: t.Rule, both: Sides) -> RuleDifference | None:
    permits = before.modality is now.modality is t.Modality.MAY
    # One condition may be cut into when and unless in several ways.
    alike = broken_when(both.old.written(before), both.old.naming) == broken_when(both.new.written(now), both.new.naming)
    changes = tuple(
        stated.change(part, one, other, effects.of_rule(part[0], one, other, permits=permits))
        for part, one, other in stated.changes(stated.rule(before, both.old), stated.rule(now, both.new))
        if not (alike and part[0] in (Aspect.WHEN, Aspect.UNLESS))
    )
    renamed = before.qualified != now.qualified
    if not changes and not renamed:
        return None
    only_name = all(change.aspect is Aspect.NAME for change in changes)
    return RuleDifference(
        Kind.RENAMED if only_name else Kind.CHANGED,
        now.permanent_id,
        now.qualified,
        joined(change.effect for change in changes),
        changes,
        was=before.qualified if renamed else None,
    )
