"""From a policy to its document in a language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from guidepost.rules.check import Checked
from guidepost.rules.compile import CompiledPolicy, CompiledRule
from guidepost.rules.render.asked import all_atoms, atoms, lists, rule_atoms, signals
from guidepost.rules.render.conditions import Telling
from guidepost.rules.render.document import DefinitionEntry, Document, ListEntry, RuleEntry, Section, SignalEntry, Text
from guidepost.rules.render.principles import principles
from guidepost.rules.render.prose import Run, Sentence, Style, enumerated
from guidepost.rules.render.rules import RuleTelling
from guidepost.rules.render.source import definition_text, source_text
from guidepost.rules.render.words import Words
from guidepost.rules.syntax import tree as t


def build(checked: Checked, compiled: CompiledPolicy, words: Words) -> Document:
    """The document of a policy. `compiled` must be made from `checked`."""
    return _Builder(checked, compiled, words, {rule.name: rule for rule in compiled.rules}).document()


@dataclass(frozen=True, slots=True)
class _Builder:
    checked: Checked
    compiled: CompiledPolicy
    words: Words
    rules: Mapping[str, CompiledRule]

    def document(self) -> Document:
        scope, label = self.checked.scope, self.words.label
        file = scope.file
        numbers = _numbers(file)
        sections = tuple(self._section(position, guideline, numbers) for position, guideline in enumerate(file.guidelines, 1))
        appended = tuple(self._list(one, numbers) for one in file.lists)
        version = f"{label.version} {self.compiled.version}" if self.compiled.version else label.no_version
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
            principles=principles(self.compiled, self.words),
            definitions=tuple(self._definition(one) for one in file.definitions),
            sections=sections,
            lists=appended,
            signals=tuple(self._signal(name) for name in sorted(signals(all_atoms(file)))),
            signatures=label.signatures_lead.format(title=file.head.title, version=version, digest=self.compiled.digest),
            label=label,
        )

    def _section(self, position: int, guideline: t.Guideline, numbers: Mapping[str, str]) -> Section:
        name = guideline.name.value
        return Section(
            anchor=f"guideline-{name}",
            number=str(position),
            title=self.words.of(guideline.title, guideline.title_in),
            cites=self.words.of(guideline.cites.value, guideline.cites_in) if guideline.cites else "",
            says=self._text(guideline.says),
            rules=tuple(self._rule(rule, numbers) for rule in self.checked.scope.file.rules if rule.guideline == name),
        )

    def _definition(self, definition: t.Definition) -> DefinitionEntry:
        return DefinitionEntry(
            anchor=f"definition-{definition.name.value}",
            name=definition.name.value,
            meaning=RuleTelling(Telling(self.checked.scope, self.words)).definition(definition),
            source=definition_text(definition),
        )

    def _rule(self, rule: t.Rule, numbers: Mapping[str, str]) -> RuleEntry:
        compiled = self.rules[rule.qualified]
        telling = RuleTelling(Telling(self.checked.scope, self.words))
        lifts = _references((self.checked.scope.rules[name] for name in compiled.excuses), numbers)
        lifted_by = _references((self.checked.scope.rules[one.name] for one in self.compiled.excusers_of(compiled)), numbers)
        return RuleEntry(
            anchor=f"rule-{rule.qualified}",
            number=numbers[rule.qualified],
            id=rule.permanent_id,
            name=rule.qualified,
            modality=rule.modality.value,
            verb=self.words.rule.modality[rule.modality],
            says=self._text(rule.says),
            duty=telling.duty(rule),
            unless=telling.exception(rule),
            lines=tuple(telling.lines(rule, compiled, lifts, lifted_by)),
            instead=self._text(rule.instead),
            source=source_text(rule),
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
        file = self.checked.scope.file
        rules = _references((rule for rule in file.rules if name in lists(rule_atoms(rule))), numbers)
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
            origin=label.list_in_place if words.file is None else label.list_from.format(file=self.words.quote(words.file)),
            used=(Run(f"{label.list_used} "), *using) if using else (Run(label.list_unused),),
            phrases=phrases,
        )

    def _signal(self, name: str) -> SignalEntry:
        declaration = self.checked.scope.catalogue[name]
        term = self.words.terms.get(name)
        return SignalEntry(
            anchor=f"signal-{name}",
            name=name,
            label=term.label if term else name,
            meaning=declaration.says[self.words.code],
            type=self.words.types[declaration.type],
        )


def _numbers(file: t.PolicyFile) -> dict[str, str]:
    """By rule: its number in the document."""
    numbers: dict[str, str] = {}
    for section, guideline in enumerate(file.guidelines, 1):
        rules = (rule for rule in file.rules if rule.guideline == guideline.name.value)
        numbers |= {rule.qualified: f"{section}.{position}" for position, rule in enumerate(rules, 1)}
    return numbers


def _references(rules: Iterable[t.Rule], numbers: Mapping[str, str]) -> Sentence:
    """Rules by number and permanent id, each leading to its entry, in the order of the document."""
    ordered = sorted(rules, key=lambda rule: [int(part) for part in numbers[rule.qualified].split(".")])
    return enumerated(Run(f"{numbers[rule.qualified]} ({rule.permanent_id})", target=f"rule-{rule.qualified}") for rule in ordered)
