"""Where a name is defined, where it is used, and what a file holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from guidepost.editor.analysis import Snapshot
from guidepost.editor.outline import NO_NAMES, Mention, Names, Outline, Section
from guidepost.editor.roles import Role
from guidepost.editor.tokens import text_of


@dataclass(frozen=True, slots=True)
class Target:
    """What the name between two offsets stands for. A rule's name is the qualified one."""

    role: Role
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Use:
    """A stretch of the text that names something, and whether it is defined there."""

    start: int
    end: int
    defines: bool


@dataclass(frozen=True, slots=True)
class Symbol:
    """A section for an overview: `kind` is `policy`, `list`, `define`, `guideline`, `rule` or `test`."""

    kind: str
    name: str
    detail: str
    start: int
    end: int
    name_start: int
    name_end: int
    children: list[Symbol] = field(default_factory=list)


def target_at(snapshot: Snapshot, offset: int, more: Names = NO_NAMES) -> Target | None:
    """What the name at an offset stands for. `confidential.leak` names a guideline before the point and a rule behind it.

    `more` are names that the files above define.
    """
    mention = snapshot.outline.mention_at(offset)
    if mention is None:
        return None
    targets = list(_targets(mention, snapshot.outline, more))
    return next((target for target in targets if offset <= target.end), targets[-1])


def _targets(mention: Mention, outline: Outline, more: Names) -> Iterator[Target]:
    token = mention.token
    if mention.role is Role.DEFINITION and token.text not in outline.definitions and token.text not in more.definitions:
        # What nobody defines and nothing follows yet is a signal that is still to be asked something.
        yield Target(Role.SIGNAL, token.text, token.start, token.end)
    elif mention.role is not Role.RULE:
        yield Target(mention.role, token.text, token.start, token.end)
    elif mention.defines:
        yield Target(Role.RULE, mention.section.qualified, token.start, token.end)
    elif parts := outline.parted(token.text, more):
        border = token.start + len(parts[0])
        yield Target(Role.GUIDELINE, parts[0], token.start, border)
        yield Target(Role.RULE, token.text, border + 1, token.end)
    else:
        yield Target(Role.RULE, token.text, token.start, token.end)


def uses(snapshot: Snapshot, target: Target, more: Names = NO_NAMES) -> list[Use]:
    """Every place that names the same thing, in the order of the text. `more` are names that the files above define."""
    return [
        Use(other.start, other.end, mention.defines and other.role is mention.role)
        for mention in snapshot.outline.mentions
        for other in _targets(mention, snapshot.outline, more)
        if (other.role, other.name) == (target.role, target.name)
    ]


def definitions(snapshot: Snapshot, offset: int, more: Names = NO_NAMES) -> list[Use]:
    """Where the list, definition, guideline or rule named at an offset is defined; several places where two share the name.

    `more` are names that the files above define. A guideline of theirs that is opened again is not defined here.
    """
    target = target_at(snapshot, offset, more)
    if target is None or (target.role is Role.GUIDELINE and target.name in more.guidelines):
        return []
    return [use for use in uses(snapshot, target, more) if use.defines]


def file_at(snapshot: Snapshot, offset: int) -> str | None:
    """The file that is named at an offset: one of phrases for a list, of posts for a test, or of the layer above."""
    section = snapshot.outline.section_at(offset)
    if section is None:
        return None
    for before, token in pairwise(section.tokens):
        if token.kind == "STRING" and token.start <= offset <= token.end and before.kind in _BEFORE_FILE.get(section.kind, ()):
            return text_of(token)
    return None


_BEFORE_FILE = {"LIST": ("FROM",), "TEST": ("FROM", "IN"), "POLICY": ("EXTENDS",)}


def symbols(snapshot: Snapshot) -> list[Symbol]:
    """The sections of a text; rules stand under their guideline."""
    found: list[Symbol] = []
    guideline: Symbol | None = None
    layer = snapshot.outline.layer
    for section in snapshot.outline.sections:
        symbol = _symbol(section, f"layer {layer.name}" if layer.name else "")
        if symbol.kind == "guideline":
            guideline = symbol
        if symbol.kind == "rule" and guideline is not None:
            guideline.children.append(symbol)
        else:
            found.append(symbol)
    return [_around_children(symbol) for symbol in found]


def _symbol(section: Section, layer: str) -> Symbol:
    first = section.tokens[0]
    name = section.name or next((token for token in section.tokens if token.kind == "STRING"), first)
    kind = "rule" if section.modality else first.text
    # An overview shows no line without a name, also while the name is still to be typed.
    shown = section.name.text if section.name else section.title or first.text
    details = {"guideline": section.title, "policy": layer, "rule": section.modality.value if section.modality else ""}
    return Symbol(kind, shown, details.get(kind, ""), section.start, section.end, name.start, name.end)


def _around_children(symbol: Symbol) -> Symbol:
    if not symbol.children:
        return symbol
    end = max(symbol.end, symbol.children[-1].end)
    return Symbol(symbol.kind, symbol.name, symbol.detail, symbol.start, end, symbol.name_start, symbol.name_end, symbol.children)
