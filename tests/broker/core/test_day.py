"""The office in force and its business day: opened, closed with everything ended, opened again."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.office import Counter, Office
from broker.core.decide import Stamp
from broker.core.floor import Changes, Floor
from broker.core.step import handle
from tests.broker.core.hall import Hall, code, kinds
from tests.offices import DATE, small_office, text


def refused(answer: tuple[e.Event, ...]) -> tuple[str, dict[str, str | int]]:
    (no,) = answer
    assert isinstance(no, e.CommandRefused), no
    return no.code, dict(no.params)


def busy() -> Hall:
    """One served, one called, one held, one absent, one waiting, one without paper, one done."""
    hall = Hall()
    hall.put("1", "serving")
    hall.key("1", "start")
    hall.take()
    hall.key("1", "next")
    hall.press(c.HoldTicket, "1")
    hall.take()
    hall.key("1", "next")
    hall.key("1", "recall")
    hall.pass_s(75)
    hall.key("1", "recall", long=True)
    hall.take()
    hall.key("1", "next")
    hall.key("1", "start")
    hall.put("2", "calling")
    hall.take("land")
    hall.take("land", printed=False)
    return hall


# --- closing ----------------------------------------------------------------------------------------------


def test_closing_ends_every_visit_and_shuts_every_counter() -> None:
    hall = busy()
    answer = hall.do(c.CloseDay())
    assert [each for each in kinds(answer) if each != "CallDropped"] == [
        "ServiceFinished", "CounterShut", "TicketReleased", "CounterShut",
        "TicketClosed", "TicketClosed", "TicketClosed", "TicketClosed", "DayClosed",
    ]  # fmt: skip
    closed = {event.ticket.rpartition(".")[2] for event in answer if isinstance(event, e.TicketClosed)}
    assert closed == {"C-002", "C-005", "A-001", "A-002"}
    (*_, day) = answer
    assert day == e.DayClosed(day=DATE, issued=7, unserved=4)
    assert {desk.state for desk in hall.floor.state.desks.values()} == {"shut"}
    assert (hall.floor.state.day, hall.floor.state.tickets) == (None, {})


def test_at_closing_every_call_was_heard_or_is_dropped_with_a_reason() -> None:
    hall = Hall()
    heard, unheard = hall.take(), hall.take()
    hall.put("1", "calling")
    assert kinds(hall.say(heard)) == ["CallSpoken"]
    hall.put("2", "calling")
    hall.key("2", "recall")
    hall.do(c.CloseDay())
    dropped = [event for _, event in hall.journal if isinstance(event, e.CallDropped)]
    assert [(event.call_id.partition("/")[0], event.zone) for event in dropped] == [(unheard.id, "hall")] * 2
    assert {event.reason for event in dropped} == {"no loudspeaker reported it"}


def test_a_service_cut_off_by_closing_has_no_outcome_and_no_measured_end() -> None:
    hall = busy()
    hall.do(c.CloseDay())
    leg = hall.changes.legs[(f"{DATE}.C-004", 1)]
    assert (leg.outcome, leg.dossiers, leg.last) == ("not_recorded", 0, True)
    assert "end_implied" in leg.marks
    served = hall.floor.state.tallies["service/copy"]
    assert served.summary("service").count == 1  # only the one that was finished


def test_who_was_left_over_is_in_the_log_as_closed() -> None:
    hall = busy()
    hall.do(c.CloseDay())
    outcomes = {leg.number: leg.outcome for leg in hall.changes.legs.values()}
    assert outcomes == {
        "C-001": "accepted", "C-002": "closed", "C-003": "no_show", "C-004": "not_recorded", "C-005": "closed",
        "A-001": "closed", "A-002": "closed",
    }  # fmt: skip
    assert hall.floor.state.tallies["counter/-"].closed == 3


def test_without_a_day_nothing_is_given_called_or_closed() -> None:
    hall = Hall()
    ticket = hall.take()
    hall.do(c.CloseDay())
    for command in (
        c.CloseDay(),
        c.RequestTicket(request_id="request-9", service="copy", kiosk="k1"),
        c.GiveUpTicket(ticket=ticket.id),
        c.ReportPrinted(ticket=ticket.id),
    ):
        assert code(hall.do(command)) == "no_day"
    assert code(hall.key("1", "next")) == "no_day"
    assert not hall.jump(86_400)


def test_a_repeated_request_of_the_closed_day_gets_its_number_of_then() -> None:
    hall = Hall()
    (first,) = hall.do(c.RequestTicket(request_id="request-x", service="copy", kiosk="k1"))
    hall.do(c.CloseDay())
    hall.jump(86_400)
    hall.do(c.OpenDay(date="2026-11-24"))
    (again,) = hall.do(c.RequestTicket(request_id="request-x", service="copy", kiosk="k1"))
    assert again == first
    assert not hall.floor.state.tickets


# --- opening ----------------------------------------------------------------------------------------------


def test_a_new_day_begins_its_numbers_anew() -> None:
    hall = Hall()
    hall.take()
    hall.do(c.CloseDay())
    hall.jump(86_400)
    assert hall.do(c.OpenDay(date="2026-11-24")) == (e.DayOpened(day="2026-11-24", date="2026-11-24"),)
    assert hall.take().id == "2026-11-24.C-001"
    assert hall.floor.state.given == {"copy": 1}


def test_a_day_closed_by_mistake_goes_on_under_a_letter_with_its_numbers() -> None:
    hall = Hall()
    hall.take()
    offline = c.AdoptOffline(request_id="offline-1", number="C-801", service="copy", kiosk="k1", taken=hall.now)  # type: ignore[arg-type]
    hall.do(offline)
    hall.do(c.CloseDay())
    assert hall.do(c.OpenDay(date=DATE)) == (e.DayOpened(day=f"{DATE}b", date=DATE, reopened=True),)
    assert hall.take().id == f"{DATE}b.C-002"
    assert hall.floor.state.reserved_used == {"k1": {"C": 801}}
    hall.do(c.CloseDay())
    assert hall.do(c.OpenDay(date=DATE))[0].day == f"{DATE}c"  # type: ignore[attr-defined]
    assert not hall.floor.state.tallies


def test_requests_of_both_parts_of_a_reopened_day_are_remembered() -> None:
    hall = Hall()
    hall.take()
    hall.do(c.CloseDay())
    hall.do(c.OpenDay(date=DATE))
    hall.take()
    hall.do(c.CloseDay())
    hall.do(c.OpenDay(date="2026-11-24"))
    answers = [
        hall.do(c.RequestTicket(request_id=f"request-{n}", service="copy", kiosk="k1"))[0].ticket
        for n in (1, 2)  # type: ignore[attr-defined]
    ]
    assert answers == [f"{DATE}.C-001", f"{DATE}b.C-002"]


def test_opening_twice_is_opening_once() -> None:
    hall = Hall()
    assert kinds(hall.do(c.OpenDay(date=DATE))) == ["DayOpened"]
    assert [type(event).__name__ for _, event in hall.journal].count("DayOpened") == 1
    assert refused(hall.do(c.OpenDay(date="2026-11-24"))) == ("day_open", {"day": DATE})


@pytest.mark.parametrize(
    ("date", "code_", "params"),
    [
        ("2026-11-22", "day_past", {"date": "2026-11-22", "last": DATE}),
        ("2026-02-30", "bad_date", {"date": "2026-02-30"}),
        ("2026-13-01", "bad_date", {"date": "2026-13-01"}),
    ],
)
def test_a_day_that_is_past_or_none_is_refused(date: str, code_: str, params: dict[str, Any]) -> None:
    hall = Hall()
    hall.do(c.CloseDay())
    assert refused(hall.do(c.OpenDay(date=date))) == (code_, params)


def test_a_date_is_closed_and_opened_again_no_more_often_than_there_are_letters() -> None:
    hall = Hall()
    for _ in range(25):
        hall.do(c.CloseDay())
        assert kinds(hall.do(c.OpenDay(date=DATE))) == ["DayOpened"]
    hall.do(c.CloseDay())
    assert code(hall.do(c.OpenDay(date=DATE))) == "day_past"


def test_before_an_office_nothing_is_possible() -> None:
    floor, changes = Floor(), Changes()
    for command in (c.OpenDay(date=DATE), c.StopIssuing(service="copy"), c.SetTraining(on=True)):
        assert code(handle(floor, command, Stamp(0), changes).answer) == "no_office"  # type: ignore[arg-type]


# --- the office --------------------------------------------------------------------------------------------


def without(office: Office, kind: str, name: str) -> Office:
    left = tuple(each for each in getattr(office, kind) if each.id != name)
    return msgspec.structs.replace(office, **{kind: left})


def test_the_same_office_again_changes_nothing() -> None:
    hall = Hall()
    rows = len(hall.journal)
    assert kinds(hall.do(c.ApplyOffice(office=small_office()))) == ["OfficeApplied"]
    assert len(hall.journal) == rows


def test_an_office_may_grow_during_the_day() -> None:
    hall = Hall()
    hall.put("1", "serving")
    office = hall.office
    more = Counter(id="4", name=text("Quầy 4"), services=("copy",), number=4)
    hall.do(c.ApplyOffice(office=msgspec.structs.replace(office, counters=(*office.counters, more))))
    hall.take()
    hall.key("4", "next")
    assert kinds(hall.key("4", "next")) == ["TicketCalled"]
    assert hall.desk("1").state == "serving"


def test_what_is_in_use_is_not_taken_away() -> None:
    hall = Hall()
    hall.put("1", "ready")
    hall.put("3", "calling")
    office = without(without(hall.office, "counters", "1"), "services", "land")
    left = tuple(msgspec.structs.replace(each, services=("copy",)) for each in office.counters)
    office = msgspec.structs.replace(office, counters=left)
    assert refused(hall.do(c.ApplyOffice(office=office))) == ("in_use", {"what": "counter 1, service land"})
    assert hall.floor.book is not None
    assert "land" in hall.floor.book.services


def test_a_counter_that_somebody_was_sent_to_is_not_taken_away() -> None:
    hall = Hall()
    hall.put("1", "serving")
    hall.press(c.TransferTicket, "1", to_counter="2")
    office = without(hall.office, "counters", "2")
    assert refused(hall.do(c.ApplyOffice(office=office))) == ("in_use", {"what": "counter 2"})


def test_a_service_with_numbers_of_today_keeps_its_row() -> None:
    hall = Hall()
    hall.take("copy")
    services = tuple(
        msgspec.structs.replace(each, series="A") if each.id == "copy" else each for each in hall.office.services
    )
    office = msgspec.structs.replace(hall.office, services=services)
    assert refused(hall.do(c.ApplyOffice(office=office))) == ("in_use", {"what": "series of copy"})


def test_a_shut_counter_may_go_and_is_remembered_as_gone_until_it_comes_back() -> None:
    hall = Hall()
    hall.do(c.ApplyOffice(office=without(hall.office, "counters", "3")))
    assert "3" not in hall.floor.state.desks
    assert hall.floor.state.gone_counters == ["3"]
    hall.do(c.ApplyOffice(office=small_office()))
    assert (hall.floor.state.gone_counters, hall.desk("3").state) == ([], "shut")


def test_a_zone_that_is_no_more_is_remembered_as_gone() -> None:
    office = small_office()
    upstairs = tuple(msgspec.structs.replace(each, zone="upstairs") for each in office.counters)
    hall = Hall(msgspec.structs.replace(office, counters=upstairs))
    hall.do(c.ApplyOffice(office=office))
    assert hall.floor.state.gone_zones == ["upstairs"]


def test_a_class_that_is_no_more_counts_as_ordinary() -> None:
    hall = Hall()
    elder = hall.take(class_id="elder")
    classes = tuple(each for each in hall.office.classes if each.id != "elder")
    hall.do(c.ApplyOffice(office=msgspec.structs.replace(hall.office, classes=classes)))
    hall.put("1", "ready")
    hall.key("1", "next")
    assert hall.desk("1").ticket == elder.id
    assert hall.floor.class_of(elder).id == "ordinary"
