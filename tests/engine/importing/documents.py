"""Documents made for tests: the same little guideline in every kind of file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from warnings import catch_warnings, simplefilter
from zipfile import ZipFile

import docx
from docx.document import Document
from fpdf import FPDF

TITLE = "House rules"
HEADING = "2.1 Personal data"
SENTENCE = "Do not post phone numbers."
POINTS = ("client names", "passwords")


def word() -> bytes:
    """A Word document with a title, headings by style and by bold type, a list and a table."""
    document = docx.Document()
    document.add_heading(TITLE, level=0)
    document.add_heading(HEADING, level=1)
    document.add_paragraph(SENTENCE)
    document.add_paragraph("Never share:")
    for point in POINTS:
        document.add_paragraph(point, style="List Bullet")
    document.add_paragraph().add_run("Manners").bold = True
    document.add_paragraph("Be polite.")
    table = document.add_table(2, 2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("Do", "Don't", "Ask first", "Shout at people"), strict=True
    ):
        cell.text = text
    return saved(document)


def saved(document: Document) -> bytes:
    """The bytes of a Word document."""
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def pdf(pages: int = 1, *, password: str = "", text: bool = True) -> bytes:
    """A PDF with a running head and page numbers, and the little guideline on its first page."""
    with _quiet():
        document = FPDF()
        if password:
            document.set_encryption(owner_password=f"{password}-owner", user_password=password)
        for number in range(1, pages + 1):
            document.add_page()
            if not text:
                document.rect(20, 20, 100, 100, style="F")
                continue
            document.set_font("helvetica", size=8)
            document.text(20, 10, "House rules of Example AG")
            document.text(20, 290, f"Page {number} of {pages}")
            document.set_xy(20, 20)
            document.set_font("helvetica", "B", 16)
            document.cell(0, 10, HEADING if number == 1 else f"{number} Chapter", new_x="LMARGIN", new_y="NEXT")
            document.set_font("helvetica", size=11)
            document.multi_cell(
                100, 5, f"{SENTENCE} This sentence is long enough that it has to go on in another line of the page, like most."
            )
            document.ln(5)
            document.multi_cell(
                100, 5, f"You must not share internal docu-\nments. {'ABC'[number % 3] * number} is polite.", align="L"
            )
        return bytes(document.output())


@contextmanager
def _quiet() -> Iterator[None]:
    with catch_warnings():
        simplefilter("ignore")
        yield


HTML = f"""<!doctype html><html><head><title>{TITLE}</title><style>p {{ color: red }}</style></head><body>
<nav><a href="/">Do not read this menu.</a></nav>
<h2>{HEADING}</h2><p>Do <b>not</b> post phone&nbsp;numbers.</p><p>Never share:</p><ul><li>client names</li><li><p>passwords</p></li></ul>
<script>alert("You must not run.")</script>
<h2>Manners</h2><p>Be polite.</p>
<table><tr><th>Do</th><th>Don't</th></tr><tr><td>Ask first</td><td>Shout at people</td></tr></table></body></html>""".encode()

MARKDOWN = f"""# {TITLE}

## {HEADING}

Do **not** post
phone numbers.

Never share:

- client names
- passwords

```
You must not run this.
```

## Manners

Be polite.

| Do | Don't |
|---|---|
| Ask first | Shout at people |
""".encode()

TEXT = f"""HOUSE RULES

{HEADING}

Do not post phone
numbers.

Never share:
- client names
- passwords

3 Manners

Be polite.
""".encode()


def bomb() -> bytes:
    """A .docx of some kilobytes that would unpack to gigabytes."""
    target = BytesIO()
    with ZipFile(target, "w", compression=8) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 120_000_000)
    return target.getvalue()
