"""A text on its way through the folding steps, and the one place where edits to it are traced."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Edit: TypeAlias = tuple[int, int, str]
"""Start, end and replacement: each character of the replacement then stands for all that was replaced."""

Indices: TypeAlias = npt.NDArray[np.int64]

_FEW_EDITS = 48
"""Up to here, copying slices is faster than setting up vectors."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A text whose every character knows the span of the original it came from, as in `View`."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str) -> Traced:
        """The text itself: every character came from its own place."""
        return cls(text, range(len(text)), range(1, len(text) + 1))

    @classmethod
    def joined(cls, pieces: Sequence[Traced]) -> Traced:
        """The pieces one after another; they must come in the order of the original."""
        if len(pieces) == 1:
            return pieces[0]
        starts = array("I")
        ends = array("I")
        for piece in pieces:
            starts.extend(piece.starts)
            ends.extend(piece.ends)
        return cls("".join(piece.text for piece in pieces), starts, ends)

    def with_text(self, text: str) -> Traced:
        """The same places under another text of the same length: for changes of one character into one."""
        return Traced(text, self.starts, self.ends)

    def cut(self, start: int, end: int) -> Traced:
        """A part of the text, knowing its places."""
        return Traced(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def blurred(self, text: str) -> Traced:
        """Another text, each character of which stands for all of this one. This text must not be empty."""
        return Traced(text, [self.starts[0]] * len(text), [self.ends[-1]] * len(text))

    def without(self, parts: Iterable[re.Match[str]]) -> Traced:
        """This text with the matched parts left out."""
        return self.edited([(part.start(), part.end(), "") for part in parts])

    def edited(self, edits: Sequence[Edit]) -> Traced:
        """This text after `edits`, which must come in order, not overlap, and replace something each."""
        if not edits:
            return self
        text = self.text
        pieces: list[str] = []
        done = 0
        for start, end, replacement in edits:
            pieces += text[done:start], replacement
            done = end
        pieces.append(text[done:])
        places = self._places_sliced if len(edits) <= _FEW_EDITS else self._places_vectorised
        return Traced("".join(pieces), *places(edits))

    def _places_sliced(self, edits: Sequence[Edit]) -> tuple[Sequence[int], Sequence[int]]:
        starts = array("I")
        ends = array("I")
        done = 0
        for start, end, replacement in edits:
            starts.extend(self.starts[done:start])
            ends.extend(self.ends[done:start])
            if replacement:
                starts.extend([self.starts[start]] * len(replacement))
                ends.extend([self.ends[end - 1]] * len(replacement))
            done = end
        starts.extend(self.starts[done:])
        ends.extend(self.ends[done:])
        return starts, ends

    def _places_vectorised(self, edits: Sequence[Edit]) -> tuple[Sequence[int], Sequence[int]]:
        """The same, for the text as segments: kept, replaced, kept, replaced, ..., kept."""
        begins = np.fromiter((edit[0] for edit in edits), np.int64, len(edits))
        finishes = np.fromiter((edit[1] for edit in edits), np.int64, len(edits))
        grown = np.fromiter((len(edit[2]) for edit in edits), np.int64, len(edits))
        kept_from = np.concatenate(([0], finishes))
        kept = np.concatenate((begins, [len(self.text)])) - kept_from
        lengths = _alternating(kept, grown)
        step = np.repeat(_alternating(np.ones_like(kept), np.zeros_like(grown)), lengths)
        within = np.arange(len(step)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        first = np.repeat(_alternating(kept_from, begins), lengths) + within * step
        last = np.repeat(_alternating(kept_from, finishes - 1), lengths) + within * step
        return picked(self.starts, first), picked(self.ends, last)


def _alternating(kept: Indices, replaced: Indices) -> Indices:
    merged = np.empty(len(kept) + len(replaced), np.int64)
    merged[0::2] = kept
    merged[1::2] = replaced
    return merged


def picked(places: Sequence[int], indices: Indices) -> array[int]:
    """The places at `indices`, compact."""
    whole = np.arange(places.start, places.stop) if isinstance(places, range) else np.asarray(places)
    chosen = array("I")
    chosen.frombytes(whole[indices].astype(np.uintc).tobytes())
    return chosen
