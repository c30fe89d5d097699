"""Writes a small random encoder in the 4-bit format, for tests that need no trained one."""

from __future__ import annotations

import struct

import numpy as np
from numpy.typing import NDArray

from guidepost.classifiers.text.quantised import BLOCK, MAGIC

WIDTH, LAYERS, HEADS, INNER, POSITIONS, TYPES, EPSILON = 32, 3, 4, 64, 128, 2, 1e-5
PIECES = (
    *("<s>", "<pad>", "</s>", "<unk>", "▁", "▁you", "▁are", "▁good", "▁bad", "▁query", ":", "▁the", "ing", "▁day"),
    *"abcdefghijklmnopqrstuvwxyz",
)
BOS, PAD, EOS, UNK = 0, 1, 2, 3


def four_bit(values: NDArray[np.float32]) -> bytes:
    """`values` in blocks of 32, each rounded to 16 steps of its own scale."""
    stored = b""
    for block in values.reshape(-1, BLOCK):
        scale = np.float16(np.abs(block).max() / 7 or 1.0)
        steps = np.clip(np.rint(block / np.float32(scale)), -8, 7).astype(np.int8) + 8
        stored += scale.tobytes() + (steps[:16] | (steps[16:] << 4)).astype(np.uint8).tobytes()
    return stored


def header(width: int = WIDTH, block: int = BLOCK) -> bytes:
    """Everything before the directory of tensors."""
    texts = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *(len(text) for text in texts)]).astype("<u4").tobytes()
    scores = np.array([0.0] * 4 + [-len(PIECES) / len(piece) for piece in PIECES[4:]], dtype="<f4").tobytes()
    shape = struct.pack("<7i", width, LAYERS, HEADS, INNER, len(PIECES), POSITIONS, TYPES) + struct.pack("<fi", EPSILON, block)
    pieces = struct.pack("<5iQ", len(PIECES), BOS, EOS, PAD, UNK, sum(len(text) for text in texts))
    table = struct.pack("<IBI", 0x00A0, 1, 0x20)
    return (
        MAGIC
        + struct.pack("<I", 1)
        + shape
        + pieces
        + offsets
        + scores
        + b"".join(texts)
        + struct.pack("<iI", 1, len(table))
        + table
    )


def assemble(tensors: dict[str, tuple[int, int, bytes]]) -> bytes:
    """A whole file: `tensors` maps a name to kind (0 float32, 1 4-bit), number of values, and bytes."""
    front = header()
    size = 4 + sum(2 + len(name) + 1 + 4 + 8 + 8 for name in tensors)
    directory, body, offset = struct.pack("<i", len(tensors)), b"", len(front) + size
    for name, (kind, values, stored) in tensors.items():
        directory += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, values, offset, len(stored))
        body += stored
        offset += len(stored)
    return front + directory + body


def tiny_encoder(seed: int = 7) -> bytes:
    """A file with a random encoder of three layers."""
    random = np.random.default_rng(seed)
    tensors: dict[str, tuple[int, int, bytes]] = {}

    def add(name: str, *shape: int, packed: bool = False, around: float = 0.0) -> None:
        values = (around + random.normal(scale=0.3, size=shape)).astype(np.float32)
        tensors[name] = (int(packed), values.size, four_bit(values) if packed else values.tobytes())

    add("emb.word", len(PIECES), WIDTH, packed=True)
    add("emb.pos", POSITIONS, WIDTH)
    add("emb.type", TYPES, WIDTH)
    add("emb.ln.w", WIDTH, around=1.0)
    add("emb.ln.b", WIDTH)
    for layer in range(LAYERS):
        for name, rows, columns in (
            ("q", WIDTH, WIDTH),
            ("k", WIDTH, WIDTH),
            ("v", WIDTH, WIDTH),
            ("ao", WIDTH, WIDTH),
            ("fi", INNER, WIDTH),
            ("fo", WIDTH, INNER),
        ):
            add(f"l{layer}.{name}.w", rows, columns, packed=True)
            add(f"l{layer}.{name}.b", rows)
        for name in ("aln", "oln"):
            add(f"l{layer}.{name}.w", WIDTH, around=1.0)
            add(f"l{layer}.{name}.b", WIDTH)
    return assemble(tensors)
