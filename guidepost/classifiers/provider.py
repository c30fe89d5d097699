"""The interface between the engine and whatever computes signals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from guidepost.signals import SignalDeclaration, Value


@dataclass(frozen=True, slots=True)
class Document:
    """What a provider gets to see of a post.

    `visible` is the text as a reader sees it (markup resolved); spans in answers are code points of it. `folded` is the same text
    with case, width, confusables and spacing tricks undone; it has its own length. `language` is an ISO 639-1 code where known.
    """

    visible: str
    folded: str
    language: str | None = None


class Provider(Protocol):
    """Computes one or more signals. Making one must be cheap; models are read in `load`, which is called once before `compute`.

    `name` is unique and stands in decisions. `declarations` is what it promises and is readable without loading. `budget` is the
    time in seconds it may take for one document before the engine stops waiting and records *unknown*.
    """

    name: ClassVar[str]
    declarations: ClassVar[tuple[SignalDeclaration, ...]]
    budget: ClassVar[float]

    def load(self) -> None:
        """Read models and word lists. Raises whatever is wrong; the engine reports it and treats the signals as unknown."""
        ...

    @property
    def version(self) -> str:
        """Names code and weights exactly: two equal versions give equal answers. Readable after `load`."""
        ...

    def compute(self, documents: Sequence[Document]) -> list[Mapping[str, Value]]:
        """One mapping of signal name to value per document, in order. Called from several threads at once."""
        ...
