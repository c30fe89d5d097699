"""Whether a layer loosens what a layer above has not marked as overridable (GP414, GP415).

For each layer, every such rule is compared twice: as the stack understands it that ends with this layer, and as the whole stack does.
Which layers apply to a post is left open, so one proof covers every combination of them. What is to be shown: wherever the rule fires
in the stack that ends with the layer, some version of it fires in the whole one, with no milder outcome, no lower risk and no less
certainty; and wherever it cannot be decided there, some such version is not decided to be kept here. So nobody below a layer undoes
what it has made stricter, be it a rule of its own, or one above by a narrower permission.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from guidepost.rules.analysis.certainty import Certainty
from guidepost.rules.analysis.solver import Formula, Verdict
from guidepost.rules.analysis.subject import Finding, Subject, joined, sentences
from guidepost.rules.analysis.witness import Witness
from guidepost.rules.check import Checked
from guidepost.rules.check.rates import with_rates
from guidepost.rules.check.scope import Scope, violated_guidelines
from guidepost.rules.compile import Evaluation, whole_condition
from guidepost.rules.layers import Chains
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.diagnostic import Diagnostic, Place


def layers_keep(checked: Checked, fold: Callable[[str], str]) -> tuple[Finding, ...]:
    """What of a stack is looser than a layer above allows, or not proved not to be; all of it errors.

    `checked` must hold no errors. Rules that no layer touches need no proof.
    """
    bound = list(_touched(checked.scope))
    if not bound:
        return ()
    subject = Subject(Checked(_side_by_side(checked.scope), ()), fold)
    certainty, chains = Certainty(subject.encoder), Chains.of_file(checked.scope.file)
    found: dict[object, Finding] = {}
    for one in bound:
        for finding in _kept(one, subject, certainty, chains):
            # What is looser than one layer allows is often looser than the next one allows, too.
            found.setdefault((finding.rules, finding.diagnostic.place), finding)
    return tuple(found.values())


class _Bound(NamedTuple):
    """A rule that must not be loosened below a layer: as the stack that ends with the layer has it, and its versions in the whole one."""

    layer: str
    rule: t.Rule
    versions: tuple[t.Rule, ...]


def _touched(scope: Scope) -> Iterator[_Bound]:
    """For each layer the rules that are not overridable and that the layers below or beside it make something else of."""
    chains, senses = Chains.of_file(scope.file), _Senses()
    whole = senses.of_file(scope.file)
    for layer, upward in scope.upward.items():
        above = senses.of_file(upward)
        for rule in upward.rules:
            if rule.modality is t.Modality.MAY or rule.overridable is not None:
                continue
            versions = tuple(one for one in scope.stated.get(rule.stated, ()) if rule.layer in chains.up_from(one.layer))
            if above[rule.qualified] not in {whole[one.qualified] for one in versions}:
                yield _Bound(layer, rule, versions)


@dataclass
class _Senses:
    """Numbers for what rules mean, so that rules which mean the same have the same number, in whichever file they stand."""

    known: dict[object, int] = field(default_factory=dict)

    def of_file(self, file: t.PolicyFile) -> Mapping[str, int]:
        """The number of each rule's meaning, excuses and asked guidelines included, by its qualified name."""
        definitions = {definition.name.value: definition for definition in file.definitions}
        rules = {rule.qualified: rule for rule in file.rules}
        excusers: dict[str, list[str]] = {}
        duties: dict[str, list[str]] = {}
        for rule in file.rules:
            for excused in rule.excuses.value if rule.excuses else ():
                excusers.setdefault(excused.value, []).append(rule.qualified)
            if rule.modality is not t.Modality.MAY:
                duties.setdefault(rule.guideline, []).append(rule.qualified)
        found: dict[str, int] = {}

        def sense(name: str) -> int:
            if name not in found:
                rule = rules[name]
                asked = {one.guideline.value for one in violated_guidelines(rule, definitions)}
                key = (
                    whole_condition(rule),
                    rule.then and rule.then.value.outcome,
                    rule.risk and rule.risk.value,
                    frozenset(sense(excuser) for excuser in excusers.get(name, ())),
                    frozenset((guideline, frozenset(map(sense, duties.get(guideline, ())))) for guideline in asked),
                )
                found[name] = self.known.setdefault(key, len(self.known))
            return found[name]

        for name in rules:
            sense(name)
        return found


def _side_by_side(scope: Scope) -> Scope:
    """The whole stack, and beside it, under names of their own, the stacks that end with each layer."""
    file = replace(scope.file, layers=(), tests=(), head=replace(scope.file.head, thresholds=()))
    for layer, upward in scope.upward.items():
        own = _Renaming(_prefix(layer))
        file = replace(
            file,
            definitions=(*file.definitions, *map(own.definition, upward.definitions)),
            guidelines=(*file.guidelines, *map(own.guideline, upward.guidelines)),
            rules=(*file.rules, *map(own.rule, upward.rules)),
        )
    # A rate that only a replaced rule asked for is none of the whole stack's any more.
    return Scope(file, with_rates(scope.catalogue, file), scope.phrases)


def _prefix(layer: str) -> str:
    return f"{layer}~"


@dataclass(frozen=True, slots=True)
class _Renaming:
    prefix: str

    def name(self, name: t.Name) -> t.Name:
        return replace(name, value=self.prefix + name.value)

    def definition(self, definition: t.Definition) -> t.Definition:
        return replace(definition, name=self.name(definition.name), condition=self.condition(definition.condition))

    def guideline(self, guideline: t.Guideline) -> t.Guideline:
        return replace(guideline, name=self.name(guideline.name))

    def rule(self, rule: t.Rule) -> t.Rule:
        return replace(
            rule,
            guideline=self.prefix + rule.guideline,
            id=None,
            when=rule.when and replace(rule.when, value=self.condition(rule.when.value)),
            unless=rule.unless and replace(rule.unless, value=self.condition(rule.unless.value)),
            excuses=rule.excuses and replace(rule.excuses, value=tuple(map(self.name, rule.excuses.value))),
        )

    def condition(self, condition: t.Condition) -> t.Condition:
        match condition:
            case t.And(parts) | t.Or(parts):
                return replace(condition, parts=tuple(map(self.condition, parts)))
            case t.Not(part):
                return replace(condition, part=self.condition(part))
            case t.Violates(guideline):
                return replace(condition, guideline=self.name(guideline))
            case t.Defined(name):
                return replace(condition, name=self.name(name))
            case _:
                return condition


def _kept(bound: _Bound, subject: Subject, certainty: Certainty, chains: Chains) -> Iterator[Finding]:
    """Nothing, where it is proved that a rule is kept; else what is wrong."""
    # The one beside the whole stack: it asks what its own layer knows.
    above = subject.scope.rules[_prefix(bound.layer) + bound.rule.qualified]
    as_strict = [rule for rule in bound.versions if _as_strict(above, rule, subject)]
    own, here = subject.encoder.broken(above), [subject.encoder.broken(rule) for rule in as_strict]
    uses = joined(own.uses, *(one.uses for one in here))
    names, solver = {rule.qualified for rule in as_strict}, subject.solver
    as_certain = [
        one.true if certainty.plain(rule) else solver.all_of((one.true, certainty.of_rule(rule) >= certainty.of_rule(above)))
        for rule, one in zip(as_strict, here, strict=True)
    ]
    open_above = solver.none_of((own.true, own.false))
    questions: list[tuple[list[Formula], _How]] = [
        ([own.true, solver.none_of(one.true for one in here)], _FIRES),
        ([open_above, *(one.false for one in here)], _MAY_FIRE),
        ([own.true, solver.none_of(as_certain), *certainty.facts()], _RISKS),
    ]
    for formulas, how in questions:
        verdict, model = subject.ask(uses, *formulas)
        if verdict is Verdict.IMPOSSIBLE:
            continue
        witness = subject.show(model, uses, _Loosened(subject, above.qualified, names, how))
        yield _finding(bound, witness, how, subject, chains)
        return


def _as_strict(above: t.Rule, rule: t.Rule, subject: Subject) -> bool:
    upper, lower = subject.compiled[above.qualified], subject.compiled[rule.qualified]
    return lower.outcome >= upper.outcome and lower.risk >= upper.risk


class _How(NamedTuple):
    """In which way a post shows that a rule is loosened: by rule, how much it holds the post; and what to say of that."""

    held: Callable[[Evaluation], dict[str, float]]
    says: str


_FIRES = _How(
    lambda evaluation: {one.rule.name: 1.0 for one in evaluation.fired},
    "It is broken above, and here nothing as strict is.",
)
_MAY_FIRE = _How(
    lambda evaluation: _FIRES.held(evaluation) | {one.rule.name: 1.0 for one in evaluation.undecided},
    "Above it may be broken, and here nothing as strict may be.",
)
_RISKS = _How(
    lambda evaluation: {one.rule.name: one.risk for one in evaluation.fired},
    "It is broken above and here, but here less surely, and so with less risk.",
)


@dataclass(frozen=True, slots=True)
class _Loosened:
    """Says of a post that a rule holds it as its own layer understands it, and that no version in the whole stack holds it as much."""

    subject: Subject
    above: str
    versions: set[str]
    how: _How

    def __call__(self, witness: Witness) -> bool:
        held = self.how.held(self.subject.witnesses.decide(witness))
        return held.get(self.above, 0.0) > max((held.get(version, 0.0) for version in self.versions), default=0.0)


def _finding(bound: _Bound, witness: Witness | None, how: _How, subject: Subject, chains: Chains) -> Finding:
    rule, place = bound.rule, _cause(bound, witness, subject, chains)
    related = ((rule.name.place, "the rule above, not overridable"),) if place != rule.name.place else ()
    if witness is None:
        return Finding(
            Diagnostic(
                "GP415",
                f"it cannot be proved that “{rule.stated}” stays as strict as the layer above has it",
                place,
                "Restate it with the condition above and more behind “or”, or leave it as it is and write a rule of another name.",
                related=related,
            ),
            (rule.qualified,),
        )
    return Finding(
        Diagnostic(
            "GP414",
            f"“{rule.stated}” is loosened here, and the layer above does not mark it “overridable”",
            place,
            sentences((subject.example(witness), how.says, "Keep it as strict, or have it marked “overridable” above.")),
            related=related,
        ),
        (rule.qualified,),
        witness,
    )


def _cause(bound: _Bound, witness: Witness | None, subject: Subject, chains: Chains) -> Place:
    """Where the loosening is likely written.

    That is the excuse of another layer that is at work in the post, else the version of another layer, else an excuse from one, else
    another layer's rule in a guideline that is asked for.
    """
    upward, names = chains.up_from(bound.layer), {version.qualified for version in bound.versions}
    others = [rule for rule in subject.scope.file.rules if rule.layer not in upward and "~" not in rule.guideline]
    excuses = [
        (rule.qualified, name.place if name.place.layer == rule.layer else rule.name.place)
        for rule in others
        for name in (rule.excuses.value if rule.excuses else ())
        if name.value in names
    ]
    excused = subject.witnesses.decide(witness).excused if witness else ()
    at_work = {by.name for one in excused if one.rule.name in names for by in one.by}
    versions = [version.name.place for version in bound.versions if version.layer not in upward]
    likely = [*(place for name, place in excuses if name in at_work), *versions, *(place for _, place in excuses)]
    if likely:
        return likely[0]
    asked = {one.guideline.value for one in violated_guidelines(bound.rule, subject.scope.definitions)}
    return next((rule.name.place for rule in others if rule.guideline in asked), bound.rule.name.place)
