"""The training loop: LoRA on the upper layers, missing labels left out of the loss, rare ones weighted up."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from guidepost.classifiers.text.adapter import Adapter, save_adapter
from guidepost.classifiers.text.classifier import LONGEST, PREFIX
from guidepost.classifiers.text.encoder import Encoder
from guidepost.classifiers.text.taxonomy import LABELS
from guidepost.classifiers.text.training import templates
from guidepost.classifiers.text.training.disguise import disguise
from guidepost.classifiers.text.training.examples import Example
from guidepost.classifiers.text.training.lora import FrozenLayers, Learner


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train. The same settings, examples and machine give the same weights."""

    seed: int = 20261125
    first_layer: int = 5
    """The layers below are frozen."""
    rank: int = 16
    epochs: int = 1
    rate: float = 8e-4
    """Highest learning rate of the adapter; the head's is four times that."""
    batch_pieces: int = 1600
    """Texts times their length in one step, at most."""
    cap: int = 3200
    """At most so many examples that come from one set, are in one language and have the same labels."""
    disguised: float = 0.12
    """Share of the examples that are replaced by a disguised copy."""
    checkpoint_steps: int = 250


SHARES = {"davidson2017": 0.3, "toxicspans2021": 0.35, "openai2022": 0.25, templates.SOURCE: 8.0}
"""What part of the cap a set gets: less where labels are coarse or noisy, or texts long; more for our own phrases; others all of it."""


def select(examples: Sequence[Example], settings: Settings) -> list[Example]:
    """The examples to train on: sets cut down (`SHARES`), some texts disguised. Shuffled."""
    rng = random.Random(settings.seed)
    kinds: dict[tuple[object, ...], list[Example]] = defaultdict(list)
    for example in examples:
        kinds[(example.source, example.language, *(example.targets.get(label) for label in LABELS))].append(example)
    chosen: list[Example] = []
    for kind in kinds.values():
        chosen += rng.sample(kind, min(len(kind), int(settings.cap * SHARES.get(kind[0].source, 1.0))))
    rng.shuffle(chosen)
    return [_perhaps_disguised(example, settings.disguised, rng) for example in chosen]


def _perhaps_disguised(example: Example, share: float, rng: random.Random) -> Example:
    if rng.random() >= share:
        return example
    text = disguise(example.text, rng)
    return Example(text or example.text, example.source, example.language, example.targets, example.group)


@dataclass(frozen=True, slots=True)
class _Goals:
    """Targets as tensors, (texts, labels); weight 0 where nothing is known."""

    values: Tensor
    weights: Tensor

    @classmethod
    def of(cls, examples: Sequence[Example]) -> _Goals:
        values, weights = torch.zeros(len(examples), len(LABELS)), torch.zeros(len(examples), len(LABELS))
        for row, example in enumerate(examples):
            for column, label in enumerate(LABELS):
                if target := example.targets.get(label):
                    values[row, column], weights[row, column] = target.value, target.weight
        return cls(values, weights)

    def balance(self) -> Tensor:
        """How much more a positive counts, by label: the root of negatives per positive, between 1/2 and 4."""
        positive = (self.values * self.weights).sum(0)
        negative = ((1 - self.values) * self.weights).sum(0)
        return (negative / positive.clamp(min=1.0)).sqrt().clamp(0.5, 4.0)


def train(
    encoder: Encoder,
    examples: Sequence[Example],
    settings: Settings,
    *,
    progress: Callable[[str], None],
    checkpoint: Path | None = None,
    start: Adapter | None = None,
) -> Learner:
    """Train on `examples` as they are given, from `start` or from nothing. `encoder` is used up.

    Writes the adapter to `checkpoint` now and then.
    """
    rng = random.Random(settings.seed)
    pieces = [encoding.ids for encoding in encoder.tokenizer.encode_batch([PREFIX + example.text for example in examples])]
    texts = [ids if len(ids) <= LONGEST else [*ids[: LONGEST - 1], ids[-1]] for ids in pieces]
    goals = _Goals.of(examples)
    frozen = FrozenLayers(encoder.network, settings.first_layer, texts)
    learner = Learner(encoder.network, settings.first_layer, settings.rank, settings.seed)
    if start is not None:
        learner.resume(start)
    plan = [batch for _ in range(settings.epochs) for batch in _batches([len(text) for text in texts], settings.batch_pieces, rng)]
    optimiser = _optimiser(learner, settings.rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, len(plan)))
    balance, smooth, began = goals.balance(), 0.0, time.monotonic()
    for step, chosen in enumerate(plan, start=1):
        loss = _loss(learner(frozen.batch(chosen)), goals.values[chosen], goals.weights[chosen], balance)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learner.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        smooth = loss.item() if step == 1 else 0.98 * smooth + 0.02 * loss.item()
        if step % 25 == 0 or step == len(plan):
            progress(f"step {step}/{len(plan)}  loss {smooth:.4f}  {time.monotonic() - began:.0f} s")
        if checkpoint is not None and step % settings.checkpoint_steps == 0:
            save_adapter(learner.adapter(encoder), checkpoint)
    return learner.eval()


def _optimiser(learner: Learner, rate: float) -> torch.optim.Optimizer:
    groups: list[dict[str, Any]] = [
        {"params": [weight for weight in learner.layers.parameters() if weight.requires_grad]},
        {"params": list(learner.head.parameters()), "lr": 4 * rate},
    ]
    return torch.optim.AdamW(groups, lr=rate, weight_decay=0.01)


def _rate(step: int, steps: int) -> float:
    """Rising over the first twentieth, then falling to zero."""
    warm = max(1, steps // 20)
    return (step + 1) / warm if step < warm else max(0.0, (steps - step) / max(1, steps - warm))


def _loss(logits: Tensor, values: Tensor, weights: Tensor, balance: Tensor) -> Tensor:
    each = binary_cross_entropy_with_logits(logits, values, weight=weights, pos_weight=balance, reduction="none")
    return each.sum() / len(logits)


def _batches(lengths: Sequence[int], most: int, rng: random.Random) -> Iterator[list[int]]:
    """Every text once, in batches of similar length that come in random order."""
    order = sorted(range(len(lengths)), key=lambda number: (lengths[number], rng.random()))
    batches: list[list[int]] = [[]]
    for number in order:
        if batches[-1] and (len(batches[-1]) + 1) * lengths[number] > most:
            batches.append([])
        batches[-1].append(number)
    rng.shuffle(batches)
    yield from (batch for batch in batches if batch)
