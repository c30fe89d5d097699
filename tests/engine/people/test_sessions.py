"""Sessions end: by themselves, by their user, and with everything that changes what their user may do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from guidepost.engine.audit import Kind
from guidepost.engine.people import Browser, PasswordFault, Role, WeakPassword, WrongCredentials, csrf_token
from tests.engine.people.conftest import PASSWORD, House

NEW = "ein ganz anderes Wort"


class TestTime:
    def test_ends_a_session_that_is_not_used_for_half_an_hour(self, house: House) -> None:
        token = house.sign_in().session.token
        house.clock.advance(minutes=29, seconds=59)
        assert house.here(token)
        house.clock.advance(minutes=29, seconds=59)
        assert house.here(token), "each use gives it half an hour more"
        house.clock.advance(minutes=30)
        assert not house.here(token)

    def test_ends_every_session_after_twelve_hours(self, house: House) -> None:
        token = house.sign_in().session.token
        for _ in range(12 * 6 - 1):
            house.clock.advance(minutes=10)
            assert house.here(token)
        house.clock.advance(minutes=10)
        assert not house.here(token)

    def test_is_written_down_once_a_minute_at_most(self, house: House) -> None:
        arrival = house.sign_in()
        seen = []
        for _ in range(7):
            house.clock.advance(seconds=20)
            assert house.here(arrival.session.token)
            [session] = house.store.people().sessions(arrival.session.signed_in.user.id)
            seen.append(session.seen_at[11:19])
        assert seen == ["08:00:00", "08:00:00", "08:01:00", "08:01:00", "08:01:00", "08:02:00", "08:02:00"]

    def test_clears_away_what_is_over_when_the_next_signs_in(self, house: House) -> None:
        user = house.sign_in().session.signed_in.user
        house.sign_in("Ada")
        house.clock.advance(minutes=31)
        assert house.people.sessions.of(user) == []
        assert len(house.store.people().sessions(user.id)) == 1
        house.sign_in("Ada")
        assert house.store.people().sessions(user.id) == []


class TestSigningOut:
    def test_ends_this_session_and_no_other(self, house: House) -> None:
        here, there = house.sign_in().session, house.sign_in().session
        assert house.people.sessions.sign_out(here.signed_in)
        assert (house.here(here.token), house.here(there.token)) == (False, True)
        assert not house.people.sessions.sign_out(here.signed_in), "once is enough"
        assert house.kinds()[2:] == [Kind.SIGNED_IN, Kind.SIGNED_IN, Kind.SIGNED_OUT]

    def test_ends_another_of_ones_own(self, house: House) -> None:
        here, there = house.sign_in(name="Zoë").session, house.sign_in().session
        assert house.people.sessions.sign_out(here.signed_in, there.signed_in.session.id)
        assert (house.here(here.token), house.here(there.token)) == (True, False)

    def test_never_ends_somebody_elses(self, house: House) -> None:
        mine, hers = house.sign_in().session, house.sign_in("Ada").session
        assert not house.people.sessions.sign_out(mine.signed_in, hers.signed_in.session.id)
        assert house.here(hers.token)

    def test_everywhere_ends_all_of_ones_own(self, house: House) -> None:
        tokens = [house.sign_in().session.token for _ in range(3)]
        hers = house.sign_in("Ada").session.token
        signed_in = house.people.sessions.who(tokens[0])
        assert signed_in
        assert house.people.sessions.sign_out_everywhere(signed_in) == 3
        assert [house.here(token) for token in (*tokens, hers)] == [False, False, False, True]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda house: house.people.administration.disable("Zoë", by="user_1"), Kind.USER_DISABLED),
        (lambda house: house.people.administration.set_role("Zoë", Role.LEAD, by="user_1"), Kind.USER_ROLE_CHANGED),
        (lambda house: house.people.administration.reset_password("Zoë", by="user_1"), Kind.PASSWORD_RESET),
    ],
    ids=["disabled", "role", "reset"],
)
def test_every_session_ends_with_a_change_by_an_administrator(house: House, change: Callable[[House], object], kind: Kind) -> None:
    tokens = [house.sign_in().session.token for _ in range(2)]
    hers = house.sign_in("Ada").session.token
    change(house)
    assert [house.here(token) for token in (*tokens, hers)] == [False, False, True]
    newest = house.entries()[-1]
    assert newest.kind == kind
    assert b'"by":"user_1"' in newest.body
    assert b'"sessions_ended":2' in newest.body


def test_a_change_that_changes_nothing_ends_nothing(house: House) -> None:
    token = house.sign_in().session.token
    before = house.kinds()
    house.people.administration.set_role("Zoë", Role.OFFICER, by=None)
    house.people.administration.enable("Zoë", by=None)
    assert house.here(token)
    assert house.kinds() == before


class TestChangingThePassword:
    def test_goes_on_here_under_a_new_token_and_ends_everywhere_else(self, house: House) -> None:
        here, there = house.sign_in().session, house.sign_in().session
        arrival = house.people.own_password.change(here.signed_in, PASSWORD, NEW, Browser())
        assert [house.here(token) for token in (here.token, there.token, arrival.session.token)] == [False, False, True]
        house.fail(1)
        with pytest.raises(WrongCredentials):
            house.sign_in(password=PASSWORD)
        assert house.sign_in(password=NEW).session.token
        assert Kind.PASSWORD_CHANGED in house.kinds()

    def test_needs_the_present_one_and_counts_guesses(self, house: House) -> None:
        signed_in = house.sign_in().session.signed_in
        for _ in range(5):
            with pytest.raises(WrongCredentials):
                house.people.own_password.change(signed_in, "a wrong guess", NEW, Browser())
        assert house.waits() == 30

    def test_takes_no_weak_one_and_not_the_same(self, house: House) -> None:
        signed_in = house.sign_in().session.signed_in
        for new, fault in (("short", PasswordFault.TOO_SHORT), (PASSWORD, PasswordFault.SAME)):
            with pytest.raises(WeakPassword) as refused:
                house.people.own_password.change(signed_in, PASSWORD, new, Browser())
            assert refused.value.fault is fault
        assert house.sign_in().session.token

    def test_ends_the_need_to_change_a_one_time_password(self, house: House) -> None:
        _, once = house.people.administration.reset_password("Zoë", by=None)
        signed_in = house.sign_in(password=once).session.signed_in
        assert signed_in.user.must_change_password
        arrival = house.people.own_password.change(signed_in, once, NEW, Browser())
        assert not arrival.session.signed_in.user.must_change_password
        assert not house.sign_in(password=NEW).session.signed_in.user.must_change_password

    def test_does_nothing_for_who_was_disabled_meanwhile(self, house: House) -> None:
        signed_in = house.sign_in().session.signed_in
        house.people.administration.disable("Zoë", by=None)
        with pytest.raises(WrongCredentials):
            house.people.own_password.change(signed_in, PASSWORD, NEW, Browser())
        house.people.administration.enable("Zoë", by=None)
        assert house.sign_in(password=PASSWORD).session.token


def test_what_a_page_repeats_is_bound_to_the_session_and_does_not_tell_its_token(house: House) -> None:
    tokens = [house.sign_in().session.token for _ in range(2)]
    repeated = [csrf_token(token) for token in tokens]
    assert repeated[0] != repeated[1]
    assert csrf_token(tokens[0]) == repeated[0]
    assert not any(token in text for token in tokens for text in repeated)
