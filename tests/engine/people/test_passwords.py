"""Hashing passwords: a few at a time, so that who floods the form takes nothing from those whose posts are checked."""

from __future__ import annotations

import os
import re
import threading
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

import pytest

from guidepost.engine.people.passwords import RECOMMENDED, Passwords, TooBusy
from tests.engine.people.conftest import CHEAP


def test_two_are_computed_at_once_eight_wait_and_the_next_is_told_at_once() -> None:
    passwords, let_go = Passwords(os.urandom, CHEAP), threading.Event()
    inside: list[int] = []

    def take_a_turn() -> None:
        with passwords.turn():
            inside.append(1)
            assert let_go.wait(30)

    with ThreadPoolExecutor(11) as pool:
        turns = [pool.submit(take_a_turn) for _ in range(11)]
        [refused] = wait(turns, return_when=FIRST_COMPLETED).done
        assert isinstance(refused.exception(), TooBusy)
        assert len(inside) <= 2
        let_go.set()
    assert [type(turn.exception()) for turn in turns].count(type(None)) == 10
    assert passwords.hash("x"), "afterwards there is room again"


def test_a_hash_costs_what_is_recommended() -> None:
    hashed = Passwords(os.urandom).hash("Nachtigall-7-Wiese")
    assert hashed.startswith(f"$argon2id$v=19$m={RECOMMENDED.memory},t={RECOMMENDED.passes},p={RECOMMENDED.lanes}$")
    assert RECOMMENDED.memory >= 65_536
    assert RECOMMENDED.passes >= 3


def test_nobodys_hash_fits_nothing_and_is_read_as_one() -> None:
    passwords = Passwords(os.urandom, CHEAP)
    with passwords.turn():
        assert not passwords.check("", None).right
        assert not passwords.check("Nachtigall-7-Wiese", None).right


def test_one_time_passwords_are_never_the_same_and_can_be_read_aloud() -> None:
    made = {Passwords(os.urandom, CHEAP).one_time() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch("([a-z2-7]{4}-){3}[a-z2-7]{4}", one) for one in made)


@pytest.mark.parametrize("kept", ["", "plain", "$2b$12$abcdefghijklmnopqrstuv"])
def test_a_hash_that_was_written_over_lets_nobody_in(kept: str) -> None:
    passwords = Passwords(os.urandom, CHEAP)
    with passwords.turn():
        assert not passwords.check("Nachtigall-7-Wiese", kept).right
