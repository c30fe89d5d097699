"""Hypothesis strategies for policies that can be compiled, and for posts to try them on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from hypothesis import strategies as st

from guidepost.rules.check import check
from guidepost.rules.compile import CompiledPolicy, Evaluation
from guidepost.rules.syntax import parse, write
from guidepost.rules.syntax import tree as t
from guidepost.signals import Span, Unknown, UnknownReason, Value
from guidepost.signals.rates import Counted, Rate
from tests.rules.catalogue import CATALOGUE

PHRASES = ("alpha", "beta", "gam*", "two words")
POSTS = Rate(Counted.POSTS, 600)
AUTHORS = Rate(Counted.TEXT, 3600)
UNKNOWN = Unknown(UnknownReason.FAILED, "in this test")

_levels = st.sampled_from([0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 0.95, 1.0])
_thresholds = st.sampled_from([0.3, 0.5, 0.6, 0.8])
_compares = st.sampled_from([">=", "<", ">", "<="])
known_values: dict[str, st.SearchStrategy[Value]] = {
    "toxicity": _levels,
    "threat": _levels,
    "flags": st.integers(0, 3),
    "audience": st.sampled_from(["internal", "external"]),
    "topics": st.frozensets(st.sampled_from(["a", "b"])),
    "joined": st.sampled_from([1_796_079_599.0, 1_796_079_600.0, 1_796_166_000.0]),
    POSTS.name: st.integers(1, 4),
    AUTHORS.name: st.integers(1, 4),
    "pii.iban": st.lists(st.builds(Span, st.just(0), st.just(1), st.just("iban"), _levels), max_size=2).map(tuple),
}
"""By signal: the values it can have when it is known."""

texts = st.lists(st.sampled_from(["alpha", "Beta", "gamma", "alphabet", "two", "words", "2026", "."]), max_size=6).map(" ".join)

_atoms: st.SearchStrategy[t.Condition] = st.one_of(
    st.builds(t.Mentions, st.lists(st.sampled_from(PHRASES), min_size=1, max_size=3, unique=True).map(tuple)),
    st.builds(t.Mentions, st.just(("alpha", "beta")), st.just(t.Quantifier.ALL)),
    st.builds(t.Mentions, st.just(PHRASES), st.just(t.Quantifier.AT_LEAST), st.integers(1, 3)),
    st.just(t.Mentions(t.Name("listed"))),
    st.just(t.Matches("[0-9]{4}", ignore_case=False)),
    st.builds(t.Compare, st.sampled_from([t.Name("toxicity"), t.Name("threat")]), _compares, _thresholds),
    st.builds(t.Compare, st.just(t.Name("flags")), st.sampled_from([">", "<", "=", "!="]), st.sampled_from([1.0, 2.0])),
    st.just(t.Found(t.Name("pii.iban"))),
    st.builds(t.CountOf, st.just(t.Name("pii.iban")), st.just(">"), st.just(1.0)),
    st.builds(t.Is, st.just(t.Name("audience")), st.just((t.Word("external", quoted=False),)), st.booleans()),
    st.just(t.Includes(t.Name("topics"), t.Word("a", quoted=True))),
    st.builds(t.Mentions, st.just(("alpha", "gam*")), st.just(t.Quantifier.TIMES), st.integers(1, 3)),
    st.just(t.Mentions(("alpha", "two"), besides=("two words",))),
    st.builds(t.Near, st.just(t.Mentions(("alpha",))), st.just(t.Mentions(t.Name("listed"))), st.integers(1, 3)),
    st.builds(t.Dated, st.just(t.Name("joined")), st.just(t.Moment("2026-12-01", None, "Europe/Berlin")), st.booleans()),
    st.just(t.OnDay(t.Name("joined"), (t.Name("tuesday"),), "Europe/Berlin")),
    st.sampled_from([t.Defined(t.Name("d0")), t.Defined(t.Name("d1"))]),
    st.builds(t.Often, st.sampled_from([POSTS, AUTHORS]), st.sampled_from([">", ">="]), st.integers(1, 3)),
)
DEFINITIONS = (
    t.Definition(
        t.Name("d0"),
        t.And(
            (
                t.Compare(t.Name("toxicity"), ">=", 0.5),
                t.Or((t.Mentions(("beta",)), t.Compare(t.Name("threat"), "<", 0.8))),
            )
        ),
    ),
    t.Definition(t.Name("d1"), t.Not(t.Or((t.Defined(t.Name("d0")), t.Found(t.Name("pii.iban")))))),
)


@cache
def conditions(below: int) -> st.SearchStrategy[t.Condition]:
    """Conditions that may ask whether guidelines before number `below` are violated."""
    atoms = _atoms | st.sampled_from([t.Violates(t.Name(f"g{number}")) for number in range(below)]) if below else _atoms
    return st.recursive(
        atoms,
        lambda inner: (
            st.builds(t.Not, inner)
            | st.lists(inner.filter(lambda part: not isinstance(part, t.And)), min_size=2, max_size=3).map(tuple).map(t.And)
            | st.lists(inner.filter(lambda part: not isinstance(part, t.Or)), min_size=2, max_size=3).map(tuple).map(t.Or)
        ),
        max_leaves=5,
    )


# Strategies are built once: building them anew in every example would take most of the time.
_outcomes = st.sampled_from([t.Outcome.ADVISE, t.Outcome.ACKNOWLEDGE, t.Outcome.REVIEW, t.Outcome.BLOCK])


@cache
def _duties(guideline: int) -> st.SearchStrategy[list[t.Rule]]:
    duty = st.builds(
        t.Rule,
        guideline=st.just(f"g{guideline}"),
        modality=st.sampled_from([t.Modality.SHOULD, t.Modality.MUST, t.Modality.MUST_NOT]),
        name=st.sampled_from(["r0", "r1", "r2"]).map(t.Name),
        when=conditions(guideline).map(t.Clause),
        unless=st.none() | conditions(guideline).map(t.Clause),
        then=st.none() | _outcomes.map(t.Consequence).map(t.Clause),
        risk=st.none() | st.sampled_from([0.1, 0.33335, 0.6, 0.9, 1.0]).map(t.Clause),
    )
    return st.lists(duty, min_size=1, max_size=3, unique_by=lambda rule: rule.name)


@cache
def _permissions(guideline: int, later: tuple[str, ...]) -> st.SearchStrategy[list[t.Rule]]:
    excuses = st.lists(st.sampled_from(later).map(t.Name), min_size=1, max_size=2, unique=True).map(tuple).map(t.Clause)
    permission = st.builds(
        t.Rule,
        guideline=st.just(f"g{guideline}"),
        modality=st.just(t.Modality.MAY),
        name=st.sampled_from(["m0", "m1"]).map(t.Name),
        when=conditions(guideline).map(t.Clause),
        excuses=st.none() | excuses,
    )
    return st.lists(permission, max_size=2, unique_by=lambda rule: rule.name)


_rising = st.lists(st.sampled_from([0.2, 0.5, 0.62, 0.9]), max_size=3, unique=True).map(sorted)
_defaults = st.none() | st.just(t.Clause(t.Outcome.ADVISE))
_on_unknown = st.none() | st.just(t.Clause(t.Outcome.BLOCK))


@st.composite
def policies(draw: st.DrawFn) -> t.PolicyFile:
    """A policy of up to three guidelines, whose may rules excuse rules of their own and later guidelines."""
    count = draw(st.integers(1, 3))
    duties = [rule for number in range(count) for rule in draw(_duties(number))]
    permissions: list[t.Rule] = []
    for number in range(count):
        permissions += draw(_permissions(number, tuple(rule.qualified for rule in duties if int(rule.guideline[1:]) >= number)))
    rising = draw(_rising)
    outcomes = sorted(draw(st.lists(_outcomes, min_size=len(rising), max_size=len(rising), unique=True)))
    head = t.PolicyHead(
        "Property",
        default=draw(_defaults),
        on_unknown=draw(_on_unknown),
        thresholds=tuple(t.Clause(t.Threshold(risk, outcome)) for risk, outcome in zip(rising, outcomes, strict=True)),
    )
    return t.PolicyFile(
        head,
        lists=(t.WordList(t.Name("listed"), ("beta", "gamma")),),
        guidelines=tuple(t.Guideline(t.Name(f"g{number}"), f"Guideline {number}") for number in range(count)),
        rules=(*duties, *permissions),
        definitions=DEFINITIONS,
    )


@dataclass(frozen=True, slots=True)
class World:
    """A post: its text and what every signal holds."""

    text: str
    values: Mapping[str, Value]


known_worlds = st.builds(World, texts, st.fixed_dictionaries(known_values))
"""Posts no signal of which is unknown."""

worlds = st.builds(World, texts, st.fixed_dictionaries({name: value | st.just(UNKNOWN) for name, value in known_values.items()}))
"""Any post."""


def compile_file(file: t.PolicyFile) -> CompiledPolicy:
    """The policy as it would be used: written, read, checked, compiled."""

    def no_file(name: str) -> str:
        raise AssertionError(name)

    return CompiledPolicy(check(parse(write(file)), CATALOGUE, no_file), str.casefold, "casefold")


def decide(policy: CompiledPolicy, world: World, values: Mapping[str, Value] | None = None) -> Evaluation:
    """What a policy says of a post, from all of its signals or only the `values` asked so far."""
    hits = policy.read(world.text, world.text.casefold())
    return policy.evaluate(hits, world.values if values is None else values)


def shown(evaluation: Evaluation) -> object:
    """Everything an evaluation says, as plain data that can be compared."""
    return (
        evaluation.outcome,
        evaluation.risk,
        [(part.guideline, part.risk) for part in evaluation.risk_parts],
        [(one.rule.name, one.rule.id, one.certainty, one.risk, one.evidence) for one in evaluation.fired],
        [(one.rule.name, one.outcome, one.signals) for one in evaluation.undecided],
        [(one.rule.name, [by.name for by in one.by]) for one in evaluation.excused],
        [rule.name for rule in evaluation.permitted],
        (evaluation.redirect, evaluation.queue, evaluation.within, evaluation.settled, evaluation.next_signals),
    )
