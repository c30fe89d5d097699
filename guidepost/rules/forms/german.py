"""German inflection by rule: the endings that a noun, verb or adjective takes, told from how the word ends (Duden 4, 9th edition).

Endings that do not belong to a word make forms that nobody writes, so one rule serves nouns, verbs and adjectives alike. What rules
cannot tell (strong verbs, foreign plurals) stands in a table.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidepost.rules.forms.stem import Stem


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOMINAL = frozenset({"", "s", "es", "e", "en", "n", "er", "ern", "em", "in", "innen"})
_AFTER_E = frozenset({"e", "en", "er", "ern", "es", "em", "ens", "in", "innen"})
_VERBAL = _words("en e st est t et te test ten tet ete etest eten etet end ende enden endem ender endes ens")
_AFTER_L_OR_R = _words("n ns s e st t te test ten tet nd nde nden ndem nder ndes")
_PARTICIPLE = _words("t te ten tem ter tes et ete eten etem eter etes en ene enen enem ener enes")
_UMLAUT = {"au": "äu", "a": "ä", "o": "ö", "u": "ü"}
_INSEPARABLE = ("be", "ge", "er", "ver", "zer", "ent", "emp", "miss")
_SEPARABLE = (
    "zurück",
    "zusammen",
    "weiter",
    "nieder",
    "fort",
    "durch",
    "heraus",
    "herunter",
    "herein",
    "hinaus",
    "hinein",
    "hin",
    "her",
    "vor",
    "weg",
    "los",
    "bei",
    "mit",
    "nach",
    "ein",
    "aus",
    "auf",
    "ab",
    "an",
    "zu",
    "um",
)
_SHORTEST_TO_JOIN = 4
"""Letters a word must have to be sought in compounds: `Rat` in `Ratten` and `Brat` tells nothing."""


def german(word: str) -> Iterator[Stem]:
    """The stems of a lower-case word."""
    joins = len(word) >= _SHORTEST_TO_JOIN
    if word.endswith(("eln", "ern")):
        yield Stem(word[:-1], _AFTER_L_OR_R, joins)
        yield from _participles(word, word[:-1])
    elif word.endswith("en"):
        yield Stem(word[:-2], _VERBAL, joins)
        yield from _umlauted(word[:-2], frozenset({"en"}), joins)
        yield from _participles(word, word[:-2])
    elif word.endswith("e"):
        yield Stem(word[:-1], _AFTER_E, joins)
    elif word.endswith("nis"):
        yield Stem(word, frozenset({"", "se", "ses", "sen"}), joins)
    elif word.endswith("in"):
        yield Stem(word, _NOMINAL | {"nen"}, joins)
    else:
        yield Stem(word, _NOMINAL, joins)
        yield from _umlauted(word, _NOMINAL, joins)


def _umlauted(stem: str, endings: frozenset[str], joins: bool) -> Iterator[Stem]:
    """The stem of the plural: `Verträg` for `Vertrag`, `Häus` for `Haus`."""
    vowels = [position for position, letter in enumerate(stem) if letter in "aouäöüei"]
    if not vowels:
        return
    last = vowels[-1]
    if stem[last - 1 : last + 1] == "au":
        last -= 1
        plain = "au"
    elif stem[last] in "ei" and len(vowels) > 1 and stem[last:].startswith(("el", "er", "en")):
        last = vowels[-2]
        plain = stem[last]
    else:
        plain = stem[last]
    if plain in _UMLAUT and (last == 0 or stem[last - 1] not in "äöü"):
        yield Stem(stem[:last] + _UMLAUT[plain] + stem[last + len(plain) :], endings, joins)


def _participles(infinitive: str, stem: str) -> Iterator[Stem]:
    """`gekündigt`, `abgelehnt`, `abzulehnen`."""
    prefix = next((one for one in _SEPARABLE if infinitive.startswith(one) and len(infinitive) > len(one) + 3), "")
    rest = stem.removeprefix(prefix)
    if prefix:
        yield Stem(f"{prefix}zu{rest}", frozenset({infinitive.removeprefix(prefix).removeprefix(rest)}))
    if prefix or not infinitive.startswith(_INSEPARABLE):
        yield Stem(f"{prefix}ge{rest}", _PARTICIPLE)
