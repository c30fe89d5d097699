"""Everything that can be known about a policy before a post arrives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from guidepost.rules.check import cases, completeness, definitions, given, layers, moments, names, rates, shape, types, words
from guidepost.rules.check.given import values_given
from guidepost.rules.check.lists import ListUnreadable, read_lists
from guidepost.rules.check.scope import Catalogue, Check, Scope
from guidepost.rules.layers import LayerFile, stack, stacks_upward
from guidepost.rules.syntax.diagnostic import Diagnostic, Severity
from guidepost.rules.syntax.tree import PolicyFile

CHECKS: tuple[Check, ...] = (
    names.unique,
    names.known,
    layers.names_visible,
    layers.layers_whole,
    layers.heads_stricter,
    layers.scopes_plain,
    layers.overridable_kept,
    definitions.definitions_end,
    types.conditions_fit,
    moments.moments_exist,
    moments.domains_whole,
    rates.rates_countable,
    given.givens_fit,
    shape.rules_whole,
    shape.head_whole,
    shape.no_circles,
    shape.tests_whole,
    cases.cases_fit,
    words.phrases_useful,
    words.patterns_linear,
    completeness.translations_there,
    completeness.guidelines_cited,
    completeness.rules_tested,
    completeness.lists_used,
    completeness.definitions_used,
    completeness.titles_translated,
)
"""Every check there is, one line each."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A policy file, everything its names mean, and what the checks found, in the order of the file."""

    scope: Scope
    findings: tuple[Diagnostic, ...]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that stop the policy from being compiled."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def check(file: PolicyFile, catalogue: Catalogue, read_list: Callable[[str], str], layers: Sequence[LayerFile] = ()) -> Checked:
    """Run every check on a policy, or on a stack of one with layers below it, each after the one above it.

    `read_list` gives the text of a list file by the name the policy uses (see `layers.list_file`), or raises `ListUnreadable`.
    """
    upward = stacks_upward(file, layers)
    file, findings = stack(file, layers)
    catalogue = rates.with_rates(catalogue, file)
    phrases, unreadable = read_lists(file, read_list)
    findings += unreadable
    spelt_out, faults = cases.read_cases(file, catalogue, read_list)
    findings += faults
    scope = Scope(file, catalogue, phrases, spelt_out, upward)
    for run in CHECKS:
        findings += run(scope)
    # What a layer above says is read again in each layer below it.
    return Checked(
        scope, tuple(sorted(dict.fromkeys(findings), key=lambda one: (one.place.layer, one.place, one.code, one.message)))
    )


__all__ = ["CHECKS", "Catalogue", "Checked", "ListUnreadable", "Scope", "check", "values_given"]
