"""Every press names what it was made against; what is late, repeated or somebody else's is refused."""

from __future__ import annotations

from typing import Any

import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.core.decide import Stamp
from broker.core.floor import Changes, Floor
from broker.core.state import dump
from broker.core.step import handle
from tests.broker.core.hall import Hall, code, kinds
from tests.offices import small_office

MORE: dict[type[c.CounterCommand], dict[str, Any]] = {
    c.PressKey: {"key": "next"},
    c.CallThis: {"ticket": "2026-11-23.C-001", "reason": "was absent"},
    c.TransferTicket: {"service": "sign"},
    c.AddService: {"service": "land"},
    c.TakeCounter: {"reason": "keys are broken"},
    c.SignIn: {"clerk": "lan"},
}
PRESSES = [kind for kind in c.COMMANDS if issubclass(kind, c.CounterCommand)]


def a_press(kind: type[c.CounterCommand], **changes: Any) -> c.CounterCommand:
    against: dict[str, Any] = {"counter": "1", "revision": 0, "epoch": 1, "beat": 100}
    return kind(**(against | MORE.get(kind, {}) | changes))


def params(answer: tuple[e.Event, ...]) -> dict[str, str | int]:
    (refused,) = answer
    assert isinstance(refused, e.CommandRefused)
    return dict(refused.params)


@pytest.mark.parametrize("kind", PRESSES)
def test_a_press_against_an_older_state_is_already_done(kind: type[c.CounterCommand]) -> None:
    hall = Hall()
    hall.put("1", "serving")
    before = dump(hall.floor.state)
    answer = hall.do(a_press(kind, revision=1), "counter-1")
    assert code(answer) == "already_done"
    assert params(answer) == {"revision": 1, "present": hall.desk("1").revision}
    assert dump(hall.floor.state) == before


@pytest.mark.parametrize("kind", PRESSES)
@pytest.mark.parametrize(("epoch", "beat", "beats"), [(1, 96, 4), (1, 0, 100), (1, 101, 4), (2, 100, 4), (0, 100, 4)])
def test_a_press_of_an_older_beat_or_of_another_life_of_the_engine_is_too_old(
    kind: type[c.CounterCommand], epoch: int, beat: int, beats: int
) -> None:
    hall = Hall()
    revision = hall.desk("1").revision
    answer = hall.do(a_press(kind, revision=revision, epoch=epoch, beat=beat), "counter-1")
    assert (code(answer), params(answer)) == ("too_old", {"beats": beats})


@pytest.mark.parametrize("beat", [97, 98, 99, 100])
def test_up_to_three_beats_are_in_time(beat: int) -> None:
    hall = Hall()
    assert kinds(hall.do(a_press(c.OpenCounter, beat=beat), "counter-1")) == ["CounterOpened"]


def test_the_same_press_twice_is_done_once() -> None:
    hall = Hall()
    for _ in range(3):
        hall.take()
    hall.key("1", "next")
    press = a_press(c.PressKey, revision=hall.desk("1").revision)
    assert kinds(hall.do(press, "counter-1")) == ["TicketCalled"]
    assert [code(hall.do(press, "counter-1")) for _ in range(3)] == ["already_done"] * 3


def test_of_two_presses_made_at_once_against_one_counter_one_is_done() -> None:
    hall = Hall()
    hall.put("1", "calling")
    revision = hall.desk("1").revision
    start, again = (a_press(c.PressKey, revision=revision, key=key) for key in ("start", "recall"))
    assert kinds(hall.do(start, "counter-1")) == ["ServiceStarted"]
    assert code(hall.do(again, "counter-1")) == "already_done"


def test_every_change_of_a_counter_is_a_new_revision() -> None:
    hall = Hall()
    seen = [hall.desk("1").revision]
    for step in (lambda: hall.put("1", "serving"), lambda: hall.key("1", "start"), lambda: hall.key("1", "next")):
        step()
        seen.append(hall.desk("1").revision)
    hall.pass_s(600)
    seen.append(hall.desk("1").revision)  # the lamp asks
    assert seen == sorted(set(seen))


@pytest.mark.parametrize("kind", PRESSES)
def test_an_unknown_counter_is_named_with_the_nearest(kind: type[c.CounterCommand]) -> None:
    hall = Hall()
    answer = hall.do(a_press(kind, counter="11"), "counter-11")
    assert (code(answer), params(answer)) == ("unknown_counter", {"counter": "11", "nearest": "1"})


@pytest.mark.parametrize("kind", PRESSES)
def test_without_office_or_day_nothing_is_pressed(kind: type[c.CounterCommand]) -> None:
    floor, changes = Floor(), Changes()
    assert code(handle(floor, a_press(kind), Stamp(0, 1, 100), changes).answer) == "no_office"  # type: ignore[arg-type]
    handle(floor, c.ApplyOffice(office=small_office()), Stamp(0, 1, 100), changes)  # type: ignore[arg-type]
    assert code(handle(floor, a_press(kind), Stamp(0, 1, 100), changes).answer) == "no_day"  # type: ignore[arg-type]


def test_a_refusal_is_an_event_that_says_who_pressed_what_and_changes_nothing() -> None:
    hall = Hall()
    hall.put("1", "calling")
    before = dump(hall.floor.state)
    (refused,) = hall.key("1", "next")
    assert refused == e.CommandRefused(
        command="PressKey", code="calling", params={"number": "C-001"}, counter="1", key="next", device="counter-1"
    )
    assert hall.journal[-1] == (hall.now, refused)
    assert dump(hall.floor.state) == before


# --- who holds a counter ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [kind for kind in PRESSES if kind is not c.TakeCounter])
def test_a_counter_held_by_one_device_refuses_the_presses_of_another(kind: type[c.CounterCommand]) -> None:
    hall = Hall()
    hall.key("1", "next")
    answer = hall.do(a_press(kind, revision=hall.desk("1").revision), "page-of-lan")
    assert code(answer) == "held_by"
    assert params(answer)["clerk"] == "counter-1"


def test_taking_a_counter_over_needs_a_reason_and_keeps_its_visitor() -> None:
    hall = Hall()
    ticket = hall.put("1", "calling")
    take = a_press(c.TakeCounter, revision=hall.desk("1").revision, reason="keys are broken")
    (taken,) = hall.do(take, "page-of-lan")
    assert isinstance(taken, e.CounterTaken)
    assert (taken.holder, taken.reason) == ("page-of-lan", "keys are broken")
    start = a_press(c.StartService, revision=hall.desk("1").revision)
    assert code(hall.do(start, "page-of-minh")) == "held_by"
    assert kinds(hall.do(start, "page-of-lan")) == ["ServiceStarted"]
    assert ticket is not None
    assert ticket.stage == "serving"


def test_the_keys_of_a_counter_go_on_working_beside_a_page_and_take_nothing_from_it() -> None:
    hall = Hall()
    hall.put("1", "calling")
    hall.do(a_press(c.TakeCounter, revision=hall.desk("1").revision, reason="beside the keys"), "page-of-lan")
    assert kinds(hall.key("1", "start")) == ["ServiceStarted"]
    finish = a_press(c.FinishService, revision=hall.desk("1").revision)
    assert kinds(hall.do(finish, "page-of-lan")) == ["ServiceFinished"]
    for _pause_and_back in range(2):
        hall.key("1", "pause")
    assert (hall.desk("1").state, hall.desk("1").holder) == ("ready", "page-of-lan")
    assert code(hall.do(a_press(c.CallNext, revision=hall.desk("1").revision), "counter-2")) == "held_by"


@pytest.mark.parametrize("undone", [False, True])
def test_nobody_holds_a_counter_that_was_shut(undone: bool) -> None:
    hall = Hall()
    hall.key("1", "next")
    if undone:  # the press that opened it is taken back
        hall.key("1", "start", long=True)
    else:
        hall.key("1", "pause", long=True)
    opened = hall.do(a_press(c.OpenCounter, revision=hall.desk("1").revision), "page-of-lan")
    assert kinds(opened) == ["CounterOpened"]
    assert hall.desk("1").holder == "page-of-lan"


def test_who_shut_a_counter_by_mistake_holds_it_again() -> None:
    hall = Hall()
    hall.key("1", "next")
    hall.key("1", "pause", long=True)
    assert kinds(hall.press(c.UndoPress, "1")) == ["PressUndone"]
    assert (hall.desk("1").state, hall.desk("1").holder) == ("ready", "counter-1")
