"""What hides an element from a reader: its kind, the `hidden` attribute, or its own style.

Only what hides for certain counts. A class or a style sheet may hide more, and a style written to confuse may hide more, but text
wrongly taken for hidden would slip past every rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

_NEVER_SHOWN: Final = frozenset({"script", "style", "template", "title", "iframe", "noembed", "noframes", "datalist", "rp"})
_ZERO: Final = re.compile(r"[+-]?0*\.?0+(?:[a-z]+|%)?")
_RELATIVE_SIZE: Final = re.compile(r".*(?:em|%|larger|smaller|inherit|unset)")


@dataclass(frozen=True, slots=True)
class Hiding:
    """How an element is hidden. `gone` holds for everything inside; the other two can be lifted by an element inside."""

    gone: bool = False
    transparent: bool = False
    tiny: bool = False

    @property
    def hides(self) -> bool:
        """Whether text here is not seen."""
        return self.gone or self.transparent or self.tiny


def inside(parent: Hiding, name: str, hidden: bool, style: str) -> Hiding:
    """How an element inside `parent` is hidden; `style` is the value of its style attribute."""
    if parent.gone or name in _NEVER_SHOWN:
        return replace(parent, gone=True)
    if not hidden and not style:
        return parent
    declared = _declarations(style)
    display = declared.get("display")
    gone = display == "none" if display is not None else hidden
    gone = gone or _ZERO.fullmatch(declared.get("opacity", "1")) is not None
    transparent = parent.transparent
    if "visibility" in declared:
        transparent = declared["visibility"] in ("hidden", "collapse")
    tiny = parent.tiny
    size = declared.get("font-size", "inherit")
    if _ZERO.fullmatch(size):
        tiny = True
    elif not _RELATIVE_SIZE.fullmatch(size):
        tiny = False
    return Hiding(gone, transparent, tiny)


def _declarations(style: str) -> dict[str, str]:
    declared: dict[str, str] = {}
    for declaration in style.lower().split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            declared[name.strip()] = value.replace("!important", "").strip()
    return declared
