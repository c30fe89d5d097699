"""How rules are decided and combined."""

from __future__ import annotations

import pytest

from guidepost.rules.syntax import Outcome
from guidepost.signals import Span, Unknown, UnknownReason, Value
from tests.rules.policies import GUIDELINE, HEAD, compiled, evaluate

LOST = Unknown(UnknownReason.TIMEOUT)
KNOWN: dict[str, tuple[Value, Value]] = {
    "T": (1, 1.0),
    "F": (0, 0.0),
    "U": (LOST, LOST),
}


def truth(condition: str, **values: Value) -> str:
    """How a rule with this condition stands: T when it fires, U when it cannot be decided, F otherwise."""
    evaluation = evaluate(compiled(f"{GUIDELINE} must not r when {condition}"), "", **values)
    return "T" if evaluation.fired else "U" if evaluation.undecided else "F"


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    ["TTTT", "TUUT", "TFFT", "UTUT", "UUUU", "UFFU", "FTFT", "FUFU", "FFFF"],
)
def test_and_and_or_follow_kleene(left: str, right: str, both: str, either: str) -> None:
    values = {"flags": KNOWN[left][0], "capitals": KNOWN[right][1]}
    assert truth("flags > 0 and capitals > 0", **values) == both
    assert truth("flags > 0 or capitals > 0", **values) == either


@pytest.mark.parametrize(("part", "negated"), ["TF", "UU", "FT"])
def test_not_follows_kleene(part: str, negated: str) -> None:
    assert truth("not flags > 0", flags=KNOWN[part][0]) == negated
    assert truth("not not flags > 0", flags=KNOWN[part][0]) == part


@pytest.mark.parametrize(
    ("condition", "signal", "value", "expected"),
    [
        ("audience is external", "audience", "external", "T"),
        ("audience is not external", "audience", "external", "F"),
        ("audience is not external", "audience", LOST, "U"),
        ('channel is one of (a, "B c")', "channel", "B c", "T"),
        ("channel is one of (a, b)", "channel", "c", "F"),
        ("channel is not one of (a, b)", "channel", "c", "T"),
        ("channel is not one of (a, b)", "channel", "a", "F"),
        ("topics includes a", "topics", frozenset({"a"}), "T"),
        ("topics includes a", "topics", frozenset({"b"}), "F"),
        ("topics found", "topics", frozenset(), "F"),
        ("count of topics >= 2", "topics", frozenset({"a", "b"}), "T"),
        ("pii.iban found", "pii.iban", (), "F"),
        ("pii.iban found", "pii.iban", (Span(0, 1),), "T"),
        ("count of pii.iban > 1", "pii.iban", (Span(0, 1),), "F"),
        ("count of pii.iban = 2", "pii.iban", (Span(0, 1), Span(2, 3)), "T"),
        ("author.tenure < 30 days", "author.tenure", 29.9 * 86400, "T"),
        ("author.tenure < 30 days", "author.tenure", 30.0 * 86400, "F"),
        ("flags = 3", "flags", 3, "T"),
        ("flags != 3", "flags", 3, "F"),
        ("toxicity >= 80%", "toxicity", 0.8, "T"),
        ("toxicity > 80%", "toxicity", 0.8, "F"),
        ("toxicity is unknown", "toxicity", LOST, "T"),
        ("toxicity is unknown", "toxicity", 0.1, "F"),
        ("not toxicity is unknown and toxicity >= 0.5", "toxicity", LOST, "F"),
        ("more than 5 posts within 10 minutes by author", "posts within 10 minutes by author", 6, "T"),
        ("more than 5 posts within 10 minutes by author", "posts within 10 minutes by author", 5, "F"),
        ("more than 5 posts within 10 minutes by author", "posts within 10 minutes by author", LOST, "U"),
        ("same text by 3 authors within 60 minutes", "same text by authors within 1 hour", 3, "T"),
        ("same text by 3 authors within 60 minutes", "same text by authors within 1 hour", 2, "F"),
        ("not same link by more than 4 authors within 1 day", "same link by authors within 1 day", 5, "F"),
        ("same link by authors within 1 day is unknown", "same link by authors within 1 day", LOST, "T"),
        ("same link by authors within 1 day is unknown", "same link by authors within 1 day", 0, "F"),
        ('author.name is "Ada"', "author.name", "Ada", "T"),
        ("joined before 2026-12-01 08:00 Europe/Berlin", "joined", 1_796_108_399.0, "T"),
        ("joined before 2026-12-01 08:00 Europe/Berlin", "joined", 1_796_108_400.0, "F"),
        ("joined after 2026-12-01 08:00 Europe/Berlin", "joined", 1_796_108_400.0, "T"),
        ("joined after 2026-12-01 Europe/Berlin", "joined", 1_796_079_600.0, "T"),
        ("joined after 2026-12-01 Europe/Berlin", "joined", 1_796_079_599.0, "F"),
        ("joined before 2026-12-01 UTC", "joined", LOST, "U"),
        ("joined between 08:00 and 09:00 Europe/Berlin", "joined", 1_796_108_400.0, "T"),
        ("joined between 08:00 and 09:00 Europe/Berlin", "joined", 1_796_112_000.0, "F"),
        ("joined between 22:00 and 08:01 Europe/Berlin", "joined", 1_796_108_400.0, "T"),
        ("joined between 22:00 and 08:00 Europe/Berlin", "joined", 1_796_108_400.0, "F"),
        ("joined on tuesday Europe/Berlin", "joined", 1_796_079_600.0, "T"),
        ("joined on tuesday UTC", "joined", 1_796_079_600.0, "F"),
        ("joined on one of (monday, sunday) UTC", "joined", 1_796_079_600.0, "T"),
        # Clocks go forward at 2:00 on 28 March 2027: half past two does not exist, and counts as half past three.
        ("joined before 2027-03-28 02:30 Europe/Berlin", "joined", 1_806_197_399.0, "T"),
        ("joined before 2027-03-28 02:30 Europe/Berlin", "joined", 1_806_197_400.0, "F"),
    ],
)
def test_conditions(condition: str, signal: str, value: Value, expected: str) -> None:
    assert truth(condition, **{signal.replace(".", "__"): value}) == expected


def test_a_signal_not_asked_yet_is_waited_for_and_not_reported() -> None:
    policy = compiled(GUIDELINE + "must not r when toxicity >= 0.8 and flags > 1")
    evaluation = evaluate(policy, flags=2)
    assert (evaluation.settled, evaluation.next_signals, evaluation.undecided) == (False, frozenset({"toxicity"}), ())
    assert evaluate(policy, flags=0).settled


@pytest.mark.parametrize(
    ("consequence", "on_unknown", "outcome"),
    [
        ("then advise", "review", Outcome.ADVISE),
        ("then review", "review", Outcome.REVIEW),
        ("then block", "review", Outcome.REVIEW),
        ("then block", "block", Outcome.BLOCK),
        ("then review", "block", Outcome.REVIEW),
    ],
)
def test_a_rule_that_cannot_be_decided_counts_as_on_unknown_but_no_stricter_than_itself(
    consequence: str, on_unknown: str, outcome: Outcome
) -> None:
    policy = compiled(f'policy "p" on unknown {on_unknown} guideline g "G" must not r when toxicity >= 0.8 {consequence}')
    evaluation = evaluate(policy, toxicity=LOST)
    assert evaluation.outcome is outcome
    assert [(one.rule.name, one.signals) for one in evaluation.undecided] == [("g.r", ("toxicity",))]


def test_an_undecided_rule_names_what_it_lacks_also_through_another_guideline() -> None:
    policy = compiled(
        HEAD + 'guideline a "A" must not r when toxicity >= 0.8\nguideline b "B" should s when flags > 1 and violates a then advise'
    )
    evaluation = evaluate(policy, toxicity=LOST, flags=2)
    assert {one.rule.name: one.signals for one in evaluation.undecided} == {"a.r": ("toxicity",), "b.s": ("toxicity",)}


def test_an_undecided_rule_brings_its_queue_and_deadline() -> None:
    evaluation = evaluate(
        compiled(GUIDELINE + 'must not r when toxicity >= 0.8 then review in queue "q" within 4 hours'), toxicity=LOST
    )
    assert (evaluation.queue, evaluation.within) == ("q", 4 * 3600)


EXCUSE = GUIDELINE + 'must not r when text mentions "bad"\nmay quote when toxicity < 0.3 excuses g.r says en "Quote."\n'


@pytest.mark.parametrize(
    ("toxicity", "outcome", "excused", "permitted"),
    [
        (0.1, Outcome.ALLOW, ["g.r"], ["g.quote"]),
        (0.5, Outcome.REVIEW, [], []),
        (LOST, Outcome.REVIEW, [], []),
    ],
)
def test_an_excuse_lifts_a_rule_only_where_it_is_known_to_hold(
    toxicity: Value, outcome: Outcome, excused: list[str], permitted: list[str]
) -> None:
    evaluation = evaluate(compiled(EXCUSE), "bad", toxicity=toxicity)
    assert evaluation.outcome is outcome
    assert [one.rule.name for one in evaluation.excused] == excused
    assert [rule.name for rule in evaluation.permitted] == permitted


def test_an_excuse_still_to_be_asked_keeps_the_outcome_open() -> None:
    evaluation = evaluate(compiled(EXCUSE), "bad")
    assert (evaluation.settled, evaluation.next_signals) == (False, frozenset({"toxicity"}))


def test_an_excuse_lifts_nothing_but_what_it_names() -> None:
    policy = compiled(EXCUSE + 'should s when text mentions "bad" then advise')
    assert [one.rule.name for one in evaluate(policy, "bad", toxicity=0.1).fired] == ["g.s"]


VIOLATES = (
    HEAD
    + """
guideline a "A"
  must not r when text mentions "bad"
  may m when flags > 0 excuses a.r
guideline b "B"
  must not s when violates a and audience is external then block
"""
)


@pytest.mark.parametrize(
    ("text", "flags", "fired"),
    [("bad", 0, ["b.s", "a.r"]), ("bad", 1, []), ("good", 0, []), ("bad", LOST, ["b.s", "a.r"])],
)
def test_violates_asks_what_is_left_after_excuses(text: str, flags: Value, fired: list[str]) -> None:
    evaluation = evaluate(compiled(VIOLATES), text, flags=flags, audience="external")
    assert [one.rule.name for one in evaluation.fired] == fired


def test_violates_waits_for_excuses_still_to_be_asked() -> None:
    evaluation = evaluate(compiled(VIOLATES), "bad", audience="external")
    assert "b.s" not in {one.rule.name for one in evaluation.fired}
    assert (evaluation.settled, evaluation.next_signals) == (False, frozenset({"flags"}))


def test_an_undecided_rule_does_not_settle_what_a_known_one_could_still_make_stricter() -> None:
    policy = compiled(GUIDELINE + "must not r when toxicity >= 0.8 then block\nmust not s when threat >= 0.8 then block")
    evaluation = evaluate(policy, toxicity=LOST)
    assert (evaluation.outcome, evaluation.settled, evaluation.next_signals) == (Outcome.REVIEW, False, frozenset({"threat"}))


@pytest.mark.parametrize(("audience", "fires"), [("internal", True), ("external", False)])
def test_unless_takes_away(audience: str, fires: bool) -> None:
    policy = compiled(GUIDELINE + 'must not r when text mentions "bad" unless audience is external')
    assert bool(evaluate(policy, "bad", audience=audience).fired) is fires


def test_the_strictest_rule_decides_and_the_gravest_comes_first() -> None:
    policy = compiled(
        GUIDELINE
        + """
    should a when text mentions "x" then advise
    must not b when text mentions "x" then block, redirect to "e-mail"
    must c when text mentions "x" then review in queue "q" within 1 day
    must d when text mentions "x" then review in queue "r" within 2 hours risk 0.7
    """
    )
    evaluation = evaluate(policy, "x")
    assert evaluation.outcome is Outcome.BLOCK
    assert [one.rule.name for one in evaluation.fired] == ["g.b", "g.d", "g.c", "g.a"]
    assert (evaluation.redirect, evaluation.queue, evaluation.within) == ("e-mail", "r", 2 * 3600)


def test_a_renamed_rule_keeps_its_permanent_id() -> None:
    rule = 'must not {} id keep-1 when text mentions "x"'
    ids = {evaluate(compiled(GUIDELINE + rule.format(name)), "x").fired[0].rule.id for name in ("before", "after")}
    assert ids == {"keep-1"}


def test_evidence_names_the_conditions_that_decided_and_no_others() -> None:
    policy = compiled(GUIDELINE + 'must not r when (text mentions "x" or text mentions "y") and toxicity >= 0.5 and not flags > 3')
    [fired] = evaluate(policy, "a y", toxicity=0.9, flags=1).fired
    assert [(one.condition, one.signal, one.value, one.view, one.spans) for one in fired.evidence] == [
        ('text mentions "y"', None, None, "folded", (Span(2, 3, "y"),)),
        ("toxicity >= 0.5", "toxicity", 0.9, None, ()),
        ("not flags > 3", "flags", 1, None, ()),
    ]


def test_a_policy_with_errors_is_not_compiled() -> None:
    with pytest.raises(ValueError, match="errors"):
        compiled(GUIDELINE + "must not r when nothing found")


def test_only_rules_that_the_text_wakes_are_asked() -> None:
    rules = "".join(f'must not r{number} when text mentions "w{number}" and toxicity >= 0.5\n' for number in range(2000))
    policy = compiled(GUIDELINE + rules)
    evaluation = evaluate(policy, "w7 w12")
    assert evaluation.next_signals == {"toxicity"}
    assert [one.rule.name for one in evaluate(policy, "w7 w12", toxicity=0.6).fired] == ["g.r12", "g.r7"]
    assert evaluate(policy, "nothing").settled


DEFINED = (
    HEAD
    + """
define loud as flags > 3 or capitals >= 0.5
define rude as toxicity >= 0.5 and not calm
define calm as flags = 0
guideline g "G"
  must not r when rude and loud
  may m when calm excuses g.r
"""
)


def test_a_definition_says_what_its_condition_says_and_gives_the_evidence_its_name() -> None:
    evaluation = evaluate(compiled(DEFINED), toxicity=0.9, flags=4, capitals=0.1)
    [fired] = evaluation.fired
    assert fired.certainty == 0.9
    assert [(one.definition, one.condition) for one in fired.evidence] == [
        ("rude", "toxicity >= 0.5"),
        ("rude", "not calm"),
        ("loud", "flags > 3"),
    ]


def test_a_definition_is_waited_for_and_reported_by_the_signals_inside() -> None:
    policy = compiled(DEFINED)
    assert policy.signals == {"flags", "capitals", "toxicity"}
    assert evaluate(policy, flags=4).next_signals == {"toxicity"}
    assert evaluate(policy, flags=4, toxicity=LOST).undecided[0].signals == ("toxicity",)
    assert evaluate(policy, flags=0, toxicity=0.9).settled


def test_a_definition_may_ask_whether_a_guideline_is_violated() -> None:
    policy = compiled(
        HEAD
        + """
define harsh as violates a
guideline b "B" should s when harsh then advise
guideline a "A" must not r when flags > 3
"""
    )
    assert [one.rule.name for one in evaluate(policy, flags=4).fired] == ["a.r", "b.s"]


def test_phrases_in_definitions_wake_the_rules_that_ask_them() -> None:
    policy = compiled(HEAD + 'define d as text mentions "x" guideline g "G" must not r when d must not s when not d')
    assert [one.rule.name for one in evaluate(policy, "x").fired] == ["g.r"]
    assert [one.rule.name for one in evaluate(policy, "y").fired] == ["g.s"]
