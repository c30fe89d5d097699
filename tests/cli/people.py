"""People with passwords, for commands that must know who gives them."""

from __future__ import annotations

from pathlib import Path

from guidepost.engine.people import Effort, People, Role
from guidepost.engine.start import real_world
from guidepost.engine.store import open_store

CHEAP = Effort(passes=1, memory=64, lanes=1)


def add(data: Path, folder: Path, name: str, role: Role) -> Path:
    """Let somebody in; the file that holds the password."""
    password = f"{name.lower()} likes nine violet otters"
    store = open_store(data)
    try:
        People(store, real_world(), CHEAP).administration.add(name, role, by=None, password=password)
    finally:
        store.close()
    file = folder / f"{name.lower()}.password"
    file.write_text(password + "\n", "utf-8")
    file.chmod(0o600)
    return file
