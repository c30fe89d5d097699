"""Every condition asks a signal something its type can answer."""

from __future__ import annotations

from collections.abc import Iterator

from guidepost.rules.check.scope import Scope, written_atoms
from guidepost.rules.syntax.diagnostic import Diagnostic, Place, nearest
from guidepost.rules.syntax.lexing import reserved_words
from guidepost.rules.syntax.tree import (
    Clocked,
    Compare,
    Condition,
    CountOf,
    Dated,
    Duration,
    Found,
    Includes,
    Is,
    Name,
    OnDay,
    Word,
)
from guidepost.rules.syntax.written import quote
from guidepost.signals import SignalDeclaration, SignalType
from guidepost.signals.rates import rate_named

_HOW_TO_ASK = {
    SignalType.PROBABILITY: "is a probability: compare it, as in",
    SignalType.COUNT: "is a count: compare it, as in",
    SignalType.NUMBER: "is a number: compare it, as in",
    SignalType.DURATION: "is a duration: compare it with a unit, as in",
    SignalType.TIME: "is a point in time: ask",
    SignalType.SPANS: "holds places in the text: ask",
    SignalType.SYMBOL: "is one word: ask",
    SignalType.SET: "is a set of words: ask",
    SignalType.TEXT: "is a text: ask",
}
_QUESTIONS = {
    SignalType.PROBABILITY: ("{name} >= 0.8",),
    SignalType.COUNT: ("{name} > 3",),
    SignalType.NUMBER: ("{name} >= 0.5",),
    SignalType.DURATION: ("{name} < 30 days",),
    SignalType.TIME: ("{name} before 2026-12-01 08:00 Europe/Berlin",),
    SignalType.SPANS: ("{name} found", "count of {name} > 2"),
    SignalType.SYMBOL: ("{name} is {word}",),
    SignalType.SET: ("{name} includes {word}",),
    SignalType.TEXT: ("{name} is {word}",),
}

_COMPARABLE = {SignalType.PROBABILITY, SignalType.COUNT, SignalType.NUMBER, SignalType.DURATION}


def how_to_ask(declaration: SignalDeclaration) -> str:
    """A sentence that says how a signal of this type is asked about."""
    return f"{declaration.name} {_HOW_TO_ASK[declaration.type]} {', or '.join(questions(declaration))}"


def questions(declaration: SignalDeclaration) -> tuple[str, ...]:
    """Conditions that can be asked about a signal, as policies write them: `toxicity >= 0.8`."""
    word = word_of(declaration)
    return tuple(question.format(name=declaration.name, word=word) for question in _QUESTIONS[declaration.type])


def word_of(declaration: SignalDeclaration) -> str:
    """A word out of a signal's vocabulary, as policies write it; `"…"` out of an open one."""
    symbols = sorted(declaration.symbols or ("…",))
    bare = [symbol for symbol in symbols if symbol.isidentifier() and symbol not in reserved_words()]
    return bare[0] if bare else quote(symbols[0])


def conditions_fit(scope: Scope) -> Iterator[Diagnostic]:
    """GP205 to GP208: a signal nobody provides, asked in a way its type cannot answer, or compared with what it can never be."""
    for atom in written_atoms(scope.file):
        yield from _atom(atom, scope)


def _atom(atom: Condition, scope: Scope) -> Iterator[Diagnostic]:
    signal = getattr(atom, "signal", None)
    if not isinstance(signal, Name):
        return
    declaration = scope.catalogue.get(signal.value)
    if declaration is None:
        yield unknown_signal(signal, scope)
        return
    match atom:
        case Compare():
            yield from _compare(atom, declaration)
        case CountOf():
            yield from _countable(atom, declaration)
            if atom.number != int(atom.number):
                yield Diagnostic("GP207", "a count is a whole number", atom.place, "Write a number without a fraction.")
        case Found():
            yield from _countable(atom, declaration)
        case Is():
            if declaration.type not in (SignalType.SYMBOL, SignalType.TEXT):
                yield _wrong(atom.place, declaration)
            else:
                for word in atom.words:
                    yield from word_known(word, declaration)
        case Includes():
            if declaration.type is not SignalType.SET:
                yield _wrong(atom.place, declaration)
            else:
                yield from word_known(atom.word, declaration)
        case Dated() | Clocked() | OnDay():
            if declaration.type is not SignalType.TIME:
                yield _wrong(atom.place, declaration)
        case _:
            pass


def unknown_signal(name: Name, scope: Scope) -> Diagnostic:
    """GP205 for a name that no provider declares, or a rate that no rule counts."""
    if rate_named(name.value) is not None:
        rates = sorted(declaration.name for declaration in scope.catalogue.values() if declaration.rate)
        counted = f"Counted here: {'; '.join(rates)}." if rates else "Write a rule that does, such as: when more than 5 posts …"
        return Diagnostic("GP205", f"no rule counts “{name.value}”", name.place, nearest(name.value, rates) or counted)
    hint = nearest(name.value, scope.catalogue) or "`guidepost policy signals` lists what can be asked."
    return Diagnostic("GP205", f"nobody provides a signal called “{name.value}”", name.place, hint)


def _wrong(place: Place, declaration: SignalDeclaration) -> Diagnostic:
    return Diagnostic("GP206", f"{declaration.name} cannot be asked like this", place, how_to_ask(declaration))


def _countable(atom: CountOf | Found, declaration: SignalDeclaration) -> Iterator[Diagnostic]:
    if declaration.type not in (SignalType.SPANS, SignalType.SET):
        yield _wrong(atom.place, declaration)


def word_known(word: Word, declaration: SignalDeclaration) -> Iterator[Diagnostic]:
    """GP208 for a word outside a closed vocabulary."""
    if declaration.symbols is not None and word.value not in declaration.symbols:
        choices = ", ".join(sorted(declaration.symbols))
        hint = nearest(word.value, declaration.symbols) or f"It can be: {choices}."
        yield Diagnostic("GP208", f"{declaration.name} is never “{word.value}”", word.place, hint)


def _compare(atom: Compare, declaration: SignalDeclaration) -> Iterator[Diagnostic]:
    in_time = declaration.type is SignalType.DURATION
    if declaration.type not in _COMPARABLE or isinstance(atom.quantity, Duration) is not in_time:
        yield _wrong(atom.place, declaration)
    elif declaration.type is SignalType.PROBABILITY and isinstance(atom.quantity, float):
        yield from _probability(atom, atom.quantity)
    elif declaration.type is SignalType.COUNT and isinstance(atom.quantity, float) and atom.quantity != int(atom.quantity):
        yield Diagnostic("GP207", f"{declaration.name} is a whole number", atom.place, "Write a number without a fraction.")


def _probability(atom: Compare, threshold: float) -> Iterator[Diagnostic]:
    name = atom.signal.value
    if threshold > 1:
        as_percent = f"; for {threshold:g} per cent write {threshold / 100:g} or {threshold:g}%" if threshold <= 100 else ""
        yield Diagnostic("GP207", f"{name} is a probability, never above 1", atom.place, f"Write a number from 0 to 1{as_percent}.")
    elif atom.operator in ("=", "!="):
        yield Diagnostic(
            "GP207",
            f"{name} is a probability; it is never exactly {threshold:g}",
            atom.place,
            f"Write {name} >= {threshold:g}, or {name} < {threshold:g}.",
        )
    elif (threshold == 0 and atom.operator in (">=", "<")) or (threshold == 1 and atom.operator in ("<=", ">")):
        always = "always" if atom.operator in (">=", "<=") else "never"
        yield Diagnostic(
            "GP207", f"“{name} {atom.operator} {threshold:g}” is {always} true", atom.place, "Choose a threshold between 0 and 1."
        )
