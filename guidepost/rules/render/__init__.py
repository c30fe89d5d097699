"""Literate rendering: a policy as a document that people read, judge and sign, in German or English.

Tree to document and words; setting the document on paper or screen is the engine's.
"""

from collections.abc import Mapping
from types import MappingProxyType

from guidepost.rules.render.build import build
from guidepost.rules.render.document import (
    DefinitionEntry,
    Document,
    LayerEntry,
    Line,
    ListEntry,
    RuleEntry,
    Section,
    SignalEntry,
    Text,
)
from guidepost.rules.render.english import ENGLISH
from guidepost.rules.render.german import GERMAN
from guidepost.rules.render.prose import Run, Sentence, Statement, Style, plain
from guidepost.rules.render.words import Words

LANGUAGES: Mapping[str, Words] = MappingProxyType({words.code: words for words in (ENGLISH, GERMAN)})
"""The languages a policy can be rendered in, by code."""

__all__ = [
    "LANGUAGES",
    "DefinitionEntry",
    "Document",
    "LayerEntry",
    "Line",
    "ListEntry",
    "RuleEntry",
    "Run",
    "Section",
    "Sentence",
    "SignalEntry",
    "Statement",
    "Style",
    "Text",
    "Words",
    "build",
    "plain",
]
