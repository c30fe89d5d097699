"""Who may use the policy page: all who may read the policy look at it, those who may write it change it."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from guidepost.api.people import Permission, Visitor, requires

Reader: TypeAlias = Annotated[Visitor, requires(Permission.READ_POLICY)]
"""Somebody who may read the policy."""

Writer: TypeAlias = Annotated[Visitor, requires(Permission.WRITE_POLICY)]
"""Somebody who may write the policy and bring it into force."""
