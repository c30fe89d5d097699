"""The tests that stand in the files of a stack: the rules they name, and what a mutant of a layer's rule decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from guidepost.engine.check import Checker
from guidepost.engine.identity import World
from guidepost.engine.policies import LayerSource, LoadedPolicy, PolicySource, compile_source
from guidepost.engine.policy_tests import Fate, measure, mutants, propose, run_tests, try_mutants
from guidepost.engine.policy_tests.expectations import observe
from guidepost.engine.policy_tests.mutation import changed_policy
from guidepost.engine.policy_tests.running import TestResult as Result
from guidepost.engine.providers import Providers
from guidepost.engine.views import fold
from guidepost.rules.check import Checked
from guidepost.rules.check.completeness import rules_tested
from guidepost.rules.compile import CompiledPolicy
from tests.rules.stacks import CATALOGUE

TOP = """\
policy "Top"
guideline g "G"
  must not r when text mentions "alpha" then review
  may m when channel is press excuses g.r
"""
SWISS = """\
policy "Switzerland"
  layer ch extends "top.guide"
  applies when author.region is ch
guideline g
  must not r when text mentions "alpha" or text mentions any of ("beta", "gamma")
  must not q when text mentions "delta" then block
"""
LAB = """\
policy "Lab"
  layer lab extends "ch.guide"
  applies when author.unit is research
"""


def ran(top: str = "", swiss: str = "", lab: str = "") -> tuple[LoadedPolicy, list[Result]]:
    """The stack with these tests in its files, and their results."""
    layers = [LayerSource(SWISS + swiss, "ch.guide", ""), LayerSource(LAB + lab, "lab.guide", "ch")]
    policy = compile_source(PolicySource(TOP + top, "top.guide", {}, layers), CATALOGUE)
    providers = Providers([])
    checker = Checker(policy.compiled, providers, World(lambda: datetime(2026, 11, 2, tzinfo=UTC), bytes))
    try:
        return policy, list(run_tests(policy, checker, quiet=True))
    finally:
        providers.close()


@pytest.mark.parametrize(
    ("post", "expected", "problems"),
    [
        # The rule that a test names is whichever version of it holds for the post.
        ('post "alpha" author.region de', "expect review because g.r", []),
        ('post "alpha" author.region ch', "expect review because g.r", []),
        ('post "alpha" author.region ch', "expect not g.r", ["expected g.r not to fire, but it did"]),
        ('post "alpha" author.region ch channel press', "expect excused g.r because g.m", []),
        ('post "nothing" author.region ch', "expect not g.r", []),
        ('post "beta" author.region de', "expect not g.r", []),
        (
            'post "nothing" author.region ch',
            "expect excused g.r",
            ["expected g.r to be excused, but it would not have fired anyway"],
        ),
        ('post "beta" author.region ch', "expect excused g.r", ["expected g.r to be excused, but it fired"]),
    ],
)
def test_a_rule_that_a_layer_restates_goes_by_the_name_above(post: str, expected: str, problems: list[str]) -> None:
    _, [result] = ran(f'test "t" {post} {expected}\n')
    assert list(result.problems) == problems


def test_a_test_sees_the_version_that_is_nearest_above_its_own_file() -> None:
    def untested(**tests: str) -> set[str]:
        policy, _ = ran(**tests)
        return {finding.message.split("“")[1].split("”")[0] for finding in rules_tested(policy.checked.scope)}

    test = 'test "t" post "alpha" author.region ch expect review because g.r\n'
    assert untested() == {"g.r", "g.m", "g.r@ch", "g.q"}
    assert untested(top=test) == {"g.m", "g.r@ch", "g.q"}
    assert untested(swiss=test) == {"g.r", "g.m", "g.q"}
    assert untested(lab=test) == {"g.r", "g.m", "g.q"}


TESTS = """\
test "1" post "alpha" author.region de expect review because g.r
test "2" post "nothing" author.region de expect allow
test "3" post "alpha" author.region de channel press expect excused g.r
test "4" post "alpha" author.region de channel forum expect review
"""
SWISS_TESTS = """\
test "5" post "alpha" author.region ch expect review because g.r
test "6" post "beta" author.region ch expect review because g.r
test "7" post "gamma" author.region ch expect review because g.r
test "8" post "nothing" author.region ch expect allow
test "9" post "delta" author.region ch expect block because g.q
test "10" post "alpha" author.region ch channel press expect excused g.r
"""


def test_rules_are_covered_by_what_they_say_themselves() -> None:
    policy, results = ran(TESTS, SWISS_TESTS)
    assert all(result.passed for result in results)
    [guideline] = measure(policy, results).guidelines
    assert {rule.rule.qualified: {branch.condition: branch.missing for branch in rule.branches} for rule in guideline.rules} == {
        "g.r": {'text mentions "alpha"': ()},
        "g.m": {"channel is press": ()},
        "g.r@ch": {'text mentions "alpha"': (), 'text mentions any of ("beta", "gamma")': ()},
        "g.q": {'text mentions "delta"': ()},
    }
    assert [branch.place.layer for rule in guideline.rules for branch in rule.branches] == ["", "", "ch", "ch", "ch"]


def fates(top: str, swiss: str) -> list[Fate]:
    """What became of all mutants of the stack's rules under these tests."""
    policy, results = ran(top, swiss)
    return list(try_mutants(policy, results, (one for one in mutants(policy) if one.rule is not None)))


def test_the_rules_of_a_well_tested_stack_leave_nothing_open() -> None:
    found = fates(TESTS, SWISS_TESTS)
    assert [(one.mutant.kind, one.mutant.old) for one in found if one.noticed_by is None] == []
    assert {one.mutant.place.layer for one in found} == {"", "ch"}
    # An excuse is one, however many layers have a version of the rule.
    assert [one.mutant.old for one in found if one.mutant.kind == "excuse"] == ["excuses g.r"]
    assert not any("author.region" in one.mutant.old for one in found)


@pytest.mark.parametrize(
    ("missing", "survivor"),
    [
        ("7", 'phrases: text mentions any of ("beta", "gamma") -> … without “gamma”'),
        ("9", "outcome: then block -> then review"),
        ("5", 'dropped: text mentions "alpha" -> '),
    ],
)
def test_what_a_missing_test_of_a_layer_leaves_open(missing: str, survivor: str) -> None:
    without = "\n".join(line for line in SWISS_TESTS.splitlines() if not line.startswith((f'test "{missing}"', 'test "10"')))
    left = [one.mutant for one in fates(TESTS, without) if one.noticed_by is None]
    assert survivor in [f"{one.kind.value}: {one.old} -> {one.new}" for one in left]


def test_a_mutant_of_a_rule_decides_like_the_stack_with_that_change() -> None:
    policy, results = ran(TESTS, SWISS_TESTS)
    tried = 0
    for mutant in mutants(policy):
        if mutant.rule is None:
            continue
        rules = tuple(mutant.rule if one.qualified == mutant.rule.qualified else one for one in policy.file.rules)
        scope = replace(policy.checked.scope, file=replace(policy.file, rules=rules))
        anew = CompiledPolicy(Checked(scope, ()), fold, "x")
        quick = changed_policy(policy.compiled, mutant)
        for one in results:
            views, values = one.settled.views, one.settled.values
            expected = anew.evaluate(anew.read(views.visible.text, views.folded.text), values)
            found = quick.evaluate(one.settled.hits, values)
            assert observe(found, quick) == observe(expected, anew)
            assert (found.risk, found.layers) == (expected.risk, expected.layers)
            tried += 1
    assert tried > 100


def test_proposed_tests_pass_now_and_fail_for_the_mutant() -> None:
    tests = "\n".join(line for line in SWISS_TESTS.splitlines() if not line.startswith(('test "7"', 'test "9"')))
    policy, results = ran(TESTS, tests)
    tried = [one for one in mutants(policy) if one.rule is not None]
    open_ = [fate.mutant for fate in try_mutants(policy, results, tried) if fate.noticed_by is None]
    proposals = [propose(policy, mutant, results) for mutant in open_]
    assert open_
    assert all(proposals)
    again, results = ran(TESTS, "\n".join([tests, *filter(None, proposals)]))
    assert [result.problems for result in results if not result.passed] == []
    assert [fate.mutant.old for fate in try_mutants(again, results, open_) if fate.noticed_by is None] == []
