"""What the author is told: kind, short, concrete, in the author's language."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import msgspec

from guidepost.engine import decision as d
from guidepost.rules.compile import CompiledPolicy, CompiledRule, Evaluation, Truth
from guidepost.rules.syntax import Modality, Outcome


@dataclass(frozen=True, slots=True)
class Phrases:
    """The engine's own sentences in one language. `{channel}`, `{hours}`, `{contact}` and `{decision}` are filled in."""

    headlines: Mapping[Outcome, str]
    next_steps: Mapping[Outcome, str]
    encouraged: str
    redirect: str
    within_an_hour: str
    within_hours: str
    not_checked: str
    appeal_contact: str
    appeal_unkept: str


PHRASES: Mapping[str, Phrases] = MappingProxyType(
    {
        "en": Phrases(
            headlines={
                Outcome.ALLOW: "Your post is fine. Go ahead.",
                Outcome.ADVISE: "Your post can go out. One thought before it does:",
                Outcome.ACKNOWLEDGE: "Please read this before you publish.",
                Outcome.REVIEW: "A colleague will look at your post first.",
                Outcome.BLOCK: "Your post cannot be published like this.",
            },
            next_steps={
                Outcome.ALLOW: "Publish it.",
                Outcome.ADVISE: "Publish it, or change it first. You decide.",
                Outcome.ACKNOWLEDGE: "Change the post, or confirm that you want to publish it as it is.",
                Outcome.REVIEW: "You need not do anything now. If you change the post, it is checked again at once.",
                Outcome.BLOCK: "Change the post and check it again. Nothing you wrote is lost.",
            },
            encouraged="Thank you for taking part.",
            redirect="This fits better here: {channel}.",
            within_an_hour="You will hear from us within the hour.",
            within_hours="You will hear from us within {hours} hours.",
            not_checked="Part of the check was not possible just now, so a person will do it.",
            appeal_contact="You see it differently? Write to {contact} and quote {decision}. Somebody else will look at it.",
            appeal_unkept="Authors who see it differently can write to {contact}. Somebody else looks at it then.",
        ),
        "de": Phrases(
            headlines={
                Outcome.ALLOW: "Ihr Beitrag ist in Ordnung. Nur zu.",
                Outcome.ADVISE: "Ihr Beitrag kann erscheinen. Ein Gedanke vorab:",
                Outcome.ACKNOWLEDGE: "Bitte lesen Sie das, bevor Sie veröffentlichen.",
                Outcome.REVIEW: "Eine Kollegin oder ein Kollege sieht sich Ihren Beitrag erst an.",
                Outcome.BLOCK: "So kann Ihr Beitrag nicht erscheinen.",
            },
            next_steps={
                Outcome.ALLOW: "Veröffentlichen Sie ihn.",
                Outcome.ADVISE: "Veröffentlichen Sie ihn, oder ändern Sie ihn vorher. Sie entscheiden.",
                Outcome.ACKNOWLEDGE: "Ändern Sie den Beitrag, oder bestätigen Sie, dass er so erscheinen soll.",
                Outcome.REVIEW: "Sie müssen jetzt nichts tun. Wenn Sie den Beitrag ändern, wird er sofort neu geprüft.",
                Outcome.BLOCK: "Ändern Sie den Beitrag und prüfen Sie ihn neu. Was Sie geschrieben haben, bleibt erhalten.",
            },
            encouraged="Danke, dass Sie mitmachen.",
            redirect="Besser passt hier: {channel}.",
            within_an_hour="Sie hören innerhalb einer Stunde von uns.",
            within_hours="Sie hören innerhalb von {hours} Stunden von uns.",
            not_checked="Ein Teil der Prüfung war gerade nicht möglich, deshalb übernimmt sie ein Mensch.",
            appeal_contact="Sie sehen das anders? Schreiben Sie an {contact} (Nummer {decision}). Dann sieht es sich jemand anderes an.",
            appeal_unkept="Wer das anders sieht, kann an {contact} schreiben. Dann sieht es sich jemand anderes an.",
        ),
    }
)
"""The engine's sentences by language."""


def choose_language(wanted: str | None, policy: CompiledPolicy) -> str:
    """The language to answer in: the one wanted (`de-CH` counts as `de`) where both the policy and the engine speak it."""
    spoken = [language for language in policy.languages if language in PHRASES]
    primary = wanted.replace("_", "-").split("-")[0].lower() if wanted else ""
    return primary if primary in spoken else (spoken[0] if spoken else "en")


def in_language(texts: Mapping[str, str], language: str) -> str:
    """A text in the language wanted, else in whichever there is."""
    return texts.get(language) or next(iter(texts.values()), "")


_MOST_PERMISSIONS = 3
"""May rules that an author is told at most: more would not be read."""


def permissions(evaluation: Evaluation, policy: CompiledPolicy, language: str) -> list[d.Permission]:
    """What the author may do, most helpful first, three at most.

    First the may rules that excuse something in this post; then those that would excuse what is broken, for they say what to change,
    where they stand in the same guideline and so speak of the same matter; then the others that hold for this post, then the others
    that would excuse. Only where there are none of these, what the guidelines that were broken permit, to everybody or under a
    condition that this post does not meet.
    """
    at_work = (rule for excused in evaluation.excused for rule in excused.by)
    near, far = _ways_out(evaluation, policy)
    told = {rule.name: rule for rule in [*at_work, *near, *evaluation.permitted, *far] if rule.says}
    told = told or {rule.name: rule for rule in _permitted_beside(evaluation, policy) if rule.says}
    return [d.Permission(rule.name, rule.id, in_language(rule.says, language)) for rule in list(told.values())[:_MOST_PERMISSIONS]]


def _ways_out(evaluation: Evaluation, policy: CompiledPolicy) -> tuple[list[CompiledRule], list[CompiledRule]]:
    """The may rules that would excuse a rule that fires, the gravest first: in that rule's own guideline, and in others."""
    near: list[CompiledRule] = []
    far: list[CompiledRule] = []
    for one in evaluation.fired:
        for rule in policy.excusers_of(one.rule):
            if not policy.concerns(rule, evaluation):
                continue
            (near if rule.guideline.name == one.rule.guideline.name else far).append(rule)
    return near, far


def _permitted_beside(evaluation: Evaluation, policy: CompiledPolicy) -> Iterator[CompiledRule]:
    """The may rules in the guidelines of the rules that fire, the gravest first; those without a condition before the others."""
    for one in evaluation.fired:
        beside = (rule for rule in policy.rules if rule.guideline.name == one.rule.guideline.name)
        may = (rule for rule in beside if rule.modality is Modality.MAY and policy.concerns(rule, evaluation))
        yield from sorted(may, key=lambda rule: (rule.condition is not None, rule.id))


def guide(evaluation: Evaluation, policy: CompiledPolicy, language: str, decision_id: str) -> d.Guidance:
    """The guidance for one evaluation."""
    phrases = PHRASES[language]
    outcome = evaluation.outcome
    may = permissions(evaluation, policy, language)
    return d.Guidance(
        language=language,
        headline=phrases.headlines[outcome],
        fix=_distinct(in_language(one.rule.instead, language) for one in evaluation.fired),
        you_may=may,
        next_step=" ".join(_next_steps(evaluation, language, encouraged=outcome is Outcome.ALLOW and bool(may))),
        appeal=_appeal(evaluation, policy, phrases, decision_id),
    )


def _next_steps(evaluation: Evaluation, language: str, *, encouraged: bool) -> Iterable[str]:
    phrases = PHRASES[language]
    if evaluation.undecided and evaluation.outcome >= Outcome.REVIEW:
        yield phrases.not_checked
    if evaluation.redirect:
        yield phrases.redirect.format(channel=evaluation.redirect_in.get(language, evaluation.redirect))
    yield phrases.next_steps[evaluation.outcome]
    if evaluation.outcome is Outcome.REVIEW and evaluation.within is not None:
        hours = math.ceil(evaluation.within / 3600)
        yield phrases.within_an_hour if hours <= 1 else phrases.within_hours.format(hours=hours)
    if encouraged:
        yield phrases.encouraged


def _appeal(evaluation: Evaluation, policy: CompiledPolicy, phrases: Phrases, decision_id: str) -> str:
    contact = policy.contact_for(layer.name for layer in evaluation.layers if layer.applies is Truth.TRUE)
    if evaluation.outcome < Outcome.ACKNOWLEDGE or not contact:
        return ""
    return phrases.appeal_contact.format(contact=contact, decision=decision_id)


def appeal_unkept(decision: d.Decision, policy: CompiledPolicy) -> d.Decision:
    """A decision that is not kept: whoever appeals can quote no number, for nobody would find it."""
    guidance = decision.guidance
    if not guidance.appeal:
        return decision
    contact = policy.contact_for(layer.layer for layer in decision.policy.layers if layer.applied == "yes")
    appeal = PHRASES[guidance.language].appeal_unkept.format(contact=contact)
    return msgspec.structs.replace(decision, guidance=msgspec.structs.replace(guidance, appeal=appeal))


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def reasons_in(evaluation: Evaluation, language: str, conditions: Mapping[str, Sequence[d.Condition]]) -> list[d.Reason]:
    """The rules that fired, as reasons; `conditions` holds their evidence by rule name, in places of the original text."""
    return [
        d.Reason(
            rule=one.rule.name,
            rule_id=one.rule.id,
            modality=one.rule.modality.value,
            outcome=one.rule.outcome.word,
            guideline=d.Guideline(
                one.rule.guideline.name,
                one.rule.guideline.title_in.get(language, one.rule.guideline.title),
                one.rule.guideline.cites_in.get(language, one.rule.guideline.cites),
                in_language(one.rule.guideline.says, language),
            ),
            says=in_language(one.rule.says, language),
            instead=in_language(one.rule.instead, language),
            certainty=one.certainty,
            risk=one.risk,
            conditions=list(conditions[one.rule.name]),
        )
        for one in evaluation.fired
    ]
