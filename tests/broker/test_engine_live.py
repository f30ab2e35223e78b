"""What clerks' pages and the office read: who waits, what is wrong, what a kiosk prints for others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from broker.contract import commands as c
from broker.contract.ids import PersonKey
from broker.daybook import Daybook
from broker.telling import SOON_S
from tests.engines import HALF_PAST_SEVEN, HandClock, Room
from tests.offices import DATE, small_office, text

pytestmark = pytest.mark.edge


def waiting(room: Room) -> Any:
    """The list, as soon as it has to be fresh after a press."""
    room.pass_s(SOON_S)
    return room.status(room.topics.waiting)


def shown(room: Room, counter: str = "1") -> Any:
    return room.status(room.topics.counter(counter))


def board(room: Room) -> Any:
    return room.status(room.topics.board("hall"))


def troubles(room: Room) -> dict[str, Any]:
    room.pass_s(0.3)
    return {each.trouble: each for each in room.status(room.topics.alerts).troubles}


def do(room: Room, kind: type[c.CounterCommand], counter: str, **more: Any) -> None:
    press = room.press(counter, "next")
    command: Any = kind(counter=counter, revision=press.revision, epoch=press.epoch, beat=press.beat, **more)
    room.do(command, f"counter-{counter}")


# --- who waits ---------------------------------------------------------------------------------------------------


def test_the_list_holds_all_live_tickets_in_the_order_of_their_places(room: Room) -> None:
    for n in range(3):
        room.take()
        room.pass_s(n)
    assert [each.number for each in waiting(room).tickets] == ["C-001", "C-002", "C-003"]
    assert {each.stage for each in waiting(room).tickets} == {"waiting"}
    room.do(c.GiveUpTicket(ticket=f"{DATE}.C-002"))
    room.pass_s(0.3)
    assert [each.number for each in waiting(room).tickets] == ["C-001", "C-003"]


def test_the_list_is_fresh_at_once_after_a_press_and_comes_behind_the_answer(room: Room) -> None:
    room.take()
    room.key("1", "next")
    room.pass_s(1)
    seen = len(room.published)
    called = room.clock.now_ms()
    room.key("1", "next")
    assert room.topics.waiting not in [each.topic for each in room.published[seen:]]
    room.pass_s(SOON_S)
    topics = [each.topic for each in room.published[seen:]]
    assert topics.index(room.topics.board("hall")) < topics.index(room.topics.answer("counter-1"))
    assert topics.index(room.topics.answer("counter-1")) < topics.index(room.topics.waiting)
    (ticket,) = room.status(room.topics.waiting).tickets
    assert (ticket.stage, ticket.counter, ticket.nth, ticket.since) == ("called", "1", 1, called)


def test_the_list_says_what_clerks_have_said_and_where_a_ticket_was(room: Room) -> None:
    ticket = room.take()
    room.key("1", "next")
    room.key("1", "next")
    room.key("1", "start")
    room.do(c.NoteTicket(ticket=ticket.ticket, text="original at home"))
    room.do(c.ChangeClass(ticket=ticket.ticket, class_id="elder"))
    room.do(c.ChangeClass(ticket=ticket.ticket, class_id="elder"))
    status = shown(room)
    assert (status.note, status.class_id, status.confirmed, status.former) == ("original at home", "elder", True, None)
    do(room, c.TransferTicket, "1", to_counter="2")
    (sent,) = waiting(room).tickets
    assert (sent.to_counter, sent.former, sent.note, sent.confirmed, sent.leg) == (
        "2", "1", "original at home", True, 2,
    )  # fmt: skip


def test_an_absent_one_stands_in_the_list_while_the_place_is_held(room: Room) -> None:
    room.take()
    room.key("1", "next")
    room.key("1", "next")
    room.key("1", "recall")
    room.pass_s(75)
    room.do(msgspec.structs.replace(room.press("1", "recall"), long=True), "counter-1")
    at = room.clock.now_ms()
    (missed,) = waiting(room).tickets
    assert (missed.stage, missed.until) == ("missed", at + 30 * 60_000)
    room.pass_s(30 * 60 + 20)
    assert waiting(room).tickets == ()


# --- counters and boards ----------------------------------------------------------------------------------------------


def test_a_counter_says_what_may_be_called_there_who_holds_it_and_until_when_a_press_may_be_undone(room: Room) -> None:
    room.key("2", "next")
    opened = room.clock.now_ms()
    do(room, c.SignIn, "2", clerk="minh")
    status = shown(room, "2")
    assert (status.services, status.clerk_id, status.holder) == (("copy", "land"), "minh", "counter-2")
    assert (status.holder_since, status.undo_until) == (opened, opened + 10_000)
    room.pass_s(1)
    room.take()
    room.key("2", "next")
    assert shown(room, "2").undo_until == opened + 11_000
    room.key("2", "start")
    room.key("2", "start")
    room.take()
    room.key("2", "next")
    room.key("2", "start")
    assert (shown(room, "2").state, shown(room, "2").lang, shown(room, "2").quantity) == ("serving", "vi", 1)


def test_the_board_says_who_was_sent_where_until_the_call(room: Room) -> None:
    room.take()
    room.key("1", "next")
    room.key("1", "next")
    room.key("1", "start")
    do(room, c.TransferTicket, "1", to_counter="2")
    (move,) = board(room).moves
    assert (move.number, move.counter, move.at) == ("C-001", "2", room.clock.now_ms())
    room.key("2", "next")
    room.key("2", "next")
    assert (board(room).moves, board(room).calls[0].moved) == ((), True)


def test_the_board_names_the_counter_of_an_absent_one(room: Room) -> None:
    room.take()
    room.key("1", "next")
    room.key("1", "next")
    room.key("1", "recall")
    room.pass_s(75)
    room.do(msgspec.structs.replace(room.press("1", "recall"), long=True), "counter-1")
    assert [(each.number, each.counter) for each in board(room).absent] == [("C-001", "1")]


@pytest.mark.parametrize(("at_min", "opens_min"), [(-40, 0), (30, None), (5 * 60, 6 * 60), (11 * 60, 24 * 60)], ids=str)
def test_a_shut_counter_says_when_its_hours_next_begin(
    new_room: Callable[..., Room], at_min: int, opens_min: int | None
) -> None:
    room = new_room(clock=HandClock(HALF_PAST_SEVEN + at_min * 60_000))
    room.key("2", "next")
    first = board(room).counters[0]
    assert first.opens_at == (None if opens_min is None else HALF_PAST_SEVEN + opens_min * 60_000)
    assert board(room).counters[1].opens_at is None


# --- slips -----------------------------------------------------------------------------------------------------------


def test_a_kiosk_reads_its_slips_and_no_key_of_a_person_is_in_them(room: Room) -> None:
    ticket = room.take()
    person: PersonKey = "ab" * 32
    room.engine.floor.state.tickets[ticket.ticket].person = person
    room.do(c.PrintSlip(ticket=ticket.ticket, kiosk="k2"), "desk")
    (slip,) = room.status(room.topics.slips("k2")).slips
    assert (slip.issued.number, slip.again, slip.service) == ("C-001", True, "copy")
    assert room.status(room.topics.slips("k1")).slips == ()
    assert person.encode() not in room.hub.retained[room.topics.slips("k2")]
    room.do(c.ReportSlip(job=slip.job, printed=True), "k2")
    assert room.status(room.topics.slips("k2")).slips == ()


def test_the_slip_of_a_visit_that_is_over_is_not_printed_any_more(room: Room) -> None:
    ticket = room.take()
    room.do(c.PrintSlip(ticket=ticket.ticket, kiosk="k2"), "desk")
    room.do(c.GiveUpTicket(ticket=ticket.ticket))
    room.link.reconnect()
    room.step()
    assert room.status(room.topics.slips("k2")).slips == ()


# --- what is wrong ---------------------------------------------------------------------------------------------


def test_an_emergency_is_told_to_the_office_at_once_and_nowhere_in_the_hall(room: Room) -> None:
    room.do(c.ReportTrouble(source="k1", code="paper_low", params={"kiosk": "1", "count": 40}), "k1")
    room.pass_s(20)
    hall = {
        topic: payload for topic, payload in room.hub.retained.items() if "/board/" in topic or "/counter/" in topic
    }
    seen = len(room.published)
    room.do(c.RaiseEmergency(counter="1"), "counter-1")
    told = room.status(room.topics.alerts).troubles
    assert [(each.code, each.urgent) for each in told] == [("emergency", True), ("paper_low", False)]
    assert [each.topic for each in room.published[seen:]] == [room.topics.alerts, room.topics.answer("counter-1")]
    room.pass_s(1)
    assert hall == {topic: room.hub.retained[topic] for topic in hall}
    room.do(c.SettleTrouble(trouble=told[0].trouble, by="Hoa"), "manager")
    assert [each.code for each in room.status(room.topics.alerts).troubles] == ["paper_low"]


def test_troubles_outlive_a_restart(room: Room) -> None:
    room.do(c.RaiseEmergency(counter="1"), "counter-1")
    room.stop()
    room.start()
    room.engine.step(0)
    assert [each.code for each in room.status(room.topics.alerts).troubles] == ["emergency"]


def test_a_field_that_nobody_takes_is_told_while_there_are_hours(room: Room) -> None:
    room.key("1", "next")
    room.take("land")
    room.take("land")
    found = troubles(room)["land/nobody_takes"]
    assert found.params == {"field": "Đất đai", "field_id": "land", "count": 2}
    assert found.since <= room.clock.now_ms()
    room.pass_s(60)
    assert troubles(room)["land/nobody_takes"].since == found.since
    room.key("3", "next")
    assert "land/nobody_takes" not in troubles(room)
    room.key("3", "pause")
    room.clock.correct(4 * 3_600_000 + 20 * 60_000)
    room.real_s += 20
    assert "land/nobody_takes" not in troubles(room)


def test_a_counter_that_is_silent_while_people_wait_is_told(room: Room) -> None:
    room.key("1", "next")
    opened = room.clock.now_ms()
    room.pass_s(13 * 60)
    assert "1/silent_counter" not in troubles(room)
    room.take()
    found = troubles(room)["1/silent_counter"]
    assert (found.params, found.counter, found.since) == ({"counter": "1", "count": 1, "minutes": 13}, "1", opened)
    room.key("1", "next")
    assert "1/silent_counter" not in troubles(room)


def test_a_long_service_is_not_silence_until_three_times_its_mean(room: Room) -> None:
    room.take()
    room.take()
    for key in ("next", "next", "start"):
        room.key("1", key)
    room.pass_s(17 * 60)
    assert "1/silent_counter" not in troubles(room)
    room.pass_s(2 * 60)
    assert "1/silent_counter" in troubles(room)


def test_those_who_waited_twice_the_target_are_counted_in_working_time(new_room: Callable[..., Room]) -> None:
    office = small_office()
    services = tuple(msgspec.structs.replace(each, target_min=5) for each in office.services)
    room = new_room(office=msgspec.structs.replace(office, services=services))
    room.key("3", "next")
    room.take()
    room.take()
    room.pass_s(9 * 60)
    assert "certify/over_target" not in troubles(room)
    room.pass_s(2 * 60)
    params = troubles(room)["certify/over_target"].params
    assert params == {"field": "Chứng thực", "field_id": "certify", "count": 2, "minutes": 10}


def test_time_that_nobody_has_proven_is_told(new_room: Callable[..., Room]) -> None:
    proven: list[bool] = []
    room = new_room(daybook=Daybook(follow_wall=True, proven=lambda: bool(proven), wall=lambda: HALF_PAST_SEVEN))
    assert "engine/clock" in troubles(room)
    proven.append(True)
    room.pass_s(0)
    room.real_s += 20
    assert "engine/clock" not in troubles(room)


def test_a_counter_without_a_number_is_named_by_its_words(new_room: Callable[..., Room]) -> None:
    office = small_office()
    desk = msgspec.structs.replace(office.counters[0], number=None, name=text("Bàn hướng dẫn"), spoken=text("bàn"))
    room = new_room(office=msgspec.structs.replace(office, counters=(desk, *office.counters[1:])))
    room.key("1", "next")
    room.pass_s(13 * 60)
    room.take()
    assert troubles(room)["1/silent_counter"].params["counter"] == "Bàn hướng dẫn"
