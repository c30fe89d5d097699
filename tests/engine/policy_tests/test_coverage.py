from __future__ import annotations

from guidepost.engine.policy_tests import Coverage, measure
from guidepost.rules.compile import Truth
from tests.engine.policy_tests.running import ran

RULES = """
policy "P"
guideline a "A"
  must not leak when audience is external and (text mentions "secret" or toxicity >= 0.5) then block
  may joke when topics includes "own" excuses a.leak
guideline b "B"
  should other when text mentions "other"
"""


def measured(tests: str) -> Coverage:
    return measure(*ran(RULES + tests))


def branches(coverage: Coverage) -> dict[str, str]:
    """By condition: the ways in which it was seen."""
    return {
        branch.condition: "".join(truth.name[0] for truth in Truth if branch.seen[truth])
        for guideline in coverage.guidelines
        for rule in guideline.rules
        for branch in rule.branches
    }


def test_a_condition_counts_only_where_it_matters() -> None:
    seen = branches(measured('test "t" post "a secret" expect allow'))
    # Inside, nothing but the audience decides, whatever the text says.
    assert seen['text mentions "secret"'] == ""
    assert seen["toxicity >= 0.5"] == ""
    assert seen["audience is external"] == "F"


def test_both_ways() -> None:
    tests = """
    test "1" post "a secret" audience external expect block
    test "2" post "nothing" audience external expect allow
    test "3" post "nothing" audience external with toxicity 0.9 expect block
    test "4" post "a secret" expect allow
    """
    seen = branches(measured(tests))
    assert {name: seen[name] for name in ("audience is external", 'text mentions "secret"', "toxicity >= 0.5")} == {
        "audience is external": "FT",
        'text mentions "secret"': "FT",
        "toxicity >= 0.5": "FT",
    }


def test_unknown_is_told_and_not_asked_for() -> None:
    coverage = measured('test "t" post "nothing" audience external with toxicity unknown expect review')
    [branch] = [one for one in coverage.guidelines[0].rules[0].branches if one.condition.startswith("toxicity")]
    assert branch.seen[Truth.UNKNOWN] == 1
    assert branch.missing == (Truth.TRUE, Truth.FALSE)


def test_a_rule_is_seen_when_it_fires_holds_or_is_excused() -> None:
    coverage = measured('test "t" post "a secret" audience external topics own expect excused a.leak')
    leak, joke = coverage.guidelines[0].rules
    assert (leak.at_work, leak.excused, leak.seen) == (0, 1, True)
    assert (joke.at_work, joke.seen) == (1, True)
    assert not coverage.guidelines[1].rules[0].seen
    assert coverage.rules == (2, 3)


def test_the_share_counts_rules_and_ways() -> None:
    coverage = measured('test "t" post "other" expect advise because b.other')
    # Of b: the rule, and its condition true. Of a nothing: no secret is told, so that the audience does not matter.
    assert coverage.guidelines[1].reached == (2, 3)
    assert coverage.guidelines[0].reached == (0, 10)
    assert coverage.share == 2 / 13
    assert coverage.branches == (1, 10)
