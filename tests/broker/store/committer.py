"""A program that commits one ticket after another and says each number once it is stored, until it is killed."""

import sys
from pathlib import Path

from broker.store import Store
from tests.broker.store.make import tickets


def main(path: Path) -> None:
    store = Store.open(path, holder="the committer")
    seq = len(store.load()[1])
    while True:
        seq += 1
        store.commit(tickets(seq, 1))
        sys.stdout.write(f"{seq}\n")
        sys.stdout.flush()


main(Path(sys.argv[1]))
