"""Whether letters before or after a word make a German compound with it, or only happen to stand there (`Sekunde` holds no `Kunde`)."""

from __future__ import annotations

from guidepost.rules.forms.lexicon import german_parts, plain

_LINKS = ("", "n", "en", "s", "es", "er", "e")
"""What joins the parts of a compound (Duden 4, 9th edition, sections 1083 to 1088)."""
_ENDINGS = ("", "n", "en", "s", "es", "er", "e", "ern", "em", "in", "innen", "nen")
_SHORTEST = 3
_LONGEST = 40
"""Letters looked at; longer ones are no compound that anybody reads, and could only be meant to cost time."""


def may_precede(letters: str) -> bool:
    """Whether the letters are whole parts that a word can follow: `Großhandels` before `kunde`, but not `Se`."""
    return _made_of_parts(letters, 0, _LINKS)


def may_follow(letters: str) -> bool:
    """Whether the letters are whole parts, perhaps inflected: `liste` and `nlisten` after `Kunde`, but not `tt` after `Band`."""
    return any(letters.startswith(link) and _made_of_parts(letters, len(link), _ENDINGS) for link in _LINKS)


def _made_of_parts(letters: str, start: int, last: tuple[str, ...]) -> bool:
    if not start < len(letters) <= _LONGEST:
        return False
    text, parts = plain(letters), german_parts()
    reached = {start}
    for begin in range(start, len(text) - _SHORTEST + 1):
        if begin not in reached:
            continue
        for end in range(begin + _SHORTEST, len(text) + 1):
            part = text[begin:end]
            # A part may lose its last e before another: Schul-buch.
            if part in parts or (len(part) > _SHORTEST and f"{part}e" in parts):
                if text[end:] in last:
                    return True
                reached.update(end + len(link) for link in _LINKS if text.startswith(link, end))
    return False
