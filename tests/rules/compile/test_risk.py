"""Certainty, risk and thresholds. The formula is in docs/risk.md."""

from __future__ import annotations

import pytest

from guidepost.rules.syntax import Outcome
from guidepost.signals import Span, Unknown, UnknownReason, Value
from tests.rules.policies import GUIDELINE, HEAD, compiled, evaluate

LOST = Unknown(UnknownReason.TIMEOUT)


@pytest.mark.parametrize(
    ("condition", "values", "certainty"),
    [
        ('text mentions "x"', {}, 1.0),
        ("toxicity >= 0.5", {"toxicity": 0.6}, 0.6),
        ("toxicity < 0.3", {"toxicity": 0.1}, 0.9),
        ("not toxicity >= 0.3", {"toxicity": 0.1}, 0.9),
        ("toxicity >= 0.5 and toxicity < 0.8", {"toxicity": 0.6}, 0.6),
        ("toxicity < 0.8 and toxicity >= 0.5", {"toxicity": 0.6}, 0.6),
        ("toxicity >= 0.5 and not toxicity >= 0.8", {"toxicity": 0.6}, 0.6),
        ("not (toxicity < 0.5 or toxicity >= 0.8)", {"toxicity": 0.6}, 0.6),
        ("toxicity >= 0.5 and (toxicity < 0.8 or flags > 9)", {"toxicity": 0.6, "flags": 0}, 0.6),
        ("toxicity >= 0.5 unless toxicity >= 0.8", {"toxicity": 0.6}, 0.6),
        ("toxicity >= 0.5 and threat < 0.8", {"toxicity": 0.9, "threat": 0.3}, 0.7),
        ("toxicity >= 0.5 and threat >= 0.5", {"toxicity": 0.9, "threat": 0.6}, 0.6),
        ("toxicity >= 0.5 or threat >= 0.5", {"toxicity": 0.9, "threat": 0.6}, 0.9),
        ("toxicity >= 0.5 or threat >= 0.9", {"toxicity": 0.6, "threat": 0.8}, 0.6),
        ("pii.iban found", {"pii__iban": (Span(0, 1, "", 0.4), Span(1, 2, "", 0.7))}, 0.7),
        ("not (toxicity >= 0.8 and threat >= 0.8)", {"toxicity": 0.6, "threat": 0.1}, 0.9),
        ("not (threat >= 0.8 and toxicity >= 0.8)", {"toxicity": 0.6, "threat": 0.1}, 0.9),
        ("flags > 1", {"flags": 2}, 1.0),
    ],
)
def test_certainty(condition: str, values: dict[str, Value], certainty: float) -> None:
    [fired] = evaluate(compiled(GUIDELINE + f"must not r when {condition} risk 0.5"), "x", **values).fired
    assert fired.certainty == pytest.approx(certainty)
    assert fired.risk == pytest.approx(0.5 * certainty)


def test_rules_of_one_guideline_add_up_and_guidelines_do_not() -> None:
    policy = compiled(
        HEAD
        + """
    guideline a "A"
      must not r when text mentions "x" risk 0.5
      must not s when toxicity >= 0.5 risk 0.5
    guideline b "B"
      must not t when text mentions "x" risk 0.55
    """
    )
    evaluation = evaluate(policy, "x", toxicity=0.6)
    assert [(part.guideline, part.risk) for part in evaluation.risk_parts] == [("a", 0.65), ("b", 0.55)]
    assert evaluation.risk == 0.65


@pytest.mark.parametrize(
    ("consequence", "risk"), [("then advise", 0.1), ("then acknowledge", 0.25), ("then review", 0.5), ("then block", 0.8)]
)
def test_a_rule_without_a_risk_gets_one_from_its_outcome(consequence: str, risk: float) -> None:
    assert evaluate(compiled(GUIDELINE + f'must not r when text mentions "x" {consequence}'), "x").risk == risk


@pytest.mark.parametrize(
    ("modality", "outcome"), [("should", Outcome.ADVISE), ("must", Outcome.ACKNOWLEDGE), ("must not", Outcome.REVIEW)]
)
def test_a_rule_without_a_consequence_gets_one_from_its_modality(modality: str, outcome: Outcome) -> None:
    assert evaluate(compiled(GUIDELINE + f'{modality} r when text mentions "x"'), "x").outcome is outcome


THRESHOLDS = 'policy "p" from risk 0.6 acknowledge from risk 0.85 review guideline g "G" '


@pytest.mark.parametrize(
    ("risk", "outcome"),
    [
        ("0.59", Outcome.ADVISE),
        ("0.6", Outcome.ACKNOWLEDGE),
        ("0.84", Outcome.ACKNOWLEDGE),
        ("0.85", Outcome.REVIEW),
        ("1", Outcome.REVIEW),
    ],
)
def test_risk_reaches_thresholds(risk: str, outcome: Outcome) -> None:
    policy = compiled(THRESHOLDS + f'should r when text mentions "x" then advise risk {risk}')
    assert evaluate(policy, "x").outcome is outcome


def test_a_threshold_never_makes_an_outcome_milder() -> None:
    assert evaluate(compiled(THRESHOLDS + 'must not r when text mentions "x" then block risk 0.7'), "x").outcome is Outcome.BLOCK


def test_what_is_unknown_counts_as_the_worst_towards_thresholds() -> None:
    policy = compiled(THRESHOLDS + "should r when toxicity >= 0.5 then advise risk 0.9")
    assert evaluate(policy, toxicity=1.0).outcome is Outcome.REVIEW
    unknown = evaluate(policy, toxicity=LOST)
    assert (unknown.outcome, unknown.risk) == (Outcome.REVIEW, 0.0)


def test_an_unknown_signal_that_could_have_made_a_rule_surer_counts_as_the_worst() -> None:
    policy = compiled(THRESHOLDS + "should r when toxicity >= 0.5 or threat >= 0.5 then advise risk 0.9")
    assert evaluate(policy, toxicity=0.5, threat=1.0).outcome is Outcome.REVIEW
    assert evaluate(policy, toxicity=0.5, threat=0.0).outcome is Outcome.ADVISE
    assert evaluate(policy, toxicity=0.5, threat=LOST).outcome is Outcome.REVIEW


def test_a_signal_that_could_make_a_rule_surer_is_asked_where_a_threshold_hangs_on_it() -> None:
    rule = "should r when toxicity >= 0.5 or threat >= 0.5 then advise risk {}"
    assert evaluate(compiled(THRESHOLDS + rule.format("0.9")), toxicity=0.5).next_signals == {"threat"}
    assert evaluate(compiled(THRESHOLDS + rule.format("0.5")), toxicity=0.5).settled
    assert evaluate(compiled(GUIDELINE + rule.format("0.9")), toxicity=0.5).settled
