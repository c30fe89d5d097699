"""Which language a post is written in.

`LanguageProvider` answers the signal `language` with an ISO 639-1 code, or *unknown* where the text is too short, mixed, or in a
language it does not know.
"""

from guidepost.classifiers.language.provider import LanguageProvider

__all__ = ["LanguageProvider"]
