"""Rules asked by themselves, before a text is read and after."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings

from guidepost.rules.compile import Alone, CompiledPolicy, Truth
from guidepost.rules.syntax import PolicyFile, write
from guidepost.signals import Value
from tests.rules.policies import checked
from tests.rules.worlds import World, policies, worlds

HEAD = 'policy "Alone"\n  version "1"\n\nguideline a "A"\n\nmust not shout\n  when text mentions "hush"\n\nguideline g "G"\n\n'


def alone(condition: str) -> Alone:
    """One rule of that condition."""
    scope = checked(f"{HEAD}must not r\n  when {condition}\n  then review\n").scope
    return Alone(scope, ["g.r"], str.casefold, ("en",))


@pytest.mark.parametrize(
    ("condition", "values", "unread", "read"),
    [
        ('text mentions "Nightjar"', {}, True, True),
        ('text mentions "Bluebell"', {}, True, False),
        ('audience is external and text mentions "Nightjar"', {"audience": "internal"}, False, False),
        ('audience is external and text mentions "Nightjar"', {"audience": "external"}, True, True),
        ('audience is external and text mentions "Nightjar"', {}, True, True),
        ('audience is external or text mentions "Bluebell"', {"audience": "internal"}, True, False),
        ('not text mentions "Nightjar"', {}, True, False),
        ('not text mentions "Bluebell"', {}, True, True),
        ("text matches /[0-9]{4}/", {}, True, True),
        ("toxicity >= 0.8", {"toxicity": 0.5}, False, False),
        ("toxicity >= 0.8", {"toxicity": 0.9}, True, True),
        ("toxicity >= 0.8", {}, True, True),
        ("violates a and toxicity >= 0.8", {"toxicity": 0.5}, False, False),
        ("violates a and toxicity >= 0.8", {"toxicity": 0.9}, True, True),
        ('text mentions "ships" within 2 words of "May"', {}, True, True),
    ],
)
def test_what_may_fit(condition: str, values: Mapping[str, Value], unread: bool, read: bool) -> None:
    asked = alone(condition)
    text = "Nightjar ships in May 2026"
    assert asked.may_fit(values) == ["g.r"] * unread
    assert asked.may_fit_text(text, text.casefold(), values) == ["g.r"] * read


@given(policies(), worlds)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_may_not_fit_does_not_in_the_whole_policy_either(file: PolicyFile, world: World) -> None:
    found = checked(write(file))
    policy = CompiledPolicy(found, str.casefold, "casefold")
    asked = Alone(found.scope, found.scope.rules, str.casefold, policy.languages)
    folded = world.text.casefold()
    standings = policy.examine(policy.read(world.text, folded), world.values).standings
    fit = {name for name, standing in standings.items() if standing.answer.truth is not Truth.FALSE}
    read = set(asked.may_fit_text(world.text, folded, world.values))
    assert fit <= read <= set(asked.may_fit(world.values)) <= set(asked.may_fit({}))
