"""A list takes its modality from the words above it: “You must not share:”, “Don'ts”, “Nicht erlaubt”."""

from __future__ import annotations

import re
from dataclasses import replace

from guidepost.engine.importing.modality.norm import Norm, Reading, SentenceKind
from guidepost.engine.importing.modality.reading import read_sentence
from guidepost.rules.syntax import Modality

_FORBIDDEN = re.compile(
    r"[\W_]*(?:(?:the )?don['’]?ts?|do not|not allowed|prohibited|forbidden|no-?gos?|avoid|what (?:not to do|you must not do)"
    r"|(?:das ist )?nicht erlaubt|(?:das ist )?verboten|untersagt|tabu|bitte nicht|so nicht"
    r"|das geht nicht|das lassen sie bitte|unerwünscht|nein)[\W_]*",
    re.IGNORECASE,
)
_ALLOWED = re.compile(
    r"[\W_]*(?:allowed|you may|permitted|welcome|erlaubt|das dürfen sie|das geht|gestattet|erwünscht)[\W_]*", re.IGNORECASE
)
_DEMANDED = re.compile(
    r"[\W_]*(?:(?:the )?do['’]?s?|always|required|immer|pflicht|bitte|so ja|das tun sie bitte)[\W_]*", re.IGNORECASE
)
_INDIRECT = re.compile(r"[\W_\d]*(?:what|how|when|where|who|was|wie|wann|wo|wer|worüber|womit)\b[^?]*$", re.IGNORECASE)
_CONTINUES = re.compile(
    r"[\W_]*(?:this|these|that|those|it|they|examples?|for example|among them|in particular|dazu"
    r"|hierzu|darunter|das|dies|insbesondere|zum beispiel|beispiele)\b"
    r"(?![^:]*\b(?:must|should|may|can|darf|dürfen|muss|müssen|soll\w*)\b)",
    re.IGNORECASE,
)
# Leads that only announce what follows.
_ANNOUNCES = re.compile(
    r"\b(?:note|remember|observe|follow|consider|keep in mind|read|these rules|beachte\w*|bedenke\w*"
    r"|denke\w*|folgende\w* (?:regeln|grundsätze|hinweise|punkte))\b",
    re.IGNORECASE,
)


def is_indirect(text: str) -> bool:
    """Whether a heading only names what follows: “What you may share”."""
    return bool(_INDIRECT.match(text))


def continues(text: str) -> bool:
    """Whether a line above a list goes on with the sentence before it: “These include:”."""
    return bool(_CONTINUES.match(text)) and text.rstrip().endswith(":")


def lead_norm(text: str, language: str) -> Norm | None:
    """What a line above a list, or the head of a column, asks of every point under it. None where it asks nothing."""
    for pattern, modality in ((_FORBIDDEN, Modality.MUST_NOT), (_ALLOWED, Modality.MAY), (_DEMANDED, Modality.MUST)):
        if pattern.fullmatch(text):
            return Norm(modality, modality is Modality.MUST_NOT, text.strip(" :"), text)
    norms = read_sentence(text, language).norms if text.rstrip().endswith(":") or is_indirect(text) else ()
    if not norms or (norms[-1].imperative and _ANNOUNCES.search(text)):
        return None
    return norms[-1]


def under_lead(reading: Reading, text: str, lead: Norm) -> Reading:
    """A point of a list under a lead: what it asks by itself, else what the lead asks. An imperative under “Don'ts” is forbidden."""
    if reading.kind in {SentenceKind.QUESTION, SentenceKind.EXAMPLE} or any(not norm.imperative for norm in reading.norms):
        return reading
    return Reading(SentenceKind.NORM, (replace(lead, text=text),))
