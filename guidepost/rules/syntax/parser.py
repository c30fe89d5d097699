"""Read a policy text into its tree, reporting every fault of the file at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from lark import Lark, Token
from lark.exceptions import UnexpectedToken, VisitError
from lark.lexer import Lexer, LexerState

from guidepost.rules.syntax.build import Build, GuidelineDraft, RuleDraft
from guidepost.rules.syntax.build_conditions import Fault
from guidepost.rules.syntax.diagnostic import NOWHERE, Diagnostic, GuideError, Place, nearest
from guidepost.rules.syntax.lexing import MOST_FAULTS, SECTION_STARTS, Section, grammar, place_of, reserved_words, split
from guidepost.rules.syntax.tree import Definition, Guideline, PolicyFile, PolicyHead, Rule, Test, WordList

LARGEST = 1_048_576
"""The most characters a policy text may have."""


class _ReadySplit(Lexer):
    """Hands the parser tokens that were cut before."""

    def __init__(self, lexer_conf: object) -> None:
        del lexer_conf

    __future_interface__ = 1

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[Token]:
        del parser_state
        # The text of the state is whatever `parse` was given: here the tokens themselves.
        yield from cast(Iterable[Token], lexer_state.text)


@cache
def _parser() -> Lark:
    return Lark(grammar(), parser="lalr", lexer=_ReadySplit, propagate_positions=True, start=sorted(set(SECTION_STARTS.values())))


@dataclass(slots=True)
class _Draft:
    """What has been read so far."""

    head: PolicyHead | None
    lists: list[WordList]
    definitions: list[Definition]
    guidelines: list[Guideline]
    rules: list[Rule]
    tests: list[Test]


def parse(text: str, source: str = "policy.guide") -> PolicyFile:
    """The tree of a policy text. `source` names it in messages. Raises `GuideError` with every fault found.

    A byte order mark at the beginning and Windows line ends carry no meaning.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if len(text) > LARGEST:
        fault = Diagnostic(
            "GP106", f"the policy has {len(text):,} characters, more than {LARGEST:,}", NOWHERE, "Move phrases to list files."
        )
        raise GuideError([fault], text[:1000], source)
    sections, closing, faults = split(text)
    draft = _Draft(None, [], [], [], [], [])
    broken_guideline = bool(faults)
    for section in sections:
        if len(faults) >= MOST_FAULTS:
            break
        try:
            _take(_read(section), draft, section, lenient=broken_guideline)
        except Fault as fault:
            faults.append(fault.diagnostic)
            broken_guideline = True
    if draft.head is None and not faults:
        faults.append(Diagnostic("GP107", "the file does not say which policy it is", NOWHERE, 'Begin with: policy "Title".'))
    if faults or draft.head is None:
        raise GuideError(faults, text, source)
    return PolicyFile(
        head=draft.head,
        lists=tuple(draft.lists),
        guidelines=tuple(draft.guidelines),
        rules=tuple(draft.rules),
        tests=tuple(draft.tests),
        closing=tuple(_comment(token) for token in closing),
        definitions=tuple(draft.definitions),
    )


def _read(section: Section) -> object:
    comments = [(token.line or 1, _comment(token)) for token in section.comments]
    try:
        # Lark types `parse` for text; with a lexer of one's own it takes what that lexer takes.
        tree = _parser().parse(cast(Any, section.tokens), start=section.start)
        return Build(comments).transform(tree)
    except UnexpectedToken as error:
        raise Fault(_unexpected(error, section)) from None
    except VisitError as error:
        if isinstance(error.orig_exc, Fault):
            raise error.orig_exc from None
        raise


def _comment(token: Token) -> str:
    return str(token.value)[1:].strip()


def _take(read: object, draft: _Draft, section: Section, *, lenient: bool) -> None:
    """Put one section into the draft. `lenient`: an earlier fault may be why a rule seems to stand outside a guideline."""
    place = place_of(section.tokens[0])
    match read:
        case PolicyHead():
            if draft.head is not None:
                raise Fault(
                    Diagnostic(
                        "GP108",
                        "a file holds one policy",
                        place,
                        "Move this policy to a file of its own.",
                        related=((draft.head.place, "the first one"),),
                    )
                )
            draft.head = read
        case WordList():
            draft.lists.append(read)
        case Definition():
            draft.definitions.append(read)
        case GuidelineDraft():
            draft.guidelines.append(read.guideline)
        case RuleDraft():
            if draft.guidelines:
                draft.rules.append(read.under(draft.guidelines[-1].name.value))
            elif not lenient:
                raise Fault(
                    Diagnostic("GP109", "this rule stands under no guideline", place, 'Write above it: guideline name "Title".')
                )
        case Test():
            draft.tests.append(read)


_SHOWN = {
    "NAME": "a name",
    "STRING": 'a text in "quotes"',
    "NUMBER": "a number",
    "UNIT": "a unit of time (seconds, minutes, hours, days, weeks, years)",
    "PATTERN": "a /pattern/",
    "DATE": "a date (2026-12-01)",
    "CLOCK": "a time of day (08:00)",
    "ZONE": "a time zone (Europe/Berlin)",
    "COMPARE": "a comparison (>=, <=, >, <, =, !=)",
    "COMMA": "a comma",
    "LPAR": "“(”",
    "RPAR": "“)”",
    "$END": "the end of the section",
}


def _unexpected(error: UnexpectedToken, section: Section) -> Diagnostic:
    token: Token = error.token
    accepted = set(error.accepts or error.expected) - {"UNCLOSED_STRING", "UNCLOSED_PATTERN", "STRAY"}
    words = {name.lower() for name in accepted if name not in _SHOWN}
    if token.type == "$END":
        last = section.tokens[-1]
        end = place_of(last)
        place = Place(end.end_line, end.end_column, end.end_line, end.end_column + 1)
        return Diagnostic("GP110", f"something is missing after “{last.value}”", place, _expected(accepted))
    place = place_of(token)
    if "NAME" in accepted and (token.type == "UNIT" or token.value in reserved_words()):
        message = f"“{token.value}” is a word of the language and cannot stand here as a name"
        return Diagnostic("GP111", message, place, _instead_of_word(token, section, accepted))
    hint = ""
    if token.type == "NAME":
        hint = nearest(str(token.value), words | {name.lower() for name in SECTION_STARTS})
    return Diagnostic("GP112", f"“{token.value}” cannot stand here", place, " ".join(filter(None, [hint, _expected(accepted)])))


def _instead_of_word(token: Token, section: Section, accepted: set[str]) -> str:
    """What to write instead of a word of the language where a name or a word is due."""
    before = [one for one in section.tokens if (one.start_pos or 0) < (token.start_pos or 0)]
    if token.type == "UNKNOWN" and before[0].type == "TEST" and before[-1].type == "NAME":
        return f"On a line of its own: with {before[-1].value} unknown."
    return "Put it in quotes." if "STRING" in accepted else f"Choose another name, such as “{token.value}-rule”."


_MANY = 10


def _expected(accepted: set[str]) -> str:
    shown = sorted(_SHOWN[name] for name in accepted if name in _SHOWN and name != "$END")
    shown += sorted(f"“{name.lower()}”" for name in accepted if name not in _SHOWN)
    if not shown:
        return "The section should end here."
    if len(shown) > _MANY:
        return f"Expected one of {', '.join(shown[:_MANY])} …"
    return f"Expected {shown[0]}." if len(shown) == 1 else f"Expected {', '.join(shown[:-1])} or {shown[-1]}."
