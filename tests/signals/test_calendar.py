"""Moments in time zones, and domains that can be compared."""

from __future__ import annotations

import pytest

from guidepost.signals.calendar import clock_at, clock_exists, date_exists, day_at, instant, zone_exists, zone_names
from guidepost.signals.domains import comparable


@pytest.mark.parametrize(
    ("day", "clock", "zone", "seconds"),
    [
        ("1970-01-01", None, "UTC", 0.0),
        ("2026-12-01", "08:00", "Europe/Berlin", 1_796_108_400.0),
        ("2026-07-01", "08:00", "Europe/Berlin", 1_782_885_600.0),
        ("2026-12-01", "08:00", "America/New_York", 1_796_130_000.0),
        # Comes twice, and is the first of the two.
        ("2026-10-25", "02:30", "Europe/Berlin", 1_792_888_200.0),
    ],
)
def test_instants(day: str, clock: str | None, zone: str, seconds: float) -> None:
    assert instant(day, clock, zone) == seconds


def test_times_and_days_at_an_instant() -> None:
    assert clock_at(1_796_108_400.0, "Europe/Berlin") == "08:00"
    assert clock_at(1_796_108_400.0, "Asia/Kolkata") == "12:30"
    assert (day_at(1_796_079_600.0, "Europe/Berlin"), day_at(1_796_079_600.0, "UTC")) == ("tuesday", "monday")


def test_what_exists() -> None:
    assert date_exists("2028-02-29")
    assert not any(map(date_exists, ["2027-02-29", "1969-12-31", "3000-01-01", "2026-1-1"]))
    assert clock_exists("23:59")
    assert not clock_exists("24:00")
    assert zone_exists("Europe/Berlin")
    assert not any(map(zone_exists, ["Europe/Berln", "../etc/passwd", ""]))


def test_every_time_zone_can_be_read() -> None:
    assert len(zone_names()) > 400
    assert {instant("2026-06-01", "12:00", zone) % 900 for zone in zone_names()} == {0.0}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Example.COM.", "example.com"),
        ("xn--mller-kva.example", "müller.example"),
        ("MÜLLER.example", "müller.example"),
        ("xn--", "xn--"),
        ("xn--\u2603.example", "xn--\u2603.example"),
    ],
)
def test_domains_have_one_form(written: str, read: str) -> None:
    assert comparable(written) == read
