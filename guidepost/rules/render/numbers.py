"""The order and the numbers of rules in a document: one that a layer restates stands right behind the one above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from guidepost.rules.check.scope import Scope
from guidepost.rules.render.prose import Run, Sentence, enumerated
from guidepost.rules.syntax import tree as t


def in_order(scope: Scope, guideline: str) -> Iterator[t.Rule]:
    """The rules of a guideline as the document has them."""
    return (rule for rule, _ in _numbered(scope, guideline, ""))


def numbered(scope: Scope) -> dict[str, str]:
    """By qualified name: the number of each rule, `2.1`, and `2.1.1` for one that a layer states instead of it."""
    numbers: dict[str, str] = {}
    for section, guideline in enumerate(scope.file.guidelines, 1):
        numbers |= {rule.qualified: number for rule, number in _numbered(scope, guideline.name.value, str(section))}
    return numbers


def _numbered(scope: Scope, guideline: str, section: str) -> Iterator[tuple[t.Rule, str]]:
    restating = scope.spelling.restating
    first = (rule for rule in scope.file.rules if rule.guideline == guideline and scope.spelling.restated(rule) not in scope.rules)

    def below(rules: Iterable[t.Rule], number: str) -> Iterator[tuple[t.Rule, str]]:
        for position, rule in enumerate(rules, 1):
            yield rule, f"{number}.{position}"
            yield from below(restating.get(rule.qualified, ()), f"{number}.{position}")

    return below(first, section)


def reference(rule: t.Rule, number: str) -> Run:
    """A rule by number and permanent id, leading to its entry."""
    return Run(f"{number} ({rule.permanent_id})", target=f"rule-{rule.qualified}")


def references(rules: Iterable[t.Rule], numbers: Mapping[str, str]) -> Sentence:
    """Rules in the order of the document."""
    ordered = sorted(rules, key=lambda rule: [int(part) for part in numbers[rule.qualified].split(".")])
    return enumerated(reference(rule, numbers[rule.qualified]) for rule in ordered)
