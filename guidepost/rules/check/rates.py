"""What policies count over time can be counted."""

from __future__ import annotations

from collections.abc import Iterator

from guidepost.rules.check.scope import Catalogue, Scope, written_atoms
from guidepost.rules.syntax.diagnostic import Diagnostic, Place
from guidepost.rules.syntax.tree import IsUnknown, Often, PolicyFile
from guidepost.signals.rates import LONGEST_WINDOW, MOST_COUNTED, Rate, rate_named

_SHORTEST_WINDOW = 1


def with_rates(catalogue: Catalogue, file: PolicyFile) -> Catalogue:
    """The catalogue, with the rates that this policy asks for and no others: such a signal exists because a rule counts."""
    declared = {rate.name: rate.declaration for rate, _ in _asked(file)}
    return {**{name: declaration for name, declaration in catalogue.items() if not declaration.rate}, **declared}


def rates_countable(scope: Scope) -> Iterator[Diagnostic]:
    """GP225: a stretch of time that is not looked back over, or a number that is not counted up to."""
    for rate, place in _asked(scope.file):
        if rate.seconds != int(rate.seconds) or not _SHORTEST_WINDOW <= rate.seconds <= LONGEST_WINDOW:
            yield Diagnostic(
                "GP225",
                "this stretch of time cannot be looked back over",
                place,
                "Choose whole seconds, from 1 second to 30 days: what is counted must be kept so long.",
            )
    for atom in written_atoms(scope.file):
        if isinstance(atom, Often) and atom.number > MOST_COUNTED:
            yield Diagnostic(
                "GP225", f"nobody counts as far as {atom.number:,}", atom.place, f"Choose a number up to {MOST_COUNTED:,}."
            )


def _asked(file: PolicyFile) -> Iterator[tuple[Rate, Place]]:
    """Every rate that stands in a rule or definition."""
    for atom in written_atoms(file):
        match atom:
            case Often(rate=rate):
                yield rate, atom.place
            case IsUnknown(signal=signal):
                asked = rate_named(signal.value)
                if asked is not None:
                    yield asked, signal.place
            case _:
                pass
