"""The digest names what decides, and nothing else."""

from __future__ import annotations

import pytest

from guidepost.rules.compile import CompiledPolicy
from tests.rules.policies import checked, compiled, evaluate

POLICY = """
policy "P"
  version "1"
  languages en, de
  from risk 0.5 acknowledge
  from risk 0.9 review
list names "Nightjar", "Bluebird"
guideline a "A" says en "one" de "eins"
  must not r when text mentions any of names and toxicity >= 0.5 then block risk 0.5 says en "r" de "R"
  must not q when flags > 3
guideline b "B"
  may m when flags > 1 excuses a.r, a.q
"""
DIGEST = compiled(POLICY).digest


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("policy", "# A remark.\npolicy"),
        ("then block", "# Why.\n then block"),
        ("then block risk 0.5", "risk 50%\n\n   then block"),
        ('"Nightjar", "Bluebird"', '"Bluebird", "Nightjar"'),
        ('"Nightjar", "Bluebird"', '"Nightjar", "Bluebird", "Nightjar"'),
        ('en "one" de "eins"', 'de "eins" en "one"'),
        ("excuses a.r, a.q", "excuses a.q, a.r"),
        ("from risk 0.5 acknowledge\n  from risk 0.9 review", "from risk 0.9 review from risk 0.5 acknowledge"),
        ('guideline b "B"', 'test "t" post "x" expect allow\nguideline b "B"'),
        ("\n", "\r\n"),
        ('\npolicy "P"', '\ufeffpolicy "P"'),
        (
            "text mentions any of names and toxicity >= 0.5",
            "(text mentions any of (names) and (toxicity >= 50%))".replace("(names)", "names"),
        ),
    ],
)
def test_what_decides_nothing_leaves_the_digest_alone(before: str, after: str) -> None:
    assert before in POLICY
    assert compiled(POLICY.replace(before, after)).digest == DIGEST


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"P"', '"Q"'),
        ('version "1"', 'version "2"'),
        ("en, de", "de, en"),
        ("0.5 acknowledge", "0.6 acknowledge"),
        ('"Bluebird"', '"Redbird"'),
        ('de "eins"', 'de "zwei"'),
        ("toxicity >= 0.5", "toxicity > 0.5"),
        ("then block", "then review"),
        ("excuses a.r, a.q", "excuses a.r"),
        ("must not q", "must q"),
        ("must not q", "must not q id q-1"),
        ('"P"', '"P" on unknown block'),
    ],
)
def test_whatever_decides_or_is_told_changes_the_digest(before: str, after: str) -> None:
    assert before in POLICY
    assert compiled(POLICY.replace(before, after)).digest != DIGEST


def test_a_list_file_counts_as_the_phrases_in_it() -> None:
    from_file = POLICY.replace('list names "Nightjar", "Bluebird"', 'list names from "names.txt"')
    assert compiled(from_file, {"names.txt": "# Names.\nBluebird\nNightjar # the lamp\n"}).digest == DIGEST


def test_folding_is_part_of_the_digest() -> None:
    assert CompiledPolicy(checked(POLICY), str.casefold, "another").digest != DIGEST


def test_the_order_of_translations_does_not_choose_what_a_stranger_reads() -> None:
    other = compiled(POLICY.replace('en "one" de "eins"', 'de "eins" en "one"').replace('en "r" de "R"', 'de "R" en "r"'))
    values = {"toxicity": 0.9, "flags": 0}
    [rule] = [one.rule for one in evaluate(other, "nightjar", **values).fired]
    assert list(rule.says) == list(rule.guideline.says) == ["en", "de"]


DEFINED = """
policy "P"
  languages en, de
define a as flags > 3
define b as a and text mentions word "x"
guideline g "G" de "H"
  cites "one" de "eins"
  must not r when b and joined before 2026-12-01 UTC then block, redirect to "mail" de "Post"
"""


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("define a", "# A remark.\ndefine a", True),
        (
            'define a as flags > 3\ndefine b as a and text mentions word "x"',
            'define b as a and text mentions word "x" define a as flags > 3',
            True,
        ),
        ("flags > 3", "flags > 4", False),
        ("word ", "", False),
        ('de "H"', 'de "I"', False),
        ('de "eins"', 'de "zwei"', False),
        ('de "Post"', 'de "Brief"', False),
        ("2026-12-01 UTC", "2026-12-01 Europe/Berlin", False),
        ("2026-12-01 UTC", "2026-12-01 00:01 UTC", False),
    ],
)
def test_definitions_and_translations_are_part_of_the_digest(before: str, after: str, same: bool) -> None:
    assert before in DEFINED
    assert (compiled(DEFINED.replace(before, after)).digest == compiled(DEFINED).digest) is same
