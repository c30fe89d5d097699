"""The compiled policy: an immutable, hashable thing that evaluates posts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from guidepost.rules.check import Checked
from guidepost.rules.check.completeness import DEFAULT_LANGUAGES
from guidepost.rules.check.scope import Scope, atoms, violated_guidelines
from guidepost.rules.check.shape import dependencies
from guidepost.rules.compile.build import Builder
from guidepost.rules.compile.combine import Standing, combine
from guidepost.rules.compile.evaluation import CompiledRule, Evaluation, GuidelineText
from guidepost.rules.compile.logic import DONT_KNOW, NO, YES, AllOf, Answer, Node, NotThat, Reading, Truth, Violation
from guidepost.rules.compile.text import Hits, PatternSet, PhraseIndex
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.formatter import condition as as_written
from guidepost.rules.syntax.formatter import write
from guidepost.signals import Value

LANGUAGE_VERSION = "1"
"""Changes whenever the same policy and the same signal values could give another decision; part of every policy digest."""

_DEFAULT_OUTCOME = {
    t.Modality.MAY: t.Outcome.ALLOW,
    t.Modality.SHOULD: t.Outcome.ADVISE,
    t.Modality.MUST: t.Outcome.ACKNOWLEDGE,
    t.Modality.MUST_NOT: t.Outcome.REVIEW,
}
"""What follows where a rule does not say: a hint for *should*, a confirmation for *must*, a person for *must not*."""

_DEFAULT_RISK = {
    t.Outcome.ALLOW: 0.0,
    t.Outcome.ADVISE: 0.1,
    t.Outcome.ACKNOWLEDGE: 0.25,
    t.Outcome.REVIEW: 0.5,
    t.Outcome.BLOCK: 0.8,
}
"""The risk of a rule that states none, by its outcome."""


class CompiledPolicy:
    """Evaluates posts under one version of one policy.

    `digest` names exactly what decides: rules, texts and lists, but no comments, tests, order or layout.
    """

    def __init__(self, checked: Checked, fold: Callable[[str], str], folding_version: str) -> None:
        """`checked` must hold no errors. `fold` reads a phrase the way the folded view of a post was made."""
        if checked.errors:
            raise ValueError("a policy with errors cannot be compiled")
        scope = checked.scope
        head = scope.file.head
        self.title = head.title
        self.version = head.version.value if head.version else ""
        self.languages = head.languages.value if head.languages else DEFAULT_LANGUAGES
        self.default = head.default.value if head.default else t.Outcome.ALLOW
        self.on_unknown = head.on_unknown.value if head.on_unknown else t.Outcome.REVIEW
        self.appeals_to = head.appeals_to.value if head.appeals_to else None
        self.thresholds = tuple(sorted((clause.value for clause in head.thresholds), key=lambda threshold: threshold.risk))
        self.digest = _digest(scope, folding_version)
        builder = Builder(scope.catalogue, dict(scope.phrases))
        compiled = {rule.qualified: _compile_rule(rule, scope, builder) for rule in scope.file.rules}
        self.rules = tuple(compiled[name] for name in _dependencies_first(scope))
        self.guidelines: Mapping[str, GuidelineText] = MappingProxyType(
            {rule.guideline.name: rule.guideline for rule in self.rules}
        )
        self.signals = frozenset(_signals(scope))
        """The signals that some rule asks for."""
        self._excused_by = _excusers(self.rules)
        self._asked_guidelines = frozenset(
            asked.guideline.value for rule in scope.file.rules for asked in violated_guidelines(rule)
        )
        self._phrases = PhraseIndex([(phrase, fold(phrase)) for phrase in builder.phrases])
        self._patterns = PatternSet(builder.patterns)

    def read(self, visible: str, folded: str) -> Hits:
        """Look for every phrase and pattern of the policy in a post's views."""
        return Hits(self._phrases.find(folded), self._patterns.find(visible))

    def evaluate(self, hits: Hits, values: Mapping[str, Value]) -> Evaluation:
        """Decide from the hits and the signals had so far; a signal missing from `values` has not been asked."""
        reading = Reading(hits, values)
        standings: dict[str, Standing] = {}
        left = {
            guideline: sum(1 for rule in self.rules if _binds(rule) and rule.guideline.name == guideline)
            for guideline in self._asked_guidelines
        }
        reading.violations.update({guideline: Violation(NO, frozenset()) for guideline in self._asked_guidelines})
        for rule in self.rules:
            standing = self._stand(rule, reading, standings)
            standings[rule.name] = standing
            if _binds(rule) and rule.guideline.name in left:
                _note_violation(reading, rule.guideline.name, standing)
        return combine(self.rules, standings, reading, default=self.default, on_unknown=self.on_unknown, thresholds=self.thresholds)

    def _stand(self, rule: CompiledRule, reading: Reading, standings: Mapping[str, Standing]) -> Standing:
        """How a rule stands: its condition, and the excuses that were decided before it."""
        answer = YES if rule.condition is None else rule.condition.answer(reading)
        if answer.truth is Truth.FALSE:
            return Standing(answer)
        excusers = self._excused_by.get(rule.name, ())
        by = tuple(excuser for excuser in excusers if standings[excuser.name].answer.truth is Truth.TRUE)
        if by:
            return Standing(answer, excused_by=by)
        waits_for: set[str] = set()
        if answer.truth is Truth.UNKNOWN and rule.condition is not None:
            waits_for.update(rule.condition.waits_for(reading))
        open_excuses = frozenset(name for excuser in excusers for name in standings[excuser.name].waits_for)
        return Standing(answer, waits_for=frozenset(waits_for), waits_for_excuse=open_excuses)


def _binds(rule: CompiledRule) -> bool:
    return rule.modality is not t.Modality.MAY


def _note_violation(reading: Reading, guideline: str, standing: Standing) -> None:
    """Widen what is known of a guideline by one of its rules (Kleene's *or*)."""
    before = reading.violations[guideline]
    if standing.excused_by or standing.answer.truth is Truth.FALSE:
        return
    waits_for = standing.waits_for | standing.waits_for_excuse
    answer: Answer = DONT_KNOW if waits_for else standing.answer
    reading.violations[guideline] = Violation(
        Answer(max(before.answer.truth, answer.truth), max(before.answer.certainty, answer.certainty)), before.waits_for | waits_for
    )


def _compile_rule(rule: t.Rule, scope: Scope, builder: Builder) -> CompiledRule:
    guideline = scope.guidelines[rule.guideline]
    consequence = rule.then.value if rule.then else t.Consequence(_DEFAULT_OUTCOME[rule.modality])
    return CompiledRule(
        id=rule.permanent_id,
        name=rule.qualified,
        guideline=GuidelineText(
            guideline.name.value, guideline.title, guideline.cites.value if guideline.cites else None, _texts(guideline.says)
        ),
        modality=rule.modality,
        condition=_condition(rule, builder),
        outcome=consequence.outcome,
        risk=rule.risk.value if rule.risk else _DEFAULT_RISK[consequence.outcome],
        queue=consequence.queue,
        within=consequence.within.seconds if consequence.within else None,
        redirect=consequence.redirect,
        excuses=tuple(name.value for name in rule.excuses.value) if rule.excuses else (),
        says=_texts(rule.says),
        instead=_texts(rule.instead),
    )


def _condition(rule: t.Rule, builder: Builder) -> Node | None:
    when = builder.build(rule.when.value) if rule.when else None
    if rule.unless is None:
        return when
    kept = NotThat(builder.build(rule.unless.value), as_written(t.Not(rule.unless.value)))
    return kept if when is None else AllOf([when, kept], "")


def _texts(clause: t.Clause[t.Translations] | None) -> Mapping[str, str]:
    return MappingProxyType(dict(clause.value) if clause else {})


def _excusers(rules: tuple[CompiledRule, ...]) -> dict[str, tuple[CompiledRule, ...]]:
    excusers: dict[str, tuple[CompiledRule, ...]] = {}
    for rule in rules:
        for name in rule.excuses:
            excusers[name] = (*excusers.get(name, ()), rule)
    return excusers


def _dependencies_first(scope: Scope) -> Iterator[str]:
    """Rule names so that each comes after those it depends on; by name otherwise, so that the order of the file carries no meaning."""
    needs = dependencies(scope)
    done: set[str] = set()
    for start in sorted(needs):
        stack = [(start, iter(sorted(needs[start])))]
        while stack:
            name, following = stack[-1]
            after = next((other for other in following if other not in done), None)
            if after is not None:
                stack.append((after, iter(sorted(needs[after]))))
                continue
            stack.pop()
            if name not in done:
                done.add(name)
                yield name


def _signals(scope: Scope) -> Iterator[str]:
    for _, atom in atoms(scope.file):
        signal = getattr(atom, "signal", None)
        if isinstance(signal, t.Name):
            yield signal.value


def _digest(scope: Scope, folding_version: str) -> str:
    file = replace(
        scope.file,
        lists=tuple(
            sorted((replace(words, phrases=(), file="") for words in scope.file.lists), key=lambda words: words.name.value)
        ),
        guidelines=tuple(
            sorted((replace(one, says=_sorted(one.says)) for one in scope.file.guidelines), key=lambda one: one.name.value)
        ),
        rules=tuple(
            sorted(
                (replace(rule, says=_sorted(rule.says), instead=_sorted(rule.instead)) for rule in scope.file.rules),
                key=lambda rule: rule.qualified,
            )
        ),
    )
    content = {
        "language": LANGUAGE_VERSION,
        "folding": folding_version,
        "policy": write(file, comments=False, tests=False),
        "lists": {name: sorted(phrases) for name, phrases in scope.phrases.items()},
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def _sorted(clause: t.Clause[t.Translations] | None) -> t.Clause[t.Translations] | None:
    return None if clause is None else replace(clause, value=tuple(sorted(clause.value)))
