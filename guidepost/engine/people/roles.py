"""The roles people have, and what each may do: the one table that every check asks."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What somebody works as."""

    ADMINISTRATOR = "administrator"
    OFFICER = "officer"
    LEAD = "lead"
    MODERATOR = "moderator"


class Permission(StrEnum):
    """One thing that somebody may do."""

    READ_POLICY = "read_policy"
    WRITE_POLICY = "write_policy"
    READ_REPORTS = "read_reports"
    READ_RECORD = "read_record"
    READ_POSTS = "read_posts"
    WORK_CASES = "work_cases"
    LEAD_CASES = "lead_cases"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_KEYS = "manage_keys"


MAY: Mapping[str, frozenset[Permission]] = MappingProxyType(
    {
        # Runs the installation, and can begin alone with a policy. What people wrote is none of an administrator's business.
        Role.ADMINISTRATOR: frozenset(
            {
                Permission.READ_POLICY,
                Permission.WRITE_POLICY,
                Permission.READ_REPORTS,
                Permission.READ_RECORD,
                Permission.MANAGE_PEOPLE,
                Permission.MANAGE_KEYS,
            }
        ),
        # Answers for the guideline: writes it, and reads everything.
        Role.OFFICER: frozenset(
            {
                Permission.READ_POLICY,
                Permission.WRITE_POLICY,
                Permission.READ_REPORTS,
                Permission.READ_RECORD,
                Permission.READ_POSTS,
            }
        ),
        # Leads the moderators: hands out cases, and decides appeals.
        Role.LEAD: frozenset(
            {
                Permission.READ_POLICY,
                Permission.READ_REPORTS,
                Permission.READ_POSTS,
                Permission.WORK_CASES,
                Permission.LEAD_CASES,
            }
        ),
        # Looks at the posts that wait for a person.
        Role.MODERATOR: frozenset({Permission.READ_POLICY, Permission.WORK_CASES}),
    }
)
"""By role."""


def permissions_of(role: str) -> frozenset[Permission]:
    """What a role may do; nothing for a role that this version of Guidepost does not know."""
    return MAY.get(role, frozenset())
