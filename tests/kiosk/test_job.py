"""The life of one request as a table: what is told in which stage, what is done, where it then stands."""

from __future__ import annotations

from typing import Any

import pytest

from broker.contract.commands import AdoptOffline, ReportPrinted, ReportPrintFailed
from broker.contract.events import TicketIssued
from broker.contract.ids import InstantMs
from kiosk.session import messages as m
from kiosk.session.job import Job, Stage
from tests.offices import DATE, SEVEN

REQUEST = m.Request(
    request_id="request-1", service="land", class_id="ordinary", lang="vi", quantity=1, taken=InstantMs(SEVEN)
)


def number(text: str = "A-001", *, offline: bool = False) -> TicketIssued:
    return TicketIssued(
        ticket=f"{DATE}.{text}", number=text, request_id="request-1", service="land", kiosk="k1",
        taken=InstantMs(SEVEN), place_ms=InstantMs(SEVEN), offline=offline,
    )  # fmt: skip


def job(stage: Stage = Stage.ASKING, **more: Any) -> Job:
    return Job(REQUEST, m.Hands(), stage, since_s=100.0, **more)


def printing(*, offline: bool = False, tries: int = 1, **more: Any) -> Job:
    return job(Stage.PRINTING, issued=number("A-801" if offline else "A-001", offline=offline), tries=tries, **more)


def kinds(effects: list[m.Effect]) -> list[str]:
    return [type(each).__name__ for each in effects]


def result(outcome: Any) -> m.PrintResult:
    return m.PrintResult(request_id="request-1", outcome=outcome, reason="paper out")


def test_the_wish_is_noted_before_it_is_sent() -> None:
    assert kinds(job().begin(100.0, online=True, training=False)) == ["NoteRequest", "Ask"]


def test_cut_off_nothing_is_sent() -> None:
    begun = job()
    assert kinds(begun.begin(100.0, online=False, training=False)) == ["GiveReserved"]
    assert (begun.stage, begun.asked) == (Stage.RESERVING, False)


def test_the_number_is_noted_before_it_is_printed() -> None:
    asked = job()
    assert kinds(asked.answered(101.0, number())) == ["NoteIssued", "PrintTicket"]
    assert (asked.stage, asked.number) == (Stage.PRINTING, "A-001")


@pytest.mark.parametrize("stage", [each for each in Stage if each is not Stage.ASKING])
def test_an_answer_in_any_other_stage_is_only_logged(stage: Stage) -> None:
    late = job(stage, issued=number("A-801", offline=True))
    assert kinds(late.answered(101.0, number("A-001"))) == ["Log"]
    assert (late.stage, late.number) == (stage, "A-801")


@pytest.mark.parametrize(
    ("code", "stage", "done"),
    [
        ("full", Stage.NOT_OFFERED, ["CloseRequest"]),
        ("stopped", Stage.NOT_OFFERED, ["CloseRequest"]),
        ("over", Stage.NOT_OFFERED, ["CloseRequest"]),
        ("unknown_kiosk", Stage.FAILED, ["CloseRequest"]),
        ("version", Stage.FAILED, ["CloseRequest"]),
        ("not_stored", Stage.ASKING, []),
    ],
)
def test_refusals(code: str, stage: Stage, done: list[str]) -> None:
    refused = job()
    assert kinds(refused.refused(101.0, code)) == done
    assert refused.stage is stage


def test_asked_again_each_second_and_given_up_after_ten() -> None:
    asking = job()
    asking.begin(100.0, online=True, training=False)
    asks = []
    for tenth in range(1, 120):
        asking.silent()
        asks += [(tenth, each) for each in kinds(asking.tick(100 + tenth / 10, online=True))]
    assert [each for _, each in asks] == ["Ask"] * 9 + ["Abandon"]
    assert [tenth for tenth, _ in asks] == [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]


def test_while_an_answer_may_still_come_it_is_not_asked_again() -> None:
    asking = job()
    asking.begin(100.0, online=True, training=False)
    assert asking.tick(105.0, online=True) == []


def test_the_printer_proves_the_paper() -> None:
    done = printing()
    (noted,) = done.printed(102.0, result("proven"))
    assert noted == m.NotePaper(request_id="request-1", paper="proven", report=ReportPrinted(ticket=f"{DATE}.A-001"))
    assert (done.stage, done.proven) == (Stage.TAKEN, True)


def test_silence_reports_nothing_and_a_late_word_still_counts() -> None:
    done = printing()
    assert done.printed(102.0, result("silent")) == [m.NotePaper(request_id="request-1", paper="silent")]
    assert done.stage is Stage.TAKEN
    (noted,) = done.printed(103.0, result("proven"))
    assert isinstance(noted, m.NotePaper)
    assert isinstance(noted.report, ReportPrinted)


def test_a_late_failure_voids_without_another_try() -> None:
    done = printing()
    done.tick(200.0, online=True)
    assert done.stage is Stage.TAKEN
    (noted,) = done.printed(201.0, result("failed"))
    assert isinstance(noted, m.NotePaper)
    assert isinstance(noted.report, ReportPrintFailed)
    assert (noted.paper, noted.report.final, done.stage) == ("void", True, Stage.VOID)


def test_three_failures_are_the_end() -> None:
    tried, finals = printing(), []
    for _ in range(3):
        (noted,) = tried.printed(102.0, result("failed"))
        assert isinstance(noted, m.NotePaper)
        assert isinstance(noted.report, ReportPrintFailed)
        finals.append(noted.report.final)
        tried.tick(105.0, online=True)
    assert finals == [False, False, True]
    assert (tried.stage, tried.tries) == (Stage.VOID, 3)


def test_a_number_of_our_own_is_reported_once_it_may_be_on_paper() -> None:
    for outcome in ("proven", "silent"):
        (noted,) = printing(offline=True).printed(102.0, result(outcome))
        assert isinstance(noted, m.NotePaper)
        assert isinstance(noted.report, AdoptOffline)
        assert (noted.report.request_id, noted.report.number, noted.report.taken) == ("request-1", "A-801", SEVEN)


@pytest.mark.parametrize(("asked", "done"), [(False, ["NotePaper"]), (True, ["NotePaper", "Abandon"])])
def test_a_number_of_our_own_that_never_was_on_paper_is_not_reported(asked: bool, done: list[str]) -> None:
    lost = printing(offline=True, tries=3, asked=asked)
    effects = lost.printed(102.0, result("failed"))
    assert kinds(effects) == done
    assert isinstance(effects[0], m.NotePaper)
    assert effects[0].report is None


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (job(Stage.ASKING), Stage.FAILED, []),
        (job(Stage.RESERVING), Stage.FAILED, []),
        (printing(), Stage.VOID, ["Tell"]),
        (printing(offline=True), Stage.VOID, []),
        (job(Stage.TAKEN, issued=number()), Stage.TAKEN, []),
    ],
)
def test_what_cannot_be_stored_is_not_printed(before: Job, after: Stage, told: list[str]) -> None:
    assert kinds(before.not_stored(102.0)) == told
    assert before.stage is after


def test_no_reserved_number_left() -> None:
    none = job(Stage.RESERVING)
    assert kinds(none.reserved(101.0, None)) == ["Abandon"]
    assert none.stage is Stage.FAILED
