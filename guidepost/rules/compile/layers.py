"""Which layers of a stack apply to a post, and what their heads make of the policy's default, thresholds and answer to *unknown*."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from guidepost.rules.compile.logic import YES, Answer, Node, Reading, Truth
from guidepost.rules.syntax import tree as t


@dataclass(frozen=True, slots=True)
class Head:
    """What holds for a post whatever its rules say: the mildest outcome, the strictest of an undecided rule, and what a risk leads to."""

    default: t.Outcome
    on_unknown: t.Outcome
    thresholds: tuple[t.Threshold, ...]

    @classmethod
    def of_policy(cls, head: t.PolicyHead) -> Head:
        """What the uppermost file says: *allow* and *review* where it says nothing."""
        return cls(
            head.default.value if head.default else t.Outcome.ALLOW,
            head.on_unknown.value if head.on_unknown else t.Outcome.REVIEW,
            tuple(sorted((clause.value for clause in head.thresholds), key=lambda threshold: threshold.risk)),
        )

    def tightened(self, by: t.PolicyHead) -> Head:
        """The stricter of this and what a layer says, in each part."""
        thresholds = {*self.thresholds, *(clause.value for clause in by.thresholds)}
        return Head(
            max(self.default, by.default.value) if by.default else self.default,
            max(self.on_unknown, by.on_unknown.value) if by.on_unknown else self.on_unknown,
            tuple(sorted(thresholds, key=lambda threshold: (threshold.risk, threshold.outcome))),
        )


@dataclass(frozen=True, slots=True)
class AppliedLayer:
    """Whether a layer applies to a post. Unknown: a fact that it hangs on could not be had; then its head holds, and it loosens nothing."""

    name: str
    title: str
    version: str
    applies: Truth


@dataclass(frozen=True, slots=True)
class Heads:
    """What the heads of a stack come to for one post.

    `certain` counts the layers that apply, or may for all that can be known; `possible` also those of which that is still to be found
    out, by asking `unasked`.
    """

    certain: Head
    possible: Head
    layers: tuple[AppliedLayer, ...] = ()
    unasked: frozenset[str] = frozenset()

    @classmethod
    def alone(cls, head: Head) -> Heads:
        """The heads of a policy without layers."""
        return cls(head, head)


@dataclass(frozen=True, slots=True)
class CompiledLayer:
    """A layer's head, and the question whether it applies, with what that was built from; none where it always does."""

    name: str
    head: t.PolicyHead
    scope: Node | None
    condition: t.Condition | None = None

    def stands(self, reading: Reading) -> tuple[AppliedLayer, frozenset[str]]:
        """Whether the layer applies, and what must still be asked to know it."""
        answer, head = self._answer(reading), self.head
        applied = AppliedLayer(
            self.name,
            head.title,
            head.version.value if head.version else "",
            answer.truth,
        )
        return applied, self.lacks(reading) - reading.values.keys()

    def lacks(self, reading: Reading) -> frozenset[str]:
        """The signals without a value, asked or not, that keep it from being known whether the layer applies."""
        if self.scope is None or self._answer(reading).truth is not Truth.UNKNOWN:
            return frozenset()
        return frozenset(self.scope.lacks(reading))

    def _answer(self, reading: Reading) -> Answer:
        return YES if self.scope is None else self.scope.answer(reading)


def compile_layers(layers: Iterable[t.Stacked], build: Callable[[t.Condition], Node]) -> tuple[CompiledLayer, ...]:
    """The layers of a stack; each applies only where those above it do."""
    scopes: dict[str, t.Condition | None] = {"": None}
    compiled = []
    for layer in layers:
        above, own = scopes[layer.above], layer.head.applies.value if layer.head.applies else None
        scope = t.And((above, own)) if above is not None and own is not None else above or own
        scopes[layer.name] = scope
        compiled.append(CompiledLayer(layer.name, layer.head, None if scope is None else build(scope), scope))
    return tuple(compiled)


def heads(policy: Head, layers: Sequence[CompiledLayer], reading: Reading) -> Heads:
    """What the heads come to for a post of which so much is known."""
    if not layers:
        return Heads.alone(policy)
    whole = Heads.alone(policy)
    for layer in layers:
        applied, unasked = layer.stands(reading)
        whole = replace(whole, layers=(*whole.layers, applied), unasked=whole.unasked | unasked)
        if applied.applies is not Truth.FALSE:
            whole = replace(whole, possible=whole.possible.tightened(layer.head))
            if not unasked:
                whole = replace(whole, certain=whole.certain.tightened(layer.head))
    return whole
