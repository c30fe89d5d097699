"""What stacking spells out in the conditions of a rule, and the rule without it: as its layer's file says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

from guidepost.rules.layers.chains import UPPERMOST, Chains
from guidepost.rules.syntax import tree as t

Scopes: TypeAlias = Mapping[str, t.Condition | None]
"""By layer: for which posts it and those above it apply; none where that is all of them."""


def scopes(layers: Iterable[t.Stacked]) -> Scopes:
    """The scopes of the layers of a stack, each after the one above it."""
    found: dict[str, t.Condition | None] = {UPPERMOST: None}
    for layer in layers:
        own = layer.head.applies.value if layer.head.applies else None
        found[layer.name] = _both(found[layer.above], own)
    return found


def spelt_out(rule: t.Rule, scope: t.Condition | None, restating: Sequence[t.Condition]) -> t.Rule:
    """A rule with its layer's scope before its condition, and behind its exception the scopes of the layers that restate it.

    Where it is not known whether such a layer applies, a duty holds in full. A permission is then not known to hold, and so excuses
    nothing: the layer may have narrowed it.
    """
    when, unless = rule.when, rule.unless
    if scope is not None and (when is not None or rule.modality is t.Modality.MAY):
        when = _clause(_both(scope, when.value if when else None) or scope, when, rule)
    if restating:
        unless = _clause(_either([*([unless.value] if unless else []), *_standing_back(rule, restating)]), unless, rule)
    return replace(rule, when=when, unless=unless)


@dataclass(frozen=True)
class Spelling:
    """How a stacked file spells out its layers. Of a file without layers, every rule is as it is written."""

    file: t.PolicyFile

    @cached_property
    def scopes(self) -> Scopes:
        """The layers' scopes."""
        return scopes(self.file.layers)

    @cached_property
    def restating(self) -> Mapping[str, tuple[t.Rule, ...]]:
        """By the qualified name of a rule: the rules of layers below that hold instead of it where these apply."""
        chains = Chains.of_file(self.file)
        versions: dict[str, dict[str, t.Rule]] = {}
        for rule in self.file.rules:
            versions.setdefault(rule.stated, {}).setdefault(rule.layer, rule)
        found: dict[str, list[t.Rule]] = {}
        for rule in self.file.rules:
            if rule.restates:
                known = versions[rule.stated]
                above = next((known[layer] for layer in chains.up_from(rule.layer)[1:] if layer in known), None)
                # There is none where a layer beside this one, without a scope, has replaced it for all posts.
                if above is not None:
                    found.setdefault(above.qualified, []).append(rule)
        return {name: tuple(rules) for name, rules in found.items()}

    def restated(self, rule: t.Rule) -> str | None:
        """The qualified name of the rule that a rule holds instead of; None where there is none."""
        return next((name for name, rules in self.restating.items() if any(one is rule for one in rules)), None)

    def written(self, rule: t.Rule) -> t.Rule:
        """A rule of the file without what is spelt out, its excuses by the names they are stated under."""
        before, behind = map(len, self.added(rule))
        when, unless = rule.when, rule.unless
        if when is not None and before:
            own = _joined(t.And, _parts(when.value)[before:])
            when = replace(when, value=own) if own is not None else None
        if unless is not None and behind:
            own = _joined(t.Or, alternatives(unless.value)[:-behind])
            unless = replace(unless, value=own) if own is not None else None
        return replace(rule, when=when, unless=unless, excuses=rule.excuses and replace(rule.excuses, value=_stated(rule)))

    def spelt_out(self, rule: t.Rule) -> t.Rule:
        """A rule as it is written, perhaps a changed one, with what belongs to one of its name and layer."""
        return spelt_out(rule, self.scopes[rule.layer], self._yields(rule))

    def added(self, rule: t.Rule) -> tuple[tuple[t.Condition, ...], tuple[t.Condition, ...]]:
        """The parts that a rule of the file has from its layer's scope, and those that it has from the layers that restate it."""
        scope, behind = self.scopes[rule.layer], sum(len(alternatives(one)) for one in _standing_back(rule, self._yields(rule)))
        before = len(_parts(scope)) if scope is not None and rule.when else 0
        return (
            _parts(rule.when.value)[:before] if rule.when else (),
            alternatives(rule.unless.value)[-behind:] if rule.unless and behind else (),
        )

    def _yields(self, rule: t.Rule) -> list[t.Condition]:
        known = (self.scopes[one.layer] for one in self.restating.get(rule.qualified, ()))
        return [scope for scope in known if scope is not None]


def as_stated_in_its_file(rule: t.Rule) -> t.Rule:
    """A written rule without the clauses that it has from the rule above which it restates."""
    clauses = ("id", "when", "unless", "then", "risk", "excuses", "says", "instead", "because")
    inherited = [name for name in clauses if (clause := getattr(rule, name)) is not None and clause.place.layer != rule.layer]
    left_out: dict[str, Any] = dict.fromkeys(inherited)
    return replace(rule, **left_out) if rule.layer else rule


def _stated(rule: t.Rule) -> tuple[t.Name, ...]:
    """An excuse names a rule once, however many layers have a version of it."""
    named = {(name.value.partition("@")[0], name.place): name for name in (rule.excuses.value if rule.excuses else ())}
    return tuple(replace(name, value=stated) for (stated, _), name in named.items())


def _clause(condition: t.Condition, written: t.Clause[t.Condition] | None, rule: t.Rule) -> t.Clause[t.Condition]:
    return replace(written, value=condition) if written else t.Clause(condition, rule.name.place)


def _both(one: t.Condition | None, other: t.Condition | None) -> t.Condition | None:
    if one is None or other is None:
        return one or other
    return t.And((*_parts(one), *_parts(other)), other.place)


def _either(conditions: Sequence[t.Condition]) -> t.Condition:
    flat = [part for one in conditions for part in alternatives(one)]
    return flat[0] if len(flat) == 1 else t.Or(tuple(flat), flat[0].place)


def _joined(kind: type[t.And] | type[t.Or], parts: Sequence[t.Condition]) -> t.Condition | None:
    if len(parts) > 1:
        return kind(tuple(parts), parts[0].place.to(parts[-1].place))
    return parts[0] if parts else None


def _parts(condition: t.Condition) -> tuple[t.Condition, ...]:
    return condition.parts if isinstance(condition, t.And) else (condition,)


def alternatives(condition: t.Condition) -> tuple[t.Condition, ...]:
    """The parts of an *or*, or the condition itself."""
    return condition.parts if isinstance(condition, t.Or) else (condition,)


def _standing_back(rule: t.Rule, restating: Sequence[t.Condition]) -> Sequence[t.Condition]:
    """When a rule stands back, by the scopes of the layers that restate it."""
    return restating if rule.modality is t.Modality.MAY else [*map(_certain, restating)]


def _certain(scope: t.Condition) -> t.Condition:
    """A scope that is never unknown: false wherever something it asks for is."""
    names = (t.Name(signal, scope.place) for signal in sorted(set(_signals(scope))))
    return t.And((*_parts(scope), *(t.Not(t.IsUnknown(name, name.place), name.place) for name in names)), scope.place)


def _signals(scope: t.Condition) -> Iterator[str]:
    match scope:
        case t.And(parts) | t.Or(parts):
            for part in parts:
                yield from _signals(part)
        case t.Not(part):
            yield from _signals(part)
        case _:
            signal = getattr(scope, "signal", None)
            if isinstance(signal, t.Name):
                yield signal.value
