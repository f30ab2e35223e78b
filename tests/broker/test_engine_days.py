"""Days that open and close by the calendar, and a wall clock that is believed or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
import pytest

from broker.client.clock import FixedClock
from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.ids import InstantMs
from broker.contract.office import Office
from broker.core import hours
from broker.core.state import State
from broker.daybook import TOLERANCE_MS, Daybook
from broker.store import StoreError
from tests.engines import HandClock, Room, same
from tests.offices import DATE, all_week, small_office

HOUR = 3_600_000


@dataclass
class Wall:
    """A wall clock that is moved by hand, and may or may not be believed."""

    now: int = 0
    proven: bool = True
    daybook: Daybook = field(init=False)

    def __post_init__(self) -> None:
        self.daybook = Daybook(True, True, lambda: self.proven, lambda: InstantMs(self.now))


def at(hour: int, minute: int = 0, date: str = DATE) -> InstantMs:
    return hours.at_minute(date, hour * 60 + minute)


# --- when days open and close (pure) --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "now", "wanted"),
    [
        (State(), at(6, 44), []),  # a quarter of an hour before the kiosks begin at seven
        (State(), at(6, 45), [c.OpenDay(date=DATE)]),
        (State(), at(16, 49), [c.OpenDay(date=DATE)]),
        (State(), at(16, 50), []),  # the kiosks end
        (State(last_date=DATE, last_day=DATE), at(9), []),  # closed by somebody: it stays closed
        (State(last_date="2026-11-22"), at(9), [c.OpenDay(date=DATE)]),
        (State(day=DATE, date=DATE), at(9), []),
        (State(day=DATE, date=DATE), at(18, 59), []),
        (State(day=DATE, date=DATE), at(19), [c.CloseDay()]),  # two hours after the last counter
        (State(day=DATE, date=DATE), at(3, date="2026-11-24"), [c.CloseDay()]),  # the power was off at closing
        (State(day="2026-11-24", date="2026-11-24"), at(9), []),  # a clock behind closes nothing
        (State(last_date="2026-11-24", last_day="2026-11-24"), at(9), []),  # ... and opens nothing
    ],
)
def test_the_calendar_opens_and_closes_days(state: State, now: InstantMs, wanted: list[c.Command]) -> None:
    state.office = small_office()
    assert Wall().daybook.wanted(state, now) == wanted


def test_unproven_time_opens_and_closes_no_day_by_itself() -> None:
    office = small_office()
    for state in (State(office=office), State(office=office, day=DATE, date=DATE)):
        assert Wall(proven=False).daybook.wanted(state, at(20)) == []
        assert Wall(proven=False).daybook.wanted(state, at(9)) == []


def test_time_given_by_hand_opens_the_day_though_nobody_has_proven_the_wall_clock() -> None:
    daybook = Daybook(automatic=True, follow_wall=False, proven=lambda: False)
    assert daybook.wanted(State(office=small_office()), at(9)) == [c.OpenDay(date=DATE)]


def holiday(office: Office) -> Office:
    calendar = msgspec.structs.replace(office.calendar, closures={DATE: {"vi": "Nghỉ lễ"}})
    return msgspec.structs.replace(office, calendar=calendar)


def sundays_off(office: Office) -> Office:
    counters = (*all_week((450, 690))[:6], ())
    return msgspec.structs.replace(office, calendar=msgspec.structs.replace(office.calendar, counters=counters))


@pytest.mark.parametrize(
    ("office", "date", "opens"),
    [
        (holiday(small_office()), DATE, False),
        (sundays_off(small_office()), "2026-11-22", False),
        (sundays_off(small_office()), DATE, True),
    ],
)
def test_days_off_are_not_opened(office: Office, date: str, opens: bool) -> None:
    wanted = Wall().daybook.wanted(State(office=office), at(9, date=date))
    assert bool(wanted) == opens


def test_an_office_that_opens_days_by_hand_is_left_alone() -> None:
    assert Daybook(proven=lambda: True).wanted(State(office=small_office()), at(9)) == []
    assert Wall().daybook.wanted(State(), at(9)) == []


@pytest.mark.parametrize(
    ("off_ms", "proven", "moved"),
    [
        (0, True, 0),
        (TOLERANCE_MS, True, 0),
        (TOLERANCE_MS + 1, True, TOLERANCE_MS + 1),
        (-HOUR, True, -HOUR),
        (HOUR, False, 0),
    ],
)
def test_a_wall_clock_is_followed_when_it_is_proven_and_off(off_ms: int, proven: bool, moved: int) -> None:
    wall = Wall(now=at(9) + off_ms, proven=proven)
    assert wall.daybook.clock_offset(FixedClock(at(9))) == moved
    assert Daybook(wall=lambda: InstantMs(0)).clock_offset(FixedClock(at(9))) == 0


# --- in the engine ------------------------------------------------------------------------------------------------


@pytest.mark.edge
def test_a_day_opens_closes_and_opens_by_itself(new_room: Callable[..., Room]) -> None:
    wall = Wall(now=at(8))
    wall.daybook.follow_wall = False
    room = new_room(daybook=wall.daybook, clock=HandClock(at(8)))
    room.take()
    room.clock.correct(11 * HOUR)
    room.pass_s(1)
    assert (room.engine.floor.state.day, room.engine.floor.state.last_day) == (None, DATE)
    room.clock.correct(12 * HOUR)
    room.pass_s(1)
    assert room.engine.floor.state.day == "2026-11-24"
    days = [event for event in room.events() if isinstance(event, e.DayOpened | e.DayClosed)]
    assert [type(each).__name__ for each in days] == ["DayOpened", "DayClosed", "DayOpened"]
    assert room.take().ticket == "2026-11-24.C-001"


@pytest.mark.edge
@pytest.mark.parametrize("step_ms", [HOUR, -HOUR])
def test_an_hour_off_and_back_is_two_corrections_and_the_queue_as_it_was(
    new_room: Callable[..., Room], step_ms: int
) -> None:
    wall = Wall(now=at(8))
    wall.daybook.automatic = False
    room = new_room(daybook=wall.daybook, clock=HandClock(at(8)))
    numbers = [room.take().number for _ in range(3)]
    for step in (step_ms, -step_ms):
        wall.now += step
        for _ in range(3):
            wall.now += 1000
            room.pass_s(1)
    corrected = [event.offset_ms for event in room.events() if isinstance(event, e.ClockCorrected)]
    assert corrected == [step_ms, -step_ms]
    tickets = room.engine.floor.state.tickets.values()
    assert [each.number for each in sorted(tickets, key=lambda each: each.place)] == numbers
    assert all(each.leg.marks == ("clock_corrected",) for each in tickets)
    assert room.clock.now_ms() == at(8) + 6000
    assert same(room.state(), room.replayed())
    anchor = room.store.anchor()
    assert anchor is not None
    assert anchor[0] == at(8) + 3000 + 1000  # as of the second correction


YEAR = 365 * 24 * HOUR


@pytest.mark.edge
def test_a_clock_a_year_back_and_put_right_again_leaves_the_day_and_the_queue_as_they_were(
    new_room: Callable[..., Room],
) -> None:
    wall = Wall(now=at(8))
    room = new_room(daybook=wall.daybook, clock=HandClock(at(8)))
    numbers = [room.take().number for _ in range(2)]
    for step in (-YEAR, YEAR):
        wall.now += step
        for _ in range(3):
            wall.now += 1000
            room.pass_s(1)
        assert room.engine.floor.state.day == DATE
        numbers.append(room.take().number)
        shown = {each.code for each in room.status(room.topics.alerts).troubles}
        assert ("clock" in shown) == (step < 0), "a date before the day that is open is told to the office"
    assert [each.number for each in sorted(room.engine.floor.state.tickets.values(), key=lambda t: t.place)] == numbers
    assert not [event for event in room.events() if isinstance(event, e.DayClosed | e.CommandRefused)]
    assert same(room.state(), room.replayed())


@pytest.mark.edge
def test_a_clock_that_is_behind_the_last_day_opens_no_day_and_fills_no_journal(new_room: Callable[..., Room]) -> None:
    wall = Wall(now=at(8))
    room = new_room(daybook=wall.daybook, clock=HandClock(at(8)))
    room.engine.submit(c.CloseDay())
    wall.now -= YEAR
    room.pass_s(1)
    rows = len(room.events())
    for _ in range(20):
        wall.now += 1000
        room.pass_s(1)
    assert len(room.events()) == rows
    assert room.engine.floor.state.day is None
    assert {each.code for each in room.status(room.topics.alerts).troubles} == {"clock"}


@pytest.mark.edge
def test_a_correction_that_is_not_stored_is_none_and_comes_later(
    new_room: Callable[..., Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    wall = Wall(now=at(8))
    wall.daybook.automatic = False
    room = new_room(daybook=wall.daybook, clock=HandClock(at(8)))
    room.take()
    before = room.state()
    with monkeypatch.context() as patch:

        def full(_batch: object) -> None:
            raise StoreError("the disk is full")

        patch.setattr(room.store, "commit", full)
        wall.now += HOUR + 1000
        room.pass_s(1)
        assert room.clock.now_ms() == at(8) + 1000
        assert same(room.state(), before)
    wall.now += 1000
    room.pass_s(1)
    assert room.clock.now_ms() == at(8) + HOUR + 2000
    assert [event.offset_ms for event in room.events() if isinstance(event, e.ClockCorrected)] == [HOUR]


@pytest.mark.edge
def test_an_anchor_that_is_not_stored_is_stored_at_a_later_beat(
    new_room: Callable[..., Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    wall = Wall(now=at(8))
    wall.daybook.automatic = False
    room = new_room(daybook=wall.daybook, clock=HandClock(at(8)))
    kept = room.store.anchor()
    with monkeypatch.context() as patch:

        def full(_ms: int, _s: float) -> None:
            raise StoreError("the disk is full")

        patch.setattr(room.store, "set_anchor", full)
        wall.now += HOUR + 1000
        room.pass_s(1)
        assert room.clock.now_ms() == at(8) + HOUR + 1000
    assert room.store.anchor() == kept
    wall.now += 1000
    room.pass_s(1)
    anchor = room.store.anchor()
    assert anchor is not None
    assert anchor[0] >= at(8) + HOUR
