"""How fast decisions are decided again: `python benchmarks/backtest.py --decisions 100000`.

Makes a data folder of synthetic decisions, German and English, under the sample policy: posts of a few sentences out of the policy's own
tests and everyday phrases, 5,000 authors in 40 units, signals as recorded by a check whose models found nothing in most posts. Then
decides them again under two other policies: one in which a rule was added (most decisions cannot differ, and that is found without asking
all of the policy) and one whose risk thresholds changed (every post is decided by the whole policy). Times are on the wall clock, the
start of the processes included, so other work on the machine counts; the time on the processor does not hang on it. Memory is the peak
of this process and of the largest worker.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import ClassVar

from guidepost.classifiers import Document, Provider
from guidepost.engine.backtest import PAGE, Job, Tally, replayed
from guidepost.engine.catalogue import catalogue
from guidepost.engine.identity import World, timestamp
from guidepost.engine.policies import LoadedPolicy, PolicySource, load_policy, sample_policy
from guidepost.engine.policy_tests import silent
from guidepost.engine.post import Author, Post
from guidepost.engine.providers import Providers
from guidepost.engine.service import Service
from guidepost.engine.start import providers_of
from guidepost.engine.store import KeptPolicy, Store, open_store
from guidepost.engine.store.reading import Period
from guidepost.signals import SignalDeclaration, SignalType, Value

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
TOGETHER = 500
EVERYDAY = (
    "The canteen has a new menu from Monday on.",
    "Danke an alle, die beim Umzug geholfen haben.",
    "Our summer party takes place on the roof this year.",
    "Das Protokoll der letzten Sitzung liegt im gemeinsamen Ordner.",
    "Please remember to book your desk before Friday.",
    "Wer hat Lust, am Donnerstag mit uns laufen zu gehen?",
)


class Synthetic:
    """Stands for the models: the declarations of a real provider, and values drawn by chance."""

    name: ClassVar[str]
    declarations: ClassVar[tuple[SignalDeclaration, ...]]
    budget: ClassVar[float] = 60.0
    version = "synthetic"

    def __init__(self, real: Provider, chance: random.Random) -> None:
        self.name = real.name  # type: ignore[misc]  # a class has one name; these have one each
        self.declarations = real.declarations  # type: ignore[misc]
        self._chance = chance

    def load(self) -> None:
        """Nothing to load."""

    def compute(self, documents: Sequence[Document]) -> list[Mapping[str, Value]]:
        """Probabilities are mostly low; places are not found."""
        return [{one.name: self._value(one) for one in self.declarations} for _ in documents]

    def _value(self, declaration: SignalDeclaration) -> Value:
        if declaration.type is SignalType.PROBABILITY:
            return round(self._chance.random() ** 6, 6)
        return silent(declaration)


def posts(policy: LoadedPolicy, number: int, chance: random.Random) -> Iterator[Post]:
    """Posts of one to four sentences."""
    phrases = [*EVERYDAY * 12, *(test.post.value.text for test in policy.file.tests if test.post)]
    for _ in range(number):
        text = " ".join(chance.choices(phrases, k=chance.randint(1, 4)))
        person = chance.randrange(5_000)
        author = Author(f"u-{person}", "employee", f"unit-{person % 40}", "EU", float(86_400 * (person % 3_000)))
        yield Post(text, chance.choice(("internal", "external")), author=author, channel="intranet")


def fill(store: Store, number: int, chance: random.Random) -> LoadedPolicy:
    """Keep synthetic decisions, one every ten seconds of 2026."""
    real = providers_of(Path())
    policy = load_policy(sample_policy(), catalogue(real))
    compiled, source = policy.compiled, policy.source
    store.keep_policy(
        KeptPolicy(compiled.digest, compiled.title, compiled.version, source.text, source.name, source.lists), timestamp(BEGAN)
    )
    providers = Providers([Synthetic(one, chance) for one in real])
    providers.load()
    made = 0
    world = World(now=lambda: BEGAN + timedelta(seconds=10 * made), random=os.urandom)
    service = Service(policy, providers, store, world)
    batch: list[Post] = []
    for post in posts(policy, number, chance):
        batch.append(post)
        if len(batch) == TOGETHER:
            service.check(batch, key=None)
            made += len(batch)
            batch = []
    if batch:
        service.check(batch, key=None)
    providers.close()
    return policy


def added(policy: LoadedPolicy) -> PolicySource:
    """The policy with one more rule."""
    guideline = policy.file.guidelines[0].name.value
    start = policy.source.text.index(f"guideline {guideline} ")
    rule = '\nmust not promise-menus when audience is external and text mentions any of ("menu", "Protokoll") then review\n'
    after = policy.source.text.find("\nguideline ", start + 1)
    return PolicySource(policy.source.text[:after] + rule + policy.source.text[after:], policy.source.name, policy.source.lists)


def other_thresholds(policy: LoadedPolicy) -> PolicySource:
    """The policy with another default for what cannot be checked, and another risk from which a person looks."""
    head = f'policy "{policy.compiled.title}"'
    text = policy.source.text
    assert head in text
    threshold = max(policy.compiled.thresholds, key=lambda one: one.risk, default=None)
    if threshold is None:
        return PolicySource(text.replace(head, f"{head}\n  from risk 0.7 review", 1), policy.source.name, policy.source.lists)
    written = f"from risk {threshold.risk:g} {threshold.outcome.word}"
    assert written in text
    other = f"from risk {threshold.risk + 0.01:g} {threshold.outcome.word}"
    return PolicySource(text.replace(written, other, 1), policy.source.name, policy.source.lists)


def measure(name: str, job: Job, number: int, processes: int) -> None:
    """One line of the table."""
    with closing(open_store(job.folder)) as store:
        began, used = time.perf_counter(), processor_seconds()
        tally = Tally()
        for result in replayed(job, store.history().pages(Period(), PAGE), processes):
            tally.merge(result.tally)
        seconds, used = time.perf_counter() - began, processor_seconds() - used
    assert tally.seen == number
    megabytes = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(
        f"{name:<28}{processes:>10}{number / seconds:>10,.0f}{seconds:>9.1f}{used / number * 1000:>11.2f}"
        f"{tally.skipped:>11,}{tally.moves.total():>9,}{megabytes[0]:>9.0f}{megabytes[1]:>8.0f}",
        flush=True,
    )


def processor_seconds() -> float:
    """Time that this process and those it has started and seen end have spent on processors."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python benchmarks/backtest.py", description="Time a backtest.")
    parser.add_argument("--decisions", type=int, default=100_000, help="how many decisions to make (up to 1,000,000)")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--folder", type=Path, help="where to make the store; one that is there is used again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        with closing(open_store(folder)) as store:
            kept = store.count_decisions()
            policy = load_policy(sample_policy(), catalogue(providers_of(Path())))
            if kept < options.decisions:
                began = time.perf_counter()
                fill(store, options.decisions - kept, random.Random(kept))
                print(f"{options.decisions - kept:,} decisions made and kept in {time.perf_counter() - began:.0f} s")
            number = store.count_decisions()
        size = sum(file.stat().st_size for file in folder.glob("guidepost.db*")) / 1e6
        print(f"{number:,} decisions, {size:,.0f} MB · {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        headings = (
            f"{'processes':>10}{'posts/s':>10}{'s':>9}{'ms CPU each':>11}{'skipped':>11}{'changed':>9}{'MB here':>9}{'worker':>8}"
        )
        print(f"{'':<28}{headings}")
        make = partial(providers_of, folder)
        cases = [
            ("same policy", policy.source, True),
            ("one rule added", added(policy), True),
            ("one rule added, no shortcut", added(policy), False),
            ("thresholds changed", other_thresholds(policy), True),
        ]
        for name, source, shortcuts in cases:
            job = Job(folder, source, make, models=False, shortcuts=shortcuts)
            measure(name, job, number, options.processes)


if __name__ == "__main__":
    main()
