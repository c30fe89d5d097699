"""What the text classifier looks for, defined once, and how each training set's labels translate into it.

A translation leaves out a label where the set does not say: what is left out counts neither for nor against in training. The sets
draw their lines in different places; where one of them is known to differ from the definition, its word counts half.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """One thing a text can be found to be. They are independent of each other: a text may be several of them, or none."""

    TOXICITY = "toxicity"
    INSULT = "insult"
    THREAT = "threat"
    HATE = "hate"
    SEXUAL = "sexual"


LABELS: tuple[Label, ...] = tuple(Label)

SAYS: Mapping[Label, Mapping[str, str]] = {
    Label.TOXICITY: {
        "en": "How likely the text is rude, abusive or hostile enough to drive people out of a conversation.",
        "de": "Wie wahrscheinlich der Text so grob, beleidigend oder feindselig ist, dass er Menschen aus dem Gespräch treibt.",
    },
    Label.INSULT: {
        "en": "How likely the text insults or belittles a person, addressed or talked about.",
        "de": "Wie wahrscheinlich der Text eine Person beleidigt oder herabwürdigt, angesprochen oder als Dritte.",
    },
    Label.THREAT: {
        "en": "How likely the text threatens harm to someone, wishes it, or calls for it.",
        "de": "Wie wahrscheinlich der Text jemandem Gewalt oder Schaden androht, wünscht oder dazu aufruft.",
    },
    Label.HATE: {
        "en": "How likely the text attacks or excludes people for origin, religion, sex, gender, orientation, disability or age.",
        "de": "Wie wahrscheinlich der Text Menschen wegen Herkunft, Religion, Geschlecht, Orientierung, Behinderung oder Alter "
        "angreift oder ausgrenzt.",
    },
    Label.SEXUAL: {
        "en": "How likely the text is sexually explicit or a sexual advance. Health and education are not meant.",
        "de": "Wie wahrscheinlich der Text sexuell eindeutig ist oder jemanden bedrängt. Gesundheit und Aufklärung zählen nicht.",
    },
}
"""What each label means to a reader, by language. These are the definitions."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a training text should score for one label, and how much its word counts (1 unless the set's line differs from ours)."""

    value: float
    weight: float = 1.0


Targets = Mapping[Label, Target]

INSULTING_NOUNS = frozenset(
    {
        "asshole",
        "assholes",
        "bastard",
        "bastards",
        "bigot",
        "bigots",
        "bozo",
        "buffoon",
        "buffoons",
        "clown",
        "clowns",
        "coward",
        "cowards",
        "crook",
        "crooks",
        "dimwit",
        "dimwits",
        "dolt",
        "dumbass",
        "fool",
        "fools",
        "fraud",
        "hypocrite",
        "hypocrites",
        "idiot",
        "idiots",
        "ignoramus",
        "imbecile",
        "imbeciles",
        "jerk",
        "jerks",
        "knucklehead",
        "liar",
        "liars",
        "loser",
        "losers",
        "moron",
        "morons",
        "narcissist",
        "nitwit",
        "parasite",
        "parasites",
        "pig",
        "racist",
        "scum",
        "scumbag",
        "scumbags",
        "simpleton",
        "thug",
        "thugs",
        "troll",
        "trolls",
    }
)
"""English words that say what someone is, and insult whoever is called that."""

_YES, _NO = Target(1.0), Target(0.0)
_PERHAPS_NOT = Target(0.0, 0.5)

CLEAN: Targets = dict.fromkeys(LABELS, _NO)


def from_davidson(code: str) -> Targets:
    """Davidson et al. 2017: class 0 hate speech, 1 offensive language, 2 neither.

    "Offensive" there is mostly the use of certain words, in-group use included, so it says nothing about insults.
    """
    match code:
        case "0":
            return {Label.TOXICITY: _YES, Label.HATE: _YES}
        case "1":
            return {Label.TOXICITY: _YES, Label.HATE: _PERHAPS_NOT}
        case "2":
            return {Label.TOXICITY: _NO, Label.HATE: _NO, Label.THREAT: _NO, Label.INSULT: _NO}
    raise ValueError(f"Davidson 2017 has no class {code!r}")


def from_germeval(code: str) -> Targets:
    """GermEval 2018, fine labels. ABUSE means degrading someone as one of a group, but any group: parties and media too."""
    match code:
        case "OTHER":
            return {Label.TOXICITY: _NO, Label.HATE: _NO, Label.THREAT: _NO, Label.INSULT: _NO, Label.SEXUAL: _NO}
        case "PROFANITY":
            return {Label.TOXICITY: _YES, Label.HATE: _NO, Label.INSULT: _NO}
        case "INSULT":
            return {Label.TOXICITY: _YES, Label.HATE: _PERHAPS_NOT, Label.INSULT: _YES}
        case "ABUSE":
            return {Label.TOXICITY: _YES}
    raise ValueError(f"GermEval 2018 has no label {code!r}")


def from_openai(flags: Mapping[str, int]) -> Targets:
    """OpenAI 2022: S sexual, S3 with minors, H hate, H2 hate with threats, V violence, V2 graphic, HR harassment, SH self-harm.

    Texts about sex, violence or self-harm that are neither hateful nor harassing say nothing about toxicity.
    """
    targets: dict[Label, Target] = {}

    def known(broad: str, *narrower: str) -> int | None:
        return 1 if any(flags.get(key) for key in narrower) else flags.get(broad)

    hate, sexual, harassment, violence = known("H", "H2"), known("S", "S3"), known("HR"), known("V", "V2", "H2")
    for label, value in ((Label.HATE, hate), (Label.SEXUAL, sexual), (Label.INSULT, harassment)):
        if value is not None:
            targets[label] = Target(float(value))
    if flags.get("H2") or (violence and harassment):
        targets[Label.THREAT] = _YES
    elif violence == 0:
        targets[Label.THREAT] = _NO
    if hate or harassment:
        targets[Label.TOXICITY] = _YES
    elif hate == 0 and harassment == 0 and violence == 0 and sexual == 0:
        targets[Label.TOXICITY] = _NO
    return targets


def from_gahd(code: str) -> Targets:
    """GAHD 2024: 1 hate speech, 0 not. What is not hateful is mostly harmless there, but may be a plain insult."""
    match code:
        case "1":
            return {Label.TOXICITY: _YES, Label.HATE: _YES}
        case "0":
            return {Label.TOXICITY: _PERHAPS_NOT, Label.HATE: _NO}
    raise ValueError(f"GAHD 2024 has no label {code!r}")


def from_toxic_span(words: str) -> Targets:
    """Toxic Spans 2021, by sentence: `words` are its marked characters, empty where there are none.

    A sentence with a mark is toxic, and an insult where the mark holds a word for a person that is one. A sentence without, in
    the same comment, most likely is neither.
    """
    if not words:
        return {Label.TOXICITY: _PERHAPS_NOT, Label.INSULT: _PERHAPS_NOT}
    if INSULTING_NOUNS.isdisjoint(re.findall(r"[a-z]+", words.lower())):
        return {Label.TOXICITY: _YES}
    return {Label.TOXICITY: _YES, Label.INSULT: _YES}
