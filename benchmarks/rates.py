"""How long it takes to count what happened before a post: `python benchmarks/rates.py`.

A data folder in a temporary place gets a million traces of 30 days (`--traces`), most of them of authors with few posts and texts with few
authors, some of them of floods. Then one count at a time is asked, of subjects drawn by chance. The peer, in the same database, is a log
with one row a post that is read with COUNT(DISTINCT …), as is often done. At the end, whole checks are decided and kept under a policy
that counts, and under the same one without its rates.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

from guidepost.engine.identity import timestamp
from guidepost.engine.post import Author, Post
from guidepost.engine.start import real_world, start
from guidepost.engine.store import DATABASE, Store, Tally, open_store

NOW = datetime.now(UTC)
DAYS = 30
FLOODS = (10, 100, 1_000, 20_000)
"""How many members the subjects have that are asked about, all of the last day; each kind is there a few times."""
COPIES = 3
POLICY = """policy "Rates"
guideline g "G"
  must not name when text mentions any of ("Nightjar", "Bluebird") then block
"""
COUNTING = """  must not flood when more than 5 posts within 10 minutes by author then acknowledge
  must not campaign when same text by 3 authors within 1 hour
  must not link when same link by 5 authors within 1 day
"""


def hashed(name: str) -> bytes:
    """Sixteen bytes that stand for a keyed hash."""
    return blake2b(name.encode(), digest_size=16).digest()


def traces(number: int) -> Iterator[tuple[bytes, bytes, str, str]]:
    """So many traces: the floods, and others of about five members a subject over the whole time."""
    chance = random.Random(20_261_125)
    until = timestamp(NOW + timedelta(days=DAYS))
    made = 0
    for size in FLOODS:
        for copy in range(COPIES):
            for _ in range(size):
                at = timestamp(NOW - timedelta(seconds=chance.uniform(0, 86_000)))
                yield hashed(f"flood {size} {copy}"), chance.randbytes(16), at, until
                made += 1
    while made < number:
        subject = hashed(f"subject {chance.randrange(number // 5)}")
        yield subject, chance.randbytes(16), timestamp(NOW - timedelta(seconds=chance.uniform(0, DAYS * 86_400))), until
        made += 1


def fill(file: Path, number: int) -> None:
    """Put the traces into the database, and the same into the peer's log, where each member was seen three times."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE peer_log (author BLOB NOT NULL, post BLOB NOT NULL, at TEXT NOT NULL)")
        connection.executemany("INSERT INTO post_traces VALUES (?, ?, ?, ?)", sorted(traces(number)))
        for _ in range(3):
            connection.execute("INSERT INTO peer_log SELECT subject, member, seen_at FROM post_traces")
        connection.execute("CREATE INDEX ix_peer_log ON peer_log (author, at, post)")
        connection.execute("ANALYZE")


def timed(run: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median and 99th percentile of a call, in microseconds."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        run()
        times.append((time.perf_counter() - started) * 1e6)
    return statistics.median(times), statistics.quantiles(times, n=100)[98]


def count(store: Store, subject: bytes, back: timedelta) -> int:
    """One count, as the engine asks for it."""
    [found] = store.traces().count([(Tally((subject,), b"own", timestamp(NOW - back)), {})])
    return found


def counts(folder: Path, store: Store, rounds: int, number: int) -> None:
    """Print what one count takes, by how much there is to count."""
    traces_of = store.traces()
    day = timestamp(NOW - timedelta(days=1))
    chance = random.Random(1)
    print(f"{'members in the window':<34}{'counted':>9}{'p50 µs':>9}{'p99 µs':>9}{'peer p50 µs':>13}")
    with closing(sqlite3.connect(folder / DATABASE)) as peer:
        # A subject by chance each time: most pages of the database have not been read before.
        sparse = [hashed(f"subject {chance.randrange(number // 5)}") for _ in range(rounds)]
        rows: list[tuple[str, list[bytes]]] = [("about 0 (of 5 in 30 days)", sparse)]
        rows += [
            (f"{size:,}", [hashed(f"flood {size} {one % COPIES}") for one in range(max(10, min(rounds, 200_000 // size)))])
            for size in FLOODS
        ]
        for name, subjects in rows:
            turn = iter(subjects)
            p50, p99 = timed(lambda: traces_of.count([(Tally((next(turn),), b"own", day), {})]), len(subjects))  # noqa: B023
            other = iter(subjects)
            question = "SELECT count(DISTINCT post) FROM peer_log WHERE author = ? AND at >= ?"
            peer_p50, _ = timed(lambda: peer.execute(question, (next(other), day)).fetchone(), len(subjects))  # noqa: B023
            found = count(store, subjects[0], timedelta(days=1))
            print(f"{name:<34}{found:>9,}{p50:>9,.0f}{p99:>9,.0f}{peer_p50:>13,.0f}")


def checks(folder: Path, rounds: int) -> None:
    """Print what a check takes from beginning to end, with rates and without."""
    print(f"\n{'a check, decided and kept':<34}{'p50 ms':>9}{'p99 ms':>9}")
    for name, text in (("without rates", POLICY), ("with three rates", POLICY + COUNTING)):
        file = folder / f"{name.replace(' ', '-')}.guide"
        file.write_text(text, "utf-8")
        service = start(folder, file, real_world())
        number = 0

        def check() -> None:
            nonlocal number
            number += 1
            text = f"Post {number} of the day, see https://example.org/{number}."
            service.check([Post(text, "external", author=Author(id=f"u{number % 50}"), id=f"{name} {number}")], key=None)  # noqa: B023

        p50, p99 = timed(check, rounds)
        service.close()
        print(f"{name:<34}{p50 / 1000:>9.2f}{p99 / 1000:>9.2f}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--traces", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=2_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = open_store(folder)
        began = time.perf_counter()
        fill(folder / DATABASE, asked.traces)
        with closing(sqlite3.connect(folder / DATABASE)) as connection:
            [(size,)] = connection.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%post_traces%'")
        print(
            f"{asked.traces:,} traces, {size / 1e6:.0f} MB with their indexes ({size / asked.traces:.0f} bytes each), "
            f"made in {time.perf_counter() - began:.0f} s\n"
        )
        counts(folder, store, asked.rounds, asked.traces)
        store.close()
        checks(folder, asked.rounds // 4)


if __name__ == "__main__":
    main()
