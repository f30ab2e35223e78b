"""Asking for a number, its paper, giving it back, a priority confirmed."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.office import Office, Series
from broker.core.state import dump
from tests.broker.core.hall import Hall, kinds
from tests.offices import DATE, all_week, small_office


def ask(**changes: Any) -> c.RequestTicket:
    asked: dict[str, Any] = {"request_id": "request-x", "service": "copy", "kiosk": "k1"}
    return c.RequestTicket(**(asked | changes))


def with_service(name: str, **changes: Any) -> Office:
    office = small_office()
    services = tuple(msgspec.structs.replace(s, **changes) if s.id == name else s for s in office.services)
    return msgspec.structs.replace(office, services=services)


def the_refusal(answer: tuple[e.Event, ...]) -> tuple[str, dict[str, str | int]]:
    (refused,) = answer
    assert isinstance(refused, e.CommandRefused)
    return refused.code, dict(refused.params)


# --- numbers ---------------------------------------------------------------------------------------------


def test_numbers_run_by_series_and_each_is_given_once() -> None:
    hall = Hall()
    assert [hall.take(service).number for service in ("copy", "sign", "land", "copy", "land")] == [
        "C-001", "C-002", "A-001", "C-003", "A-002",
    ]  # fmt: skip


def test_a_ticket_says_what_the_slip_says() -> None:
    hall = Hall()
    hall.take("sign")
    hall.take("land")
    (issued,) = hall.do(ask(class_id="elder", lang="en", quantity=3))
    assert isinstance(issued, e.TicketIssued)
    assert (issued.ticket, issued.number, issued.ahead) == (f"{DATE}.C-002", "C-002", 1)
    assert (issued.class_id, issued.lang, issued.quantity, issued.taken) == ("elder", "en", 3, hall.now)
    assert issued.wait_low_min is not None and issued.wait_high_min is not None
    assert 0 <= issued.wait_low_min < 6 < issued.wait_high_min <= 20  # one of six minutes before them, two counters


def test_the_same_request_gets_the_same_ticket_and_changes_nothing() -> None:
    hall = Hall()
    (first,) = hall.do(ask())
    hall.take()
    hall.pass_s(120)
    before = dump(hall.floor.state)
    assert hall.do(ask()) == (first,)
    assert dump(hall.floor.state) == before
    assert [event for _, event in hall.journal].count(first) == 1


@pytest.mark.parametrize("changes", [{"service": "land"}, {"kiosk": "k2"}])
def test_one_request_id_for_two_wishes_is_refused(changes: dict[str, str]) -> None:
    hall = Hall()
    hall.do(ask())
    assert the_refusal(hall.do(ask(**changes))) == ("request_used", {"request": "request-x"})


@pytest.mark.parametrize(
    ("changes", "refused", "params"),
    [
        ({"service": "lnd"}, "unknown_service", {"service": "lnd", "nearest": "land"}),
        ({"service": "xyzzy"}, "unknown_service", {"service": "xyzzy", "nearest": ""}),
        ({"kiosk": "k9"}, "unknown_kiosk", {"kiosk": "k9", "nearest": "k2"}),
        ({"class_id": "elders"}, "unknown_class", {"class": "elders", "nearest": "elder"}),
    ],
)
def test_what_the_office_does_not_have_is_named_with_the_nearest(
    changes: dict[str, str], refused: str, params: dict[str, str]
) -> None:
    got, told = the_refusal(Hall().do(ask(**changes)))
    assert got == refused
    assert told.pop(next(iter(params))) == params.pop(next(iter(params)))
    assert told["nearest"] == params["nearest"] or (refused == "unknown_kiosk" and told["nearest"] in ("k1", "k2"))


def test_stopped_services_give_no_numbers_until_resumed() -> None:
    hall = Hall()
    assert kinds(hall.do(c.StopIssuing(service="copy", reason="no more today"))) == ["IssuingStopped"]
    assert the_refusal(hall.do(ask())) == ("stopped", {"service": "copy"})
    assert kinds(hall.do(c.StopIssuing(service="copy"))) == ["IssuingStopped"]
    assert hall.take("sign").number == "C-001"
    assert kinds(hall.do(c.ResumeIssuing(service="copy"))) == ["IssuingResumed"]
    assert kinds(hall.do(c.ResumeIssuing(service="copy"))) == ["IssuingResumed"]
    assert hall.take("copy").number == "C-002"
    assert [type(event).__name__ for _, event in hall.journal].count("IssuingStopped") == 1
    for command in (c.StopIssuing(service="lnd"), c.ResumeIssuing(service="lnd")):
        assert the_refusal(hall.do(command)) == ("unknown_service", {"service": "lnd", "nearest": "land"})


def test_a_stop_does_not_take_back_a_number_that_was_given() -> None:
    hall = Hall()
    (first,) = hall.do(ask())
    hall.do(c.StopIssuing(service="copy"))
    assert hall.do(ask()) == (first,)


def test_the_cap_of_a_service_counts_its_own_numbers() -> None:
    hall = Hall(with_service("copy", daily_cap=2))
    hall.take("copy")
    hall.take("sign")
    hall.take("copy")
    assert the_refusal(hall.do(ask())) == ("full", {"service": "copy"})
    assert hall.take("sign").number == "C-004"


def test_a_row_of_numbers_ends() -> None:
    office = msgspec.structs.replace(small_office(), series=(Series(prefix="A"), Series(prefix="C", last=2)))
    hall = Hall(office)
    hall.take("copy")
    hall.take("sign")
    assert the_refusal(hall.do(ask())) == ("full", {"service": "copy"})
    assert hall.take("land").number == "A-001"


def test_a_service_that_nobody_works_today_gives_no_numbers() -> None:
    no_monday = all_week((450, 690))[1:]
    hall = Hall(with_service("copy", hours=((), *no_monday)))
    assert the_refusal(hall.do(ask())) == ("not_today", {"service": "copy"})
    assert hall.take("sign").number == "C-001"
    office = small_office()
    closed = msgspec.structs.replace(office.calendar, closures={DATE: {"vi": "Nghỉ"}})
    hall = Hall(msgspec.structs.replace(office, calendar=closed))
    assert the_refusal(hall.do(ask())) == ("not_today", {"service": "copy"})


def test_a_row_widened_over_numbers_that_a_kiosk_has_given_passes_them_over() -> None:
    office = msgspec.structs.replace(small_office(), series=(Series(prefix="A"), Series(prefix="C", last=800)))
    hall = Hall(office)
    for number in ("C-801", "C-802"):
        adopted = c.AdoptOffline(
            request_id=f"offline-{number}",
            number=number,
            service="copy",
            kiosk="k1",
            taken=hall.now,  # type: ignore[arg-type]
        )
        assert kinds(hall.do(adopted)) == ["TicketIssued", "TicketPrinted"]
    hall.floor.state.series_next["C"] = 801
    wider = msgspec.structs.replace(office, series=(Series(prefix="A"), Series(prefix="C", last=849)))
    hall.do(c.ApplyOffice(office=wider))
    assert hall.take("copy").number == "C-803"


# --- paper -----------------------------------------------------------------------------------------------


def test_a_ticket_is_called_when_its_paper_is_proven() -> None:
    hall = Hall()
    hall.put("1", "free")
    ticket = hall.take(printed=False)
    assert hall.desk("1").state == "free"
    assert kinds(hall.do(c.ReportPrinted(ticket=ticket.id))) == ["TicketPrinted"]
    assert hall.desk("1").ticket == ticket.id
    assert ticket.leg.printed == hall.now


def test_a_silent_printer_voids_nothing_after_ten_seconds_the_ticket_may_be_called_marked() -> None:
    hall = Hall()
    ticket = hall.take(printed=False)
    assert not hall.pass_s(9)
    assert kinds(hall.pass_s(1)) == ["PaperUnproven"]
    hall.key("1", "next")
    hall.key("1", "next")
    assert hall.desk("1").ticket == ticket.id
    assert "paper_unproven" in ticket.leg.marks
    hall.do(c.ReportPrinted(ticket=ticket.id))  # it comes late: then it is proven after all
    assert (ticket.paper, ticket.leg.marks) == ("proven", ())


def test_a_ticket_whose_paper_is_awaited_is_passed_over_and_comes_first_afterwards() -> None:
    hall = Hall()
    early = hall.take(printed=False)
    late = hall.take()
    hall.key("1", "next")
    hall.key("1", "next")
    assert hall.desk("1").ticket == late.id
    another = hall.take()
    hall.do(c.ReportPrinted(ticket=early.id))
    assert hall.order() == [early.number, another.number]


def test_only_a_final_failure_voids_and_the_number_is_not_given_again() -> None:
    hall = Hall()
    ticket = hall.take(printed=False)
    failed = c.ReportPrintFailed(ticket=ticket.id, reason="paper out", final=False)
    assert kinds(hall.do(failed)) == ["PrintFailed"]
    assert ticket.stage == "issued"
    final = c.ReportPrintFailed(ticket=ticket.id, reason="paper out", final=True)
    assert kinds(hall.do(final)) == ["TicketVoided"]
    assert (ticket.stage, ticket.outcome, ticket.leg.outcome) == ("ended", "voided", "voided")
    assert kinds(hall.do(final)) == ["TicketVoided"]  # said twice, done once
    assert [type(event).__name__ for _, event in hall.journal].count("TicketVoided") == 1
    assert hall.take().number == "C-002"


def test_proven_paper_cannot_be_voided_and_called_numbers_neither() -> None:
    hall = Hall()
    ticket = hall.take()
    failed = c.ReportPrintFailed(ticket=ticket.id, reason="paper out", final=True)
    assert the_refusal(hall.do(failed)) == ("printed", {"number": "C-001"})
    silent = hall.take(printed=False)
    hall.pass_s(10)
    hall.key("1", "next")
    hall.key("1", "next")
    hall.key("1", "start")
    hall.key("1", "next")
    assert hall.desk("1").ticket == silent.id
    called = the_refusal(hall.do(c.ReportPrintFailed(ticket=silent.id, reason="paper out", final=True)))
    assert called == ("e_taken", {"number": "C-002", "stage": "called", "counter": "1", "at": hall.now})
    assert hall.do(c.ReportPrintFailed(ticket=silent.id, reason="paper out", final=False)) == ()


def test_paper_reported_twice_or_too_late_is_no_error() -> None:
    hall = Hall()
    ticket = hall.take()
    rows = len(hall.journal)
    assert kinds(hall.do(c.ReportPrinted(ticket=ticket.id))) == ["TicketPrinted"]
    hall.do(c.GiveUpTicket(ticket=ticket.id))
    assert kinds(hall.do(c.ReportPrinted(ticket=ticket.id))) == ["TicketPrinted"]
    assert [type(event).__name__ for _, event in hall.journal[rows:]] == ["TicketGivenUp"]


@pytest.mark.parametrize(
    "command",
    [
        c.ReportPrinted(ticket=f"{DATE}.C-700"),
        c.ReportPrintFailed(ticket=f"{DATE}.C-700", reason="", final=True),
        c.GiveUpTicket(ticket=f"{DATE}.C-700"),
        c.ChangeClass(ticket=f"{DATE}.C-700", class_id="elder"),
        c.ReturnTicket(ticket=f"{DATE}.C-700"),
    ],
)
def test_a_ticket_that_is_not_there_is_refused(command: c.Command) -> None:
    assert the_refusal(Hall().do(command)) == ("unknown_ticket", {"ticket": f"{DATE}.C-700"})


# --- given back, priority -----------------------------------------------------------------------------------


def test_a_number_is_given_back_once() -> None:
    hall = Hall()
    ticket = hall.take()
    assert kinds(hall.do(c.GiveUpTicket(ticket=ticket.id))) == ["TicketGivenUp"]
    assert kinds(hall.do(c.GiveUpTicket(ticket=ticket.id))) == ["TicketGivenUp"]
    assert (ticket.stage, ticket.outcome, ticket.leg.outcome, ticket.leg.last) == (
        "ended",
        "given_up",
        "given_up",
        True,
    )
    assert hall.floor.waiting("copy") == 0
    assert hall.floor.state.tallies["service/copy"].given_up == 1


@pytest.mark.parametrize("state", ["calling", "serving"])
def test_a_number_that_is_at_a_counter_is_not_given_back(state: str) -> None:
    hall = Hall()
    ticket = hall.put("1", state)
    assert ticket is not None
    refused, params = the_refusal(hall.do(c.GiveUpTicket(ticket=ticket.id)))
    assert (refused, params["counter"]) == ("e_taken", "1")


def test_a_held_visit_that_is_given_up_counts_as_given_up() -> None:
    hall = Hall()
    ticket = hall.put("1", "serving")
    hall.press(c.HoldTicket, "1")
    assert ticket is not None
    hall.do(c.GiveUpTicket(ticket=ticket.id))
    figures = hall.floor.state.tallies["counter/1"]
    assert (figures.legs, figures.given_up, figures.served) == (1, 1, 0)
    assert ticket.leg.outcome == "given_up"


def test_a_priority_confirmed_moves_a_ticket_into_its_class() -> None:
    hall = Hall()
    first, second = hall.take(), hall.take()
    hall.jump(600)
    assert kinds(hall.do(c.ChangeClass(ticket=second.id, class_id="elder"))) == ["ClassChanged"]
    assert kinds(hall.do(c.ChangeClass(ticket=second.id, class_id="elder"))) == ["ClassChanged"]
    hall.key("1", "next")
    hall.key("1", "next")
    assert hall.desk("1").ticket == second.id
    assert second.leg.class_id == "elder"
    hall.do(c.GiveUpTicket(ticket=first.id))
    assert the_refusal(hall.do(c.ChangeClass(ticket=first.id, class_id="elder"))) == (
        "not_waiting", {"number": "C-001", "stage": "ended"},
    )  # fmt: skip
    refused, _ = the_refusal(hall.do(c.ChangeClass(ticket=second.id, class_id="old")))
    assert refused == "unknown_class"


def test_asking_again_for_a_number_that_is_void_says_so() -> None:
    hall = Hall()
    ticket = hall.take(printed=False)
    hall.do(c.ReportPrintFailed(ticket=ticket.id, reason="paper out", final=True))
    again = c.RequestTicket(request_id=ticket.request_id, service="copy", kiosk="k1")
    assert kinds(hall.do(again)) == ["TicketIssued", "TicketVoided"]
