"""The chain of days: what is edited, missing or reordered is found, and what is not is not."""

import hashlib
import json
from pathlib import Path

import pytest

from broker.contract.events import CallSpoken, DayClosed, TicketPrinted
from broker.store import Batch, Store, StoreError
from broker.store.verify import verify
from tests.broker.store.make import DAY, look, row, spoil, tickets, whole_day

pytestmark = pytest.mark.edge

NEXT = "2026-11-24"


@pytest.fixture
def two_days(store: Store, path: Path) -> Path:
    """Two sealed days and the beginning of a third; rows 1-7, 8-14, 15-17."""
    after = whole_day(store, 1, 5, DAY)
    assert after == 8
    after = whole_day(store, after, 5, NEXT)
    store.commit(tickets(after, 3, "2026-11-25"))
    return path


def test_an_untouched_journal_has_no_problems(two_days: Path) -> None:
    assert verify(two_days) == []


def test_the_digest_can_be_computed_without_this_program(two_days: Path) -> None:
    previous = ""
    for day, first, last in ((DAY, 1, 7), (NEXT, 8, 14)):
        digest = hashlib.sha256(previous.encode())
        for stored in look(two_days, "SELECT * FROM journal WHERE seq BETWEEN ? AND ? ORDER BY seq", first, last):
            digest.update(json.dumps(stored, separators=(",", ":"), ensure_ascii=False).encode() + b"\n")
        stored = look(two_days, "SELECT digest, previous, row_count, first_seq, last_seq FROM days WHERE day = ?", day)
        assert stored == [(digest.hexdigest(), previous, 7, first, last)]
        previous = digest.hexdigest()


@pytest.mark.parametrize("column", ["at", "day", "epoch", "device", "command_id", "body"])
@pytest.mark.parametrize("seq, day", [(1, DAY), (7, DAY), (8, NEXT), (14, NEXT)])
def test_an_edited_row_is_found_in_its_day_only(two_days: Path, column: str, seq: int, day: str) -> None:
    spoil(two_days, f'UPDATE journal SET "{column}" = coalesce("{column}", 0) || 1 WHERE seq = ?', seq)
    (problem,) = verify(two_days)
    assert problem.startswith(f"day {day}: rows")


def test_one_flipped_byte_in_the_file_is_found(two_days: Path, store: Store) -> None:
    store.close()
    content = bytearray(two_days.read_bytes())
    at = content.index(f"request-{DAY}-3".encode())
    for offset in (0, 5, 16):
        flipped = bytearray(content)
        flipped[at + offset] ^= 0x80
        two_days.write_bytes(flipped)
        assert verify(two_days) != []
    two_days.write_bytes(content)
    assert verify(two_days) == []


@pytest.mark.parametrize(
    "seqs, problem",
    [
        ([3], f"day {DAY}: row 3 is missing"),
        ([8, 14], f"day {NEXT}: rows 8, 14 are missing"),
        ([15], "row 15 is missing"),
        ([16], "row 16 is missing"),
        (list(range(1, 8)), f"day {DAY}: rows 1, 2, 3, 4, 5 and 2 more are missing"),
    ],
)
def test_missing_rows_are_named(two_days: Path, seqs: list[int], problem: str) -> None:
    for seq in seqs:
        spoil(two_days, "DELETE FROM journal WHERE seq = ?", seq)
    assert verify(two_days) == [problem]


def test_rows_gone_from_the_end_are_missed_by_the_snapshot(store: Store, path: Path) -> None:
    store.commit(tickets(1, 3))
    store.commit(Batch(rows=[row(4, TicketPrinted(ticket=f"{DAY}.A-001"))], snapshot=b"state"))
    spoil(path, "DELETE FROM journal WHERE seq = 4")
    assert verify(path) == ["row 4 is missing"]


def test_reordered_rows_are_found(two_days: Path) -> None:
    for old, new in ((3, 99), (4, 3), (99, 4)):
        spoil(two_days, "UPDATE journal SET seq = ? WHERE seq = ?", new, old)
    assert verify(two_days) == [f"day {DAY}: rows 1 to 7 are not what was sealed: edited or reordered"]


def test_a_row_slipped_in_between_two_days_cannot_be(two_days: Path) -> None:
    """Every number between two days belongs to one of them."""
    spoil(two_days, "UPDATE days SET first_seq = 9 WHERE day = ?", NEXT)
    assert f"day {NEXT} begins with row 9; row 8 belongs to no day" in verify(two_days)


def test_a_broken_chain_is_found(two_days: Path) -> None:
    spoil(two_days, "UPDATE days SET digest = 'another' WHERE day = ?", DAY)
    problems = verify(two_days)
    assert f"day {NEXT} does not follow on {DAY}: the chain is broken" in problems
    assert len(problems) == 2
    spoil(two_days, "DELETE FROM days WHERE day = ?", DAY)
    assert f"day {NEXT} does not follow on nothing: the chain is broken" in verify(two_days)


def test_an_unreadable_row_of_the_open_day_is_found(two_days: Path) -> None:
    spoil(two_days, "UPDATE journal SET body = '{}' WHERE seq = 17")
    (problem,) = verify(two_days)
    assert problem.startswith("row 17 cannot be read")


def test_what_comes_after_the_closing_in_the_same_group_belongs_to_the_next_day(store: Store, path: Path) -> None:
    closing = row(1, DayClosed(day=DAY, issued=0, unserved=0))
    late = row(2, CallSpoken(call_id="x/1/1", zone="hall", ended=1), None)
    store.commit(Batch(rows=[closing, late], seal=DAY))
    whole_day(store, 3, 1, NEXT)
    assert look(path, "SELECT day, first_seq, last_seq FROM days ORDER BY day") == [(DAY, 1, 1), (NEXT, 2, 5)]
    assert verify(path) == []


def test_a_day_without_a_row_in_the_batch_cannot_be_sealed(store: Store) -> None:
    with pytest.raises(StoreError, match="cannot be sealed"):
        store.commit(Batch(rows=tickets(1, 1).rows, seal=NEXT))


def test_no_file_is_an_error_and_no_problem(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such file"):
        verify(tmp_path / "nowhere.db")


def test_a_file_that_is_no_database_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(b"nothing of the kind " * 100)
    (problem,) = verify(path)
    assert "damaged or not a database" in problem
