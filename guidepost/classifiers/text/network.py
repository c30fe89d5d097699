"""The encoder network: BERT (Devlin et al. 2019, arXiv:1810.04805) without pooler, dropout and decoder.

torch alone, because importing the transformers library takes 4.5 seconds of a server's start; the tests hold it equal to that
library's `BertModel`.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, scaled_dot_product_attention

from guidepost.classifiers.text.quantised import Shape


class Table(nn.Embedding):
    """An embedding whose weights are read, never drawn by chance: to draw them, torch would import its compiler, for two seconds."""

    def reset_parameters(self) -> None:
        """Nothing."""


class Layer(nn.Module):
    """One transformer layer: attention and a two-step inner network, each added to its input and normalised."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query = nn.Linear(shape.width, shape.width)
        self.key = nn.Linear(shape.width, shape.width)
        self.value = nn.Linear(shape.width, shape.width)
        self.attended = nn.Linear(shape.width, shape.width)
        self.attended_norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.inner = nn.Linear(shape.width, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.width)
        self.outer_norm = nn.LayerNorm(shape.width, eps=shape.epsilon)

    def forward(self, hidden: Tensor, mask: Tensor | None = None) -> Tensor:
        """`hidden` is (texts, pieces, width); `mask` is True for real pieces, (texts, 1, 1, pieces)."""
        split = (*hidden.shape[:2], self.heads, -1)
        query, key, value = (part(hidden).view(split).transpose(1, 2) for part in (self.query, self.key, self.value))
        attended = scaled_dot_product_attention(query, key, value, attn_mask=mask).transpose(1, 2).reshape(hidden.shape)
        hidden = self.attended_norm(hidden + self.attended(attended))
        changed: Tensor = self.outer_norm(hidden + self.outer(gelu(self.inner(hidden))))
        return changed


class Network(nn.Module):
    """Piece ids to one vector per piece."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = Table(shape.vocabulary, shape.width)
        self.positions = Table(shape.positions, shape.width)
        self.types = Table(shape.token_types, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))

    def embed(self, ids: Tensor) -> Tensor:
        """What enters the first layer, for ids of shape (texts, pieces)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        embedded: Tensor = self.norm(self.words(ids) + self.types.weight[0] + self.positions(places))
        return embedded

    def forward(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        """The last layer's vectors, (texts, pieces, width). `mask` is True for real pieces, (texts, 1, 1, pieces)."""
        hidden = self.embed(ids)
        for layer in self.layers:
            hidden = layer(hidden, mask)
        return hidden
