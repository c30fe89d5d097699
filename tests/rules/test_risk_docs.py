"""The worked example of the risk page is reckoned as the code does."""

from __future__ import annotations

import re

from guidepost.signals import Span
from tests.rules.documents import DOCS, examples
from tests.rules.policies import compiled, evaluate


def test_the_table_shows_what_the_policy_reckons() -> None:
    [example] = examples("risk.md")
    policy = compiled(example.text.replace("pii.address", "pii.iban"))
    evaluation = evaluate(policy, "Only a fool lives there.", toxicity=0.8, pii__iban=(Span(0, 4),))
    page = (DOCS / "risk.md").read_text(encoding="utf-8").partition("# A worked example")[2]
    table = dict(re.findall(r"^\| (?!step)([a-z-]+|the post|the outcome)(?:, privacy)? \| .* \| (\S+) \|$", page, re.MULTILINE))
    by_rule = {one.rule.name.partition(".")[2]: one.risk for one in evaluation.fired}
    by_guideline = {part.guideline: part.risk for part in evaluation.risk_parts}
    assert table == {
        "stay-calm": str(by_rule["stay-calm"]),
        "not-insult": str(by_rule["not-insult"]),
        "respect": str(by_guideline["respect"]),
        "not-name-addresses": str(by_guideline["privacy"]),
        "the post": str(evaluation.risk),
        "the outcome": evaluation.outcome.word,
    }
