"""What to put in place of what the checker found, where its hint says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidepost.editor.tokens import is_name
from guidepost.rules.syntax import Diagnostic
from guidepost.rules.syntax.formatter import quote

_OFFER = re.compile(r"(?:Did you mean|Name the guideline too:|Choose another name, such as) (“[^”]+”(?: or “[^”]+”)*)")
_OFFERED = re.compile(r"“([^”]+)”")
_QUOTES = "Put it in quotes."


def suggestions(finding: Diagnostic, found: str) -> Iterator[str]:
    """The texts a finding's hint offers in place of `found`, which stands at the finding's place, best first."""
    if finding.hint == _QUOTES:
        yield quote(found)
    offer = _OFFER.search(finding.hint)
    for word in _OFFERED.findall(offer.group(1)) if offer else ():
        # A word of a vocabulary may be none that can be written bare; a word of the language stands bare where one is expected.
        quoted = found.startswith('"') or (finding.code == "GP208" and not is_name(word))
        yield quote(word) if quoted else word
