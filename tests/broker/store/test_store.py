from pathlib import Path

import pytest

from broker.contract.events import DayClosed, DayOpened, TicketPrinted
from broker.store import Batch, Store, StoreError
from broker.store.store import BOOT_ID
from tests.broker.store.make import DAY, issued, leg, look, row, spoil, tally, tickets

pytestmark = pytest.mark.edge


def test_what_is_committed_is_loaded_again_in_order(store: Store, path: Path) -> None:
    group, after = tickets(1, 3), row(4, TicketPrinted(ticket=f"{DAY}.A-001"), day=None)
    store.commit(group)
    store.commit(Batch(rows=[after]))
    store.close()
    again = Store.open(path, holder="the next")
    assert again.load() == (None, [*group.rows, after])
    again.close()


def test_the_last_row_is_known_whatever_the_snapshot(store: Store) -> None:
    assert store.last_seq() == 0
    store.commit(tickets(1, 5))
    store.commit(Batch(rows=[row(6, issued(6))], snapshot=b"six"))
    assert store.last_seq() == 6


def test_only_the_rows_after_the_newest_snapshot_are_loaded(store: Store) -> None:
    store.commit(tickets(1, 5))
    store.commit(Batch(rows=[row(6, issued(6))], snapshot=b"six"))
    last = row(7, issued(7))
    store.commit(Batch(rows=[last]))
    assert store.load() == (b"six", [last])


def test_a_torn_or_unusable_snapshot_gives_way_to_the_one_before_it(store: Store, path: Path) -> None:
    rows = [row(n, issued(n)) for n in range(1, 5)]
    for at, body in enumerate((b"one", b"two", b"three")):
        store.commit(Batch(rows=[rows[at]], snapshot=body))
    store.commit(Batch(rows=rows[3:]))
    assert look(path, "SELECT count(*) FROM snapshots") == [(2,)]
    assert store.load(usable=lambda body: body == b"two") == (b"two", rows[2:])
    spoil(path, "UPDATE snapshots SET body = x'00' WHERE body = ?", b"three")
    assert store.load() == (b"two", rows[2:])
    spoil(path, "UPDATE snapshots SET body = x'00' WHERE body = ?", b"two")
    assert store.load() == (None, rows)


def test_an_unreadable_row_is_named(store: Store, path: Path) -> None:
    store.commit(tickets(1, 3))
    spoil(path, 'UPDATE journal SET body = \'{"kind":"Unheard"}\' WHERE seq = 2')
    with pytest.raises(StoreError, match="row 2 of the journal cannot be read"):
        store.load()


def test_legs_and_tallies_are_overwritten_and_legs_taken_back(store: Store, path: Path) -> None:
    store.commit(tickets(1, 2))
    called = leg(1, calls=1, first_call=5, counter="1", marks=("named", "clock_corrected"))
    store.commit(
        Batch(legs=[called], gone_legs=[(f"{DAY}.A-002", 1)], tallies=[(DAY, "service", "copies", tally(called))])
    )
    assert look(path, "SELECT number, calls, counter, marks FROM legs") == [("A-001", 1, "1", "named clock_corrected")]
    assert look(path, "SELECT legs, called, marked FROM tallies WHERE dimension = 'service'") == [(1, 1, 1)]


def test_a_leg_both_gone_and_there_is_there(store: Store, path: Path) -> None:
    store.commit(tickets(1, 1))
    store.commit(Batch(legs=[leg(1, calls=2)], gone_legs=[(f"{DAY}.A-001", 1)]))
    assert look(path, "SELECT calls FROM legs") == [(2,)]


@pytest.mark.parametrize("request_id, ticket", [("request-new-1", "A-001"), (f"request-{DAY}-1", "A-009")])
def test_a_number_or_a_request_used_twice_fails_the_whole_batch(store: Store, request_id: str, ticket: str) -> None:
    store.commit(tickets(1, 1))
    before = store.load()
    twice = Batch(rows=[row(2, issued(2))], requests=[(request_id, f"{DAY}.{ticket}", DAY)])
    with pytest.raises(StoreError, match="holds this already"):
        store.commit(twice)
    assert store.load() == before


def test_an_offline_ticket_takes_over_its_request_but_no_number(store: Store, path: Path) -> None:
    store.commit(tickets(1, 2))
    stands = issued(801, request_id=f"request-{DAY}-1", offline=True)
    store.commit(Batch(rows=[row(3, stands)], requests=[(stands.request_id, stands.ticket, DAY)]))
    assert look(path, "SELECT ticket FROM requests WHERE request_id = ?", stands.request_id) == [(stands.ticket,)]
    thief = issued(2, request_id="request-thief", offline=True)
    with pytest.raises(StoreError, match="holds this already"):
        store.commit(Batch(rows=[row(4, thief)], requests=[(thief.request_id, thief.ticket, DAY)]))


def test_requests_are_kept_for_the_open_and_the_last_closed_day_only(store: Store, path: Path) -> None:
    for first, day in ((1, "2026-11-20"), (4, "2026-11-23"), (7, "2026-11-23b")):
        store.commit(Batch(rows=[row(first, DayOpened(day=day, date=day[:10]), day)]))
        store.commit(tickets(first + 1, 1, day))
        store.commit(Batch(rows=[row(first + 2, DayClosed(day=day, issued=1, unserved=0), day)], seal=day))
    store.commit(tickets(10, 1, "2026-11-24"))
    kept = look(path, "SELECT day FROM requests ORDER BY day")
    assert kept == [("2026-11-23b",), ("2026-11-24",)]


def test_epochs_grow_over_starts_and_rebuilds(store: Store, path: Path) -> None:
    first, second = store.next_epoch(), store.next_epoch()
    store.close()
    again = Store.open(path, holder="the next")
    assert first < second < again.next_epoch()
    again.close()


def test_the_anchor_is_worth_something_until_the_machine_is_started_again(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert store.anchor() is None
    store.set_anchor(1_795_000_000_000, 1.0)
    store.set_anchor(1_795_000_000_123, 4567.25)
    assert store.anchor() == (1_795_000_000_123, 4567.25)
    assert BOOT_ID.is_file()
    other_boot = tmp_path / "boot_id"
    other_boot.write_text("another boot\n")
    monkeypatch.setattr("broker.store.store.BOOT_ID", other_boot)
    assert store.anchor() is None


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError, match="was closed"):
        store.commit(tickets(1, 1))
