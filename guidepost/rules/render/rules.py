"""Rules as sentences, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guidepost.rules.compile import CompiledRule
from guidepost.rules.render.conditions import Telling, core, extent
from guidepost.rules.render.document import Line
from guidepost.rules.render.prose import Run, Sentence, Statement, Style, closed, fill
from guidepost.rules.syntax import tree as t

_STATES_THE_OPPOSITE = {t.Modality.MUST, t.Modality.SHOULD}
"""A duty's condition says how it is broken, so its sentence asks that the condition be *not* fulfilled."""


@dataclass(frozen=True, slots=True)
class RuleTelling:
    """Tells rules the way `telling` tells conditions."""

    telling: Telling

    def duty(self, rule: t.Rule) -> Statement:
        """What the rule demands, forbids or permits."""
        words = self.telling.words.rule
        verb = Run(words.modality[rule.modality], Style.MODALITY)
        if rule.when is None:
            return Statement(fill(words.unconditional, modality=verb))
        return self._about(words.opening[rule.modality], rule.when.value, verb, opposite=rule.modality in _STATES_THE_OPPOSITE)

    def exception(self, rule: t.Rule) -> Statement | None:
        """What the rule's `unless` takes away from it."""
        return None if rule.unless is None else self._about(self.telling.words.rule.unless, rule.unless.value)

    def scope(self, condition: t.Condition) -> Statement:
        """For which posts a layer applies."""
        return self._about(self.telling.words.layer.applies, condition)

    def definition(self, definition: t.Definition) -> Statement:
        """What a defined name means."""
        return self._about(self.telling.words.rule.definition, definition.condition, self._quoted(definition.name.value))

    def _about(self, template: str, condition: t.Condition, subject: Run | str = "", *, opposite: bool = False) -> Statement:
        """The sentence around a condition: the condition's points stand under it, a condition without points stands in it."""
        inner, negated = core(condition)
        if isinstance(inner, t.And | t.Or):
            shown = extent(inner, negated=negated is not opposite)
            items = tuple(self.telling.state(part) for part in inner.parts)
        else:
            shown = extent(inner, negated=opposite)
            items = (self.telling.state(inner, negated=negated),)
        introduction = fill(template, modality=subject, name=subject, extent=self.telling.words.rule.extents[shown])
        if len(items) == 1:
            return Statement((*introduction, Run(" "), *items[0].sentence))
        return Statement(introduction, items)

    def lines(self, rule: t.Rule, compiled: CompiledRule, lifts: Sentence, lifted_by: Sentence) -> Iterator[Line]:
        """What follows: consequence, queue, deadline, redirect and risk for a duty, the rules lifted for a permission, and the reason."""
        words, label = self.telling.words, self.telling.words.label
        if rule.modality is not t.Modality.MAY:
            outcome = words.rule.outcome[compiled.outcome]
            yield Line(label.consequence, closed(self._or_standard(outcome, stated=rule.then is not None)))
            yield from self._handling(rule)
            risk = words.rule.risk.format(risk=words.number(compiled.risk))
            yield Line(label.risk, self._or_standard(risk, stated=rule.risk is not None))
        if lifts:
            yield Line(label.excuses, fill(words.rule.excuses, rules=lifts))
        if lifted_by:
            yield Line(label.excused_by, fill(words.rule.excused_by, rules=lifted_by))
        if rule.because is not None:
            yield Line(label.because, (Run(rule.because.value),))

    def _or_standard(self, text: str, *, stated: bool) -> Sentence:
        return (Run(text),) if stated else (Run(text), Run(self.telling.words.rule.standard))

    def _handling(self, rule: t.Rule) -> Iterator[Line]:
        if rule.then is None:
            return
        words, consequence = self.telling.words, rule.then.value
        if consequence.queue is not None:
            yield Line(words.label.queue, (self._quoted(consequence.queue),))
        if consequence.within is not None:
            yield Line(words.label.deadline, (Run(words.duration(consequence.within)),))
        if consequence.redirect is not None:
            channel = words.of(consequence.redirect, consequence.redirect_in)
            yield Line(words.label.redirect, (self._quoted(channel),))

    def _quoted(self, text: str) -> Run:
        return Run(self.telling.words.quote(text), Style.QUOTED)
