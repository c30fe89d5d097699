"""Readings of a post's text: what was written, what a reader sees, and what remains once every disguise is undone.

Each reading maps each of its characters back to the place in the original it came from, so that whatever is found in any of them
can be shown to the author to the character.
"""

from guidepost.engine.views.folding import FOLDING_VERSION, fold
from guidepost.engine.views.format import Format
from guidepost.engine.views.view import View
from guidepost.engine.views.views import Views, make_views

__all__ = ["FOLDING_VERSION", "Format", "View", "Views", "fold", "make_views"]
