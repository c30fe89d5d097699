"""The forms of a word: how it is inflected in German and English, and how it stands in German compounds. No model, no dictionary."""

from guidepost.rules.forms.compounds import may_follow, may_precede
from guidepost.rules.forms.stem import Stem
from guidepost.rules.forms.stems import FORMS_VERSION, LANGUAGES, stems

__all__ = ["FORMS_VERSION", "LANGUAGES", "Stem", "may_follow", "may_precede", "stems"]
