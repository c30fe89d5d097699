"""Sentences made of runs, so that a reader sees which words are the policy's and where a reference leads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from string import Formatter
from typing import TypeAlias


class Style(StrEnum):
    """What a run of words is."""

    PLAIN = "plain"
    """Words of the reader's language."""
    MODALITY = "modality"
    """The verb that makes a rule a permission, a recommendation, a duty or a prohibition."""
    QUOTED = "quoted"
    """Words of the policy, in quotation marks."""
    CODE = "code"
    """Signs to be read exactly: a pattern, a name."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style. `target` is the anchor of what they refer to, or empty."""

    text: str
    style: Style = Style.PLAIN
    target: str = ""


Sentence: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, and the points it introduces where it ends with a colon."""

    sentence: Sentence
    items: tuple[Statement, ...] = ()


def plain(sentence: Sentence) -> str:
    """The bare words of a sentence."""
    return "".join(run.text for run in sentence)


def fill(template: str, **slots: Run | Sentence | str) -> Sentence:
    """The sentence of a template such as `the text mentions {phrases}`. Raises `KeyError` for a slot without a filling."""
    runs: list[Run] = []
    for words, slot, _, _ in Formatter().parse(template):
        if words:
            runs.append(Run(words))
        if slot is not None:
            runs += _runs(slots[slot])
    return tuple(runs)


def _runs(filling: Run | Sentence | str) -> Sentence:
    if isinstance(filling, str):
        return (Run(filling),)
    return (filling,) if isinstance(filling, Run) else filling


def enumerated(parts: Iterable[Run], last: str = ", ") -> Sentence:
    """Runs with commas between them, and `last` before the last one."""
    listed = list(parts)
    runs: list[Run] = []
    for position, part in enumerate(listed):
        if position:
            runs.append(Run(last if position == len(listed) - 1 else ", "))
        runs.append(part)
    return tuple(runs)


def opened(sentence: Sentence) -> Sentence:
    """The sentence with a capital at its beginning; words of the policy stay as they are written."""
    first, *rest = sentence
    if first.style is not Style.PLAIN:
        return sentence
    return (replace(first, text=first.text[:1].upper() + first.text[1:]), *rest)


def closed(sentence: Sentence) -> Sentence:
    """The sentence with a full stop."""
    return (*sentence, Run("."))
