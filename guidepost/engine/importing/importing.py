"""A document into the text of a draft policy, and the report of what it covers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass

from guidepost.engine.importing.candidates import Candidates, candidates_in
from guidepost.engine.importing.coverage import Coverage
from guidepost.engine.importing.documents import Document, DocumentUnreadable
from guidepost.engine.importing.draft import SectionRead, draft_of
from guidepost.engine.importing.language import language_of, language_of_part
from guidepost.engine.importing.proposals import Known
from guidepost.engine.importing.reading import read_section
from guidepost.engine.importing.sections import Section, sections_of, title_of
from guidepost.rules.syntax import write
from guidepost.rules.syntax.parser import LARGEST

_NAMED = ("candidate-code-names", "candidate-people", "candidate-companies", "candidate-email-addresses", "candidate-domains")
"""Lists whose phrases are looked for where a sentence names one; acronyms are too often ordinary words."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A draft policy in the guideline language, and its report."""

    text: str
    coverage: Coverage


def import_document(document: Document, signals: Set[str], language: str | None = None) -> Imported:
    """The draft policy of a document. It parses, and is written canonically.

    `signals`: names that conditions may ask for. `language`: `de` or `en`; without it each section's language is found out.
    Raises `DocumentUnreadable` where the draft would be longer than a policy may be.
    """
    title = title_of(document)
    whole = language or language_of("\n".join(each.text for each in document.paragraphs))
    sections = tuple(_read(section, whole, fixed=language is not None) for section in sections_of(document))
    candidates = candidates_in(each.text for each in document.paragraphs)
    draft = draft_of(document, title, sections, candidates, Known(signals, _listed(candidates, document, title)))
    text = write(draft.file)
    if len(text) > LARGEST:
        raise DocumentUnreadable(
            f"the draft would have {len(text):,} characters, and a policy may have {LARGEST:,}; "
            "save the document's chapters as files of their own and import them one by one"
        )
    return Imported(text, Coverage(title, whole, document.unit, draft.sentences, document.notes))


def _read(section: Section, whole: str, *, fixed: bool) -> SectionRead:
    text = " ".join(each.text for each in section.paragraphs)
    language = whole if fixed else language_of_part(text, whole)
    return SectionRead(section, language, read_section(section, language))


def _listed(candidates: tuple[Candidates, ...], document: Document, title: str) -> dict[str, str]:
    """The phrases that conditions may look for. The company that is named most is taken for the employer, whom everybody may name."""
    listed = {phrase: one.name for one in candidates if one.name in _NAMED for phrase in one.phrases}
    companies = [phrase for phrase, name in listed.items() if name == "candidate-companies"]
    counts = Counter({company: sum(company in each.text for each in document.paragraphs) for company in companies})
    for company in {*(each for each in companies if each in title), *(name for name, _ in counts.most_common(1))}:
        del listed[company]
    return listed
