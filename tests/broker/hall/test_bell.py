"""What is said by the clock, from the calendar of an office."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from broker.contract.office import Calendar, Counter, Office, WeekHours
from broker.hall.bell import LATEST_MS, due, zone_spans
from broker.hall.sentences import Notice, NoticeKind
from tests.display.boards import office as small

KINDS: tuple[NoticeKind, ...] = ("open", "closing15", "lunch", "end")
DAY: WeekHours = (((450, 690), (810, 1_020)),) * 5 + (((450, 690),), ())
KIOSK: WeekHours = (((420, 675), (780, 990)),) * 5 + (((420, 675),), ())


def office(**calendar: object) -> Office:
    base = small()
    two = tuple(msgspec.structs.replace(each, hours=None) for each in base.counters)
    return msgspec.structs.replace(
        base,
        counters=two,
        calendar=Calendar(counters=DAY, kiosk=KIOSK, **calendar),  # type: ignore[arg-type]
    )


def at(time: str, day: str = "2026-11-23") -> int:
    return int(dt.datetime.fromisoformat(f"{day}T{time}+07:00").timestamp() * 1_000)


def of_day(office: Office, day: str = "2026-11-23", zone: str = "hall") -> list[tuple[str, Notice]]:
    """Every notice of a day, by the minute in which it first is due."""
    found: dict[str, tuple[str, Notice]] = {}
    for minute in range(24 * 60):
        time = f"{minute // 60:02}:{minute % 60:02}"
        for notice in due(office, zone, at(time, day), KINDS, ("vi",)):
            found.setdefault(notice.notice_id, (time, notice))
    return list(found.values())


def test_a_working_day_has_its_notices_each_once() -> None:
    told = [(time, notice.kind, notice.session, notice.resume_at) for time, notice in of_day(office())]
    assert told == [
        ("07:30", "open", "morning", ""),
        ("11:00", "closing15", "morning", ""),
        ("11:30", "lunch", "morning", "13:30"),
        ("13:30", "open", "afternoon", ""),
        ("16:15", "closing15", "afternoon", ""),
        ("17:00", "end", "afternoon", ""),
    ]


def test_on_a_saturday_the_morning_is_all() -> None:
    told = [(time, notice.kind) for time, notice in of_day(office(), "2026-11-28")]
    assert told == [("07:30", "open"), ("11:00", "closing15"), ("11:30", "end")]


@pytest.mark.parametrize("day", ["2026-11-29", "2026-11-24"])
def test_on_a_day_off_nothing_is_said(day: str) -> None:
    assert of_day(office(closures={"2026-11-24": {"vi": "Nghỉ"}}), day) == []


def test_a_day_with_hours_of_its_own_counts_back_from_its_end() -> None:
    told = [(time, notice.kind) for time, notice in of_day(office(extra={"2026-11-29": ((480, 660),)}), "2026-11-29")]
    assert told == [("08:00", "open"), ("10:30", "closing15"), ("11:00", "end")]


def test_a_zone_has_the_hours_of_its_own_counters() -> None:
    yard = Counter(id="quay-9", name={"vi": "Quầy 9"}, services=(), zone="yard", hours=(((540, 600),),) * 7)
    both = msgspec.structs.replace(office(), counters=(*office().counters, yard))
    assert zone_spans(both, "yard", dt.date(2026, 11, 23)) == [(540, 600)]
    assert [time for time, _ in of_day(both, zone="yard")] == ["09:00", "09:30", "10:00"]
    assert of_day(both, zone="nowhere") == []


def test_it_is_due_for_two_minutes_and_has_the_same_name_all_the_time() -> None:
    names = set()
    for late_ms in (0, 999, 59_999, LATEST_MS - 1):
        (notice,) = due(office(), "hall", at("11:30") + late_ms, KINDS, ("vi",))
        assert notice.made_at_ms == at("11:30")
        names.add(notice.notice_id)
    assert len(names) == 1
    assert due(office(), "hall", at("11:30") + LATEST_MS, KINDS, ("vi",)) == []
    assert due(office(), "hall", at("11:30") - 1, KINDS, ("vi",)) == []


def test_only_what_is_asked_for_is_said_in_every_language() -> None:
    assert due(office(), "hall", at("07:30"), KINDS[2:3], ("vi",)) == []
    found = due(office(), "hall", at("07:30"), KINDS, ("vi", "en"))
    assert [(each.kind, each.lang) for each in found] == [("open", "vi"), ("open", "en")]
    assert len({each.notice_id for each in found}) == 2
