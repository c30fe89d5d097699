"""Every name means exactly one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from guidepost.rules.check.scope import Scope, lists_named, written_atoms
from guidepost.rules.check.types import how_to_ask
from guidepost.rules.syntax.diagnostic import Diagnostic, Place, nearest
from guidepost.rules.syntax.tree import Defined, ExpectExcused, ExpectNot, ExpectOutcome, ExpectTold, Name, Test, Violates


def unique(scope: Scope) -> Iterator[Diagnostic]:
    """GP201: two lists, definitions, guidelines, rules of one guideline, or permanent ids share a name."""
    file = scope.file
    yield from _twice("list", ((words.name.value, words.name.place) for words in file.lists))
    yield from _twice("definition", ((definition.name.value, definition.name.place) for definition in file.definitions))
    for definition in file.definitions:
        if definition.name.value in scope.catalogue:
            yield Diagnostic(
                "GP201",
                f"“{definition.name.value}” is the name of a signal already",
                definition.name.place,
                "Rename the definition.",
            )
    yield from _twice("guideline", ((guideline.name.value, guideline.name.place) for guideline in file.guidelines))
    yield from _twice("rule", ((rule.qualified, rule.name.place) for rule in file.rules))
    # Rules without an id of their own go by their qualified name, whose doubles are reported above.
    own = {rule.id.value.value for rule in file.rules if rule.id}
    ids = {rule.permanent_id: rule.name.place for rule in file.rules if rule.id is None and rule.qualified in own}
    yield from _twice(
        "permanent id", [*ids.items(), *((rule.id.value.value, rule.id.value.place) for rule in file.rules if rule.id)]
    )


def names_used(scope: Scope) -> Iterator[tuple[str, Name]]:
    """Every list, guideline, definition and rule that is named, with its kind."""
    for atom in written_atoms(scope.file):
        for words in lists_named(atom):
            yield "list", words
        match atom:
            case Violates(guideline=name):
                yield "guideline", name
            case Defined(name):
                yield "definition", name
            case _:
                pass
    for name in _rule_names(scope):
        yield "rule", name


def _twice(kind: str, named: Iterable[tuple[str, Place]]) -> Iterator[Diagnostic]:
    first: dict[str, Place] = {}
    for name, place in named:
        if name in first:
            yield Diagnostic(
                "GP201",
                f"there are two {kind}s called “{name}”",
                place,
                _way_out(kind, first[name], place),
                related=((first[name], "the first one"),),
            )
        else:
            first[name] = place


def _way_out(kind: str, first: Place, second: Place) -> str:
    if kind == "guideline" and first.layer != second.layer:
        return "To add rules to the guideline of the layer above, leave out the title. Otherwise rename it."
    if kind == "rule" and first.layer != second.layer:
        return "Rename one of them, or let one of the layers extend the other."
    return "Rename one of them."


def known(scope: Scope) -> Iterator[Diagnostic]:
    """GP202 to GP204, GP220: a list, guideline, rule or definition is named that does not exist."""
    for kind, name in names_used(scope):
        match kind:
            case "list":
                yield from _missing("GP202", kind, name, scope.lists)
            case "guideline":
                yield from _missing("GP203", kind, name, scope.guidelines)
            case "definition":
                yield from _undefined(name, scope)
            case _:
                yield from _missing("GP204", kind, name, scope.stated)


def _undefined(name: Name, scope: Scope) -> Iterator[Diagnostic]:
    declaration = scope.catalogue.get(name.value)
    if declaration is not None and name.value not in scope.definitions:
        yield Diagnostic("GP220", f"“{name.value}” is a signal, and nothing is asked of it", name.place, how_to_ask(declaration))
    else:
        yield from _missing("GP220", "definition", name, scope.definitions)


def _rule_names(scope: Scope) -> Iterator[Name]:
    for rule in scope.file.rules:
        if rule.excuses:
            yield from rule.excuses.value
    for test in scope.file.tests:
        yield from _rules_expected(test)


def _rules_expected(test: Test) -> Iterator[Name]:
    for expect in test.expects:
        match expect.value:
            case ExpectOutcome(because=names):
                yield from names
            case ExpectExcused(rule=name, because=names):
                yield from (name, *names)
            case ExpectTold(rule=name) | ExpectNot(rule=name):
                yield name
            case _:
                pass


def expected_known(scope: Scope) -> Iterator[Diagnostic]:
    """GP204 for the rules that tests name, and for nothing else."""
    for test in scope.file.tests:
        for name in _rules_expected(test):
            yield from _missing("GP204", "rule", name, scope.stated)


def _missing(code: str, kind: str, name: Name, existing: Mapping[str, object]) -> Iterator[Diagnostic]:
    if name.value in existing:
        return
    hint = nearest(name.value, existing)
    if not hint and kind == "rule" and "." not in name.value:
        full = [other for other in existing if other.endswith(f".{name.value}")]
        hint = f"Name the guideline too: “{full[0]}”." if full else ""
    if not hint:
        hint = f"The {kind}s here are: {', '.join(sorted(existing)[:8])}." if existing else f"This file has no {kind} yet."
    yield Diagnostic(code, f"there is no {kind} called “{name.value}”", name.place, hint)
