"""How long somebody waited: by the clock, and in the hours in which counters work."""

from __future__ import annotations

import msgspec
import pytest

from broker.contract import commands as c
from broker.core.legs import Leg
from broker.core.state import Ticket
from tests.broker.core.hall import Hall
from tests.offices import SEVEN, all_week, small_office

MINUTE = 60_000


def called(hall: Hall, ticket: Ticket, counter: str = "1") -> Leg:
    hall.key(counter, "next")
    hall.key(counter, "next")
    assert hall.desk(counter).ticket == ticket.id
    return ticket.leg


@pytest.mark.parametrize(
    ("taken", "at", "clock_min", "work_min"),
    [
        ((7, 2), (7, 31), 29, 1),  # taken before the counters open
        ((7, 2), (7, 20), 18, 0),  # called before they should be open
        ((8, 0), (8, 25), 25, 25),
        ((11, 20), (13, 40), 140, 20),  # lunch does not count
        ((11, 40), (13, 35), 115, 5),  # taken during lunch
        ((16, 40), (17, 30), 50, 20),  # called after hours
    ],
)
def test_a_wait_by_the_clock_and_in_working_time(
    taken: tuple[int, int], at: tuple[int, int], clock_min: int, work_min: int
) -> None:
    hall = Hall()
    hall.now = SEVEN + (taken[0] - 7) * 60 * MINUTE + taken[1] * MINUTE
    ticket = hall.take()
    hall.at(*at)
    leg = called(hall, ticket)
    assert (leg.wait_clock_ms, leg.wait_work_ms) == (clock_min * MINUTE, work_min * MINUTE)
    assert (leg.taken, leg.began, leg.first_call) == (ticket.taken, ticket.taken, hall.now)


def test_a_counter_with_hours_of_its_own_counts_by_them() -> None:
    office = small_office()
    counters = (msgspec.structs.replace(office.counters[0], hours=all_week((480, 690))), *office.counters[1:])
    hall = Hall(msgspec.structs.replace(office, counters=counters))
    ticket = hall.take()
    hall.at(8, 10)
    assert called(hall, ticket).wait_work_ms == 10 * MINUTE


def test_the_wait_ends_with_the_first_call_not_with_the_last() -> None:
    hall = Hall()
    ticket = hall.take()
    hall.pass_s(60)
    leg = called(hall, ticket)
    hall.pass_s(30)
    hall.key("1", "recall")
    assert (leg.wait_clock_ms, leg.calls) == (60_000, 2)
    assert leg.first_call is not None and leg.last_call is not None
    assert leg.last_call - leg.first_call == 30_000


def test_walk_and_service_are_apart_and_the_visit_is_all_of_it() -> None:
    hall = Hall()
    ticket = hall.take()
    hall.pass_s(120)
    called(hall, ticket)
    hall.pass_s(25)
    hall.key("1", "start")
    hall.pass_s(300)
    hall.key("1", "start")
    figures = hall.floor.state.tallies["service/copy"]
    medians = {name: figures.summary(name).median_s for name in ("wait_work", "wait_clock", "walk", "service", "total")}  # type: ignore[arg-type]
    assert medians == {"wait_work": 120, "wait_clock": 120, "walk": 25, "service": 300, "total": 445}


def test_the_share_within_the_target_counts_who_gave_up_and_who_was_sent_home() -> None:
    hall = Hall()
    quick, slow, gone = hall.take(), hall.take(), hall.take()
    hall.take()
    called(hall, quick)
    hall.key("1", "start")
    hall.jump(16 * 60)
    hall.key("1", "next")
    assert hall.desk("1").ticket == slow.id
    hall.key("1", "start")
    hall.key("1", "start")
    hall.do(c.GiveUpTicket(ticket=gone.id))
    figures = dict(hall.floor.state.tallies)
    hall.do(c.CloseDay())
    day = figures["service/copy"]
    assert (day.called, day.in_target, day.given_up, day.closed) == (2, 1, 1, 1)
    assert day.share_in_target == 1 / 4


def test_figures_are_kept_by_service_counter_clerk_hour_and_class() -> None:
    hall = Hall()
    hall.press(c.OpenCounter, "1")
    hall.press(c.SignIn, "1", clerk="lan")
    hall.at(9, 5)
    ticket = hall.take(class_id="elder")
    hall.key("1", "next")
    hall.key("1", "start")
    hall.key("1", "start")
    hall.do(c.GiveUpTicket(ticket=hall.take("land").id))
    keys = {key for key, tally in hall.floor.state.tallies.items() if tally.legs}
    assert keys == {
        "service/copy", "counter/1", "clerk/lan", "hour/09", "class/elder",
        "service/land", "counter/-", "clerk/-", "class/ordinary",
    }  # fmt: skip
    assert ticket.leg.outcome == "accepted"


def test_a_void_number_measures_nothing() -> None:
    hall = Hall()
    ticket = hall.take(printed=False)
    hall.do(c.ReportPrintFailed(ticket=ticket.id, reason="paper out", final=True))
    figures = hall.floor.state.tallies["service/copy"]
    assert (figures.legs, figures.voided, figures.called, figures.share_in_target) == (1, 1, 0, None)


def test_a_second_leg_waits_from_its_own_beginning() -> None:
    hall = Hall()
    ticket = hall.take()
    hall.pass_s(300)
    called(hall, ticket)
    hall.key("1", "start")
    hall.pass_s(120)
    hall.press(c.TransferTicket, "1", service="land")
    hall.pass_s(40)
    leg = called(hall, ticket, "3")
    assert (leg.leg, leg.wait_clock_ms, leg.taken) == (2, 40_000, ticket.taken)
    first = hall.changes.legs[(ticket.id, 1)]
    assert (first.wait_clock_ms, first.end) == (300_000, hall.now - 40_000)
