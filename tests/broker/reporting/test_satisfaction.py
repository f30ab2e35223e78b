"""Satisfaction as managers see it: whole months that are over, and never few enough to be somebody's."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import msgspec
import pytest

from broker.contract.office import Question, Rating
from broker.store.ratings import Rating as Given
from broker.store.ratings import RatingStore
from tests.broker.reporting.sample import store_sample
from tests.broker.reporting.test_command import made, report
from tests.broker.store.offices import OFFICE

pytestmark = pytest.mark.edge
RULES = Rating(on=True, reasons=(Question(id="waited", text={"vi": "Chờ lâu", "en": "Long wait"}),))
ONE, OTHER = (each.id for each in OFFICE.services)
#: A service that the office has no more.
THIRD = "gone"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """November is over, December's first day is closed."""
    folder = tmp_path_factory.mktemp("satisfaction")
    office = msgspec.structs.replace(OFFICE, rating=RULES)
    store_sample(folder / "office.db", office, ("2026-11-23", "2026-12-01"), count=3)
    store = RatingStore.open(folder / "ratings.db")
    given = [(ONE, 1)] * 7 + [(ONE, 2), (ONE, 3), (ONE, 4)] + [(OTHER, 2)] * 2 + [(THIRD, 4)] * 3
    for at, (service, mark) in enumerate(given):
        counter, reasons = str(1 + at % 3), ("waited",) if mark == 4 or at < 2 else ()
        store.count(Given(f"2026-11-{23 + at % 4}", 8 + at % 2, service, counter, {"satisfaction": mark}, reasons))
    for _ in range(9):
        store.count(Given("2026-12-01", 8, ONE, "1", {"satisfaction": 4}))
    return folder / "office.db"


def found(database: Path, tmp_path: Path, *more: str) -> dict[str, object]:
    loaded: dict[str, object] = json.loads(made(database, tmp_path, "--satisfaction", *more, "--format", "json"))
    return loaded


def test_the_newest_month_that_is_over_is_meant(database: Path, tmp_path: Path) -> None:
    told = found(database, tmp_path)
    assert (told["month"], told["by"]) == ("2026-11", "service")
    (whole,) = told["whole"]  # type: ignore[misc]
    assert (whole["marks"], whole["by_mark"]) == (15, {"1": 7, "2": 3, "3": 1, "4": 4})
    assert whole["share_satisfied"] == pytest.approx(10 / 15)
    assert told["reasons"] == {"waited": 6}


def test_groups_of_few_marks_are_told_together(database: Path, tmp_path: Path) -> None:
    groups = found(database, tmp_path)["groups"]
    assert [(each["keys"], each["marks"]) for each in groups] == [([ONE], 10), (sorted((OTHER, THIRD)), 5)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("by", ["counter", "hour"])
def test_by_counter_and_hour_no_group_is_small(database: Path, tmp_path: Path, by: str) -> None:
    groups = found(database, tmp_path, "--by", by)["groups"]
    counted = [each["marks"] for each in groups]  # type: ignore[attr-defined]
    assert sum(counted) == 15
    assert min(counted) >= 5


def test_a_month_that_is_not_over_is_not_told(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(database, "--satisfaction", "2026-12") == 2
    assert "from 2027-01-01 on" in capsys.readouterr().err


@pytest.mark.parametrize(("wrong", "why"), [("2026-13", "no month"), ("november", "no month")])
def test_a_month_that_is_none_is_said(database: Path, capsys: pytest.CaptureFixture[str], wrong: str, why: str) -> None:
    assert report(database, "--satisfaction", wrong) == 2
    assert why in capsys.readouterr().err


def test_it_is_told_by_nothing_that_names_a_person(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(database, "--satisfaction", "--by", "clerk") == 2
    assert "not by 'clerk'" in capsys.readouterr().err


def test_the_table_speaks_the_readers_language(database: Path, tmp_path: Path) -> None:
    vi = made(database, tmp_path, "--satisfaction", "2026-11").decode()
    en = made(database, tmp_path, "--satisfaction", "2026-11", "--lang", "en").decode()
    assert all(each in vi for each in ("Mức độ hài lòng", "Tháng 11/2026", "Rất hài lòng", "Chờ lâu", "67 %"))
    assert all(each in en for each in ("Satisfaction", "November 2026", "Very satisfied", "Long wait"))


def test_too_few_marks_are_not_told_at_all(database: Path, tmp_path: Path) -> None:
    assert "Chưa đủ 5 đánh giá" in made(database, tmp_path, "--satisfaction", "2026-10").decode()


def test_the_table_for_other_programs_has_the_whole_last(database: Path, tmp_path: Path) -> None:
    lines = list(
        csv.DictReader(io.StringIO(made(database, tmp_path, "--satisfaction", "--format", "csv").decode("utf-8-sig")))
    )
    assert [(each["service"], each["marks"]) for each in lines] == [
        (ONE, "10"), (" ".join(sorted((OTHER, THIRD))), "5"), ("", "15"),
    ]  # fmt: skip


def test_an_office_that_never_asked_has_nothing_to_tell(database: Path, tmp_path: Path) -> None:
    none = ("--ratings", str(tmp_path / "none.db"))
    assert "Chưa đủ" in made(database, tmp_path, "--satisfaction", *none).decode()
    assert not (tmp_path / "none.db").exists()


def test_the_page_says_in_words_what_its_bars_show(database: Path, tmp_path: Path) -> None:
    page = made(database, tmp_path, "--satisfaction", "--format", "html").decode()
    assert all(each in page for each in ("Tháng 11/2026", "7 · 3 · 1 · 4", "67 %", "Chờ lâu", "Rất hài lòng: 7"))
    assert "<script" not in page
