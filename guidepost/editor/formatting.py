"""Writing a file the one canonical way."""

from __future__ import annotations

from guidepost.editor.analysis import Snapshot
from guidepost.editor.edit import Edit
from guidepost.rules.syntax import GuideError, parse, write


def formatted(snapshot: Snapshot) -> Edit | None:
    """The one edit that formats a text; None where nothing changes, and where the text has a fault: then it is left alone."""
    try:
        tree = parse(snapshot.text)
        new = write(tree)
        # A file whose names are not unique may be written as another one; an editor that formats on saving must never do that.
        names = [guideline.name.value for guideline in tree.guidelines]
        if parse(new) != tree or len(set(names)) < len(names):
            return None
    except GuideError:
        return None
    return _smallest(snapshot.text, new)


def _smallest(old: str, new: str) -> Edit | None:
    """The lines that differ, without those at the beginning and end that do not: so the caret stays where it is."""
    if old == new:
        return None
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    shorter = min(len(before), len(after))
    head = next((number for number in range(shorter) if before[number] != after[number]), shorter)
    rest = shorter - head
    tail = next((number for number in range(rest) if before[-1 - number] != after[-1 - number]), rest)
    start = sum(map(len, before[:head]))
    end = len(old) - sum(map(len, before[len(before) - tail :]))
    return Edit(start, end, "".join(after[head : len(after) - tail]))
