"""Documents to set: the sample policy, and one whose texts try to be markup."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from guidepost.engine.policies import load_policy, sample_policy
from guidepost.engine.start import known_signals
from guidepost.rules.render import LANGUAGES, Document, build
from tests.engine.stacks import loaded

_HOSTILE = """\
policy "<script>alert(1)</script> #include $x$ = *b* @y 😀"
  version "</style><b>1</b>"
  languages en
list signs "日本語", "&amp;<i>"
guideline g "<h1>Title</h1>"
  cites "</title>"
  says en "<img src=x onerror=alert(1)>"
  must not a
    when text matches /<\\/code>a{3}/ or text mentions any of signs
    then block, redirect to "</dd><script>"
    says en "</p><script>x</script>"
guideline empty "No rules"
"""


@cache
def sample(language: str) -> Document:
    """The sample policy's document."""
    policy = load_policy(sample_policy(), known_signals())
    return build(policy.checked, policy.compiled, LANGUAGES[language])


@cache
def layered(language: str) -> Document:
    """The document of a stack of layers."""
    policy = loaded()
    return build(policy.checked, policy.compiled, LANGUAGES[language])


@pytest.fixture
def hostile(tmp_path: Path) -> Document:
    """A document whose texts try to be markup."""
    file = tmp_path / "hostile.guide"
    file.write_text(_HOSTILE, "utf-8")
    policy = load_policy(file, known_signals())
    return build(policy.checked, policy.compiled, LANGUAGES["en"])
