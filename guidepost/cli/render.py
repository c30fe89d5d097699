"""`guidepost policy render`: a policy as a document to read and sign."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from guidepost.cli.options import MISUSED, PolicyArgument, clear_errors, fail
from guidepost.engine.policies import LoadedPolicy, load_policy
from guidepost.engine.start import known_signals
from guidepost.rules.render import LANGUAGES, build


class Language(StrEnum):
    """The languages a document can be in."""

    DE = "de"
    EN = "en"


def render(
    file: PolicyArgument,
    lang: Annotated[
        Language | None,
        typer.Option("--lang", help="Language of the document; without it, the policy's first.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", help="File to write, .html or .pdf; without it, HTML goes to the standard output.", show_default=False
        ),
    ] = None,
) -> None:
    """Write a policy as a document for people to read and sign: every rule as a sentence, beside its source text."""
    from guidepost.engine.rendering import page, pdf

    suffix = ".html" if out is None else out.suffix.lower()
    if suffix not in (".html", ".pdf"):
        fail(f"--out must end in .html or .pdf, not in “{suffix or out}”", MISUSED)
    with clear_errors():
        policy = load_policy(file, known_signals())
    document = build(policy.checked, policy.compiled, LANGUAGES[_language(lang, policy)])
    content = pdf(document) if suffix == ".pdf" else page(document).encode()
    if out is None:
        typer.echo(content, nl=False)
    else:
        _write(out, content)
        typer.echo(f"{out} was written ({policy.compiled.digest})", err=True)


def _language(wanted: Language | None, policy: LoadedPolicy) -> str:
    if wanted is not None:
        return wanted.value
    return next((language for language in policy.compiled.languages if language in LANGUAGES), Language.EN.value)


def _write(file: Path, content: bytes) -> None:
    """Write a file so that a crash leaves the old one or the new one, whole."""
    beside = file.with_name(f".{file.name}.new")
    try:
        beside.write_bytes(content)
        beside.replace(file)
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}", MISUSED)
