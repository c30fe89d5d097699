"""What the checks look at, and the shape of a check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from guidepost.rules.layers.spelling import Spelling
from guidepost.rules.syntax.diagnostic import Diagnostic
from guidepost.rules.syntax.tree import (
    And,
    Atom,
    Clause,
    Condition,
    Defined,
    Definition,
    Guideline,
    LinksTo,
    Mentions,
    Name,
    Near,
    Not,
    Or,
    PolicyFile,
    Rule,
    Test,
    Violates,
    WordList,
)
from guidepost.signals import SignalDeclaration

Catalogue: TypeAlias = Mapping[str, SignalDeclaration]
"""Every signal that somebody provides, by name."""


@dataclass(frozen=True)
class Scope:
    """A policy file with everything its names can mean.

    `phrases` holds each list's phrases, files read in; `cases` holds, by the position of a test, the tests that its file spells out;
    `upward` holds, for a stack, what each layer together with those above it says, by the layer's name.
    """

    file: PolicyFile
    catalogue: Catalogue
    phrases: Mapping[str, tuple[str, ...]]
    cases: Mapping[int, tuple[Test, ...]] = field(default_factory=dict)
    upward: Mapping[str, PolicyFile] = field(default_factory=dict)

    @cached_property
    def tests(self) -> tuple[Test, ...]:
        """Every test to run, one post each, in the order of the file."""
        return tuple(test for number, one in enumerate(self.file.tests) for test in self.cases.get(number, (one,)))

    @cached_property
    def lists(self) -> dict[str, WordList]:
        """Lists by name."""
        return {words.name.value: words for words in self.file.lists}

    @cached_property
    def definitions(self) -> dict[str, Definition]:
        """Definitions by name."""
        return {definition.name.value: definition for definition in self.file.definitions}

    @cached_property
    def guidelines(self) -> dict[str, Guideline]:
        """Guidelines by name."""
        return {guideline.name.value: guideline for guideline in self.file.guidelines}

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Rules by qualified name."""
        return {rule.qualified: rule for rule in self.file.rules}

    @cached_property
    def stated(self) -> dict[str, tuple[Rule, ...]]:
        """Rules by the names they are called by: each by its qualified name, and all versions of one by the name they are stated under."""
        found: dict[str, list[Rule]] = {}
        for rule in self.file.rules:
            for name in dict.fromkeys((rule.qualified, rule.stated)):
                found.setdefault(name, []).append(rule)
        return {name: tuple(rules) for name, rules in found.items()}

    @cached_property
    def spelling(self) -> Spelling:
        """What stacking has spelt out in the rules, and the rules without it."""
        return Spelling(self.file)


Check: TypeAlias = Callable[[Scope], Iterator[Diagnostic]]
"""One check: looks at a scope and yields what it finds."""


def conditions(rule: Rule) -> Iterator[Condition]:
    """The conditions of a rule: its `when` and its `unless`."""
    clauses: tuple[Clause[Condition] | None, ...] = (rule.when, rule.unless)
    for clause in clauses:
        if clause is not None:
            yield clause.value


def walk(condition: Condition) -> Iterator[Condition]:
    """A condition and all its parts, outermost first."""
    yield condition
    match condition:
        case And(parts) | Or(parts):
            for part in parts:
                yield from walk(part)
        case Not(part):
            yield from walk(part)
        case _:
            return


def smallest(condition: Condition, definitions: Mapping[str, Definition]) -> Iterator[Atom]:
    """The smallest conditions of a condition, in order; definitions are looked through, each once."""
    seen: set[str] = set()
    stack = [condition]
    while stack:
        part = stack.pop()
        match part:
            case And(parts) | Or(parts):
                stack.extend(reversed(parts))
            case Not(inner):
                stack.append(inner)
            case Defined(name):
                if name.value in definitions and name.value not in seen:
                    seen.add(name.value)
                    stack.append(definitions[name.value].condition)
            case _:
                yield part


def atoms(file: PolicyFile) -> Iterator[tuple[Rule, Condition]]:
    """Every smallest condition that a rule asks, itself or by way of definitions."""
    definitions = {definition.name.value: definition for definition in file.definitions}
    for rule in file.rules:
        for condition in conditions(rule):
            for atom in smallest(condition, definitions):
                yield rule, atom


def written_atoms(file: PolicyFile) -> Iterator[Condition]:
    """Every smallest condition as it stands in the file: in layers, rules and definitions, names of definitions among them."""
    whole = [layer.head.applies.value for layer in file.layers if layer.head.applies]
    whole += [condition for rule in file.rules for condition in conditions(rule)]
    whole += [definition.condition for definition in file.definitions]
    for condition in whole:
        for part in walk(condition):
            if not isinstance(part, And | Or | Not):
                yield part


def scope_atoms(file: PolicyFile) -> Iterator[Condition]:
    """Every smallest condition that a layer applies by."""
    for layer in file.layers:
        if layer.head.applies:
            yield from (part for part in walk(layer.head.applies.value) if not isinstance(part, And | Or | Not))


def scope_signals(file: PolicyFile) -> Iterator[str]:
    """The signals that layers apply by."""
    for atom in scope_atoms(file):
        signal = getattr(atom, "signal", None)
        if isinstance(signal, Name):
            yield signal.value


def sought(atom: Condition) -> Iterator[Mentions]:
    """What a condition looks for in the text."""
    match atom:
        case Mentions():
            yield atom
        case Near(one, other):
            yield one
            yield other
        case _:
            return


def lists_named(atom: Condition) -> Iterator[Name]:
    """The lists that a smallest condition names."""
    named = [phrases for mentions in sought(atom) for phrases in (mentions.phrases, mentions.besides)]
    if isinstance(atom, LinksTo):
        named.append(atom.domains)
    for phrases in named:
        if isinstance(phrases, Name):
            yield phrases


def mentioned_lists(file: PolicyFile) -> set[str]:
    """The names of lists that some rule asks for."""
    return {name.value for _, atom in atoms(file) for name in lists_named(atom)}


def violated_guidelines(rule: Rule, definitions: Mapping[str, Definition]) -> Iterator[Violates]:
    """The guidelines whose rules a rule asks about, itself or by way of definitions."""
    for condition in conditions(rule):
        for part in smallest(condition, definitions):
            if isinstance(part, Violates):
                yield part
