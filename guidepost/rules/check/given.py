"""What a test says about signals, as values of their types."""

from __future__ import annotations

from collections.abc import Iterator

from guidepost.rules.check.moments import moment_exists
from guidepost.rules.check.scope import Catalogue, Scope
from guidepost.rules.check.types import unknown_signal, word_known, word_of
from guidepost.rules.syntax.diagnostic import Diagnostic
from guidepost.rules.syntax.tree import Duration, Fact, Finding, Given, Moment, Test, Word
from guidepost.signals import Cost, SignalDeclaration, SignalType, Span, Unknown, UnknownReason, Value
from guidepost.signals.calendar import instant
from guidepost.signals.rates import MOST_COUNTED, rate_named

_KINDS: dict[SignalType, tuple[type, ...]] = {
    SignalType.PROBABILITY: (float,),
    SignalType.COUNT: (float,),
    SignalType.NUMBER: (float,),
    SignalType.DURATION: (Duration,),
    SignalType.TIME: (Moment,),
    SignalType.SPANS: (float, Word),
    SignalType.SYMBOL: (Word,),
    SignalType.SET: (Word,),
    SignalType.TEXT: (Word,),
}

_VALUES: dict[SignalType, tuple[str, ...]] = {
    SignalType.PROBABILITY: ("0.9",),
    SignalType.COUNT: ("3",),
    SignalType.NUMBER: ("0.5",),
    SignalType.DURATION: ("3 days",),
    SignalType.TIME: ("2026-12-01 08:00 Europe/Berlin",),
    SignalType.SPANS: ("found", "3"),
    SignalType.SYMBOL: ("{word}",),
    SignalType.SET: ("{word}",),
    SignalType.TEXT: ("{word}",),
}

MOST_PLACES = 1000
"""Places a test may give: more than any rule counts, few enough to make."""


def givens_fit(scope: Scope) -> Iterator[Diagnostic]:
    """GP205, GP208, GP218: a test gives a signal that does not exist, a value that it cannot have, or two values."""
    for test in scope.file.tests:
        yield from _twice(test, scope)
        for fact in _facts_of_post(test):
            declaration = scope.catalogue.get(fact.name.value)
            if declaration is not None and declaration.cost is not Cost.FREE:
                yield Diagnostic(
                    "GP218",
                    f"{fact.name.value} is no fact of a post",
                    fact.name.place,
                    f"On a line of its own: with {fact.name.value} …",
                )
            else:
                yield from _fits(fact, scope)
        for clause in test.given:
            yield from _fits(clause.value, scope)


def _twice(test: Test, scope: Scope) -> Iterator[Diagnostic]:
    given: dict[str, Fact] = {}
    for fact in facts(test):
        declaration = scope.catalogue.get(fact.name.value)
        first = given.setdefault(fact.name.value, fact)
        if first is fact or declaration is None:
            continue
        if declaration.type is not SignalType.SET or Finding.UNKNOWN in (first.value, fact.value):
            yield Diagnostic(
                "GP218",
                f"{fact.name.value} is given twice",
                fact.name.place,
                "Keep one of the two.",
                related=((first.name.place, "the first one"),),
            )


def facts(test: Test) -> Iterator[Fact]:
    """Everything a test says about its post besides the text."""
    yield from _facts_of_post(test)
    for clause in test.given:
        yield clause.value


def _facts_of_post(test: Test) -> tuple[Fact, ...]:
    post = test.post or test.each_post
    return post.value.facts if post else ()


def _fits(fact: Fact, scope: Scope) -> Iterator[Diagnostic]:
    declaration = scope.catalogue.get(fact.name.value)
    if declaration is None:
        yield unknown_signal(fact.name, scope)
        return
    value = fact.value
    if isinstance(value, Moment):
        yield from moment_exists(value, fact.name.place)
    if isinstance(value, Word) and declaration.type in (SignalType.SYMBOL, SignalType.SET):
        yield from word_known(value, declaration)
    if value is Finding.UNKNOWN:
        return
    if isinstance(value, Finding):
        if declaration.type is not SignalType.SPANS:
            yield Diagnostic(
                "GP218", f"{declaration.name} does not hold places in the text", fact.name.place, _way_out(declaration)
            )
    elif not isinstance(value, _KINDS[declaration.type]) or not _in_range(declaration, value):
        yield Diagnostic("GP218", f"{declaration.name} cannot have this value", fact.name.place, _way_out(declaration))


def _in_range(declaration: SignalDeclaration, value: Given) -> bool:
    if declaration.type is SignalType.PROBABILITY:
        return isinstance(value, float) and value <= 1
    if declaration.type is SignalType.SPANS and not isinstance(value, Word):
        return isinstance(value, float) and value == int(value) and value <= MOST_PLACES
    if declaration.type is SignalType.COUNT:
        return isinstance(value, float) and value == int(value) and not _never_counted(declaration, value)
    return True


def _never_counted(declaration: SignalDeclaration, value: float) -> bool:
    """Whether a rate is never so low or so high: the post itself is counted, and counting ends somewhere."""
    rate = rate_named(declaration.name)
    return rate is not None and not rate.alone <= value <= MOST_COUNTED + 1


def _way_out(declaration: SignalDeclaration) -> str:
    rate = rate_named(declaration.name)
    if rate is not None:
        return f"Write, for example: with {rate.of('6', single=False)}; or: with {rate.name} unknown."
    given = ", or with ".join(givens(declaration))
    return f"Write, for example: {given}; or: with {declaration.name} unknown."


def givens(declaration: SignalDeclaration) -> tuple[str, ...]:
    """What a test can say of a signal, as it stands behind `with`: `toxicity 0.9`."""
    word = word_of(declaration)
    return tuple(f"{declaration.name} {value.format(word=word)}" for value in _VALUES[declaration.type])


def values_given(test: Test, catalogue: Catalogue) -> dict[str, Value]:
    """By signal: the values that a checked test gives. Words given for a set one by one are put together.

    A point in time that came with the post is unknown where the test does not say: no test may pass today and fail tomorrow.
    """
    text = test.post.value.text if test.post else ""
    given: dict[str, Value] = {
        declaration.name: Unknown(UnknownReason.NOT_GIVEN, "the test does not say")
        for declaration in catalogue.values()
        if declaration.type is SignalType.TIME and declaration.cost is Cost.FREE
    }
    for fact in facts(test):
        name = fact.name.value
        value = value_of(fact, catalogue[name], text)
        before = given.get(name)
        given[name] = before | value if isinstance(before, frozenset) and isinstance(value, frozenset) else value
    return given


def value_of(fact: Fact, declaration: SignalDeclaration, text: str) -> Value:
    """The value a test gives. A place found, and each of several, is a span over the whole of `text`; a word is its label."""
    given = fact.value
    match given:
        case Finding.UNKNOWN:
            return Unknown(UnknownReason.NOT_GIVEN, "set by the test")
        case Finding.FOUND:
            return _places(1, text)
        case Finding.NOT_FOUND:
            return ()
        case Word(value=label) if declaration.type is SignalType.SPANS:
            return (Span(0, len(text), label),)
        case Word(value=word):
            return frozenset({word}) if declaration.type is SignalType.SET else word
        case Duration():
            return float(given.seconds)
        case Moment(date, clock, zone):
            return instant(date, clock, zone)
        case _ if declaration.type is SignalType.SPANS:
            return _places(int(given), text)
        case _:
            return int(given) if declaration.type is SignalType.COUNT else float(given)


def _places(number: int, text: str) -> tuple[Span, ...]:
    return (Span(0, len(text), "given by the test"),) * number
