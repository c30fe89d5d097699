"""What of a post is prose: the passages whose language is worth asking for."""

from __future__ import annotations

import re

MAX_CHARACTERS = 4_000
"""Only this much of a text is looked at; a language shows well before."""
MAX_PASSAGE = 160
"""Characters of one passage. Above 120 characters the detector counts trigrams only, so more text adds cost and no certainty."""
MAX_PASSAGES = 4
MIN_PASSAGE_WORDS = 4
"""A sentence with fewer words is no evidence of its own that a text is mixed."""

# Each alternative is bounded or stops at white space, so none can backtrack over the text.
_NOT_PROSE = re.compile(
    r"""
      ```.*?(?:```|\Z)                     # a fenced code block, closed or not
    | `[^`\n]{1,200}`                      # code in a line
    | (?:https?://|www\.)\S+               # an address on the web
    | [^\s@]{1,64}@[^\s@]{1,255}           # an e-mail address
    | [@\#][\w.-]+                         # a mention or a hashtag
    | :[a-z0-9_+-]{2,30}:                  # an emoji by its short name
    | &\#?\w{2,8};                         # an HTML entity
    """,
    re.VERBOSE | re.DOTALL,
)
_SENTENCE_END = re.compile(r"[.!?…:;]\s|\n")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_END = 0x024F
_LATIN_ADDITIONAL = range(0x1E00, 0x1F00)


def prose_of(text: str) -> str:
    """The text without code, addresses, mentions, hashtags and emoji names. Reads at most `MAX_CHARACTERS`."""
    return _NOT_PROSE.sub(" ", text[:MAX_CHARACTERS])


def words_in(prose: str) -> int:
    """How many words there are: runs of letters."""
    return sum(1 for _ in _WORD.finditer(prose))


def latin_share(prose: str) -> float:
    """The share of the letters that are Latin, in [0, 1]; 0 for a text without letters."""
    letters = [ord(character) for character in prose if character.isalpha()]
    if not letters:
        return 0.0
    return sum(1 for code in letters if code <= _LATIN_END or code in _LATIN_ADDITIONAL) / len(letters)


def passages_of(prose: str) -> list[str]:
    """Up to `MAX_PASSAGES` sentences spread evenly over the text, each long enough to have a language of its own.

    A text without such a sentence is one passage.
    """
    sentences = [sentence.strip()[:MAX_PASSAGE] for sentence in _SENTENCE_END.split(prose)]
    long_enough = [sentence for sentence in sentences if words_in(sentence) >= MIN_PASSAGE_WORDS]
    if not long_enough:
        return [" ".join(prose.split())[:MAX_PASSAGE]]
    if len(long_enough) <= MAX_PASSAGES:
        return long_enough
    last = len(long_enough) - 1
    return [long_enough[round(step * last / (MAX_PASSAGES - 1))] for step in range(MAX_PASSAGES)]
