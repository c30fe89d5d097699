"""The grammar as data: its rules, their alternatives, and the symbols they are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAlias

from lark import Lark, Token, Transformer

from guidepost.rules.syntax.lexing import grammar


@dataclass(frozen=True, slots=True)
class Literal:
    """A word or sign that is written as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The name of a rule or of a terminal of the grammar."""

    name: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """One symbol after the other."""

    parts: tuple[Symbol, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several symbols."""

    parts: tuple[Symbol, ...]


@dataclass(frozen=True, slots=True)
class Maybe:
    """A symbol that may be left out."""

    part: Symbol


@dataclass(frozen=True, slots=True)
class Repeated:
    """A symbol that may stand several times; `needed`: at least once."""

    part: Symbol
    needed: bool


Symbol: TypeAlias = Literal | Reference | Sequence | Choice | Maybe | Repeated


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to write a rule of the grammar. `key` names it and no other: `atom.links_to`."""

    key: str
    rule: str
    symbol: Symbol

    @property
    def words(self) -> frozenset[str]:
        """The words of the language that stand in it."""
        return frozenset(one.text for one in symbols(self.symbol) if isinstance(one, Literal) and one.text.isalpha())


def symbols(symbol: Symbol) -> Iterator[Symbol]:
    """A symbol and all that are inside it, in the order they are written."""
    yield symbol
    match symbol:
        case Sequence(parts) | Choice(parts):
            for part in parts:
                yield from symbols(part)
        case Maybe(part) | Repeated(part):
            yield from symbols(part)
        case _:
            return


@cache
def rules() -> Mapping[str, Symbol]:
    """Every rule of the grammar in its order, with all its alternatives; those that are only another rule's name included."""
    bodies = {name: tuple(symbol for _, symbol in found) for name, found in _read().items()}
    return MappingProxyType({name: found[0] if len(found) == 1 else Choice(found) for name, found in bodies.items()})


@cache
def alternatives() -> tuple[Alternative, ...]:
    """Every alternative that has something to say; one that is only another rule's name says what that rule says."""
    return tuple(alternative for name, found in _read().items() for alternative in _named(name, found))


def _named(rule: str, found: list[tuple[str, Symbol]]) -> Iterator[Alternative]:
    telling = [
        (alias, symbol) for alias, symbol in found if alias or not (isinstance(symbol, Reference) and symbol.name in rules())
    ]
    times: Counter[str] = Counter()
    for alias, symbol in telling:
        name = alias or ("" if len(telling) == 1 else _first(symbol))
        times[name] += 1
        again = f".{times[name]}" if times[name] > 1 else ""
        yield Alternative(f"{rule}.{name}{again}" if name else rule, rule, symbol)


def _first(symbol: Symbol) -> str:
    """A name for an alternative that has none: its first word, sign or terminal."""
    return next(
        one.text if isinstance(one, Literal) else one.name.lower()
        for one in symbols(symbol)
        if isinstance(one, Literal | Reference)
    )


_Written: TypeAlias = "list[tuple[str, Symbol]]"
"""The alternatives of a rule or terminal, each with its alias (empty where it has none)."""


@cache
def _read() -> dict[str, _Written]:
    """By rule: its alternatives. A terminal that is one word of the language counts as that word."""
    # Lark ships a grammar of its own grammars: what it reads of ours is what the parser is made of.
    meta = Lark.open_from_package("lark", "lark.lark", ("grammars",), parser="lalr", maybe_placeholders=False)
    tree = meta.parse(grammar())
    terminals: dict[str, _Written] = dict(_Reader({}).transform(tree)[1])
    fixed = {name: symbol for name, ((_, symbol), *_) in terminals.items() if isinstance(symbol, Literal) and symbol.text.isalpha()}
    return dict(_Reader(fixed).transform(tree)[0])


class _Reader(Transformer[Token, Any]):
    """From the tree of Lark's grammar of grammars to rules and terminals. `fixed`: terminals that stand for one word each."""

    def __init__(self, fixed: Mapping[str, Symbol]) -> None:
        super().__init__()
        self._fixed = fixed

    def start(self, children: list[Any]) -> tuple[list[tuple[str, _Written]], list[tuple[str, _Written]]]:
        defined = [child for child in children if isinstance(child, tuple)]
        return [one for one in defined if one[0].islower()], [one for one in defined if not one[0].islower()]

    def rule(self, children: list[Any]) -> tuple[str, _Written]:
        return str(children[0]).lstrip("?!"), _alternatives(children[-1])

    def token(self, children: list[Any]) -> tuple[str, _Written]:
        return str(children[0]), _alternatives(children[-1])

    def expansions(self, children: list[Any]) -> Any:
        # Only the alternatives of a rule have aliases, a choice inside one has none.
        return children if any(isinstance(child, tuple) for child in children) else Choice(tuple(children))

    def alias(self, children: list[Any]) -> tuple[str, Symbol]:
        return str(children[1]), children[0]

    def expansion(self, children: list[Symbol]) -> Sequence:
        return Sequence(tuple(children))

    def expr(self, children: list[Any]) -> Symbol:
        part, operator = children
        return Maybe(part) if operator == "?" else Repeated(part, needed=operator == "+")

    def maybe(self, children: list[Symbol]) -> Maybe:
        return Maybe(children[0])

    def literal(self, children: list[Token]) -> Literal:
        return Literal(str(children[0])[1:-1])

    def name(self, children: list[Token]) -> Symbol:
        return self._fixed.get(str(children[0]), Reference(str(children[0])))


def _alternatives(body: Any) -> _Written:
    parts = body if isinstance(body, list) else list(body.parts) if isinstance(body, Choice) else [body]
    return [part if isinstance(part, tuple) else ("", part) for part in parts]
