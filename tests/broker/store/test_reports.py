"""Reports against the same figures computed by brute force, and what cannot be reported."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from broker.contract.events import DayClosed, DayOpened, OfficeApplied
from broker.core.legs import Leg
from broker.core.measures import DOUBTFUL, MEASURES, Tally
from broker.store import Batch, Store, StoreError
from broker.store.reports import By, Group, Query, ReportError, end_of_day, figures, last_day, office, wait_log
from tests.broker.store.make import DAY, leg, look, row, tally, tickets, whole_day
from tests.broker.store.offices import OFFICE
from tests.broker.store.random_legs import DAYS, Brute, describe, key_of, logs, store_log

pytestmark = pytest.mark.edge

DIMENSIONS: tuple[By, ...] = ("service", "counter", "clerk", "hour", "day", "class")
ranges = st.tuples(
    st.sampled_from(("2026-11-20", "2026-11-22", "2026-11-23")), st.sampled_from(("2026-11-23", "2026-11-30"))
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "office.db"
    Store.open(path, holder="the test").close()
    return path


@contextmanager
def stored(empty: Path, log: list[Leg]) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(empty, folder))
        store_log(path, log)
        yield path


def in_range(one: Leg, date_from: str, date_to: str) -> bool:
    return not one.training and date_from <= one.day[:10] <= date_to


def assert_same(tally: Tally, brute: Brute) -> None:
    served = len(brute.legs) - brute.ended("no_show", "given_up", "closed", "voided", "transferred", "held")
    doubtful = sum(not DOUBTFUL.isdisjoint(one.marks) for one in brute.legs)
    assert (tally.legs, tally.served, tally.marked) == (len(brute.legs), served, doubtful)
    for outcome in ("no_show", "given_up", "closed", "voided", "transferred"):
        assert getattr(tally, outcome) == brute.ended(outcome)
    assert tally.dossiers == sum(one.dossiers for one in brute.legs)
    assert tally.share_in_target == brute.share()
    for measure in MEASURES:
        found = tally.summary(measure)
        count, mean, median, p90, most = describe(brute.seconds(measure))
        assert (found.count, found.median_s, found.p90_s, found.max_s) == (count, median, p90, most)
        assert found.mean_s == (pytest.approx(mean) if mean is not None else None)


@settings(max_examples=60, deadline=None)
@given(log=logs, by=st.sampled_from(DIMENSIONS), asked=ranges)
def test_figures_are_those_of_the_legs_one_by_one(empty: Path, log: list[Leg], by: By, asked: tuple[str, str]) -> None:
    chosen = sorted((one for one in log if in_range(one, *asked)), key=lambda one: key_of(one, by))
    expected = {key: Brute(list(group)) for key, group in groupby(chosen, key=lambda one: key_of(one, by))}
    with stored(empty, log) as path:
        if not chosen:
            with pytest.raises(ReportError, match="nothing is kept"):
                figures(path, Query(*asked, by))
            return
        report = figures(path, Query(*asked, by))
    assert {group.key for group in report.groups} == set(expected)
    for group in report.groups:
        assert_same(group.tally, expected[group.key])
    assert_same(report.total, Brute(chosen))
    assert report.days == sorted({one.day for one in chosen})
    assert sum(group.tally.legs for group in report.hours) == len(chosen)


@settings(max_examples=30, deadline=None)
@given(log=logs, asked=ranges, training=st.booleans())
def test_the_wait_log_is_every_leg_once_in_order(
    empty: Path, log: list[Leg], asked: tuple[str, str], training: bool
) -> None:
    chosen = [one for one in log if asked[0] <= one.day[:10] <= asked[1] and (training or not one.training)]
    with stored(empty, log) as path:
        if chosen:
            read = list(wait_log(path, *asked, training=training))
            assert read == sorted(chosen, key=lambda one: (one.day, one.taken, one.ticket))
        else:
            with pytest.raises(ReportError, match="nothing is kept"):
                wait_log(path, *asked, training=training)


@settings(max_examples=30, deadline=None)
@given(log=logs)
def test_the_sheet_of_a_day_is_of_that_day_alone(empty: Path, log: list[Leg]) -> None:
    with stored(empty, log) as path:
        for day in DAYS:
            sheet = end_of_day(path, day)
            real = [one for one in log if one.day == day and not one.training]
            assert_same(sheet.total, Brute(real))
            assert {one.ticket for one in sheet.unserved} == {one.ticket for one in real if one.outcome == "closed"}
            assert {one.ticket for one in sheet.marked} == {one.ticket for one in real if one.marks}
            assert (sheet.closed, sheet.digest) == (None, None)


def keys(groups: list[Group]) -> list[str]:
    return [group.key for group in groups]


def test_groups_come_in_the_order_people_expect(store: Store, path: Path) -> None:
    one = tally(leg(1))
    store.commit(tickets(1, 1))
    store.commit(Batch(tallies=[(DAY, "counter", key, one) for key in ("10", "-", "2", "1b", "1")]))
    store.commit(Batch(tallies=[(DAY, "hour", key, one) for key in ("13", "10")]))
    assert keys(figures(path, Query(DAY, DAY, "counter")).groups) == ["1", "2", "10", "1b", "-"]
    assert keys(figures(path, Query(DAY, DAY)).hours) == ["08", "10", "13"]


def test_a_sealed_day_says_its_times_and_its_digest(store: Store, path: Path) -> None:
    whole_day(store, 1, 3, DAY)
    sheet = end_of_day(path, DAY)
    assert look(path, "SELECT opened, closed, digest FROM days") == [(sheet.opened, sheet.closed, sheet.digest)]
    assert sheet.opened is not None and sheet.closed is not None and sheet.closed > sheet.opened
    assert len(sheet.digest or "") == 64


def test_a_day_and_the_same_day_reopened_are_two_sheets(store: Store, path: Path) -> None:
    seq = whole_day(store, 1, 3, DAY)
    whole_day(store, seq, 1, f"{DAY}b")
    assert (end_of_day(path, DAY).total.legs, end_of_day(path, f"{DAY}b").total.legs) == (3, 1)
    assert last_day(path) == f"{DAY}b"


def test_figures_of_removed_days_stay(store: Store, path: Path) -> None:
    seq = 1
    for day in ("2026-01-05", "2026-01-06", "2026-01-07"):
        seq = whole_day(store, seq, 3, day)
    before = figures(path, Query("2026-01-05", "2026-01-05"))
    assert store.retain(1) == ["2026-01-05"]
    assert figures(path, Query("2026-01-05", "2026-01-05")) == before
    with pytest.raises(ReportError, match="nothing is kept for 2026-01-05: no wait has ended yet, or it was removed"):
        wait_log(path, "2026-01-05", "2026-01-05")


@pytest.mark.parametrize(
    "date_from, date_to, sentence",
    [
        ("2026-11-24", "2026-11-23", "the range ends before it begins: from 2026-11-24 to 2026-11-23"),
        ("23/11/2026", "2026-11-23", "from: '23/11/2026' is no date; a date is written 2026-11-23"),
        ("2026-11-23", "2026-11-31", "to: '2026-11-31' is no date"),
        ("20261123", "2026-11-23", "from: '20261123' is no date"),
        ("2025-01-01", "2025-12-31", f"nothing to report for 2025-01-01 to 2025-12-31; it holds {DAY} to {DAY}"),
    ],
)
def test_an_impossible_or_empty_range_is_one_clear_error(
    store: Store, path: Path, date_from: str, date_to: str, sentence: str
) -> None:
    whole_day(store, 1, 2, DAY)
    with pytest.raises(ReportError) as figures_error:
        figures(path, Query(date_from, date_to))
    with pytest.raises(ReportError) as log_error:
        wait_log(path, date_from, date_to)
    assert sentence in str(figures_error.value) and str(figures_error.value) == str(log_error.value)


def test_no_day_at_all_is_said(store: Store, path: Path) -> None:
    for ask in (lambda: figures(path, Query(DAY, DAY)), lambda: end_of_day(path, DAY), lambda: last_day(path)):
        with pytest.raises(ReportError, match="no business day has been opened yet"):
            ask()


def test_an_unknown_group_is_said(store: Store, path: Path) -> None:
    with pytest.raises(ReportError, match="figures are by service, counter, clerk, hour, day, class; not by 'weather'"):
        figures(path, Query(DAY, DAY, "weather"))  # type: ignore[arg-type]


def test_no_database_and_a_strange_one_are_said(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    with pytest.raises(StoreError, match="there is no such file"):
        figures(path, Query(DAY, DAY))
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE accounts (name TEXT)")
    with pytest.raises(StoreError, match="not of this program's version"):
        figures(path, Query(DAY, DAY))
    path.write_bytes(b"no database at all, but long enough to look at it" * 20)
    with pytest.raises(StoreError, match="damaged or not a database"):
        figures(path, Query(DAY, DAY))


def test_the_office_in_force_is_the_one_applied_last(store: Store, path: Path) -> None:
    assert office(path) is None
    other = OfficeApplied(office=type(OFFICE)(**{name: getattr(OFFICE, name) for name in OFFICE.__struct_fields__}))
    store.commit(Batch(rows=[row(1, other, None), row(2, OfficeApplied(office=OFFICE), None)]))
    store.commit(Batch(rows=[row(3, DayOpened(day=DAY, date=DAY)), row(4, DayClosed(day=DAY, issued=0, unserved=0))]))
    assert office(path) == OFFICE


def test_reports_are_read_beside_a_running_store_and_cannot_write(store: Store, path: Path) -> None:
    whole_day(store, 1, 2, DAY)
    reading = wait_log(path, DAY, DAY)
    assert next(reading).number == "A-002"
    store.commit(tickets(50, 1))
    assert [one.number for one in reading] == ["A-003"]
    assert figures(path, Query(DAY, DAY)).total.legs == 1


class Plans:
    """How SQLite will find the rows of each statement that reads."""

    def __init__(self, path: Path) -> None:
        self.path, self.found = path, list[tuple[str, str]]()

    def listen(self, connection: object, cursor: object, statement: str, parameters: object, *_: object) -> None:
        if statement.startswith("SELECT"):
            for *_, detail in look(self.path, f"EXPLAIN QUERY PLAN {statement}", *parameters):  # type: ignore[misc]
                self.found.append((statement, str(detail)))


@pytest.fixture
def plans(path: Path) -> Iterator[Plans]:
    found = Plans(path)
    event.listen(Engine, "before_cursor_execute", found.listen)
    yield found
    event.remove(Engine, "before_cursor_execute", found.listen)


def test_no_report_reads_more_than_its_own_days(store: Store, path: Path, plans: Plans) -> None:
    """Flat by the plan, not by the clock: every big table is searched by its key, none is scanned."""
    whole_day(store, 1, 3, DAY, OfficeApplied(office=OFFICE))
    store.commit(Batch(tallies=[(DAY, by, "1", tally(leg(1))) for by in DIMENSIONS if by != "day"]))
    for by in DIMENSIONS:
        figures(path, Query(DAY, DAY, by))
    list(wait_log(path, DAY, DAY))
    end_of_day(path, DAY)
    office(path)
    big = [detail for _, detail in plans.found if any(f" {name}" in detail for name in ("journal", "legs", "tallies"))]
    assert set(big) == {
        "SEARCH tallies USING PRIMARY KEY (dimension=? AND day>? AND day<?)",
        "SEARCH legs USING PRIMARY KEY (ticket>? AND ticket<?)",
        "SEARCH journal USING INTEGER PRIMARY KEY (rowid=?)",
    }
