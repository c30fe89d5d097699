"""The trainable part: the encoder's upper layers with low-rank changes, and the head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import linear

from guidepost.classifiers.text.adapter import ADAPTED, Adapter, ClassifierWeightsError, Head
from guidepost.classifiers.text.classifier import pool
from guidepost.classifiers.text.encoder import Encoder
from guidepost.classifiers.text.network import Network
from guidepost.classifiers.text.taxonomy import LABELS

SCALE = 2.0
"""What the low-rank product is multiplied by (alpha / rank in the paper's words)."""


class LowRank(nn.Module):
    """A frozen linear map plus a trainable change of small rank, which starts at zero."""

    def __init__(self, frozen: nn.Linear, rank: int, generator: torch.Generator) -> None:
        super().__init__()
        self.frozen = frozen
        start = torch.randn((rank, frozen.in_features), generator=generator) / frozen.in_features**0.5
        self.down = nn.Parameter(start)
        self.up = nn.Parameter(torch.zeros((frozen.out_features, rank)))

    def forward(self, values: Tensor) -> Tensor:
        changed: Tensor = self.frozen(values) + SCALE * linear(linear(values, self.down), self.up)
        return changed


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts as they leave the frozen layers, padded: (texts, pieces, width), with a mask that is True for real pieces."""

    hidden: Tensor
    kept: Tensor


class Learner(nn.Module):
    """The network from layer `first` on, adapted, with pooling and head: hidden states in, logits out."""

    def __init__(self, network: Network, first: int, rank: int, seed: int) -> None:
        """Replaces linear maps inside `network`, which must not be used for anything else afterwards."""
        super().__init__()
        generator = torch.Generator().manual_seed(seed)
        self.first = first
        self.layers = nn.ModuleList(network.layers[first:])
        for layer in self.layers:
            for part in ADAPTED:
                setattr(layer, part, LowRank(getattr(layer, part), rank, generator))
        self.head = nn.Linear(network.norm.normalized_shape[0], len(LABELS))
        nn.init.normal_(self.head.weight, std=0.02, generator=generator)
        nn.init.zeros_(self.head.bias)

    def forward(self, batch: Batch) -> Tensor:
        """Logits, (texts, labels)."""
        hidden, mask = batch.hidden, batch.kept[:, None, None, :]
        for layer in self.layers:
            hidden = layer(hidden, mask)
        logits: Tensor = self.head(pool(hidden, batch.kept[:, :, None].to(hidden.dtype)))
        return logits

    @torch.no_grad()
    def resume(self, adapter: Adapter) -> None:
        """Go on from what was learned before. Raises `ClassifierWeightsError` when it is of another rank or for other layers."""
        if set(adapter.factors) != set(self._parts()):
            raise ClassifierWeightsError("the weights to start from adapt other layers")
        for name, part in self._parts().items():
            down, up = adapter.factors[name]
            if down.shape != part.down.shape or up.shape != part.up.shape:
                raise ClassifierWeightsError("the weights to start from are of another rank or width")
            part.down.copy_(down)
            part.up.copy_(up)
        self.head.weight.copy_(adapter.head.weight)
        self.head.bias.copy_(adapter.head.bias)

    def adapter(self, encoder: Encoder) -> Adapter:
        """What has been learned, in the form that is committed."""
        factors = {name: (part.down.detach(), part.up.detach()) for name, part in self._parts().items()}
        return Adapter(factors, SCALE, Head(self.head.weight.detach(), self.head.bias.detach()), encoder.source)

    def _parts(self) -> dict[str, LowRank]:
        return {
            f"layers.{self.first + number}.{part}": getattr(layer, part)
            for number, layer in enumerate(self.layers)
            for part in ADAPTED
        }


class FrozenLayers:
    """What comes out of the layers below the trained ones, computed once for each text and kept in 16 bits."""

    def __init__(self, network: Network, first: int, texts: Sequence[Sequence[int]]) -> None:
        self._network = network
        self._lower = list(network.layers[:first])
        self._texts = texts
        self._kept: dict[int, Tensor] = {}

    def batch(self, chosen: Sequence[int]) -> Batch:
        """The texts with the numbers `chosen`, padded to the longest of them."""
        missing = [number for number in chosen if number not in self._kept]
        if missing:
            self._compute(missing)
        lengths = torch.tensor([len(self._texts[number]) for number in chosen])
        hidden = nn.utils.rnn.pad_sequence([self._kept[number] for number in chosen], batch_first=True).float()
        return Batch(hidden, torch.arange(hidden.shape[1])[None, :] < lengths[:, None])

    @torch.no_grad()
    def _compute(self, chosen: Sequence[int]) -> None:
        ids = nn.utils.rnn.pad_sequence([torch.tensor(self._texts[number]) for number in chosen], batch_first=True)
        lengths = torch.tensor([len(self._texts[number]) for number in chosen])
        mask = (torch.arange(ids.shape[1])[None, :] < lengths[:, None])[:, None, None, :]
        hidden = self._network.embed(ids)
        for layer in self._lower:
            hidden = layer(hidden, mask)
        for row, number in enumerate(chosen):
            self._kept[number] = hidden[row, : lengths[row]].half().clone()
