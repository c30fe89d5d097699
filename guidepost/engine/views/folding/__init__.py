"""Undoing disguises: a chain of small steps, each of which keeps track of where every character came from.

What the folded text keeps: word separators (two neighbouring words are never joined), genuinely Cyrillic, Greek or other words, the
umlauts ä, ö and ü, joiners that Persian, Arabic and Indian scripts need, emoji families, flags and keycaps, and masks such as
"f*ck" or "sch**e", which a policy may list as they stand.
"""

from guidepost.engine.views.folding.chain import FOLDING_VERSION, fold, fold_traced

__all__ = ["FOLDING_VERSION", "fold", "fold_traced"]
