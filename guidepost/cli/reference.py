"""`guidepost policy reference`: everything that can be written in a policy, as Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from guidepost.cli.options import MISUSED, fail
from guidepost.engine.catalogue import sources
from guidepost.engine.policy_files import LARGEST_FILE
from guidepost.engine.start import providers_of
from guidepost.rules.reference import LANGUAGES
from guidepost.rules.reference import reference as written


def reference(lang: Annotated[str, typer.Option(help="The language to write in: en or de.")] = "en") -> None:
    """Write the reference of the language as Markdown: every clause, condition, signal, limit and finding."""
    if lang not in LANGUAGES:
        fail(f"there is no language {lang!r}; choose one of: {', '.join(LANGUAGES)}.", MISUSED)
    typer.echo(written(sources(providers_of(Path())), lang, largest_file=LARGEST_FILE), nl=False)
