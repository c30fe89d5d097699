"""Every analysis: policies that have its finding, and policies beside them that have not."""

from __future__ import annotations

import pytest

from guidepost.rules.analysis import Finding, analyse
from guidepost.rules.syntax import Severity
from tests.rules.policies import GUIDELINE, HEAD, checked, compiled, evaluate

RULE = GUIDELINE + "must not r when "
MAY = GUIDELINE + "may m when "


def found(text: str) -> list[Finding]:
    """What the analyses find in a policy."""
    result = checked(text)
    assert result.errors == ()
    return list(analyse(result, str.casefold))


FINDINGS = [
    ("GP401", RULE + "toxicity >= 0.8 and toxicity < 0.5"),
    ("GP401", RULE + "audience is external and audience is internal"),
    ("GP401", RULE + "channel is a and channel is b"),
    ("GP401", RULE + "flags > 1 and flags < 2"),
    ("GP401", RULE + "author.tenure < 1 day and author.tenure > 2 weeks"),
    ("GP401", RULE + "pii.iban found and count of pii.iban < 1"),
    ("GP401", RULE + 'topics includes a and topics includes "b1" and count of topics < 2'),
    ("GP401", RULE + 'text mentions "project nightjar" and not text mentions "nightjar"'),
    ("GP401", RULE + 'text mentions "nightjar" and not text mentions "night*"'),
    ("GP401", RULE + 'text mentions all of ("a1", "b1") and not text mentions at least 2 of ("a1", "b1", "c1")'),
    ("GP401", RULE + "text matches /abc/ and not text matches /abc/i"),
    ("GP401", RULE + 'text mentions "a1" unless text mentions any of ("a1", "b1")'),
    ("GP401", RULE + 'text mentions "a1"\nguideline h "H" must not s when violates g and not text mentions "a1"'),
    ("GP401", MAY + 'text mentions "a1" and not text mentions "a1"'),
    ("GP401", RULE + "more than 5 posts within 1 hour by author and not more than 5 posts within 1 day by author"),
    ("GP401", RULE + "posts within 1 hour by author is unknown and not posts within 1 day by author is unknown"),
    ("GP402", RULE + "toxicity is unknown and toxicity >= 0.5"),
    ("GP402", RULE + "author.tenure < 30 days unless not author.tenure is unknown"),
    ("GP403", RULE + 'text mentions "project x" may m when text mentions "project" excuses g.r'),
    ("GP403", RULE + 'flags > 5 may m when flags > 2 excuses g.r may n when text mentions "b1" excuses g.r'),
    ("GP404", RULE + "toxicity >= 0.4 or toxicity < 0.5"),
    ("GP404", RULE + 'text mentions "a1" or not text mentions all of ("a1", "b1")'),
    ("GP404", RULE + "audience is external or audience is internal"),
    ("GP405", RULE + "toxicity >= 0.5 and toxicity >= 0.8"),
    ("GP405", RULE + 'text mentions any of ("a1", "b1") or text mentions "a1"'),
    (
        "GP405",
        HEAD + 'list names "a1", "b1" guideline g "G" must not r when text mentions names and text mentions ("b1", "a1", "c1")',
    ),
    ("GP405", RULE + 'text mentions "a1" or text mentions "a1" and toxicity >= 0.5'),
    ("GP405", RULE + 'text mentions "a1" unless audience is external and audience is internal and not audience is unknown'),
    ("GP405", RULE + 'audience is external and (text mentions "a1" or not audience is external and not audience is unknown)'),
    ("GP405", RULE + "more than 5 posts within 1 hour by author and more than 3 posts within 1 day by author"),
    ("GP406", RULE + "at least 1 post within 1 hour by author and flags > 2"),
    ("GP406", RULE + 'flags >= 0 and text mentions "a1"'),
    ("GP406", RULE + "count of pii.iban >= 0"),
    ("GP406", RULE + "author.tenure < 0 days or flags > 2"),
    ("GP406", RULE + 'audience is one of (external, internal) and text mentions "a1"'),
    ("GP407", RULE + 'text mentions "nightjar" may m when text mentions any of ("nightjar", "bluebird")'),
    ("GP407", RULE + 'audience is external and text mentions "nightjar" may m when text mentions "nightjar"'),
    ("GP407", RULE + 'text mentions "nightjar" may m when text mentions "project nightjar"'),
    ("GP407", RULE + "toxicity >= 0.5 may m when toxicity >= 0.8"),
    ("GP407", RULE + "channel is a may m when channel is one of (a, b)"),
    ("GP407", RULE + "text matches /[0-9]{3}-[a-z]+/ may m when text matches /[0-9]{3}-[a-z]+/ and audience is external"),
    ("GP407", RULE + 'text mentions "a1" must not s when flags > 1 may m when text mentions "a1" excuses g.s'),
    ("GP408", RULE + 'text mentions any of ("nightjar", "bluebird") should s when text mentions "bluebird"'),
    ("GP408", RULE + "toxicity >= 0.5 then block must s when toxicity >= 0.8 and flags > 2"),
    ("GP408", RULE + 'text mentions "nightjar" guideline h "H" must not s when text mentions "project nightjar" then review'),
    ("GP408", RULE + 'text mentions "nightjar" guideline h "H" should s when violates g and audience is external'),
    ("GP409", RULE + 'text mentions any of ("a1", "b1") should s when text mentions "b1" or text mentions "a1"'),
    ("GP409", RULE + "not (flags > 2 or toxicity < 0.5) must not s when flags <= 2 and toxicity >= 0.5"),
    ("GP409", MAY + 'text mentions "a1" may n when text mentions "a1"'),
    ("GP410", HEAD + 'from risk 0.8 review guideline g "G" must not r when flags > 1 risk 0.5'),
    ("GP410", HEAD + 'from risk 0.8 block guideline g "G" must not r when flags > 1 risk 0.7 must not s when flags <= 1 risk 0.7'),
    ("GP411", RULE + 'text mentions "salary" unless author.role is manager'),
    ("GP411", RULE + 'text mentions "salary" and author.role is not "manager"'),
    ("GP411", RULE + 'text mentions "salary" and not author.role is one of (board, manager)'),
    ("GP411", RULE + "toxicity >= 0.8 and (author.role is not manager or flags > 3)"),
    ("GP411", RULE + 'text mentions "salary" may m when author.role is manager and text mentions "salary" excuses g.r'),
    ("GP412", RULE + "text matches /e/"),
    ("GP412", RULE + 'text mentions any of ("die", "Nightjar")'),
    ("GP412", RULE + 'audience is external and text mentions "in*"'),
    ("GP412", RULE + 'text mentions "salary" may m when text mentions "and" excuses g.r'),
    ("GP413", RULE + 'flags > 3 and text mentions "salary" may m when flags < 2 excuses g.r'),
]


@pytest.mark.parametrize(("code", "text"), FINDINGS, ids=[f"{code}-{number}" for number, (code, _) in enumerate(FINDINGS)])
def test_a_policy_that_has_the_finding(code: str, text: str) -> None:
    findings = [finding.diagnostic for finding in found(text)]
    assert code in {finding.code for finding in findings}
    assert {finding.code for finding in findings} <= {code} | _ALONG.get(code, set())
    assert all(finding.hint for finding in findings)
    assert {finding.severity for finding in findings if finding.code == "GP411"} <= {Severity.ERROR}


_ALONG = {
    "GP402": {"GP405"},
    "GP403": {"GP408"},
    "GP404": {"GP412"},
    "GP406": {"GP401", "GP404", "GP405"},
    "GP407": {"GP408", "GP409"},
    "GP409": {"GP407"},
    "GP412": {"GP407"},
}
"""What may be said besides, for good reasons."""


NOTHING = [
    RULE + 'audience is external and text mentions "nightjar"',
    RULE + "author.tenure < 30 days and not author.tenure is unknown",
    RULE + "toxicity >= 0.4 and toxicity < 0.7",
    RULE + 'text mentions any of ("best", "greatest") and not text mentions at least 2 of ("best", "greatest")',
    RULE + 'text mentions "nightjar" and not text mentions "nightjars"',
    RULE + "more than 5 posts within 1 hour by author and more than 20 posts within 1 day by author",
    RULE + "more than 5 posts within 1 hour by author unless posts within 1 hour by author is unknown",
    RULE + "same text by 3 authors within 1 hour or same link by 3 authors within 1 hour",
    RULE + "topics includes a and topics includes b and count of topics < 3",
    RULE + "channel is one of (a, b) or channel is c",
    # A permission and a duty that a post may meet side by side.
    RULE + 'text mentions "idiot" may m when text mentions "garden"',
    RULE + 'text mentions "idiot" and audience is external may m when text mentions "garden" and audience is external',
    # Inside and outside.
    RULE + 'audience is external and text mentions "nightjar" may m when audience is internal and text mentions "nightjar"',
    # The permission excuses the rule, or gives way to it.
    RULE + 'text mentions "nightjar" may m when text mentions "project nightjar" excuses g.r',
    RULE + 'text mentions "nightjar" and flags > 2 guideline h "H" may m when text mentions "nightjar" and not violates g',
    # Stricter where both fire.
    RULE + 'text mentions "bluebird" then block should s when text mentions any of ("bluebird", "nightjar")',
    RULE + 'text mentions "nightjar" then advise must not s when text mentions "project nightjar" then block',
    # A model may fail alone: then the first rule is undecided, and the second one is not.
    HEAD + 'from risk 0.8 review guideline g "G" must not r when flags > 1 risk 0.6 must not s when threat > 0.5 risk 0.6',
    # More for a rank, or a reason given.
    RULE + 'text mentions "salary" and author.role is manager',
    RULE + 'text mentions "salary" unless author.role is manager because "They publish the pay scale."',
    MAY + "author.role is manager",
    # Common words that are not enough by themselves.
    RULE + 'text mentions "you" and text mentions "moron"',
    RULE + 'text mentions at least 2 of ("you", "they", "moron")',
    RULE + r"text matches /^(genau|this)$/i",
    MAY + 'text mentions "die"',
]


@pytest.mark.parametrize("text", NOTHING, ids=range(len(NOTHING)))
def test_a_policy_that_has_none(text: str) -> None:
    assert [(finding.diagnostic.code, finding.diagnostic.message) for finding in found(text)] == []


CLASHES = [text for code, text in FINDINGS if code == "GP407"]


@pytest.mark.parametrize("text", CLASHES, ids=range(len(CLASHES)))
def test_the_post_of_a_clash_is_told_may_and_stopped(text: str) -> None:
    [finding] = [finding for finding in found(text) if finding.diagnostic.code == "GP407"]
    assert finding.witness is not None
    evaluation = evaluate(compiled(text), finding.witness.text, **finding.witness.values)
    permission, duty = finding.rules
    assert permission in {rule.name for rule in evaluation.permitted}
    assert duty in {one.rule.name for one in evaluation.fired}
