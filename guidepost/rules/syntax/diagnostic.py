"""What is wrong with a policy, where, and the way out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of a policy file; lines and columns count from 1, `end_column` is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    def to(self, other: Place) -> Place:
        """The stretch from here to the end of `other`."""
        return Place(self.line, self.column, other.end_line, other.end_column)


NOWHERE = Place(1, 1, 1, 1)


class Severity(StrEnum):
    """Whether a finding stops a policy from being compiled."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"
    """Worth a look; never a reason to refuse a policy."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `code` is permanent and has a paragraph in the documentation; `hint` says what to do."""

    code: str
    message: str
    place: Place
    hint: str = ""
    severity: Severity = Severity.ERROR
    related: tuple[tuple[Place, str], ...] = ()


class GuideError(Exception):
    """A policy that cannot be used. Carries every error found, in the order of the file, and draws them."""

    def __init__(self, diagnostics: Sequence[Diagnostic], text: str, source: str) -> None:
        self.diagnostics = tuple(sorted(diagnostics, key=lambda finding: (finding.place, finding.code)))
        self.text = text
        self.source = source
        super().__init__(render(self.diagnostics, text, source))


def render(diagnostics: Iterable[Diagnostic], text: str, source: str) -> str:
    """Draw findings for a terminal: a headline, the line, a caret under the place, and the hint.

    >>> print(render([Diagnostic("GP999", "too short", Place(1, 3, 1, 5), "make it longer")], "a bc d", "x.guide"))
    x.guide:1:3: error GP999: too short
      1 | a bc d
        |   ^^
        = make it longer
    """
    lines = text.split("\n")
    return "\n\n".join(_draw(finding, lines, source) for finding in diagnostics)


def _draw(finding: Diagnostic, lines: Sequence[str], source: str) -> str:
    place = finding.place
    margin = " " * len(str(max([place.line, *(where.line for where, _ in finding.related)])))
    drawn = [f"{source}:{place.line}:{place.column}: {finding.severity} {finding.code}: {finding.message}"]
    drawn += _excerpt(place, lines, margin)
    if finding.hint:
        drawn.append(f"  {margin} = {finding.hint}")
    for where, note in finding.related:
        drawn.append(f"  {margin} : {source}:{where.line}:{where.column}: {note}")
        drawn += _excerpt(where, lines, margin)
    return "\n".join(drawn)


_WIDEST = 160


def _excerpt(place: Place, lines: Sequence[str], margin: str) -> list[str]:
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    start = place.column - 1
    cut = max(0, start - _WIDEST // 2) if len(line) > _WIDEST else 0
    line = "".join(character if character.isprintable() else " " for character in line[cut : cut + _WIDEST])
    end = place.end_column if place.end_line == place.line else cut + len(line) + 1
    length = max(1, min(end - place.column, _WIDEST))
    number = str(place.line).rjust(len(margin))
    return [f"  {number} | {line}".rstrip(), f"  {margin} | {' ' * (start - cut)}{'^' * length}"]


def nearest(word: str, known: Iterable[str]) -> str:
    """A sentence that offers the known words closest to a misspelt one, or nothing when none is close."""
    close = difflib.get_close_matches(word, sorted(known), n=2, cutoff=0.6)
    if not close:
        return ""
    return "Did you mean " + " or ".join(f"“{match}”" for match in close) + "?"
