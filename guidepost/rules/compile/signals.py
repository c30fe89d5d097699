"""Judges of points in time and of links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from guidepost.rules.compile.logic import DONT_KNOW, NO, YES, Answer, Evidence, Reading
from guidepost.rules.compile.text import Needles
from guidepost.rules.syntax import tree as t
from guidepost.signals import Span, Unknown, Value
from guidepost.signals.calendar import clock_at, day_at, instant
from guidepost.signals.domains import comparable


def in_time(condition: t.Dated | t.Clocked | t.OnDay) -> Callable[[Value], Answer]:
    """The judge of a question about a point in time."""
    holds = _holds(condition)
    return lambda value: YES if isinstance(value, float) and holds(value) else NO


def _holds(condition: t.Dated | t.Clocked | t.OnDay) -> Callable[[float], bool]:
    match condition:
        case t.Dated(moment=moment, after=after):
            limit = instant(moment.date, moment.clock, moment.zone)
            return lambda seconds: (seconds >= limit) is after
        case t.Clocked(start=start, end=end, zone=zone):
            if start < end:
                return lambda seconds: start <= clock_at(seconds, zone) < end
            return lambda seconds: not end <= clock_at(seconds, zone) < start
        case t.OnDay(days=days, zone=zone):
            named = {day.value for day in days}
            return lambda seconds: day_at(seconds, zone) in named


@dataclass(frozen=True, slots=True)
class AboutLinks:
    """Whether a link leads to one of some domains or below it, or (`elsewhere`) to any other one."""

    signal: str
    domains: frozenset[str]
    elsewhere: bool
    written: str

    def answer(self, reading: Reading) -> Answer:
        value = reading.values.get(self.signal)
        if value is None or isinstance(value, Unknown):
            return DONT_KNOW
        return YES if self._leading(value) else NO

    def lacks(self, reading: Reading) -> Iterator[str]:
        del reading
        yield self.signal

    def evidence(self, reading: Reading) -> Iterator[Evidence]:
        links = self._leading(reading.values[self.signal])
        yield Evidence(self.written, self.signal, links, view="visible", spans=links)

    def needs(self) -> Needles | None:
        return None

    def _leading(self, value: Value) -> tuple[Span, ...]:
        links = value if isinstance(value, tuple) else ()
        return tuple(link for link in links if self._listed(link.label) is not self.elsewhere)

    def _listed(self, host: str) -> bool:
        labels = host.split(".")
        return any(".".join(labels[start:]) in self.domains for start in range(len(labels)))


def links_to(condition: t.LinksTo, domains: Iterable[str], written: str) -> AboutLinks:
    """The question whether the text links to some domains."""
    return AboutLinks(condition.signal.value, frozenset(map(comparable, domains)), condition.elsewhere, written)
