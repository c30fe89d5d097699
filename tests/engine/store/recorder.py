"""Records decisions, each with a trace, until it is killed, and prints the id of each one after it was acknowledged."""

from __future__ import annotations

import sys
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from guidepost.engine.store import Recordable, Trace, open_store
from tests.engine.store.items import begin, item


def subject(decision_id: str) -> bytes:
    """What a decision is counted for."""
    return blake2b(decision_id.encode(), digest_size=16).digest()


def traced(decision_id: str) -> Recordable:
    """A decision that leaves a trace."""
    return replace(item(decision_id), traces=(Trace(subject(decision_id), bytes(16), "2999-01-01T00:00:00.000Z"),))


def main(folder: Path, name: str) -> None:
    """Record in batches of one, two and three."""
    store = begin(open_store(folder))
    number = 0
    while True:
        ids = [f"{name}-{number + one}" for one in range(1 + number % 3)]
        number += len(ids)
        store.record([traced(decision_id) for decision_id in ids])
        sys.stdout.write("".join(f"{decision_id}\n" for decision_id in ids))
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
