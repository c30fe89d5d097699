"""How long a check takes, stage by stage: `python benchmarks/check.py`.

The posts are those of the sample policy's own tests, German and English. Guidepost runs three ways: the engine alone, the engine with
its store (the transaction is on the disk before it counts), and a server over HTTP on this machine. Beside it, in the same run, what a
team would glue together from the same parts: Presidio as it comes, the same classifier through the transformers library in float32,
and the sample policy's word lists as one regular expression of the standard library; everything is asked about every post, nothing is
kept. Milliseconds on the wall clock, one post at a time; other work on the machine counts.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine
from spacy import blank
from text import transformers_model

from guidepost.classifiers.text.encoder import load_encoder
from guidepost.engine.decision import from_json
from guidepost.engine.policies import sample_policy
from guidepost.engine.post import Post
from guidepost.engine.service import Service
from guidepost.engine.start import model_cache, real_world, start


def posts_of(service: Service) -> list[Post]:
    """The posts of the policy's tests."""
    return [Post(test.post.value.text, "external") for test in service.policy.file.tests if test.post]


def milliseconds(call: Callable[[Post], object], posts: Sequence[Post]) -> list[float]:
    """The time of each call."""
    times = []
    for post in posts:
        began = time.perf_counter()
        call(post)
        times.append((time.perf_counter() - began) * 1000)
    return times


def row(name: str, times: Sequence[float], of: int) -> None:
    """One line of the table; `of` is how many posts there were, of which this stage was needed for some."""
    ordered = sorted(times)
    p50, p99 = (ordered[min(len(ordered) - 1, int(share * len(ordered)))] for share in (0.50, 0.99))
    print(f"{name:<42}{len(times) / of:>8.0%}{p50:>10.2f}{p99:>10.2f}{sum(times) / len(times):>10.2f}", flush=True)


def glued(service: Service) -> Callable[[Post], object]:
    """What a team would put together from the same parts."""

    class Blank(SpacyNlpEngine):
        def load(self) -> None:
            self.nlp = {"en": blank("en")}

    analyzer = AnalyzerEngine(nlp_engine=Blank(), supported_languages=["en"])
    score = transformers_model(load_encoder(model_cache(Path(os.environ.get("GUIDEPOST_MODEL_CACHE", "data")))))
    phrases = {
        line.strip()
        for text in service.policy.source.lists.values()
        for line in text.splitlines()
        if line.strip() and not line.startswith("#")
    }
    words = re.compile(r"\b(" + "|".join(re.escape(phrase.rstrip("*")) for phrase in sorted(phrases)) + r")\b", re.IGNORECASE)

    def ask(post: Post) -> object:
        words.findall(post.text)
        analyzer.analyze(post.text, language="en")
        return score(post.text)

    return ask


def over_http(folder: Path, posts: Sequence[Post]) -> list[float]:
    """The times of a client of a real server."""
    command = [sys.executable, "-m", "guidepost", "serve", "--data", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        printed = ""
        while "is ready on" not in printed:
            printed += server.stdout.readline()
        address = re.search(r"is ready on (\S+)", printed)
        key = re.search(r"gp_live_\w+", printed)
        assert address
        assert key
        with httpx.Client(base_url=address[1], headers={"Authorization": f"Bearer {key[0]}"}, timeout=60) as client:

            def ask(post: Post) -> object:
                return client.post("/v1/check", json={"text": post.text, "audience": post.audience}).raise_for_status()

            milliseconds(ask, posts[:20])
            times = milliseconds(ask, posts)
        server.terminate()
    return times


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python benchmarks/check.py", description="Time a check, stage by stage.")
    parser.add_argument("--rounds", type=int, default=5, help="how often all posts are checked")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("GUIDEPOST_MODEL_CACHE", str(Path(folder) / "models"))
        service = start(Path(folder) / "engine", sample_policy(), real_world())
        posts = posts_of(service) * rounds
        milliseconds(service.try_out, posts[:20])
        print(f"{len(posts)} checks of {len(posts) // rounds} posts · {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        print(f"{'':<42}{'asked':>8}{'p50 ms':>10}{'p99 ms':>10}{'mean ms':>10}")
        stages: dict[str, list[float]] = defaultdict(list)
        decided = milliseconds(lambda post: [stages[k].append(v) for k, v in service.try_many([post])[0].timings_ms.items()], posts)
        for stage, times in stages.items():
            row(f"  stage {stage}", times, len(posts))
        row("Guidepost, decided", decided, len(posts))
        store: list[float] = []
        kept = milliseconds(lambda post: store.append(service.check([post], key=None).store_seconds * 1000), posts)
        row("  stage store", store, len(posts))
        row("Guidepost, decided and kept", kept, len(posts))
        everything = milliseconds(lambda post: from_json(service.check([post], key=None, thorough=True).bodies[0]), posts)
        row("Guidepost, thorough and kept", everything, len(posts))
        peer = glued(service)
        milliseconds(peer, posts[:20])
        row("Presidio + transformers + re, not kept", milliseconds(peer, posts), len(posts))
        service.close()
        row("Guidepost, over HTTP, kept", over_http(Path(folder) / "server", posts), len(posts))


if __name__ == "__main__":
    main()
