"""Personal data and secrets in a post: what, where, and how sure.

`PiiProvider` answers the signals `pii.email`, `pii.iban` and so on, and `pii.any` for all of them. Importing this package is cheap:
Presidio is read in `PiiProvider.load`.
"""

from guidepost.classifiers.pii.provider import PiiProvider

__all__ = ["PiiProvider"]
