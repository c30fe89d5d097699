"""The workplace pack: whole, in canonical form, and doing what its own tests say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from guidepost.classifiers.registry import default_providers
from guidepost.engine.catalogue import catalogue
from guidepost.engine.check import Checker
from guidepost.engine.identity import World
from guidepost.engine.policies import LoadedPolicy, check_policy, load_policy, sample_policy
from guidepost.engine.policy_tests import run_tests
from guidepost.engine.post import Post
from guidepost.engine.providers import Providers
from guidepost.rules.check import Catalogue
from guidepost.rules.check.scope import atoms
from guidepost.rules.syntax import Modality, Outcome, parse, write
from guidepost.rules.syntax.tree import Rule
from guidepost.signals import Cost, SignalType, Value

GUIDE = sample_policy()
LANGUAGES = {"en", "de"}
WORLD = World(lambda: datetime(2026, 11, 2, tzinfo=UTC), bytes)


@pytest.fixture(scope="module")
def signals(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """All signals of an installation, from declarations alone: no model is read."""
    return catalogue(default_providers(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="module")
def policy(signals: Catalogue) -> LoadedPolicy:
    return load_policy(GUIDE, signals)


@pytest.fixture(scope="module")
def checker(policy: LoadedPolicy) -> Iterator[Checker]:
    providers = Providers([])
    yield Checker(policy.compiled, providers, WORLD)
    providers.close()


@pytest.fixture(scope="module")
def nothing_found(signals: Catalogue) -> Mapping[str, Value]:
    """Every computed signal as for a harmless post in English."""
    harmless: dict[SignalType, Value] = {
        SignalType.PROBABILITY: 0.02,
        SignalType.SPANS: (),
        SignalType.SYMBOL: "en",
        SignalType.COUNT: 0,
        SignalType.NUMBER: 0.0,
        SignalType.SET: frozenset(),
    }
    return {signal.name: harmless[signal.type] for signal in signals.values() if signal.cost is not Cost.FREE}


def says(rule: Rule) -> set[str]:
    return {language for language, text in rule.says.value if text} if rule.says else set()


def instead(rule: Rule) -> set[str]:
    return {language for language, text in rule.instead.value if text} if rule.instead else set()


def test_the_checker_has_nothing_to_say(signals: Catalogue) -> None:
    _, checked = check_policy(GUIDE, signals)
    assert [f"{finding.code} line {finding.place.line}: {finding.message}" for finding in checked.findings] == []


def test_it_is_written_canonically() -> None:
    text = GUIDE.read_text("utf-8")
    assert write(parse(text, GUIDE.name)) == text


def test_its_own_tests_pass(policy: LoadedPolicy, checker: Checker, signals: Catalogue) -> None:
    results = list(run_tests(policy, checker, signals, quiet=True))
    assert len(results) >= 80
    assert [(result.test.title, result.problems) for result in results if not result.passed] == []


def test_every_excuse_is_seen_at_work(policy: LoadedPolicy, checker: Checker, signals: Catalogue) -> None:
    seen = {
        (by, excused.rule)
        for result in run_tests(policy, checker, signals, quiet=True)
        for excused in result.decision.excused
        for by in excused.by
    }
    granted = {(rule.qualified, name.value) for rule in policy.file.rules if rule.excuses for name in rule.excuses.value}
    assert granted - seen == set()


def test_it_is_a_real_set_of_guidelines(policy: LoadedPolicy) -> None:
    assert len(policy.file.rules) >= 30
    assert len(policy.file.guidelines) >= 13


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


def test_no_duty_needs_a_fact_that_a_platform_may_not_send(policy: LoadedPolicy) -> None:
    always_sent = {"audience", "kind"}
    for rule, atom in atoms(policy.file):
        signal = getattr(atom, "signal", None)
        if (
            rule.modality is not Modality.MAY
            and signal is not None
            and policy.checked.scope.catalogue[signal.value].cost is Cost.FREE
        ):
            assert signal.value in always_sent, rule.qualified


def test_every_held_post_has_a_queue_and_a_deadline(policy: LoadedPolicy) -> None:
    for rule in policy.compiled.rules:
        if rule.outcome is Outcome.REVIEW:
            assert rule.queue in {"privacy", "respect", "legal", "communications"}, rule.name
            assert rule.within is not None, rule.name


def test_the_readme_counts_right(policy: LoadedPolicy) -> None:
    readme = (GUIDE.parent / "README.md").read_text("utf-8")
    guidelines, rules, tests = (len(part) for part in (policy.file.guidelines, policy.file.rules, policy.file.tests))
    assert f"{guidelines} guidelines, {rules} rules, {tests} tests" in readme


def test_every_list_file_is_used(policy: LoadedPolicy) -> None:
    beside = {file.name for file in Path(GUIDE.parent).glob("*.txt")}
    assert beside == {words.file for words in policy.file.lists if words.file}


@pytest.mark.parametrize(
    "text",
    [
        "Der Kollege hat den Prozess gekillt, jetzt läuft der Server wieder.",
        "Our colleagues in Kassel shot a short film about pumps, have a look.",
        "Die Zigeunersauce steht nicht mehr auf der Karte der Kantine.",
        "The deadline is killing me, but the cake helps.",
        "Bitte stellt das neue Regal an die Wand, danke.",
        "Someone should shoot a video of the new hall.",
        "Wer gewinnt das Gewinnspiel der Woche?",
        "A workshop for all colleagues: how to prevent burnout and depression, and where to find therapy.",
        "Mind the chink in the wall of hall 4.",
    ],
)
def test_harmless_posts_pass_inside_and_outside(text: str, checker: Checker, nothing_found: Mapping[str, Value]) -> None:
    posts = [Post(text, audience) for audience in ("internal", "external")]
    decisions = checker.check_many(posts, given=nothing_found, thorough=True)
    assert [(decision.outcome, [reason.rule for reason in decision.reasons]) for decision in decisions] == [("allow", [])] * 2


@pytest.mark.parametrize(
    ("inside", "outside", "text"),
    [
        ("allow", "block", "Projekt Nightjar startet im Mai."),
        ("allow", "review", "Wir waren heute bei Oakmere Health."),
        ("allow", "acknowledge", "Die Example AG hat eine neue Kantine."),
        ("block", "block", "Kanaken wollen wir hier nicht."),
    ],
)
def test_speech_inside_and_outside_differs_where_it_should(
    inside: str, outside: str, text: str, checker: Checker, nothing_found: Mapping[str, Value]
) -> None:
    posts = [Post(text, audience) for audience in ("internal", "external")]
    decisions = checker.check_many(posts, given=nothing_found, thorough=True)
    assert [decision.outcome for decision in decisions] == [inside, outside]
