"""Conditions and the values in them on one line, as the language writes them."""

from __future__ import annotations

import json

from guidepost.rules.syntax import tree as t
from guidepost.signals.rates import rate_named


def quote(text: str) -> str:
    """A text in straight quotes."""
    return json.dumps(text, ensure_ascii=False)


def number(value: float) -> str:
    """A number as short as it can be written without changing it."""
    return (
        str(int(value))
        if value == int(value)
        else format(value, ".15g")
        if float(format(value, ".15g")) == value
        else _plain(value)
    )


def _plain(value: float) -> str:
    written = repr(value)
    return written if "e" not in written else format(value, ".20f").rstrip("0")


def duration(value: t.Duration) -> str:
    """A duration with its unit in the right number."""
    return f"{number(value.amount)} {value.unit}{'' if value.amount == 1 else 's'}"


def word(value: t.Word) -> str:
    """A word, bare where it was written bare."""
    return quote(value.value) if value.quoted else value.value


def moment(value: t.Moment) -> str:
    """A date, a time of day where there is one, a time zone."""
    return f"{value.date} {value.clock} {value.zone}" if value.clock else f"{value.date} {value.zone}"


def given(value: t.Given) -> str:
    """What a test gives for a signal, as the language writes it."""
    match value:
        case t.Finding():
            return value.value
        case t.Word():
            return word(value)
        case t.Duration():
            return duration(value)
        case t.Moment():
            return moment(value)
        case _:
            return number(value)


def fact(what: t.Fact) -> str:
    """What a test says of a signal: its name and what is given; of a rate, how much of it."""
    rate = rate_named(what.name.value)
    if rate is not None and isinstance(what.value, float):
        return rate.of(number(what.value), single=what.value == 1)
    return f"{what.name.value} {given(what.value)}"


def phrases(what: t.Phrases) -> str:
    """One phrase, several in brackets, or the name of a list."""
    if isinstance(what, t.Name):
        return what.value
    return f"({', '.join(quote(phrase) for phrase in what)})" if len(what) > 1 else quote(what[0])


def mentions_opening(what: t.Mentions) -> str:
    """What stands before the phrases: `text mentions any word of`."""
    match what.quantifier:
        case t.Quantifier.ANY | t.Quantifier.TIMES:
            several = isinstance(what.phrases, t.Name) or len(what.phrases) > 1
            shown = ("word" if what.forms else "", "any word of" if what.forms else "any of")[several]
        case t.Quantifier.ALL:
            shown = "all words of" if what.forms else "all of"
        case t.Quantifier.AT_LEAST:
            shown = f"at least {what.minimum} {'words of' if what.forms else 'of'}"
    return f"text mentions {shown}".rstrip()


def mentions_closing(what: t.Mentions) -> str:
    """What stands behind the phrases."""
    besides = f" except {phrases(what.besides)}" if what.besides else ""
    return besides + (f" at least {what.minimum} times" if what.quantifier is t.Quantifier.TIMES else "")


def is_opening(what: t.Is) -> str:
    """What stands before several words: `is one of`."""
    return "is not one of" if what.negated else "is one of"


def condition(what: t.Condition) -> str:
    """A condition on one line, as the language writes it."""
    match what:
        case t.Mentions():
            return f"{mentions_opening(what)} {phrases(what.phrases)}{mentions_closing(what)}"
        case t.Near(one, other, words):
            how_near = f"within {words} {'word' if words == 1 else 'words'} of"
            return f"{condition(one)} {how_near} {condition(other).removeprefix('text mentions ')}"
        case t.LinksTo(domains, elsewhere):
            if elsewhere:
                return f"text links elsewhere than {phrases(domains)}"
            several = "any of " if isinstance(domains, t.Name) or len(domains) > 1 else ""
            return f"text links to {several}{phrases(domains)}"
        case t.Matches():
            return f"text matches /{what.pattern.replace('/', chr(92) + '/')}/{'i' if what.ignore_case else ''}"
        case t.Violates():
            return f"violates {what.guideline.value}"
        case t.Defined():
            return what.name.value
        case t.CountOf():
            return f"count of {what.signal.value} {what.operator} {number(what.number)}"
        case t.Found():
            return f"{what.signal.value} found"
        case t.Compare():
            quantity = duration(what.quantity) if isinstance(what.quantity, t.Duration) else number(what.quantity)
            return f"{what.signal.value} {what.operator} {quantity}"
        case t.IsUnknown():
            return f"{what.signal.value} is unknown"
        case t.Is(words=(only,)):
            return f"{what.signal.value} is {'not ' if what.negated else ''}{word(only)}"
        case t.Is():
            return f"{what.signal.value} {is_opening(what)} ({', '.join(word(one) for one in what.words)})"
        case t.Includes():
            return f"{what.signal.value} includes {word(what.word)}"
        case t.Dated():
            return f"{what.signal.value} {'after' if what.after else 'before'} {moment(what.moment)}"
        case t.Clocked():
            return f"{what.signal.value} between {what.start} and {what.end} {what.zone}"
        case t.OnDay(days=(only_day,)):
            return f"{what.signal.value} on {only_day.value} {what.zone}"
        case t.OnDay():
            return f"{what.signal.value} on one of ({', '.join(day.value for day in what.days)}) {what.zone}"
        case t.Often(rate, operator, least):
            return rate.of(f"{'more than' if operator == '>' else 'at least'} {least}", single=least == 1)
        case t.Not():
            return f"not {_inside(what.part, what)}"
        case t.And():
            return " and ".join(_inside(part, what) for part in what.parts)
        case t.Or():
            return " or ".join(_inside(part, what) for part in what.parts)


def _inside(part: t.Condition, outer: t.Condition) -> str:
    return f"({condition(part)})" if needs_brackets(part, outer) else condition(part)


def needs_brackets(part: t.Condition, outer: t.Condition) -> bool:
    """Whether a part of a condition would read otherwise without brackets."""
    return isinstance(part, t.Or) or (isinstance(part, t.And) and not isinstance(outer, t.Or))
