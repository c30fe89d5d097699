"""`guidepost policy language-server`: help while writing a policy, in any editor that speaks the Language Server Protocol."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from guidepost.api.logs import configure_logs
from guidepost.cli.options import FAILED, fail
from guidepost.engine.start import known_signals


def language_server(
    stdio: Annotated[bool, typer.Option("--stdio", hidden=True, help="The only way to talk; many editors say it.")] = True,
) -> None:
    """Help an editor with policies, over standard input and output. Your editor starts this; see the page on editors."""
    del stdio
    try:
        from guidepost.editor.server import serve
    except ModuleNotFoundError as error:
        if error.name not in ("pygls", "lsprotocol"):
            raise
        fail('the language server needs one more package. Install it: pip install "guidepost[editor]"', FAILED)
    configure_logs()
    # The editor listens on standard output; whatever a library prints goes to standard error instead.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as editor:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        serve(known_signals(), sys.stdin.buffer, editor)
