"""The peer: the same rules as somebody would write them down for a script, with the regular expressions of the standard library.

It reads every decision and its post, looks for lists and patterns in the text as it was sent, takes the recorded signals, and knows no
unknown: what was not recorded does not hold. It tells no places, no risk by signal, and nothing is computed that was not recorded.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from guidepost.engine.policies import LoadedPolicy
from guidepost.rules.compile import whole_condition
from guidepost.rules.syntax import tree as t

Signals: TypeAlias = Mapping[str, Any]
"""By name: the recorded value; a list of places for what was found."""
Test: TypeAlias = Callable[[str, Signals, set[str]], bool]
"""Asked with the text, the signals, and the guidelines that are violated so far."""

_OPERATORS = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}


class Plain:
    """Decides outcomes, and nothing else."""

    def __init__(self, policy: LoadedPolicy) -> None:
        self._scope = policy.checked.scope
        self._rules = []
        for rule in policy.compiled.rules:
            condition = whole_condition(self._scope.rules[rule.name])
            if condition is not None:
                self._rules.append((rule, self._test(condition)))
        self._default = policy.compiled.default
        self._thresholds = policy.compiled.thresholds

    def outcome(self, text: str, signals: Signals) -> str:
        """The outcome's word."""
        excused: set[str] = set()
        violated: set[str] = set()
        spared: dict[str, float] = {}
        outcome = self._default
        for rule, test in self._rules:
            if rule.name in excused or not test(text, signals, violated):
                continue
            if rule.modality is t.Modality.MAY:
                excused.update(rule.excuses)
                continue
            violated.add(rule.guideline.name)
            outcome = max(outcome, rule.outcome)
            spared[rule.guideline.name] = spared.get(rule.guideline.name, 1.0) * (1.0 - rule.risk)
        risk = 1.0 - min(spared.values(), default=1.0)
        return max([outcome, *(one.outcome for one in self._thresholds if risk >= one.risk)]).word

    def _test(self, condition: t.Condition) -> Test:
        match condition:
            case t.And(parts):
                tests = [self._test(part) for part in parts]
                return lambda text, signals, violated: all(test(text, signals, violated) for test in tests)
            case t.Or(parts):
                tests = [self._test(part) for part in parts]
                return lambda text, signals, violated: any(test(text, signals, violated) for test in tests)
            case t.Not(part):
                negated = self._test(part)
                return lambda text, signals, violated: not negated(text, signals, violated)
            case t.Mentions(phrases, quantifier, minimum) if quantifier in (t.Quantifier.ANY, t.Quantifier.AT_LEAST):
                return self._mentions(phrases, minimum if quantifier is t.Quantifier.AT_LEAST else 1)
            case t.Matches(pattern, ignore_case):
                sought = re.compile(pattern, re.IGNORECASE if ignore_case else 0)
                return lambda text, _signals, _violated: sought.search(text) is not None
            case t.Violates(guideline):
                return lambda _text, _signals, violated: guideline.value in violated
            case _:
                return _about_signal(condition)

    def _mentions(self, given: t.Phrases, minimum: int) -> Test:
        phrases = given if isinstance(given, tuple) else self._scope.phrases[given.value]
        written = "|".join(re.escape(phrase).replace(r"\*", r"\w*") for phrase in sorted(phrases, key=len, reverse=True))
        sought = re.compile(rf"(?<!\w)(?:{written})(?!\w)", re.IGNORECASE)
        if minimum == 1:
            return lambda text, _signals, _violated: sought.search(text) is not None
        return lambda text, _signals, _violated: len({found.casefold() for found in sought.findall(text)}) >= minimum


def _about_signal(condition: t.Condition) -> Test:
    match condition:
        case t.Compare(name, compared, quantity):
            compare, limit = _OPERATORS[compared], quantity.seconds if isinstance(quantity, t.Duration) else quantity
            return lambda _text, signals, _violated: signals.get(name.value) is not None and compare(signals[name.value], limit)
        case t.Found(name):
            return lambda _text, signals, _violated: bool(signals.get(name.value))
        case t.Is(name, words, negated):
            values = {word.value for word in words}
            return lambda _text, signals, _violated: name.value in signals and (signals[name.value] in values) is not negated
        case t.Includes(name, word):
            return lambda _text, signals, _violated: word.value in (signals.get(name.value) or ())
        case t.IsUnknown(name):
            return lambda _text, signals, _violated: signals.get(name.value) is None
        case _:
            raise NotImplementedError(f"the sample policy asked nothing of this kind when this was written: {condition}")
