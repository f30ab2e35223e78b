import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from broker.store import Store, StoreError, StoreHeld
from broker.store.verify import verify
from tests.broker.store.make import look

pytestmark = pytest.mark.edge

REPO = Path(__file__).parents[3]


def committer(path: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.broker.store.committer", str(path)]
    process = subprocess.Popen(command, cwd=REPO, stdout=subprocess.PIPE, text=True)
    threading.Timer(60, process.kill).start()
    return process


def test_what_was_acknowledged_survives_kill_9(path: Path) -> None:
    acknowledged = 0
    for stop_after in (1, 40, 300):
        process = committer(path)
        assert process.stdout is not None
        for _ in range(stop_after):
            acknowledged = int(process.stdout.readline())
        process.kill()
        rest = process.stdout.read().splitlines()
        acknowledged = max([acknowledged, *map(int, rest)])
        process.wait()
        stored = [seq for (seq,) in look(path, "SELECT seq FROM journal ORDER BY seq")]
        assert len(stored) >= acknowledged >= stop_after
        assert stored == list(range(1, len(stored) + 1))
        assert (
            look(path, "SELECT count(*) FROM legs") == look(path, "SELECT count(*) FROM requests") == [(len(stored),)]
        )
    assert verify(path) == []


def test_a_second_program_is_refused_and_told_who_has_it(path: Path) -> None:
    process = committer(path)
    assert process.stdout is not None
    process.stdout.readline()
    with pytest.raises(StoreHeld, match=rf"held by the committer \(pid {process.pid}\) since 20\d\d-"):
        Store.open(path, holder="the second")
    process.kill()
    process.wait()
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
