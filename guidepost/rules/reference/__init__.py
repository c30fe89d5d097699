"""The reference of the language, made from its grammar and from the signals that can be asked; and what each of its words means.

Grammar and catalogue to Markdown; reading and writing files is the command line's.
"""

from guidepost.rules.reference.meanings import meaning
from guidepost.rules.reference.page import reference
from guidepost.rules.reference.signal_words import COSTS
from guidepost.rules.reference.words import PAGE_WORDS

LANGUAGES = tuple(PAGE_WORDS)
"""The languages that the reference can be written in."""

__all__ = ["COSTS", "LANGUAGES", "meaning", "reference"]
