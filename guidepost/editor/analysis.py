"""From a policy text to what an editor shows about it: a snapshot to ask, and what the checker finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NotRequired, TypedDict

from guidepost.editor.outline import Outline
from guidepost.editor.positions import Encoding, Lines
from guidepost.editor.suggestions import suggestions
from guidepost.rules.check import Catalogue, check
from guidepost.rules.syntax import Diagnostic, GuideError, Place, PolicyFile, parse


@dataclass(frozen=True)
class Snapshot:
    """One version of a policy text. Nothing is read out of it before it is asked for, and nothing twice.

    `source` is the text as the editor has it; `text` is the same for the checker, where offsets count.
    """

    source: str
    encoding: Encoding = "utf-16"
    text: str = field(init=False)

    def __post_init__(self) -> None:
        # A byte order mark means nothing, but it counts as a character of the first line.
        text = f" {self.source[1:]}" if self.source.startswith("\ufeff") else self.source
        object.__setattr__(self, "text", text.replace("\r\n", "\n"))

    @cached_property
    def outline(self) -> Outline:
        """Sections and names, as far as they can be made out."""
        return Outline(self.text)

    @cached_property
    def tree(self) -> PolicyFile | GuideError:
        """The tree of the text, or why there is none."""
        try:
            return parse(self.text)
        except GuideError as error:
            return error

    @cached_property
    def lines(self) -> Lines:
        """Offsets to positions and back."""
        return Lines(self.text, self.encoding)

    @property
    def line_end(self) -> str:
        """How lines end in this text."""
        return "\r\n" if "\r\n" in self.source else "\n"


class JsonPosition(TypedDict):
    """Line and character, from 0."""

    line: int
    character: int


class JsonRange(TypedDict):
    """A stretch of the text; `end` is exclusive."""

    start: JsonPosition
    end: JsonPosition


class JsonRelated(TypedDict):
    """Another place that belongs to a finding, and why. `file` is there where it is in another file: the address of that."""

    range: JsonRange
    message: str
    file: NotRequired[str]


class JsonDiagnostic(TypedDict):
    """One finding of the checker. `suggestions` are texts to put in place of what stands at `range`."""

    range: JsonRange
    severity: str
    code: str
    message: str
    hint: str
    related: list[JsonRelated]
    suggestions: list[str]


def diagnostics(snapshot: Snapshot, catalogue: Catalogue, read_list: Callable[[str], str]) -> list[JsonDiagnostic]:
    """Everything `guidepost policy check` finds in a text, ready for JSON.

    `read_list` gives the text of a list file by the name the policy uses, or raises `ListUnreadable`. Severities are `error` and
    `warning`; positions count from 0, in the snapshot's units. Raises nothing for a text, however broken.
    """
    return [as_json(finding, snapshot) for finding in findings(snapshot.text, catalogue, read_list)]


def findings(text: str, catalogue: Catalogue, read_list: Callable[[str], str]) -> tuple[Diagnostic, ...]:
    """The checker's findings: the faults of a text that cannot be parsed, else what its checks say."""
    try:
        return check(parse(text), catalogue, read_list).findings
    except GuideError as error:
        return error.diagnostics


def as_json(finding: Diagnostic, snapshot: Snapshot) -> JsonDiagnostic:
    """A finding ready for JSON; the places that belong to it must be in the same text."""
    start, end = snapshot.lines.span(finding.place)
    return {
        "range": json_range(snapshot, start, end),
        "severity": finding.severity.value,
        "code": finding.code,
        "message": finding.message,
        "hint": finding.hint,
        "related": [{"range": json_place(snapshot, place), "message": note} for place, note in finding.related],
        "suggestions": list(suggestions(finding, snapshot.text[start:end])),
    }


def json_place(snapshot: Snapshot, place: Place) -> JsonRange:
    """A place of the checker, as editors speak of it."""
    return json_range(snapshot, *snapshot.lines.span(place))


def json_range(snapshot: Snapshot, start: int, end: int) -> JsonRange:
    """The stretch between two offsets, as editors speak of it."""
    first, last = snapshot.lines.position(start), snapshot.lines.position(end)
    return {
        "start": {"line": first.line, "character": first.character},
        "end": {"line": last.line, "character": last.character},
    }
