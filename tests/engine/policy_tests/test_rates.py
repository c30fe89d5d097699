"""Tests in a policy that say what was counted."""

from __future__ import annotations

import pytest

from guidepost.engine.policy_tests import Kind, measure, mutants, propose, try_mutants
from tests.engine.policy_tests.running import ran

RULES = """policy "P"
guideline g "G"
  must not flood
    when more than 5 posts within 10 minutes by author unless posts within 10 minutes by author is unknown
    then review
  must not campaign
    when same text by 3 authors within 1 hour
    then block
"""
SIX = 'test "six" post "x" with 6 posts within 10 minutes by author expect review because g.flood'
THREE = 'test "three" post "x" with same text by 3 authors within 60 minutes expect block because g.campaign'


@pytest.mark.parametrize(
    "test",
    [
        SIX,
        THREE,
        'test "five" post "x" with 5 posts within 10 minutes by author expect allow',
        'test "not known" post "x" with posts within 10 minutes by author unknown expect allow',
        'test "not known either" post "x" with same text by authors within 1 hour unknown expect review expect not g.campaign',
        # Somebody of whom nothing is known has written it.
        'test "alone" post "x" expect allow',
    ],
)
def test_what_was_counted_decides(test: str) -> None:
    _, [result] = ran(f"{RULES}{test}")
    assert result.problems == ()


def test_a_test_that_is_not_passed_says_so() -> None:
    _, [result] = ran(RULES + SIX.replace("with 6", "with 5"))
    assert not result.passed


def test_both_ways_of_a_rate_are_seen() -> None:
    tests = "\n".join(
        (
            SIX,
            THREE,
            'test "no" post "x" expect allow',
            'test "?" post "x" with posts within 10 minutes by author unknown expect allow',
        )
    )
    policy, results = ran(f"{RULES}{tests}")
    reached = {
        branch.condition: branch.missing for rule in measure(policy, results).guidelines[0].rules for branch in rule.branches
    }
    assert reached["more than 5 posts within 10 minutes by author"] == ()
    assert reached["same text by at least 3 authors within 1 hour"] == ()


def test_tests_are_proposed_for_numbers_that_none_notices() -> None:
    policy, results = ran(f"{RULES}{SIX}\n{THREE}")
    changed = [mutant for mutant in mutants(policy) if mutant.kind is not Kind.DROPPED]
    open_ = [fate.mutant for fate in try_mutants(policy, results, changed) if fate.noticed_by is None]
    proposed = {mutant: propose(policy, mutant, results) for mutant in open_}
    assert {mutant.new for mutant in proposed} >= {
        "more than 4 posts within 10 minutes by author",
        "at least 5 posts within 10 minutes by author",
        "same text by at least 2 authors within 1 hour",
    }
    assert [mutant.new for mutant, test in proposed.items() if test is None] == []
    policy, results = ran(RULES + "\n".join([SIX, THREE, *filter(None, proposed.values())]))
    assert all(result.passed for result in results)
    assert [fate.mutant.new for fate in try_mutants(policy, results, open_) if fate.noticed_by is None] == []
