"""Which layers stand above one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from guidepost.rules.syntax.tree import PolicyFile

UPPERMOST = ""
"""The name of the file that extends no other."""


@dataclass(frozen=True, slots=True)
class Chains:
    """The layers of a stack; `above` gives the name of the layer above each."""

    above: Mapping[str, str]

    @classmethod
    def of_file(cls, file: PolicyFile) -> Chains:
        """The layers of a stacked file."""
        return cls({layer.name: layer.above for layer in file.layers})

    def up_from(self, name: str) -> tuple[str, ...]:
        """A layer and all above it, the uppermost file last."""
        chain = [name]
        while chain[-1] != UPPERMOST:
            chain.append(self.above[chain[-1]])
        return tuple(chain)

    def in_order(self) -> tuple[str, ...]:
        """All layers but the uppermost, each after those above it; the same whatever their files are called."""
        return tuple(sorted(self.above, key=lambda name: (len(self.up_from(name)), self.up_from(name)[::-1])))

    def related(self, one: str, other: str) -> bool:
        """Whether one layer is the other, or stands above or below it."""
        return one in self.up_from(other) or other in self.up_from(one)
