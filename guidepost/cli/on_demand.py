"""Commands whose modules are imported when they are asked for: `guidepost serve` need not wait for what only `policy` needs."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

import typer
from typer.core import TyperGroup

_WHERE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "serve": ("guidepost.cli.serve", "serve"),
        "check": ("guidepost.cli.check", "check"),
        "policy": ("guidepost.cli.policy", "app"),
        "audit": ("guidepost.cli.audit", "app"),
        "admin": ("guidepost.cli.admin", "app"),
    }
)
"""By command: the module, and in it a function, or a Typer application with commands of its own."""


class OnDemand(TyperGroup):
    """A group of commands that imports each when it is looked up."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the help."""
        del ctx
        return list(_WHERE)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name, or None. (Typer carries a copy of Click of its own, whose types are not public.)"""
        del ctx
        if cmd_name not in _WHERE:
            return None
        module, name = _WHERE[cmd_name]
        found = getattr(import_module(module), name)
        if not isinstance(found, typer.Typer):
            function, found = found, typer.Typer(pretty_exceptions_enable=False, rich_markup_mode="rich")
            found.command(cmd_name)(function)
        command = typer.main.get_command(found)
        command.name = cmd_name
        return command
