"""Which passwords can be chosen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidepost.engine.people.password_rules import PasswordFault, WeakPassword, check_password


def fault(password: str, name: str = "Zoë Müller") -> PasswordFault | None:
    try:
        check_password(password, name)
    except WeakPassword as error:
        return error.fault
    return None


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "Nachtigall-7-Wiese",
        "blaue Kühe tanzen",
        "8240 9137 5562",
        "k3-vw4q-9zt1-p",
        "🐄🐄 Weide am 🏔 Berg",
        "passwords are boring",
        "Müller-Thurgau im Mai",
        " leading and trailing ",
        "x7" + "q9mz" * 60,
    ],
)
def test_can_be_chosen(password: str) -> None:
    assert fault(password) is None


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("", PasswordFault.TOO_SHORT),
        ("Nachtigall-7", None),
        ("Nachtigall7", PasswordFault.TOO_SHORT),
        ("e\u0301" * 11, PasswordFault.TOO_SHORT),
        ("🐄" * 6, PasswordFault.TOO_SHORT),
        ("Nachtigall Wiese " * 16, PasswordFault.TOO_LONG),
        ("passwordpassword", PasswordFault.COMMON),
        ("Password2026!", PasswordFault.COMMON),
        ("P@ssw0rd2026!", PasswordFault.COMMON),
        ("Passwort-Passwort", PasswordFault.COMMON),
        ("Sommer2026!!!", PasswordFault.COMMON),
        ("Willkommen123", PasswordFault.COMMON),
        ("!!!iloveyou!!!", PasswordFault.COMMON),
        ("guidepost-2026", PasswordFault.COMMON),
        ("aaaaaaaaaaaa", PasswordFault.COMMON),
        ("abcabcabcabc", PasswordFault.COMMON),
        ("1234512345123", PasswordFault.COMMON),
        ("123456789012", PasswordFault.COMMON),
        ("210987654321", PasswordFault.COMMON),
        ("qwertzuiopü+1", None),
        ("qwertyuiop123", PasswordFault.COMMON),
        ("1q2w3e4r5t6y", PasswordFault.COMMON),
        ("ｐａｓｓｗｏｒｄ２０２６", PasswordFault.COMMON),
        ("zoë.müller.2026", PasswordFault.LIKE_NAME),
        ("Müller1234567", PasswordFault.LIKE_NAME),
        ("zoëzoëzoëzoë", PasswordFault.LIKE_NAME),
    ],
)
def test_is_told_what_is_wrong(password: str, expected: PasswordFault | None) -> None:
    assert fault(password) is expected


def test_a_name_of_initials_forbids_nothing() -> None:
    assert fault("xyxyxy and more", "xy") is None


@given(st.text(max_size=300), st.text(max_size=70))
def test_whatever_is_typed_gets_an_answer(password: str, name: str) -> None:
    found = fault(password, name)
    assert found is None or isinstance(found, PasswordFault)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=11))
def test_nothing_short_can_be_chosen_unless_it_grows_when_it_is_normalised(password: str) -> None:
    import unicodedata

    if len(unicodedata.normalize("NFKC", password)) < 12:
        assert fault(password) is PasswordFault.TOO_SHORT
