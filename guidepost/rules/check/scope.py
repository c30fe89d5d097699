"""What the checks look at, and the shape of a check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from guidepost.rules.syntax.diagnostic import Diagnostic
from guidepost.rules.syntax.tree import (
    And,
    Clause,
    Condition,
    Guideline,
    Mentions,
    Not,
    Or,
    PolicyFile,
    Rule,
    Violates,
    WordList,
)
from guidepost.signals import SignalDeclaration

Catalogue: TypeAlias = Mapping[str, SignalDeclaration]
"""Every signal that somebody provides, by name."""


@dataclass(frozen=True)
class Scope:
    """A policy file with everything its names can mean. `phrases` holds each list's phrases, files read in."""

    file: PolicyFile
    catalogue: Catalogue
    phrases: Mapping[str, tuple[str, ...]]

    @cached_property
    def lists(self) -> dict[str, WordList]:
        """Lists by name."""
        return {words.name.value: words for words in self.file.lists}

    @cached_property
    def guidelines(self) -> dict[str, Guideline]:
        """Guidelines by name."""
        return {guideline.name.value: guideline for guideline in self.file.guidelines}

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Rules by qualified name."""
        return {rule.qualified: rule for rule in self.file.rules}


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


def atoms(file: PolicyFile) -> Iterator[tuple[Rule, Condition]]:
    """Every smallest condition of every rule."""
    for rule in file.rules:
        for condition in conditions(rule):
            for part in walk(condition):
                if not isinstance(part, And | Or | Not):
                    yield rule, part


def mentioned_lists(file: PolicyFile) -> set[str]:
    """The names of lists that some rule asks for."""
    return {atom.phrases.value for _, atom in atoms(file) if isinstance(atom, Mentions) and not isinstance(atom.phrases, tuple)}


def violated_guidelines(rule: Rule) -> Iterator[Violates]:
    """The guidelines whose rules a rule asks about."""
    for condition in conditions(rule):
        for part in walk(condition):
            if isinstance(part, Violates):
                yield part
