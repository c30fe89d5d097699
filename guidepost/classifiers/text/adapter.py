"""What training adds to the encoder, as it is committed: low-rank changes to the upper layers, and one linear head.

LoRA (Hu et al. 2021, arXiv:2106.09685): a weight W becomes W + scale x B A, with B and A of small rank. Merged once at loading, it
costs nothing afterwards.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from guidepost.classifiers.text.network import Network
from guidepost.classifiers.text.taxonomy import LABELS

FILE = "classifier.safetensors"
ADAPTED = ("query", "key", "value", "attended", "inner", "outer")
"""The parts of a layer that are adapted."""

_HEAD_WEIGHT, _HEAD_BIAS = "head.weight", "head.bias"


class ClassifierWeightsError(RuntimeError):
    """The trained weights are missing, damaged, or belong to another encoder or another list of labels."""


@dataclass(frozen=True, slots=True)
class Head:
    """Linear map from the pooled vector to one logit per label, in the order of `LABELS`."""

    weight: Tensor
    bias: Tensor


@dataclass(frozen=True, slots=True)
class Adapter:
    """`factors` maps `layers.<n>.<part>` to (A, B), shaped (rank, in) and (out, rank). `encoder` is the encoder's source digest."""

    factors: Mapping[str, tuple[Tensor, Tensor]]
    scale: float
    head: Head
    encoder: str


def save_adapter(adapter: Adapter, path: Path) -> None:
    """Write `adapter`, its factors in 16 bits, replacing `path` in one step."""
    tensors = {_HEAD_WEIGHT: adapter.head.weight.detach().contiguous(), _HEAD_BIAS: adapter.head.bias.detach().contiguous()}
    for name, (down, up) in adapter.factors.items():
        tensors[f"{name}.a"] = down.detach().half().contiguous()
        tensors[f"{name}.b"] = up.detach().half().contiguous()
    about = {"encoder": adapter.encoder, "scale": adapter.scale, "labels": [str(label) for label in LABELS]}
    draft = path.with_suffix(".draft")
    save_file(tensors, draft, metadata={"about": json.dumps(about)})
    draft.replace(path)


def read_adapter(path: Path) -> Adapter:
    """Raises `ClassifierWeightsError` when the file is missing, damaged or made for other labels."""
    try:
        with safe_open(path, framework="pt") as file:
            about = json.loads((file.metadata() or {})["about"])
            tensors = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118 - not a mapping
        if about["labels"] != [str(label) for label in LABELS]:
            raise ClassifierWeightsError(f"{path.name} was trained for the labels {', '.join(about['labels'])}")
        names = sorted(name.removesuffix(".a") for name in tensors if name.endswith(".a"))
        factors = {name: (tensors[f"{name}.a"], tensors[f"{name}.b"]) for name in names}
        head = Head(tensors[_HEAD_WEIGHT], tensors[_HEAD_BIAS])
        return Adapter(factors, float(about["scale"]), head, str(about["encoder"]))
    except (OSError, SafetensorError, KeyError, ValueError, TypeError) as error:
        raise ClassifierWeightsError(f"the trained weights {path.name} cannot be read: {error}") from error


def digest(path: Path) -> str:
    """SHA-256 of the file, in hex. Raises `ClassifierWeightsError` when it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ClassifierWeightsError(f"the trained weights {path.name} cannot be read: {error}") from error


def merge(network: Network, adapter: Adapter) -> None:
    """Add the adapter's changes to the network's weights, in new memory: the file they are mapped from stays as it is.

    Raises `ClassifierWeightsError` when a change does not fit the network.
    """
    for name, (down, up) in adapter.factors.items():
        try:
            changed = network.get_parameter(f"{name}.weight") + adapter.scale * (up @ down)
            network.get_submodule(name).weight = torch.nn.Parameter(changed, requires_grad=False)
        except (AttributeError, RuntimeError, TypeError) as error:
            raise ClassifierWeightsError(f"the trained weights do not fit the encoder at {name}") from error
