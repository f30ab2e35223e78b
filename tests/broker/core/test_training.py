"""Training: numbers of its own, out of all figures, and never at a real counter."""

from __future__ import annotations

from typing import Any

import pytest

from broker.contract import commands as c
from broker.contract import events as e
from tests.broker.core.hall import Hall, code, kinds


def refused(answer: tuple[e.Event, ...]) -> tuple[str, dict[str, str | int]]:
    (no,) = answer
    assert isinstance(no, e.CommandRefused), no
    return no.code, dict(no.params)


@pytest.mark.parametrize("what", [{"kiosk": "k1"}, {}], ids=["kiosk", "office"])
def test_training_numbers_are_of_their_own_series(what: dict[str, str]) -> None:
    hall = Hall()
    assert hall.take().number == "C-001"
    hall.do(c.SetTraining(on=True, **what))  # type: ignore[arg-type]
    assert [hall.take(service).number for service in ("copy", "land")] == ["X-001", "X-002"]
    assert hall.ticket("X-001").training
    assert hall.ticket("X-001").ahead == 0
    hall.do(c.SetTraining(on=False, **what))  # type: ignore[arg-type]
    assert hall.take().number == "C-002"


def test_a_kiosk_in_training_leaves_the_other_alone() -> None:
    hall = Hall()
    hall.do(c.SetTraining(on=True, kiosk="k1"))
    (issued,) = hall.do(c.RequestTicket(request_id="request-k2", service="copy", kiosk="k2"))
    assert isinstance(issued, e.TicketIssued)
    assert (issued.number, issued.training) == ("C-001", False)


def test_real_counters_and_training_tickets_never_meet() -> None:
    hall = Hall()
    hall.do(c.SetTraining(on=True, kiosk="k1"))
    trial = hall.take()
    hall.do(c.SetTraining(on=False, kiosk="k1"))
    hall.put("1", "ready")
    hall.key("1", "next")
    assert hall.desk("1").state == "free"
    assert refused(hall.press(c.CallThis, "1", ticket=trial.id, reason="r")) == ("training", {"number": "X-001"})
    real = hall.take()
    assert hall.desk("1").ticket == real.id
    hall.do(c.SetTraining(on=True, counter="2"))
    hall.put("2", "ready")
    assert kinds(hall.key("2", "next")) == ["TicketCalled"]
    assert hall.desk("2").ticket == trial.id


def test_a_free_counter_put_in_training_gets_what_waits_for_it() -> None:
    hall = Hall()
    hall.do(c.SetTraining(on=True, kiosk="k1"))
    hall.put("1", "free")
    trial = hall.take()
    assert hall.desk("1").state == "free"
    hall.do(c.SetTraining(on=True, counter="1"))
    assert hall.desk("1").ticket == trial.id


def test_training_is_in_no_figures_and_in_no_count_of_people() -> None:
    hall = Hall()
    hall.do(c.SetTraining(on=True))
    hall.put("1", "serving")
    hall.take()
    hall.key("1", "next")
    assert not {key for key, tally in hall.floor.state.tallies.items() if tally.legs}
    assert (hall.floor.waiting("copy"), hall.floor.state.given, hall.floor.state.served_n) == (0, {}, {})
    hall.key("1", "start")
    hall.key("1", "start")
    hall.do(c.SetTraining(on=False))
    (*_, closed) = hall.do(c.CloseDay())
    assert isinstance(closed, e.DayClosed)
    assert (closed.issued, closed.unserved) == (0, 0)


@pytest.mark.parametrize("what", [{"counter": "1"}, {}], ids=["counter", "office"])
@pytest.mark.parametrize("state", ["calling", "serving"])
def test_a_counter_with_a_visitor_does_not_change_into_training(what: dict[str, str], state: str) -> None:
    hall = Hall()
    hall.put("1", state)
    assert refused(hall.do(c.SetTraining(on=True, **what))) == ("in_use", {"what": "counter 1"})  # type: ignore[arg-type]
    assert kinds(hall.do(c.SetTraining(on=True, counter="2"))) == ["TrainingSet"]


@pytest.mark.parametrize("what", [{"counter": "1"}, {}], ids=["counter", "office"])
def test_a_press_taken_back_brings_no_real_visitor_to_a_counter_in_training(what: dict[str, Any]) -> None:
    hall = Hall()
    hall.put("1", "serving")
    hall.key("1", "start")
    hall.do(c.SetTraining(on=True, **what))
    assert code(hall.key("1", "start", long=True)) == "nothing_to_undo"
    assert hall.desk("1").ticket is None


def test_nothing_is_sent_between_training_and_real_counters() -> None:
    hall = Hall()
    hall.put("1", "serving")
    hall.do(c.SetTraining(on=True, counter="2"))
    assert refused(hall.press(c.TransferTicket, "1", to_counter="2")) == ("training", {"number": "C-001"})


def test_training_of_what_is_not_there_is_refused() -> None:
    hall = Hall()
    assert code(hall.do(c.SetTraining(on=True, counter="9"))) == "unknown_counter"
    assert code(hall.do(c.SetTraining(on=True, kiosk="k9"))) == "unknown_kiosk"
