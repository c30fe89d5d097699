"""Every name means exactly one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from guidepost.rules.check.scope import Scope, atoms
from guidepost.rules.syntax.diagnostic import Diagnostic, Place, nearest
from guidepost.rules.syntax.tree import ExpectExcused, ExpectNot, ExpectOutcome, ExpectTold, Mentions, Name, Violates


def unique(scope: Scope) -> Iterator[Diagnostic]:
    """GP201: two lists, guidelines, rules of one guideline, or permanent ids share a name."""
    file = scope.file
    yield from _twice("list", ((words.name.value, words.name.place) for words in file.lists))
    yield from _twice("guideline", ((guideline.name.value, guideline.name.place) for guideline in file.guidelines))
    yield from _twice("rule", ((rule.qualified, rule.name.place) for rule in file.rules))
    # Rules without an id of their own go by their qualified name, whose doubles are reported above.
    own = {rule.id.value.value for rule in file.rules if rule.id}
    ids = {rule.permanent_id: rule.name.place for rule in file.rules if rule.id is None and rule.qualified in own}
    yield from _twice(
        "permanent id", [*ids.items(), *((rule.id.value.value, rule.id.value.place) for rule in file.rules if rule.id)]
    )


def _twice(kind: str, named: Iterable[tuple[str, Place]]) -> Iterator[Diagnostic]:
    first: dict[str, Place] = {}
    for name, place in named:
        if name in first:
            yield Diagnostic(
                "GP201",
                f"there are two {kind}s called “{name}”",
                place,
                "Rename one of them.",
                related=((first[name], "the first one"),),
            )
        else:
            first[name] = place


def known(scope: Scope) -> Iterator[Diagnostic]:
    """GP202 to GP204: a list, guideline or rule is named that does not exist."""
    for _, atom in atoms(scope.file):
        match atom:
            case Mentions(phrases=Name() as name):
                yield from _missing("GP202", "list", name, scope.lists)
            case Violates(guideline=name):
                yield from _missing("GP203", "guideline", name, scope.guidelines)
            case _:
                pass
    for name in _rule_names(scope):
        yield from _missing("GP204", "rule", name, scope.rules)


def _rule_names(scope: Scope) -> Iterator[Name]:
    for rule in scope.file.rules:
        if rule.excuses:
            yield from rule.excuses.value
    for test in scope.file.tests:
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
