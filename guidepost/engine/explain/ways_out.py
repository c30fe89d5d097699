"""What would have to change for a post to be allowed: the nearest changes, each tried out before it is told.

Every change is made to the post itself (text cut out or added, a fact chosen otherwise) or to a measured signal, the policy decides
again, and only what leads to the mildest outcome is kept. Measured signals stay as they are unless they are what changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from guidepost.engine.check import Opened
from guidepost.engine.policies import LoadedPolicy
from guidepost.engine.views import make_views
from guidepost.rules.compile import CompiledRule, Examination, Truth, whole_condition
from guidepost.rules.compile.logic import AboutSignal, AboutText
from guidepost.rules.explain import Judged, judge
from guidepost.rules.syntax import Modality, Outcome
from guidepost.rules.syntax import tree as t
from guidepost.signals import Cost, SignalType, Unknown, Value

_MOST_CHANGES = 3
"""Changes made together: more is not near."""
_MOST_WAYS = 4
_MOST_TRIES = 1500
_CHOICE = frozenset({"audience", "channel", "kind", "topics"})
"""Facts that an author can choose; the others are facts about the author."""


class ChangeKind(StrEnum):
    """What is changed."""

    REMOVE = "remove"
    MENTION = "mention"
    CHOOSE = "choose"
    BELOW = "below"
    ABOVE = "above"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `ranges` are places of the original text; `level` is the limit that `below` and `above` speak of."""

    kind: ChangeKind
    signal: str | None = None
    value: Value | None = None
    level: float | None = None
    phrases: tuple[str, ...] = ()
    ranges: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class WayOut:
    """Changes that together lead to an outcome."""

    changes: tuple[Change, ...]
    outcome: Outcome


def ways_out(policy: LoadedPolicy, settled: Opened) -> tuple[WayOut, ...]:
    """The nearest ways to the policy's default outcome, the fewest changes first; none where there is nothing to change."""
    default = policy.compiled.head_for(policy.compiled.examine(settled.hits, settled.values)).default
    if settled.evaluation.outcome <= default:
        return ()
    moves = list(dict.fromkeys(_moves(policy, settled)))
    found: list[WayOut] = []
    tries = 0
    for size in range(1, _MOST_CHANGES + 1):
        for changes in combinations(moves, size):
            if tries >= _MOST_TRIES or len(found) >= _MOST_WAYS:
                return tuple(found)
            if any(set(way.changes) <= set(changes) for way in found) or _clash(changes):
                continue
            tries += 1
            outcome = _outcome(policy, settled, changes)
            if outcome is not None and outcome <= default:
                found.append(WayOut(changes, outcome))
    return tuple(found)


def _clash(changes: Sequence[Change]) -> bool:
    signals = [change.signal for change in changes if change.signal is not None]
    return len(signals) != len(set(signals))


def _outcome(policy: LoadedPolicy, settled: Opened, changes: Sequence[Change]) -> Outcome | None:
    """The outcome with these changes; nothing where no text would be left."""
    text, cut = settled.post.text, [place for change in changes for place in change.ranges]
    for start, end in sorted(cut, reverse=True):
        text = text[:start] + text[end:]
    text = " ".join([text, *(change.phrases[0] for change in changes if change.kind is ChangeKind.MENTION)])
    hits = settled.hits
    if text != settled.post.text:
        views = make_views(text, settled.post.format)
        if not views.folded.text.strip():
            return None
        hits = policy.compiled.read(views.visible.text, views.folded.text)
    values = {name: _without(value, cut, settled) for name, value in settled.values.items()}
    for change in changes:
        if change.signal is not None and change.value is not None:
            values[change.signal] = change.value
    return policy.compiled.evaluate(hits, values).outcome


def _without(value: Value, cut: Sequence[tuple[int, int]], settled: Opened) -> Value:
    """Places without those that were cut into."""
    if not isinstance(value, tuple) or not cut:
        return value
    places = [(span, _original(span.start, span.end, "visible", settled)) for span in value]
    return tuple(span for span, (first, last) in places if not any(start < last and first < end for start, end in cut))


def _original(start: int, end: int, view: str, settled: Opened) -> tuple[int, int]:
    return (settled.views.folded if view == "folded" else settled.views.visible).to_original(start, end)


def _moves(policy: LoadedPolicy, settled: Opened) -> Iterator[Change]:
    """Changes to what the rules that count, and the permissions that could excuse them, hang on; those an author can make come first."""
    examined = policy.compiled.examine(settled.hits, settled.values)
    moves = [
        change
        for rule in _concerned(policy, examined)
        for atom in _atoms(policy, rule, examined)
        for change in _turning(policy, atom, settled)
    ]
    order = {ChangeKind.REMOVE: 0, ChangeKind.CHOOSE: 0, ChangeKind.MENTION: 1}
    yield from sorted(moves, key=lambda change: order.get(change.kind, 2))


def _concerned(policy: LoadedPolicy, examined: Examination) -> Iterator[CompiledRule]:
    for rule in policy.compiled.rules:
        if rule.modality is not Modality.MAY and examined.standings[rule.name].counts:
            yield rule
            yield from policy.compiled.excusers_of(rule)


def _atoms(policy: LoadedPolicy, rule: CompiledRule, examined: Examination) -> Iterable[Judged]:
    scope = policy.checked.scope
    condition = whole_condition(scope.rules[rule.name])
    if condition is None or rule.condition is None:
        return ()
    return judge(condition, rule.condition, examined.reading, scope.definitions).atoms()


def _turning(policy: LoadedPolicy, atom: Judged, settled: Opened) -> Iterator[Change]:
    """Changes that turn an atom round."""
    match atom.node:
        case AboutText() as node if atom.truth is Truth.TRUE:
            ranges = {_original(span.start, span.end, node.view, settled) for span in node.find(settled.hits)}
            yield Change(ChangeKind.REMOVE, ranges=_merged(ranges))
        case AboutText() if isinstance(atom.condition, t.Mentions) and atom.condition.quantifier is t.Quantifier.ANY:
            given = atom.condition.phrases
            phrases = given if isinstance(given, tuple) else policy.checked.scope.phrases[given.value]
            yield Change(ChangeKind.MENTION, phrases=tuple(phrase.strip("*") for phrase in phrases[:3]))
        case AboutSignal() as node:
            yield from _signal(policy, atom, node, settled)
        case _:
            return


def _merged(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Places that do not overlap, in order."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _signal(policy: LoadedPolicy, atom: Judged, node: AboutSignal, settled: Opened) -> Iterator[Change]:
    declaration = policy.checked.scope.catalogue[node.signal]
    value = settled.values.get(node.signal)
    if declaration.cost is Cost.FREE:
        if node.signal in _CHOICE:
            yield from _choices(atom.condition, declaration.symbols, value)
    elif isinstance(value, Unknown) or value is None:
        harmless: Mapping[SignalType, Value] = {SignalType.PROBABILITY: 0.0, SignalType.COUNT: 0, SignalType.SPANS: ()}
        if declaration.type in harmless:
            yield Change(ChangeKind.KNOWN, node.signal, harmless[declaration.type])
    elif isinstance(value, tuple):
        if value and atom.truth is Truth.TRUE:
            ranges = {_original(span.start, span.end, "visible", settled) for span in value}
            yield Change(ChangeKind.REMOVE, node.signal, (), ranges=_merged(ranges))
    elif isinstance(atom.condition, t.Often):
        yield from _levels(node, float(atom.condition.least), value, counted=True)
    elif isinstance(atom.condition, t.Compare) and isinstance(atom.condition.quantity, float):
        yield from _levels(node, atom.condition.quantity, value, counted=declaration.type is SignalType.COUNT)


def _levels(node: AboutSignal, level: float, value: Value, *, counted: bool) -> Iterator[Change]:
    step = 1 if counted else 0.01
    if not isinstance(value, int | float):
        return
    kind = ChangeKind.BELOW if value >= level else ChangeKind.ABOVE
    other: float = level - step if kind is ChangeKind.BELOW else level + step
    if other >= 0:
        yield Change(kind, node.signal, int(other) if counted else round(other, 4), level=level)


def _choices(condition: t.Condition, symbols: frozenset[str] | None, value: Value | None) -> Iterator[Change]:
    match condition:
        case t.Is(signal, words):
            named = [word.value for word in words]
            others = [*named, *sorted((symbols or frozenset()) - set(named))]
            yield from (Change(ChangeKind.CHOOSE, signal.value, other) for other in others if other != value)
        case t.Includes(signal, word):
            held = value if isinstance(value, frozenset) else frozenset()
            if word.value not in held:
                yield Change(ChangeKind.CHOOSE, signal.value, held | {word.value})
        case _:
            return
