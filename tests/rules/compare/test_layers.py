"""Stacks of layers compared: what is told, what is no difference, and that what is told is true of posts."""

from __future__ import annotations

from itertools import product

import pytest

from guidepost.rules.compare import Aspect, Difference, Effect, Kind, compare, reach
from guidepost.rules.compile import CompiledPolicy, Evaluation
from guidepost.rules.compile.alone import Alone
from guidepost.signals import Unknown, UnknownReason, Value
from tests.rules.compare.versions import Compiled
from tests.rules.stacks import LAB, SWITZERLAND, TOP, stacked

SAMPLE = (TOP, SWITZERLAND, LAB)


def edited(*edits: tuple[str, str]) -> tuple[str, ...]:
    """The sample stack, each first text replaced by the second in the one file where it stands."""
    texts = list(SAMPLE)
    for before, after in edits:
        [place] = [number for number, text in enumerate(texts) if before in text]
        texts[place] = texts[place].replace(before, after)
    return tuple(texts)


def told(found: Difference) -> list[tuple[object, ...]]:
    """All that is different, in few words."""
    told: list[tuple[object, ...]] = [("head", one.aspect, one.before, one.after, one.effect) for one in found.changes]
    for layer in found.layers:
        whole = layer.kind in (Kind.ADDED, Kind.REMOVED)
        told.append((layer.kind, layer.name, layer.effect))
        told += [] if whole else [(layer.name, one.aspect, one.before, one.after, one.effect) for one in layer.changes]
    for rule in found.rules:
        told.append((rule.kind, rule.name, rule.effect))
        if rule.kind is Kind.CHANGED:
            told += [(rule.name, one.aspect, one.before, one.after, one.effect) for one in rule.changes]
    return told


CH, CH_AND_LI = "author.region is ch", "author.region is one of (ch, li)"
NAMES = "text mentions any of codenames or text mentions any of swiss-names"


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (("  # Asked for in Bern.\n", ""), []),
        (("applies when author.region is ch", 'applies when author.region is "ch"'), []),
        ((f"public and {NAMES}\n", "text mentions any of swiss-names or text mentions codenames and public\n"), []),
        (
            (f"applies when {CH}", f"applies when {CH_AND_LI}"),
            [
                (Kind.CHANGED, "switzerland", Effect.OPEN),
                ("switzerland", Aspect.APPLIES, CH, CH_AND_LI, Effect.OPEN),
            ],
        ),
        (
            ('"Research in Switzerland"', '"Swiss research"'),
            [
                (Kind.CHANGED, "lab", Effect.NONE),
                ("lab", Aspect.TITLE, "Research in Switzerland", "Swiss research", Effect.NONE),
            ],
        ),
        (
            ("  on unknown block\n", ""),
            [
                (Kind.CHANGED, "switzerland", Effect.MILDER),
                ("switzerland", Aspect.ON_UNKNOWN, "block", None, Effect.MILDER),
            ],
        ),
        (
            ("from risk 0.7 review", "from risk 0.6 review"),
            [
                (Kind.CHANGED, "switzerland", Effect.STRICTER),
                ("switzerland", Aspect.THRESHOLDS, "0.7 review", "0.6 review", Effect.STRICTER),
            ],
        ),
        (
            ("default advise", "default acknowledge"),
            [
                (Kind.CHANGED, "lab", Effect.STRICTER),
                ("lab", Aspect.DEFAULT, "advise", "acknowledge", Effect.STRICTER),
            ],
        ),
        (
            ("  default advise\n", ""),
            [(Kind.CHANGED, "lab", Effect.MILDER), ("lab", Aspect.DEFAULT, "advise", None, Effect.MILDER)],
        ),
        (
            (' unless topics includes "travel"', ""),
            [
                (Kind.CHANGED, "confidential.name-places", Effect.OPEN),
                ("confidential.name-places", Aspect.UNLESS, 'topics includes "travel"', None, Effect.OPEN),
            ],
        ),
        (
            ("    excuses confidential.leak\n", ""),
            [
                (Kind.CHANGED, "confidential.quote", Effect.STRICTER),
                ("confidential.quote", Aspect.EXCUSES, "confidential.leak", None, Effect.STRICTER),
            ],
        ),
        (
            ("  should plain\n", "  should plain\n    overridable\n"),
            [
                (Kind.CHANGED, "dialect.plain", Effect.NONE),
                ("dialect.plain", Aspect.OVERRIDABLE, None, "overridable", Effect.NONE),
            ],
        ),
    ],
)
def test_what_differs_in_one_place_is_told_once(edit: tuple[str, str], expected: list[tuple[object, ...]]) -> None:
    assert told(compare(stacked(), stacked(*edited(edit)))) == expected


def test_a_layer_that_came_is_told_with_its_rules() -> None:
    found = compare(stacked(TOP), stacked(TOP, SWITZERLAND))
    assert told(found) == [
        (Kind.ADDED, "switzerland", Effect.STRICTER),
        (Kind.ADDED, "confidential.leak@switzerland", Effect.STRICTER),
        (Kind.ADDED, "confidential.name-places", Effect.STRICTER),
        (Kind.ADDED, "dialect.plain", Effect.STRICTER),
        # The rule above is overridable: where the layer applies, its own may be milder.
        (Kind.ADDED, "respect.be-kind@switzerland", Effect.OPEN),
    ]
    [layer] = found.layers
    assert {change.aspect: change.after for change in layer.changes} == {
        Aspect.TITLE: "Switzerland",
        Aspect.VERSION: "2",
        Aspect.EXTENDS: "Group guidelines",
        Aspect.APPLIES: "author.region is ch",
        Aspect.ON_UNKNOWN: "block",
        Aspect.APPEALS_TO: "schweiz@example.com",
        Aspect.THRESHOLDS: "0.7 review",
    }
    leak = next(rule for rule in found.rules if rule.name == "confidential.leak@switzerland")
    shown = {change.aspect: change.after for change in leak.changes}
    assert (shown[Aspect.LAYER], shown[Aspect.RESTATES]) == ("switzerland", "confidential.leak")
    assert shown[Aspect.WHEN] == f"public and {NAMES}"
    assert Aspect.UNLESS not in shown


def test_a_layer_that_goes_is_told_the_other_way_round() -> None:
    came, gone = compare(stacked(TOP), stacked(TOP, SWITZERLAND)), compare(stacked(TOP, SWITZERLAND), stacked(TOP))
    turned = {Kind.ADDED: Kind.REMOVED, Effect.STRICTER: Effect.MILDER}
    assert told(gone) == [
        tuple(turned.get(part, part) if isinstance(part, Kind | Effect) else part for part in one) for one in told(came)
    ]


def test_a_layer_of_another_name_was_renamed_and_only_its_restated_rules_lose_their_history() -> None:
    renamed = SWITZERLAND.replace("layer switzerland", "layer swiss")
    found = compare(stacked(TOP, SWITZERLAND), stacked(TOP, renamed))
    [layer] = found.layers
    assert (layer.kind, layer.was, layer.name, layer.effect) == (Kind.RENAMED, "switzerland", "swiss", Effect.NONE)
    assert {(rule.kind, rule.id, rule.like) for rule in found.rules} == {
        (Kind.ADDED, "conf-01@swiss", "conf-01@switzerland"),
        (Kind.REMOVED, "conf-01@switzerland", "conf-01@swiss"),
        (Kind.ADDED, "respect.be-kind@swiss", "respect.be-kind@switzerland"),
        (Kind.REMOVED, "respect.be-kind@switzerland", "respect.be-kind@swiss"),
    }


def test_a_rule_that_moves_into_a_layer_holds_for_others() -> None:
    rule = "  may quote\n    when channel is press\n    excuses confidential.leak\n"
    says = '    says en "The press office may."\n         de "Die Pressestelle darf es."\n'
    moved = SWITZERLAND.replace("guideline respect", f"{rule}{says}\nguideline respect")
    found = compare(stacked(TOP, SWITZERLAND), stacked(TOP.replace(rule + says, ""), moved))
    assert told(found) == [
        (Kind.CHANGED, "confidential.quote", Effect.OPEN),
        ("confidential.quote", Aspect.LAYER, None, "switzerland", Effect.OPEN),
    ]


HEADLESS = (("  on unknown block\n", ""), ("  from risk 0.7 review\n", ""), ("  default advise\n", ""))
VERSIONS = {
    "sample": SAMPLE,
    "top": (TOP,),
    "two": (TOP, SWITZERLAND),
    "another scope": edited((f"applies when {CH}", f"applies when {CH_AND_LI}")),
    "another scope below": edited(("author.unit is research", "author.unit is one of (research, press)")),
    "scope without head": edited((f"applies when {CH}", f"applies when {CH_AND_LI}"), *HEADLESS),
    "no head": edited(*HEADLESS),
    "stricter in the layer": edited(("    then advise\n", "    then review\n")),
    "stricter above": edited(("    then acknowledge\n", "    then review\n")),
    "no restatement": edited(('  should be-kind\n    when text mentions "idiot" at least 2 times\n    then advise\n', "")),
    "no risk": edited(("    risk 0.95\n", "")),
    "no excuse": edited(("    excuses confidential.leak\n", "")),
    "always": edited((f"  applies when {CH}\n", "")),
}

_UNKNOWN = Unknown(UnknownReason.NOT_GIVEN, "")
REGIONS: tuple[Value, ...] = ("ch", "li", _UNKNOWN)
UNITS: tuple[Value, ...] = ("research", "press", _UNKNOWN)
TEXTS = ("Hello", "Nightjar", "Edelweiss", "idiot", "idiot idiot", "Bern", "grüezi", "sample", "p-value idiot", "fool Bluebird")
WORLDS: list[tuple[str, dict[str, Value]]] = [
    (
        text,
        {
            "audience": audience,
            "channel": channel,
            "author.region": region,
            "author.unit": unit,
            "topics": frozenset[str](),
            "language": "en",
        },
    )
    for text, audience, channel, region, unit in product(TEXTS, ("external", "internal"), ("press", "forum"), REGIONS, UNITS)
]


def _decided(policy: CompiledPolicy, world: tuple[str, dict[str, Value]]) -> Evaluation:
    text, values = world
    return policy.evaluate(policy.read(text, text.casefold()), values)


def _counted(evaluation: Evaluation) -> object:
    """What decides of an evaluation."""
    return (
        evaluation.outcome,
        evaluation.risk,
        {(one.rule.id, one.risk) for one in evaluation.fired},
        {(one.rule.id, one.outcome) for one in evaluation.undecided},
        {one.rule.id for one in evaluation.excused},
        (evaluation.redirect, evaluation.queue, evaluation.within),
    )


@pytest.fixture(scope="module")
def versions() -> dict[str, Compiled]:
    """The stacks, compiled."""
    return {name: stacked(*texts) for name, texts in VERSIONS.items()}


@pytest.mark.parametrize("new", VERSIONS)
@pytest.mark.parametrize("old", ["sample", "two", "no head"])
def test_the_way_decisions_are_said_to_move_is_the_way_they_move(old: str, new: str, versions: dict[str, Compiled]) -> None:
    before, now = versions[old], versions[new]
    effect = compare(before, now).effect
    for world in WORLDS:
        was, now_is = _decided(before.compiled, world).outcome, _decided(now.compiled, world).outcome
        assert not (effect in (Effect.STRICTER, Effect.NONE) and now_is < was), world
        assert not (effect in (Effect.MILDER, Effect.NONE) and now_is > was), world


@pytest.mark.parametrize("new", VERSIONS)
@pytest.mark.parametrize("old", ["sample", "two", "no head"])
def test_a_post_that_no_rule_in_reach_may_fit_is_decided_alike(old: str, new: str, versions: dict[str, Compiled]) -> None:
    before, now = versions[old], versions[new]
    found = reach(before, now)
    if found is None:
        assert old != new
        return
    alone = [
        Alone(version.checked.scope, rules, str.casefold, version.compiled.languages)
        for version, rules in ((before, found.old), (now, found.new))
    ]
    for text, values in WORLDS:
        if not any(one.may_fit_text(text, text.casefold(), values) for one in alone):
            one, other = (_counted(_decided(version.compiled, (text, values))) for version in (before, now))
            assert one == other, (text, values)


def test_some_stacks_are_told_apart_by_few_rules(versions: dict[str, Compiled]) -> None:
    few = reach(versions["sample"], versions["stricter in the layer"])
    assert few is not None
    # The rule above stands back where the one below holds, so it is looked at as well.
    assert few.new == {"respect.be-kind", "respect.be-kind@switzerland"}
    assert reach(versions["sample"], versions["another scope"]) is None
    wider = reach(versions["no head"], versions["scope without head"])
    assert wider is not None
    assert "confidential.quote" not in wider.new
    assert {"confidential.leak", "dialect.plain"} <= wider.new
