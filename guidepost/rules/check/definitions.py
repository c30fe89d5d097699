"""Definitions can be spelt out: they end somewhere, and not in something larger than anybody can read."""

from __future__ import annotations

from collections.abc import Iterator

from guidepost.rules.check.scope import Scope, conditions, walk
from guidepost.rules.syntax.diagnostic import Diagnostic
from guidepost.rules.syntax.tree import And, Condition, Defined, Name, Not, Or

MOST_SPELT_OUT = 2_000
"""Smallest conditions that one rule may hold, spelt out."""
DEEPEST_SPELT_OUT = 120
"""How deep a condition may nest, spelt out; the walkers of the compiled policy go down so far."""


def definitions_end(scope: Scope) -> Iterator[Diagnostic]:
    """GP221 and GP222: definitions that wait for each other, or that become too large where they are spelt out."""
    sizes: dict[str, tuple[int, int]] = {}
    for start in scope.definitions:
        circle = _measure(start, scope, sizes)
        if circle:
            yield Diagnostic(
                "GP221",
                f"these definitions wait for each other: {' → '.join([*circle, circle[0]])}",
                scope.definitions[circle[0]].name.place,
                "Take one of them out of the circle.",
            )
            return
    yield from _too_large(scope, sizes)


def _too_large(scope: Scope, sizes: dict[str, tuple[int, int]]) -> Iterator[Diagnostic]:
    written: list[tuple[Name, Condition]] = [(definition.name, definition.condition) for definition in scope.file.definitions]
    written += [(rule.name, condition) for rule in scope.file.rules for condition in conditions(rule)]
    for name, condition in written:
        atoms, depth = _size(condition, sizes)
        if atoms > MOST_SPELT_OUT or depth > DEEPEST_SPELT_OUT:
            yield Diagnostic(
                "GP222",
                f"“{name.value}” becomes too large where its definitions are spelt out",
                name.place,
                f"Keep it below {MOST_SPELT_OUT:,} conditions and {DEEPEST_SPELT_OUT} levels; use a list for phrases.",
            )
            return


def _measure(start: str, scope: Scope, sizes: dict[str, tuple[int, int]]) -> list[str] | None:
    """Find the sizes of a definition and of those it needs, without recursion; a circle where there is one."""
    path = [start]
    while path:
        name = path[-1]
        needed = [part.name.value for part in walk(scope.definitions[name].condition) if isinstance(part, Defined)]
        waiting = [other for other in needed if other in scope.definitions and other not in sizes]
        if not waiting:
            sizes[name] = _size(scope.definitions[name].condition, sizes)
            path.pop()
        elif waiting[0] in path:
            return path[path.index(waiting[0]) :]
        else:
            path.append(waiting[0])
    return None


def _size(condition: Condition, sizes: dict[str, tuple[int, int]]) -> tuple[int, int]:
    """How many smallest conditions there are, and how deep they lie. A definition that does not exist counts as one."""
    match condition:
        case And(parts) | Or(parts):
            inner = [_size(part, sizes) for part in parts]
            return sum(atoms for atoms, _ in inner), 1 + max(depth for _, depth in inner)
        case Not(part):
            atoms, depth = _size(part, sizes)
            return atoms, depth + 1
        case Defined(name):
            atoms, depth = sizes.get(name.value, (1, 0))
            return atoms, depth + 1
        case _:
            return 1, 1
