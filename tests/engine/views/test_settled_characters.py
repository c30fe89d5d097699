"""The characters that the compatibility step passes over, because it would not change them, are in truth unchanged by it."""

import regex

from guidepost.engine.views.folding.compatibility import SETTLED, plain_form


def test_settled_characters_are_their_own_plain_form() -> None:
    settled = regex.compile(f"[{SETTLED}]")
    passed_over = [character for character in map(chr, range(0x80, 0x20000)) if settled.match(character)]
    assert len(passed_over) > 30_000
    assert [character for character in passed_over if plain_form(character) != character] == []
