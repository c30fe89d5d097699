"""The source text of one rule or definition, in the canonical form that the policy's digest is taken of."""

from __future__ import annotations

import textwrap

from guidepost.rules.syntax import PolicyFile, write
from guidepost.rules.syntax import tree as t


def source_text(rule: t.Rule) -> str:
    """The rule as the formatter writes it, its remarks included."""
    guideline = t.Guideline(t.Name(rule.guideline), "")
    before = write(PolicyFile(t.PolicyHead(""), guidelines=(guideline,)))
    whole = write(PolicyFile(t.PolicyHead(""), guidelines=(guideline,), rules=(rule,)))
    return textwrap.dedent(whole.removeprefix(before)).strip("\n")


def head_text(head: t.PolicyHead) -> str:
    """The head of a layer as the formatter writes it, its remarks included."""
    return write(PolicyFile(head)).strip("\n")


def definition_text(definition: t.Definition) -> str:
    """The definition as the formatter writes it, its remarks included."""
    before = write(PolicyFile(t.PolicyHead("")))
    return write(PolicyFile(t.PolicyHead(""), definitions=(definition,))).removeprefix(before).strip("\n")
