"""Posts that show a finding: they can be pasted into the policy as a test, and pass."""

from __future__ import annotations

import subprocess
import sys

import pytest
import re2

from guidepost.rules.analysis import analyse
from guidepost.rules.analysis.samples import texts_that_fit
from guidepost.rules.check import values_given
from guidepost.rules.syntax import parse
from tests.rules.catalogue import CATALOGUE
from tests.rules.policies import GUIDELINE, checked, compiled, evaluate

RULE = GUIDELINE + "must not r when "

CLASHING = [
    RULE + 'text mentions "nightjar" may m when text mentions any of ("nightjar", "bluebird")',
    RULE + 'text mentions "nightjar*" may m when text mentions all of ("nightjars", "small bird")',
    RULE + 'text mentions "nightjar" and not text mentions "bird" may m when text mentions ("nightjar", "bird")',
    RULE + "toxicity > 0.55 may m when toxicity >= 0.8 and toxicity < 0.85",
    RULE + "author.tenure < 30 days may m when author.tenure < 4 weeks",
    RULE + "count of pii.iban > 2 may m when pii.iban found and audience is external",
    RULE + 'topics includes "own work" may m when topics includes "own work" and topics includes garden',
    RULE + r"text matches /\b[A-Z]{2}-[0-9]{3,}\b/ may m when text matches /\b[A-Z]{2}-[0-9]{3,}\b/ and channel is post-office",
    RULE + 'text mentions at least 2 of ("best", "greatest", "finest") may m when text mentions ("best", "greatest", "finest")',
]


@pytest.mark.parametrize("text", CLASHING, ids=range(len(CLASHING)))
def test_the_post_shown_can_be_pasted_as_a_test(text: str) -> None:
    [finding] = [one for one in analyse(checked(text), str.casefold) if one.diagnostic.code == "GP407"]
    assert finding.witness is not None
    written = finding.witness.written(CATALOGUE)
    assert f"For example: {written}." in finding.diagnostic.hint
    [test] = parse(f'{text} test "shown" {written} expect review because g.r expect told g.m').tests
    assert test.post is not None
    evaluation = evaluate(compiled(text), test.post.value.text, **values_given(test, CATALOGUE))
    assert [one.rule.name for one in evaluation.fired] == ["g.r"]
    assert [rule.name for rule in evaluation.permitted] == ["g.m"]


@pytest.mark.parametrize(
    "pattern",
    [
        r"[0-9]{4}",
        r"\bq[1-4]\b|\b(quarter|quartal)",
        r"(https?:\/\/|\b)([a-z0-9-]+\.)*(wiki|jira)[a-z0-9-]*\.example\.com\b",
        r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
        r"(\p{Lu}{3,}[ ,!?.]+){2,}\p{Lu}{3,}[!?]",
        r"[^a-z ]{3}",
        r"(?i)abc(?:d|e)?(?P<end>[[:digit:]]+)",
        r"\d+\s*€|©|\(c\) ?[12][0-9]{3}",
        r"^\s*(\+1|me too)[\s!.+]*$",
    ],
)
def test_texts_fit_the_pattern_they_are_made_for(pattern: str) -> None:
    texts = texts_that_fit(pattern, ignore_case=False)
    assert texts
    assert [text for text in texts if not re2.search(pattern, text)] == []


def test_what_cannot_be_shown_is_not_said() -> None:
    text = RULE + r"text matches /[^\x00-\x{10FFFE}]x/ may m when text matches /[^\x00-\x{10FFFE}]x/"
    assert "GP407" not in {finding.diagnostic.code for finding in analyse(checked(text), str.casefold)}


def test_no_solver_is_loaded_before_it_is_needed() -> None:
    code = "import sys; import guidepost.rules.analysis; sys.exit('z3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
