"""The workplace pack: what it asks of a platform, and how it decides about posts that its own tests do not hold."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from guidepost.engine.check import Checker
from guidepost.engine.policies import LoadedPolicy
from guidepost.engine.post import Post
from guidepost.rules.check.scope import atoms
from guidepost.rules.syntax import Modality
from guidepost.signals import Cost, Value


def test_it_is_a_real_set_of_guidelines(policy: LoadedPolicy) -> None:
    assert len(policy.file.rules) >= 30
    assert len(policy.file.guidelines) >= 13


def test_no_duty_needs_a_fact_that_a_platform_may_not_send(policy: LoadedPolicy) -> None:
    always_sent = {"audience", "kind"}
    for rule, atom in atoms(policy.file):
        signal = getattr(atom, "signal", None)
        if (
            rule.modality is not Modality.MAY
            and signal is not None
            and policy.checked.scope.catalogue[signal.value].cost is Cost.FREE
        ):
            assert signal.value in always_sent, rule.qualified


@pytest.mark.parametrize(
    "text",
    [
        "Der Kollege hat den Prozess gekillt, jetzt läuft der Server wieder.",
        "Our colleagues in Kassel shot a short film about pumps, have a look.",
        "Die Zigeunersauce steht nicht mehr auf der Karte der Kantine.",
        "The deadline is killing me, but the cake helps.",
        "Bitte stellt das neue Regal an die Wand, danke.",
        "Someone should shoot a video of the new hall.",
        "Wer gewinnt das Gewinnspiel der Woche?",
        "A workshop for all colleagues: how to prevent burnout and depression, and where to find therapy.",
        "Mind the chink in the wall of hall 4.",
    ],
)
def test_harmless_posts_pass_inside_and_outside(text: str, checker: Checker, nothing_found: Mapping[str, Value]) -> None:
    posts = [Post(text, audience) for audience in ("internal", "external")]
    decisions = checker.check_many(posts, given=nothing_found, thorough=True)
    assert [(decision.outcome, [reason.rule for reason in decision.reasons]) for decision in decisions] == [("allow", [])] * 2


@pytest.mark.parametrize(
    ("inside", "outside", "text"),
    [
        ("allow", "block", "Projekt Nightjar startet im Mai."),
        ("allow", "review", "Wir waren heute bei Oakmere Health."),
        ("allow", "acknowledge", "Die Example AG hat eine neue Kantine."),
        ("block", "block", "Kanaken wollen wir hier nicht."),
    ],
)
def test_speech_inside_and_outside_differs_where_it_should(
    inside: str, outside: str, text: str, checker: Checker, nothing_found: Mapping[str, Value]
) -> None:
    posts = [Post(text, audience) for audience in ("internal", "external")]
    decisions = checker.check_many(posts, given=nothing_found, thorough=True)
    assert [decision.outcome for decision in decisions] == [inside, outside]
