"""The few shapes of Markdown that the reference is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def code(text: str) -> str:
    """Text as code on one line, also where it holds a backquote."""
    one_line = " ".join(line.strip() for line in text.splitlines())
    return f"`` {one_line} ``" if "`" in one_line else f"`{one_line}`"


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A table, and an empty line behind it. A `|` inside a cell is written so that it parts no cells."""
    heading = list(headings)
    yield _row(heading)
    yield f"|{'---|' * len(heading)}"
    for row in rows:
        yield _row(row)
    yield ""


def _row(cells: Iterable[str]) -> str:
    shown = (cell.replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(shown)} |"


def anchor(heading: str) -> str:
    """The name under which a heading can be linked to, as Markdown viewers make it."""
    kept = "".join(character for character in heading.lower() if character.isalnum() or character in " -_")
    return kept.strip().replace(" ", "-")
