"""Numbers for the coming session, the end of the present one, and what is late for it."""

from __future__ import annotations

import msgspec
import pytest

from broker.contract import commands as c
from broker.contract.events import ClockCorrected
from broker.contract.ids import InstantMs
from broker.core import estimate, sessions
from broker.core.decide.offers import ahead
from broker.core.due import next_due
from broker.core.evolve import evolve
from broker.core.floor import Floor
from broker.core.state import dump, load
from tests.broker.core.hall import Hall, code
from tests.offices import SEVEN, all_week, small_office

MINUTE_MS = 60_000
#: Counters work 07:30 - 11:30 and 13:30 - 17:00.
LUNCH, AFTERNOON, CLOSE = (SEVEN + minutes * MINUTE_MS for minutes in (270, 390, 600))


def test_an_afternoon_number_waits_for_the_afternoon_with_its_paper_in_hand() -> None:
    hall = Hall()
    ticket = hall.take("copy", session="next")
    assert (ticket.stage, ticket.paper, ticket.not_before, ticket.place[0]) == (
        "issued",
        "proven",
        AFTERNOON,
        AFTERNOON,
    )
    hall.key("1", "next")
    hall.key("1", "next")
    assert hall.desk("1").state == "free"
    assert next_due(hall.floor) is not None
    hall.put("3", "ready")
    assert code(hall.press(c.CallThis, "2", ticket=ticket.id, reason="asked")) == "shut"
    hall.key("1", "pause", long=True)
    hall.at(13, 29)
    assert ticket.stage == "issued"
    hall.at(13, 30)
    assert ticket.stage == "waiting"


def test_morning_numbers_go_first_and_do_not_count_the_afternoon() -> None:
    hall = Hall()
    later = [hall.take("copy", session="next") for _ in range(3)]
    morning = hall.take("copy")
    assert (morning.ahead, hall.floor.waiting("copy"), ahead(hall.floor, "copy", hall.now)) == (0, 1, 1)
    assert [each.ahead for each in later] == [0, 1, 2]
    assert morning.place < later[0].place
    assert (morning.wait_high_min or 0) < 60 < (later[0].wait_low_min or 0)
    hall.at(13, 30)
    assert hall.order() == [morning.number, *(each.number for each in later)]


def test_at_its_time_all_of_them_come_at_once_in_their_order() -> None:
    hall = Hall()
    ordinary = hall.take("copy", session="next")
    elder = hall.take("copy", session="next", class_id="elder")
    hall.key("1", "next")
    hall.at(13, 28)
    hall.key("1", "next")
    hall.at(13, 30)
    assert (ordinary.stage, elder.stage) == ("called", "waiting")
    assert hall.desk("1").ticket == ordinary.id


def test_an_unproven_paper_does_not_bring_the_afternoon_forward() -> None:
    hall = Hall()
    ticket = hall.take("copy", session="next", printed=False)
    hall.pass_s(11)
    assert (ticket.stage, ticket.paper) == ("issued", "unproven")
    hall.do(c.ReportPrinted(ticket=ticket.id))
    assert (ticket.stage, ticket.paper) == ("issued", "proven")
    assert next_due(hall.floor) == AFTERNOON


def test_with_the_session_the_break_or_the_day_over_there_is_no_later_session() -> None:
    hall = Hall()
    hall.at(12)
    ask = c.RequestTicket(request_id="request-x", service="copy", kiosk="k1", session="next")
    assert code(hall.do(ask)) == "no_session"
    assert hall.take("copy").not_before is None


def test_a_service_breaks_only_when_all_its_counters_do() -> None:
    office = small_office()
    through = msgspec.structs.replace(office.counters[0], hours=all_week((450, 1020)))
    hall = Hall(msgspec.structs.replace(office, counters=(through, *office.counters[1:])))
    assert sessions.sessions(hall.floor, "copy") == ((SEVEN + 30 * MINUTE_MS, CLOSE),)
    assert sessions.sessions(hall.floor, "land") == ((SEVEN + 30 * MINUTE_MS, LUNCH), (AFTERNOON, CLOSE))
    assert code(hall.do(c.RequestTicket(request_id="request-x", service="copy", kiosk="k1", session="next"))) == (
        "no_session"
    )


@pytest.mark.parametrize("moved_s", [-1800, 1800])
def test_a_corrected_clock_does_not_move_the_afternoon(moved_s: int) -> None:
    hall = Hall()
    ticket = hall.take("copy", session="next")
    hall.now += moved_s * 1000
    evolve(hall.floor, ClockCorrected(offset_ms=moved_s * 1000), InstantMs(hall.now), hall.changes)
    assert (ticket.place[0], ticket.not_before, next_due(hall.floor)) == (AFTERNOON, AFTERNOON, AFTERNOON)


def test_a_restart_knows_whose_time_has_not_come() -> None:
    hall = Hall()
    hall.take("copy", session="next")
    anew = Floor(load(dump(hall.floor.state)))
    assert (anew.timed, anew.later, next_due(anew)) == (hall.floor.timed, hall.floor.later, AFTERNOON)


def test_a_given_up_afternoon_number_is_forgotten() -> None:
    hall = Hall()
    ticket = hall.take("copy", session="next")
    hall.do(c.GiveUpTicket(ticket=ticket.id))
    assert (hall.floor.timed, next_due(hall.floor), ahead(hall.floor, "copy", CLOSE)) == ([], None, 0)


# --- late ---------------------------------------------------------------------------------------------------


def late(hall: Hall, service: str = "copy") -> bool:
    session = sessions.present(hall.floor, service, hall.now)
    assert session is not None
    return estimate.too_late(hall.floor, service, hall.now, *session)


def test_it_is_late_when_the_greater_wait_and_the_service_end_after_the_session() -> None:
    hall = Hall()
    hall.put("1", "free")
    hall.at(11, 23)
    assert not late(hall)
    hall.at(11, 25)
    assert late(hall)


def test_people_ahead_make_it_late_earlier() -> None:
    hall = Hall()
    hall.put("1", "ready")
    hall.at(10)
    assert not late(hall)
    for _ in range(12):
        hall.take("copy")
    assert late(hall)
