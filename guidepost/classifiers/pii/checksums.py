"""Check digits. Each function takes a value without separators and says whether its check digit fits; none raises."""

from __future__ import annotations

from datetime import date


def luhn_is_valid(digits: str) -> bool:
    """Payment cards (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def iban_is_valid(iban: str) -> bool:
    """Account numbers (ISO 13616: ISO 7064 MOD 97-10 over the number with its first four characters moved to the end)."""
    return int("".join(str(int(character, 36)) for character in iban[4:] + iban[:4])) % 97 == 1


def ean13_is_valid(digits: str) -> bool:
    """Thirteen digits weighted 1, 3, 1, 3 … that sum to a multiple of ten: the Swiss AHV number among others."""
    return len(digits) == 13 and sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0


def german_tax_id_is_valid(digits: str) -> bool:
    """Steuerliche Identifikationsnummer (ISO 7064 MOD 11,10; § 139b AO and the form rules of the Bundeszentralamt für Steuern).

    Of the first ten digits exactly one occurs two or three times, the others at most once.
    """
    if len(digits) != 11 or digits[0] == "0":
        return False
    repeated = [count for digit in set(digits[:10]) if (count := digits[:10].count(digit)) > 1]
    if len(repeated) != 1 or repeated[0] > 3:
        return False
    product = 10
    for digit in digits[:10]:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10 == int(digits[10])


def travel_document_is_valid(number: str) -> bool:
    """Number of a passport or identity card with its check digit behind it, as in the machine readable zone (ICAO Doc 9303-3, 4.9).

    Weights 7 3 1 over digits and upper-case letters (A is 10), modulo 10.
    """
    total = sum(int(character, 36) * (7, 3, 1)[place % 3] for place, character in enumerate(number[:-1]))
    return number[-1:].isdecimal() and total % 10 == int(number[-1])


def austrian_social_security_is_valid(digits: str) -> bool:
    """Sozialversicherungsnummer (§ 30c ASVG): serial number, check digit, and the date of birth as DDMMYY.

    The weights are 3 7 9 5 8 4 2 1 6 without the check digit, modulo 11; ten is never issued. Months 13 to 15 are used when the
    numbers of a day run out.
    """
    if len(digits) != 10 or digits[0] == "0":
        return False
    day, month = int(digits[4:6]), int(digits[6:8])
    if not (1 <= day <= 31 and 1 <= month <= 15):
        return False
    weighted = zip(digits[:3] + digits[4:], (3, 7, 9, 5, 8, 4, 2, 1, 6), strict=True)
    return sum(int(digit) * weight for digit, weight in weighted) % 11 == int(digits[3])


def is_calendar_date(year: int, month: int, day: int) -> bool:
    """Whether the day exists, in the years 1900 to 2099."""
    if not 1900 <= year <= 2099:
        return False
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
