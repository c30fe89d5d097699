"""What authors are told they may do."""

from __future__ import annotations

import pytest

from guidepost.engine.guidance import guide, permissions, reasons_in
from tests.rules.policies import compiled, evaluate

POLICY = """
policy "P"
guideline clients "Clients"
  must not name-clients when text mentions "client"
  may name-with-consent when text mentions "consent" excuses clients.name-clients says en "With consent."
  may thank-clients when text mentions "thanks" says en "Thank them."
  may quiet when text mentions "thanks"
guideline tone "Tone"
  should calm when text mentions "idiot"
  may disagree says en "Disagree."
  may argue says en "Argue."
guideline part "Take part"
  may hobby when text mentions "garden" says en "Hobbies."
  may quote when flags > 3 excuses tone.calm says en "Quote."
  may praise when text mentions "praise" says en "Praise."
  may share when text mentions "share" says en "Share."
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hello", []),
        ("garden", ["part.hobby"]),
        ("a client", ["clients.name-with-consent"]),
        ("a client, with consent", ["clients.name-with-consent"]),
        ("thanks to a client", ["clients.name-with-consent", "clients.thank-clients"]),
        ("garden of a client", ["clients.name-with-consent", "part.hobby"]),
        ("idiot", ["part.quote"]),
        ("idiot in the garden", ["part.hobby", "part.quote"]),
        ("garden praise share", ["part.hobby", "part.praise", "part.share"]),
        ("garden praise share of a client", ["clients.name-with-consent", "part.hobby", "part.praise"]),
    ],
)
def test_authors_are_told_at_most_three_permissions_the_most_helpful_first(text: str, told: list[str]) -> None:
    policy = compiled(POLICY)
    assert [one.rule for one in permissions(evaluate(policy, text, flags=0), policy, "en")] == told


def test_where_nothing_else_helps_the_permissions_for_everybody_are_told() -> None:
    policy = compiled(POLICY.replace("excuses tone.calm", ""))
    assert [one.says for one in permissions(evaluate(policy, "idiot", flags=0), policy, "en")] == ["Argue.", "Disagree."]


TRANSLATED = """
policy "P"
  languages en, de
guideline g "Keep it inside" de "Es bleibt im Haus"
  cites "Section 1" de "Abschnitt 1"
  says en "a" de "b"
  must not leak when text mentions "secret" then block, redirect to "e-mail" de "E-Mail"
"""


@pytest.mark.parametrize(
    ("language", "title", "cites", "step"),
    [("en", "Keep it inside", "Section 1", "here: e-mail."), ("de", "Es bleibt im Haus", "Abschnitt 1", "hier: E-Mail.")],
)
def test_titles_citations_and_channels_are_in_the_authors_language(language: str, title: str, cites: str, step: str) -> None:
    policy = compiled(TRANSLATED)
    evaluation = evaluate(policy, "secret")
    [reason] = reasons_in(evaluation, language, {"g.leak": []})
    assert (reason.guideline.title, reason.guideline.cites) == (title, cites)
    assert step in guide(evaluation, policy, language, "dec_1").next_step
    assert evaluation.redirect == "e-mail"
