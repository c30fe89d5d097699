"""Records decisions until it is killed, and prints the id of each one after it was acknowledged."""

from __future__ import annotations

import sys
from pathlib import Path

from guidepost.engine.store import open_store
from tests.engine.store.items import begin, item


def main(folder: Path, name: str) -> None:
    """Record in batches of one, two and three."""
    store = begin(open_store(folder))
    number = 0
    while True:
        ids = [f"{name}-{number + one}" for one in range(1 + number % 3)]
        number += len(ids)
        store.record([item(decision_id) for decision_id in ids])
        sys.stdout.write("".join(f"{decision_id}\n" for decision_id in ids))
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
