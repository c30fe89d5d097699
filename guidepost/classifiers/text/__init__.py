"""The text classifier: toxicity, insult, threat, hate and sexual content, in English and German.

An encoder of a hundred languages (`encoder`, `network`), changed and read out by weights that `training` makes (`adapter`,
`classifier`). What each label means is written in `taxonomy`.
"""

from guidepost.classifiers.text.provider import TextProvider

__all__ = ["TextProvider"]
