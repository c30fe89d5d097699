"""Copies of training texts as people write them to get past a filter, or in a hurry."""

from __future__ import annotations

import random

_LOOKALIKES = str.maketrans({"a": "@", "e": "3", "i": "1", "o": "0", "s": "$"})


def disguise(text: str, rng: random.Random) -> str:
    """`text` in lower or upper case, without punctuation, or with one longer word stretched, starred, spaced out or mistyped."""
    match rng.randrange(8):
        case 0 | 1:
            return text.lower()
        case 2:
            return text.upper()
        case 3:
            return "".join(character for character in text if character.isalnum() or character.isspace()).lower()
    words = text.split(" ")
    places = [place for place, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
    for place in rng.sample(places, min(len(places), 2)):
        words[place] = _disguise_word(words[place], rng)
    return " ".join(words)


def _disguise_word(word: str, rng: random.Random) -> str:
    place = rng.randrange(1, len(word) - 1)
    match rng.randrange(6):
        case 0:
            return word.translate(_LOOKALIKES)
        case 1:
            return word[:place] + "*" + word[place + 1 :]
        case 2:
            return rng.choice(" .-").join(word)
        case 3:
            return word[:place] + word[place] * rng.randint(2, 4) + word[place + 1 :]
        case 4:
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return word[:place] + word[place + 1 :]
