"""What is wrong with a policy, where, and the way out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of a policy file; lines and columns count from 1, `end_column` is exclusive. `layer` names the layer whose file it is."""

    line: int
    column: int
    end_line: int
    end_column: int
    layer: str = ""

    def to(self, other: Place) -> Place:
        """The stretch from here to the end of `other`."""
        return Place(self.line, self.column, other.end_line, other.end_column, self.layer)


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
    """A policy that cannot be used. Carries every error found, in the order of the file, and draws them.

    `files` holds the text and the name of each layer's file, where the policy is a stack.
    """

    def __init__(
        self, diagnostics: Sequence[Diagnostic], text: str, source: str, files: Mapping[str, tuple[str, str]] | None = None
    ) -> None:
        self.diagnostics = tuple(sorted(diagnostics, key=lambda one: (one.place.layer, one.place, one.code)))
        self.text = text
        self.source = source
        super().__init__(render(self.diagnostics, text, source, files))


def render(diagnostics: Iterable[Diagnostic], text: str, source: str, files: Mapping[str, tuple[str, str]] | None = None) -> str:
    """Draw findings for a terminal: a headline, the line, a caret under the place, and the hint.

    `files` holds the text and the name of each layer's file, where the policy is a stack.

    >>> print(render([Diagnostic("GP999", "too short", Place(1, 3, 1, 5), "make it longer")], "a bc d", "x.guide"))
    x.guide:1:3: error GP999: too short
      1 | a bc d
        |   ^^
        = make it longer
    """
    pages = {layer: (whole.split("\n"), name) for layer, (whole, name) in {"": (text, source), **(files or {})}.items()}
    return "\n\n".join(_draw(finding, pages) for finding in diagnostics)


def _draw(finding: Diagnostic, pages: Mapping[str, tuple[Sequence[str], str]]) -> str:
    place = finding.place
    lines, source = pages[place.layer]
    margin = " " * len(str(max([place.line, *(where.line for where, _ in finding.related)])))
    drawn = [f"{source}:{place.line}:{place.column}: {finding.severity} {finding.code}: {finding.message}"]
    drawn += _excerpt(place, lines, margin)
    if finding.hint:
        drawn.append(f"  {margin} = {finding.hint}")
    for where, note in finding.related:
        lines, source = pages[where.layer]
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
