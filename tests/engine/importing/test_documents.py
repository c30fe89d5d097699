"""Documents into paragraphs, and what is said about those that cannot be read."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from hypothesis import given
from hypothesis import strategies as st

from guidepost.engine.importing.documents import Document, DocumentUnreadable, Kind, Note, Paragraph, read, read_bytes
from tests.engine.importing import documents

ALL = {
    "rules.docx": documents.word(),
    "rules.html": documents.HTML,
    "rules.md": documents.MARKDOWN,
}


def _texts(document: Document, kind: Kind) -> list[str]:
    return [each.text for each in document.paragraphs if each.kind is kind]


@pytest.mark.parametrize("name", ALL)
def test_headings_paragraphs_points_and_cells_are_told_apart(name: str) -> None:
    document = read_bytes(ALL[name], name)
    assert documents.HEADING in _texts(document, Kind.HEADING)
    assert "Manners" in _texts(document, Kind.HEADING)
    assert _texts(document, Kind.TEXT) == [documents.SENTENCE, "Never share:", "Be polite."]
    assert _texts(document, Kind.ITEM) == ["client names", "passwords", "Ask first", "Shout at people"]
    assert [each.lead for each in document.paragraphs][-2:] == ["Do", "Don't"]
    assert documents.TITLE in [each.text for each in document.paragraphs if each.kind is not Kind.TEXT]
    assert [each.place for each in document.paragraphs] == sorted(each.place for each in document.paragraphs)


def test_plain_text_has_numbered_headings_and_points() -> None:
    document = read_bytes(documents.TEXT, "rules.txt")
    assert _texts(document, Kind.HEADING) == ["HOUSE RULES", documents.HEADING, "3 Manners"]
    assert _texts(document, Kind.ITEM) == ["client names", "passwords"]
    assert documents.SENTENCE in _texts(document, Kind.TEXT)
    assert [each.place for each in document.paragraphs if each.text == documents.SENTENCE] == [5]


def test_a_numbered_list_in_plain_text_is_no_run_of_headings() -> None:
    document = read_bytes(b"Please:\n\n1. Ask first\n2. Name your source\n3. Be kind\n", "rules.txt")
    assert _texts(document, Kind.ITEM) == ["Ask first", "Name your source", "Be kind"]


def test_a_pdf_loses_its_running_heads_and_has_whole_paragraphs() -> None:
    document = read_bytes(documents.pdf(3), "rules.pdf")
    assert _texts(document, Kind.HEADING) == [documents.HEADING, "2 Chapter", "3 Chapter"]
    first = [each for each in document.paragraphs if each.place == 1 and each.kind is Kind.TEXT]
    assert [each.text for each in first] == [
        f"{documents.SENTENCE} This sentence is long enough that it has to go on in another line of the page, like most.",
        "You must not share internal documents. B is polite.",
    ]
    assert {each.place for each in document.paragraphs} == {1, 2, 3}


def test_tracked_changes_are_read_as_if_accepted_and_said() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Do not post ")
    for tag, run_text, text_tag in (("w:ins", "phone numbers", "w:t"), ("w:del", "client names", "w:delText")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        text.text = run_text
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    found = read_bytes(documents.saved(document), "rules.docx")
    assert _texts(found, Kind.TEXT) == ["Do not post phone numbers"]
    assert found.notes == ((Note.CHANGES, 2),)


def test_text_in_content_controls_and_no_table_of_contents() -> None:
    document = docx.Document()
    document.styles.add_style("TOC 1", 1)
    document.add_paragraph("1 Manners ..... 3", style="TOC 1")
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    inside = document.add_paragraph("Be polite.")._p
    inside.addprevious(control)
    control.append(content)
    content.append(inside)
    assert [each.text for each in read_bytes(documents.saved(document), "rules.docx").paragraphs] == ["Be polite."]


def test_control_and_direction_characters_are_left_out() -> None:
    text = "Do\u00adn't po\u200bst \u202eevil\u202c\x07 things.\x0b"
    assert read_bytes(text.encode(), "rules.txt").paragraphs == (Paragraph(Kind.TEXT, "Don't post evil things.", 1),)


@pytest.mark.parametrize(
    ("data", "umlauts", "noted"),
    [
        ("Größe ist gut.".encode("utf-16"), True, False),
        ("Größe ist gut.".encode("cp1252"), True, True),
        (b"\xef\xbb\xbfGut.", False, False),
    ],
)
def test_other_encodings_are_read_and_guesses_said(data: bytes, umlauts: bool, noted: bool) -> None:
    document = read_bytes(data, "rules.txt")
    assert ("Größe" in document.paragraphs[0].text) is umlauts
    assert (Note.ENCODING in dict(document.notes)) is noted


def test_html_says_its_encoding() -> None:
    data = '<meta charset="iso-8859-1"><p>Größe ist gut.</p>'.encode("iso-8859-1")
    assert read_bytes(data, "rules.html").paragraphs[0].text == "Größe ist gut."


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("rules.docx", b"no zip at all", "is no Word document"),
        ("rules.docx", b"PK\x03\x04 broken", "is no Word document"),
        ("rules.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "remove the password"),
        ("rules.docx", documents.bomb(), "unpacks to"),
        ("rules.docx", documents.saved(docx.Document()), "holds no text"),
        ("rules.docx", documents.word()[:-400], "is no Word document"),
        ("rules.pdf", b"%PDF-1.7 broken", "is damaged"),
        ("rules.pdf", b"no pdf", "is no PDF"),
        ("rules.pdf", documents.pdf(password="secret"), "protected with a password"),
        ("rules.pdf", documents.pdf(2, text=False), "text recognition"),
        ("rules.txt", b"", "holds no text"),
        ("rules.txt", bytes(range(32)) * 10, "is no text file"),
        ("rules.md", b"![](a.png)", "holds no text"),
        ("rules.html", b"<script>1</script>", "holds no text"),
        ("rules.txt", b"word " * 250_000, "more than 1,000,000 characters"),
        ("rules.doc", b"", "Save it as .docx or PDF"),
        ("rules", b"", "What can be imported ends in .docx"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_way_out(name: str, data: bytes, says: str) -> None:
    with pytest.raises(DocumentUnreadable, match=says):
        read_bytes(data, name)


def test_a_pdf_that_anyone_may_open_is_read_though_it_is_encrypted() -> None:
    from fpdf import FPDF

    document = FPDF()
    document.set_encryption(owner_password="owner")
    document.add_page()
    document.set_font("helvetica", size=11)
    document.text(20, 20, "Be polite.")
    assert read_bytes(bytes(document.output()), "rules.pdf").paragraphs[0].text == "Be polite."


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable, match="there is no file"):
        read(tmp_path / "none.docx")
    with pytest.raises(DocumentUnreadable, match="is a folder"):
        read(tmp_path)


def test_deeply_nested_html_is_no_trouble() -> None:
    assert len(read_bytes(b"<div>" * 20_000 + b"Be polite." + b"</div>" * 20_000, "rules.html").paragraphs) == 1


@given(st.binary(max_size=300), st.sampled_from(["a.docx", "a.pdf", "a.html", "a.md", "a.txt"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        document = read_bytes(data, name)
    except DocumentUnreadable:
        return
    assert all(each.text == " ".join(each.text.split()) and each.text.isprintable() for each in document.paragraphs)
