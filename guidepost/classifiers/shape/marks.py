"""Places that the platform's own signs make: mentions, hashtags, emoji."""

from __future__ import annotations

import regex

from guidepost.signals import Span

_MENTION = regex.compile(r"(?<![\w@/.])@(\w(?:[\w.-]{0,62}\w)?)")
_HASHTAG = regex.compile(r"(?<![\w&#/])#(?=\w{0,99}[^\W\d_])(\w{1,100})")
_EMOJI = regex.compile(
    r"""
      \p{Regional_Indicator}{2}                            # a flag
    | [0-9#*]\uFE0F?\u20E3                                 # a key
    | (?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F)
      [\uFE0F\p{Emoji_Modifier}]?                          # a skin tone
      (?:\u200D\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?){0,8}
    """,
    regex.VERBOSE,
)


def mentions(text: str) -> tuple[Span, ...]:
    """People named as `@name`."""
    return tuple(Span(found.start(), found.end(), "mention") for found in _MENTION.finditer(text))


def hashtags(text: str) -> tuple[Span, ...]:
    """Hashtags: `#word` with a letter at least."""
    return tuple(Span(found.start(), found.end(), "hashtag") for found in _HASHTAG.finditer(text))


def emoji(text: str) -> tuple[Span, ...]:
    """Emoji, each with its skin tone and what it is joined with (Unicode Technical Standard 51)."""
    return tuple(Span(found.start(), found.end(), "emoji") for found in _EMOJI.finditer(text))
