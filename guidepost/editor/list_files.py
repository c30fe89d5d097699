"""List files of a policy that is open in an editor: saved or not, they lie beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from guidepost.engine.policies import PolicyUnreadable, read_source
from guidepost.rules.check import ListUnreadable


def list_reader(policy: Path | None) -> Callable[[str], str]:
    """A reader for the lists of a policy, the same as for `guidepost policy check`. None: the policy was never saved."""
    if policy is None:
        return _not_saved
    try:
        _, read = read_source(policy)
    except PolicyUnreadable:
        return _not_saved

    def read_list(name: str) -> str:
        try:
            return read(name)
        except OSError as error:
            raise ListUnreadable(error.strerror or "it cannot be opened") from None
        except ValueError:
            raise ListUnreadable("this cannot be the name of a file") from None

    return read_list


def _not_saved(name: str) -> str:
    del name
    raise ListUnreadable("list files are looked for beside the policy, which is not saved yet")
