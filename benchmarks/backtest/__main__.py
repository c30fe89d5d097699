"""How fast decisions are decided again: `python -m benchmarks.backtest --decisions 1000000 --checked 2000`.

Makes a data folder of decisions under the sample policy: some thousand posts, German and English, are really checked, with all models, a
quarter of them thoroughly; each decision is then kept many times, sealed anew, under other ids, moments and authors. All of them are
decided again under policies in which something was changed. Times are on the wall clock, the start of the processes included; the time
on the processor does not hang on other work. Memory is the peak of this process and of the largest worker.

Beside it, on the newest decisions of the same store and in the same run: the same without what Guidepost knows before it reads a text;
the rules rewritten as a plain Python script; and posts checked anew, models and all.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import msgspec

from benchmarks.backtest.changes import changes
from benchmarks.backtest.history import fill_apart
from benchmarks.backtest.plain import Plain
from guidepost.engine import decision as d
from guidepost.engine.backtest import PAGE, Job, Tally, replayed
from guidepost.engine.backtest.recorded import read_post
from guidepost.engine.catalogue import catalogue
from guidepost.engine.check import Checker
from guidepost.engine.policies import LoadedPolicy, load_policy, sample_policy
from guidepost.engine.providers import Providers
from guidepost.engine.start import providers_of, real_world
from guidepost.engine.store import Store, open_store
from guidepost.engine.store.reading import Period, StoredDecision

_LOOKED_AT_EVERY = 100
"""Pages between two looks at the memory."""
_CHECKED_TOGETHER = 20


@contextmanager
def measured(name: str, processes: int, of: int, told: Callable[[], str] = str) -> Iterator[Callable[[int], None]]:
    """Prints one line of the table. Whoever works in here says from time to time how many decisions are done."""
    done, peaks = 0, [0.0, 0.0]
    began, used = time.perf_counter(), _processor_seconds()

    def progress(count: int) -> None:
        nonlocal done
        done = count
        peaks[:] = [max(pair) for pair in zip(peaks, _megabytes(), strict=True)]

    yield progress
    seconds, used = time.perf_counter() - began, _processor_seconds() - used
    rate = done / seconds
    print(
        f"{name:<44}{processes:>5}{done:>11,}{rate:>9,.0f}{of / rate / 60:>9.1f}{used / done * 1000:>9.3f}"
        f"{peaks[0]:>8.0f}{peaks[1]:>8.0f}  {os.getloadavg()[0]:>4.1f}  {told()}",
        flush=True,
    )


def _processor_seconds() -> float:
    """Time that this process and those that it has seen end have spent on processors."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _megabytes() -> tuple[float, float]:
    """The peak of this process, and that of the largest of its children."""
    mine = os.getpid()
    children = Path(f"/proc/{mine}/task/{mine}/children").read_text("ascii").split()
    return _peak(str(mine)), max(map(_peak, children), default=0.0)


def _peak(process: str) -> float:
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def backtest(name: str, job: Job, processes: int, of: int, limit: int | None = None) -> None:
    """Decide again, as `guidepost policy backtest` does."""
    tally = Tally()

    def told() -> str:
        return f"{tally.skipped:,} told from the record or few rules, {tally.moves.total():,} changed"

    with measured(name, processes, of, told) as progress, closing(open_store(job.folder)) as store:
        for number, result in enumerate(replayed(job, store.history().pages(Period(), PAGE, limit), processes)):
            tally.merge(result.tally)
            if number % _LOOKED_AT_EVERY == 0:
                progress(tally.seen)
        progress(tally.seen)
    assert not tally.unread


def newest(store: Store, number: int) -> Iterator[Sequence[StoredDecision]]:
    """The newest decisions, page by page."""
    history = store.history()
    return (history.read(page) for page in history.pages(Period(), PAGE, number))


def script(policy: LoadedPolicy, store: Store, number: int, of: int) -> None:
    """Decide again by the plain script, under the very policy that decided."""
    plain, history = Plain(policy), store.history()
    differing = done = 0
    with measured("peer: the rules as Python and re", 1, of, lambda: f"{differing:,} outcomes other than recorded") as progress:
        for page in newest(store, number):
            for kept in page:
                body = msgspec.json.decode(kept.body)
                signals = {one["signal"]: one.get("value", one.get("places")) for one in body["signals"]}
                post = history.open(kept).post
                differing += plain.outcome(str(post["text"]), signals) != body["outcome"]
            done += len(page)
            progress(done)


def checked_anew(policy: LoadedPolicy, store: Store, folder: Path, number: int, of: int) -> None:
    """Check posts again, as if nothing had been recorded."""
    asked = policy.compiled.signals
    chosen = [one for one in providers_of(folder) if any(declaration.name in asked for declaration in one.declarations)]
    providers = Providers(chosen)
    providers.load()
    history, differing, done = store.history(), 0, 0
    checker = Checker(policy.compiled, providers, real_world())
    with measured("peer: checked anew, models and all", 1, of, lambda: f"{differing:,} outcomes other than recorded") as progress:
        for page in newest(store, number):
            for first in range(0, len(page), _CHECKED_TOGETHER):
                batch = page[first : first + _CHECKED_TOGETHER]
                decided = checker.check_many([read_post(history.open(kept).post) for kept in batch])
                differing += sum(now.outcome != d.from_json(kept.body).outcome for now, kept in zip(decided, batch, strict=True))
                done += len(batch)
                progress(done)
    providers.close()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.backtest", description="Time a backtest.")
    parser.add_argument("--decisions", type=int, default=20_000, help="how many decisions the store is to hold")
    parser.add_argument("--checked", type=int, default=500, help="how many of them are really checked; the others are copies")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--folder", type=Path, help="where to make the store; one that is there is used again")
    parser.add_argument("--peers", type=int, default=20_000, help="how many decisions the slower ways are given")
    parser.add_argument("--anew", type=int, default=200, help="how many posts are checked anew")
    parser.add_argument("--only", help="only the change of this name, and no peers")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        fill_apart(folder, options.decisions, options.checked)
        with closing(open_store(folder)) as store:
            number = store.count_decisions()
        size = sum(file.stat().st_size for file in folder.glob("guidepost.db*")) / 1e9
        print(f"{number:,} decisions, {size:,.1f} GB · {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        print(f"{'':<44}{'proc.':>5}{'decided':>11}{'a second':>9}{'min all':>9}{'ms CPU':>9}{'MB here':>8}{'worker':>8}  load")
        policy = load_policy(sample_policy(), catalogue(providers_of(folder)))
        job = partial(Job, folder, providers=partial(providers_of, folder), models=False)
        found = changes(policy)
        for name, source in found.items():
            if options.only in (None, name):
                backtest(name, job(source=source), options.processes, number)
        if options.only:
            return
        slow = job(source=found["a rule's threshold"], shortcuts=False)
        backtest("a rule's threshold, all asked anew", slow, options.processes, number, options.peers)
        with closing(open_store(folder)) as store:
            script(policy, store, options.peers, number)
            checked_anew(policy, store, folder, options.anew, number)


if __name__ == "__main__":
    main()
