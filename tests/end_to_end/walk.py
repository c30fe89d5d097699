"""Walking through a page of the documentation as its reader would: files are written, commands are run, one after the other.

What a block of the page is stands behind its opening fence, where no viewer shows it:

| fence | the reader |
|---|---|
| `guide FILE`, `text FILE` | writes the whole file; a Word document from its title, a heading and paragraphs, one on each line |
| `guide FILE more` | adds the block at the end of the file |
| `guide FILE shows` | sees the block in the file |
| `diff FILE` | puts the lines with `+` in place of those with `-` |
| `console` | runs each command behind a `$` and sees what follows it |
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from docx import Document

_BLOCK = re.compile(
    r"^```(?P<what>[a-z]+)(?: (?P<file>\S+))?(?: (?P<how>more|shows))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page shows at a line, and what there really was."""

    line: int
    shown: str
    real: str


def walk(page: str, folder: Path, run: Callable[[list[str]], str]) -> Iterator[Seen]:
    """Walk through a page in a folder. `run` runs `guidepost` with these arguments and gives what it prints."""
    for block in _BLOCK.finditer(page):
        line, body = page.count("\n", 0, block.start()) + 1, block["body"]
        if block["what"] == "console":
            for command, shown in _commands(body):
                yield Seen(line, command + shown, command + _ran(command, folder, run))
        elif block["file"]:
            yield from _write(folder / block["file"], body, block["what"], block["how"], line)


def _commands(body: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^(?=\$ )", body, flags=re.MULTILINE):
        if part:
            command, _, shown = part.partition("\n")
            yield f"{command}\n", shown


def _ran(command: str, folder: Path, run: Callable[[list[str]], str]) -> str:
    program, *arguments = shlex.split(command.removeprefix("$ "))
    if program == "cp":
        shutil.copy(*(folder / name for name in arguments))
        return ""
    assert program == "guidepost", command
    lines = [line.rstrip() for line in run(arguments).splitlines()]
    return "".join(f"{line}\n" for line in lines)


def _write(file: Path, body: str, what: str, how: str | None, line: int) -> Iterator[Seen]:
    if how == "shows":
        text = file.read_text("utf-8")
        yield Seen(line, body, body if body in text else text)
    elif how == "more":
        file.write_text(f"{file.read_text('utf-8')}\n{body}", "utf-8")
    elif what == "diff":
        text = file.read_text("utf-8")
        before, after = ("".join(f"{one[1:]}\n" for one in body.splitlines() if one[0] in (sign, " ")) for sign in "-+")
        yield Seen(line, before, before if text.count(before) == 1 else text)
        file.write_text(text.replace(before, after), "utf-8")
    elif file.suffix == ".docx":
        _word(file, body.splitlines())
    else:
        file.write_text(body, "utf-8")


def _word(file: Path, lines: list[str]) -> None:
    title, heading, *paragraphs = lines
    document = Document()
    document.add_heading(title, 0)
    document.add_heading(heading, 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(file))
