"""A policy's document as a PDF for paper and archive: tagged (PDF/UA-1), fonts embedded, no date in it."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.resources import files

import typst

from guidepost.rules.render import Document

_TEMPLATE = files("guidepost.engine.rendering") / "templates" / "policy.typ"


def pdf(document: Document) -> bytes:
    """The document as PDF. The same document gives the same bytes: only the fonts of the library are used, and no clock.

    The document reaches the template as data, so no text of a policy is ever read as markup.
    """
    return typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(asdict(document), ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=0,
    )
