"""The calendar, as far as rules about points in time need it. No clock: every moment is handed in.

Time zones are those of the pinned package `tzdata` and never those of the machine, so that the same policy decides alike everywhere.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from zoneinfo import ZoneInfo

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days of the week, as policies write them."""


def zones_version() -> str:
    """The version of the time zones."""
    return version("tzdata")


@cache
def zone_names() -> tuple[str, ...]:
    """Every time zone there is."""
    return tuple(files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())


def zone_exists(name: str) -> bool:
    """Whether there is a time zone of that name."""
    return name in zone_names()


def date_exists(written: str) -> bool:
    """Whether a date (`2026-12-01`) is one, between 1970 and 2999."""
    try:
        return 1970 <= date.fromisoformat(written).year <= 2999
    except ValueError:
        return False


def clock_exists(written: str) -> bool:
    """Whether a time of day (`08:00`) is one."""
    try:
        time.fromisoformat(written)
    except ValueError:
        return False
    return True


@cache
def _zone(name: str) -> ZoneInfo:
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key=name)


def instant(day: str, clock: str | None, zone: str) -> float:
    """Seconds since 1970-01-01T00:00:00Z of a moment in a time zone.

    A time that the clocks skip counts as if they had not been put forward; one that comes twice is the first of the two.
    """
    moment = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock or "00:00"), _zone(zone))
    return moment.timestamp()


def clock_at(seconds: float, zone: str) -> str:
    """The time of day (`08:00`) in a time zone, at an instant."""
    return datetime.fromtimestamp(seconds, UTC).astimezone(_zone(zone)).strftime("%H:%M")


def day_at(seconds: float, zone: str) -> str:
    """The day of the week in a time zone, at an instant."""
    return DAYS[datetime.fromtimestamp(seconds, UTC).astimezone(_zone(zone)).weekday()]
