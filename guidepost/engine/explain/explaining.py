"""An explanation of a settled post, told in a language."""

from __future__ import annotations

from collections.abc import Iterable

from guidepost.engine import decision as d
from guidepost.engine.check import Opened
from guidepost.engine.explain.answer import (
    ChangeAnswer,
    ExcuseAnswer,
    ExplanationAnswer,
    GroundAnswer,
    MissingAnswer,
    RuleAnswer,
    WayOutAnswer,
)
from guidepost.engine.explain.ways_out import Change, ChangeKind, WayOut, ways_out
from guidepost.engine.places import place, plain_value
from guidepost.engine.policies import LoadedPolicy
from guidepost.rules.compile import Truth
from guidepost.rules.explain import ExcuseGround, Explanation, Ground, Joint, Missing, RuleGround, explain
from guidepost.rules.explain.words import WORDS
from guidepost.rules.render import LANGUAGES, plain
from guidepost.rules.render.conditions import Telling
from guidepost.rules.syntax.formatter import condition as as_written
from guidepost.rules.syntax.formatter import number
from guidepost.signals import Unknown
from guidepost.signals.rates import rate_named


def explain_settled(policy: LoadedPolicy, settled: Opened, language: str, *, decision: str | None = None) -> ExplanationAnswer:
    """Why a settled post is decided about as it is, in `en` or `de`. `decision` is the id of the decision, where one was kept."""
    told = explain(policy.compiled, policy.checked.scope, settled.hits, settled.values)
    return _Teller(policy, settled, language).tell(told, ways_out(policy, settled), decision)


class _Teller:
    def __init__(self, policy: LoadedPolicy, settled: Opened, language: str) -> None:
        self._policy = policy
        self._settled = settled
        self._language = language
        self._words = WORDS[language]
        self._telling = Telling(policy.checked.scope, LANGUAGES[language])

    def tell(self, told: Explanation, ways: Iterable[WayOut], decision: str | None) -> ExplanationAnswer:
        compiled = self._policy.compiled
        return ExplanationAnswer(
            decision=decision,
            policy=d.PolicyRef(compiled.title, compiled.version, compiled.digest),
            language=self._language,
            outcome=told.outcome.word,
            risk=told.risk,
            says=self._headline(told),
            deciding=[self._rule(one) for one in told.deciding],
            also=list(told.also),
            excused=[self._excused(one) for one in told.excused],
            missing=[self._missing(one) for one in told.missing],
            not_asked=list(told.not_asked),
            ways_out=[self._way(one) for one in ways],
        )

    def _headline(self, told: Explanation) -> str:
        outcome = self._words.outcomes[told.outcome]
        if not told.deciding:
            return self._words.default.format(outcome=outcome)
        return self._words.because[len(told.deciding) > 1].format(outcome=outcome, count=len(told.deciding))

    def _rule(self, one: RuleGround) -> RuleAnswer:
        says = self._words.why[one.why].format(
            rule=one.rule, outcome=self._words.outcomes[one.outcome], missing=", ".join(one.missing), risk=number(one.risk)
        )
        because = self._ground(one.because) if one.because is not None else None
        return RuleAnswer(
            one.rule,
            one.id,
            one.guideline,
            one.modality.value,
            one.why.value,
            one.outcome.word,
            one.risk,
            says,
            because,
            list(one.missing),
        )

    def _ground(self, ground: Ground) -> GroundAnswer:
        view = self._settled.views.folded if ground.view == "folded" else self._settled.views.visible
        value = ground.value
        return GroundAnswer(
            joint=ground.joint.value,
            condition=as_written(ground.condition),
            says=self._says(ground),
            truth=ground.truth.name.lower(),
            line=ground.place.line,
            layer=ground.place.layer,
            signal=ground.signal,
            value=None if value is None or isinstance(value, tuple | Unknown) else plain_value(value),
            places=[place(span, view, self._settled.views) for span in ground.spans],
            parts=[self._ground(part) for part in ground.parts],
            rules=[self._rule(rule) for rule in ground.rules],
        )

    def _says(self, ground: Ground) -> str:
        match ground.joint:
            case Joint.ATOM:
                said = plain(self._telling.clause(ground.condition, negated=ground.truth is Truth.FALSE))  # type: ignore[arg-type]
                return f"{said} ({self._words.not_known})" if ground.truth is Truth.UNKNOWN else said
            case Joint.NOT:
                return self._words.not_so
            case Joint.DEFINED:
                return self._words.by_definition.format(name=as_written(ground.condition))
            case _:
                return self._words.not_all_known if ground.truth is Truth.UNKNOWN else self._words.all_of

    def _excused(self, one: ExcuseGround) -> ExcuseAnswer:
        by = ", ".join(rule.rule for rule in one.by)
        says = self._words.excused.format(rule=one.rule, by=by, outcome=self._words.outcomes[one.otherwise])
        return ExcuseAnswer(one.rule, one.id, [self._rule(rule) for rule in one.by], one.otherwise.word, says)

    def _missing(self, one: Missing) -> MissingAnswer:
        template = self._words.missing if one.rules else self._words.missing_harmless
        says = template.format(signal=one.signal, reason=self._words.reasons[one.reason], rules=", ".join(one.rules))
        return MissingAnswer(one.signal, one.reason.value, list(one.rules), says)

    def _way(self, way: WayOut) -> WayOutAnswer:
        changes = [self._change(change) for change in way.changes]
        return WayOutAnswer(changes, way.outcome.word, self._words.conjunction.join(change.says for change in changes))

    def _change(self, change: Change) -> ChangeAnswer:
        places = [self._place(start, end) for start, end in change.ranges]
        value = sorted(change.value)[-1] if isinstance(change.value, frozenset) and change.value else change.value
        says = getattr(self._words, change.kind.value).format(
            quotes=", ".join(f"{one.start}–{one.end}" for one in places) or (change.signal or ""),
            phrases=", ".join(self._words.quote.format(text=phrase) for phrase in change.phrases),
            signal=self._signal(change),
            value=self._value(change.signal, value) if isinstance(value, str) else "",
            level=number(change.level or 0.0),
        )
        told = change.level if change.kind in (ChangeKind.BELOW, ChangeKind.ABOVE) else value if isinstance(value, str) else None
        return ChangeAnswer(change.kind.value, says, change.signal, told, list(change.phrases), places)

    def _signal(self, change: Change) -> str:
        """A signal's name in the reader's language: of a choice its label, else what a sentence about it begins with."""
        words = LANGUAGES[self._language]
        rate = rate_named(change.signal or "")
        if rate is not None:
            return words.rate_subject(rate)
        term = words.terms.get(change.signal or "")
        if term is None:
            return change.signal or ""
        return term.label if change.kind is ChangeKind.CHOOSE else term.subject

    def _value(self, signal: str | None, value: str) -> str:
        """A word of a closed vocabulary in the reader's language where it has one; any other word in quotation marks."""
        declaration = self._policy.checked.scope.catalogue.get(signal or "")
        known = LANGUAGES[self._language].symbols.get(value) if declaration and declaration.symbols else None
        return known or self._words.quote.format(text=value)

    def _place(self, start: int, end: int) -> d.Place:
        views = self._settled.views
        return d.Place(start, end, views.utf16(start), views.utf16(end))
