"""The compiled policy: an immutable, hashable thing that evaluates posts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from types import MappingProxyType

from guidepost.rules.check import Checked
from guidepost.rules.check.completeness import DEFAULT_LANGUAGES
from guidepost.rules.check.scope import Scope, atoms, scope_signals, violated_guidelines
from guidepost.rules.check.shape import dependencies
from guidepost.rules.compile.alarm import Alarm
from guidepost.rules.compile.build import Builder
from guidepost.rules.compile.combine import Examination, Standing, combine
from guidepost.rules.compile.digest import digest
from guidepost.rules.compile.evaluation import CompiledRule, Evaluation, GuidelineText
from guidepost.rules.compile.layers import CompiledLayer, Head, compile_layers, heads
from guidepost.rules.compile.logic import DONT_KNOW, NO, YES, Node, Reading, Truth, Violation
from guidepost.rules.compile.phrases import PhraseIndex, word_starts
from guidepost.rules.compile.text import Hits, PatternSet
from guidepost.rules.layers import Spelling
from guidepost.rules.syntax import tree as t
from guidepost.signals import Unknown, UnknownReason, Value
from guidepost.signals.rates import Rate, rate_named

_NOT_ASKED = Unknown(UnknownReason.NOT_GIVEN, "not asked yet")

DEFAULT_OUTCOME = {
    t.Modality.MAY: t.Outcome.ALLOW,
    t.Modality.SHOULD: t.Outcome.ADVISE,
    t.Modality.MUST: t.Outcome.ACKNOWLEDGE,
    t.Modality.MUST_NOT: t.Outcome.REVIEW,
}
"""What follows where a rule does not say: a hint for *should*, a confirmation for *must*, a person for *must not*."""

DEFAULT_RISK = {
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
        self.own_languages = head.languages.value if head.languages else DEFAULT_LANGUAGES
        """The languages of the uppermost file, in which its words have forms."""
        self.languages = _with_those_of_layers(self.own_languages, scope.file)
        self._head = Head.of_policy(head)
        self.appeals_to = head.appeals_to.value if head.appeals_to else None
        self.digest = digest(scope, folding_version)
        builder = Builder(scope, fold, self.own_languages)
        guidelines = {name: _guideline(scope.guidelines[name], self.languages) for name in sorted(scope.guidelines)}
        compiled = {
            rule.qualified: _compile_rule(rule, guidelines[rule.guideline], builder, self.languages) for rule in scope.file.rules
        }
        self._layers = compile_layers(scope.file.layers, builder.build)
        self._builder = builder
        self.rules = tuple(compiled[name] for name in _dependencies_first(scope))
        self.guidelines: Mapping[str, GuidelineText] = MappingProxyType(guidelines)
        self._index(scope)
        self._phrases = PhraseIndex(builder.phrases, builder.uncapped)
        self._patterns = PatternSet(builder.patterns)

    @property
    def default(self) -> t.Outcome:
        """The mildest outcome there is, layers aside."""
        return self._head.default

    @property
    def on_unknown(self) -> t.Outcome:
        """The strictest outcome of a rule that cannot be decided, layers aside."""
        return self._head.on_unknown

    @property
    def thresholds(self) -> tuple[t.Threshold, ...]:
        """What a risk leads to, the lowest first, layers aside."""
        return self._head.thresholds

    @property
    def layers(self) -> tuple[CompiledLayer, ...]:
        """The layers, each after the one above it."""
        return self._layers

    def contact_for(self, applied: Iterable[str]) -> str | None:
        """Whom an author appeals to: as the lowest of the layers says that apply and name somebody, else as the policy does."""
        named = {layer.name: layer.head.appeals_to.value for layer in self._layers if layer.head.appeals_to}
        there = set(applied) & named.keys()
        return next((named[layer.name] for layer in reversed(self._layers) if layer.name in there), self.appeals_to)

    def _index(self, scope: Scope) -> None:
        """Work out what the rules ask for, which excuse which, and which of them a post wakes."""
        self._scope = scope
        self._excused_by = _excusers(self.rules)
        self._asks = _asked_by_rule(self.rules, self._excused_by, scope)
        self._asks_itself = self._asks
        if scope.file.layers:
            written = replace(scope.file, rules=tuple(map(scope.spelling.written, scope.file.rules)))
            self._asks_itself = _asked_by_rule(self.rules, self._excused_by, replace(scope, file=written))
        self.signals: frozenset[str] = frozenset(scope_signals(scope.file)).union(*self._asks.values())
        """The signals that some rule asks for, or that a layer applies by."""
        rates = {name: rate for name in sorted(self.signals) for rate in [rate_named(name)] if rate is not None}
        self.rates: Mapping[str, Rate] = MappingProxyType(rates)
        """Those of them that are counted over time, by name."""
        self._asked_guidelines = frozenset(
            asked.guideline.value for rule in scope.file.rules for asked in violated_guidelines(rule, scope.definitions)
        )
        self._alarm = Alarm(self.rules)

    def read(self, visible: str, folded: str) -> Hits:
        """Look for every phrase and pattern of the policy in a post's views."""
        words = word_starts(folded) if self._builder.counts_words else ()
        return Hits(self._phrases.find(folded), self._patterns.find(visible), words)

    def excusers_of(self, rule: CompiledRule) -> tuple[CompiledRule, ...]:
        """The may rules that excuse a rule where they hold, by id."""
        return self._excused_by.get(rule.name, ())

    def asked_by(self, rule: CompiledRule) -> frozenset[str]:
        """The signals that a rule hangs on, also by way of the rules that it asks for, and of what excuses those."""
        return self._asks[rule.name]

    def concerns(self, rule: CompiledRule, evaluation: Evaluation) -> bool:
        """Whether a rule is one for this post as far as layers tell: its own one applies, and none that restates it does."""
        applied = {"", *(layer.name for layer in evaluation.layers if layer.applies is Truth.TRUE)}
        restating = self._scope.spelling.restating.get(rule.name, ())
        return self._scope.rules[rule.name].layer in applied and applied.isdisjoint(one.layer for one in restating)

    def evaluate(self, hits: Hits, values: Mapping[str, Value]) -> Evaluation:
        """Decide from the hits and the signals had so far; a signal missing from `values` has not been asked."""
        awake = [self.rules[rank] for rank in self._alarm.woken_by(hits)]
        examined = self._examine(awake, hits, values)
        # Rules that do not fit say nothing, and most do not.
        return self.decide([rule for rule in awake if examined.standings[rule.name].answer.truth is not Truth.FALSE], examined)

    def examine(self, hits: Hits, values: Mapping[str, Value]) -> Examination:
        """How every rule stands, also those that the post does not wake."""
        return self._examine(self.rules, hits, values)

    def _examine(self, rules: Sequence[CompiledRule], hits: Hits, values: Mapping[str, Value]) -> Examination:
        reading = Reading(hits, values, {guideline: Violation(NO, frozenset()) for guideline in self._asked_guidelines})
        standings: dict[str, Standing] = {}
        for rule in rules:
            standing = self._stand(rule, reading, standings)
            standings[rule.name] = standing
            if _binds(rule) and rule.guideline.name in self._asked_guidelines:
                _note_violation(reading, rule.guideline.name, standing)
        return Examination(reading, standings)

    def decide(self, rules: Sequence[CompiledRule], examined: Examination) -> Evaluation:
        """The evaluation that follows from how these rules stand, and no others."""
        return combine(
            rules,
            examined.standings,
            examined.reading,
            heads(self._head, self._layers, examined.reading),
        )

    def head_for(self, examined: Examination) -> Head:
        """The default, thresholds and answer to *unknown* that hold for a post, layers counted."""
        return heads(self._head, self._layers, examined.reading).certain

    def stand(self, rule: CompiledRule, examined: Examination) -> Standing:
        """How a rule would stand beside the others."""
        return self._stand(rule, examined.reading, examined.standings)

    def with_rule(self, rule: t.Rule) -> CompiledPolicy:
        """This policy with a rule in place of the one of its name; nothing else is compiled again.

        The rule may look for no phrase or pattern, and depend on no rule, that the one before did not. The digest stays as it was: the
        result is for trying out what a change would do, not for deciding about posts.
        """
        scope = replace(
            self._scope,
            file=replace(
                self._scope.file,
                rules=tuple(rule if one.qualified == rule.qualified else one for one in self._scope.file.rules),
            ),
        )
        changed = copy(self)
        changed.rules = tuple(
            _compile_rule(rule, one.guideline, self._builder, self.languages) if one.name == rule.qualified else one
            for one in self.rules
        )
        changed._index(scope)
        return changed

    def with_head(self, head: t.PolicyHead) -> CompiledPolicy:
        """This policy with another default and other thresholds, for trying out what a change would do. The digest stays."""
        changed = copy(self)
        changed._head = Head.of_policy(head)
        return changed

    def with_layer(self, layer: t.Stacked) -> CompiledPolicy:
        """This policy with another head of one of its layers, for trying out what a change would do. The digest stays.

        It must extend the same layer as before.
        """
        spelling = self._scope.spelling
        file = replace(self._scope.file, layers=tuple(layer if one.name == layer.name else one for one in self._scope.file.layers))
        changed = Spelling(file)
        rules = (changed.spelt_out(replace(spelling.written(rule), excuses=rule.excuses)) for rule in file.rules)
        scope = replace(self._scope, file=replace(file, rules=tuple(rules)))
        policy = copy(self)
        policy.rules = tuple(
            _compile_rule(scope.rules[one.name], one.guideline, self._builder, self.languages) for one in self.rules
        )
        policy._layers = compile_layers(scope.file.layers, self._builder.build)
        policy._index(scope)
        return policy

    def _stand(self, rule: CompiledRule, reading: Reading, standings: Mapping[str, Standing]) -> Standing:
        """How a rule stands: its condition, and the excuses that were decided before it."""
        answer = YES if rule.condition is None else rule.condition.answer(reading)
        if answer.truth is Truth.FALSE:
            return Standing(answer)
        excusers = self._excused_by.get(rule.name, ())
        by = tuple(excuser for excuser in excusers if standings.get(excuser.name, _ASLEEP).answer.truth is Truth.TRUE)
        if by:
            return Standing(answer, excused_by=by)
        lacking: frozenset[str] = frozenset()
        if answer.truth is Truth.UNKNOWN and rule.condition is not None:
            lacking = frozenset(rule.condition.lacks(reading))
        elif answer.certainty < 1:
            surer = self._surer_by(rule, reading)
            lacking = frozenset(name for name in surer if isinstance(reading.values.get(name, _NOT_ASKED), Unknown))
        unasked = lacking - reading.values.keys()
        return Standing(
            answer,
            unasked=unasked,
            unknown=lacking - unasked,
            unasked_excuses=frozenset(name for excuser in excusers for name in standings.get(excuser.name, _ASLEEP).waits_for),
        )

    def _surer_by(self, rule: CompiledRule, reading: Reading) -> frozenset[str]:
        """The signals that could make a broken rule surer: what layers apply by only where that is not known yet."""
        if not self._layers:
            return self._asks[rule.name]
        undecided = frozenset[str]().union(*(layer.lacks(reading) for layer in self._layers))
        return self._asks_itself[rule.name] | self._asks[rule.name] & undecided


_ASLEEP = Standing(NO)
"""How a rule stands that no phrase or pattern has woken."""


def _with_those_of_layers(languages: tuple[str, ...], file: t.PolicyFile) -> tuple[str, ...]:
    """The languages of the uppermost file, and behind them those that layers add."""
    clauses = (layer.head.languages for layer in file.layers)
    return tuple(dict.fromkeys((*languages, *(language for clause in clauses if clause for language in clause.value))))


def _binds(rule: CompiledRule) -> bool:
    return rule.modality is not t.Modality.MAY


def _note_violation(reading: Reading, guideline: str, standing: Standing) -> None:
    """Widen what is known of a guideline by one of its rules (Kleene's *or*)."""
    if not standing.counts:
        return
    before = reading.violations[guideline]
    answer = DONT_KNOW if standing.waits_for else standing.answer
    lacks = standing.waits_for | (standing.unknown if answer.truth is Truth.UNKNOWN else frozenset())
    reading.violations[guideline] = Violation(max(before.answer, answer), before.lacks | lacks)


def _guideline(guideline: t.Guideline, languages: Sequence[str]) -> GuidelineText:
    cites = guideline.cites.value if guideline.cites else None
    return GuidelineText(
        guideline.name.value,
        guideline.title,
        cites,
        _texts(guideline.says, languages),
        MappingProxyType(dict(guideline.title_in)),
        MappingProxyType(dict(guideline.cites_in)),
    )


def _compile_rule(rule: t.Rule, guideline: GuidelineText, builder: Builder, languages: Sequence[str]) -> CompiledRule:
    consequence = rule.then.value if rule.then else t.Consequence(DEFAULT_OUTCOME[rule.modality])
    return CompiledRule(
        id=rule.permanent_id,
        name=rule.qualified,
        guideline=guideline,
        modality=rule.modality,
        condition=_condition(rule, builder),
        outcome=consequence.outcome,
        risk=rule.risk.value if rule.risk else DEFAULT_RISK[consequence.outcome],
        queue=consequence.queue,
        within=consequence.within.seconds if consequence.within else None,
        redirect=consequence.redirect,
        redirect_in=MappingProxyType(dict(consequence.redirect_in)),
        excuses=tuple(name.value for name in rule.excuses.value) if rule.excuses else (),
        says=_texts(rule.says, languages),
        instead=_texts(rule.instead, languages),
    )


def _condition(rule: t.Rule, builder: Builder) -> Node | None:
    whole = whole_condition(rule)
    return None if whole is None else builder.build(whole)


def whole_condition(rule: t.Rule) -> t.Condition | None:
    """`when` and not `unless`: what a rule's node is built from, part by part."""
    parts: list[t.Condition] = [rule.when.value] if rule.when else []
    parts += [t.Not(rule.unless.value, rule.unless.place)] if rule.unless else []
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else t.And(tuple(parts), parts[0].place)


def _texts(clause: t.Clause[t.Translations] | None, languages: Sequence[str]) -> Mapping[str, str]:
    """Texts by language, the policy's first language first: the first is what a reader of no language of the policy gets."""
    written = dict(clause.value) if clause else {}
    ordered = [*(language for language in languages if language in written), *sorted(written.keys() - set(languages))]
    return MappingProxyType({language: written[language] for language in ordered})


def _excusers(rules: tuple[CompiledRule, ...]) -> dict[str, tuple[CompiledRule, ...]]:
    excusers: dict[str, list[CompiledRule]] = {}
    for rule in sorted(rules, key=lambda rule: rule.id):
        for name in dict.fromkeys(rule.excuses):
            excusers.setdefault(name, []).append(rule)
    return {name: tuple(by) for name, by in excusers.items()}


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


def _asked_by_rule(
    rules: Sequence[CompiledRule], excusers: Mapping[str, Sequence[CompiledRule]], scope: Scope
) -> dict[str, frozenset[str]]:
    """By rule: the signals that its condition hangs on, also by way of `violates`: the rules asked for, and their excuses.

    `rules` must come after those they depend on.
    """
    own: dict[str, set[str]] = {}
    for asking, atom in atoms(scope.file):
        signal = getattr(atom, "signal", None)
        if isinstance(signal, t.Name):
            own.setdefault(asking.qualified, set()).add(signal.value)
    by_guideline: dict[str, set[str]] = {}
    asks: dict[str, frozenset[str]] = {}
    for rule in rules:
        asked = own.get(rule.name, set()).union(
            *(
                by_guideline.get(there.guideline.value, ())
                for there in violated_guidelines(scope.rules[rule.name], scope.definitions)
            )
        )
        asks[rule.name] = frozenset(asked)
        if _binds(rule):
            by_guideline.setdefault(rule.guideline.name, set()).update(
                asked, *(asks[excuser.name] for excuser in excusers.get(rule.name, ()))
            )
    return asks
