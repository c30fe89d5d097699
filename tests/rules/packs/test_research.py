"""The layer for research: how it decides about posts that its own tests do not hold."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from guidepost.engine.check import Checker
from guidepost.engine.policies import LoadedPolicy
from guidepost.engine.post import Author, Post
from guidepost.signals import Value
from tests.rules.packs.conftest import RESEARCH, Pack

RESEARCHER = Author(unit="research")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return RESEARCH


@pytest.mark.parametrize(
    "text",
    [
        "The library has a new reading room, and it is quiet.",
        "Wer fährt am Freitag zur Tagung nach Graz und hat noch einen Platz im Auto?",
        "A novel by Annette Mingels lies in the common room.",
        "Zum ersten Mal seit Jahren blüht die Linde vor dem Labor.",
        "The paper jam in printer 3 is solved.",
        "Can anybody recommend a good book on statistics?",
        "Das Tierheim in Kassel sucht Paten für zwei Hunde.",
    ],
)
def test_harmless_posts_pass_inside_and_outside(text: str, checker: Checker, nothing_found: Mapping[str, Value]) -> None:
    posts = [Post(text, audience, author=RESEARCHER) for audience in ("internal", "external")]
    decisions = checker.check_many(posts, given=nothing_found, thorough=True)
    assert [(decision.outcome, [reason.rule for reason in decision.reasons]) for decision in decisions] == [("allow", [])] * 2


@pytest.mark.parametrize(
    ("inside", "outside", "text"),
    [
        ("allow", "review", "First results of the study: it works."),
        ("allow", "review", "Unsere Messreihe vom Dienstag sieht gut aus."),
        ("allow", "block", "The invention report is written, we will patent it."),
        ("allow", "acknowledge", "Unser Prototyp läuft seit gestern."),
        ("allow", "review", "Die Tierversuche am neuen Ventil sind bewilligt."),
        ("acknowledge", "review", "Pictures of the animal study are on the drive."),
        ("allow", "acknowledge", "Grüße an meine Koautoren, das Manuskript ist eingereicht."),
        ("allow", "acknowledge", "A screenshot of the oscilloscope."),
    ],
)
def test_speech_inside_and_outside_differs_where_it_should(
    inside: str, outside: str, text: str, checker: Checker, nothing_found: Mapping[str, Value]
) -> None:
    posts = [Post(text, audience, author=RESEARCHER) for audience in ("internal", "external")]
    decisions = checker.check_many(posts, given=nothing_found, thorough=True)
    assert [decision.outcome for decision in decisions] == [inside, outside]


@pytest.mark.parametrize(("unit", "applied"), [("research", "yes"), ("sales", "no"), ("Research", "no"), (None, "unknown")])
def test_it_applies_to_authors_in_research(
    unit: str | None, applied: str, checker: Checker, nothing_found: Mapping[str, Value]
) -> None:
    [decision] = checker.check_many([Post("Hello.", "internal", author=Author(unit=unit))], given=nothing_found)
    assert [(layer.layer, layer.applied) for layer in decision.policy.layers] == [("research", applied)]


def test_its_one_permission_that_lifts_a_duty_of_all_lifts_an_overridable_one(policy: LoadedPolicy) -> None:
    rules = policy.checked.scope.rules
    lifted = {
        (rule.qualified, name.value)
        for rule in policy.file.rules
        if rule.layer == "research" and rule.excuses
        for name in rule.excuses.value
        if rules[name.value].layer != "research"
    }
    assert lifted == {("results.announce-talks", "own-voice.disclaimer")}
    assert rules["own-voice.disclaimer"].overridable
