"""All packs as one stack: two layers at once, and none that makes a post milder than the workplace policy lets it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from guidepost.engine.check import Checker
from guidepost.engine.policies import LoadedPolicy, load_policy
from guidepost.engine.post import Author, Post
from guidepost.engine.providers import Providers
from guidepost.rules.check import Catalogue, values_given
from guidepost.rules.syntax import Outcome
from guidepost.signals import Unknown, UnknownReason, Value
from tests.rules.packs.conftest import STACK, WORKPLACE, WORLD, Pack

UNKNOWN = Unknown(UnknownReason.NOT_GIVEN, "in this test")
SWISS_RESEARCHER = Author(region="ch", unit="research")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return STACK


@pytest.mark.parametrize(
    ("text", "audience", "decided"),
    [
        (
            "Unsere Rezeptur und die vorläufigen Ergebnisse der Studie, bald mehr.",
            "external",
            ("review", {"secrets.betray-business-secrets", "results.share-unpublished-results"}),
        ),
        (
            "The invention disclosure is out, and the number is 756.9217.0769.85.",
            "external",
            ("block", {"patents.disclose-before-filing", "privacy.post-official-numbers@switzerland"}),
        ),
        (
            "Bilder aus dem Tierstall, und zur Initiative am Sonntag: stimmt Nein.",
            "internal",
            ("acknowledge", {"animals.show-animals", "votes.campaign-in-company-channels"}),
        ),
        ("My talk at the symposium in Basel: Example AG, hall 3.", "external", ("allow", set())),
        ("Project Nightjar ships in May.", "external", ("block", {"confidential.leak-codenames"})),
    ],
)
def test_a_swiss_researcher_writes_under_both_layers(
    text: str, audience: str, decided: tuple[str, set[str]], checker: Checker, nothing_found: Mapping[str, Value]
) -> None:
    [decision] = checker.check_many([Post(text, audience, author=SWISS_RESEARCHER)], given=nothing_found, thorough=True)
    assert (decision.outcome, {reason.rule for reason in decision.reasons}) == decided
    assert {layer.layer: layer.applied for layer in decision.policy.layers} == {"switzerland": "yes", "research": "yes"}


@pytest.mark.parametrize(
    ("region", "unit", "contact"),
    [
        ("ch", "sales", "social-media-schweiz@example.ch"),
        ("de", "research", "research-communication@example.com"),
        ("de", "sales", "social-media-team@example.com"),
        (None, None, "social-media-team@example.com"),
    ],
)
def test_appeals_go_where_the_author_is(
    region: str | None, unit: str | None, contact: str, checker: Checker, nothing_found: Mapping[str, Value]
) -> None:
    post = Post("Project Nightjar ships in May.", "external", author=Author(region=region, unit=unit))
    [decision] = checker.check_many([post], given=nothing_found)
    assert contact in decision.guidance.appeal


def test_no_combination_of_layers_is_milder_than_the_workplace_policy_lets_it(
    policy: LoadedPolicy, checker: Checker, signals: Catalogue, nothing_found: Mapping[str, Value]
) -> None:
    """What the proof says, seen on every post of the packs' tests; where a layer is known not to apply, it says nothing."""
    above = load_policy(WORKPLACE.path, signals)
    open_to_layers = {rule.qualified for rule in above.file.rules if rule.overridable}
    providers = Providers([])
    house = Checker(above.compiled, providers, WORLD)
    for test in policy.checked.scope.tests:
        assert test.post is not None
        post = Post(test.post.value.text, "internal")
        given = {**nothing_found, **values_given(test, policy.checked.scope.catalogue)}
        for unit in ("research", UNKNOWN):
            facts = {**given, "author.unit": unit}
            [upper] = house.settle([post], given=facts, thorough=True)
            kept = [one.rule.outcome for one in upper.evaluation.fired if one.rule.name not in open_to_layers]
            kept += [one.outcome for one in upper.evaluation.undecided if one.rule.name not in open_to_layers]
            for region in ("ch", UNKNOWN):
                [whole] = checker.settle([post], given={**facts, "author.region": region}, thorough=True)
                assert whole.evaluation.outcome >= max(kept, default=Outcome.ALLOW), (test.title, region, unit)
    providers.close()


def test_the_layers_are_part_of_what_is_decided_by(policy: LoadedPolicy, signals: Catalogue) -> None:
    alone = load_policy(WORKPLACE.path, signals)
    assert policy.compiled.digest != alone.compiled.digest
    assert {rule.name for rule in alone.compiled.rules} < {rule.name for rule in policy.compiled.rules}
