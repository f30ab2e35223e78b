"""A database that fails, is locked or is full: nothing is issued that is not stored, and it goes on afterwards."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.codec import Answer
from broker.core.state import State, dump, load
from broker.engine import RETRY_S
from broker.store import Store, StoreError
from tests.broker.store.faults import FaultyConnection
from tests.engines import Room, refusal, same
from tests.offices import DATE

pytestmark = pytest.mark.edge

OTHER_MAKE = b"\x93of another make"


class Faulty(FaultyConnection):
    """Fails besides at a statement by its words, once."""

    fail_on: ClassVar[str] = ""

    def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
        if sql == Faulty.fail_on:
            Faulty.fail_on = ""
            raise sqlite3.OperationalError("disk I/O error")
        return super().execute(sql, *args)


def break_down(at: str | int) -> None:
    """The next commit fails: at these words, or at its n-th statement."""
    Faulty.fail_on = at if isinstance(at, str) else ""
    FaultyConnection.fail_at = at if isinstance(at, int) else None


def broke_down() -> bool:
    """Whether the fault has come; none is left over."""
    return FaultyConnection.fail_at is None and not Faulty.fail_on


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    break_down("")
    FaultyConnection.fail_rollback = False
    made = Room(tmp_path / "office.db", open_store=lambda path: Store.open(path, holder="the test", factory=Faulty))
    yield made
    break_down("")
    made.store.close()


def a_group(room: Room, size: int) -> None:
    """Numbers asked for, papers proven, keys pressed: `size` commands, the same every time."""
    room.sent = 100
    for n in range(size):
        if n % 5 == 3:
            room.put(c.ReportPrinted(ticket=f"{DATE}.C-{n:03d}"))
        elif n == 7:
            room.put(room.press("2", "next"), "counter-2")
        else:
            room.put(room.request("land" if n % 4 == 2 else "copy"))


def told(room: Room) -> list[str]:
    """What the office is told of the engine itself."""
    room.pass_s(0.3)
    return [each.code for each in room.status(room.topics.alerts).troubles if each.source == "engine"]


@pytest.mark.parametrize("size", range(1, 51))
def test_a_group_whose_commit_fails_has_not_happened_and_is_done_when_asked_again(room: Room, size: int) -> None:
    for _ in range(3):
        room.take()
    room.pass_s(1)
    before, retained, rows = room.state(), dict(room.hub.retained), len(room.events())
    for place in ("BEGIN IMMEDIATE", 2 + size % 3, "COMMIT"):
        break_down(place)
        a_group(room, size)
        answers = room.step()
        assert broke_down()
        assert [refusal(each) for each in answers] == ["not_stored"] * size
        assert len({each.id for each in answers}) == size
        assert dict(room.hub.retained) == retained
        assert same(room.state(), before)
        assert same(room.state(), room.replayed())
        assert len(room.events()) == rows
    a_group(room, size)
    answers = room.step()
    assert "not_stored" not in [refusal(each) for each in answers]
    numbers = [each.events[0].number for each in answers if isinstance(each.events[0], e.TicketIssued)]
    assert len(numbers) == len(set(numbers))
    assert sorted(number for number in numbers if number.startswith("C")) == [
        f"C-{n:03d}" for n in range(4, 4 + sum(number.startswith("C") for number in numbers))
    ]
    assert same(room.state(), room.replayed())


def test_the_kth_commit_of_a_morning_fails_and_nothing_is_lost_or_doubled(room: Room) -> None:
    given: dict[str, str] = {}
    for k in range(60):
        break_down(1 + k % 6 if k % 3 == 0 else "")
        for n in range(3):
            room.put(c.RequestTicket(request_id=f"morning-{k}-{n}", service="copy", kiosk="k1"))
        for answer in room.step():
            if not refusal(answer):
                (issued,) = answer.events
                assert isinstance(issued, e.TicketIssued)
                given[issued.request_id] = issued.number
    break_down("")
    assert sorted(given.values()) == [f"C-{n:03d}" for n in range(1, len(given) + 1)]
    assert {event.request_id for event in room.events() if isinstance(event, e.TicketIssued)} == set(given)
    assert 100 < len(given) < 180
    assert same(room.state(), room.replayed())


# --- what time does by itself while nothing can be stored ---------------------------------------------------------


def test_time_waits_for_the_database_without_hurry_and_catches_up(room: Room) -> None:
    room.do(room.request())
    tries: list[object] = []

    def fail(batch: object) -> None:
        tries.append(batch)
        raise StoreError("the disk is full")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room.store, "commit", fail)
        room.clock.correct(11_000)
        for _ in range(50):
            room.engine.step(0)
        assert len(tries) == 1
        assert room.engine._wait_s() > 0
        for _ in range(4):
            room.pass_s(RETRY_S)
        assert len(tries) == 5
    room.pass_s(RETRY_S)
    assert room.engine.floor.state.tickets[f"{DATE}.C-001"].stage == "waiting"
    assert same(room.state(), room.replayed())


# --- locked, full -------------------------------------------------------------------------------------------------


def test_a_locked_database_is_said_to_the_kiosk_and_survived(room: Room) -> None:
    stranger = sqlite3.connect(room.path, isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    asked = room.request()
    answer = room.do(asked)
    (refused,) = answer.events
    assert isinstance(refused, e.CommandRefused)
    assert refused.code == "not_stored"
    assert "locked by another program" in str(refused.params["what"])
    assert not room.engine.floor.state.tickets
    stranger.execute("ROLLBACK")
    stranger.close()
    (issued,) = room.do(asked).events
    assert isinstance(issued, e.TicketIssued)
    assert issued.number == "C-001"


def test_a_full_disk_is_said_to_the_kiosk_and_survived(room: Room) -> None:
    pages = FaultyConnection.latest.execute("PRAGMA page_count").fetchone()[0]
    FaultyConnection.latest.execute(f"PRAGMA max_page_count={pages}")
    given, refused = list[Answer](), list[Answer]()
    for n in range(400):
        answer = room.do(c.RequestTicket(request_id=f"full-{n:05d}", service="copy", kiosk="k1"))
        (given if not refusal(answer) else refused).append(answer)
    assert {refusal(each) for each in refused} == {"not_stored"}
    assert all("disk is full" in str(each.events[0].params["what"]) for each in refused)  # type: ignore[union-attr]
    assert len(room.engine.floor.state.tickets) == len(given)
    assert same(room.state(), room.replayed())
    assert "not_stored" in told(room)
    FaultyConnection.latest.execute("PRAGMA max_page_count=1000000")
    assert room.take().number == f"C-{len(given) + 1:03d}"
    assert "not_stored" not in told(room)


# --- starting again ------------------------------------------------------------------------------------------------


def test_a_restart_reads_the_newest_snapshot_and_only_the_rows_after_it(room: Room) -> None:
    for _ in range(20):
        room.take()
    room.do(c.CloseDay())
    room.do(c.OpenDay(date="2026-11-24"))
    for _ in range(5):
        room.take()
    before, all_rows = room.state(), len(room.events())
    room.stop()
    room.start()
    snapshot, rows = room.store.load()
    assert snapshot is not None
    assert (len(rows), all_rows) == (10, 2 + 40 + 21 + 1 + 10)
    assert same(room.state(), before)


def test_after_many_rows_of_one_day_there_is_a_newer_snapshot(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broker.engine.ROWS_A_SNAPSHOT", 30)
    for _ in range(40):
        room.take()
    _snapshot, rows = room.store.load()
    assert len(rows) < 30 + 40
    before = room.state()
    room.stop()
    room.start()
    assert same(room.state(), before)


def test_an_engine_that_is_killed_again_and_again_still_bounds_its_restart(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broker.engine.ROWS_A_SNAPSHOT", 30)
    for _ in range(12):
        for _ in range(5):
            room.take()
        room.stop()
        room.start()
    _snapshot, rows = room.store.load()
    assert len(rows) < 30 + 60 + 10


def test_a_snapshot_of_another_make_is_passed_over_for_the_journal(room: Room) -> None:
    room.take()
    before = room.state()
    room.stop()
    with sqlite3.connect(room.path) as beside:
        digest = hashlib.sha256(OTHER_MAKE).hexdigest()
        changed = beside.execute("UPDATE snapshots SET body = ?, digest = ?", (OTHER_MAKE, digest)).rowcount
    assert changed >= 1
    room.start()
    assert same(room.state(), before)


def test_a_machine_that_wakes_in_the_past_goes_on_from_the_last_event(room: Room) -> None:
    room.pass_s(600)
    numbers = [room.take().number for _ in range(3)]
    last = room.clock.now_ms()
    room.stop()
    room.clock.correct(-6 * 3_600_000)
    room.start()
    room.step()
    assert room.clock.now_ms() == last
    numbers.append(room.take().number)
    places = sorted(room.engine.floor.state.tickets.values(), key=lambda each: each.place)
    assert [each.number for each in places] == numbers
    room.pass_s(1)
    anchor = room.store.anchor()
    assert anchor is not None
    assert anchor[0] >= last


def test_each_start_is_a_new_epoch_and_presses_of_the_old_one_are_too_old(room: Room) -> None:
    old = room.press("1", "next")
    epoch = room.engine.epoch
    room.stop()
    room.start()
    room.step()
    assert room.engine.epoch == epoch + 1
    assert refusal(room.do(old, "counter-1")) == "too_old"
    assert room.status(room.topics.counter("1")).epoch == epoch + 1


def test_a_restart_in_the_middle_of_a_call_goes_on_where_it_was(room: Room) -> None:
    issued = room.take()
    room.key("1", "next")
    room.key("1", "next")
    board = room.status(room.topics.board("hall"))
    room.stop()
    room.start()
    room.step()
    again = room.status(room.topics.board("hall"))
    assert again.calls == board.calls
    assert (again.epoch, again.calls[0].ticket) == (board.epoch + 1, issued.ticket)
    assert [type(event).__name__ for event in room.key("1", "start").events] == ["ServiceStarted"]
    assert dump(load(room.state())) == room.state()
    assert isinstance(load(room.state()), State)
