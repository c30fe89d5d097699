"""Paragraphs into sentences."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from guidepost.classifiers.pii.lean_import import hidden

if TYPE_CHECKING:
    from spacy.language import Language

# Words with a full stop after which a sentence goes on, and that spaCy's tables of abbreviations lack.
_MORE: dict[str, tuple[str, ...]] = {
    "de": ("Kap.", "Ziff.", "ziff.", "kap.", "Tab.", "i.d.R.", "u.U.", "o.Ä.", "ggfs.", "exkl.", "zzgl.", "lit.", "Anm.", "Rz."),
    "en": (
        "sec.",
        "Sec.",
        "fig.",
        "Fig.",
        "art.",
        "Art.",
        "para.",
        "Para.",
        "approx.",
        "incl.",
        "resp.",
        "cf.",
        "Ch.",
        "ch.",
        "pp.",
    ),
}
_GOES_ON = re.compile(
    r"(?:^|[\s(„“\"])(?:Nr|No|Nos|Kap|Ziff|Abs|Art|Abb|Tab|Fig|Sec|sec|fig|Anm|Bsp|S|p|pp|§|vgl|cf|ca|lit|Rz|Rn|ch|Ch|para|approx)\.$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?:^|\s)(?:\d{1,2}|[A-Za-zÄÖÜ])\.$")
_MONTH = re.compile(r"(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\w*\b")
_ENDING_ABBREVIATION = re.compile(r"\b(?:etc|usw|usf|u\.\s?a|u\.\s?Ä|o\.\s?Ä)\.\s+(?=[A-ZÄÖÜ][\w-]*\s)")
_LONGEST_OPEN = 300
"""Characters of a sentence whose bracket may still be open; behind that, its end was forgotten."""
_ENDING_NUMBER = re.compile(r"\b(?:Kap|Nr|Ziff|Abs|S|No|Sec|sec|fig|Fig)\.\s\d+(?:\.\d+)*\.\s+(?=[A-ZÄÖÜ])")
_LOWER_START = re.compile(r"[\"”“»)\]]*[,;a-zäöüß)]")


@cache
def _splitter(language: str) -> Language:
    """spaCy's tokenizer with its tables of abbreviations, and its rule-based sentence splitter. Loads no model."""
    # spaCy imports torch where it is there, for seconds, and a tokenizer has no use for it.
    with hidden("transformers", "torch"):
        import spacy

        splitter = spacy.blank(language)
        splitter.add_pipe("sentencizer")
    splitter.max_length = 10_000_000
    tokenizer: Any = splitter.tokenizer
    for written in _MORE[language]:
        tokenizer.add_special_case(written, [{"ORTH": written}])
    return splitter


def sentences_of(text: str, language: str) -> tuple[str, ...]:
    """The sentences of one paragraph, in order; their texts joined with single spaces give the paragraph. `language`: `de` or `en`."""
    document = _splitter(language)(text)
    starts = [sentence.start_char for sentence in document.sents if sentence.text.strip()]
    starts += [match.end() for match in _ENDING_ABBREVIATION.finditer(text)]
    starts += [match.end() for match in _ENDING_NUMBER.finditer(text)]
    starts = sorted({0, *starts})
    pieces = [text[start:end].strip() for start, end in pairwise([*starts, len(text)])]
    joined: list[str] = []
    for piece in filter(None, pieces):
        if joined and _belongs(joined[-1], piece):
            joined[-1] = f"{joined[-1]} {piece}" if not piece.startswith((",", ";", ")")) else joined[-1] + piece
        else:
            joined.append(piece)
    return tuple(joined)


def _belongs(before: str, piece: str) -> bool:
    """Whether what the splitter took for two sentences is one."""
    if not any(character.isalpha() for character in piece):
        return True
    if _LOWER_START.match(piece):
        return True
    if before.count("(") > before.count(")") and len(before) < _LONGEST_OPEN:
        return True
    if _GOES_ON.search(before):
        return True
    return bool(_ORDINAL.search(before)) and (bool(_MONTH.match(piece)) or " " not in before)
