"""Stacking: what layers inherit, restate, add and excuse, and for which posts."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from guidepost.rules.compile import CompiledPolicy, Evaluation, Truth
from guidepost.rules.layers import LayerFile
from guidepost.rules.syntax import Outcome
from guidepost.rules.syntax import tree as t
from guidepost.signals import Unknown, UnknownReason, Value
from tests.rules.stacks import LAB, SWITZERLAND, TOP, check_files, checked_stack, parsed, stacked

UNKNOWN = Unknown(UnknownReason.NOT_GIVEN, "in this test")
HEAD = 'policy "Top"\n  languages en\n'


def top(rules: str, head: str = "") -> str:
    """An uppermost file with one guideline."""
    return f'{HEAD}{head}guideline g "G"\n{rules}\n'


def layer(name: str, rules: str = "", head: str = "applies when author.region is ch", above: str = "top") -> str:
    """A layer that opens the guideline again."""
    return f'policy "{name}"\n  layer {name} extends "{above}.guide"\n  {head}\nguideline g\n{rules}\n'


def policy_of(*texts: str) -> CompiledPolicy:
    """The stack, compiled."""
    return stacked(*texts).compiled


def evaluated(policy: CompiledPolicy, text: str, values: Mapping[str, Value]) -> Evaluation:
    """What a stack says of a post when everything was asked; what is not given could not be had."""
    unknown: dict[str, Value] = dict.fromkeys(policy.signals, UNKNOWN)
    return policy.evaluate(policy.read(text, text.casefold()), {**unknown, **values})


def fired(evaluation: Evaluation) -> dict[str, str]:
    """The rules that fire, with their outcomes."""
    return {one.rule.name: one.rule.outcome.word for one in evaluation.fired}


CH: Mapping[str, Value] = {"author.region": "ch"}
DE: Mapping[str, Value] = {"author.region": "de"}
NOWHERE: Mapping[str, Value] = {}

THREE = [
    layer("a", "must not r then block"),
    layer("b", "", "applies when author.unit is research", "a"),
    layer("c", 'must not r when text mentions "alpha" or text mentions "beta"', "applies when language is de", "b"),
]
DECIDED = [
    # A rule restated: clauses left out stay as they are above.
    (
        "inherits",
        top('must not r when text mentions "alpha" then block'),
        [layer("a", "must not r")],
        "alpha",
        CH,
        {"g.r@a": "block"},
    ),
    (
        "inherits-when",
        top('must not r when text mentions "alpha" then review'),
        [layer("a", "must not r then block")],
        "alpha",
        CH,
        {"g.r@a": "block"},
    ),
    (
        "inherits-unless",
        top('must not r when text mentions "alpha" unless text mentions "beta"'),
        [layer("a", 'must not r when text mentions "alpha" or text mentions "gamma"')],
        "gamma beta",
        CH,
        {},
    ),
    # Where the layer does not apply, the rule above holds alone; where that is unknown, in full.
    (
        "elsewhere",
        top('must not r when text mentions "alpha" then review'),
        [layer("a", "must not r then block")],
        "alpha",
        DE,
        {"g.r": "review"},
    ),
    (
        "unknown",
        top('must not r when text mentions "alpha" then review'),
        [layer("a", "must not r then block")],
        "alpha",
        NOWHERE,
        {"g.r": "review"},
    ),
    # Where a layer that applies hangs on something else that is unknown, both hold.
    (
        "either",
        top('must not r when text mentions "alpha" then review'),
        [layer("a", "must not r then block", "applies when author.region is ch or author.unit is research")],
        "alpha",
        CH,
        {"g.r": "review", "g.r@a": "block"},
    ),
    # A new rule holds for the layer's posts.
    ("new", top(""), [layer("a", 'must not q when text mentions "beta"')], "beta", CH, {"g.q": "review"}),
    ("new-elsewhere", top(""), [layer("a", 'must not q when text mentions "beta"')], "beta", DE, {}),
    ("new-everywhere", top(""), [layer("a", 'must not q when text mentions "beta"', "")], "beta", DE, {"g.q": "review"}),
    # A layer for all posts replaces.
    (
        "replaced",
        top('must not r when text mentions "alpha" then review'),
        [layer("a", "must not r then block", "")],
        "alpha",
        DE,
        {"g.r": "block"},
    ),
    # Three levels, and a level left out between.
    (
        "three",
        top('must not r when text mentions "alpha" then review'),
        THREE,
        "beta",
        {**CH, "author.unit": "research", "language": "de"},
        {"g.r@c": "block"},
    ),
    (
        "three-halfway",
        top('must not r when text mentions "alpha" then review'),
        THREE,
        "alpha",
        {**CH, "author.unit": "research", "language": "en"},
        {"g.r@a": "block"},
    ),
    # A nested layer applies only where the one above does.
    (
        "nested",
        top('must not r when text mentions "alpha" then review'),
        [layer("a"), layer("b", "must not r then block", "applies when author.unit is research", "a")],
        "alpha",
        {**DE, "author.unit": "research"},
        {"g.r": "review"},
    ),
    # Two layers beside each other restate one rule.
    (
        "siblings",
        top('must not r when text mentions "alpha" then review'),
        [layer("a", "must not r then block"), layer("b", "must not r risk 0.9", "applies when author.unit is research")],
        "alpha",
        {**CH, "author.unit": "research"},
        {"g.r@a": "block", "g.r@b": "review"},
    ),
    (
        "one-of-two-siblings",
        top('must not r when text mentions "alpha" then review'),
        [layer("a", "must not r then block"), layer("b", "must not r risk 0.9", "applies when author.unit is research")],
        "alpha",
        {**DE, "author.unit": "research"},
        {"g.r@b": "review"},
    ),
    (
        "a-sibling-for-all-posts",
        top('must not r when text mentions "alpha" then advise overridable'),
        [layer("a", "must not r then block", ""), layer("b", 'must not r when text mentions "beta"')],
        "alpha",
        CH,
        {"g.r": "block"},
    ),
    # A rule's excuse lifts it as every layer restates it.
    (
        "excused",
        top('must not r when text mentions "alpha" then review may m when channel is press excuses g.r'),
        [layer("a", "must not r then block")],
        "alpha",
        {**CH, "channel": "press"},
        {},
    ),
    (
        "excused-by-a-layer",
        top('must not r when text mentions "alpha" then review overridable'),
        [layer("a", "must not r then block may m when channel is press excuses g.r")],
        "alpha",
        {**CH, "channel": "press"},
        {},
    ),
    (
        "a-layer-excuses-nothing-beside-it",
        top('must not r when text mentions "alpha" then review overridable'),
        [
            layer("a", "may m when channel is press excuses g.r"),
            layer("b", "must not r then block", "applies when author.unit is research"),
        ],
        "alpha",
        {**CH, "author.unit": "research", "channel": "press"},
        {"g.r@b": "block"},
    ),
    # A permission restated.
    (
        "narrowed",
        top('must not r when text mentions "alpha" then review may m when channel is press excuses g.r'),
        [layer("a", "may m when channel is press and author.unit is research")],
        "alpha",
        {**CH, "channel": "press", "author.unit": "sales"},
        {"g.r": "review"},
    ),
    (
        "narrowed-elsewhere",
        top('must not r when text mentions "alpha" then review may m when channel is press excuses g.r'),
        [layer("a", "may m when channel is press and author.unit is research")],
        "alpha",
        {**DE, "channel": "press", "author.unit": "sales"},
        {},
    ),
    (
        # Where it may be narrowed, it excuses nothing: a fact that is missing must not make the outcome milder.
        "narrowed-perhaps",
        top('must not r when text mentions "alpha" then review may m when channel is press excuses g.r'),
        [layer("a", "may m when channel is press and author.unit is research")],
        "alpha",
        {"channel": "press", "author.unit": "sales"},
        {"g.r": "review"},
    ),
    (
        "narrowed-where-either-applies",
        top('must not r when text mentions "alpha" then review may m when channel is press excuses g.r'),
        [layer("a", "may m when channel is press and flags > 2", "applies when author.region is ch or author.unit is research")],
        "alpha",
        {**CH, "channel": "press", "flags": 1},
        {"g.r": "review"},
    ),
    # What asks whether a guideline is violated hears of the rules that layers add to it.
    (
        "violates",
        top('must not r when text mentions "alpha"') + 'guideline h "H" should s when violates g and text mentions "beta"\n',
        [layer("a", 'must not q when text mentions "beta"')],
        "beta",
        CH,
        {"g.q": "review", "h.s": "advise"},
    ),
]


@pytest.mark.parametrize(
    ("uppermost", "layers", "text", "values", "expected"), [case[1:] for case in DECIDED], ids=[case[0] for case in DECIDED]
)
def test_which_rules_fire(
    uppermost: str, layers: list[str], text: str, values: Mapping[str, Value], expected: Mapping[str, str]
) -> None:
    assert fired(evaluated(policy_of(uppermost, *layers), text, values)) == expected


def test_what_a_layer_leaves_out_is_as_above_and_what_it_says_is_not() -> None:
    [above, own] = checked_stack(
        top('must not r id x when flags > 1 unless flags > 5 then review in queue "q" risk 0.7 says en "Above." instead en "Do."'),
        layer("a", 'must not r unless flags > 7 says en "Here."'),
    ).scope.file.rules
    assert own.says == t.Clause((("en", "Here."),))
    assert (own.then, own.risk, own.instead) == (above.then, above.risk, above.instead)
    assert own.permanent_id == "x@a"


def test_what_is_overridable_above_is_so_below_only_where_the_layer_says_so() -> None:
    rules = checked_stack(
        top("must not r when flags > 1 overridable"),
        layer("a", "must not r then block"),
        layer("b", "must not r then block overridable"),
    ).scope.file.rules
    assert [rule.overridable is not None for rule in rules] == [True, False, True]


HEADS = [
    ("applies when author.region is ch\n  default advise", "", "advise"),
    ("applies when author.region is ch\n  from risk 0.3 review", "alpha", "review"),
    ("applies when author.region is ch\n  on unknown block", "unknown", "block"),
]


@pytest.mark.parametrize(("head", "text", "outcome"), HEADS, ids=["default", "threshold", "on-unknown"])
@pytest.mark.parametrize(("values", "holds"), [(CH, True), (DE, False), (NOWHERE, True)], ids=["yes", "no", "unknown"])
def test_a_head_holds_where_the_layer_applies_or_may(
    head: str, text: str, outcome: str, values: Mapping[str, Value], holds: bool
) -> None:
    uppermost = top(
        'should r when text mentions "alpha" risk 0.4 must not s when text mentions "unknown" and flags > 2 then block',
    )
    without = {"": "allow", "alpha": "advise", "unknown": "review"}[text]
    evaluation = evaluated(policy_of(uppermost, layer("a", "", head)), text, values)
    assert evaluation.outcome.word == (outcome if holds else without)


def test_an_evaluation_says_which_layers_apply() -> None:
    policy = policy_of(
        top(""),
        layer("c", "", 'version "3" applies when author.unit is research', "a"),
        layer("b", "", "applies when language is de"),
        layer("a"),
        layer("d", "", ""),
    )
    evaluation = evaluated(policy, "", {**CH, "language": "en"})
    # Those above first, and of one height by name, whatever the order of the files.
    assert [(one.name, one.title, one.version, one.applies) for one in evaluation.layers] == [
        ("a", "a", "", Truth.TRUE),
        ("b", "b", "", Truth.FALSE),
        ("d", "d", "", Truth.TRUE),
        ("c", "c", "3", Truth.UNKNOWN),
    ]
    assert evaluated(policy, "", {**DE, "language": "en"}).layers[-1].applies is Truth.FALSE


@pytest.mark.parametrize(
    ("applied", "contact"),
    [((), "top@x"), (("a",), "a@x"), (("b",), "top@x"), (("a", "b"), "a@x"), (("a", "b", "c"), "c@x"), (("d", "c"), "c@x")],
)
def test_the_lowest_layer_that_names_a_contact_gives_it(applied: tuple[str, ...], contact: str) -> None:
    policy = policy_of(
        top("", '  appeals to "top@x"\n'),
        layer("a", "", 'appeals to "a@x"'),
        layer("b", "", "", "a"),
        layer("c", "", 'appeals to "c@x"', "b"),
        layer("d", "", 'appeals to "d@x"'),
    )
    assert policy.contact_for(applied) == contact


def test_what_a_layer_applies_by_is_asked_though_nothing_else_needs_it() -> None:
    policy = policy_of(top('must not r when text mentions "alpha" then block'), layer("a", "", "applies when language is de"))
    hits = policy.read("alpha", "alpha")
    asked = policy.evaluate(hits, {})
    assert (asked.settled, asked.next_signals) == (False, frozenset({"language"}))
    assert policy.evaluate(hits, {"language": "de"}).settled
    assert policy.evaluate(hits, {"language": UNKNOWN}).settled
    assert "language" in policy.signals


def test_no_more_is_asked_of_a_layer_that_is_known_not_to_apply() -> None:
    policy = policy_of(top(""), layer("a", "must not q when flags > 2", "applies when author.region is ch and language is de"))
    assert policy.evaluate(policy.read("", ""), DE).settled
    assert policy.evaluate(policy.read("", ""), CH).next_signals == {"language", "flags"}


def test_a_fact_that_is_missing_makes_no_rule_less_sure_that_it_does_not_concern() -> None:
    """Where the layer does not apply for another reason, a post is decided as if there were no layer."""
    uppermost = top("must not r when toxicity >= 0.5 then advise risk 0.8", "  from risk 0.6 review\n")
    research = "applies when author.region is ch and author.unit is research"
    policy = policy_of(uppermost, layer("a", "must not r when toxicity >= 0.4", research))
    for values in (DE, {**DE, "author.unit": "research"}):
        assert evaluated(policy, "", {**values, "toxicity": 0.6}).outcome is Outcome.ADVISE
    # Where it may apply, its own rule may be the graver one.
    assert evaluated(policy, "", {**CH, "toxicity": 0.6}).outcome is Outcome.REVIEW


WORDS = 'must not {} when text mentions any word of "Gift" then block'


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("gifts", DE, {"g.r": "block"}),
        ("gifts", CH, {"g.r": "block", "g.q": "block"}),
        ("giften", DE, {}),
        ("giften", CH, {"g.q": "block"}),
    ],
)
def test_words_have_forms_in_the_languages_of_their_own_file(text: str, values: Mapping[str, Value], expected: object) -> None:
    german = layer("a", WORDS.format("q"), "languages de applies when author.region is ch")
    assert fired(evaluated(policy_of(top(WORDS.format("r")), german), text, values)) == expected
    below = layer("b", WORDS.format("s"), "applies when author.unit is research", "a")
    assert fired(evaluated(policy_of(top(WORDS.format("r")), german, below), text, values)) == expected


def test_a_condition_that_a_layer_inherits_keeps_its_forms() -> None:
    german = layer("a", "must not r risk 0.9", "languages de applies when author.region is ch")
    assert fired(evaluated(policy_of(top(WORDS.format("r")), german), "giften", CH)) == {}


def test_the_languages_of_layers_come_behind_those_of_the_uppermost_file() -> None:
    languages = [layer("b", "", "languages it, de"), layer("a", "", "languages de, fr")]
    assert policy_of('policy "Top"\nguideline g "G"\n', *languages).languages == ("en", "de", "fr", "it")
    assert policy_of(top(""), *reversed(languages)).languages == ("en", "de", "fr", "it")


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_the_layers_and_the_names_of_their_files_carry_no_meaning(order: tuple[int, ...]) -> None:
    texts = [
        SWITZERLAND,
        LAB,
        layer("de", "must not leak risk 0.97", "applies when author.region is de").replace(" g\n", " confidential\n"),
    ]
    renamed = [text.replace(".guide", "/policy.guide") for text in texts]
    above = {one.name: one.above for one in parsed(*texts)}
    expected = checked_stack(TOP, *texts)
    files = [LayerFile(one.file, above[one.name]) for one in parsed(*(renamed[number] for number in order))]
    found = check_files(TOP, files)
    assert CompiledPolicy(found, str.casefold, "x").digest == CompiledPolicy(expected, str.casefold, "x").digest
    assert [rule.qualified for rule in found.scope.file.rules] == [rule.qualified for rule in expected.scope.file.rules]
