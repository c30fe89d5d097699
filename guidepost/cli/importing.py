"""`guidepost policy import`: a draft policy from the guideline document that exists already."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from guidepost.cli.options import FAILED, MISUSED, err, fail, out
from guidepost.engine.importing import LANGUAGES, Coverage, DocumentUnreadable, Imported, Status, modality_of, read
from guidepost.engine.importing import import_document as import_read
from guidepost.engine.importing.wording import WORDS
from guidepost.engine.start import known_signals

_EXTRA = "pip install 'guidepost[import]'"


def import_document(
    file: Annotated[Path, typer.Argument(help="The guideline document: .docx, .pdf, .html, .md or .txt.", show_default=False)],
    target: Annotated[
        Path | None,
        typer.Option(
            "--out", help="Where the draft goes; - writes it to standard output. [default: the document's name, ending in .guide]"
        ),
    ] = None,
    language: Annotated[
        str | None, typer.Option("--lang", help="Language of the document, de or en. Without it, it is found out.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write the coverage report as JSON.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a draft that is there already.")] = False,
) -> None:
    """Turn a guideline document into a DRAFT policy for a person to finish, and report which sentences no rule covers yet.

    Ends with 0, or with 2 when the document cannot be read.
    """
    if language is not None and language not in LANGUAGES:
        fail(f"--lang takes {' or '.join(LANGUAGES)}, not {language}", MISUSED)
    target = target or Path(f"{file.stem}.guide")
    to_output = str(target) == "-"
    if not to_output and target.exists() and not force:
        fail(
            f"{target} is there already, and somebody may have worked on it. Choose another --out, or replace it with --force.",
            MISUSED,
        )
    imported = _import(file, language)
    if to_output:
        sys.stdout.write(imported.text)
    else:
        try:
            target.write_text(imported.text, encoding="utf-8", newline="\n")
        except OSError as error:
            fail(f"{target} cannot be written: {error.strerror}", FAILED)
    console = err if to_output else out
    if as_json:
        console.print(json.dumps(imported.coverage.to_json(), ensure_ascii=False, indent=2), markup=False, soft_wrap=True)
        return
    _report(console, imported.coverage)
    if not to_output:
        console.print(f"→ {target}", markup=False, soft_wrap=True)


def _import(file: Path, language: str | None) -> Imported:
    try:
        return import_read(read(file), known_signals().keys(), language)
    except DocumentUnreadable as error:
        fail(str(error), MISUSED)
    except ModuleNotFoundError as error:
        fail(f"reading {file.suffix} needs {error.name}: {_EXTRA}", FAILED)


def _report(console: Console, coverage: Coverage) -> None:
    words = WORDS[coverage.language]
    counts = coverage.counts
    asking = len(coverage.sentences) - counts[Status.NO_NORM]
    console.print(Text(coverage.title, style="bold"), soft_wrap=True)
    console.print(
        f"{len(coverage.sentences)} {words['sentences']}: {asking} {words['norms']} ({counts[Status.RULE]} {words['ruled']}, "
        f"{counts[Status.DECIDE]} {words['open']}, {counts[Status.CONDUCT]} {words['conducts']}), "
        f"{counts[Status.NO_NORM]} {words['no norm']}",
        markup=False,
        soft_wrap=True,
    )
    for note, count in coverage.notes:
        console.print(words[note].format(count=count), style="yellow", markup=False, soft_wrap=True)
    console.print()
    if not coverage.uncovered:
        console.print(words["all covered"])
        return
    table = Table(title=words["uncovered"], title_justify="left", box=None, pad_edge=False)
    for column in ("place", "section", "modality"):
        table.add_column(words[f"column.{column}"], no_wrap=column != "section")
    table.add_column(words["column.sentence"], ratio=1)
    for each in coverage.uncovered:
        modalities = ", ".join(modality_of(norm) for norm in each.norms)
        remark = f" ({words['conducts']})" if each.status is Status.CONDUCT else ""
        table.add_row(f"{words[coverage.unit]} {each.place}", Text(each.title), modalities + remark, Text(each.text))
    console.print(table)
