"""Phrases and patterns can be looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

from guidepost.rules.check.scope import Scope, sought, written_atoms
from guidepost.rules.syntax.diagnostic import Diagnostic, Place
from guidepost.rules.syntax.tree import Matches, Mentions, Quantifier

_PROBES = ("", "a b")
"""Texts in which a pattern that needs no character finds an empty place, at a word's edge too."""

_NOT_LINEAR = re.compile(r"\(\?<?[=!]|\(\?>|\(\?\(|[*+?}]\+|\\[1-9]|\(\?P=")


def phrases_useful(scope: Scope) -> Iterator[Diagnostic]:
    """GP219: a list or phrase with nothing to look for, or a quantifier that asks for more phrases than there are."""
    for words in scope.file.lists:
        phrases = scope.phrases.get(words.name.value)
        if phrases is not None:
            if not phrases:
                yield Diagnostic(
                    "GP219", f"the list “{words.name.value}” is empty", words.place, "Add a phrase, one a line in a file."
                )
            yield from _empty_phrases(phrases, words.place)
    for atom in written_atoms(scope.file):
        for mentions in sought(atom):
            yield from _sought_useful(mentions, scope)


def _sought_useful(atom: Mentions, scope: Scope) -> Iterator[Diagnostic]:
    for given in (atom.phrases, atom.besides):
        if isinstance(given, tuple):
            yield from _empty_phrases(given, atom.place)
    phrases = atom.phrases if isinstance(atom.phrases, tuple) else scope.phrases.get(atom.phrases.value, ())
    different = len(set(phrases))
    if atom.quantifier is Quantifier.AT_LEAST and phrases and atom.minimum > different:
        yield Diagnostic(
            "GP219",
            f"at least {atom.minimum} of {different} phrases can never be mentioned",
            atom.place,
            "Lower the number or add phrases.",
        )


def _empty_phrases(phrases: tuple[str, ...], place: Place) -> Iterator[Diagnostic]:
    for phrase in phrases:
        if not any(character.isalnum() for character in phrase):
            yield Diagnostic(
                "GP219", f"“{phrase}” has no letter or digit to look for", place, "Remove it, or use: text matches /…/."
            )
        elif phrase.strip("*") != phrase.strip("* "):
            bare, whole = phrase.strip("* "), phrase.strip()
            meant = f"{'*' if whole.startswith('*') else ''}{bare}{'*' if whole.endswith('*') else ''}"
            yield Diagnostic(
                "GP219",
                f"“{phrase}” has a space beside its *, or at an end",
                place,
                f"A * lets the word itself go on: write “{meant}” for words that go on there, or “{bare}” for the words alone.",
            )
        elif "*" in phrase.strip("*"):
            yield Diagnostic(
                "GP219",
                f"“{phrase}” has a * in the middle",
                place,
                "A * stands at the beginning or end of a phrase only; use: text matches /…/.",
            )


def patterns_linear(scope: Scope) -> Iterator[Diagnostic]:
    """GP209: a pattern that is malformed, or that could only be matched by backtracking."""
    options = re2.Options()
    options.log_errors = False
    for atom in written_atoms(scope.file):
        if not isinstance(atom, Matches):
            continue
        try:
            compiled = re2.compile(atom.pattern, options)
        except re2.error as error:
            reason = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
            if _NOT_LINEAR.search(atom.pattern):
                yield Diagnostic(
                    "GP209",
                    "this pattern could take for ever on some posts: look-around, possessive repeats and back references need backtracking",
                    atom.place,
                    "Say it with two conditions instead: text matches /…/ and not text matches /…/.",
                )
            else:
                yield Diagnostic(
                    "GP209",
                    f"this pattern is malformed: {reason}",
                    atom.place,
                    "Patterns follow the RE2 syntax; write \\ before a character that is meant as itself.",
                )
        else:
            if any(match.start() == match.end() for probe in _PROBES for match in compiled.finditer(probe)):
                yield Diagnostic(
                    "GP209",
                    "this pattern also matches where there is nothing at all",
                    atom.place,
                    "Let it need at least one character.",
                )
