"""The counts of marks: nothing in the file is one rating, and no figure shows one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.store import StoreError
from broker.store.ratings import Rating, RatingStore, _shown, read_marks, read_reasons

pytestmark = pytest.mark.edge

DAY, NEXT = "2026-11-23", "2026-11-24"


def rating(mark: int = 1, counter: str = "1", hour: int = 8, service: str = "copy", *reasons: str) -> Rating:
    return Rating(DAY, hour, service, counter, {"satisfaction": mark}, reasons)


def given_marks(path: Path, *ratings: Rating) -> RatingStore:
    store = RatingStore.open(path)
    for each in ratings:
        store.count(each)
    return store


def test_marks_are_counted_by_hour_service_and_counter_apart(tmp_path: Path) -> None:
    path = tmp_path / "ratings.db"
    given_marks(path, *[rating(1)] * 4, *[rating(4, "2", 9)] * 3)
    (whole,) = read_marks(path, DAY, DAY, today=NEXT)
    assert (whole.by_mark, whole.total, whole.keys) == ({1: 4, 4: 3}, 7, ("",))
    tables = sqlite3.connect(path).execute("SELECT sql FROM sqlite_master WHERE type = 'table'").fetchall()
    assert len(tables) == 2
    assert all("WITHOUT ROWID" in sql for (sql,) in tables)
    rows = sqlite3.connect(path).execute("SELECT DISTINCT dimension FROM marks").fetchall()
    assert sorted(each for (each,) in rows) == ["all", "counter", "hour", "service"]


def test_the_same_marks_in_another_order_make_the_same_rows(tmp_path: Path) -> None:
    """What can be read of the file says nothing of who was first."""
    ratings = [rating(n % 4 + 1, str(n % 3), 8 + n % 2, "copy", *(["wait"] if n % 4 > 1 else [])) for n in range(30)]
    dumps = []
    for name, these in (("one", ratings), ("other", ratings[::-1])):
        given_marks(tmp_path / name, *these)
        driver = sqlite3.connect(tmp_path / name)
        dumps.append([driver.execute(f"SELECT * FROM {table}").fetchall() for table in ("marks", "reasons")])
    assert dumps[0] == dumps[1]


def test_no_log_of_commits_lies_beside_the_file(tmp_path: Path) -> None:
    given_marks(tmp_path / "ratings.db", *[rating()] * 6)
    beside = {each.name: each.stat().st_size for each in tmp_path.iterdir()}
    assert beside.keys() <= {"ratings.db", "ratings.db-journal"}
    assert beside.get("ratings.db-journal", 0) == 0


def test_fewer_than_five_are_not_told_and_the_open_day_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "ratings.db"
    store = given_marks(path, *[rating(1, "1", 8, "copy", "wait")] * 4)
    assert read_marks(path, DAY, DAY, today=NEXT) == []
    assert read_reasons(path, DAY, DAY, today=NEXT) == {}
    store.count(rating(2, "1", 8, "copy", "wait", "other"))
    assert read_marks(path, DAY, DAY, today=NEXT)[0].by_mark == {1: 4, 2: 1}
    assert read_reasons(path, DAY, DAY, today=NEXT) == {"wait": 5}
    assert read_marks(path, DAY, DAY, today=DAY) == []
    assert read_marks(tmp_path / "none.db", DAY, DAY, today=NEXT) == []


def test_groups_with_too_few_are_put_together_so_that_nobody_finds_them_by_subtraction(tmp_path: Path) -> None:
    path = tmp_path / "ratings.db"
    given_marks(path, *[rating(1, "1")] * 9, *[rating(1, "2")] * 6, rating(4, "3"))
    groups = read_marks(path, DAY, DAY, today=NEXT, dimension="counter")
    assert [(each.keys, each.by_mark) for each in groups] == [(("1",), {1: 9}), (("2", "3"), {1: 6, 4: 1})]


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.dictionaries(st.integers(1, 4), st.integers(1, 9), min_size=1)))
def test_every_group_told_has_five_and_all_of_it_is_told_or_none(groups: dict[str, dict[int, int]]) -> None:
    told = _shown("q", groups, 5)
    assert all(each.total >= 5 for each in told)
    whole = sum(sum(each.values()) for each in groups.values())
    assert sum(each.total for each in told) == (whole if whole >= 5 else 0)
    keys = [key for each in told for key in each.keys]
    assert sorted(keys) == sorted(groups if whole >= 5 else [])


def test_what_fails_counts_nothing_and_names_no_mark(tmp_path: Path) -> None:
    path = tmp_path / "ratings.db"
    store = given_marks(path, *[rating()] * 5)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError) as failed:
        store.count(Rating(DAY, 8, "copy", "1", {"satisfaction": 4, "speed": 3}, ("rude",)))
    assert "satisfaction" not in str(failed.value)
    assert "rude" not in str(failed.value)
    other.execute("ROLLBACK")
    assert read_marks(path, DAY, DAY, today=NEXT)[0].by_mark == {1: 5}


@pytest.mark.parametrize("spoil", [b"no database at all, but long enough to be read as one" * 40])
def test_a_file_that_is_something_else_is_refused(tmp_path: Path, spoil: bytes) -> None:
    path = tmp_path / "ratings.db"
    path.write_bytes(spoil)
    with pytest.raises(StoreError, match=r"ratings\.db"):
        RatingStore.open(path)


def test_a_file_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ratings.db"
    sqlite3.connect(path).execute("PRAGMA user_version=2")
    with pytest.raises(StoreError, match="newer"):
        RatingStore.open(path)
