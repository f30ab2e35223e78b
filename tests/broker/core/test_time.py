"""What time does by itself, and a clock that was wrong."""

from __future__ import annotations

import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.ids import InstantMs
from broker.core.due import due, next_due
from broker.core.evolve import evolve
from broker.core.floor import Floor
from broker.core.state import dump, load
from tests.broker.core.hall import Hall, kinds
from tests.offices import small_office

HOUR = 3_600_000


def in_s(hall: Hall) -> float | None:
    """Seconds until something is due."""
    at = next_due(hall.floor)
    return None if at is None else (at - hall.now) / 1000


# --- next due ----------------------------------------------------------------------------------------------


def test_nothing_is_due_where_nothing_waits() -> None:
    assert next_due(Floor()) is None
    hall = Hall()
    assert in_s(hall) is None
    hall.put("1", "calling")
    assert in_s(hall) is None
    hall.do(c.CloseDay())
    assert in_s(hall) is None


def test_the_first_of_all_that_time_does_is_due() -> None:
    hall = Hall(small_office(auto_free_s=7))
    hall.put("3", "free")
    assert in_s(hall) == 600
    hall.put("2", "serving")
    hall.press(c.HoldTicket, "2", return_after_s=120)
    assert in_s(hall) == 120
    hall.take("land", printed=False)
    hall.pass_s(2)
    hall.take("land", printed=False)
    assert in_s(hall) == 8
    hall.put("1", "serving")
    hall.key("1", "start")
    assert in_s(hall) == 7
    hall.pass_s(6)
    assert not due(hall.floor, InstantMs(hall.now))
    assert kinds(tuple(due(hall.floor, InstantMs(hall.now + 1000)))) == ["CounterFreed"]


@pytest.mark.parametrize("seconds", [5, 10, 60, 600])
def test_one_leap_does_for_visitors_what_many_steps_do(seconds: int) -> None:
    stages = []
    for leap in (True, False):
        hall = Hall()
        hall.put("2", "serving")
        hall.press(c.HoldTicket, "2", return_after_s=60)
        hall.take("land", printed=False)
        if leap:
            hall.jump(seconds)
        else:
            hall.pass_s(seconds)
        stages.append([ticket.stage for ticket in hall.floor.state.tickets.values()])
    assert stages[0] == stages[1]


def test_after_an_hour_away_the_lamp_asks_before_the_counter_is_paused() -> None:
    hall = Hall()
    hall.put("1", "free")
    assert kinds(hall.jump(3600)) == ["FreeAsked"]
    assert in_s(hall) == 60


def test_what_is_due_is_due_again_after_a_restart() -> None:
    hall = Hall()
    hall.put("1", "free")
    hall.take("land", printed=False)
    assert next_due(Floor(load(dump(hall.floor.state)))) == next_due(hall.floor)


# --- a clock that was wrong ------------------------------------------------------------------------------------


def correct(hall: Hall, offset_ms: int) -> None:
    """Engine time was off by so much."""
    hall.now += offset_ms
    event = e.ClockCorrected(offset_ms=offset_ms)
    evolve(hall.floor, event, InstantMs(hall.now), hall.changes)
    hall.journal.append((hall.now, event))


@pytest.mark.parametrize("offset_ms", [HOUR, -HOUR, 2_500])
def test_the_order_of_the_queue_is_kept_and_newcomers_stand_behind(offset_ms: int) -> None:
    hall = Hall()
    for _ in range(3):
        hall.take()
        hall.pass_s(60)
    hall.put("2", "serving")
    hall.press(c.HoldTicket, "2")
    correct(hall, offset_ms)
    newcomer = hall.take()
    hall.do(c.ReturnTicket(ticket=hall.ticket("C-001").id))
    assert hall.order() == ["C-001", "C-002", "C-003", "C-004", newcomer.number]


def test_a_late_comer_after_the_clock_was_put_back_overtakes_nobody() -> None:
    hall = Hall()
    hall.put("1", "calling")
    hall.key("1", "recall")
    hall.pass_s(75)
    hall.key("1", "recall", long=True)
    hall.take()
    hall.pass_s(5)
    correct(hall, -HOUR)
    hall.do(c.ReturnTicket(ticket=hall.ticket("C-001").id))
    assert hall.order() == ["C-002", "C-001"]


@pytest.mark.parametrize("offset_ms", [HOUR, -HOUR])
def test_waits_and_services_across_it_are_true_and_marked(offset_ms: int) -> None:
    hall = Hall()
    ended = hall.put("1", "serving")
    hall.pass_s(60)
    hall.key("1", "start")
    waiting, other = hall.take("copy"), hall.put("3", "serving")
    hall.pass_s(120)
    correct(hall, offset_ms)
    hall.pass_s(60)
    hall.key("1", "next")
    hall.key("3", "start")
    assert ended is not None and other is not None
    assert (waiting.leg.wait_clock_ms, waiting.leg.marks) == (180_000, ("clock_corrected",))
    assert other.leg.end is not None and other.leg.start is not None
    assert (other.leg.end - other.leg.start, other.leg.marks) == (180_000, ("clock_corrected",))
    assert ended.leg.marks == ()
    assert hall.floor.state.tallies["counter/3"].summary("service").max_s == 180


@pytest.mark.parametrize("offset_ms", [HOUR, -HOUR])
def test_no_timer_runs_out_or_stands_still_because_of_it(offset_ms: int) -> None:
    hall = Hall()
    called = hall.put("3", "calling")
    hall.put("2", "serving")
    hall.press(c.HoldTicket, "2", return_after_s=300)
    hall.put("1", "free")
    hall.take("land", printed=False)
    hall.key("3", "recall")
    hall.pass_s(5)
    correct(hall, offset_ms)
    assert in_s(hall) == 5
    assert kinds(hall.pass_s(5)) == ["PaperUnproven"]
    assert in_s(hall) == 290
    assert called is not None
    hall.pass_s(64)
    assert kinds(hall.key("3", "recall", long=True)) == ["CommandRefused"]
    hall.pass_s(1)
    assert kinds(hall.key("3", "recall", long=True)) == ["TicketMissed"]
    assert kinds(hall.pass_s(225)) == ["TicketReturned", "TicketCalled"]
    assert hall.ticket("C-001").leg.hold_ms == 300_000


def test_a_press_before_it_cannot_be_taken_back_after_it() -> None:
    hall = Hall()
    hall.put("1", "serving")
    hall.key("1", "start")
    correct(hall, -HOUR)
    (refused,) = hall.key("1", "start", long=True)
    assert isinstance(refused, e.CommandRefused)
    assert refused.code == "nothing_to_undo"


def test_what_a_person_said_by_the_clock_on_the_wall_stays() -> None:
    hall = Hall()
    hall.put("1", "ready")
    until = InstantMs(hall.now + HOUR)
    hall.press(c.PauseCounter, "1", until=until)
    correct(hall, HOUR)
    assert hall.desk("1").until == until


def test_the_index_is_true_after_it() -> None:
    hall = Hall()
    for service in ("copy", "land", "sign"):
        hall.take(service)
        hall.take(service, printed=False)
    hall.put("2", "serving")
    hall.press(c.TransferTicket, "2", to_counter="3", service="land")
    correct(hall, -HOUR)
    anew = Floor(hall.floor.state)
    assert {key: line for key, line in hall.floor.lines.items() if line} == anew.lines
    assert (hall.floor.directed, list(hall.floor.pending)) == (anew.directed, list(anew.pending))
