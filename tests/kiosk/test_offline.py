"""The kiosk's own journal: what it promises on a real file, also when its process is killed at any point."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from broker.contract.commands import ReportPrinted
from broker.contract.events import TicketIssued
from broker.contract.ids import InstantMs
from broker.contract.status import Queues
from kiosk.offline import reserved
from kiosk.offline.disk import FILE, JournalError
from kiosk.offline.journal import Journal
from kiosk.offline.rows import Boot
from kiosk.session.messages import Request
from tests.kiosk.world import open_world
from tests.offices import DATE, SEVEN, small_office

pytestmark = pytest.mark.edge

ROOT = Path(__file__).parents[2]
BOOT = Boot("boot-1", lambda: 5.0)
QUEUES = Queues(epoch=1, revision=1, day=DATE)


def request(n: int, service: str = "land") -> Request:
    return Request(
        request_id=f"request-{n:05d}", service=service, class_id="ordinary", lang="vi", quantity=1,
        taken=InstantMs(SEVEN + n),
    )  # fmt: skip


def give(journal: Journal, n: int, service: str = "land", day: str = DATE, used: int = 0) -> str:
    queues = Queues(epoch=1, revision=1, day=day, reserved_used={"k1": {"A": used, "C": used}})
    issued = reserved.give(journal, small_office(), queues, "k1", request(n, service), training=False)
    return issued.number if issued else ""


def issued(n: int) -> TicketIssued:
    return TicketIssued(
        ticket=f"{DATE}.A-{n:03d}", number=f"A-{n:03d}", request_id=f"request-{n:05d}", service="land", kiosk="k1",
        taken=InstantMs(SEVEN), place_ms=InstantMs(SEVEN),
    )  # fmt: skip


def test_everything_written_is_there_after_opening_again(tmp_path: Path) -> None:
    journal = Journal(tmp_path, BOOT)
    journal.note(request(1), DATE)
    journal.issued("request-00001", issued(1))
    journal.paper("request-00001", "proven", ReportPrinted(ticket=f"{DATE}.A-001"))
    journal.close()
    journal = Journal(tmp_path, BOOT)
    (row,) = journal.rows(DATE)
    assert (row.request, row.issued, row.paper, row.state) == (request(1), issued(1), "proven", "issued")
    due = journal.next_due()
    assert due is not None
    assert due.command == ReportPrinted(ticket=f"{DATE}.A-001")
    journal.told(due.seq)
    assert journal.next_due() is None


def test_each_series_has_its_own_row_of_reserved_numbers(tmp_path: Path) -> None:
    journal = Journal(tmp_path, BOOT)
    assert [give(journal, 1), give(journal, 2, "copy"), give(journal, 3)] == ["A-801", "C-801", "A-802"]


def test_a_request_that_was_given_a_number_is_not_given_another_row(tmp_path: Path) -> None:
    journal = Journal(tmp_path, BOOT)
    journal.note(request(1), DATE)
    assert give(journal, 1) == "A-801"
    (row,) = journal.rows(DATE)
    assert (row.state, row.asked) == ("offline", True)


def test_a_new_day_begins_again_but_a_day_opened_again_does_not(tmp_path: Path) -> None:
    journal = Journal(tmp_path, BOOT)
    assert give(journal, 1) == "A-801"
    assert give(journal, 2, day=f"{DATE}b") == "A-802"
    assert give(journal, 3, day="2026-11-24") == "A-801"


def test_numbers_the_engine_has_seen_are_passed_over(tmp_path: Path) -> None:
    journal = Journal(tmp_path, BOOT)
    assert give(journal, 1, used=815) == "A-816"
    assert give(journal, 2, used=0) == "A-817"


def test_the_series_ends(tmp_path: Path) -> None:
    journal = Journal(tmp_path, BOOT)
    assert give(journal, 1, used=848) == "A-849"
    assert give(journal, 2, used=848) == ""
    assert journal.row("request-00002") is None


def test_a_second_kiosk_on_the_same_directory_is_turned_away(tmp_path: Path) -> None:
    journal = Journal(tmp_path, BOOT)
    with pytest.raises(JournalError, match="in use by another kiosk"):
        Journal(tmp_path, BOOT)
    journal.close()
    Journal(tmp_path, BOOT).close()


def test_a_directory_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the directory should be")
    with pytest.raises(JournalError, match="state"):
        Journal(tmp_path / "state", BOOT)


def test_a_locked_file_raises_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    journal = Journal(tmp_path, BOOT)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(JournalError, match="locked"):
        give(journal, 1)
    other.execute("ROLLBACK")
    assert journal.rows(DATE) == []
    assert give(journal, 1) == "A-801"


def test_old_days_are_forgotten_but_the_last_one_and_what_is_untold(tmp_path: Path) -> None:
    journal = Journal(tmp_path, BOOT)
    for n, day in enumerate(["2026-11-19", "2026-11-20", DATE], start=1):
        journal.note(request(n), day)
    journal.tell("request-00001", ReportPrinted(ticket="2026-11-19.A-001"))
    assert journal.prune("2026-11-24") == 1
    assert [row.day for row in (*journal.rows("2026-11-19"), *journal.rows("2026-11-20"), *journal.rows(DATE))] == [
        "2026-11-19",
        DATE,
    ]


CHILD = """
import sys
from pathlib import Path
from tests.kiosk.test_offline import BOOT, give
from kiosk.offline.journal import Journal
journal = Journal(Path(sys.argv[1]), BOOT)
for n in range(int(sys.argv[2]), int(sys.argv[2]) + 45):
    print(give(journal, n), flush=True)
"""


def test_killed_at_any_point_no_reserved_number_is_given_twice(tmp_path: Path) -> None:
    chance, told = random.Random(20261123), []
    for life in range(6):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(tmp_path), str(life * 1000)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        told += [child.stdout.readline().strip() for _ in range(chance.randrange(1, 6))]
        time.sleep(chance.random() * 0.003)  # somewhere between two lines: the point is that nobody knows where
        os.kill(child.pid, signal.SIGKILL)
        told += child.stdout.read().split()
        child.wait()
    assert len(told) == len(set(told))
    journal = Journal(tmp_path, BOOT)
    stored = [row.issued.number for row in journal.rows(DATE) if row.issued]
    assert len(stored) == len(set(stored))
    assert set(told) <= set(stored), "a number was told that the disk does not know"


def test_what_auditors_read_is_plain(tmp_path: Path) -> None:
    journal = Journal(tmp_path, BOOT)
    give(journal, 1)
    reader = sqlite3.connect(f"file:{tmp_path / FILE}?mode=ro", uri=True)
    number, n, paper, event = reader.execute("SELECT number, n, paper, issued FROM request").fetchone()
    assert (number, n, paper, json.loads(event)["offline"]) == ("A-801", 801, "none", True)


def test_a_kiosk_that_is_switched_off_every_evening_forgets_old_days_too(tmp_path: Path) -> None:
    world = open_world(tmp_path)
    for n, day in enumerate(["2026-11-18", "2026-11-19", "2026-11-20"], start=1):
        world.journal.note(request(n), day)
        world.journal.refused(request(n).request_id, "closed")
    world.crash(reboot=True)
    world.pass_s(2)
    assert [len(world.journal.rows(day)) for day in ("2026-11-18", "2026-11-19", "2026-11-20")] == [0, 0, 1]
