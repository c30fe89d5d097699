"""Dates, times of day, days of the week and time zones exist; domains are domains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidepost.rules.check.scope import Scope, written_atoms
from guidepost.rules.syntax.diagnostic import Diagnostic, Place, nearest
from guidepost.rules.syntax.tree import Clocked, Dated, LinksTo, Moment, OnDay
from guidepost.signals.calendar import DAYS, clock_exists, date_exists, zone_exists, zone_names


def moments_exist(scope: Scope) -> Iterator[Diagnostic]:
    """GP223: a date, time of day, day of the week or time zone that does not exist, or a span of time that holds nothing."""
    for atom in written_atoms(scope.file):
        match atom:
            case Dated(moment=moment):
                yield from moment_exists(moment, atom.place)
            case Clocked(start=start, end=end, zone=zone):
                yield from _clock(start, atom.place)
                yield from _clock(end, atom.place)
                yield from _zone(zone, atom.place)
                if start == end:
                    yield Diagnostic(
                        "GP223", f"nothing lies between {start} and {end}", atom.place, "Name two different times of day."
                    )
            case OnDay(days=days, zone=zone):
                for day in days:
                    if day.value not in DAYS:
                        hint = nearest(day.value, DAYS) or f"The days are: {', '.join(DAYS)}."
                        yield Diagnostic("GP223", f"there is no day called “{day.value}”", day.place, hint)
                yield from _zone(zone, atom.place)
            case _:
                pass


def moment_exists(moment: Moment, place: Place) -> Iterator[Diagnostic]:
    """GP223 for one moment."""
    if not date_exists(moment.date):
        yield Diagnostic("GP223", f"there is no day {moment.date}", place, "Write year, month and day: 2026-12-01.")
    if moment.clock is not None:
        yield from _clock(moment.clock, place)
    yield from _zone(moment.zone, place)


def _clock(clock: str, place: Place) -> Iterator[Diagnostic]:
    if not clock_exists(clock):
        yield Diagnostic("GP223", f"there is no time {clock}", place, "Times of day go from 00:00 to 23:59.")


def _zone(zone: str, place: Place) -> Iterator[Diagnostic]:
    if not zone_exists(zone):
        hint = nearest(zone, zone_names()) or "Write, for example: Europe/Berlin, or UTC."
        yield Diagnostic("GP223", f"there is no time zone called “{zone}”", place, hint)


_DOMAIN = re.compile(r"[^\s/:@?#.]+(\.[^\s/:@?#.]+)+\Z")


def domains_whole(scope: Scope) -> Iterator[Diagnostic]:
    """GP224: something that is no domain where links are asked about."""
    for atom in written_atoms(scope.file):
        if isinstance(atom, LinksTo):
            domains = atom.domains if isinstance(atom.domains, tuple) else scope.phrases.get(atom.domains.value, ())
            for domain in domains:
                if not _DOMAIN.match(domain):
                    yield Diagnostic(
                        "GP224", f"“{domain}” is no domain", atom.place, 'Write it without https:// and path, for example "bit.ly".'
                    )
