"""Makes the word lists in `data` from the dictionaries of Simplemma (MIT licence): `python -m guidepost.rules.forms.build de-parts`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from guidepost.rules.forms.english import english
from guidepost.rules.forms.german import german
from guidepost.rules.forms.lexicon import plain
from guidepost.rules.forms.stem import Stem

_LONGEST = 10
"""Letters of the words taken: longer ones are compounds, or inflected by rule."""
_PARTICLES = (
    "alt neu gross klein hoch tief lang kurz best erst end ex haupt neben sonder spezial stamm privat "
    "früh spät schnell fern nah frei leer voll fest eigen fremd gesamt einzel doppel mini mega super vize "
    "vor nach rück über unter mit fahr lauf wasch schreib lese bau kauf miet leih werbe prüf dreh "
    "back ess trink sprech hör seh start krank gesund jung reich arm warm kalt weiss schwarz rot grün blau gelb rein "
)
_ABSTRACT = ("heit", "keit", "schaft", "tion", "tät")
_LONGEST_ABSTRACT = 14
_NO_NOUN = ("ere", "este", "ste", "ende", "erer", "lein")


def _forms(language: str) -> dict[str, list[str]]:
    """By word: its forms."""
    dictionary: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary(language)
    forms: dict[str, list[str]] = {}
    for form in dictionary:
        forms.setdefault(dictionary[form], []).append(form)
    return forms


def _german_parts() -> Iterator[str]:
    nouns = {
        plain(word)
        for word, forms in _forms("de").items()
        if word[:1].isupper()
        and word[1:].islower()
        and 3 <= len(word) <= (_LONGEST_ABSTRACT if word.endswith(_ABSTRACT) else _LONGEST)
        and not word.endswith(_NO_NOUN)
        and len(forms) >= (3 if len(word) == 3 else 2)
    }
    simple = {noun for noun in nouns if not _made_of_two(noun, nouns)}
    yield from sorted(simple | {plain(particle) for particle in _PARTICLES.split()})


def _made_of_two(noun: str, nouns: set[str]) -> bool:
    return any(
        noun[cut:] in nouns and (noun[:cut] in nouns or noun[: cut - 1] in nouns or noun[: cut - 2] in nouns)
        for cut in range(4, len(noun) - 3)
    )


def _irregular(language: str) -> Iterator[str]:
    rule = german if language == "de" else english
    table: dict[str, set[str]] = {}
    for word, forms in _forms(language).items():
        if not (word.isalpha() and 3 <= len(word) <= _LONGEST) or (language == "de" and not _inflected_in_german(word)):
            continue
        stems = list(rule(word.lower()))
        missing = {form.lower() for form in forms if form.isalpha() and len(form) >= 3 and not _made(form.lower(), stems)}
        missing = {form for form in missing if not _rare(form, word.lower(), language)}
        if missing:
            table.setdefault(word.lower(), set()).update(missing)
    for word in sorted(table):
        yield f"{word}:{' '.join(sorted(table[word]))}"


def _inflected_in_german(word: str) -> bool:
    """Verbs and nouns, but no adjectives (their rule is complete) and no verbs made nouns."""
    return word.endswith("n") if word[0].islower() else not word.endswith(("en", "ern", "eln", "lein"))


def _rare(form: str, word: str, language: str) -> bool:
    """Bare imperatives, comparatives, and forms that nobody writes any more."""
    if language == "de":
        return word.startswith(form) or form.endswith(("est", "et"))
    return form.endswith(("est", "er", "eth"))


def _made(form: str, stems: list[Stem]) -> bool:
    return any(form.startswith(stem.text) and form[len(stem.text) :] in stem.endings for stem in stems)


def main(name: str) -> None:
    """Write the list called `name` to the standard output."""
    lines = _german_parts() if name == "de-parts" else _irregular(name)
    sys.stdout.write("# Made from the dictionaries of Simplemma 2.0.0, Copyright Adrien Barbaresi, MIT licence.\n")
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main(sys.argv[1])
