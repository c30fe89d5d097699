"""Where names lead in a stack of layers: from an open file into those above it."""

from __future__ import annotations

from dataclasses import dataclass

from guidepost.editor.above import Above, Upper
from guidepost.editor.analysis import Snapshot
from guidepost.editor.navigation import Use, definitions, target_at
from guidepost.editor.roles import Role


@dataclass(frozen=True, slots=True)
class Defined:
    """Where something is defined; `file` is None for the open file."""

    file: Upper | None
    span: tuple[int, int]


def defined_at(snapshot: Snapshot, offset: int, above: Above) -> list[Defined]:
    """Where the list, definition, guideline or rule named at an offset is defined, in the open file and in those above.

    At the place where a layer restates a rule, or opens a guideline again, it leads to the ones above.
    """
    target = target_at(snapshot, offset, above.names)
    if target is None:
        return []
    own = definitions(snapshot, offset, above.names)
    higher = [
        Defined(found.file, (found.section.name.start, found.section.name.end))
        for found in above.find(target.role, target.name)
        if found.section.name is not None and (target.role is not Role.GUIDELINE or found.section.title)
    ]
    here = [Defined(None, (use.start, use.end)) for use in own]
    if higher and any(_holds(use, offset) for use in own):
        return higher
    # Rules have a version in each layer; of anything else there is one.
    return [*here, *higher] if target.role is Role.RULE else here or higher


def _holds(use: Use, offset: int) -> bool:
    return use.start <= offset <= use.end
