from __future__ import annotations

from dataclasses import replace

import pytest

from guidepost.engine.policy_tests import Fate, Kind, mutants, propose, try_mutants
from guidepost.engine.policy_tests.expectations import observe, problems
from guidepost.engine.policy_tests.mutation import changed_policy
from guidepost.rules.syntax import write
from tests.engine.policy_tests.running import ran

RULES = """
policy "P"
  from risk 0.6 review
guideline a "A"
  must not leak
    when audience is external and (text mentions any of ("secret", "hidden") or toxicity >= 0.5) unless text mentions "public"
    then block risk 0.5
  may joke when topics includes "own" excuses a.leak
  should many when count of pii.iban > 2 risk 0.1
"""
WELL_TESTED = """
test "1" post "a secret" audience external expect block because a.leak
test "2" post "hidden" audience external expect block because a.leak
test "3" post "nothing" audience external with toxicity 0.5 expect block
test "4" post "nothing" audience external with toxicity 0.49 expect allow
test "5" post "a secret" with toxicity 0.9 expect allow
test "6" post "a public secret" audience external expect allow
test "7" post "a secret" audience external topics own expect excused a.leak
test "8" post "a secret" audience external topics garden expect block
test "9" post "x" with pii.iban 3 expect advise
test "10" post "x" with pii.iban 2 expect allow
"""


def fates(tests: str) -> list[Fate]:
    policy, results = ran(RULES + tests)
    return list(try_mutants(policy, results, mutants(policy)))


def survivors(tests: str) -> list[str]:
    return [f"{one.mutant.kind.value}: {one.mutant.old} -> {one.mutant.new}" for one in fates(tests) if one.noticed_by is None]


def test_a_well_tested_rule_leaves_only_the_risk_thresholds_open() -> None:
    assert [one for one in survivors(WELL_TESTED) if "from risk" not in one] == []


def test_a_threshold_that_no_test_pins_is_told() -> None:
    loose = WELL_TESTED.replace("toxicity 0.5 ", "toxicity 0.9 ").replace("0.49", "0.1")
    assert [one for one in survivors(loose) if "toxicity" in one] == [
        "threshold: toxicity >= 0.5 -> toxicity >= 0.45",
        "threshold: toxicity >= 0.5 -> toxicity >= 0.55",
        "threshold: toxicity >= 0.5 -> toxicity >= 0.3",
        "threshold: toxicity >= 0.5 -> toxicity >= 0.7",
        "boundary: toxicity >= 0.5 -> toxicity > 0.5",
    ]


@pytest.mark.parametrize(
    ("missing", "survivor"),
    [
        ("2", 'phrases: text mentions any of ("secret", "hidden") -> … without “hidden”'),
        ("6", 'dropped: unless text mentions "public" -> '),
        ("7", "excuse: excuses a.leak -> "),
        ("5", "dropped: audience is external -> "),
        ("10", "threshold: count of pii.iban > 2 -> count of pii.iban > 1"),
        ("4", "threshold: toxicity >= 0.5 -> toxicity >= 0.45"),
    ],
)
def test_what_a_missing_test_leaves_open(missing: str, survivor: str) -> None:
    without = "\n".join(line for line in WELL_TESTED.splitlines() if not line.startswith(f'test "{missing}"'))
    assert survivor in survivors(without)
    assert survivor not in survivors(WELL_TESTED)


def test_a_mutant_decides_like_the_policy_written_with_that_change() -> None:
    policy, results = ran(RULES + WELL_TESTED)
    tried = 0
    for mutant in mutants(policy):
        if mutant.rule is None or mutant.kind is Kind.OUTCOME:
            continue
        rules = tuple(mutant.rule if one.qualified == mutant.rule.qualified else one for one in policy.file.rules)
        anew, _ = ran(write(replace(policy.file, rules=rules, tests=())))
        quick = changed_policy(policy.compiled, mutant)
        for one in results:
            views, values = one.settled.views, one.settled.values
            expected = anew.compiled.evaluate(anew.compiled.read(views.visible.text, views.folded.text), values)
            found = quick.evaluate(one.settled.hits, values)
            assert observe(found, quick) == observe(expected, anew.compiled)
            assert found.risk == expected.risk
            tried += 1
    assert tried > 100


def test_the_short_cut_overlooks_nothing() -> None:
    """A mutant that is not tried on a test is one that this test could not have noticed."""
    policy, results = ran(RULES + WELL_TESTED)
    for fate in fates(WELL_TESTED):
        changed = changed_policy(policy.compiled, fate.mutant)
        seen = [observe(changed.evaluate(one.settled.hits, one.settled.values), changed) for one in results]
        noticed = any(any(problems(one.test, after)) for one, after in zip(results, seen, strict=True))
        assert noticed is (fate.noticed_by is not None)


def test_a_failed_test_notices_nothing() -> None:
    assert all(one.noticed_by is None for one in fates('test "1" post "a secret" audience external expect allow'))


def test_proposals_pass_now_and_fail_for_the_mutant() -> None:
    policy, results = ran(RULES + 'test "1" post "a secret" audience external expect block')
    open_ = [one.mutant for one in try_mutants(policy, results, mutants(policy)) if one.noticed_by is None and one.mutant.rule]
    proposals = {mutant: propose(policy, mutant, results) for mutant in open_}
    assert [f"{one.kind}: {one.old}" for one, proposal in proposals.items() if proposal is None] == []
    _, again = ran(RULES + "\n".join(filter(None, proposals.values())))
    assert [result.problems for result in again if not result.passed] == []
    policy, results = ran(RULES + "\n".join(filter(None, proposals.values())))
    left = [one for one in try_mutants(policy, results, open_) if one.noticed_by is None]
    assert left == []


def test_a_mutant_is_a_policy_that_can_be_written() -> None:
    policy, _ = ran(RULES + WELL_TESTED)
    kinds = set()
    for mutant in mutants(policy):
        kinds.add(mutant.kind)
        if mutant.rule is not None:
            assert write(policy.file) != write(
                type(policy.file)(policy.file.head, guidelines=policy.file.guidelines, rules=(mutant.rule,))
            )
    assert kinds == set(Kind)
