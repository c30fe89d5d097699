"""What is proved agrees with trying every post of a small world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, combinations, product
from math import prod

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidepost.rules.analysis import analyse
from guidepost.rules.analysis.reach import same_for_every_post
from guidepost.rules.analysis.redundancy import idle_parts
from guidepost.rules.analysis.subject import Subject
from guidepost.rules.check import Checked, check
from guidepost.rules.check.scope import Scope, atoms
from guidepost.rules.check.shape import dependencies
from guidepost.rules.compile import CompiledPolicy, whole_condition
from guidepost.rules.syntax import PolicyFile, parse, write
from guidepost.rules.syntax import tree as t
from guidepost.signals import Span, Unknown, Value
from tests.rules.catalogue import CATALOGUE
from tests.rules.compile.reference import Reference
from tests.rules.worlds import AUTHORS, POSTS, UNKNOWN, World, decide, policies, worlds

many = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)

LEVELS: Sequence[Value] = (UNKNOWN, 0.0, 0.3, 0.4, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9)
EVERY_VALUE: Mapping[str, Sequence[Value]] = {
    "toxicity": LEVELS,
    "threat": LEVELS,
    "flags": (UNKNOWN, 0, 1, 2, 3),
    "audience": (UNKNOWN, "internal", "external"),
    "topics": (UNKNOWN, frozenset(), frozenset({"a"})),
    "pii.iban": (UNKNOWN, (), (Span(0, 1),), (Span(0, 1), Span(0, 1))),
    POSTS.name: (UNKNOWN, 1, 2, 3, 4),
    AUTHORS.name: (UNKNOWN, 1, 2, 3, 4),
    "joined": (UNKNOWN, 1_796_079_599.0, 1_796_079_600.0, 1_796_166_000.0),
}
"""By signal: a value on every side of everything that a rule of these worlds can ask."""

PIECES = ("alpha", "beta", "gamma", "gammon", "two words", "2026")
"""Words of which every phrase and pattern of these worlds finds its own."""

MOST_POSTS = 700
"""Posts tried for one rule; one that would need more is left to other examples."""


def checked(file: PolicyFile) -> Checked:
    def no_file(name: str) -> str:
        raise AssertionError(name)

    return check(parse(write(file)), CATALOGUE, no_file)


def with_what_it_needs(rule: t.Rule, scope: Scope) -> PolicyFile:
    """The file with one rule, and those that must be decided before it."""
    needs, left = dependencies(scope), [rule.qualified]
    kept: set[str] = set()
    while left:
        name = left.pop()
        if name not in kept:
            kept.add(name)
            left += needs[name]
    return replace(scope.file, rules=tuple(one for one in scope.file.rules if one.qualified in kept), tests=())


def every_post(rule: t.Rule, scope: Scope) -> list[World]:
    """Every post that differs in something the rule asks about, itself or by way of others; none where those are too many."""
    asking = with_what_it_needs(rule, scope)
    asked = sorted({atom.signal.value for _, atom in atoms(asking) if hasattr(atom, "signal")})
    speaks = any(isinstance(atom, t.Mentions | t.Matches) for _, atom in atoms(asking))
    texts = list(chain.from_iterable(combinations(PIECES, size) for size in range(len(PIECES) + 1))) if speaks else [()]
    if len(texts) * prod(len(EVERY_VALUE[name]) for name in asked) > MOST_POSTS:
        return []
    return [
        World(". ".join(words), {**dict.fromkeys(EVERY_VALUE, UNKNOWN), **dict(zip(asked, values, strict=True))})
        for words in texts
        for values in product(*(EVERY_VALUE[name] for name in asked))
    ]


@given(policies())
@many
def test_rules_found_to_be_the_same_for_every_post_are_and_all_of_them_are_found(file: PolicyFile) -> None:
    subject = Subject(checked(file), str.casefold)
    found = {finding.rules[0]: finding.diagnostic.code for finding in same_for_every_post(subject)}
    for rule in file.rules:
        meanings = [Reference(file, world) for world in every_post(rule, subject.scope)]
        holds = {meant.holds(rule) for meant in meanings}
        works = holds if rule.modality is t.Modality.MAY else {meant.broken(rule) for meant in meanings}
        if meanings:
            code = "GP401" if True not in holds else "GP403" if True not in works else "GP404" if False not in holds else None
            # Of conditions that are known in part only, nothing wrong is said, but not all.
            missed = {None} if subject.meaning(rule).uses.others else set()
            assert found.get(rule.qualified) in {code} | missed


@given(policies(), worlds)
@many
def test_formulas_say_what_the_language_means(file: PolicyFile, world: World) -> None:
    subject = Subject(checked(file), str.casefold)
    meant = Reference(file, world)
    for rule in subject.scope.file.rules:
        meaning = subject.meaning(rule)
        given_post = list(post(subject, world))
        truth = meant.holds(rule) if rule.modality is t.Modality.MAY else meant.broken(rule)
        for formula, is_so in ((meaning.true, truth is True), (meaning.false, truth is False)):
            never = subject.never(meaning.uses, formula, *given_post)
            assert never is not is_so if not meaning.uses.others else not (never and is_so)


def post(subject: Subject, world: World) -> Iterator[object]:
    """The post as formulas."""
    encoder, solver = subject.encoder, subject.solver
    heard = encoder.phrases.heard(world.text.casefold())
    for number in range(len(encoder.phrases.read)):
        yield encoder.phrases.question(number) if number in heard else encoder.phrases.absent(number)
    pattern = encoder.pattern("[0-9]{4}", ignore_case=False)
    yield pattern if "2026" in world.text else solver.none_of((pattern,))
    for name, value in world.values.items():
        if name not in subject.scope.catalogue:
            continue  # a rate that no rule counts
        known = encoder.signals.known(name)
        yield solver.none_of((known,)) if isinstance(value, Unknown) else known
        match value:
            case float() | int():
                yield solver.compare(encoder.signals.number(name), "=", float(value))
            case str():
                yield encoder.signals.word(name, value)
            case frozenset():
                yield solver.compare(encoder.signals.number(name), "=", float(len(value)))
                asked = encoder.signals.word(name, "a")
                yield asked if "a" in value else solver.none_of((asked,))
            case tuple():
                yield solver.compare(encoder.signals.number(name), "=", float(len(value)))


@given(policies(), st.lists(worlds, min_size=10, max_size=20))
@many
def test_findings_about_two_rules_hold_for_every_post_tried(file: PolicyFile, posts: list[World]) -> None:
    whole = checked(file)
    findings = analyse(whole, str.casefold)
    policy = CompiledPolicy(whole, str.casefold, "casefold")
    outcome = {rule.name: rule.outcome for rule in policy.rules}
    for world in posts:
        meant = Reference(file, world)
        decision = decide(policy, world)
        for finding in findings:
            rules = [whole.scope.rules[name] for name in finding.rules]
            match finding.diagnostic.code:
                case "GP408":
                    covered, covering = rules
                    assert outcome[covering.qualified] >= outcome[covered.qualified]
                    assert meant.broken(covered) is not True or meant.broken(covering) is True
                    assert meant.broken(covered) is False or meant.broken(covering) is not False
                case "GP409":
                    assert meant.holds(rules[0]) is meant.holds(rules[1])
                case "GP413":
                    assert not (meant.holds(rules[0]) is True and meant.holds(rules[1]) is True)
                case "GP410":
                    [threshold] = [
                        clause.value for clause in whole.scope.file.head.thresholds if clause.place == finding.diagnostic.place
                    ]
                    assert decision.risk < threshold.risk
                case _:
                    pass


@given(policies(), st.lists(worlds, min_size=10, max_size=20))
@many
def test_a_part_that_changes_nothing_can_go(file: PolicyFile, posts: list[World]) -> None:
    subject = Subject(checked(file), str.casefold)
    for rule in subject.scope.file.rules:
        condition = whole_condition(rule)
        for _, rest in idle_parts(condition, subject) if condition else ():
            shorter = replace(rule, name=t.Name("shorter"), when=t.Clause(rest), unless=None)
            for world in posts:
                assert Reference(file, world).holds(rule) is Reference(file, world).holds(shorter)
