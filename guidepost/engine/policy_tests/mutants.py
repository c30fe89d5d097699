"""Small changes to a policy, each of which some test ought to notice (DeMillo, Lipton and Sayward 1978)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from guidepost.engine.policies import LoadedPolicy
from guidepost.rules.check import Catalogue, Scope
from guidepost.rules.compile import CompiledRule
from guidepost.rules.syntax import Modality, Outcome
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.diagnostic import Place
from guidepost.rules.syntax.formatter import condition as as_written
from guidepost.rules.syntax.formatter import consequence, number
from guidepost.signals import SignalType


class Kind(StrEnum):
    """What a mutant changes."""

    THRESHOLD = "threshold"
    """A number that a signal, a count or the risk is compared with."""
    BOUNDARY = "boundary"
    """Whether the number itself belongs to it."""
    OUTCOME = "outcome"
    """The outcome, one step milder."""
    DROPPED = "dropped"
    """One part of an *and* or an *or* is left out, an `unless`, or a threshold of the policy."""
    NEGATED = "negated"
    """A condition is turned into its opposite."""
    PHRASES = "phrases"
    """Half of the phrases are no longer looked for."""
    EXCUSE = "excuse"
    """A permission no longer excuses a rule."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A policy with one change: where, what stood there, what stands there now (nothing where it is left out).

    `rule` is the rule as it is now, `head` the policy's head, or `layer` one of its layers; `target` is the condition that was changed.
    """

    kind: Kind
    place: Place
    old: str
    new: str
    rule: t.Rule | None = None
    head: t.PolicyHead | None = None
    target: t.Condition | None = None
    layer: t.Stacked | None = None


def mutants(policy: LoadedPolicy) -> Iterator[Mutant]:
    """Every mutant of a policy, in the order of the file; of layers, every mutant of what their rules say themselves."""
    scope = policy.checked.scope
    compiled = {rule.name: rule for rule in policy.compiled.rules}
    yield from _of_head(scope.file.head)
    for layer in scope.file.layers:
        yield from _of_layer(layer, scope)
    for rule in scope.file.rules:
        written = replace(scope.spelling.written(rule), excuses=rule.excuses)
        for mutant in (*_of_conditions(written, scope), *_of_outcome(written, compiled[rule.qualified]), *_of_excuses(written)):
            yield replace(mutant, rule=mutant.rule and scope.spelling.spelt_out(mutant.rule))


def _of_head(head: t.PolicyHead) -> Iterator[Mutant]:
    for position, clause in enumerate(head.thresholds):
        others = (*head.thresholds[:position], *head.thresholds[position + 1 :])
        risk, outcome = clause.value.risk, clause.value.outcome
        old = f"from risk {number(risk)} {outcome.word}"
        yield Mutant(Kind.DROPPED, clause.place, old, "", head=replace(head, thresholds=others))
        for changed in _probabilities(risk):
            moved = replace(clause, value=t.Threshold(changed, outcome))
            new = f"from risk {number(changed)} {outcome.word}"
            yield Mutant(Kind.THRESHOLD, clause.place, old, new, head=replace(head, thresholds=(*others, moved)))
        milder = replace(clause, value=t.Threshold(risk, Outcome(max(0, outcome - 1))))
        new = f"from risk {number(risk)} {milder.value.outcome.word}"
        yield Mutant(Kind.OUTCOME, clause.place, old, new, head=replace(head, thresholds=(*others, milder)))


def _of_layer(layer: t.Stacked, scope: Scope) -> Iterator[Mutant]:
    """Every mutant of a layer's head: of what it makes stricter, and of the posts it applies to."""
    head = layer.head
    for mutant in _of_head(head):
        yield replace(mutant, head=None, layer=replace(layer, head=mutant.head or head))
    if head.default is not None:
        milder, old = replace(head, default=None), f"default {head.default.value.word}"
        yield Mutant(Kind.DROPPED, head.default.place, old, "", layer=replace(layer, head=milder))
    if head.on_unknown is not None:
        milder, old = replace(head, on_unknown=None), f"on unknown {head.on_unknown.value.word}"
        yield Mutant(Kind.DROPPED, head.on_unknown.place, old, "", layer=replace(layer, head=milder))
    if head.applies is not None:
        whole = head.applies.value
        for variant in _variants(whole, scope):
            changed = replace(layer, head=replace(head, applies=replace(head.applies, value=variant.whole)))
            yield replace(variant.mutant(None), layer=changed)
        # Not left out, for a layer that always applies would take the place of the rules above: it applies wherever that is known.
        always = replace(head.applies, value=t.Or((whole, t.Not(whole))))
        old = f"applies when {as_written(whole)}"
        yield Mutant(Kind.DROPPED, head.applies.place, old, "", layer=replace(layer, head=replace(head, applies=always)))


def _of_outcome(rule: t.Rule, compiled: CompiledRule) -> Iterator[Mutant]:
    if rule.modality is Modality.MAY or compiled.outcome is Outcome.ALLOW:
        return
    before = rule.then.value if rule.then else t.Consequence(compiled.outcome)
    milder = Outcome(compiled.outcome - 1)
    held = milder is Outcome.REVIEW
    after = replace(before, outcome=milder, queue=before.queue if held else None, within=before.within if held else None)
    place = rule.then.place if rule.then else rule.name.place
    # The risk stays, so that a test notices the outcome and nothing else.
    changed = replace(rule, then=t.Clause(after), risk=rule.risk or t.Clause(compiled.risk))
    yield Mutant(Kind.OUTCOME, place, f"then {consequence(before)}", f"then {consequence(after)}", rule=changed)


def _of_excuses(rule: t.Rule) -> Iterator[Mutant]:
    names = rule.excuses.value if rule.excuses else ()
    # In a stack, one excuse names every version that layers have of a rule.
    for stated in dict.fromkeys(name.value.partition("@")[0] for name in names):
        dropped = [name for name in names if name.value.partition("@")[0] == stated]
        rest = tuple(name for name in names if name not in dropped)
        changed = replace(rule, excuses=t.Clause(rest) if rest else None)
        yield Mutant(Kind.EXCUSE, dropped[0].place, f"excuses {stated}", "", rule=changed)


def _of_conditions(rule: t.Rule, scope: Scope) -> Iterator[Mutant]:
    if rule.when:
        for variant in _variants(rule.when.value, scope):
            yield variant.mutant(replace(rule, when=replace(rule.when, value=variant.whole)))
    if rule.unless:
        for variant in _variants(rule.unless.value, scope):
            yield variant.mutant(replace(rule, unless=replace(rule.unless, value=variant.whole)))
        old = f"unless {as_written(rule.unless.value)}"
        yield Mutant(Kind.DROPPED, rule.unless.place, old, "", replace(rule, unless=None), target=rule.unless.value)


@dataclass(frozen=True, slots=True)
class _Variant:
    """A condition with one change in it, and what was changed."""

    kind: Kind
    target: t.Condition
    new: str
    whole: t.Condition

    def inside(self, put: Callable[[t.Condition], t.Condition]) -> _Variant:
        return replace(self, whole=put(self.whole))

    def mutant(self, rule: t.Rule | None) -> Mutant:
        return Mutant(self.kind, self.target.place, as_written(self.target), self.new, rule=rule, target=self.target)


def _variants(condition: t.Condition, scope: Scope) -> Iterator[_Variant]:
    match condition:
        case t.And(parts) | t.Or(parts):
            for position, part in enumerate(parts):
                yield _Variant(Kind.DROPPED, part, "", _without(condition, position))
                for variant in _variants(part, scope):
                    yield variant.inside(_putting(condition, position))
        case t.Not(part):
            for variant in _variants(part, scope):
                yield variant.inside(t.Not)
        case _:
            yield _changed(Kind.NEGATED, condition, t.Not(condition))
            yield from _of_atom(condition, scope)


def _without(condition: t.And | t.Or, position: int) -> t.Condition:
    rest = (*condition.parts[:position], *condition.parts[position + 1 :])
    return rest[0] if len(rest) == 1 else replace(condition, parts=rest)


def _putting(condition: t.And | t.Or, position: int) -> Callable[[t.Condition], t.Condition]:
    return lambda part: replace(condition, parts=(*condition.parts[:position], part, *condition.parts[position + 1 :]))


def _changed(kind: Kind, old: t.Condition, new: t.Condition) -> _Variant:
    return _Variant(kind, old, as_written(new), new)


_BOUNDARY = {">=": ">", ">": ">=", "<=": "<", "<": "<=", "=": "!=", "!=": "="}


def _of_atom(atom: t.Condition, scope: Scope) -> Iterator[_Variant]:
    match atom:
        case t.Compare():
            for quantity in _quantities(atom, scope.catalogue):
                yield _changed(Kind.THRESHOLD, atom, replace(atom, quantity=quantity))
            yield _changed(Kind.BOUNDARY, atom, replace(atom, operator=_BOUNDARY[atom.operator]))
        case t.CountOf():
            for count in _counts(atom.number):
                yield _changed(Kind.THRESHOLD, atom, replace(atom, number=count))
            yield _changed(Kind.BOUNDARY, atom, replace(atom, operator=_BOUNDARY[atom.operator]))
        case t.Often():
            for count in _counts(atom.number):
                if count >= 1:
                    yield _changed(Kind.THRESHOLD, atom, replace(atom, number=int(count)))
            yield _changed(Kind.BOUNDARY, atom, replace(atom, operator=_BOUNDARY[atom.operator]))
        case t.Near():
            for words in _counts(atom.words):
                yield _changed(Kind.THRESHOLD, atom, replace(atom, words=int(words)))
        case t.Mentions():
            phrases = atom.phrases if isinstance(atom.phrases, tuple) else scope.phrases[atom.phrases.value]
            if atom.quantifier in (t.Quantifier.AT_LEAST, t.Quantifier.TIMES):
                for minimum in (atom.minimum - 1, atom.minimum + 1):
                    if minimum >= 1 and (atom.quantifier is t.Quantifier.TIMES or minimum <= len(phrases)):
                        yield _changed(Kind.THRESHOLD, atom, replace(atom, minimum=minimum))
            elif len(phrases) > 1 and atom.quantifier is t.Quantifier.ANY:
                yield from _halved(atom, phrases)
        case _:
            pass


def _halved(atom: t.Mentions, phrases: tuple[str, ...]) -> Iterator[_Variant]:
    middle = len(phrases) // 2
    for kept, dropped in ((phrases[middle:], phrases[:middle]), (phrases[:middle], phrases[middle:])):
        shown = ", ".join(f"“{phrase}”" for phrase in dropped[:3]) + (f" … {len(dropped)} phrases" if len(dropped) > 3 else "")
        yield _Variant(Kind.PHRASES, atom, f"… without {shown}", replace(atom, phrases=kept))


def _quantities(atom: t.Compare, catalogue: Catalogue) -> Iterator[float | t.Duration]:
    """Other thresholds: a little less and more, and a lot."""
    before = atom.quantity
    if isinstance(before, t.Duration):
        yield from (replace(before, amount=round(before.amount * factor, 6)) for factor in (0.9, 1.1, 0.5, 2.0))
        return
    match catalogue[atom.signal.value].type:
        case SignalType.PROBABILITY:
            yield from _probabilities(before)
        case SignalType.COUNT:
            yield from _counts(before)
        case _:
            yield from (round(before * factor, 6) for factor in (0.95, 1.05, 0.5, 2.0) if before)


def _probabilities(before: float) -> Iterator[float]:
    for step in (-0.05, 0.05, -0.2, 0.2):
        changed = round(before + step, 4)
        if 0 < changed < 1:
            yield changed


def _counts(before: float) -> Iterator[float]:
    yield from (before + step for step in (-1, 1, 3) if before + step >= 0)
