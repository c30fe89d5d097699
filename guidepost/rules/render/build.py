"""From a policy to its document in a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from guidepost.rules.check import Checked
from guidepost.rules.compile import CompiledPolicy, CompiledRule
from guidepost.rules.layers import as_stated_in_its_file, list_file
from guidepost.rules.render.asked import all_atoms, atoms, lists, rule_atoms, signals
from guidepost.rules.render.conditions import Telling, signal_anchor
from guidepost.rules.render.document import DefinitionEntry, Document, ListEntry, RuleEntry, Section, SignalEntry, Text
from guidepost.rules.render.layers import Layers
from guidepost.rules.render.numbers import in_order, numbered, reference, references
from guidepost.rules.render.principles import principles
from guidepost.rules.render.prose import Run, Style, enumerated, plain
from guidepost.rules.render.rules import RuleTelling
from guidepost.rules.render.source import definition_text, source_text
from guidepost.rules.render.words import Words
from guidepost.rules.syntax import tree as t
from guidepost.signals.rates import rate_named


def build(checked: Checked, compiled: CompiledPolicy, words: Words) -> Document:
    """The document of a policy. `compiled` must be made from `checked`."""
    return _Builder(checked, compiled, words).document()


@dataclass(frozen=True)
class _Builder:
    checked: Checked
    compiled: CompiledPolicy
    words: Words

    @cached_property
    def rules(self) -> Mapping[str, CompiledRule]:
        return {rule.name: rule for rule in self.compiled.rules}

    @cached_property
    def layers(self) -> Layers:
        scope, numbers = self.checked.scope, numbered(self.checked.scope)
        references = {name: reference(scope.rules[name], number) for name, number in numbers.items()}
        return Layers(scope, self.words, RuleTelling(Telling(scope, self.words)), references)

    def document(self) -> Document:
        scope, label = self.checked.scope, self.words.label
        file = scope.file
        numbers = numbered(scope)
        sections = tuple(self._section(position, guideline, numbers) for position, guideline in enumerate(file.guidelines, 1))
        appended = tuple(self._list(one, numbers) for one in file.lists)
        version = f"{label.version} {self.compiled.version}" if self.compiled.version else label.no_version
        version += f", {label.layers}: {plain(self.layers.named())}" if file.layers else ""
        return Document(
            language=self.words.code,
            title=file.head.title,
            version=self.compiled.version or label.no_version,
            digest=self.compiled.digest,
            languages=", ".join(self.words.language(code) for code in self.compiled.languages),
            counts=label.counts.format(
                guidelines=len(sections),
                rules=len(file.rules),
                lists=len(appended),
                phrases=sum(len(one.phrases) for one in appended),
            ),
            principles=principles(self.compiled, self.words, layered=bool(file.layers)),
            definitions=tuple(self._definition(one) for one in file.definitions),
            sections=sections,
            lists=appended,
            signals=tuple(self._signal(name) for name in sorted(signals(all_atoms(file)))),
            signatures=label.signatures_lead.format(title=file.head.title, version=version, digest=self.compiled.digest),
            label=label,
            layers=self.layers.entries(),
            layers_named=self.layers.named(),
        )

    def _section(self, position: int, guideline: t.Guideline, numbers: Mapping[str, str]) -> Section:
        name = guideline.name.value
        return Section(
            anchor=f"guideline-{name}",
            number=str(position),
            title=self.words.of(guideline.title, guideline.title_in),
            cites=self.words.of(guideline.cites.value, guideline.cites_in) if guideline.cites else "",
            says=self._text(guideline.says),
            rules=tuple(self._rule(rule, numbers) for rule in in_order(self.checked.scope, name)),
            layer=self.layers.part_of(guideline.place.layer),
        )

    def _definition(self, definition: t.Definition) -> DefinitionEntry:
        return DefinitionEntry(
            anchor=f"definition-{definition.name.value}",
            name=definition.name.value,
            meaning=RuleTelling(Telling(self.checked.scope, self.words)).definition(definition),
            source=definition_text(definition),
            layer=self.layers.part_of(definition.place.layer),
        )

    def _rule(self, rule: t.Rule, numbers: Mapping[str, str]) -> RuleEntry:
        compiled, written = self.rules[rule.qualified], self.checked.scope.spelling.written(rule)
        telling = RuleTelling(Telling(self.checked.scope, self.words))
        lifts = references((self.checked.scope.rules[name] for name in compiled.excuses), numbers)
        lifted_by = references((self.checked.scope.rules[one.name] for one in self.compiled.excusers_of(compiled)), numbers)
        return RuleEntry(
            anchor=f"rule-{rule.qualified}",
            number=numbers[rule.qualified],
            id=rule.permanent_id,
            name=rule.qualified,
            modality=rule.modality.value,
            verb=self.words.rule.modality[rule.modality],
            says=self._text(rule.says),
            duty=telling.duty(written),
            unless=telling.exception(written),
            lines=(*telling.lines(rule, compiled, lifts, lifted_by), *self.layers.lines(rule)),
            instead=self._text(rule.instead),
            source=source_text(as_stated_in_its_file(written)),
            layer=self.layers.mark(rule),
            yields=self.layers.yields(rule),
            level=numbers[rule.qualified].count(".") - 1,
        )

    def _text(self, clause: t.Clause[t.Translations] | None) -> Text | None:
        """A text in the document's language, else in the first the policy has, with a note that says so."""
        if clause is None:
            return None
        written = dict(clause.value)
        if self.words.code in written:
            return Text(written[self.words.code], self.words.code)
        language = next((code for code in self.compiled.languages if code in written), clause.value[0][0])
        return Text(written[language], language, self.words.label.only_in.format(language=self.words.language(language)))

    def _list(self, words: t.WordList, numbers: Mapping[str, str]) -> ListEntry:
        name, label = words.name.value, self.words.label
        phrases = tuple(dict.fromkeys(self.checked.scope.phrases[name]))
        one, several = label.list_counts
        of_file = None if words.file is None else self.words.quote(list_file(words.file)[1])
        file = self.checked.scope.file
        rules = references((rule for rule in file.rules if name in lists(rule_atoms(rule))), numbers)
        definitions = (
            Run(self.words.quote(one.name.value), Style.QUOTED, f"definition-{one.name.value}")
            for one in file.definitions
            if name in lists(atoms(one.condition))
        )
        using = enumerated([*(run for run in rules if run.target), *definitions])
        return ListEntry(
            anchor=f"list-{name}",
            name=name,
            count=one if len(phrases) == 1 else several.format(count=len(phrases)),
            origin=label.list_in_place if of_file is None else label.list_from.format(file=of_file),
            used=(Run(f"{label.list_used} "), *using) if using else (Run(label.list_unused),),
            phrases=phrases,
            layer=self.layers.part_of(words.place.layer),
        )

    def _signal(self, name: str) -> SignalEntry:
        declaration = self.checked.scope.catalogue[name]
        term, rate = self.words.terms.get(name), rate_named(name)
        return SignalEntry(
            anchor=signal_anchor(name),
            name=name,
            label=self.words.rate_subject(rate) if rate else term.label if term else name,
            meaning=declaration.says[self.words.code],
            type=self.words.types[declaration.type],
        )
