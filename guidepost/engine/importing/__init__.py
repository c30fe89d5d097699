"""A guideline document that exists already, into a draft policy for a person to finish."""

from guidepost.engine.importing.coverage import Coverage, Covered, Status, modality_of
from guidepost.engine.importing.documents import READERS, Document, DocumentUnreadable, read
from guidepost.engine.importing.importing import Imported, import_document
from guidepost.engine.importing.language import LANGUAGES

__all__ = [
    "LANGUAGES",
    "READERS",
    "Coverage",
    "Covered",
    "Document",
    "DocumentUnreadable",
    "Imported",
    "Status",
    "import_document",
    "modality_of",
    "read",
]
