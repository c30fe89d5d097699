"""Every sample pack, and all of them as one stack: whole, in canonical form, and doing what its own tests say."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from guidepost.engine.policies import LoadedPolicy, check_policy
from guidepost.engine.views import fold
from guidepost.rules.analysis import analyse, layers_keep
from guidepost.rules.check import Catalogue
from guidepost.rules.check.scope import atoms
from guidepost.rules.syntax import Diagnostic, Modality, Outcome, parse, write
from guidepost.rules.syntax.tree import Rule
from tests.rules.packs.conftest import FOLDER, RESEARCH, STACK, SWITZERLAND, WORKPLACE, Pack, Results

LANGUAGES = {"en", "de"}
PACKS = (WORKPLACE, SWITZERLAND, RESEARCH)


@pytest.fixture(scope="module", params=[*PACKS, STACK], ids=lambda pack: pack.name)
def pack(request: pytest.FixtureRequest) -> Pack:
    return request.param  # type: ignore[no-any-return]


def told(findings: Iterable[Diagnostic]) -> list[str]:
    """Findings as a person would be told them."""
    return [f"{one.place.layer}:{one.place.line} {one.code} {one.message}" for one in findings]


def says(rule: Rule) -> set[str]:
    return {language for language, text in rule.says.value if text} if rule.says else set()


def instead(rule: Rule) -> set[str]:
    return {language for language, text in rule.instead.value if text} if rule.instead else set()


def test_the_checker_has_nothing_to_say(pack: Pack, signals: Catalogue) -> None:
    _, checked = check_policy(pack.path, signals)
    assert told(checked.findings) == []
    assert told(one.diagnostic for one in layers_keep(checked, fold)) == []


def test_the_rules_of_all_packs_go_together(signals: Catalogue) -> None:
    _, checked = check_policy(FOLDER, signals)
    assert told(one.diagnostic for one in analyse(checked, fold)) == []


@pytest.mark.parametrize("file", sorted(FOLDER.rglob("*.guide")), ids=lambda file: file.stem)
def test_it_is_written_canonically(file: Path) -> None:
    text = file.read_text("utf-8")
    assert write(parse(text, file.name)) == text


def test_its_own_tests_pass(results: Results) -> None:
    assert len(results) >= 80
    assert [(result.test.title, result.problems) for result in results if not result.passed] == []


def test_every_excuse_is_seen_at_work(policy: LoadedPolicy, results: Results) -> None:
    seen = {(by, excused.rule) for result in results for excused in result.decision.excused for by in excused.by}
    granted = {(rule.qualified, name.value) for rule in policy.file.rules if rule.excuses for name in rule.excuses.value}
    assert granted - seen == set()


def test_every_rule_has_an_id_that_outlives_its_name(policy: LoadedPolicy) -> None:
    assert [rule.qualified for rule in policy.file.rules if rule.id is None] == []


def test_every_rule_speaks_both_languages(policy: LoadedPolicy) -> None:
    assert [rule.qualified for rule in policy.file.rules if says(rule) != LANGUAGES] == []
    duties = [rule for rule in policy.file.rules if rule.modality is not Modality.MAY]
    assert [rule.qualified for rule in duties if instead(rule) != LANGUAGES] == []


def test_every_guideline_speaks_both_languages_and_is_cited(policy: LoadedPolicy) -> None:
    for guideline in policy.file.guidelines:
        assert guideline.cites is not None
        assert guideline.says is not None
        assert {language for language, _ in guideline.says.value} == LANGUAGES


def test_no_rule_asks_for_a_rank(policy: LoadedPolicy) -> None:
    asked = {(rule.qualified, getattr(atom, "signal", None)) for rule, atom in atoms(policy.file)}
    assert [name for name, signal in asked if signal is not None and signal.value == "author.role"] == []


def test_every_held_post_has_a_queue_and_a_deadline(policy: LoadedPolicy) -> None:
    for rule in policy.compiled.rules:
        if rule.outcome is Outcome.REVIEW:
            assert rule.queue in {"privacy", "respect", "legal", "communications", "research"}, rule.name
            assert rule.within is not None, rule.name


@pytest.mark.parametrize("one", PACKS, ids=lambda one: one.name)
def test_the_readme_counts_right(one: Pack, signals: Catalogue) -> None:
    readme = (one.path.parent / "README.md").read_text("utf-8")
    file = check_policy(one.path, signals)[1].scope.file
    own = [len([part for part in parts if part.place.layer == one.layer]) for parts in (file.guidelines, file.rules, file.tests)]
    assert "{} guidelines, {} rules, {} tests".format(*own) in " ".join(readme.split())


@pytest.mark.parametrize("one", PACKS, ids=lambda one: one.name)
def test_every_list_file_is_used(one: Pack) -> None:
    beside = {file.name for file in one.path.parent.glob("*.txt")}
    assert beside == {words.file for words in parse(one.path.read_text("utf-8")).lists if words.file}
