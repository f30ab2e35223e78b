import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from broker.store import Store, StoreError, StoreHeld
from broker.store.verify import verify
from tests.broker.store.make import look

pytestmark = pytest.mark.edge

REPO = Path(__file__).parents[3]


@contextmanager
def committer(path: Path) -> "Iterator[subprocess.Popen[str]]":
    """A program that commits; dead when this is left, and after a minute in any case."""
    command = [sys.executable, "-m", "tests.broker.store.committer", str(path)]
    with subprocess.Popen(command, cwd=REPO, stdout=subprocess.PIPE, text=True) as process:
        deadline = threading.Timer(60, process.kill)
        deadline.start()
        yield process
        process.kill()
        deadline.cancel()


def test_what_was_acknowledged_survives_kill_9(path: Path) -> None:
    acknowledged = 0
    for stop_after in (1, 40, 300):
        with committer(path) as process:
            assert process.stdout is not None
            for _ in range(stop_after):
                acknowledged = int(process.stdout.readline())
            process.kill()
            acknowledged = max([acknowledged, *map(int, process.stdout.read().splitlines())])
        stored = [seq for (seq,) in look(path, "SELECT seq FROM journal ORDER BY seq")]
        assert len(stored) >= acknowledged >= stop_after
        assert stored == list(range(1, len(stored) + 1))
        assert (
            look(path, "SELECT count(*) FROM legs") == look(path, "SELECT count(*) FROM requests") == [(len(stored),)]
        )
    assert verify(path) == []


def test_a_second_program_is_refused_and_told_who_has_it(path: Path) -> None:
    with committer(path) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(StoreHeld, match=rf"held by the committer \(pid {process.pid}\) since 20\d\d-"):
            Store.open(path, holder="the second")
    store = Store.open(path, holder="the second")
    with pytest.raises(StoreHeld, match=rf"held by the second \(pid {os.getpid()}\)"):
        Store.open(path, holder="the third")
    store.close()
    Store.open(path, holder="the third").close()


def test_no_folder_and_no_right_to_write_are_said(path: Path) -> None:
    with pytest.raises(StoreError, match="there is no folder"):
        Store.open(path.parent / "nowhere" / "office.db", holder="the test")
    (path.parent / "office.db.lock").mkdir()
    with pytest.raises(StoreError, match="cannot be locked"):
        Store.open(path, holder="the test")
