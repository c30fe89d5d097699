"""What could be written at a place: only words that the grammar takes there, and names that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from guidepost.editor.above import ALONE, Above, Upper
from guidepost.editor.analysis import Snapshot
from guidepost.editor.expected import END, expected, starts_clause, then_forced
from guidepost.editor.outline import Outline, Section
from guidepost.editor.roles import ASKS, Role, defines, role
from guidepost.editor.tokens import Token, is_name, keyword_kinds
from guidepost.rules.check import Catalogue
from guidepost.rules.check.completeness import DEFAULT_LANGUAGES
from guidepost.rules.check.layers import may_apply_by
from guidepost.rules.reference import meaning
from guidepost.rules.syntax import Modality
from guidepost.rules.syntax.formatter import quote
from guidepost.rules.syntax.lexing import SECTION_STARTS
from guidepost.rules.syntax.tree import UNIT_SECONDS
from guidepost.signals import Cost, SignalDeclaration, SignalType

_WORD_BEFORE = re.compile(r"[A-Za-z0-9_.-]*\Z")
_WORD_AFTER = re.compile(r"[A-Za-z0-9_.-]*")
_LONGEST_WORD = 200
"""Characters a word to be completed may have; what is longer is none."""
_UNFINISHED = {"STRING", "UNCLOSED_STRING", "PATTERN", "UNCLOSED_PATTERN", "COMMENT"}
_MEASURES = {SignalType.PROBABILITY, SignalType.COUNT, SignalType.NUMBER, SignalType.DURATION}
_HOLDERS = {SignalType.SPANS, SignalType.SET}
_WORDS = {SignalType.SYMBOL, SignalType.TEXT}
_SCOPES = {*_WORDS, SignalType.SET}
"""What a layer can ask of a signal: whether it is one of some words, or includes one."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that could be written. `kind` is `keyword`, `value` or the role of a name; `detail` explains it in a few words."""

    text: str
    kind: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """What could stand in place of the text between two offsets."""

    start: int
    end: int
    items: tuple[Item, ...]


def complete(snapshot: Snapshot, offset: int, catalogue: Catalogue, language: str = "en", *, above: Above = ALONE) -> Completion:
    """What could be written at an offset, details in German (`de`) or else in English. In texts and remarks: nothing.

    `above` are the files above, whose names it offers.
    """
    text = snapshot.text
    before, after = _WORD_BEFORE.search(text, max(0, offset - _LONGEST_WORD), offset), _WORD_AFTER.match(text, offset)
    start = before.start() if before else offset
    end = after.end() if after else offset
    if _inside_text(snapshot.outline, offset):
        return Completion(start, end, ())
    section = snapshot.outline.section_at(start - 1) if start else None
    if section is None:
        return Completion(start, end, tuple(_sections(snapshot.outline, language)))
    words = [token for token in section.tokens if token.end <= start]
    place = _Place(section, words, snapshot.outline, catalogue, language, above)
    return Completion(start, end, tuple(dict.fromkeys(place.items())))


def _inside_text(outline: Outline, offset: int) -> bool:
    token = outline.token_at(offset)
    if token is None or token.kind not in _UNFINISHED or offset == token.start:
        return False
    return offset < token.end or token.kind.startswith("UNCLOSED") or token.kind == "COMMENT"


def _sections(outline: Outline, language: str) -> Iterator[Item]:
    for kind in SECTION_STARTS:
        if kind != "POLICY" or not any(outline.of_kind("POLICY")):
            word = kind.lower()
            yield Item(word, "keyword", meaning(word, language))


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in a section: behind `words`, its words so far."""

    section: Section
    words: Sequence[Token]
    outline: Outline
    catalogue: Catalogue
    language: str
    above: Above

    def items(self) -> Iterator[Item]:
        """Everything that could come next, the likeliest first."""
        accepted = expected(self.words)
        signal = self._signal()
        if self.words[0].kind != "TEST" and self.words[-1].kind == "NAME" and self._asked(len(self.words) - 1):
            known = self.words[-1].text in self._known(Role.DEFINITION)
            accepted = accepted - ASKS if known else accepted & ASKS
        if "UNIT" in accepted and self._takes_unit(signal):
            yield from (Item(f"{unit}s", "value") for unit in UNIT_SECONDS)
            return
        if "NAME" in accepted:
            yield from self._names(signal)
        if "STRING" in accepted and self._role() is Role.WORD:
            yield from self._values(signal, bare=False)
        if "COMPARE" in accepted and self._fits("COMPARE", signal):
            yield from (Item(sign, "keyword") for sign in (">=", "<=", ">", "<", *(("=", "!=") if _counts(signal) else ())))
        # A clause that may stand once only would be reported if it stood twice.
        tokens = self.section.tokens
        written = {token.kind for number, token in enumerate(tokens) if starts_clause(tokens, number)} - _REPEATED
        here = SECTION_STARTS.get(self.words[0].kind, "")
        for kind in sorted(accepted & keyword_kinds().keys(), key=lambda each: (each in SECTION_STARTS, each)):
            if kind not in written and self._fits(kind, signal):
                forced = then_forced(self.words, kind)
                text = " ".join(keyword_kinds()[each] for each in (kind, *forced))
                yield Item(text, "keyword", meaning(keyword_kinds()[kind], self.language, here))
        if END in accepted:
            yield from _sections(self.outline, self.language)

    def _known(self, role: Role) -> Mapping[str, tuple[Section, Upper | None]]:
        """What can be named here: what the file defines, then what the files above do."""
        own: dict[str, tuple[Section, Upper | None]] = {
            # A guideline without a title is one of a layer above, opened again.
            name: (section, None)
            for name, section in self.outline.named(role).items()
            if role is not Role.GUIDELINE or section.title or not self.above.files
        }
        return own | {name: (one.section, one.file) for name, one in self.above.named(role).items() if name not in own}

    def _told(self, detail: str, file: Upper | None) -> str:
        """A detail, and in which file above it stands."""
        return detail if file is None else ", ".join(filter(None, (detail, file.told(self.language))))

    def _role(self) -> Role | None:
        return role(self.words, len(self.words))

    def _signal(self) -> SignalDeclaration | None:
        """The signal the words before are about: the last one named, if nothing but signs and words of comparison follow it."""
        for position in range(len(self.words) - 1, 0, -1):
            token = self.words[position]
            if token.kind == "NAME" and self._asked(position):
                return self.catalogue.get(token.text)
            if token.kind not in _BEHIND_SIGNAL:
                return None
        return None

    def _asked(self, position: int) -> bool:
        """Whether the name at `position` is one that a condition asks, or a test gives a value."""
        return role(self.words, position) in (Role.SIGNAL, Role.DEFINITION) and not defines(self.words, position)

    def _fits(self, kind: str, signal: SignalDeclaration | None) -> bool:
        """Whether this kind of file or rule, or the type of the signal before it, has use for this word."""
        if kind in _NOT_IN.get(self.words[0].kind, ()) or (kind == "APPLIES" and not self.outline.layer.end):
            return False
        if kind == "ON" and self.words[0].kind == "POLICY":
            # Not the day of the week, which no layer applies by, but `on unknown`.
            return not (self.words[-1].kind == "NAME" and self._asked(len(self.words) - 1))
        if signal is None or kind not in _NEEDS:
            return True
        last = self.words[-1].kind
        if kind in ("NOT", "ONE") and last == "IS":
            return signal.type in _WORDS
        if kind in ("NOT", "FOUND") and self.section.kind == "TEST":
            return signal.type is SignalType.SPANS
        return kind in ("NOT", "ONE") or signal.type in _NEEDS[kind]

    def _takes_unit(self, signal: SignalDeclaration | None) -> bool:
        return any(token.kind == "WITHIN" for token in self.words[-2:]) or (
            signal is not None and signal.type is SignalType.DURATION
        )

    def _names(self, signal: SignalDeclaration | None) -> Iterator[Item]:
        match self._role():
            case Role.SIGNAL:
                yield from self._signals()
                if self.words[0].kind != "TEST" and self.words[-1].kind != "OF":
                    known_here = self._known(Role.DEFINITION).items()
                    yield from (Item(name, "definition", self._told("", file)) for name, (_, file) in known_here)
            case Role.LIST if self.words[-1].kind != "LIST":
                lists = self._known(Role.LIST).items()
                yield from (Item(name, "list", self._told(_phrases(words), file)) for name, (words, file) in lists)
            case Role.GUIDELINE if self.words[-1].kind == "VIOLATES":
                guidelines = self._known(Role.GUIDELINE).items()
                yield from (Item(name, "guideline", self._told(one.title, file)) for name, (one, file) in guidelines)
            case Role.GUIDELINE:
                yield from self._reopened()
            case Role.RULE if len(self.words) > 2:
                yield from self._rules()
            case Role.RULE:
                yield from self._restated()
            case Role.LANGUAGE:
                known = tuple(dict.fromkeys((*self.outline.languages, *self.above.languages)))
                offered = _LANGUAGES if self.words[0].kind == "POLICY" else known or DEFAULT_LANGUAGES
                yield from (Item(each, "value") for each in offered if self.words[0].kind != "POLICY" or each not in known)
            case Role.WORD:
                yield from self._values(signal, bare=True)
            case _:
                return

    def _signals(self) -> Iterator[Item]:
        fact = self.words[0].kind == "TEST" and self.words[-1].kind != "WITH"
        countable = [token.kind for token in self.words[-2:]] == ["COUNT", "OF"]
        for name in sorted(self.catalogue):
            declaration = self.catalogue[name]
            if self.section.kind == "POLICY" and not (may_apply_by(declaration) and declaration.type in _SCOPES):
                continue
            if (fact and declaration.cost is not Cost.FREE) or (countable and declaration.type not in _HOLDERS):
                continue
            said = declaration.says["de" if self.language == "de" else "en"]
            yield Item(name, "signal", f"{declaration.type.value}: {said}")

    def _rules(self) -> Iterator[Item]:
        """Where permissions are asked for those, elsewhere the rules that can be broken."""
        kinds = [token.kind for token in self.words]
        last = max((number for number, kind in enumerate(kinds) if kind in ("EXCUSES", "EXPECT")), default=0)
        permissions = "TOLD" in kinds[last:] or {"EXCUSED", "BECAUSE"} <= set(kinds[last:])
        for name, (rule, file) in self._known(Role.RULE).items():
            if (rule.modality is Modality.MAY) is permissions:
                yield Item(name, "rule", self._told(self._of_rule(rule), file))

    def _of_rule(self, rule: Section) -> str:
        """A rule's kind, and the title of its guideline."""
        guideline = self._known(Role.GUIDELINE).get(rule.guideline or "")
        return f"{rule.modality}: {guideline[0].title if guideline else ''}"

    def _reopened(self) -> Iterator[Item]:
        """Guidelines of the layers above that this one has not opened yet."""
        for name, found in self.above.named(Role.GUIDELINE).items():
            if name not in self.outline.guidelines:
                yield Item(name, "guideline", self._told(found.section.title, found.file))

    def _restated(self) -> Iterator[Item]:
        """Rules of the guideline above that this layer could restate."""
        modality = self.section.modality
        for name, found in self.above.named(Role.RULE).items():
            rule = found.section
            if (
                rule.guideline == self.section.guideline
                and rule.modality is modality
                and rule.name
                and name not in self.outline.rules
            ):
                yield Item(rule.name.text, "rule", self._told(self._of_rule(rule), found.file))

    def _values(self, signal: SignalDeclaration | None, *, bare: bool) -> Iterator[Item]:
        for symbol in sorted(signal.symbols or ()) if signal else ():
            if is_name(symbol) is bare:
                yield Item(symbol if bare else quote(symbol), "value")


_LANGUAGES = ("en", "de")
_NOT_IN = {
    # Layers apply by facts, and permissions can be narrowed without leave.
    "POLICY": {"TEXT", "VIOLATES", "COUNT", "MORE", "SAME", "POSTS", "AT"},
    "MAY": {"OVERRIDABLE"},
}
_REPEATED = {"FROM", "WITH", "EXPECT"}
"""Clauses that may stand in a section several times."""
_BEHIND_SIGNAL = {"IS", "NOT", "ONE", "OF", "LPAR", "COMMA", "NAME", "STRING", "INCLUDES", "COMPARE", "NUMBER"}
_NEEDS = {
    "COMPARE": _MEASURES,
    "FOUND": _HOLDERS,
    "INCLUDES": {SignalType.SET},
    "BEFORE": {SignalType.TIME},
    "AFTER": {SignalType.TIME},
    "BETWEEN": {SignalType.TIME},
    "ON": {SignalType.TIME},
    "NOT": _WORDS,
    "ONE": _WORDS,
}


def _counts(signal: SignalDeclaration | None) -> bool:
    return signal is None or signal.type in (SignalType.COUNT, SignalType.NUMBER)


def _phrases(words: Section) -> str:
    file = [token.text for token in words.tokens if token.kind == "STRING"]
    return f"from {file[0]}" if len(words.tokens) > 2 and words.tokens[2].kind == "FROM" and file else ", ".join(file[:3])
