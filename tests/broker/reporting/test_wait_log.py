import csv
import io
from typing import get_args

import pytest

from assets import translation
from broker.contract.commands import Outcome
from broker.core import hours
from broker.core.legs import Leg
from broker.core.measures import NOT_SERVED
from broker.reporting import wait_log_csv
from tests.broker.reporting.sample import DAY, sample_legs
from tests.broker.store.offices import OFFICE

TAKEN = hours.at_minute(DAY, 7 * 60 + 2)
LEG = Leg(
    ticket=f"{DAY}.C-007", leg=2, day=DAY, number="C-007", service="copies", class_id="elder", kiosk="kiosk-1",
    taken=TAKEN, began=TAKEN + 60_000, printed=TAKEN + 2_000, first_call=TAKEN + 2_400_000, last_call=TAKEN + 2_430_000,
    calls=2, start=TAKEN + 2_445_500, end=TAKEN + 3_000_000, counter="1", clerk="lan", outcome="accepted", last=True,
    dossiers=3, hold_ms=5_000, wait_clock_ms=2_340_000, wait_work_ms=720_000, marks=("paper_unproven", "named"),
)  # fmt: skip


def rows(legs: list[Leg], lang: str = "en", *, bom: bool = False, office: object = OFFICE) -> list[dict[str, str]]:
    out = io.BytesIO()
    wait_log_csv(legs, out, office, lang, bom=bom)  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))


def test_a_leg_is_one_row_in_local_time_and_seconds() -> None:
    assert rows([LEG]) == [
        {
            "Day": DAY, "Number": "C-007", "Leg": "2", "Service": "Certified copies", "Class": "Elderly",
            "Kiosk": "Kiosk 1", "Taken": f"{DAY} 07:02:00", "Wait began": f"{DAY} 07:03:00",
            "Printed": f"{DAY} 07:02:02", "First call": f"{DAY} 07:42:00", "Last call": f"{DAY} 07:42:30",
            "Calls": "2", "Start": f"{DAY} 07:42:45", "End": f"{DAY} 07:52:00", "Counter": "Counter 1",
            "Clerk": "Trần Thị Lan", "Outcome": "Accepted", "Dossiers": "3", "Wait (working time), s": "720",
            "Wait (by the clock), s": "2340", "Time on hold, s": "5", "Walk to the counter, s": "45",
            "Service time, s": "554", "Marks": "Paper unproven; Called by number",
        }
    ]  # fmt: skip


def test_what_has_not_happened_or_was_not_measured_is_empty() -> None:
    waiting = Leg(
        ticket=f"{DAY}.C-008", leg=1, day=DAY, number="C-008", service="gone", class_id="ordinary", kiosk="gone",
        taken=TAKEN, began=TAKEN,
    )  # fmt: skip
    (row,) = rows([waiting])
    assert (row["Service"], row["Kiosk"]) == ("gone", "gone")
    empty = {"Printed", "First call", "Start", "End", "Counter", "Clerk", "Outcome", "Wait (working time), s", "Marks"}
    assert {row[name] for name in empty} == {""}


def test_an_implied_start_gives_no_walk_and_no_service() -> None:
    (row,) = rows(
        [Leg(**{**{name: getattr(LEG, name) for name in LEG.__struct_fields__}, "marks": ("start_implied",)})]
    )
    assert (row["Walk to the counter, s"], row["Service time, s"]) == ("", "")
    assert row["Wait (working time), s"] == "720"


def test_the_log_speaks_vietnamese_and_knows_how_spreadsheets_read() -> None:
    out = io.BytesIO()
    wait_log_csv([LEG], out, OFFICE)
    assert out.getvalue().startswith("\N{ZERO WIDTH NO-BREAK SPACE}Ngày,Số,Lượt thứ,Thủ tục,".encode())
    assert "Đã tiếp nhận hồ sơ" in out.getvalue().decode()


def test_legs_are_written_as_they_come() -> None:
    out, seen = io.BytesIO(), []

    def legs() -> "object":
        for leg in sample_legs(OFFICE, count=3):
            seen.append(out.getvalue().count(b"\r\n"))
            yield leg

    wait_log_csv(legs(), out, OFFICE, "en")  # type: ignore[arg-type]
    assert seen == [1, 2, 3]
    assert len(rows(sample_legs(OFFICE, count=3))) == 3


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_outcome_and_every_mark_has_its_words(lang: str) -> None:
    texts = translation(lang)
    for outcome in {*get_args(Outcome), *NOT_SERVED}:
        assert texts.text(f"ended.{outcome}")
    documented = (Leg.__doc__ or "").partition("must know:")[2].strip(" .\n").replace("\n", " ").split(",")
    for mark in documented:
        assert texts.text(f"mark.{mark.strip()}")
