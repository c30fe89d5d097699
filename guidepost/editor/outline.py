"""What a policy text holds, section by section, whether or not all of it parses."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from guidepost.editor.expected import starts_clause
from guidepost.editor.roles import Role, defines, role
from guidepost.editor.tokens import Token, first_text, text_of, tokens_of
from guidepost.rules.syntax import Modality
from guidepost.rules.syntax.lexing import SECTION_STARTS

_MODALITIES = {"MAY": Modality.MAY, "SHOULD": Modality.SHOULD, "MUST": Modality.MUST}


class LayerClause(NamedTuple):
    """What makes a file a layer, as far as it is written: its name, the file it extends, and where that stands. Empty for other files."""

    name: str = ""
    extends: str = ""
    start: int = 0
    end: int = 0


class Names(NamedTuple):
    """Names of guidelines and definitions that a file may use and does not define itself."""

    guidelines: frozenset[str] = frozenset()
    definitions: frozenset[str] = frozenset()


NO_NAMES = Names()


@dataclass(frozen=True)
class Section:
    """One section: its words without remarks, and for a rule the name of the guideline above it."""

    tokens: Sequence[Token]
    guideline: str | None = None

    @property
    def kind(self) -> str:
        """The grammar's name of the word it begins with."""
        return self.tokens[0].kind

    @property
    def modality(self) -> Modality | None:
        """What kind of rule it is; None where it is none."""
        if self.kind == "MUST" and len(self.tokens) > 1 and self.tokens[1].kind == "NOT":
            return Modality.MUST_NOT
        return _MODALITIES.get(self.kind)

    @property
    def name(self) -> Token | None:
        """The name it defines, where that is written already."""
        for position, token in enumerate(self.tokens[:3]):
            if token.kind == "NAME" and defines(self.tokens, position):
                return token
        return None

    @property
    def qualified(self) -> str:
        """The name as other sections use it: a rule's with its guideline."""
        name = self.name.text if self.name else ""
        return f"{self.guideline}.{name}" if self.guideline is not None else name

    @property
    def title(self) -> str:
        """The text behind the section's first words, such as a guideline's title."""
        return first_text(self._clauses[0])

    @cached_property
    def _clauses(self) -> list[list[Token]]:
        """The words up to the first clause, then the words of each clause."""
        clauses: list[list[Token]] = [[]]
        for position, token in enumerate(self.tokens):
            if starts_clause(self.tokens, position):
                clauses.append([])
            clauses[-1].append(token)
        return clauses

    def clause(self, kind: str) -> Sequence[Token]:
        """The words of the first clause that begins with this word, which is among them; nothing where there is none."""
        return next((clause for clause in self._clauses[1:] if clause[0].kind == kind), ())

    def translations(self, kind: str) -> dict[str, str]:
        """By language: what a `says` or `instead` clause says."""
        said: dict[str, str] = {}
        language = ""
        for token in self.clause(kind)[1:]:
            if token.kind == "NAME":
                language = token.text
            elif token.kind == "STRING":
                said[language] = said.get(language, "") + text_of(token)
        return said

    @property
    def start(self) -> int:
        """The offset of its first character."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """The offset behind its last word."""
        return self.tokens[-1].end


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text, what it stands for, and whether it is defined there."""

    token: Token
    role: Role
    defines: bool
    section: Section


class Outline:
    """The sections of a text and every name in it."""

    def __init__(self, text: str) -> None:
        self.tokens = list(tokens_of(text))
        self._starts = [token.start for token in self.tokens]
        self.sections = tuple(_sections(self.tokens))
        self._section_starts = [section.start for section in self.sections]

    def token_at(self, offset: int) -> Token | None:
        """The word that an offset lies in; at the border of two, the one that is no sign."""
        position = bisect_right(self._starts, offset)
        touching = [token for token in self.tokens[max(0, position - 2) : position] if token.start <= offset <= token.end]
        return max(touching, key=lambda token: (token.text[0].isalnum(), token.start), default=None)

    def section_at(self, offset: int) -> Section | None:
        """The section an offset lies in or behind."""
        position = bisect_right(self._section_starts, offset)
        return self.sections[position - 1] if position else None

    def mention_at(self, offset: int) -> Mention | None:
        """The name at an offset."""
        token, section = self.token_at(offset), self.section_at(offset)
        if token is None or token.kind != "NAME" or section is None:
            return None
        return next((mention for mention in _mentions(section) if mention.token == token), None)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every name, in the order of the text."""
        return tuple(mention for section in self.sections for mention in _mentions(section))

    def of_kind(self, *kinds: str) -> Iterator[Section]:
        """The sections that begin with one of these words."""
        return (section for section in self.sections if section.kind in kinds)

    @cached_property
    def lists(self) -> Mapping[str, Section]:
        """Lists by name; of two with one name the first."""
        return _by_name(self.of_kind("LIST"))

    @cached_property
    def definitions(self) -> Mapping[str, Section]:
        """Definitions by name."""
        return _by_name(self.of_kind("DEFINE"))

    @cached_property
    def guidelines(self) -> Mapping[str, Section]:
        """Guidelines by name."""
        return _by_name(self.of_kind("GUIDELINE"))

    @cached_property
    def rules(self) -> Mapping[str, Section]:
        """Rules by qualified name."""
        return _by_name(self.of_kind(*_MODALITIES))

    def named(self, role: Role) -> Mapping[str, Section]:
        """What has names of a role, by name: lists, definitions, guidelines, rules; nothing for other roles."""
        match role:
            case Role.LIST:
                return self.lists
            case Role.DEFINITION:
                return self.definitions
            case Role.GUIDELINE:
                return self.guidelines
            case Role.RULE:
                return self.rules
            case _:
                return {}

    @cached_property
    def layer(self) -> LayerClause:
        """What makes the file a layer."""
        clause = next((clause for section in self.of_kind("POLICY") if (clause := section.clause("LAYER"))), ())
        name, extends = (next((token for token in clause if token.kind == kind), None) for kind in ("NAME", "STRING"))
        if not clause:
            return LayerClause()
        return LayerClause(name.text if name else "", text_of(extends) if extends else "", clause[0].start, clause[-1].end)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages the policy names."""
        heads = (section.clause("LANGUAGES") for section in self.of_kind("POLICY"))
        return tuple(token.text for clause in heads for token in clause if token.kind == "NAME")

    def parted(self, rule: str, more: Names = NO_NAMES) -> tuple[str, str] | None:
        """Guideline and rule of a qualified name; None where it begins with no guideline of this text, and none of `more`."""
        if rule in self.rules:
            guideline = self.rules[rule].guideline
            return (guideline, rule[len(guideline) + 1 :]) if guideline is not None else None
        known = [name for name in (*self.guidelines, *more.guidelines) if rule.startswith(f"{name}.")]
        return (longest, rule[len(longest) + 1 :]) if (longest := max(known, key=len, default="")) else None


def _sections(tokens: Sequence[Token]) -> Iterator[Section]:
    guideline: str | None = None
    words: list[Token] = []
    for token in tokens:
        if token.kind in SECTION_STARTS:
            if words:
                yield (section := _section(words, guideline))
                guideline = section.name.text if section.kind == "GUIDELINE" and section.name else guideline
            words = []
        if token.kind != "COMMENT" and (words or token.kind in SECTION_STARTS):
            words.append(token)
    if words:
        yield _section(words, guideline)


def _section(words: list[Token], guideline: str | None) -> Section:
    return Section(tuple(words), guideline if words[0].kind in _MODALITIES else None)


def _mentions(section: Section) -> Iterator[Mention]:
    for position, token in enumerate(section.tokens):
        if token.kind == "NAME" and (what := role(section.tokens, position)) is not None:
            yield Mention(token, what, defines(section.tokens, position), section)


def _by_name(sections: Iterator[Section]) -> dict[str, Section]:
    named: dict[str, Section] = {}
    for section in sections:
        if section.name:
            named.setdefault(section.qualified, section)
    return named
