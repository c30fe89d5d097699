"""Check digits against published examples, and against every slip of one digit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from guidepost.classifiers.pii import checksums

# name, check, a valid value, places at which any other digit must fail
CASES: list[tuple[Callable[[str], bool], str]] = [
    (checksums.luhn_is_valid, "4111111111111111"),
    (checksums.luhn_is_valid, "378282246310005"),
    (checksums.ean13_is_valid, "7569217076985"),
    (checksums.german_tax_id_is_valid, "86095742719"),
    (checksums.german_tax_id_is_valid, "47036892816"),
    (checksums.german_tax_id_is_valid, "65929970489"),
    (checksums.austrian_social_security_is_valid, "1237010180"),
    # specimens of the Bundesdruckerei, with the check digits of their machine readable zones
    (checksums.travel_document_is_valid, "L01X00T471"),
    (checksums.travel_document_is_valid, "C01X00T478"),
    (checksums.travel_document_is_valid, "T220001293"),
    (checksums.iban_is_valid, "DE89370400440532013000"),
    (checksums.iban_is_valid, "GB82WEST12345698765432"),
]


@pytest.mark.parametrize(("check", "value"), CASES, ids=[f"{check.__name__}-{value}" for check, value in CASES])
def test_accepts_the_value_and_no_slip_of_one_digit(check: Callable[[str], bool], value: str) -> None:
    assert check(value)
    for place, digit in enumerate(value):
        if digit.isdecimal():
            for other in set("0123456789") - {digit}:
                assert not check(value[:place] + other + value[place + 1 :]), (place, other)


@pytest.mark.parametrize("value", ["8609574271", "06095742719", "11111111111", "12345678903"])
def test_a_german_tax_id_has_eleven_digits_and_one_repeated(value: str) -> None:
    assert not checksums.german_tax_id_is_valid(value)


@pytest.mark.parametrize("value", ["123701018", "0237010180", "1237320180", "1237011680", "1237000180"])
def test_an_austrian_number_ends_in_a_date(value: str) -> None:
    assert not checksums.austrian_social_security_is_valid(value)


@pytest.mark.parametrize(
    ("day", "exists"),
    [((2000, 2, 29), True), ((1900, 2, 29), False), ((1899, 1, 1), False), ((2100, 1, 1), False), ((1990, 13, 1), False)],
)
def test_calendar(day: tuple[int, int, int], exists: bool) -> None:
    assert checksums.is_calendar_date(*day) is exists
