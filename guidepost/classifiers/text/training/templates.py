"""Training sentences from our own phrases, for what the public sets lack: threats, negation, quoting to condemn, ordinary work.

The phrases lie in `phrases/<language>.txt`; the file explains its format. All sentences made from one phrase share a group, so that
the held-back sentences are worded differently from those trained on.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from guidepost.classifiers.text.taxonomy import CLEAN, Label, Target, Targets
from guidepost.classifiers.text.training.examples import Example

SOURCE = "templates"
"""The name of the set they make."""
PHRASES = Path(__file__).with_name("phrases")
_SLOT = re.compile(r"\{(\w+)\}")
_SETTING = re.compile(r"(\w+)=([01?])")
_SURROUNDINGS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": (
        ("Honestly, ", "Hi all, ", "@user ", "Well: ", "To be clear, ", "Hm. ", "Just saying: ", "RT @user: ", "So, ", "FYI: "),
        (" lol", "!!!", " 😂", " #monday", " Thoughts?", " 👍", " ...", " Just my opinion.", " 🙄", " That's all."),
    ),
    "de": (
        ("Ehrlich gesagt: ", "Hallo zusammen, ", "@user ", "Also: ", "Mal im Ernst: ", "Hm. ", "Nur so: ", "Na ja, ", "Übrigens: "),
        (" lol", "!!!", " 😂", " #montag", " Was meint ihr?", " 👍", " ...", " Nur meine Meinung.", " 🙄", " Mehr sage ich nicht."),
    ),
}
_ORDINARY = "workplace"
_SURROUNDED, _EMBEDDED = 0.25, 0.15
"""Shares of the sentences that get a beginning or an ending, and that stand among ordinary sentences."""


class PhraseFileError(ValueError):
    """A phrase file breaks its own format."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language's phrases: words for the slots, and blocks of phrases with what they score."""

    slots: Mapping[str, tuple[str, ...]]
    blocks: Mapping[str, tuple[Targets, tuple[str, ...]]]


def parse_phrases(text: str) -> Phrases:
    """Read a phrase file. Raises `PhraseFileError` with the line at fault."""
    slots: dict[str, list[str]] = {}
    blocks: dict[str, tuple[Targets, list[str]]] = {}
    slot = block = ""
    for number, line in enumerate((raw.strip() for raw in text.splitlines()), start=1):
        if not line or line.startswith("#"):
            continue
        if line.startswith("[slot "):
            slot, block = line[6:].rstrip("]").strip(), ""
            slots[slot] = []
        elif line.startswith("["):
            slot, block = "", _SETTING.sub("", line.strip("[]")).strip()
            blocks[block] = (_targets(line), [])
        elif slot:
            slots[slot] += [word.strip() for word in line.split("|") if word.strip()]
        elif block:
            if missing := set(_SLOT.findall(line)) - set(slots):
                raise PhraseFileError(f"line {number} uses the unknown slot {sorted(missing)[0]!r}")
            blocks[block][1].append(line)
        else:
            raise PhraseFileError(f"line {number} stands before the first block")
    return Phrases(
        {name: tuple(words) for name, words in slots.items()},
        {name: (targets, tuple(lines)) for name, (targets, lines) in blocks.items()},
    )


def _targets(heading: str) -> Targets:
    targets = dict(CLEAN)
    for name, value in _SETTING.findall(heading):
        if value == "?":
            del targets[Label(name)]
        else:
            targets[Label(name)] = Target(float(value))
    return targets


def generate(language: str, per_phrase: int, rng: random.Random) -> Iterator[Example]:
    """Up to `per_phrase` different sentences from each phrase of the language (`en` or `de`)."""
    phrases = parse_phrases((PHRASES / f"{language}.txt").read_text("utf-8"))
    for _, (targets, lines) in sorted(phrases.blocks.items()):
        for line in lines:
            made = {_sentence(line, phrases, language, rng) for _ in range(per_phrase if "{" in line else max(1, per_phrase // 3))}
            for text in sorted(made):
                yield Example(text, SOURCE, language, targets, line)


def _sentence(line: str, phrases: Phrases, language: str, rng: random.Random) -> str:
    text = _fill(line, phrases, rng)
    chance = rng.random()
    if chance < _SURROUNDED:
        beginnings, endings = _SURROUNDINGS[language]
        return rng.choice(beginnings) + text if rng.random() < 0.5 else text + rng.choice(endings)
    if chance < _SURROUNDED + _EMBEDDED:
        ordinary = phrases.blocks[_ORDINARY][1]
        before = [_fill(rng.choice(ordinary), phrases, rng) for _ in range(rng.randint(0, 3))]
        after = [_fill(rng.choice(ordinary), phrases, rng) for _ in range(rng.randint(0, 2))]
        return " ".join([*before, text, *after])
    return text


def _fill(line: str, phrases: Phrases, rng: random.Random) -> str:
    text = _SLOT.sub(lambda match: rng.choice(phrases.slots[match.group(1)]), line)
    return text[0].upper() + text[1:]
