"""Texts that fit a pattern, so that an example can show it at work."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

import re2

_MOST = 40
"""Candidates tried for one pattern."""

_ESCAPED = {"d": "1", "w": "a", "s": " ", "D": "a", "W": " ", "S": "a", "n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}
_PROPERTY = {
    "L": "a",
    "Lu": "A",
    "Ll": "a",
    "N": "1",
    "Nd": "1",
    "P": ".",
    "S": "€",
    "Sc": "€",
    "Z": " ",
    "Greek": "α",
    "Latin": "a",
}
_NAMED = {"digit": "1", "upper": "A", "space": " ", "blank": " ", "punct": ".", "^alnum": " ", "^alpha": "1"}
_LIKELY = "a1A .-_x!€é"
"""What is tried where a class only says which characters are wrong."""

_REPEAT = re.compile(r"\{(\d+)(?:,\d*)?\}|[*+?]")
_GROUP = re.compile(r"\?(?::|P?<\w+>|[imsU-]+:)")


@dataclass(slots=True)
class _Reader:
    """Reads a pattern from left to right and keeps, for each part, a few texts that fit it."""

    pattern: str
    at: int = 0

    def alternatives(self) -> list[str]:
        found = self.sequence()
        while self.at < len(self.pattern) and self.pattern[self.at] == "|":
            self.at += 1
            found = [*found[: _MOST // 2], *self.sequence()][:_MOST]
        return found

    def sequence(self) -> list[str]:
        found = [""]
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            texts = self.repeated(self.one())
            found = [before + after for before, after in product(found, texts)][:_MOST]
        return found

    def repeated(self, texts: list[str]) -> list[str]:
        while match := _REPEAT.match(self.pattern, self.at):
            self.at = match.end()
            times = int(match.group(1)) if match.group(1) else 0 if match.group() == "*" else 1
            texts = [text * times for text in texts]
            if match.group() == "?":
                texts = [*texts[: _MOST // 2], ""]
        return texts

    def one(self) -> list[str]:
        character = self.pattern[self.at]
        self.at += 1
        match character:
            case "(":
                if flags := re.compile(r"\?[imsU-]+\)").match(self.pattern, self.at):
                    self.at = flags.end()
                    return [""]
                if named := _GROUP.match(self.pattern, self.at):
                    self.at = named.end()
                found = self.alternatives()
                self.at += 1
                return found
            case "[":
                return [self.of_class()]
            case "\\":
                return [self.escaped()]
            case "^" | "$":
                return [""]
            case ".":
                return ["a"]
            case _:
                return [character]

    def escaped(self) -> str:
        character = self.pattern[self.at]
        self.at += 1
        if character in "pP":
            named = re.compile(r"\{\^?(\w+)\}|(\w)").match(self.pattern, self.at)
            self.at = named.end() if named else self.at
            return _PROPERTY.get((named.group(1) or named.group(2)) if named else "", "a")
        return "" if character in "bBAz" else _ESCAPED.get(character, character)

    def of_class(self) -> str:
        start = self.at - 1
        negated = self.pattern[self.at] == "^"
        self.at += negated
        first = ""
        while self.pattern[self.at] != "]" or not first:
            if posix := re.compile(r"\[:(\^?\w+):\]").match(self.pattern, self.at):
                self.at = posix.end()
                first = first or _NAMED.get(posix.group(1), "a")
            elif self.pattern[self.at] == "\\":
                self.at += 1
                found = self.escaped()
                first = first or found
            else:
                first = first or self.pattern[self.at]
                self.at += 1
        self.at += 1
        if not negated:
            return first
        fits = re2.compile(self.pattern[start : self.at])
        return next((character for character in _LIKELY if fits.fullmatch(character)), "")


def texts_that_fit(pattern: str, *, ignore_case: bool) -> list[str]:
    """A few texts that RE2 finds the pattern in, the shortest first; none where none is easily made."""
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = not ignore_case
    compiled = re2.compile(pattern, options)
    try:
        candidates = _Reader(pattern).alternatives()
    except IndexError:
        return []
    return sorted({text for text in candidates if compiled.search(text)}, key=lambda text: (len(text), text))[:3]
