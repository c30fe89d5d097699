"""Reading of the 4-bit file."""

from __future__ import annotations

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidepost.classifiers.text.quantised import MAGIC, Shape, WeightFileError, parse

from . import weightfile


def _block(scale: float, nibbles: list[int]) -> bytes:
    low, high = nibbles[:16], nibbles[16:]
    return np.float16(scale).tobytes() + bytes(first | (second << 4) for first, second in zip(low, high, strict=True))


@given(
    st.lists(st.tuples(st.floats(-8, 8, width=16), st.lists(st.integers(0, 15), min_size=32, max_size=32)), min_size=1, max_size=4)
)
def test_a_value_is_its_nibble_less_eight_times_the_scale_of_its_block(blocks: list[tuple[float, list[int]]]) -> None:
    stored = b"".join(_block(scale, nibbles) for scale, nibbles in blocks)
    file = parse(weightfile.assemble({"t": (1, 32 * len(blocks), stored)}))
    expected = [np.float32(scale) * (nibble - 8) for scale, nibbles in blocks for nibble in nibbles]
    assert file.tensor("t").tolist() == expected


def test_a_float_tensor_is_read_as_it_is() -> None:
    values = np.array([1.5, -2.25, 1e-9], dtype=np.float32)
    file = parse(weightfile.assemble({"a": (0, 1, b"\0\0\0\0"), "b": (0, 3, values.tobytes())}))
    assert file.tensor("b").tolist() == values.tolist()


def test_shape_and_pieces_are_read_from_the_header() -> None:
    file = parse(weightfile.tiny_encoder())
    assert file.shape == Shape(32, 3, 4, 64, len(weightfile.PIECES), 128, 2, float(np.float32(1e-5)))
    assert file.pieces.texts == weightfile.PIECES
    assert (file.pieces.bos, file.pieces.eos, file.pieces.pad, file.pieces.unk) == (0, 2, 1, 3)


def test_the_last_values_of_an_unfilled_block_are_left_out() -> None:
    file = parse(weightfile.assemble({"t": (1, 20, _block(1.0, list(range(16)) * 2))}))
    assert len(file.tensor("t")) == 20


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "does not begin with E5S1"),
        (b"GGUF" + bytes(100), "does not begin with E5S1"),
        (MAGIC + struct.pack("<I", 1), "cut short"),
        (weightfile.header()[:200], "cut short"),
        (weightfile.header(block=64), "blocks of 64 values"),
        (weightfile.assemble({"t": (7, 1, b"")}), "unknown kind 7"),
    ],
)
def test_what_is_not_such_a_file_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(WeightFileError, match=message):
        parse(data)


def test_a_tensor_beyond_the_end_is_refused() -> None:
    with pytest.raises(WeightFileError, match="cut short inside tensor 't'"):
        parse(weightfile.assemble({"t": (1, 64, bytes(18))})).tensor("t")


def test_a_tensor_that_is_not_there_is_named() -> None:
    with pytest.raises(WeightFileError, match="no tensor 'missing'"):
        parse(weightfile.tiny_encoder()).tensor("missing")
