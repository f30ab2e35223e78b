"""One group, one commit: what is stored is published, what is not stored has not happened."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.codec import CommandMessage, decode_status, encode
from broker.contract.ids import InstantMs
from broker.contract.status import (
    Alerts,
    Beat,
    Board,
    Bookings,
    Catalogue,
    CounterStatus,
    Queues,
    Removed,
    Slips,
    Waiting,
)
from broker.core.measures import Tally
from tests.engines import Room, refusal, same
from tests.offices import DATE, small_office

pytestmark = pytest.mark.edge


# --- answers -----------------------------------------------------------------------------------------------


def test_a_command_is_stored_then_published_then_answered_to_its_device(room: Room) -> None:
    seen = len(room.published)
    answer = room.do(room.request())
    (issued,) = answer.events
    assert isinstance(issued, e.TicketIssued)
    assert (answer.epoch, answer.at, issued.number) == (room.engine.epoch, room.clock.now_ms(), "C-001")
    assert issued in room.events()
    assert room.published[seen].topic == room.topics.answer("k1")
    assert same(room.state(), room.replayed())


def test_many_commands_of_one_step_share_one_commit(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    commits: list[int] = []
    commit = room.store.commit
    monkeypatch.setattr(room.store, "commit", lambda batch: (commits.append(len(batch.rows)), commit(batch)))
    for _ in range(40):
        room.put(room.request())
    answers = room.step()
    assert commits == [40]
    numbers = [each.events[0].number for each in answers]  # type: ignore[union-attr]
    assert numbers == [f"C-{n:03d}" for n in range(1, 41)]


def test_a_group_holds_at_most_256_commands(room: Room) -> None:
    room.step()  # what it has told of itself comes back to it
    for _ in range(300):
        room.put(room.request())
    assert [len(room.step()) for _ in range(3)] == [256, 44, 0]


def test_two_devices_each_get_their_own_answer(room: Room) -> None:
    room.put(room.request(), "k1", "a")
    room.put(c.StopIssuing(service="copy"), "manager", "b")
    room.step()
    topics = [each.topic for each in room.published if each.topic.startswith(room.topics.answer(""))]
    assert topics[-2:] == [room.topics.answer("k1"), room.topics.answer("manager")]


# --- what is refused before it is decided ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("payload", "code", "command_id"),
    [
        (b"", "malformed", ""),
        (b"\x00\xff garbage", "malformed", ""),
        (b"[" * 100_000, "malformed", ""),
        (b'{"id":"x-1","device":"k1"}', "malformed", "x-1"),
        (b"x" * (600 * 1024), "malformed", ""),
        (b'{"v":[2,0],"id":"x-2","device":"k1","command":{"kind":"CloseDay"}}', "version", "x-2"),
        (b'{"v":[1,0],"id":"x-3","device":"k2","command":{"kind":"CloseDay"}}', "device", "x-3"),
        (b'{"v":[1,0],"id":"x-4","device":"k1","command":{"kind":"Explode"}}', "malformed", "x-4"),
    ],
    ids=["empty", "bytes", "deep", "no command", "huge", "version", "device", "kind"],
)
def test_what_cannot_be_read_is_answered_once_and_leaves_no_trace(
    room: Room, payload: bytes, code: str, command_id: str
) -> None:
    before, rows = room.state(), len(room.events())
    room.raw(payload)
    (answer,) = room.step()
    assert (refusal(answer), answer.id) == (code, command_id)
    assert room.state() == before
    assert len(room.events()) == rows
    assert not room.step()
    assert room.take().number == "C-001"


def test_a_command_somebody_had_retained_is_not_carried_out_at_each_reconnection(room: Room) -> None:
    payload = encode(CommandMessage(id="x", device="k1", command=c.StopIssuing(service="copy")))
    room.raw(payload, retained=True)
    (answer,) = room.step()
    assert refusal(answer) == "malformed"
    assert not room.engine.floor.state.stopped


def test_a_refused_command_is_stored_with_its_reason_and_shown_at_the_counter(room: Room) -> None:
    assert refusal(room.key("1", "start")) == "shut"
    assert [event.code for event in room.events() if isinstance(event, e.CommandRefused)] == ["shut"]
    shown = room.status(room.topics.counter("1"))
    assert (shown.refusal.code, shown.refusal.at) == ("shut", room.clock.now_ms())


def test_refusals_for_counters_that_are_not_there_are_not_remembered(room: Room) -> None:
    for n in range(50):
        press = c.PressKey(counter=f"x{n}", revision=0, epoch=1, beat=1, key="next")
        assert refusal(room.do(press)) == "unknown_counter"
    assert not room.engine.teller.retained._refusals


@pytest.mark.parametrize("spoil", ["series", "counter", "number"])
def test_an_office_that_contradicts_itself_or_could_not_be_read_back_is_refused(room: Room, spoil: str) -> None:
    office = small_office()
    if spoil == "series":
        office = msgspec.structs.replace(office, series=office.series[:1])
    elif spoil == "counter":
        bad = msgspec.structs.replace(office.counters[0], services=("nothing",))
        office = msgspec.structs.replace(office, counters=(bad, *office.counters[1:]))
    else:
        bad = msgspec.structs.replace(office.counters[0], number=10**7)
        office = msgspec.structs.replace(office, counters=(bad, *office.counters[1:]))
    (refused,) = room.engine.submit(c.ApplyOffice(office=office))
    assert isinstance(refused, e.CommandRefused)
    assert refused.code == "bad_office"
    assert room.engine.floor.state.office == small_office()
    assert room.take().number == "C-001"


# --- days --------------------------------------------------------------------------------------------------------


def test_closing_and_opening_in_one_step_keeps_the_figures_of_each_day(room: Room) -> None:
    room.take()
    room.put(c.GiveUpTicket(ticket=f"{DATE}.C-001"))
    room.put(room.request())
    room.put(c.CloseDay(), "manager")
    room.put(c.OpenDay(date="2026-11-24"), "manager")
    room.put(room.request())
    answers = room.step()
    assert [refusal(each) for each in answers] == [""] * 5
    assert answers[-1].events[0].ticket == "2026-11-24.C-001"  # type: ignore[union-attr]
    assert room.engine.floor.state.tallies == {}
    assert same(room.state(), room.replayed())
    figures = room.store._open_driver().execute("SELECT day, given_up, closed FROM tallies WHERE dimension='service'")
    assert figures.fetchall() == [(DATE, 1, 1)]


def test_all_that_closing_makes_happen_belongs_to_the_day_that_is_closed(room: Room) -> None:
    room.take()
    room.take()
    room.key("1", "next")
    room.key("1", "next")
    room.do(c.CloseDay())
    room.do(c.StopIssuing(service="copy"))
    rows = room.store.load(lambda _snapshot: False)[1]
    days = {type(row.event).__name__: row.day for row in rows}
    names = ("TicketReleased", "CounterShut", "TicketClosed", "DayClosed", "TicketIssued")
    assert {days[name] for name in names} == {DATE}
    assert days["IssuingStopped"] is None


def test_a_counter_called_shut_and_taken_out_of_the_office_in_one_step_harms_nobody(room: Room) -> None:
    room.take()
    room.key("1", "next")
    room.put(room.press("1", "next"), "counter-1")
    room.put(msgspec.structs.replace(room.press("1", "pause", ahead=1), long=True), "counter-1")
    office = small_office()
    room.put(c.ApplyOffice(office=msgspec.structs.replace(office, counters=office.counters[1:])), "manager")
    assert [refusal(each) for each in room.step()] == ["", "", ""]
    assert len(dropped(room)) == 1
    assert room.status(room.topics.counter("1")) == Removed(epoch=room.engine.epoch)


# --- calls nobody saw ----------------------------------------------------------------------------------------------


def dropped(room: Room) -> list[e.CallDropped]:
    return [event for event in room.events() if isinstance(event, e.CallDropped)]


def test_a_call_superseded_in_its_own_group_is_dropped_with_a_reason(room: Room) -> None:
    room.take()
    room.key("1", "next")
    device = "counter-1"
    room.put(room.press("1", "next"), device)
    room.put(room.press("1", "recall", ahead=1), device)
    answers = room.step()
    (called,), (recalled,) = answers[0].events, answers[1].events
    assert isinstance(called, e.TicketCalled) and isinstance(recalled, e.TicketRecalled)
    assert dropped(room) == [e.CallDropped(call_id=called.call_id, zone="hall", reason="taken back at once")]
    (shown,) = room.status(room.topics.board("hall")).calls
    assert shown.call_id == recalled.call_id
    assert room.engine.floor.state.tickets[called.ticket].reported == (called.call_id,)
    assert same(room.state(), room.replayed())


def test_a_call_taken_back_or_begun_in_its_own_group_is_dropped_too(room: Room) -> None:
    room.take()
    room.key("1", "next")
    undo = room.press("1", "start", ahead=1)
    room.put(room.press("1", "next"), "counter-1")
    room.put(msgspec.structs.replace(undo, long=True), "counter-1")
    room.step()
    assert len(dropped(room)) == 1
    room.put(room.press("1", "next"), "counter-1")
    room.put(room.press("1", "start", ahead=1), "counter-1")
    room.step()
    assert len(dropped(room)) == 2
    assert room.engine.floor.state.desks["1"].state == "serving"


def test_a_call_given_by_itself_and_superseded_by_paper_is_dropped(room: Room) -> None:
    room.key("1", "next")
    room.key("1", "next")
    asked = room.request()
    room.put(asked)
    room.put(c.ReportPrinted(ticket=f"{DATE}.C-001"))
    room.put(
        c.AdoptOffline(
            request_id=asked.request_id, number="C-801", service="copy", kiosk="k1", taken=room.clock.now_ms()
        )
    )
    room.step()
    made = [event.call_id for event in room.events() if isinstance(event, e.TicketCalled)]
    assert [event.call_id for event in dropped(room)] == made[:1]


def test_a_call_that_stands_at_the_end_of_its_group_is_left_to_the_voice(room: Room) -> None:
    room.take()
    room.key("1", "next")
    room.key("1", "next")
    assert not dropped(room)
    room.key("1", "start")
    assert not dropped(room)


def test_calls_of_a_day_that_closes_in_the_same_step_are_shown_first(room: Room) -> None:
    room.take()
    room.key("1", "next")
    seen = len(room.published)
    room.put(room.press("1", "next"), "counter-1")
    room.put(c.CloseDay(), "manager")
    room.step()
    boards = [each for each in room.told(seen) if isinstance(each, Board)]
    assert [len(each.calls) for each in boards] == [1, 0]
    assert [each.reason for each in dropped(room)] == ["no loudspeaker reported it"]  # not "taken back at once"


# --- retained messages -----------------------------------------------------------------------------------------------


def test_everything_is_retained_and_names_the_epoch(room: Room) -> None:
    kinds = {topic: type(room.status(topic)) for topic in room.hub.retained if "/status/" in topic}
    assert kinds == {
        room.topics.catalogue: Catalogue,
        room.topics.queues: Queues,
        room.topics.board("hall"): Board,
        room.topics.waiting: Waiting,
        room.topics.alerts: Alerts,
        **{room.topics.slips(each): Slips for each in ("k1", "k2")},
        room.topics.bookings: Bookings,
        **{room.topics.counter(each): CounterStatus for each in ("1", "2", "3")},
    }
    assert {room.status(topic).epoch for topic in kinds} == {room.engine.epoch}
    assert room.hub.retained[room.topics.homie("engine")] == b"ready"


def test_the_retained_office_names_nobody(room: Room) -> None:
    published = room.hub.retained[room.topics.catalogue].decode()
    assert "Trần Thị Lan" not in published
    assert room.status(room.topics.catalogue).office == small_office().public()


def test_a_new_connection_gets_everything_again_with_newer_revisions(room: Room) -> None:
    room.take()
    room.pass_s(1)
    board, queues = room.status(room.topics.board("hall")), room.status(room.topics.queues)
    topics = {topic for topic in room.hub.retained if "/status/" in topic}
    room.hub.retained.clear()
    room.link.reconnect()
    room.step()
    assert {topic for topic in room.hub.retained if "/status/" in topic} == topics
    assert room.status(room.topics.board("hall")).revision > board.revision
    assert room.status(room.topics.queues).revision > queues.revision


def test_the_board_follows_a_call_at_once_and_counts_of_people_soon(room: Room) -> None:
    room.key("1", "next")
    room.pass_s(1)
    seen = len(room.published)
    room.take()
    room.key("1", "next")
    boards = [each for each in room.told(seen) if isinstance(each, Board)]
    assert boards[-1].calls[0].number == "C-001"
    assert boards[-1].counters[0].number == "C-001"
    room.take()
    room.pass_s(0.3)
    assert room.status(room.topics.queues).services["copy"].waiting == 1
    fields = {each.field: each.waiting for each in room.status(room.topics.board("hall")).fields}
    assert fields == {"land": 0, "certify": 1}


def test_nothing_unchanged_is_sent_again(room: Room) -> None:
    room.pass_s(20)
    seen = len(room.published)
    room.pass_s(20)
    assert not room.told(seen)
    assert refusal(room.do(c.GiveUpTicket(ticket=f"{DATE}.C-700"))) == "unknown_ticket"
    assert not room.told(seen)


def test_what_an_earlier_office_had_is_overwritten_also_after_a_restart(room: Room) -> None:
    office = small_office()
    fewer = msgspec.structs.replace(office, counters=office.counters[:2], services=office.services)
    room.do(c.ApplyOffice(office=fewer))
    assert room.status(room.topics.counter("3")) == Removed(epoch=room.engine.epoch)
    room.stop()
    stale = dict(room.hub.retained)
    room.start()
    room.hub.retained.update(stale)
    room.step()
    assert room.status(room.topics.counter("3")) == Removed(epoch=room.engine.epoch)
    room.do(c.ApplyOffice(office=office))
    assert isinstance(room.status(room.topics.counter("3")), CounterStatus)


# --- beat ------------------------------------------------------------------------------------------------------------


def test_the_beat_counts_each_second_with_engine_time(room: Room) -> None:
    def beats() -> list[Beat]:
        found = [decode_status(each.payload) for each in room.published if each.topic == room.topics.beat]
        return [each for each in found if isinstance(each, Beat)]

    before = beats()[-1]
    for _ in range(3):
        room.pass_s(1)
    assert beats()[-3:] == [
        Beat(epoch=before.epoch, beat=before.beat + n, now=InstantMs(before.now + 1000 * n)) for n in (1, 2, 3)
    ]
    assert room.topics.beat not in room.hub.retained


def test_a_press_made_more_than_three_beats_ago_is_refused(room: Room) -> None:
    late = room.press("1", "next")
    for _ in range(4):
        room.pass_s(1)
    assert refusal(room.do(late, "counter-1")) == "too_old"
    assert refusal(room.key("1", "next")) == ""


# --- start and stop --------------------------------------------------------------------------------------------------


def test_an_engine_that_is_stopped_says_so_and_one_that_dies_is_lost(new_room: Callable[..., Room]) -> None:
    stopped, died = new_room(), new_room()
    stopped.engine.run(lambda: True)
    assert stopped.hub.retained[stopped.topics.homie("engine")] == b"disconnected"
    died.link.link.cut()
    assert died.hub.retained[died.topics.homie("engine")] == b"lost"


def test_figures_are_stored_with_the_day_they_belong_to(room: Room) -> None:
    room.take()
    room.do(c.GiveUpTicket(ticket=f"{DATE}.C-001"))
    assert room.engine.floor.state.tallies["service/copy"].given_up == 1
    found = room.store._open_driver().execute("SELECT day, key, given_up FROM tallies WHERE dimension='class'")
    assert found.fetchall() == [(DATE, "ordinary", 1)]
    assert isinstance(room.engine.floor.state.tallies["class/ordinary"], Tally)
