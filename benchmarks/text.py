"""How long the text classifier takes for one post: `python benchmarks/text.py`.

Ours against the transformers library's `BertModel` (float32, the same merged weights and pieces, the whole text in one pass of at
most 512 pieces), in the same run. Then four threads calling the provider at once, and a post of 100,000 characters. Milliseconds
on the wall clock; other work on the machine counts. `GUIDEPOST_MODEL_CACHE` names the folder of the decoded encoder.
"""

from __future__ import annotations

import argparse
import math
import os
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import torch
from transformers.models.bert.configuration_bert import BertConfig
from transformers.models.bert.modeling_bert import BertModel

from guidepost.classifiers import Document
from guidepost.classifiers.text import TextProvider
from guidepost.classifiers.text.adapter import FILE, merge, read_adapter
from guidepost.classifiers.text.classifier import PREFIX, pool
from guidepost.classifiers.text.encoder import Encoder, load_encoder
from guidepost.classifiers.text.provider import WEIGHTS
from guidepost.signals import Unknown

SENTENCES = (
    "Great to see the whole team at the conference today. We showed how the new service helps our customers every single day. "
    "Schöne Grüße aus München! Heute haben wir gezeigt, wie der neue Dienst unserer Kundschaft hilft. "
)
NAMES = {
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
"""Our names of the network's parts, and that library's."""
LONGEST_OF_PEER = 512


def post(words: int) -> str:
    """A text of so many words."""
    known = SENTENCES.split()
    return " ".join(known[number % len(known)] for number in range(words))


def transformers_model(encoder: Encoder) -> Callable[[str], None]:
    """A function that scores one text with the transformers library."""
    shape, adapter = encoder.shape, read_adapter(WEIGHTS / FILE)
    merge(encoder.network, adapter)
    config = BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.width,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.inner,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.token_types,
        layer_norm_eps=shape.epsilon,
    )
    model: Any = BertModel(config, add_pooling_layer=False)
    state = {}
    for name, tensor in encoder.network.state_dict().items():
        *layer, part, kind = name.split(".")
        state[".".join(["encoder.layer", layer[1], NAMES[part], kind] if layer else [NAMES[part], kind])] = tensor
    model.load_state_dict(state)
    model.eval()

    def score(text: str) -> None:
        ids = torch.tensor([encoder.tokenizer.encode(PREFIX + text).ids[:LONGEST_OF_PEER]])
        with torch.inference_mode():
            torch.nn.functional.linear(pool(model(input_ids=ids).last_hidden_state), adapter.head.weight, adapter.head.bias)

    return score


def milliseconds(score: Callable[[str], object], text: str, repeats: int) -> list[float]:
    """The time of each call after two that do not count, in order of size."""
    times = []
    for _ in range(repeats + 2):
        began = time.perf_counter()
        score(text)
        times.append((time.perf_counter() - began) * 1000)
    return sorted(times[2:])


def percentiles(times: list[float]) -> str:
    """Median and 99th percentile (nearest rank)."""
    p50, p99 = (times[math.ceil(share * len(times)) - 1] for share in (0.50, 0.99))
    return f"{p50:>8.0f}{p99:>8.0f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python benchmarks/text.py", description="Time the text classifier.")
    parser.add_argument(
        "--repeats", type=int, default=20, help="measured calls of each kind; p99 needs 100 to be more than the worst"
    )
    repeats = parser.parse_args().repeats
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(os.environ.get("GUIDEPOST_MODEL_CACHE") or folder)
        provider = TextProvider(cache)
        provider.load()
        peer = transformers_model(load_encoder(cache))

        def ours(text: str) -> list[Any]:
            return list(provider.compute([Document(text, text)]))

        print(f"load average before: {os.getloadavg()[0]:.1f}, cores: {os.cpu_count()}, calls: {repeats}")
        print(f"{'what':<14}{'words':>6}{'threads':>9}{'p50 ms':>8}{'p99 ms':>8}")
        for threads in (1, 2):
            torch.set_num_threads(threads)
            for words in (20, 40, 60, 300):
                for name, score in (("ours", ours), ("transformers", peer)):
                    print(f"{name:<14}{words:>6}{threads:>9}{percentiles(milliseconds(score, post(words), repeats))}", flush=True)
        for threads in (1, 2):
            torch.set_num_threads(threads)
            with ThreadPoolExecutor(4) as pool_of_four:
                found = pool_of_four.map(lambda _: milliseconds(ours, post(40), repeats), range(4))
                times = sorted(value for part in found for value in part)
            print(f"{'ours, 4 calls':<14}{40:>6}{threads:>9}{percentiles(times)}", flush=True)
        torch.set_num_threads(1)
        for characters in (10_000, 100_000):
            began = time.perf_counter()
            (answer,) = ours(post(characters)[:characters])
            said = {value.reason.value if isinstance(value, Unknown) else "scored" for value in answer.values()}
            print(f"{characters} characters: {time.perf_counter() - began:.2f} s, {', '.join(sorted(said))}")


if __name__ == "__main__":
    main()
