"""Slips that a kiosk prints for others: asked once, done once; only a proven paper changes the ticket."""

from __future__ import annotations

import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.core.evolve.slips import KEPT
from broker.retained.slips import slips_of
from tests.broker.core.hall import Hall, code, kinds


def ask(hall: Hall, ticket: str, kiosk: str = "k2") -> e.SlipAsked:
    (asked,) = hall.do(c.PrintSlip(ticket=ticket, kiosk=kiosk, reason="lost"))
    assert isinstance(asked, e.SlipAsked), asked
    return asked


def test_a_kiosk_is_asked_once_and_its_report_ends_it() -> None:
    hall = Hall()
    ticket = hall.take()
    asked = ask(hall, ticket.id)
    assert (asked.ticket, asked.kiosk, asked.again, asked.reason) == (ticket.id, "k2", True, "lost")
    rows = len(hall.journal)
    assert ask(hall, ticket.id).job == asked.job
    assert len(hall.journal) == rows
    other = ask(hall, ticket.id, "k1")
    assert other.job != asked.job
    assert list(hall.floor.state.slips) == [asked.job, other.job]
    assert kinds(hall.do(c.ReportSlip(job=asked.job, printed=True))) == ["SlipDone"]
    assert list(hall.floor.state.slips) == [other.job]
    assert code(hall.do(c.ReportSlip(job=asked.job, printed=True))) == "unknown_slip"
    assert ask(hall, ticket.id).job not in (asked.job, other.job)


def test_a_slip_that_came_out_proves_the_paper_of_a_ticket_without_one() -> None:
    hall = Hall()
    ticket = hall.take(printed=False)
    job = ask(hall, ticket.id).job
    assert kinds(hall.do(c.ReportSlip(job=job, printed=True))) == ["SlipDone", "TicketPrinted"]
    assert (ticket.paper, ticket.stage) == ("proven", "waiting")


def test_a_slip_that_failed_voids_nothing_and_silence_goes_on() -> None:
    hall = Hall()
    ticket = hall.take(printed=False)
    job = ask(hall, ticket.id).job
    assert hall.do(c.ReportSlip(job=job, printed=False, reason="paper out")) == (
        e.SlipDone(job=job, printed=False, reason="paper out"),
    )
    assert (ticket.stage, ticket.paper) == ("issued", "pending")
    hall.pass_s(10)
    assert (ticket.stage, ticket.paper) == ("waiting", "unproven")


@pytest.mark.parametrize(
    ("command", "refused"),
    [
        (c.PrintSlip(ticket="2026-11-23.C-777", kiosk="k1"), "unknown_ticket"),
        (c.PrintSlip(ticket="2026-11-23.C-001", kiosk="k9"), "unknown_kiosk"),
        (c.PrintSlip(ticket="2026-11-23.C-002", kiosk="k1"), "e_taken"),
        (c.ReportSlip(job="nothing", printed=True), "unknown_slip"),
    ],
)
def test_only_slips_of_live_tickets_on_known_printers(command: c.Command, refused: str) -> None:
    hall = Hall()
    hall.take()
    hall.do(c.GiveUpTicket(ticket=hall.take().id))
    assert code(hall.do(command)) == refused
    assert not hall.floor.state.slips


def test_closing_the_day_leaves_no_slip_to_be_printed() -> None:
    hall = Hall()
    ask(hall, hall.take().id)
    hall.do(c.CloseDay())
    assert not hall.floor.state.slips


def test_whoever_asked_sees_what_became_of_the_last_slips_of_each_kiosk() -> None:
    hall = Hall()
    jobs = []
    for n in range(KEPT + 2):
        jobs.append(ask(hall, hall.take().id).job)
        hall.do(c.ReportSlip(job=jobs[-1], printed=n % 2 == 0, reason="" if n % 2 == 0 else "jam"))
    told = slips_of(hall.floor, 1, "k2")
    assert [each.job for each in told.done] == jobs[-KEPT:]
    assert [(each.printed, each.reason) for each in told.done[:2]] == [(True, ""), (False, "jam")]
    assert not slips_of(hall.floor, 1, "k1").done
