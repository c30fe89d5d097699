"""How something is written, for people: `text mentions WHAT at least NUMBER times`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidepost.rules.reference import grammar
from guidepost.rules.reference.entries import ENTRIES
from guidepost.rules.reference.grammar import Alternative, Choice, Literal, Maybe, Reference, Repeated, Sequence, Symbol
from guidepost.rules.reference.placeholders import PLACEHOLDERS, SHOWN_AS

_NAMED = {"NAME", "STRING", "text"}
"""What can stand for different things, so that entries tell which."""
_NO_SPACE = re.compile(r"(?<=\() | (?=[,)])")


def written(alternative: Alternative, language: str) -> str:
    """How an alternative is written. Capitals stand for something else, `[ ]` for what may be left out, `( | )` for one of several,
    `…` for what may go on."""
    names = iter(ENTRIES[alternative.key].names)
    return _NO_SPACE.sub("", _shown(alternative.symbol, names, language, alone=True))


def _shown(symbol: Symbol, names: Iterator[str], language: str, *, alone: bool = False) -> str:
    match symbol:
        case Literal(text):
            return text
        case Reference(name) if name in SHOWN_AS:
            key = next(names, SHOWN_AS[name]) if name in _NAMED else SHOWN_AS[name]
            return PLACEHOLDERS[key].shown(language)
        case Reference(name):
            own = ENTRIES.get(name)
            return _shown(grammar.rules()[name], iter(own.names) if own else names, language)
        case Sequence(parts):
            return " ".join(_shown(part, names, language) for part in parts)
        case Choice(parts):
            shown = " | ".join(_shown(part, names, language) for part in parts)
            return shown if alone else f"({shown})"
        case Maybe(part):
            return f"[{_shown(part, names, language, alone=True)}]"
        case Repeated(Sequence((Literal(","), _))):
            return ", …"
        case Repeated(part, needed):
            shown = f"{_shown(part, names, language)} …"
            return shown if needed else f"[{shown}]"
