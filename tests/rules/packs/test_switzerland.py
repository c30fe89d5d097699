"""The layer for Switzerland: how it decides about posts that its own tests do not hold."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from guidepost.engine.check import Checker
from guidepost.engine.policies import LoadedPolicy
from guidepost.engine.post import Author, Post
from guidepost.rules.syntax import parse
from guidepost.signals import Value
from tests.rules.packs.conftest import SWITZERLAND, Pack

SWISS = Author(region="CH")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return SWITZERLAND


@pytest.mark.parametrize(
    "text",
    [
        "In Abstimmung mit der Personalabteilung gilt die neue Regelung ab Mai.",
        "Am Sonntag ist Abstimmung, das Stimmlokal im Schulhaus ist ab neun Uhr offen.",
        "Die Kundenliste des Vereins liegt beim Kassier.",
        "Bei der Betreibung von Pumpen im Winter hilft ein Frostschutz.",
        "We say yes to good coffee, and no to paper cups.",
        "Wer kennt eine gute Rezeptur für Zopf?",
        "Kann man die AHV-Nummer auf der neuen Versichertenkarte sehen?",
        "Article number 4006381333931 is back in stock, order 7561234.",
    ],
)
def test_harmless_posts_pass_inside_and_outside(text: str, checker: Checker, nothing_found: Mapping[str, Value]) -> None:
    posts = [Post(text, audience, author=SWISS) for audience in ("internal", "external")]
    decisions = checker.check_many(posts, given=nothing_found, thorough=True)
    assert [(decision.outcome, [reason.rule for reason in decision.reasons]) for decision in decisions] == [("allow", [])] * 2


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Le secret de fabrication de notre joint tient en une ligne.", "secrets.betray-business-secrets"),
        ("I nostri segreti commerciali sono tre.", "secrets.betray-business-secrets"),
        ("Le relevé de compte de notre cliente est faux.", "secrets.tell-what-bank-clients-entrust"),
        ("Numéro AVS: 756.1234.5678.97", "privacy.post-official-numbers@switzerland"),
        ("AHV 7561234567897", "privacy.post-official-numbers@switzerland"),
    ],
)
def test_the_other_languages_of_the_country_are_read_too(
    text: str, rule: str, checker: Checker, nothing_found: Mapping[str, Value]
) -> None:
    [decision] = checker.check_many([Post(text, "external", author=SWISS)], given=nothing_found, thorough=True)
    assert rule in {reason.rule for reason in decision.reasons}


@pytest.mark.parametrize(
    ("region", "applied"), [("ch", "yes"), ("CH", "yes"), ("DE", "no"), ("Switzerland", "no"), (None, "unknown")]
)
def test_it_applies_to_authors_in_switzerland(
    region: str | None, applied: str, checker: Checker, nothing_found: Mapping[str, Value]
) -> None:
    post = Post("Hello.", "internal", author=Author(region=region))
    [decision] = checker.check_many([post], given=nothing_found)
    assert [(layer.layer, layer.applied) for layer in decision.policy.layers] == [("switzerland", applied)]


def test_it_loosens_nothing_but_what_the_workplace_policy_lets_it(policy: LoadedPolicy) -> None:
    restated = {rule.stated: rule for rule in policy.file.rules if rule.restates}
    above = {rule.stated: rule for rule in policy.file.rules if not rule.restates and rule.stated in restated}
    assert {name for name, rule in above.items() if rule.overridable} == {"local.write-for-your-readers"}


def test_it_is_written_as_in_switzerland() -> None:
    """No ß: a texts' reader in Switzerland would stumble over it. Lists look for the words of everybody."""
    file = parse(SWITZERLAND.path.read_text("utf-8"))
    texts = [text for rule in file.rules for clause in (rule.says, rule.instead) if clause for _, text in clause.value]
    assert [text for text in texts if "ß" in text] == []
