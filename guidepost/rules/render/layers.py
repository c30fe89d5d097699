"""The layers of a policy as people read them: for whom each applies, what it makes stricter, and which rules are its own.

What a stack spells out in the conditions of its rules is told here in words instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guidepost.rules.check.scope import Scope
from guidepost.rules.layers import as_stated_in_its_file
from guidepost.rules.render.document import LayerEntry, Line
from guidepost.rules.render.principles import outcome_of
from guidepost.rules.render.prose import Run, Sentence, Statement, Style, closed, enumerated, fill
from guidepost.rules.render.rules import RuleTelling
from guidepost.rules.render.source import head_text
from guidepost.rules.render.words import Words
from guidepost.rules.syntax import tree as t


@dataclass(frozen=True, slots=True)
class Layers:
    """Tells the layers of a scope. `rules` holds references to rules, by qualified name."""

    scope: Scope
    words: Words
    telling: RuleTelling
    rules: Mapping[str, Run]

    def entries(self) -> tuple[LayerEntry, ...]:
        """Every layer, each after the one above it."""
        return tuple(self._entry(layer) for layer in self.scope.file.layers)

    def named(self) -> Sentence:
        """The layers in a row, with their versions."""
        return enumerated(Run(self._named(layer), Style.PLAIN, _anchor(layer.name)) for layer in self.scope.file.layers)

    def part_of(self, layer: str) -> Sentence:
        """That something belongs to a layer; nothing for what stands in the uppermost file."""
        return fill(self.words.layer.part, layer=self._layer(layer)) if layer else ()

    def mark(self, rule: t.Rule) -> Sentence:
        """For which posts a rule holds, and instead of which other one; nothing for one of the uppermost file."""
        said, restated = self.words.layer, self.scope.spelling.restated(rule)
        if not rule.layer:
            return ()
        if restated is not None and restated in self.rules:
            return fill(said.instead, layer=self._layer(rule.layer), rule=self.rules[restated])
        applies_always = self.scope.spelling.scopes[rule.layer] is None
        return self.part_of(rule.layer) if applies_always else fill(said.only, layer=self._layer(rule.layer))

    def yields(self, rule: t.Rule) -> tuple[Sentence, ...]:
        """The layers where another rule holds instead of this one."""
        restating = self.scope.spelling.restating.get(rule.qualified, ())
        return tuple(
            fill(self.words.layer.yields, layer=self._layer(one.layer), rule=self.rules[one.qualified]) for one in restating
        )

    def lines(self, rule: t.Rule) -> Iterator[Line]:
        """What a rule has from the one that it restates, and what the layers below may make of it."""
        written, restated = self.scope.spelling.written(rule), self.scope.spelling.restated(rule)
        if restated is not None and restated in self.rules and as_stated_in_its_file(written) != written:
            yield Line(self.words.label.taken_over, fill(self.words.layer.taken_over, rule=self.rules[restated]))
        if rule.overridable is not None:
            yield Line(self.words.label.below, (Run(self.words.layer.overridable),))

    def _entry(self, layer: t.Stacked) -> LayerEntry:
        head = layer.head
        applies = self.telling.scope(head.applies.value) if head.applies else Statement((Run(self.words.layer.always),))
        return LayerEntry(
            anchor=_anchor(layer.name),
            name=layer.name,
            title=head.title,
            applies=applies,
            lines=tuple(self._head_lines(layer)),
            source=head_text(head),
        )

    def _head_lines(self, layer: t.Stacked) -> Iterator[Line]:
        label, said, head = self.words.label, self.words.layer, layer.head
        if layer.above:
            above = fill(said.above_layer, above=self._layer(layer.above))
        else:
            above = fill(said.above, above=Run(self.words.quote(self.scope.file.head.title), Style.QUOTED))
        yield Line(label.above, closed(above))
        if head.version:
            yield Line(label.version, (Run(head.version.value),))
        if head.languages:
            yield Line(label.languages, (Run(", ".join(map(self.words.language, head.languages.value))),))
        for stricter in self._stricter(head):
            yield Line(label.stricter, stricter)
        if head.appeals_to:
            contact = Run(self.words.quote(head.appeals_to.value), Style.QUOTED)
            yield Line(label.appeals, fill(self.words.principle.appeals, contact=contact))
        own = [rule for rule in self.scope.file.rules if rule.layer == layer.name]
        restated = sum(rule.restates for rule in own)
        yield Line(label.own_rules, (Run(said.counts.format(rules=len(own) - restated, restated=restated)),))

    def _stricter(self, head: t.PolicyHead) -> Iterator[Sentence]:
        said, words = self.words.principle, self.words
        if head.default:
            yield fill(said.default, outcome=outcome_of(head.default.value, words))
        if head.on_unknown:
            yield fill(said.unknown, outcome=outcome_of(head.on_unknown.value, words))
        for clause in sorted(head.thresholds, key=lambda one: one.value.risk):
            outcome = outcome_of(clause.value.outcome, words)
            yield fill(said.threshold, risk=words.number(clause.value.risk), outcome=outcome)

    def _layer(self, name: str) -> Run:
        """A layer by its short name, as the source has it: titles are too long to stand at every rule."""
        return Run(self.words.quote(name), Style.QUOTED, _anchor(name))

    def _named(self, layer: t.Stacked) -> str:
        title, version = self.words.quote(layer.head.title), layer.head.version
        return self.words.layer.named.format(layer=title, version=version.value) if version else title


def _anchor(layer: str) -> str:
    return f"layer-{layer}"
