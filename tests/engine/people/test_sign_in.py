"""Signing in: who is let in, who has to wait, and that nothing tells who there is."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from pwdlib import PasswordHash

from guidepost.engine.audit import Kind
from guidepost.engine.identity import World
from guidepost.engine.people import AccountDisabled, Browser, Effort, MustWait, People, Role, WrongCredentials
from tests.engine.people.conftest import CHEAP, PASSWORD, House


class TestSigningIn:
    def test_begins_a_session_under_a_long_token_that_is_not_kept(self, house: House) -> None:
        arrival = house.sign_in()
        signed_in = house.people.sessions.who(arrival.session.token)
        assert signed_in is not None
        assert (signed_in.user.name, signed_in.session) == ("Zoë", arrival.session.signed_in.session)
        assert len(arrival.session.token) == 43
        house.store.close()
        kept = b"".join(file.read_bytes() for file in house.folder.iterdir())
        assert arrival.session.token.encode() not in kept
        assert PASSWORD.encode() not in kept

    @pytest.mark.parametrize("name", ["Zoë", "zoë", "ZOË", " Zoë ", "Zoe\u0308", "Ｚｏë"])
    def test_does_not_mind_how_a_name_is_typed(self, house: House, name: str) -> None:
        assert house.sign_in(name).session.signed_in.user.name == "Zoë"

    def test_does_not_mind_on_which_system_a_password_is_typed(self, house: House) -> None:
        house.people.administration.add("Mira", Role.LEAD, by=None, password="Grüße aus Wien")
        assert house.sign_in("Mira", "Gru\u0308ße aus Wien").session.token

    @pytest.mark.parametrize(
        ("name", "password"),
        [
            ("Zoë", PASSWORD.lower()),
            ("Zoë", PASSWORD + " "),
            ("Zoë", ""),
            ("Zoe", PASSWORD),
            ("", PASSWORD),
            ("\ud800", "\udfff"),
            ("Zoë\x00", PASSWORD),
            ("x" * 100_000, PASSWORD),
            ("Zoë", "x" * 100_000),
        ],
        ids=ascii,
    )
    def test_needs_name_and_password(self, house: House, name: str, password: str) -> None:
        with pytest.raises(WrongCredentials):
            house.sign_in(name, password)

    def test_gives_a_new_token_each_time_and_ends_the_session_of_before(self, house: House) -> None:
        first = house.sign_in().session.token
        second = house.sign_in(token=first).session.token
        assert not house.here(first)
        assert house.here(second)
        third = house.sign_in("Ada", token=second).session.token
        assert not house.here(second)
        assert house.here(third)
        assert house.kinds()[2:] == ["signed_in", "signed_out", "signed_in", "signed_out", "signed_in"]

    def test_takes_no_token_that_a_browser_brings_along(self, house: House) -> None:
        assert house.sign_in(token="chosen by somebody else").session.token != "chosen by somebody else"
        assert not house.here("chosen by somebody else")

    def test_ends_for_who_is_disabled_and_says_so_only_with_the_right_password(self, house: House) -> None:
        house.people.administration.disable("Zoë", by=None)
        house.fail(1)
        with pytest.raises(AccountDisabled):
            house.sign_in()
        house.people.administration.enable("Zoë", by=None)
        assert house.sign_in().session.token

    def test_renews_a_hash_of_another_effort(self, house: House) -> None:
        before = house.store.people().named("zoë")
        more = People(house.store, World(house.clock, os.urandom), Effort(passes=2, memory=64, lanes=1))
        arrival = more.signing_in.sign_in("Zoë", PASSWORD, Browser())
        after = house.store.people().named("zoë")
        assert before
        assert after
        assert (before.password_hash.split("$")[3], after.password_hash.split("$")[3]) == ("m=64,t=1,p=1", "m=64,t=2,p=1")
        assert PasswordHash.recommended().verify(PASSWORD, after.password_hash)
        house.fail(5, mark=arrival.browser_mark[:-1])
        assert house.sign_in(mark=arrival.browser_mark).session.token, "the mark goes with the new hash"

    def test_computes_as_much_for_a_name_that_nobody_has(self, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
        verified: list[tuple[str, bool]] = []
        real = PasswordHash.verify_and_update

        def noted(self: PasswordHash, password: bytes, kept: str) -> tuple[bool, str | None]:
            found = real(self, password, kept)
            verified.append((kept.rpartition("$")[0].rpartition("$")[0], found[0]))
            return found

        monkeypatch.setattr(PasswordHash, "verify_and_update", noted)
        house.fail(1, "Zoë")
        house.fail(1, "nobody")
        assert verified == [(f"$argon2id$v=19$m={CHEAP.memory},t={CHEAP.passes},p={CHEAP.lanes}", False)] * 2


class TestWaiting:
    def test_begins_after_some_failures_grows_and_ends(self, house: House) -> None:
        house.fail(4)
        told = []
        for _ in range(9):
            house.fail(1)
            told.append(house.waits())
            house.clock.advance(seconds=told[-1])
        assert told == [30, 60, 120, 240, 480, 900, 900, 900, 900]
        assert house.sign_in().session.token
        house.fail(4)
        assert house.sign_in().session.token, "who was let in begins anew"

    def test_is_not_prolonged_by_trying_meanwhile(self, house: House) -> None:
        house.fail(5)
        for _ in range(29):
            house.clock.advance(seconds=1)
            house.waits()
        house.clock.advance(seconds=1)
        assert house.sign_in().session.token

    def test_is_forgotten_after_an_hour(self, house: House) -> None:
        house.fail(4)
        house.clock.advance(minutes=61)
        house.fail(4)
        assert house.sign_in().session.token

    def test_is_the_same_for_a_name_that_nobody_has_however_it_is_typed(self, house: House) -> None:
        house.fail(3, "nobody")
        house.fail(2, "NOBODY ")
        assert house.waits("nobody") == 30
        assert house.waits("Nobody") == 30

    def test_outlasts_a_restart(self, house: House) -> None:
        house.fail(5)
        again = People(house.store, World(house.clock, os.urandom), CHEAP)
        with pytest.raises(MustWait):
            again.signing_in.sign_in("Zoë", PASSWORD, Browser())

    def test_is_for_one_name_only(self, house: House) -> None:
        house.fail(5)
        assert house.sign_in("Ada").session.token

    def test_does_not_shut_people_out_of_their_own_browser(self, house: House) -> None:
        mark = house.sign_in().browser_mark
        house.fail(5)
        assert house.waits() == 30
        assert house.sign_in(mark=mark).session.token
        assert house.waits() == 30, "who guesses elsewhere goes on waiting"
        house.fail(5, mark=mark)
        assert house.waits(mark=mark) == 30, "that browser is counted, too"

    @pytest.mark.parametrize("change", ["another user", "altered", "made up", "old password"])
    def test_knows_no_browser_by_a_mark_that_does_not_fit(self, house: House, change: str) -> None:
        mark = house.sign_in().browser_mark
        if change == "another user":
            mark = house.sign_in("Ada").browser_mark
        elif change == "altered":
            mark = ("0" if mark[0] != "0" else "1") + mark[1:]
        elif change == "made up":
            mark = f"{'0' * 32}.{'0' * 64}"
        else:
            house.people.administration.reset_password("Zoë", by=None)
        house.fail(5, mark=mark)
        assert house.waits() == 30

    def test_is_lifted_when_the_password_is_reset(self, house: House) -> None:
        house.fail(5)
        _, password = house.people.administration.reset_password("Zoë", by=None)
        assert house.sign_in(password=password).session.token

    def test_cannot_be_got_round_by_trying_many_at_once(self, house: House) -> None:
        def guess(_: int) -> str:
            try:
                house.sign_in("Zoë", "not the password")
            except Exception as error:
                return type(error).__name__
            return "let in"

        with ThreadPoolExecutor(8) as pool:
            told = list(pool.map(guess, range(30)))
        assert sorted(set(told)) == ["MustWait", "WrongCredentials"]
        assert told.count("WrongCredentials") == 5


class TestTheRecord:
    def test_names_users_and_never_what_was_typed(self, house: House) -> None:
        house.fail(1)
        house.fail(1, "my secret password typed as a name")
        house.sign_in()
        *_, failed, unknown, signed_in = house.entries()
        user = house.store.people().named("zoë")
        assert user
        assert [failed.kind, unknown.kind, signed_in.kind] == [Kind.SIGN_IN_FAILED, Kind.SIGN_IN_FAILED, Kind.SIGNED_IN]
        assert [failed.subject, unknown.subject, signed_in.subject] == [user.id, "unknown", user.id]
        assert b"secret" not in b"".join(entry.body for entry in house.entries())

    def test_keeps_no_typed_name_in_the_database(self, house: House) -> None:
        house.fail(1, "my-secret-password")
        house.store.close()
        assert b"my-secret-password" not in b"".join(file.read_bytes() for file in house.folder.iterdir())

    def test_cannot_be_filled_by_who_tries_names_that_nobody_has(self, house: House) -> None:
        for number in range(20):
            house.fail(1, f"nobody-{number}")
        house.clock.advance(minutes=2)
        house.fail(1, "nobody-20")
        told = [entry.body for entry in house.entries() if entry.subject == "unknown"]
        assert len(told) == 2
        assert b'"attempts":1' in told[0]
        assert b'"attempts":20' in told[1]
