"""What a language must be able to say before a policy can be rendered in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.formatter import number
from guidepost.signals import SignalType
from guidepost.signals.rates import Counted, Rate

Pair: TypeAlias = tuple[str, str]
"""A template for what holds, and one for what does not."""


class Extent(Enum):
    """How many of the points that follow apply."""

    ONE = auto()
    NOT_ONE = auto()
    ALL = auto()
    NOT_ALL = auto()
    ANY = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class Term:
    """A signal in the words of a language: `label` names it (`insult`), `subject` can begin a sentence (`the probability of …`)."""

    label: str
    subject: str


@dataclass(frozen=True, slots=True)
class ConditionWords:
    """Conditions, as main clauses without a full stop."""

    extents: Mapping[Extent, str]
    """Ends with a colon: introduces points."""
    mentions_one: Pair
    mentions_any: Pair
    mentions_all: Pair
    mentions_at_least: Pair
    mentions_times: Pair
    of_phrases: str
    of_list: str
    some_phrases: str
    """One of several phrases, as an object: `one of the phrases “a”, “b”`."""
    some_of_list: str
    any_form: str
    """Behind phrases that count in any form of their words."""
    besides: str
    """Behind phrases: what is part of `{phrases}` does not count."""
    besides_list: str
    near: Pair
    distance: Pair
    """One word; several, with `{count}`."""
    links_to: Pair
    links_elsewhere: Pair
    domain: str
    domains: str
    domains_of_list: str
    matches: Pair
    matches_any_case: Pair
    violates: Pair
    defined: Pair
    operators: Mapping[str, str]
    compare: str
    count_places: str
    count_entries: str
    found_places: Pair
    found_entries: Pair
    is_word: Pair
    is_one_of: Pair
    last_word: Pair
    """What joins the last of several words: `or`, `nor`."""
    last_of_any: str
    includes: Pair
    is_unknown: Pair
    before: Pair
    moment: str
    """With `{date}`, `{clock}` and `{zone}`."""
    moment_of_day: str
    """With `{date}` and `{zone}`: the beginning of a day."""
    date: str
    """With `{year}`, `{month}` and `{day}`."""
    between: Pair
    on_day: Pair
    days: Mapping[str, str]
    rates: Mapping[Counted, Pair]
    """With `{amount}` and `{window}`; the second of the pair is the opposite where the amount stays as it is."""
    rate_subjects: Mapping[Counted, str]
    """With `{window}`: can begin a sentence."""
    amounts: Mapping[str, str]
    """With `{number}` and `{noun}`, by operator."""
    rate_nouns: Mapping[Counted, Pair]
    """One; several."""
    windows: Mapping[str, Pair]
    """By unit, as it stands behind `within`: one; several, with `{count}`."""


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A rule as a sentence. `{modality}` is its verb, `{extent}` one of `extents`."""

    modality: Mapping[t.Modality, str]
    opening: Mapping[t.Modality, str]
    extents: Mapping[Extent, str]
    """As subordinate clauses."""
    unconditional: str
    unless: str
    definition: str
    outcome: Mapping[t.Outcome, str]
    risk: str
    standard: str
    """Behind a value that the source leaves to the standard."""
    excuses: str
    excused_by: str


@dataclass(frozen=True, slots=True)
class PrincipleWords:
    """What holds for the whole policy, as sentences."""

    reading: tuple[str, ...]
    modalities: Mapping[t.Modality, str]
    strictest: str
    default: str
    unknown: str
    risk: str
    threshold: str
    phrases: str
    probability: str
    appeals: str
    offensive: str


@dataclass(frozen=True, slots=True)
class LayerWords:
    """A policy of several layers."""

    principles: tuple[str, ...]
    """What holds for all layers, as sentences."""
    applies: str
    """With `{extent}`; ends with a colon."""
    always: str
    above: str
    """With `{above}`, the title of the uppermost policy."""
    above_layer: str
    """With `{above}`, a layer which a layer's own scope adds to."""
    only: str
    """Before a rule that only posts of a `{layer}` are measured by; ends with a colon."""
    instead: str
    """Before a rule that in a `{layer}` holds instead of `{rule}`; ends with a colon."""
    part: str
    """Of something that belongs to a `{layer}`."""
    yields: str
    """Of a rule in whose place `{rule}` holds where a `{layer}` applies."""
    taken_over: str
    """Of a rule whose source text leaves out what stands in `{rule}`."""
    overridable: str
    counts: str
    """With `{rules}` and `{restated}`."""
    named: str
    """A `{layer}` in a list of layers, with its `{version}`."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The headings and labels of the document."""

    document: str
    contents: str
    version: str
    digest: str
    languages: str
    extent: str
    counts: str
    """With `{guidelines}`, `{rules}`, `{lists}` and `{phrases}`."""
    in_force: str
    replaces: str
    date: str
    principles: str
    definitions: str
    definitions_lead: str
    layers: str
    layers_lead: str
    above: str
    stricter: str
    appeals: str
    own_rules: str
    below: str
    taken_over: str
    synopsis: str
    guideline: str
    rule: str
    source: str
    cites: str
    says: str
    instead: str
    consequence: str
    queue: str
    deadline: str
    redirect: str
    risk: str
    excuses: str
    excused_by: str
    because: str
    lists: str
    lists_lead: str
    list_counts: Pair
    """One phrase; several, with `{count}`."""
    list_from: str
    list_in_place: str
    list_used: str
    list_unused: str
    list_show: str
    signals: str
    signals_lead: str
    signal_name: str
    signal_meaning: str
    signal_type: str
    signatures: str
    signatures_lead: str
    """With `{title}`, `{version}` and `{digest}`."""
    roles: tuple[str, ...]
    role: str
    name: str
    place_date: str
    signature: str
    no_version: str
    page: str
    page_of: str
    skip: str
    only_in: str
    """Before a text that exists in another language only, with `{language}`."""


@dataclass(frozen=True, slots=True)
class Words:
    """A language."""

    code: str
    quotes: Pair
    decimal: str
    percent: str
    languages: Mapping[str, str]
    durations: Mapping[str, Pair]
    terms: Mapping[str, Term]
    """Signals whose bare name says too little; the others are shown by name."""
    symbols: Mapping[str, str]
    """Words of closed vocabularies."""
    subjects: Mapping[SignalType, str]
    """Begins a sentence about a signal that has no term, with `{name}`."""
    types: Mapping[SignalType, str]
    condition: ConditionWords
    rule: RuleWords
    principle: PrincipleWords
    layer: LayerWords
    label: Labels

    def quote(self, text: str) -> str:
        """A text in the language's quotation marks."""
        return f"{self.quotes[0]}{text}{self.quotes[1]}"

    def number(self, value: float) -> str:
        """A number with the language's decimal sign."""
        return number(value).replace(".", self.decimal)

    def probability(self, value: float) -> str:
        """A probability in per cent."""
        return self.percent.format(self.number(round(value * 100, 9)))

    def duration(self, value: t.Duration) -> str:
        """An amount of time, in the nominative."""
        one, several = self.durations[value.unit]
        return f"{self.number(value.amount)} {one if value.amount == 1 else several}"

    def window(self, rate: Rate) -> str:
        """How far a rate looks back, as it stands behind `within`."""
        amount, unit = rate.window
        one, several = self.condition.windows[unit]
        return one if amount == 1 else several.format(count=self.number(amount))

    def rate_subject(self, rate: Rate) -> str:
        """A rate, as it begins a sentence."""
        return self.condition.rate_subjects[rate.counted].format(window=self.window(rate))

    def language(self, code: str) -> str:
        """The name of a language, or its code where there is no name."""
        return self.languages.get(code, code)

    def moment(self, value: t.Moment) -> str:
        """A point in time with its zone."""
        year, month, day = value.date.split("-")
        date = self.condition.date.format(year=year, month=month, day=day)
        template = self.condition.moment_of_day if value.clock is None else self.condition.moment
        return template.format(date=date, clock=value.clock, zone=value.zone)

    def of(self, text: str, further: t.Translations) -> str:
        """A text in this language where there is a translation into it, else as it is."""
        return dict(further).get(self.code, text)
