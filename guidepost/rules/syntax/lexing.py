"""From characters to sections: tokens, comments kept aside, faults reported and stepped over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from lark import Lark, Token

from guidepost.rules.syntax.context import Context
from guidepost.rules.syntax.diagnostic import Diagnostic, Place, nearest

SECTION_STARTS = {
    "POLICY": "policy_section",
    "LIST": "list_section",
    "DEFINE": "define_section",
    "GUIDELINE": "guideline_section",
    "MAY": "rule_section",
    "SHOULD": "rule_section",
    "MUST": "rule_section",
    "TEST": "test_section",
}
"""The token a section begins with, and the grammar rule that reads it."""

MOST_FAULTS = 50
"""Faults reported for one file; whoever sees fifty wants to mend those first."""

DEEPEST = 60
"""How deep conditions may nest; beyond it nobody can read them, and the tree walkers would run out of stack."""


@dataclass(slots=True)
class Section:
    """The tokens of one section, and the comments that stand before it and inside it."""

    start: str
    tokens: list[Token] = field(default_factory=list)
    comments: list[Token] = field(default_factory=list)


def grammar() -> str:
    """The text of the grammar."""
    return files("guidepost.rules.syntax").joinpath("guide.lark").read_text(encoding="utf-8")


@cache
def _lexer() -> Lark:
    return Lark(grammar(), parser="lalr", lexer="basic", start=sorted(set(SECTION_STARTS.values())))


def reserved_words() -> frozenset[str]:
    """The words of the language, which cannot be names."""
    return frozenset(
        terminal.pattern.value
        for terminal in _lexer().terminals
        if terminal.pattern.type == "str" and terminal.pattern.value.isalpha()
    )


def place_of(token: Token) -> Place:
    """Where a token stands."""
    line, column = token.line or 1, token.column or 1
    return Place(line, column, token.end_line or line, token.end_column or column)


def split(text: str) -> tuple[list[Section], list[Token], list[Diagnostic]]:
    """Cut a policy text into sections. Also gives the comments after the last one, and every fault found on the way.

    A section with a fault inside is left out, so that the fault is reported once and its neighbours are still read.
    """
    faults: list[Diagnostic] = []
    sections: list[Section] = []
    comments: list[Token] = []
    broken: set[int] = set()
    context = Context(SECTION_STARTS)
    for token in _lexer().lex(text, dont_ignore=True):
        if token.type == "SPACE":
            continue
        if len(faults) >= MOST_FAULTS:
            break
        fault = _fault(token)
        if token.type == "COMMENT":
            comments.append(token)
            faults += [fault] if fault else []
            continue
        token.type = context.take(token.type)
        if token.type in SECTION_STARTS:
            sections.append(Section(SECTION_STARTS[token.type]))
        if fault:
            faults.append(fault)
            broken.add(len(sections) - 1)
        elif not sections:
            faults.append(_before_first(token))
            sections.append(Section("none"))
            broken.add(0)
        if sections:
            sections[-1].tokens.append(token)
            sections[-1].comments += comments
            comments = []
    for number, section in enumerate(sections):
        fault = _too_deep(section.tokens)
        if fault:
            faults.append(fault)
            broken.add(number)
    return [section for number, section in enumerate(sections) if number not in broken], comments, faults


def _fault(token: Token) -> Diagnostic | None:
    place = place_of(token)
    match token.type:
        case "STRING" | "PATTERN" | "COMMENT":
            return _invisible(token, place)
        case "UNCLOSED_STRING" if escape := _WRONG_ESCAPE.match(token.value):
            start = place.column + escape.start(1)
            return Diagnostic(
                "GP101",
                f"“{escape.group(1)}” means nothing in a text",
                Place(place.line, start, place.line, start + 2),
                'Write \\\\ for a backslash, \\" for a quote, \\n for a line break; every other character is written as itself.',
            )
        case "UNCLOSED_STRING":
            return Diagnostic(
                "GP101",
                "this quote is not closed on its line",
                Place(place.line, place.column, place.line, place.column + 1),
                'End the text with ". A long text may go on in a second pair of quotes on the next line; write \\" for a quote inside it.',
            )
        case "UNCLOSED_PATTERN":
            return Diagnostic(
                "GP102",
                "this pattern is not closed on its line",
                Place(place.line, place.column, place.line, place.column + 1),
                "End the pattern with /; write \\/ for a slash inside it.",
            )
        case "STRAY":
            return _stray(token, place)
    return None


_WRONG_ESCAPE = re.compile(r'"(?:[^"\\]|\\["\\/nt])*(\\[^"\\/nt])')
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but the tab, and halves of characters: nobody sees them, and the formatter could not write them back."""


def _invisible(token: Token, place: Place) -> Diagnostic | None:
    found = _INVISIBLE.search(token.value)
    if found is None:
        return None
    column = place.column + found.start()
    return Diagnostic(
        "GP103",
        f"the invisible character U+{ord(found.group()):04X} stands here",
        Place(place.line, column, place.line, column + 1),
        "Remove it; it often comes along when text is copied from elsewhere.",
    )


def _stray(token: Token, place: Place) -> Diagnostic:
    if token.value in "„“”»«‘’'":
        return Diagnostic(
            "GP103", f"“{token.value}” is not the quote this language uses", place, 'Put texts between straight quotes: "…".'
        )
    if token.value.isupper():
        return Diagnostic(
            "GP103",
            f"a name cannot begin with “{token.value}”",
            place,
            "Names and words of the language are lower case; texts stand in quotes.",
        )
    shown = token.value if token.value.isprintable() else f"U+{ord(token.value):04X}"
    return Diagnostic(
        "GP103", f"“{shown}” means nothing here", place, "Put texts between straight quotes; remove the character otherwise."
    )


def _before_first(token: Token) -> Diagnostic:
    words = [name.lower() for name in SECTION_STARTS]
    return Diagnostic(
        "GP104",
        f"a policy file cannot begin with “{token.value}”",
        place_of(token),
        nearest(token.value, words) or 'Begin with: policy "Title".',
    )


def _too_deep(tokens: Sequence[Token]) -> Diagnostic | None:
    opened: list[int] = []
    depth = negations = 0
    for token in tokens:
        if token.type == "NOT":
            negations += 1
        else:
            if token.type == "LPAR":
                opened.append(negations + 1)
                depth += opened[-1]
            elif token.type == "RPAR" and opened:
                depth -= opened.pop()
            negations = 0
        if depth + negations > DEEPEST:
            return Diagnostic(
                "GP105",
                f"this condition nests deeper than {DEEPEST} levels",
                place_of(token),
                "Split it into several rules.",
            )
    return None
