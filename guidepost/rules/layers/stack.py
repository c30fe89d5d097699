"""Files on top of one another as one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from guidepost.rules.layers.chains import UPPERMOST, Chains
from guidepost.rules.layers.placed import placed
from guidepost.rules.layers.spelling import Scopes, scopes, spelt_out
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class LayerFile:
    """A parsed file below another; `above` names the layer it extends, empty for the uppermost file."""

    file: t.PolicyFile
    above: str

    @property
    def name(self) -> str:
        """The layer's own name. The file must say it."""
        if self.file.head.layer is None:
            raise ValueError("the file is no layer")
        return self.file.head.layer.value.name.value


def stack(uppermost: t.PolicyFile, layers: Sequence[LayerFile]) -> tuple[t.PolicyFile, list[Diagnostic]]:
    """One file that says what all say together, and what cannot go together in them.

    Layers may come in any order, under different names. Without layers the uppermost file comes back as it is.
    """
    if not layers:
        return uppermost, []
    pile = _Pile([uppermost], Chains({}))
    by_name = {layer.name: layer for layer in layers}
    for name in Chains({layer.name: layer.above for layer in layers}).in_order():
        pile.add(by_name[name])
    return pile.together(), pile.findings


def stacks_upward(uppermost: t.PolicyFile, layers: Sequence[LayerFile]) -> dict[str, t.PolicyFile]:
    """For each layer, the uppermost file included, the stack that ends with it; empty without layers."""
    if not layers:
        return {}
    above = {layer.name: layer.above for layer in layers}
    chains = Chains(above)
    return {name: stack(uppermost, [one for one in layers if one.name in chains.up_from(name)])[0] for name in (UPPERMOST, *above)}


@dataclass
class _Pile:
    """What has been stacked so far.

    `versions` holds each rule by the name it is stated under, and there by its layer; `yields` the scopes of the layers that restate a
    rule, by both; `titled` the guidelines, with the layers that have them.
    """

    files: list[t.PolicyFile]
    chains: Chains
    layers: list[t.Stacked] = field(default_factory=list)
    scopes: Scopes = field(default_factory=lambda: {UPPERMOST: None})
    versions: dict[str, dict[str, list[t.Rule]]] = field(default_factory=dict)
    order: list[tuple[str, str, int]] = field(default_factory=list)
    yields: dict[tuple[str, str], list[t.Condition]] = field(default_factory=dict)
    replaced: set[tuple[str, str]] = field(default_factory=set)
    titled: set[tuple[str, str]] = field(default_factory=set)
    findings: list[Diagnostic] = field(default_factory=list)

    def __post_init__(self) -> None:
        uppermost = self.files[0]
        self.titled |= {(guideline.name.value, UPPERMOST) for guideline in uppermost.guidelines}
        for rule in uppermost.rules:
            self._keep(rule)

    def add(self, layer: LayerFile) -> None:
        name = layer.name
        self.chains = Chains({**self.chains.above, name: layer.above})
        file = placed(layer.file, name, self._languages(layer))
        self.layers.append(t.Stacked(name, layer.above, file.head))
        self.scopes = scopes(self.layers)
        self.findings += self._guidelines(file, name)
        for rule in file.rules:
            self._keep(self._restated(rule, name))
        self.files.append(replace(file, guidelines=tuple(one for one in file.guidelines if one.title)))

    def _languages(self, layer: LayerFile) -> tuple[str, ...]:
        """The languages that a layer and those above it add to those of the uppermost file."""
        heads = {one.name: one.head for one in self.layers} | {layer.name: layer.file.head}
        own = self.files[0].head.languages
        clauses = [heads[name].languages for name in self.chains.up_from(layer.name)[:-1]]
        added = {language for clause in clauses if clause for language in clause.value}
        return tuple(sorted(added.difference(own.value if own else ())))

    def _guidelines(self, file: t.PolicyFile, layer: str) -> Iterator[Diagnostic]:
        for guideline in file.guidelines:
            if guideline.title:
                self.titled.add((guideline.name.value, layer))
                continue
            if self.titled.isdisjoint((guideline.name.value, name) for name in self.chains.up_from(layer)):
                yield Diagnostic(
                    "GP241",
                    f"no layer above has a guideline “{guideline.name.value}”",
                    guideline.name.place,
                    'Give it a title, and it is a guideline of this layer: guideline name "Title".',
                )
            for clause in (guideline.says, guideline.cites):
                if clause is not None:
                    yield Diagnostic(
                        "GP242",
                        f"what the guideline “{guideline.name.value}” says stands in a layer above",
                        clause.place,
                        "Leave it out here. What a layer has to say of its own, its rules say.",
                    )

    def _restated(self, rule: t.Rule, layer: str) -> t.Rule:
        """A layer's rule; where a layer above states one of that name, with the clauses of that one which the layer leaves out."""
        above = self._nearest(rule.stated, layer)
        if above is None:
            return rule
        if above.modality is not rule.modality:
            self.findings.append(
                Diagnostic(
                    "GP248",
                    f"“{rule.stated}” is a {above.modality.value} rule above, and here a {rule.modality.value} rule",
                    rule.place,
                    f"Write {above.modality.value} here too, or give this rule another name.",
                    related=((above.place, "the rule above"),),
                )
            )
        scope = self.scopes[layer]
        whole = replace(
            rule,
            id=rule.id or (above.id if scope is None else _own_id(above, layer)),
            when=rule.when or above.when,
            unless=rule.unless or above.unless,
            then=rule.then or above.then,
            risk=rule.risk or above.risk,
            excuses=rule.excuses or above.excuses,
            says=rule.says or above.says,
            instead=rule.instead or above.instead,
            because=rule.because or above.because,
            restates=scope is not None,
        )
        if scope is None:
            self.replaced.add((above.stated, above.layer))
        else:
            self.yields.setdefault((above.stated, above.layer), []).append(scope)
        return whole

    def _nearest(self, stated: str, layer: str) -> t.Rule | None:
        versions = self.versions.get(stated, {})
        for upper in self.chains.up_from(layer)[1:]:
            if upper in versions:
                return versions[upper][0]
        return None

    def _keep(self, rule: t.Rule) -> None:
        same = self.versions.setdefault(rule.stated, {}).setdefault(rule.layer, [])
        self.order.append((rule.stated, rule.layer, len(same)))
        same.append(rule)

    def together(self) -> t.PolicyFile:
        uppermost = self.files[0]
        rules = (
            self.versions[stated][layer][number] for stated, layer, number in self.order if (stated, layer) not in self.replaced
        )
        return replace(
            uppermost,
            lists=tuple(one for file in self.files for one in file.lists),
            definitions=tuple(one for file in self.files for one in file.definitions),
            guidelines=tuple(one for file in self.files for one in file.guidelines),
            tests=tuple(one for file in self.files for one in file.tests),
            rules=tuple(self._whole(rule) for rule in rules),
            layers=tuple(self.layers),
        )

    def _whole(self, rule: t.Rule) -> t.Rule:
        """A rule with all that its layer and the layers below make of it."""
        excuses = rule.excuses and replace(rule.excuses, value=tuple(self._versions_of(rule.excuses.value, rule.layer)))
        return spelt_out(replace(rule, excuses=excuses), self.scopes[rule.layer], self.yields.get((rule.stated, rule.layer), ()))

    def _versions_of(self, names: Iterable[t.Name], layer: str) -> Iterator[t.Name]:
        """The rules that an excuse means: those of that name in the layers above and below it, not in those beside it."""
        for name in names:
            versions = [
                rule
                for upper, rules in self.versions.get(name.value, {}).items()
                if self.chains.related(layer, upper) and (name.value, upper) not in self.replaced
                for rule in rules[:1]
            ]
            yield from (t.Name(rule.qualified, name.place) for rule in versions)
            if not versions:
                yield name


def _own_id(above: t.Rule, layer: str) -> t.Clause[t.Name] | None:
    """The permanent id of a restated rule, where the one above has one of its own."""
    if above.id is None:
        return None
    id_of_first = above.id.value.value.partition("@")[0]
    return replace(above.id, value=t.Name(f"{id_of_first}@{layer}", above.id.value.place))
