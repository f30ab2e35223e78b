"""Numbers that a kiosk gave while cut off: adopted once, at their time, and the paper stands."""

from __future__ import annotations

from typing import Any

import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.core.state import dump
from tests.broker.core.hall import Hall, code, kinds
from tests.offices import DATE


def adopt(hall: Hall, **changes: Any) -> c.AdoptOffline:
    report: dict[str, Any] = {
        "request_id": "offline-1", "number": "C-801", "service": "copy", "kiosk": "k1", "taken": hall.now - 60_000,
    }  # fmt: skip
    return c.AdoptOffline(**(report | changes))


def the_issued(answer: tuple[e.Event, ...]) -> e.TicketIssued:
    found = [event for event in answer if isinstance(event, e.TicketIssued)]
    assert len(found) == 1
    return found[0]


def test_an_offline_number_joins_at_the_time_of_its_taking_with_its_paper() -> None:
    hall = Hall()
    hall.pass_s(600)
    online = hall.take()
    answer = hall.do(adopt(hall, class_id="elder", quantity=2, lang="en"))
    assert kinds(answer) == ["TicketIssued", "TicketPrinted"]
    issued = the_issued(answer)
    assert (issued.offline, issued.uncertain, issued.taken) == (True, False, hall.now - 60_000)
    assert (issued.class_id, issued.quantity, issued.lang) == ("elder", 2, "en")
    assert hall.order() == ["C-801", online.number]
    assert hall.floor.state.reserved_used == {"k1": {"C": 801}}


def test_it_leaves_the_engines_own_row_alone() -> None:
    hall = Hall()
    hall.take()
    hall.do(adopt(hall))
    assert hall.take().number == "C-002"


def test_said_again_it_is_the_same_ticket_even_after_it_was_served() -> None:
    hall = Hall()
    first = hall.do(adopt(hall))
    hall.put("1", "ready")
    for key in ("next", "start", "start"):
        hall.key("1", key)  # type: ignore[arg-type]
    before = dump(hall.floor.state)
    again = hall.do(adopt(hall))
    assert kinds(again) == ["TicketIssued", "TicketPrinted"]
    assert the_issued(again).ticket == the_issued(first).ticket
    assert dump(hall.floor.state) == before


def test_a_request_that_arrives_after_its_paper_was_adopted_gets_that_paper() -> None:
    hall = Hall()
    hall.do(adopt(hall))
    (answer,) = hall.do(c.RequestTicket(request_id="offline-1", service="copy", kiosk="k1"))
    assert isinstance(answer, e.TicketIssued)
    assert answer.number == "C-801"


@pytest.mark.parametrize("stage", ["issued", "waiting", "called"])
def test_the_number_the_engine_had_given_is_superseded(stage: str) -> None:
    hall = Hall()
    if stage == "called":
        hall.put("1", "free")
    own = hall.take(printed=stage != "issued")
    assert own.stage == stage
    answer = hall.do(adopt(hall, request_id=own.request_id))
    released = ["TicketReleased"] if stage == "called" else []
    assert kinds(answer) == [*released, "TicketVoided", "TicketIssued", "TicketPrinted"]
    assert (own.stage, own.outcome) == ("ended", "voided")
    assert [event.reason for event in answer if isinstance(event, e.TicketVoided)] == ["superseded"]
    assert hall.ticket("C-801").stage == "waiting"
    assert hall.desk("1").ticket is None
    assert hall.do(c.RequestTicket(request_id=own.request_id, service="copy", kiosk="k1"))[0].ticket == f"{DATE}.C-801"  # type: ignore[attr-defined]


@pytest.mark.parametrize("keys", [["start"], ["start", "start"]])
def test_a_number_that_was_served_is_not_superseded(keys: list[c.Key]) -> None:
    hall = Hall()
    own = hall.put("1", "calling")
    assert own is not None
    for key in keys:
        hall.key("1", key)
    assert code(hall.do(adopt(hall, request_id=own.request_id))) == "request_used"
    assert "C-801" not in {each.number for each in hall.floor.state.tickets.values()}


def test_a_number_voided_for_its_paper_is_replaced_without_voiding_it_again() -> None:
    hall = Hall()
    own = hall.take(printed=False)
    hall.do(c.ReportPrintFailed(ticket=own.id, reason="paper out", final=True))
    assert kinds(hall.do(adopt(hall, request_id=own.request_id))) == ["TicketIssued", "TicketPrinted"]


def test_one_request_has_one_paper() -> None:
    hall = Hall()
    hall.do(adopt(hall))
    assert code(hall.do(adopt(hall, number="C-802"))) == "request_used"
    assert code(hall.do(adopt(hall, request_id="offline-2"))) == "number_taken"


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"number": "C-001"}, "not_reserved"),  # the engine's own
        ({"number": "C-850"}, "not_reserved"),  # of the other kiosk
        ({"number": "A-801"}, "not_reserved"),  # of another service's row
        ({"number": "C-0801"}, "not_reserved"),
        ({"number": "C801"}, "not_reserved"),
        ({"number": "X-801"}, "not_reserved"),
        ({"number": "C-801", "training": True}, "not_reserved"),  # a real number is no number of training
        ({"number": "X-001", "training": True}, "not_reserved"),  # the engine's own in training
        ({"kiosk": "k3"}, "unknown_kiosk"),
        ({"service": "lnd"}, "unknown_service"),
        ({"class_id": "old"}, "unknown_class"),
    ],
)
def test_what_the_kiosk_may_not_give_is_refused(changes: dict[str, Any], refused: str) -> None:
    hall = Hall()
    assert code(hall.do(adopt(hall, **changes))) == refused
    assert not hall.floor.state.tickets


def test_a_training_number_given_while_cut_off_stays_in_training() -> None:
    hall = Hall()
    hall.put("1", "free")
    answer = hall.do(adopt(hall, number="X-801", training=True))
    assert kinds(answer) == ["TicketIssued", "TicketPrinted"]
    assert hall.desk("1").state == "free"
    assert hall.floor.state.given == {}
    assert hall.take().number == "C-001"


@pytest.mark.parametrize(
    ("ahead_s", "uncertain", "at_s", "marked"),
    [
        (-60, False, -60, False),
        (-60, True, -60, True),  # the kiosk was started again in between
        (3600, False, 0, True),  # its clock ran ahead: nobody takes a number in the future
        (-86_400, False, -600, False),  # before the day was opened: its place is the opening
    ],
)
def test_the_place_lies_between_opening_and_now(ahead_s: int, uncertain: bool, at_s: int, marked: bool) -> None:
    hall = Hall()
    hall.jump(600)
    report = adopt(hall, taken=hall.now + ahead_s * 1000, uncertain=uncertain)
    issued = the_issued(hall.do(report))
    assert (issued.place_ms - hall.now, issued.uncertain) == (at_s * 1000, marked)
    assert ("time_uncertain" in hall.ticket("C-801").leg.marks) == marked


def test_a_report_that_comes_after_the_day_was_opened_again_is_the_same_ticket() -> None:
    hall = Hall()
    hall.do(adopt(hall))
    hall.do(c.CloseDay())
    hall.do(c.OpenDay(date=DATE))
    assert kinds(hall.do(adopt(hall))) == ["TicketIssued", "TicketPrinted"]
    assert not hall.floor.state.tickets


def test_without_an_open_day_nothing_is_adopted() -> None:
    hall = Hall()
    hall.do(c.CloseDay())
    assert code(hall.do(adopt(hall))) == "no_day"
