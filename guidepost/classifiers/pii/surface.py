"""The same text in plainer characters, one for one, so that a place in it is a place in the text."""

from __future__ import annotations

_SPACES = "\t\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_HYPHENS = "\u2010\u2011\u2012\u2212"
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Full-width forms of `!` to `~` (Unicode, Halfwidth and Fullwidth Forms)."""

_PLAIN = str.maketrans(_SPACES, " " * len(_SPACES)) | str.maketrans(_HYPHENS, "-" * len(_HYPHENS)) | _FULL_WIDTH


def plain(text: str) -> str:
    """`text` with every kind of space, hyphen and full-width character as its ASCII twin; as long as before.

    Word processors put unbreakable spaces and hyphens into telephone and account numbers.
    """
    return text if text.isascii() and "\t" not in text else text.translate(_PLAIN)
