"""Posts that show a finding: made from a model of the solver, tried on the compiled policy, cut down to what matters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from guidepost.rules.analysis.encode import Encoder, Uses
from guidepost.rules.analysis.samples import texts_that_fit
from guidepost.rules.analysis.signals import NOT_KNOWN
from guidepost.rules.analysis.solver import Model
from guidepost.rules.check.scope import Catalogue
from guidepost.rules.compile import CompiledPolicy, Evaluation
from guidepost.rules.syntax.formatter import number, quote
from guidepost.rules.syntax.lexing import reserved_words
from guidepost.signals import Cost, SignalType, Unknown, Value
from guidepost.signals.rates import rate_named

_BARE = re.compile(r"[a-z][a-z0-9_]*(-[a-z0-9_]+)*")
_UNITS = ((31_536_000, "year"), (86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))

Claim: TypeAlias = Callable[["Witness"], bool]
"""Says whether a post shows what it shall show."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A post: its text, and the signals known of it."""

    pieces: tuple[str, ...]
    values: Mapping[str, Value]

    @property
    def text(self) -> str:
        """The whole text."""
        return ". ".join(self.pieces)

    def written(self, catalogue: Catalogue) -> str:
        """The post as a test of the language would give it."""
        known = {name: value for name, value in sorted(self.values.items()) if not isinstance(value, Unknown)}
        facts = [_given(name, value, catalogue) for name, value in known.items() if catalogue[name].cost is Cost.FREE]
        measured = [
            f"with {_given(name, value, catalogue)}" for name, value in known.items() if catalogue[name].cost is not Cost.FREE
        ]
        return " ".join([f"post {quote(self.text or '…')}", *facts, *measured])


def _given(name: str, value: Value, catalogue: Catalogue) -> str:
    rate = rate_named(name)
    if rate is not None and isinstance(value, int):
        return rate.of(str(value), single=value == 1)
    match value:
        case tuple():
            return f"{name} {len(value) or 'not found'}"
        case frozenset():
            return " ".join(f"{name} {_word(word)}" for word in sorted(value))
        case str():
            return f"{name} {_word(value)}"
        case Unknown():
            return f"{name} unknown"
        case _ if catalogue[name].type is SignalType.DURATION:
            size, unit = next(((size, unit) for size, unit in _UNITS if value and value % size == 0), (1, "second"))
            return f"{name} {number(value / size)} {unit}{'' if value == size else 's'}"
        case _:
            return f"{name} {number(float(value))}"


def _word(value: str) -> str:
    return value if _BARE.fullmatch(value) and value not in reserved_words() else quote(value)


class Witnesses:
    """Finds posts for one policy."""

    def __init__(self, encoder: Encoder, policy: CompiledPolicy) -> None:
        self._encoder = encoder
        self._policy = policy
        self._decided: dict[tuple[str, frozenset[tuple[str, Value]]], Evaluation] = {}
        self._samples: dict[tuple[str, bool], list[str]] = {}

    def decide(self, witness: Witness) -> Evaluation:
        """What the policy says of a post; whatever it does not give could not be had."""
        text = witness.text
        key = (text, frozenset(witness.values.items()))
        if key not in self._decided:
            unknown: dict[str, Value] = dict.fromkeys(self._policy.signals, NOT_KNOWN)
            self._decided[key] = self._policy.evaluate(
                self._policy.read(text, self._encoder.fold(text)), {**unknown, **witness.values}
            )
        return self._decided[key]

    def show(self, model: Model, uses: Uses, claim: Claim, *, plain: bool = True) -> Witness | None:
        """A post that the claim is true of when it is really decided, cut down to what matters if it shall be `plain`; or none."""
        for pieces in self._texts(model, uses):
            text = ". ".join(pieces)
            values = {name: self._encoder.signals.value(name, model, text) for name in sorted(uses.signals)}
            witness = Witness(pieces, values)
            if claim(witness):
                return _plainer(witness, claim) if plain else witness
        return None

    def _texts(self, model: Model, uses: Uses) -> Iterator[tuple[str, ...]]:
        phrases = self._encoder.phrases
        there = [one for one in sorted(uses.phrases) if model.holds(phrases.question(one))]
        carried = frozenset().union(*(phrases.implied[one] for one in there))
        needed = [one for one in there if one not in carried] or there
        patterns = [
            texts
            for pattern, ignore_case in sorted(uses.patterns)
            if model.holds(self._encoder.pattern(pattern, ignore_case=ignore_case))
            for texts in [self._fitting(pattern, ignore_case)]
        ]
        if any(not texts for texts in patterns):
            return
        first = tuple(texts[0] for texts in patterns)
        bare = tuple(phrases.read[one].label for one in needed)
        yield (*bare, *first)
        # Where a word may go on, another phrase may stand for the bare word alone.
        longer = tuple(
            f"{'x' if read.open_start else ''}{read.label}{'x' if read.open_end else ''}"
            for read in (phrases.read[one] for one in needed)
        )
        if longer != bare:
            yield (*longer, *first)
        for position, texts in enumerate(patterns):
            for text in texts[1:]:
                yield (*bare, *first[:position], text, *first[position + 1 :])

    def _fitting(self, pattern: str, ignore_case: bool) -> list[str]:
        key = (pattern, ignore_case)
        if key not in self._samples:
            self._samples[key] = texts_that_fit(pattern, ignore_case=ignore_case)
        return self._samples[key]


def _plainer(witness: Witness, claim: Claim) -> Witness:
    """The post without the phrases and values that the claim does not need, and with round numbers."""
    for piece in witness.pieces:
        less = replace(witness, pieces=tuple(other for other in witness.pieces if other != piece))
        if claim(less):
            witness = less
    for name, value in witness.values.items():
        plainer: tuple[Value, ...] = (NOT_KNOWN, *_rounded(value))
        for plain in plainer:
            less = replace(witness, values={**witness.values, name: plain})
            if claim(less):
                witness = less
                break
    return witness


def _rounded(value: Value) -> Iterator[float]:
    if isinstance(value, float):
        yield from (float(round(value, digits)) for digits in (1, 2, 3))
