"""Hypothesis strategies for stacks of layers, and for posts to try them on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from hypothesis import strategies as st

from guidepost.rules.analysis import Finding, layers_keep
from guidepost.rules.check import Checked, check
from guidepost.rules.compile import CompiledPolicy
from guidepost.rules.layers import Chains, LayerFile
from guidepost.rules.syntax import parse, write
from guidepost.rules.syntax import tree as t
from guidepost.signals import Value
from tests.rules.stacks import CATALOGUE
from tests.rules.worlds import UNKNOWN, World, conditions, known_values, policies, texts

NAMES = ("a", "b", "c")
REGION, UNIT, LANGUAGE = "author.region", "author.unit", "language"

_where: dict[str, st.SearchStrategy[Value]] = {
    REGION: st.sampled_from(["ch", "de"]),
    UNIT: st.sampled_from(["research", "sales"]),
    LANGUAGE: st.sampled_from(["de", "en"]),
}
_values = known_values | _where

known_worlds = st.builds(World, texts, st.fixed_dictionaries(_values))
"""Posts no signal of which is unknown."""

worlds = st.builds(World, texts, st.fixed_dictionaries({name: value | st.just(UNKNOWN) for name, value in _values.items()}))
"""Any post."""


def _is(signal: str, word: str) -> t.Condition:
    return t.Is(t.Name(signal), (t.Word(word, quoted=False),))


_SWISS, _RESEARCH = _is(REGION, "ch"), _is(UNIT, "research")
ANY_POSTS: tuple[t.Condition | None, ...] = (
    None,
    _SWISS,
    _RESEARCH,
    _is(LANGUAGE, "de"),
    t.Not(_SWISS),
    t.Or((_SWISS, _RESEARCH)),
    t.And((_SWISS, _RESEARCH)),
)
"""For which posts layers apply; None is for all."""
REACHES_FEW: tuple[t.Condition | None, ...] = (_SWISS, t.And((_SWISS, _RESEARCH)), t.And((_is(LANGUAGE, "de"), _SWISS)))
"""Layers that apply nowhere but in one region."""
_OUTCOMES = (t.Outcome.ADVISE, t.Outcome.ACKNOWLEDGE, t.Outcome.REVIEW, t.Outcome.BLOCK)
_THRESHOLDS = tuple(t.Threshold(*one) for one in ((0.15, t.Outcome.ADVISE), (0.45, t.Outcome.REVIEW), (0.7, t.Outcome.BLOCK)))


@dataclass(frozen=True)
class Stack:
    """An uppermost file and layers, each with the name of the one above it and after it, and what is made of them."""

    uppermost: t.PolicyFile
    layers: tuple[tuple[t.PolicyFile, str], ...]

    def checked(self, names: Sequence[str] = NAMES) -> Checked:
        """The stack, or what remains of it without the layers that are not named."""

        def no_file(name: str) -> str:
            raise AssertionError(name)

        layers = [LayerFile(parse(write(file)), above) for file, above in self.layers]
        return check(parse(write(self.uppermost)), CATALOGUE, no_file, [one for one in layers if one.name in names])

    @cached_property
    def whole(self) -> Checked:
        """All of it."""
        return self.checked()

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the proof finds in a stack that has no other errors."""
        return layers_keep(self.whole, str.casefold)

    @property
    def accepted(self) -> bool:
        """Whether it could be brought into force."""
        return not self.whole.errors and not self.findings

    @cached_property
    def compiled(self) -> CompiledPolicy:
        """The policy that it is."""
        return CompiledPolicy(self.whole, str.casefold, "casefold")

    @cached_property
    def chains(self) -> Mapping[str, tuple[Checked, CompiledPolicy]]:
        """By layer, the uppermost file included: the stack that ends with it."""
        chains = Chains.of_file(self.whole.scope.file)
        checked = {name: self.checked(chains.up_from(name)) for name in ("", *chains.above)}
        return {name: (one, CompiledPolicy(one, str.casefold, "casefold")) for name, one in checked.items()}


@cache
def _more() -> st.SearchStrategy[t.Condition]:
    return conditions(0)


def _or(one: t.Condition, other: t.Condition) -> t.Condition:
    parts = [one, other]
    return t.Or(tuple(part for each in parts for part in (each.parts if isinstance(each, t.Or) else (each,))))


def _and(one: t.Condition, other: t.Condition) -> t.Condition:
    parts = [one, other]
    return t.And(tuple(part for each in parts for part in (each.parts if isinstance(each, t.And) else (each,))))


_TOXICITY = t.Name("toxicity")
_SOMEHOW = t.Or((t.Compare(_TOXICITY, ">=", 0.5), t.Compare(_TOXICITY, "<", 0.5), t.IsUnknown(_TOXICITY)))
"""Always true, and not always sure."""
_WILD: tuple[Callable[[t.Condition, t.Condition], t.Condition], ...] = (
    lambda _, more: more,
    _or,
    _and,
    lambda above, _: _and(above, _SOMEHOW),
)
"""What a layer makes of a condition above, and another one, where it is free to."""


@st.composite
def _restated(draw: st.DrawFn, above: t.Rule, *, wild: bool) -> t.Rule:
    """A rule of a layer with the name of one above: mostly a stricter one, `wild` ones anyhow."""
    when = above.when
    assert when is not None
    bare = t.Rule(above.guideline, above.modality, above.name)
    if above.modality is t.Modality.MAY:
        narrower = _or if wild else _and
        return replace(bare, when=t.Clause(narrower(when.value, draw(_more()))))
    own = t.Clause(draw(st.sampled_from(_WILD))(when.value, draw(_more())) if wild else _or(when.value, draw(_more())))
    before = above.then.value.outcome if above.then else None
    then = None
    if before is not None and draw(st.booleans()):
        then = t.Clause(t.Consequence(draw(st.sampled_from([one for one in _OUTCOMES if wild or one >= before]))))
    risk = t.Clause(1.0) if above.risk and draw(st.booleans()) else None
    overridable = above.overridable and draw(st.sampled_from([above.overridable, None]))
    return replace(bare, when=draw(st.sampled_from([own, own, None])), then=then, risk=risk, overridable=overridable)


@st.composite
def _added(draw: st.DrawFn, guideline: str, number: int, below: int) -> list[t.Rule]:
    """A duty of a layer's own, perhaps with a permission that excuses it; it may ask about guidelines before number `below`."""
    duty = t.Rule(
        guideline,
        draw(st.sampled_from([t.Modality.SHOULD, t.Modality.MUST_NOT])),
        t.Name(f"own{number}"),
        when=t.Clause(draw(conditions(below))),
        then=draw(st.none() | st.sampled_from(_OUTCOMES).map(t.Consequence).map(t.Clause)),
    )
    if not draw(st.booleans()):
        return [duty]
    excuse = t.Rule(
        guideline,
        t.Modality.MAY,
        t.Name(f"may{number}"),
        when=t.Clause(draw(_more())),
        excuses=t.Clause((t.Name(duty.qualified),)),
    )
    return [duty, excuse]


@st.composite
def _heads(draw: st.DrawFn, name: str, above: Sequence[t.PolicyHead], scopes: Sequence[t.Condition | None]) -> t.PolicyHead:
    """The head of a layer, stricter than those above it wherever it says something."""
    default = max((head.default.value for head in above if head.default), default=t.Outcome.ALLOW)
    blocks = any(head.on_unknown for head in above)
    limits = [clause.value for head in above for clause in head.thresholds]
    stricter = [one for one in _THRESHOLDS if not any(each.risk <= one.risk and each.outcome >= one.outcome for each in limits)]
    threshold = draw(st.none() | st.sampled_from(stricter)) if stricter else None
    return t.PolicyHead(
        f"Layer {name}",
        layer=t.Clause(t.Layer(t.Name(name), "above.guide")),
        applies=draw(st.sampled_from(scopes).map(lambda scope: None if scope is None else t.Clause(scope))),
        default=draw(st.sampled_from([None, None, t.Clause(t.Outcome.ADVISE)])) if default is t.Outcome.ALLOW else None,
        on_unknown=draw(st.sampled_from([None, None, t.Clause(t.Outcome.BLOCK)])) if not blocks else None,
        thresholds=(t.Clause(threshold),) if threshold else (),
    )


@st.composite
def stacks(draw: st.DrawFn, *, wild: bool = False, scopes: Sequence[t.Condition | None] = ANY_POSTS) -> Stack:
    """A stack of one to three layers. Most restate rules strictly; `wild` ones also as they like."""
    top = draw(policies())
    marked = [
        replace(rule, overridable=t.Clause(True) if rule.modality is not t.Modality.MAY and draw(st.booleans()) else None)
        for rule in top.rules
    ]
    top = replace(top, rules=tuple(marked))
    count = len(top.guidelines)
    heads, above_of = {"": top.head}, {}
    versions: dict[str, dict[str, t.Rule]] = {"": {rule.qualified: rule for rule in marked}}
    files = []
    for name in NAMES[: draw(st.integers(1, 3))]:
        upper = draw(st.sampled_from(["", *above_of]))
        above_of[name] = upper
        upward = [upper, *_upward(upper, above_of)]
        known = {stated: rule for one in reversed(upward) for stated, rule in versions[one].items()}
        chosen = draw(st.lists(st.sampled_from(sorted(known)), max_size=3, unique=True))
        rules = [draw(_restated(known[stated], wild=wild or known[stated].overridable is not None)) for stated in chosen]
        guideline = draw(st.sampled_from([*(f"g{number}" for number in range(count)), f"h-{name}"]))
        if draw(st.booleans()):
            rules += draw(_added(guideline, NAMES.index(name), count if guideline.startswith("h") else 0))
        heads[name] = draw(_heads(name, [heads[one] for one in upward], scopes))
        versions[name] = {
            rule.qualified: replace(
                rule,
                when=rule.when or known[rule.qualified].when,
                then=rule.then or known[rule.qualified].then,
                risk=rule.risk or known[rule.qualified].risk,
            )
            if rule.qualified in known
            else rule
            for rule in rules
        }
        opened = dict.fromkeys(rule.guideline for rule in rules)
        files.append(
            t.PolicyFile(
                heads[name],
                guidelines=tuple(t.Guideline(t.Name(one), "Own" if one == f"h-{name}" else "") for one in opened),
                rules=tuple(rules),
            )
        )
    return Stack(top, tuple((file, above_of[name]) for name, file in zip(above_of, files, strict=True)))


def _upward(name: str, above_of: Mapping[str, str]) -> list[str]:
    upward = []
    while name:
        name = above_of[name]
        upward.append(name)
    return upward


def renamed(stack: Stack, order: Sequence[int]) -> Stack:
    """The same stack with its layers in another order, in files of other names."""
    layers = [stack.layers[number] for number in order if number < len(stack.layers)]
    called = [
        replace(file, head=replace(file.head, layer=t.Clause(t.Layer(file.head.layer.value.name, f"{number}/other.guide"))))
        for number, (file, _) in enumerate(layers)
        if file.head.layer is not None
    ]
    return Stack(stack.uppermost, tuple((file, above) for file, (_, above) in zip(called, layers, strict=True)))
