"""What a good policy has and a working one may lack: translations, citations, tests, no leftovers. Warnings only."""

from __future__ import annotations

from collections.abc import Iterator

from guidepost.rules.check.scope import Scope, lists_named, written_atoms
from guidepost.rules.layers.chains import Chains
from guidepost.rules.syntax.diagnostic import Diagnostic, Place, Severity
from guidepost.rules.syntax.tree import Clause, Defined, ExpectExcused, ExpectOutcome, ExpectTold, Translations

DEFAULT_LANGUAGES = ("en",)
"""The languages of a policy that names none."""


def translations_there(scope: Scope) -> Iterator[Diagnostic]:
    """GP301: a guideline or rule says something in one language of the policy and not in another."""
    head = scope.file.head
    languages = head.languages.value if head.languages else DEFAULT_LANGUAGES
    for guideline in scope.file.guidelines:
        yield from _translated(f"guideline “{guideline.name.value}”", guideline.says, languages, guideline.name.place, needed=True)
    for rule in scope.file.rules:
        yield from _translated(f"rule “{rule.qualified}”", rule.says, languages, rule.name.place, needed=False)
        yield from _translated(f"“instead” of rule “{rule.qualified}”", rule.instead, languages, rule.name.place, needed=False)


def _translated(
    what: str, clause: Clause[Translations] | None, languages: tuple[str, ...], place: Place, *, needed: bool
) -> Iterator[Diagnostic]:
    if clause is None and not needed:
        return
    there = {language for language, _ in clause.value} if clause else set()
    for language in languages:
        if language not in there:
            yield Diagnostic(
                "GP301",
                f"{what} says nothing in “{language}”",
                clause.place if clause else place,
                f'Add: {language} "…".',
                Severity.WARNING,
            )


def guidelines_cited(scope: Scope) -> Iterator[Diagnostic]:
    """GP302: a guideline that does not say where it is written down."""
    for guideline in scope.file.guidelines:
        if guideline.cites is None:
            yield Diagnostic(
                "GP302",
                f"guideline “{guideline.name.value}” cites nothing",
                guideline.name.place,
                'Add: cites "Guidelines, section 3".',
                Severity.WARNING,
            )


def rules_tested(scope: Scope) -> Iterator[Diagnostic]:
    """GP303: a rule that no test expects to fire, to be told, or to excuse another."""
    tested: set[str] = set()
    for test in scope.tests:
        for expect in test.expects:
            match expect.value:
                case ExpectOutcome(because=names) | ExpectExcused(because=names):
                    tested |= {_nearest(name.value, test.place.layer, scope) for name in names}
                case ExpectTold(rule=name):
                    tested.add(_nearest(name.value, test.place.layer, scope))
                case _:
                    pass
    for rule in scope.file.rules:
        if rule.qualified not in tested:
            yield Diagnostic(
                "GP303",
                f"no test sees “{rule.qualified}” at work",
                rule.name.place,
                "Add a test that expects it.",
                Severity.WARNING,
            )


def _nearest(name: str, layer: str, scope: Scope) -> str:
    """The rule that a test of a layer means by a name: that of its own layer, else of the next one above."""
    versions = {rule.layer: rule.qualified for rule in scope.stated.get(name, ())}
    return next((versions[upper] for upper in Chains.of_file(scope.file).up_from(layer) if upper in versions), name)


def lists_used(scope: Scope) -> Iterator[Diagnostic]:
    """GP304: a list that no rule asks for."""
    used = {name.value for atom in written_atoms(scope.file) for name in lists_named(atom)}
    for words in scope.file.lists:
        if words.name.value not in used:
            yield Diagnostic(
                "GP304",
                f"no rule asks for the list “{words.name.value}”",
                words.name.place,
                "Use it or remove it.",
                Severity.WARNING,
            )


def definitions_used(scope: Scope) -> Iterator[Diagnostic]:
    """GP305: a definition that no rule asks for, neither itself nor by way of another definition."""
    used = {atom.name.value for atom in written_atoms(scope.file) if isinstance(atom, Defined)}
    for definition in scope.file.definitions:
        if definition.name.value not in used:
            yield Diagnostic(
                "GP305",
                f"nothing asks for the definition “{definition.name.value}”",
                definition.name.place,
                "Use it or remove it.",
                Severity.WARNING,
            )


def titles_translated(scope: Scope) -> Iterator[Diagnostic]:
    """GP306: a guideline whose title stands in the first of the policy's languages only, so that others read it in that one."""
    head = scope.file.head
    further = head.languages.value[1:] if head.languages else ()
    for guideline in scope.file.guidelines:
        there = {language for language, _ in guideline.title_in}
        for language in further:
            if language not in there:
                yield Diagnostic(
                    "GP306",
                    f"guideline “{guideline.name.value}” has no title in “{language}”",
                    guideline.name.place,
                    f'Add behind its title: {language} "…".',
                    Severity.WARNING,
                )
