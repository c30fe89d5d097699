"""Short ways to write, check and compile a policy in a test."""

from __future__ import annotations

from collections.abc import Mapping

from guidepost.rules.check import Checked, ListUnreadable, check
from guidepost.rules.compile import CompiledPolicy, Evaluation
from guidepost.rules.syntax import parse
from guidepost.signals import Value
from tests.rules.catalogue import CATALOGUE

HEAD = 'policy "Test"\n'
GUIDELINE = HEAD + 'guideline g "G"\n'


def checked(text: str, lists: Mapping[str, str] | None = None) -> Checked:
    """The text, parsed and checked; list files come from `lists`."""

    def read_list(name: str) -> str:
        if lists is None or name not in lists:
            raise ListUnreadable("there is no such file")
        return lists[name]

    return check(parse(text), CATALOGUE, read_list)


def compiled(text: str, lists: Mapping[str, str] | None = None) -> CompiledPolicy:
    """The text, compiled, with plain case folding."""
    return CompiledPolicy(checked(text, lists), str.casefold, "casefold")


def evaluate(policy: CompiledPolicy, text: str = "", **values: Value) -> Evaluation:
    """The policy's answer; `__` in a name stands for a dot."""
    return policy.evaluate(policy.read(text, text.casefold()), {name.replace("__", "."): value for name, value in values.items()})
