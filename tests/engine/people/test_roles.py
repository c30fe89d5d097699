"""The table of what roles may do."""

from __future__ import annotations

from pathlib import Path

from guidepost.engine.people import MAY, Permission, Role, permissions_of


def test_says_something_of_every_role_and_every_permission() -> None:
    assert set(MAY) == set(Role)
    assert {permission for permissions in MAY.values() for permission in permissions} == set(Permission)


def test_gives_each_what_the_work_needs() -> None:
    assert [role for role in Role if Permission.WRITE_POLICY in MAY[role]] == [Role.ADMINISTRATOR, Role.OFFICER]
    assert [role for role in Role if Permission.MANAGE_PEOPLE in MAY[role]] == [Role.ADMINISTRATOR]
    assert [role for role in Role if Permission.WORK_CASES in MAY[role]] == [Role.LEAD, Role.MODERATOR]
    assert Permission.READ_POSTS not in MAY[Role.ADMINISTRATOR]
    assert {permission for permission in Permission if permission.startswith("read")} <= MAY[Role.OFFICER]


def test_gives_a_role_that_is_unknown_nothing() -> None:
    assert permissions_of("emperor") == frozenset()


def test_is_the_one_that_operators_read() -> None:
    page = (Path(__file__).parents[3] / "docs" / "operating.md").read_text("utf-8")
    rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in page.splitlines() if line.startswith("|")]
    heading = next(row for row in rows if row[1:] == list(Role))
    documented = {
        row[0].split("`")[1]: {role for role, mark in zip(heading[1:], row[1:], strict=True) if mark}
        for row in rows[rows.index(heading) + 2 :][: len(Permission)]
    }
    assert documented == {permission: {role for role in Role if permission in MAY[role]} for permission in Permission}
