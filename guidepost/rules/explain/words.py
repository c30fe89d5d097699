"""The words of explanations, by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from guidepost.rules.explain.model import Why
from guidepost.rules.syntax import Outcome
from guidepost.signals import UnknownReason


@dataclass(frozen=True, slots=True)
class ExplanationWords:
    """What explanations say in one language; names in braces are filled in."""

    outcomes: Mapping[Outcome, str]
    because: Mapping[bool, str]
    """By whether several rules decided."""
    default: str
    why: Mapping[Why, str]
    also: str
    all_of: str
    not_all_known: str
    not_so: str
    by_definition: str
    not_known: str
    excused: str
    missing: str
    missing_harmless: str
    harmless: str
    quote: str
    reasons: Mapping[UnknownReason, str]
    not_asked: str
    ways_out: str
    no_way_out: str
    conjunction: str
    remove: str
    mention: str
    choose: str
    below: str
    above: str
    known: str


ENGLISH = ExplanationWords(
    outcomes={
        Outcome.ALLOW: "may be published",
        Outcome.ADVISE: "may be published, with a hint",
        Outcome.ACKNOWLEDGE: "is published once the author has confirmed",
        Outcome.REVIEW: "waits for a person",
        Outcome.BLOCK: "is not published",
    },
    because={
        False: "The post {outcome}, because of one rule. Without it, it would be decided more mildly.",
        True: "The post {outcome}, because of {count} rules together. Without any one of them, it would be decided more mildly.",
    },
    default="The post {outcome}: no rule asks for anything stricter.",
    why={
        Why.BROKEN: "{rule} is broken; then a post {outcome}.",
        Why.UNDECIDED: "{rule} could not be decided for want of {missing}; so it counts as broken, and the post {outcome}.",
        Why.RISK: "{rule} is broken and brings the risk {risk}, with which a threshold of the policy is reached.",
        Why.RISK_AT_WORST: "{rule} could bring a risk with which a threshold of the policy is reached, if {missing} were the worst.",
        Why.HOLDS: "{rule} holds.",
    },
    also="Also enough by themselves: {rules}.",
    all_of="all of this:",
    not_all_known="part of this is not known:",
    not_so="this does not apply:",
    by_definition="{name}, as the policy defines it:",
    not_known="not known",
    excused="{rule} would be broken, but {by} excuses it. Without that, the post {outcome}.",
    missing="{signal} could not be had ({reason}). Left undecided: {rules}.",
    missing_harmless="{signal} could not be had ({reason}). It made no difference.",
    harmless="Not known, which made no difference: {signals}.",
    quote="“{text}”",
    reasons={
        UnknownReason.NOT_GIVEN: "nobody sent it",
        UnknownReason.NOT_SUPPORTED: "it cannot be measured for this post",
        UnknownReason.TIMEOUT: "it took too long",
        UnknownReason.FAILED: "measuring it failed",
        UnknownReason.INVALID: "the answer made no sense",
        UnknownReason.UNCERTAIN: "it could not be told",
    },
    not_asked="Not asked, for it could not change the outcome: {signals}.",
    ways_out="The post would be allowed if:",
    no_way_out="No small change was found with which the post would be allowed.",
    conjunction=" and ",
    remove="{quotes} were taken out",
    mention="it mentioned {phrases}",
    choose="it were said of the post: {signal} {value}",
    below="{signal} were below {level}",
    above="{signal} were {level} or more",
    known="{signal} were known, and harmless",
)

GERMAN = ExplanationWords(
    outcomes={
        Outcome.ALLOW: "darf erscheinen",
        Outcome.ADVISE: "darf erscheinen, mit einem Hinweis",
        Outcome.ACKNOWLEDGE: "erscheint, sobald die Verfasserin oder der Verfasser bestätigt hat",
        Outcome.REVIEW: "wartet auf einen Menschen",
        Outcome.BLOCK: "erscheint nicht",
    },
    because={
        False: "Entscheidung wegen einer Regel: Der Beitrag {outcome}. Ohne sie fiele die Entscheidung milder aus.",
        True: "Entscheidung wegen {count} Regeln zusammen: Der Beitrag {outcome}. Ohne eine davon fiele die Entscheidung milder aus.",
    },
    default="Der Beitrag {outcome}: Keine Regel verlangt etwas Strengeres.",
    why={
        Why.BROKEN: "{rule} ist verletzt. Folge: Der Beitrag {outcome}.",
        Why.UNDECIDED: "{rule} ließ sich nicht entscheiden, weil {missing} fehlt; sie zählt als verletzt. Folge: Der Beitrag {outcome}.",
        Why.RISK: "{rule} ist verletzt und bringt das Risiko {risk}; damit ist eine Schwelle der Richtlinie erreicht.",
        Why.RISK_AT_WORST: "{rule} könnte ein Risiko bringen, das eine Schwelle erreicht, wenn bei {missing} das Schlimmste zuträfe.",
        Why.HOLDS: "{rule} gilt.",
    },
    also="Auch für sich allein genug: {rules}.",
    all_of="all dies:",
    not_all_known="davon ist nicht alles bekannt:",
    not_so="das trifft nicht zu:",
    by_definition="{name}, wie die Richtlinie es festlegt:",
    not_known="nicht bekannt",
    excused="{rule} wäre verletzt, aber {by} hebt sie auf. Ohne das gälte: Der Beitrag {outcome}.",
    missing="{signal} war nicht zu bekommen ({reason}). Deshalb nicht entschieden: {rules}.",
    missing_harmless="{signal} war nicht zu bekommen ({reason}). Das machte keinen Unterschied.",
    harmless="Nicht bekannt, ohne dass es einen Unterschied machte: {signals}.",
    quote="„{text}“",
    reasons={
        UnknownReason.NOT_GIVEN: "niemand hat es mitgeteilt",
        UnknownReason.NOT_SUPPORTED: "für diesen Beitrag nicht messbar",
        UnknownReason.TIMEOUT: "es dauerte zu lange",
        UnknownReason.FAILED: "die Messung schlug fehl",
        UnknownReason.INVALID: "die Antwort war unsinnig",
        UnknownReason.UNCERTAIN: "es ließ sich nicht sagen",
    },
    not_asked="Nicht gefragt, weil es nichts mehr ändern konnte: {signals}.",
    ways_out="Der Beitrag wäre erlaubt, wenn:",
    no_way_out="Es fand sich keine kleine Änderung, mit der der Beitrag erlaubt wäre.",
    conjunction=" und ",
    remove="{quotes} nicht mehr darin stünde",
    mention="darin stünde: {phrases}",
    choose="für ihn gälte: {signal} {value}",
    below="{signal} unter {level} läge",
    above="{signal} bei mindestens {level} läge",
    known="{signal} bekannt und unbedenklich wäre",
)

WORDS: Mapping[str, ExplanationWords] = MappingProxyType({"en": ENGLISH, "de": GERMAN})
"""The words by language."""
