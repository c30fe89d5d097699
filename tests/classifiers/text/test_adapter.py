"""The committed form of what was trained."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from guidepost.classifiers.text.adapter import Adapter, ClassifierWeightsError, Head, merge, read_adapter, save_adapter
from guidepost.classifiers.text.classifier import Classifier, read_calibration
from guidepost.classifiers.text.encoder import load_encoder
from guidepost.classifiers.text.taxonomy import LABELS

from . import weightfile


def _adapter(name: str = "layers.1.query", rows: int = weightfile.WIDTH) -> Adapter:
    generator = torch.Generator().manual_seed(1)
    down, up = torch.randn((2, weightfile.WIDTH), generator=generator), torch.randn((rows, 2), generator=generator)
    head = Head(torch.randn((len(LABELS), weightfile.WIDTH), generator=generator), torch.zeros(len(LABELS)))
    return Adapter({name: (down, up)}, 2.0, head, "abc")


def test_what_is_written_is_read_back_in_16_bits(tmp_path: Path) -> None:
    made = _adapter()
    save_adapter(made, tmp_path / "w.safetensors")
    found = read_adapter(tmp_path / "w.safetensors")
    assert (found.scale, found.encoder) == (2.0, "abc")
    assert torch.equal(found.head.weight, made.head.weight)
    assert torch.equal(found.factors["layers.1.query"][0], made.factors["layers.1.query"][0].half().float())


def test_merging_adds_the_scaled_product_and_leaves_the_cache_alone(tmp_path: Path) -> None:
    encoder = load_encoder(tmp_path, weightfile.tiny_encoder)
    before = encoder.network.get_parameter("layers.1.query.weight").clone()
    adapter = _adapter()
    merge(encoder.network, adapter)
    down, up = adapter.factors["layers.1.query"]
    torch.testing.assert_close(encoder.network.get_parameter("layers.1.query.weight"), before + 2.0 * (up @ down))
    again = load_encoder(tmp_path, weightfile.tiny_encoder)
    assert torch.equal(again.network.get_parameter("layers.1.query.weight"), before)


@pytest.mark.parametrize("adapter", [_adapter("layers.9.query"), _adapter("layers.1.nothing"), _adapter(rows=7)])
def test_an_adapter_that_does_not_fit_is_refused(tmp_path: Path, adapter: Adapter) -> None:
    with pytest.raises(ClassifierWeightsError, match="do not fit"):
        merge(load_encoder(tmp_path, weightfile.tiny_encoder).network, adapter)


def test_an_adapter_of_another_encoder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ClassifierWeightsError, match="another encoder"):
        Classifier(load_encoder(tmp_path, weightfile.tiny_encoder), _adapter(), {})


@pytest.mark.parametrize("data", [None, b"", b"not safetensors at all"])
def test_weights_that_cannot_be_read_are_refused(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "w.safetensors"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ClassifierWeightsError, match="cannot be read"):
        read_adapter(path)


def test_weights_for_other_labels_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    save_adapter(_adapter(), path)
    about = {"labels": ["spam"], "scale": 1.0, "encoder": "abc"}
    save_file(load_file(path), path, metadata={"about": json.dumps(about)})
    with pytest.raises(ClassifierWeightsError, match="trained for the labels spam"):
        read_adapter(path)


@pytest.mark.parametrize(
    ("curve", "message"),
    [({"slope": -1.0, "intercept": 0.0}, "does not rise"), ({"slope": 1.0}, "cannot be read"), (None, "cannot be read")],
)
def test_a_calibration_that_is_none_is_refused(tmp_path: Path, curve: object, message: str) -> None:
    path = tmp_path / "calibration.json"
    path.write_text(json.dumps({"labels": {str(label): curve for label in LABELS}}), "utf-8")
    with pytest.raises(ClassifierWeightsError, match=message):
        read_calibration(path)
