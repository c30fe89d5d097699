"""The PDF: whole, tagged, with its fonts, and the same bytes every time."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any

from pypdf import PdfReader

from guidepost.engine.rendering import pdf
from guidepost.rules.render import Document, plain
from tests.engine.rendering.conftest import layered, sample


@cache
def _sample() -> bytes:
    return pdf(sample("de"))


@cache
def _pages() -> tuple[str, ...]:
    """The text of each page of the sample."""
    return tuple(_squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(_sample())).pages)


def _squeezed(text: str) -> str:
    """A text without what setting it in lines adds: spaces, hyphens, joiners."""
    return re.sub(r"[\s\u200b\u2060\u00ad-]", "", text)


def test_the_sample_policy_is_in_the_pdf_whole() -> None:
    document = sample("de")
    assert _sample().startswith(b"%PDF")
    text = "".join(_pages())
    for section in document.sections:
        assert _squeezed(section.title) in text
        for rule in section.rules:
            assert _squeezed(rule.id) in text
            assert rule.says is not None
            assert _squeezed(rule.says.text) in text
    assert _squeezed(document.digest) in text
    assert all(_squeezed(phrase) in text for words in document.lists for phrase in words.phrases)
    assert all(_squeezed(role) in text for role in document.label.roles)


def test_a_stack_is_in_the_pdf_with_its_layers() -> None:
    document = layered("de")
    text = "".join(_squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(pdf(document))).pages)
    for layer in document.layers:
        assert _squeezed(layer.title) in text
        assert all(_squeezed(plain(line.sentence)) in text for line in layer.lines)
    for rule in (rule for section in document.sections for rule in section.rules):
        assert _squeezed(plain(rule.layer)) in text
        assert all(_squeezed(plain(yields)) in text for yields in rule.yields)


def test_pages_are_a4_and_numbered() -> None:
    pages = PdfReader(io.BytesIO(_sample())).pages
    for number, (page, text) in enumerate(zip(pages, _pages(), strict=True), 1):
        assert sorted(round(float(side)) for side in (page.mediabox.width, page.mediabox.height)) == [595, 842]
        assert f"Seite{number}von{len(pages)}" in text


def test_the_pdf_is_tagged_titled_and_carries_its_fonts_and_no_date() -> None:
    reader = PdfReader(io.BytesIO(_sample()))
    root: Any = reader.root_object
    assert root["/Lang"] == "de"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == sample("de").title
    assert reader.metadata.creation_date is None
    pages: list[Any] = list(reader.pages)
    fonts = [font.get_object() for one in pages for font in one["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & inner["/FontDescriptor"].get_object().keys()


def test_no_text_of_a_policy_is_read_as_markup_and_no_sign_goes_missing(hostile: Document) -> None:
    text = "".join(_squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(pdf(hostile))).pages)
    assert _squeezed("<script>alert(1)</script> #include $x$ = *b* @y ⟨U+1F600⟩") in text
    assert "⟨U+65E5⟩⟨U+672C⟩⟨U+8A9E⟩" in text


def test_the_same_document_gives_the_same_bytes(hostile: Document) -> None:
    assert pdf(hostile) == pdf(hostile)
