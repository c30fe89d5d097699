"""What the tests of a policy reach: which rules are seen at work, and which conditions both ways.

A condition is seen one way when it is so in some test and mattered there: had it been the other way, its rule's whole condition would
have been another (the masking form of modified condition/decision coverage).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from guidepost.engine.policies import LoadedPolicy
from guidepost.engine.policy_tests.running import TestResult
from guidepost.rules.check import Scope
from guidepost.rules.compile import CompiledLayer, Reading, Truth, whole_condition
from guidepost.rules.explain import judge, leaves, mattering
from guidepost.rules.syntax import Modality
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.diagnostic import Place
from guidepost.rules.syntax.formatter import condition as as_written


@dataclass(frozen=True, slots=True)
class Branch:
    """One of a rule's smallest conditions, and in how many tests it was seen each way while it mattered."""

    condition: str
    place: Place
    seen: Counter[Truth]

    @property
    def missing(self) -> tuple[Truth, ...]:
        """The ways in which no test has seen it; unknown is told, but not asked for."""
        return tuple(truth for truth in (Truth.TRUE, Truth.FALSE) if not self.seen[truth])


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """One rule, and in how many tests it was at work, excused, and undecided."""

    rule: t.Rule
    at_work: int
    excused: int
    undecided: int
    branches: tuple[Branch, ...]

    @property
    def seen(self) -> bool:
        """Some test saw it fire, or hold as a permission, or be excused."""
        return bool(self.at_work or self.excused)


@dataclass(frozen=True, slots=True)
class GuidelineCoverage:
    """The rules of one guideline."""

    name: str
    rules: tuple[RuleCoverage, ...]

    @property
    def reached(self) -> tuple[int, int]:
        """How many of its rules and ways its conditions can go were seen, and how many there are."""
        branches = [branch for rule in self.rules for branch in rule.branches]
        seen = sum(rule.seen for rule in self.rules) + sum(2 - len(branch.missing) for branch in branches)
        return seen, len(self.rules) + 2 * len(branches)


@dataclass(frozen=True, slots=True)
class LayerCoverage:
    """A layer, in how many tests it applied, and the conditions that say to which posts it does."""

    name: str
    applied: int
    branches: tuple[Branch, ...]

    @property
    def reached(self) -> tuple[int, int]:
        """How many of the ways that its conditions can go were seen, and how many there are."""
        return sum(2 - len(branch.missing) for branch in self.branches), 2 * len(self.branches)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the tests of a policy reach, by guideline in the order of the file, and by layer."""

    guidelines: tuple[GuidelineCoverage, ...]
    layers: tuple[LayerCoverage, ...] = ()

    @property
    def share(self) -> float:
        """The part in [0, 1] of all rules, and of all ways their conditions can go, that was seen; 1 for a policy without rules."""
        reached = [*(part.reached for part in self.guidelines), *(part.reached for part in self.layers)]
        total = sum(of for _, of in reached)
        return sum(seen for seen, _ in reached) / total if total else 1.0

    @property
    def rules(self) -> tuple[int, int]:
        """Rules seen at work, and all."""
        rules = [rule for guideline in self.guidelines for rule in guideline.rules]
        return sum(rule.seen for rule in rules), len(rules)

    @property
    def branches(self) -> tuple[int, int]:
        """Ways conditions can go that were seen, and all."""
        reached = [*(part.reached for part in self.guidelines), *(part.reached for part in self.layers)]
        seen, of = self.rules
        return sum(one for one, _ in reached) - seen, sum(all_ for _, all_ in reached) - of


@dataclass(slots=True)
class _Tally:
    """What was seen of one rule so far."""

    at_work: int = 0
    excused: int = 0
    undecided: int = 0
    atoms: dict[int, Counter[Truth]] = field(default_factory=dict)


def measure(policy: LoadedPolicy, results: Iterable[TestResult]) -> Coverage:
    """What the tests that ran reach. Nothing is observed while posts are checked: what the tests have seen is asked again."""
    scope, compiled = policy.checked.scope, policy.compiled
    conditions = {name: whole_condition(rule) for name, rule in scope.rules.items()}
    tallies = {name: _Tally() for name in scope.rules}
    heads = {layer.name: _Tally() for layer in compiled.layers}
    for result in results:
        examined = compiled.examine(result.settled.hits, result.settled.values)
        for layer in compiled.layers:
            _note_layer(heads[layer.name], layer, examined.reading, scope)
        for rule in compiled.rules:
            tally, standing = tallies[rule.name], examined.standings[rule.name]
            tally.at_work += standing.broken if rule.modality is not Modality.MAY else standing.answer.truth is Truth.TRUE
            tally.excused += bool(standing.excused_by) and standing.answer.truth is Truth.TRUE
            tally.undecided += standing.unknowable
            condition = conditions[rule.name]
            if condition is not None and rule.condition is not None:
                judged = judge(condition, rule.condition, examined.reading, scope.definitions)
                for number, (atom, matters) in enumerate(mattering(judged)):
                    tally.atoms.setdefault(number, Counter())[atom.truth] += matters
    return Coverage(
        tuple(
            GuidelineCoverage(
                guideline.name.value,
                tuple(
                    _rule(rule, tallies[rule.qualified], scope)
                    for rule in scope.file.rules
                    if rule.guideline == guideline.name.value
                ),
            )
            for guideline in scope.file.guidelines
        ),
        tuple(_layer(layer, heads[layer.name], scope) for layer in compiled.layers),
    )


def _note_layer(tally: _Tally, layer: CompiledLayer, reading: Reading, scope: Scope) -> None:
    tally.at_work += layer.stands(reading)[0].applies is Truth.TRUE
    if layer.scope is not None and layer.condition is not None:
        for number, (atom, matters) in enumerate(mattering(judge(layer.condition, layer.scope, reading, scope.definitions))):
            tally.atoms.setdefault(number, Counter())[atom.truth] += matters


def _layer(layer: CompiledLayer, tally: _Tally, scope: Scope) -> LayerCoverage:
    """A layer; what those above it apply by is told of them."""
    own = tuple(leaves(layer.head.applies.value, scope.definitions)) if layer.head.applies else ()
    whole = tuple(leaves(layer.condition, scope.definitions)) if layer.condition is not None else ()
    first = len(whole) - len(own)
    return LayerCoverage(
        layer.name,
        tally.at_work,
        tuple(Branch(as_written(atom), atom.place, tally.atoms.get(first + number, Counter())) for number, atom in enumerate(own)),
    )


def _rule(rule: t.Rule, tally: _Tally, scope: Scope) -> RuleCoverage:
    condition = whole_condition(rule)
    atoms = leaves(condition, scope.definitions) if condition is not None else ()
    # Which posts a layer applies to stands in its head and not in each of its rules.
    spelt_out = {id(atom) for parts in scope.spelling.added(rule) for part in parts for atom in leaves(part, scope.definitions)}
    branches = tuple(
        Branch(as_written(atom), atom.place, tally.atoms.get(number, Counter()))
        for number, atom in enumerate(atoms)
        if id(atom) not in spelt_out
    )
    return RuleCoverage(rule, tally.at_work, tally.excused, tally.undecided, branches)
