"""The sample policy in both languages."""

from __future__ import annotations

import pytest

from guidepost.engine.policies import LoadedPolicy, load_policy, sample_policy
from guidepost.engine.start import known_signals
from guidepost.rules.render import LANGUAGES, build


@pytest.fixture(scope="module")
def policy() -> LoadedPolicy:
    """The sample policy."""
    return load_policy(sample_policy(), known_signals())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_there_with_its_text_in_the_language(policy: LoadedPolicy, language: str) -> None:
    document = build(policy.checked, policy.compiled, LANGUAGES[language])
    entries = {rule.name: rule for section in document.sections for rule in section.rules}
    assert entries.keys() == {rule.qualified for rule in policy.file.rules}
    for rule in policy.file.rules:
        entry = entries[rule.qualified]
        assert entry.id == rule.permanent_id
        assert rule.says is not None
        assert entry.says is not None
        assert (entry.says.text, entry.says.language) == (dict(rule.says.value)[language], language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_signal_of_an_installation_has_a_term(language: str) -> None:
    words = LANGUAGES[language]
    declared = known_signals().values()
    assert {declaration.name for declaration in declared} <= words.terms.keys()
    assert {symbol for declaration in declared for symbol in declaration.symbols or ()} <= words.symbols.keys()
