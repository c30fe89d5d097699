"""Tests that stand in a policy file: what they give, and what they say when something is otherwise."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from guidepost.engine.check import Checker
from guidepost.engine.identity import World
from guidepost.engine.policies import PolicySource, compile_source
from guidepost.engine.policy_tests import run_tests
from guidepost.engine.providers import Providers
from tests.rules.catalogue import CATALOGUE

POLICY = """
policy "P"
guideline a "A"
  must not many when count of pii.iban > 2 then review in queue "q", redirect to "e-mail"
  must not bad when text mentions "bad" then block
  may quote when topics includes "own" and count of topics > 1 excuses a.bad says en "Quote."
test "t"
  post "a bad word" {}
"""


def problems(lines: str) -> list[str]:
    """What a test with these lines has to say."""
    policy = compile_source(PolicySource(POLICY.format(lines), "p.guide"), CATALOGUE)
    providers = Providers([])
    checker = Checker(policy.compiled, providers, World(lambda: datetime(2026, 11, 2, tzinfo=UTC), bytes))
    [result] = run_tests(policy, checker, quiet=True)
    providers.close()
    assert result.passed is (result.problems == ())
    return list(result.problems)


@pytest.mark.parametrize(
    "lines",
    [
        "expect block because a.bad expect not a.many",
        'with pii.iban 3 expect block because a.bad, a.many expect redirect to "e-mail"',
        "with pii.iban 2 expect not a.many",
        "with pii.iban 0 expect not a.many",
        "with pii.iban found expect not a.many",
        "topics own topics garden expect allow expect excused a.bad expect told a.quote",
        "with topics own with topics garden expect excused a.bad because a.quote",
        "topics own expect block because a.bad",
    ],
)
def test_passing(lines: str) -> None:
    assert problems(lines) == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("expect allow", "expected allow, got block (a.bad)"),
        ("expect block because a.many", "expected a.many among the reasons, got: a.bad"),
        ("expect not a.bad", "expected a.bad not to fire, but it did"),
        ("expect excused a.bad", "expected a.bad to be excused, but it fired"),
        ("expect excused a.many", "expected a.many to be excused, but it would not have fired anyway"),
        ("topics own topics b expect excused a.bad because a.bad", "expected a.bad to excuse a.bad, got: a.quote"),
        ('expect queue "q"', "expected the queue “q”, got none"),
        ('expect redirect to "x"', "expected a redirect to “x”, got none"),
        ("topics own topics b expect told a.bad", "expected the author to be told a.bad, got: a.quote"),
    ],
)
def test_failing(lines: str, said: str) -> None:
    assert problems(lines) == [said]
