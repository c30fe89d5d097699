"""Conditions as sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from guidepost.rules.check.scope import Scope
from guidepost.rules.render.prose import Run, Sentence, Statement, Style, closed, enumerated, fill, opened
from guidepost.rules.render.words import Extent, Words
from guidepost.rules.syntax import tree as t
from guidepost.signals import SignalType
from guidepost.signals.rates import Rate, rate_named

_OPPOSITE = {">=": "<", "<": ">=", "<=": ">", ">": "<=", "=": "!=", "!=": "="}


@dataclass(frozen=True, slots=True)
class Telling:
    """A policy that is told in the words of a language."""

    scope: Scope
    words: Words

    def state(self, condition: t.Condition, *, negated: bool = False) -> Statement:
        """A condition, or its negation, as a whole sentence and the points under it."""
        match condition:
            case t.Not(part):
                return self.state(part, negated=not negated)
            case t.And(parts) | t.Or(parts):
                introduction = self.words.condition.extents[extent(condition, negated=negated)]
                return Statement(opened((Run(introduction),)), tuple(self.state(part) for part in parts))
            case _:
                return Statement(closed(opened(self.clause(condition, negated=negated))))

    def clause(self, atom: t.Atom, *, negated: bool = False) -> Sentence:
        """One of the smallest conditions, or its negation, as a main clause without a full stop."""
        said = self.words.condition
        match atom:
            case t.Mentions():
                return self._mentions(atom, negated)
            case t.Matches(pattern, ignore_case):
                pair = said.matches_any_case if ignore_case else said.matches
                return fill(pair[negated], pattern=Run(f"/{pattern}/", Style.CODE))
            case t.Near(one, other, words):
                near, far = said.distance
                distance = near if words == 1 else far.format(count=words)
                return fill(said.near[negated], one=self._some(one), other=self._some(other), distance=distance)
            case t.LinksTo(domains, elsewhere):
                pair = said.links_elsewhere if elsewhere else said.links_to
                return fill(pair[negated], domains=self._domains(domains))
            case t.Violates(guideline):
                return fill(said.violates[negated], guideline=self._guideline(guideline.value))
            case t.Defined(name):
                return fill(said.defined[negated], name=self._quoted(name.value, f"definition-{name.value}"))
            case t.Compare(signal, operator, quantity):
                return self._compare(self._subject(signal), operator, self._quantity(signal, quantity), negated)
            case t.CountOf(signal, operator, number):
                counted = said.count_entries if self._type(signal) is SignalType.SET else said.count_places
                return self._compare(fill(counted, label=self._label(signal)), operator, self.words.number(number), negated)
            case t.Found(signal):
                pair = said.found_entries if self._type(signal) is SignalType.SET else said.found_places
                return fill(pair[negated], label=self._label(signal))
            case t.Is(signal, words_given, not_these):
                return self._is(signal, words_given, negated is not not_these)
            case t.Includes(signal, word):
                return fill(said.includes[negated], word=self._word(signal, word), label=self._label(signal))
            case t.IsUnknown(signal):
                return fill(said.is_unknown[negated], subject=self._subject(signal))
            case t.Dated(signal, moment, after):
                return fill(said.before[negated is not after], subject=self._subject(signal), moment=self.words.moment(moment))
            case t.Clocked(signal, start, end, zone):
                return fill(said.between[negated], subject=self._subject(signal), start=start, end=end, zone=zone)
            case t.Often(rate, operator, number):
                return self._often(rate, operator, number, negated)
            case t.OnDay(signal, days, zone):
                named = enumerated((Run(said.days.get(day.value, day.value)) for day in days), said.last_of_any)
                return fill(said.on_day[negated], subject=self._subject(signal), days=named, zone=zone)
            case _:
                assert_never(atom)

    def _mentions(self, atom: t.Mentions, negated: bool) -> Sentence:
        said = self.words.condition
        match atom.quantifier:
            case t.Quantifier.ANY:
                pair = said.mentions_any
            case t.Quantifier.ALL:
                pair = said.mentions_all
            case t.Quantifier.AT_LEAST:
                pair = said.mentions_at_least
            case t.Quantifier.TIMES:
                pair = said.mentions_times
            case _:
                assert_never(atom.quantifier)
        if isinstance(atom.phrases, t.Name):
            phrases = fill(said.of_list, list=self._list(atom.phrases))
        elif len(atom.phrases) == 1 and pair is said.mentions_any:
            pair, phrases = said.mentions_one, (self._quoted(atom.phrases[0]),)
        else:
            phrases = fill(said.of_phrases, phrases=enumerated(map(self._quoted, atom.phrases)))
        return (*fill(pair[negated], phrases=phrases, minimum=self.words.number(atom.minimum)), *self._restrictions(atom))

    def _some(self, atom: t.Mentions) -> Sentence:
        """The phrases that an atom asks for any of, as the object of a sentence."""
        said = self.words.condition
        if isinstance(atom.phrases, t.Name):
            phrases = fill(said.some_of_list, list=self._list(atom.phrases))
        elif len(atom.phrases) == 1:
            phrases = (self._quoted(atom.phrases[0]),)
        else:
            phrases = fill(said.some_phrases, phrases=enumerated(map(self._quoted, atom.phrases)))
        return (*phrases, *self._restrictions(atom))

    def _restrictions(self, atom: t.Mentions) -> Sentence:
        """In which form phrases count, and what does not count."""
        said = self.words.condition
        forms = (Run(said.any_form),) if atom.forms else ()
        if isinstance(atom.besides, t.Name):
            besides = fill(said.besides_list, list=self._list(atom.besides))
        else:
            besides = enumerated(map(self._quoted, atom.besides), said.last_of_any)
        return (*forms, *(fill(said.besides, phrases=besides) if besides else ()))

    def _domains(self, domains: t.Phrases) -> Sentence:
        said = self.words.condition
        if isinstance(domains, t.Name):
            return fill(said.domains_of_list, list=self._list(domains))
        return fill(said.domain if len(domains) == 1 else said.domains, domains=enumerated(map(self._quoted, domains)))

    def _compare(self, subject: Sentence, operator: str, quantity: str, negated: bool) -> Sentence:
        said = self.words.condition
        shown = said.operators[_OPPOSITE[operator] if negated else operator]
        return fill(said.compare, subject=subject, operator=shown, quantity=quantity)

    def _often(self, rate: Rate, operator: str, number: int, negated: bool) -> Sentence:
        said = self.words.condition
        one, several = said.rate_nouns[rate.counted]
        holds, holds_not = said.rates[rate.counted]
        opposite = negated and holds == holds_not
        shown = said.amounts[_OPPOSITE[operator] if opposite else operator]
        amount = shown.format(number=self.words.number(number), noun=one if number == 1 else several)
        template = holds_not if negated else holds
        return fill(template, amount=Run(amount, target=signal_anchor(rate.name)), window=self.words.window(rate))

    def _is(self, signal: t.Name, words: Iterable[t.Word], negated: bool) -> Sentence:
        said = self.words.condition
        shown = [self._word(signal, word) for word in words]
        pair = said.is_word if len(shown) == 1 else said.is_one_of
        return fill(pair[negated], subject=self._subject(signal), words=enumerated(shown, said.last_word[negated]))

    def _guideline(self, name: str) -> Run:
        guideline = self.scope.guidelines.get(name)
        title = self.words.of(guideline.title, guideline.title_in) if guideline else name
        return self._quoted(title, f"guideline-{name}")

    def _quantity(self, signal: t.Name, quantity: float | t.Duration) -> str:
        if isinstance(quantity, t.Duration):
            return self.words.duration(quantity)
        probable = self._type(signal) is SignalType.PROBABILITY
        return self.words.probability(quantity) if probable else self.words.number(quantity)

    def _quoted(self, text: str, target: str = "") -> Run:
        return Run(self.words.quote(text), Style.QUOTED, target)

    def _list(self, name: t.Name) -> Run:
        return self._quoted(name.value, f"list-{name.value}")

    def _word(self, signal: t.Name, word: t.Word) -> Run:
        """A word of a closed vocabulary in the reader's language where it has one; any other word as the policy has it."""
        declaration = self.scope.catalogue.get(signal.value)
        closed_vocabulary = declaration is not None and declaration.symbols is not None
        known = self.words.symbols.get(word.value) if closed_vocabulary else None
        return self._quoted(word.value) if known is None else Run(known)

    def _type(self, signal: t.Name) -> SignalType | None:
        declaration = self.scope.catalogue.get(signal.value)
        return declaration.type if declaration else None

    def _label(self, signal: t.Name) -> Run:
        term = self.words.terms.get(signal.value)
        target = signal_anchor(signal.value)
        return Run(term.label, target=target) if term else Run(signal.value, Style.CODE, target)

    def _subject(self, signal: t.Name) -> Sentence:
        name, target = signal.value, signal_anchor(signal.value)
        rate = rate_named(name)
        if rate is not None:
            return (Run(self.words.rate_subject(rate), target=target),)
        term = self.words.terms.get(name)
        if term:
            return (Run(term.subject, target=target),)
        template = self.words.subjects[self._type(signal) or SignalType.TEXT]
        return fill(template, name=Run(self.words.quote(name), Style.QUOTED, target))


def signal_anchor(name: str) -> str:
    """Where the document explains a signal; anchors have no spaces, and names of rates do."""
    return f"signal-{name.replace(' ', '-')}"


def core(condition: t.Condition) -> tuple[t.Condition, bool]:
    """A condition without the negations around it, and whether they turn it into its opposite."""
    negated = False
    while isinstance(condition, t.Not):
        condition, negated = condition.part, not negated
    return condition, negated


def extent(condition: t.Condition, *, negated: bool) -> Extent:
    """How many of a condition's points must apply for it, or for its negation, to be true."""
    match condition:
        case t.Not(part):
            return extent(part, negated=not negated)
        case t.And():
            return Extent.NOT_ALL if negated else Extent.ALL
        case t.Or():
            return Extent.NONE if negated else Extent.ANY
        case _:
            return Extent.NOT_ONE if negated else Extent.ONE
