"""The engine dies between the commit and its first word of it, or in the middle of telling."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from broker.contract import commands as c
from broker.contract import events as e
from tests.engines import Room, refusal, same

pytestmark = pytest.mark.edge


class Killed(BaseException):
    """The process is gone."""


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "office.db")
    yield made
    made.stop()


def killed_while_telling(room: Room, command: Any, device: str, words: int) -> None:
    """Send a command to an engine that is killed when it has said so many words of what came of it."""
    said, publish = 0, room.link.publish

    def until_then(topic: str, payload: bytes, *, retain: bool = False, qos: int = 1) -> bool:
        nonlocal said
        if topic == room.topics.beat:
            return publish(topic, payload, retain=retain, qos=qos)
        if said == words:
            raise Killed
        said += 1
        return publish(topic, payload, retain=retain, qos=qos)

    room.link.publish = until_then  # type: ignore[method-assign]
    room.put(command, device)
    with pytest.raises(Killed):
        room.engine.step(0)
    room.stop()
    room.start()
    room.engine.step(0)


def test_a_number_that_nobody_heard_of_is_the_same_when_it_is_asked_for_again(room: Room) -> None:
    room.key("1", "next")
    room.key("1", "next")  # free: the number is called to it once its paper is there
    request = room.request()
    for _ in range(3):  # asked again each time, and killed again
        killed_while_telling(room, request, "k1", 0)
    (issued,) = room.do(request).events
    assert isinstance(issued, e.TicketIssued)
    given = [each.number for each in room.events() if isinstance(each, e.TicketIssued)]
    assert given == [issued.number]
    assert same(room.state(), room.replayed())


@pytest.mark.parametrize("words", [0, 1, 2])
def test_a_call_that_was_stored_stands_on_the_board_and_is_made_once(room: Room, words: int) -> None:
    numbers = [room.take().number for _ in range(2)]
    room.key("1", "next")
    press = room.press("1", "next")
    killed_while_telling(room, press, "counter-1", words)
    board = room.status(room.topics.board("hall"))
    assert [each.number for each in board.calls] == numbers[:1]
    assert board.epoch == room.engine.epoch
    assert refusal(room.do(press, "counter-1")) == "already_done"
    assert refusal(room.do(room.press("1", "next"), "counter-1")) != "", "the call stands: first start, or no-show"
    calls = [each.ticket for each in room.events() if isinstance(each, e.TicketCalled)]
    assert len(calls) == 1
    assert same(room.state(), room.replayed())


def test_the_end_of_a_day_that_was_stored_is_the_end(room: Room) -> None:
    room.take()
    killed_while_telling(room, c.CloseDay(), "manager", 0)
    assert room.engine.floor.state.day is None
    assert refusal(room.do(c.CloseDay(), "manager")) == "no_day"
    closed = [each for each in room.events() if isinstance(each, e.DayClosed)]
    assert [each.unserved for each in closed] == [1]
