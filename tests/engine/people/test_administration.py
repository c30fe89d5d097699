"""Adding people and changing what they may do."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from guidepost.engine.audit import Kind
from guidepost.engine.people import LastAdministrator, Role, UnknownUser, UnusableName, WeakPassword
from guidepost.engine.store import NameTaken
from tests.engine.people.conftest import PASSWORD, House


class TestAdding:
    def test_makes_a_one_time_password(self, house: House) -> None:
        user, password = house.people.administration.add("Mira Öz", Role.MODERATOR, by="user_1")
        assert re.fullmatch("([a-z2-7]{4}-){3}[a-z2-7]{4}", password)
        assert (user.role, user.must_change_password) == ("moderator", True)
        assert house.sign_in("mira öz", password).session.signed_in.user == user
        created = [entry for entry in house.entries() if entry.kind == Kind.USER_CREATED][-1]
        assert created.subject == user.id
        assert b'"by":"user_1"' in created.body
        assert b"Mira" not in created.body

    def test_takes_a_password_that_the_person_has_chosen(self, house: House) -> None:
        user, password = house.people.administration.add("Mira", Role.LEAD, by=None, password=PASSWORD)
        assert (password, user.must_change_password) == (PASSWORD, False)

    def test_takes_no_weak_password(self, house: House) -> None:
        with pytest.raises(WeakPassword, match="at least 12"):
            house.people.administration.add("Mira", Role.LEAD, by=None, password="short")
        assert house.store.people().named("mira") is None

    @pytest.mark.parametrize("name", ["Zoë", "ZOË", "zoe\u0308", " zoë"])
    def test_takes_no_name_that_looks_like_another(self, house: House, name: str) -> None:
        with pytest.raises(NameTaken):
            house.people.administration.add(name, Role.LEAD, by=None)
        assert [user.name for user in house.people.administration.users()] == ["Ada", "Zoë"]

    @pytest.mark.parametrize(
        "name", ["", "  ", "x" * 65, "ﷺ" * 10, "a\u202eb", "a\u200bb", "a\nb", "a\x00b", "a\ud800", "a\u00a0b"], ids=ascii
    )
    def test_takes_no_name_that_cannot_be_typed_again(self, house: House, name: str) -> None:
        with pytest.raises(UnusableName):
            house.people.administration.add(name, Role.LEAD, by=None)

    @pytest.mark.parametrize("name", ["a", "anna.schmidt@example.com", "Đặng Thị", "李小龙", "O'Neill-Müller", "x" * 64])
    def test_takes_any_other(self, house: House, name: str) -> None:
        _, password = house.people.administration.add(name, Role.LEAD, by=None)
        assert house.sign_in(name, password).session.signed_in.user.name == name


class TestTheLastAdministrator:
    def test_stays_one(self, house: House) -> None:
        for change in (
            lambda: house.people.administration.disable("Ada", by=None),
            lambda: house.people.administration.set_role("Ada", Role.LEAD, by=None),
        ):
            with pytest.raises(LastAdministrator, match="Ada"):
                change()
        house.people.administration.set_role("Zoë", Role.ADMINISTRATOR, by=None)
        house.people.administration.disable("Ada", by=None)
        with pytest.raises(LastAdministrator, match="Zoë"):
            house.people.administration.disable("Zoë", by=None)

    def test_stays_one_when_two_give_up_at_once(self, house: House) -> None:
        house.people.administration.set_role("Zoë", Role.ADMINISTRATOR, by=None)

        def give_up(name: str) -> bool:
            try:
                house.people.administration.set_role(name, Role.LEAD, by=None)
            except LastAdministrator:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(give_up, ["Ada", "Zoë"])) == [False, True]

    def test_may_be_disabled_twice_over_where_it_is_not_the_last(self, house: House) -> None:
        house.people.administration.set_role("Zoë", Role.ADMINISTRATOR, by=None)
        for _ in range(2):
            assert house.people.administration.disable("Zoë", by=None).disabled_at is not None
        house.people.administration.set_role("Zoë", Role.LEAD, by=None)
        assert house.kinds().count(Kind.USER_DISABLED) == 1


def test_nobody_is_changed_who_is_not_there(house: House) -> None:
    administration = house.people.administration
    for change in (
        lambda: administration.disable("nobody", by=None),
        lambda: administration.enable("nobody", by=None),
        lambda: administration.set_role("nobody", Role.LEAD, by=None),
        lambda: administration.reset_password("nobody", by=None),
    ):
        with pytest.raises(UnknownUser, match="nobody"):
            change()
