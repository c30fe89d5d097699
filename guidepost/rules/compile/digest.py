"""The digest of a policy: the name of exactly what decides."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from guidepost.rules.check.scope import Scope, atoms, sought
from guidepost.rules.forms import FORMS_VERSION
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.formatter import write
from guidepost.signals.calendar import zones_version

LANGUAGE_VERSION = "2"
"""Changes whenever the same policy and the same signal values could give another decision; part of every policy digest."""


def digest(scope: Scope, folding_version: str) -> str:
    """What names a policy: rules, texts and lists, but no comments, tests, order or layout, nor how its files are called."""
    file = replace(
        scope.file,
        head=_thresholds_sorted(scope.file.head),
        lists=tuple(
            sorted((replace(words, phrases=(), file="") for words in scope.file.lists), key=lambda words: words.name.value)
        ),
        guidelines=tuple(
            sorted(
                (
                    replace(one, says=_sorted(one.says), title_in=tuple(sorted(one.title_in)), cites_in=tuple(sorted(one.cites_in)))
                    for one in scope.file.guidelines
                ),
                key=lambda one: one.name.value,
            )
        ),
        definitions=tuple(sorted(scope.file.definitions, key=lambda one: one.name.value)),
        layers=tuple(_head_sorted(layer) for layer in sorted(scope.file.layers, key=lambda layer: layer.name)),
        rules=tuple(
            sorted(
                (
                    replace(
                        rule,
                        says=_sorted(rule.says),
                        instead=_sorted(rule.instead),
                        excuses=_sorted_names(rule.excuses),
                        because=None,
                    )
                    for rule in scope.file.rules
                ),
                key=lambda rule: rule.qualified,
            )
        ),
    )
    content = {
        "language": LANGUAGE_VERSION,
        "folding": folding_version,
        "policy": write(file, comments=False, tests=False),
        "lists": {name: sorted(set(phrases)) for name, phrases in scope.phrases.items()},
        **_knowledge(scope),
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def _head_sorted(layer: t.Stacked) -> t.Stacked:
    """A layer without what carries no meaning: the order of its thresholds, and how the file above it is called."""
    place = t.Clause(t.Layer(t.Name(layer.name), layer.above))
    return replace(layer, head=replace(_thresholds_sorted(layer.head), layer=place))


def _thresholds_sorted(head: t.PolicyHead) -> t.PolicyHead:
    return replace(head, thresholds=tuple(sorted(head.thresholds, key=lambda clause: clause.value.risk)))


def _knowledge(scope: Scope) -> dict[str, str]:
    """The versions of what a policy draws on besides its own words, if it does: the forms of words, time zones."""
    asked = [atom for _, atom in atoms(scope.file)]
    drawn_on = {}
    if any(mentions.forms for atom in asked for mentions in sought(atom)):
        drawn_on["forms"] = FORMS_VERSION
    if any(isinstance(atom, t.Dated | t.Clocked | t.OnDay) for atom in asked):
        drawn_on["zones"] = zones_version()
    return drawn_on


def _sorted(clause: t.Clause[t.Translations] | None) -> t.Clause[t.Translations] | None:
    return None if clause is None else replace(clause, value=tuple(sorted(clause.value)))


def _sorted_names(clause: t.Clause[tuple[t.Name, ...]] | None) -> t.Clause[tuple[t.Name, ...]] | None:
    return None if clause is None else replace(clause, value=tuple(sorted(clause.value, key=lambda name: name.value)))
