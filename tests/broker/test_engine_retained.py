"""What boards, counters and queues show, as others read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from broker.contract import commands as c
from broker.contract.office import Office, Shift
from tests.engines import Room
from tests.offices import DATE, all_week, small_office

pytestmark = pytest.mark.edge


def board(room: Room, zone: str = "hall") -> Any:
    return room.status(room.topics.board(zone))


def shown(room: Room, counter: str = "1") -> Any:
    return room.status(room.topics.counter(counter))


def offers(room: Room) -> dict[str, str]:
    room.pass_s(1)
    return {name: queue.offer for name, queue in room.status(room.topics.queues).services.items()}


# --- counters ----------------------------------------------------------------------------------------------------


def test_a_counter_shows_its_visit_from_key_to_key(room: Room) -> None:
    room.take()
    room.take()
    room.key("1", "next")
    room.pass_s(1)
    assert (shown(room).state, shown(room).ticket, shown(room).waiting) == ("ready", None, 2)
    room.key("1", "next")
    status = shown(room)
    assert (status.state, status.number, status.service, status.class_id) == ("calling", "C-001", "copy", "ordinary")
    assert (status.nth, status.since, status.no_show_from) == (1, room.clock.now_ms(), None)
    room.pass_s(1)
    room.key("1", "recall")
    called = room.clock.now_ms()
    assert (shown(room).nth, shown(room).no_show_from) == (2, called + 75_000)
    call = board(room).calls[0].call_id
    room.pass_s(5)
    room.do(c.ReportSpoken(call_id=call, zone="hall", ended=room.clock.now_ms()), "lobby")
    assert shown(room).no_show_from == called + 65_000
    room.key("1", "start")
    assert (shown(room).state, shown(room).no_show_from, shown(room).number) == ("serving", None, "C-001")
    revision = shown(room).revision
    room.key("1", "start")
    assert (shown(room).state, shown(room).number, shown(room).revision) == ("ready", None, revision + 1)


def test_a_free_counter_shows_when_it_asks_and_until_when(room: Room) -> None:
    room.key("1", "next")
    room.key("1", "next")
    free_at = room.clock.now_ms()
    assert (shown(room).state, shown(room).asks) == ("free", False)
    room.pass_s(600)
    assert (shown(room).asks, shown(room).until) == (True, free_at + 660_000)
    room.pass_s(60)
    assert (shown(room).state, shown(room).pause_reason, shown(room).asks) == ("paused", "clerk_absent", False)


def test_a_pause_shows_its_reason_and_its_end(room: Room) -> None:
    room.key("1", "next")
    until = room.clock.now_ms() + 900_000
    press = room.press("1", "pause")
    pause = c.PauseCounter(
        counter="1", revision=press.revision, epoch=press.epoch, beat=press.beat, reason="consulting", until=until
    )
    room.do(pause, "counter-1")
    assert (shown(room).pause_reason, shown(room).until) == ("consulting", until)
    on_board = board(room).counters[0]
    assert (on_board.state, on_board.pause_reason, on_board.until) == ("paused", "consulting", until)


def test_a_counter_names_its_clerk_by_roster_or_by_sign_in(new_room: Callable[..., Room]) -> None:
    shift = Shift(counter="1", clerk="minh", hours=all_week((450, 690)))
    room = new_room(office=msgspec.structs.replace(small_office(), roster=(shift,)))
    assert (shown(room).clerk, shown(room, "2").clerk) == ("Lê Minh", None)
    room.key("1", "next")
    press = room.press("1", "next")
    room.do(
        c.SignIn(counter="1", revision=press.revision, epoch=press.epoch, beat=press.beat, clerk="lan"), "counter-1"
    )
    assert shown(room).clerk == "Trần Thị Lan"


# --- boards ----------------------------------------------------------------------------------------------------------


def two_halls() -> Office:
    office = small_office()
    upstairs = msgspec.structs.replace(office.counters[2], zone="upstairs")
    return msgspec.structs.replace(office, counters=(*office.counters[:2], upstairs))


def test_each_hall_has_its_own_counters_and_calls(new_room: Callable[..., Room]) -> None:
    room = new_room(office=two_halls())
    room.take("land")
    room.key("3", "next")
    room.key("3", "next")
    assert [each.number for each in board(room, "upstairs").calls] == ["A-001"]
    assert board(room).calls == ()
    assert [each.counter for each in board(room).counters] == ["1", "2"]
    assert [each.counter for each in board(room, "upstairs").counters] == ["3"]


def test_the_board_shows_calls_newest_first_and_what_the_voice_must_know(room: Room) -> None:
    for service in ("copy", "land"):
        room.take(service)
    room.do(
        c.AdoptOffline(request_id="offline-1", number="C-801", service="copy", kiosk="k1", taken=room.clock.now_ms())
    )
    for counter in ("1", "3", "2"):
        room.key(counter, "next")
        room.key(counter, "next")
        room.pass_s(2)
    calls = board(room).calls
    assert [each.number for each in calls] == ["C-801", "A-001", "C-001"]
    assert [each.reserved for each in calls] == [True, False, False]
    assert {each.stage for each in calls} == {"called"}
    room.key("3", "start")
    assert [each.stage for each in board(room).calls] == ["called", "serving", "called"]
    assert [each.at for each in board(room).calls] == [each.at for each in calls]


def test_who_was_absent_stands_on_the_board_while_the_place_is_held(room: Room) -> None:
    room.take()
    room.key("1", "next")
    room.key("1", "next")
    room.key("1", "recall")
    room.pass_s(75)
    press = msgspec.structs.replace(room.press("1", "recall"), long=True)
    room.do(press, "counter-1")
    assert board(room).missed == ("C-001",)
    room.pass_s(30 * 60)
    assert board(room).missed == ("C-001",)
    room.pass_s(20)
    assert board(room).missed == ()


def test_a_call_that_is_released_leaves_the_board(room: Room) -> None:
    room.take()
    room.key("1", "next")
    room.key("1", "next")
    room.key("1", "pause")
    assert board(room).calls == ()
    assert [each.number for each in board(room).counters] == [None, None, None]


# --- queues ---------------------------------------------------------------------------------------------------------


def test_the_queues_say_what_is_offered(room: Room) -> None:
    assert offers(room) == {"land": "nobody", "copy": "nobody", "sign": "nobody"}
    room.key("3", "next")
    room.do(c.StopIssuing(service="copy"))
    assert offers(room) == {"land": "offered", "copy": "stopped", "sign": "nobody"}
    room.do(c.CloseDay())
    assert set(offers(room).values()) == {"no_day"}
    assert room.status(room.topics.queues).day is None


def test_a_full_service_says_so(new_room: Callable[..., Room]) -> None:
    office = small_office()
    services = tuple(msgspec.structs.replace(each, daily_cap=1) for each in office.services)
    room = new_room(office=msgspec.structs.replace(office, services=services))
    room.take("copy")
    assert offers(room)["copy"] == "full"
    assert offers(room)["sign"] == "nobody"


def test_the_queues_count_people_of_the_field_and_training_apart(room: Room) -> None:
    room.take("copy")
    room.take("sign")
    room.do(c.SetTraining(on=True, kiosk="k2"))
    (issued,) = room.do(c.RequestTicket(request_id="training-1", service="copy", kiosk="k2")).events
    assert issued.number == "X-001"
    room.pass_s(1)
    queues = room.status(room.topics.queues)
    assert (queues.services["copy"].waiting, queues.services["copy"].ahead) == (1, 2)
    assert (queues.training, queues.training_kiosks) == (False, ("k2",))


def test_the_queues_tell_each_kiosk_how_far_its_numbers_are_used(room: Room) -> None:
    for n in (803, 801):
        room.do(
            c.AdoptOffline(
                request_id=f"offline-{n}", number=f"C-{n}", service="copy", kiosk="k1", taken=room.clock.now_ms()
            )
        )
    room.pass_s(1)
    assert room.status(room.topics.queues).reserved_used == {"k1": {"C": 803}}
    assert room.status(room.topics.queues).day == DATE
