"""How much of the engine counts and lists may take: nine tenths are left for those who ask, however many wait."""

from __future__ import annotations

from typing import Any

import pytest

from broker.contract import commands as c
from broker.telling import LAZY_S, REST_TIMES, SOON_S
from tests.engines import Room

pytestmark = pytest.mark.edge

EVERY_S = 0.02


class Slow:
    """One thing that the engine makes, taking `took_s` of real time; when it began and ended stands in `times`."""

    def __init__(self, room: Room, name: str, took_s: float) -> None:
        self._room, self._make, self._took_s = room, getattr(room.engine.teller.retained, name), took_s
        self.times: list[tuple[float, float]] = []
        setattr(room.engine.teller.retained, name, self)

    def __call__(self, *given: Any, **more: Any) -> Any:
        began_s = self._room.real_s
        self._room.real_s += self._took_s
        self.times.append((began_s, self._room.real_s))
        return self._make(*given, **more)


def work(room: Room, seconds: float) -> None:
    """Somebody asks every `EVERY_S`, and the engine takes a step each time."""
    end_s, n = room.real_s + seconds, 0
    while room.real_s < end_s:
        n += 1
        room.put(c.RequestTicket(request_id=f"work-{n:05d}", service="copy", kiosk="k1"))
        room.pass_s(EVERY_S)


def rests(slow: Slow) -> list[float]:
    """Seconds between the end of one and the beginning of the next."""
    return [began_s - ended_s for (_, ended_s), (began_s, _) in zip(slow.times, slow.times[1:], strict=False)]


def test_counts_that_are_made_in_no_time_come_four_times_a_second(room: Room) -> None:
    slow = Slow(room, "lazy", 0.0)
    work(room, 2.0)
    assert rests(slow) == [pytest.approx(LAZY_S, abs=EVERY_S + 0.001)] * len(rests(slow))
    assert len(slow.times) in (7, 8, 9)


@pytest.mark.parametrize("took_s", [0.1, 0.4])
def test_counts_that_took_long_leave_the_engine_nine_times_as_long_to_who_asks(room: Room, took_s: float) -> None:
    room.pass_s(1)
    slow = Slow(room, "lazy", took_s)
    work(room, 35 * took_s)
    assert rests(slow) == [pytest.approx(REST_TIMES * took_s, abs=EVERY_S + 0.001)] * len(rests(slow))
    assert len(slow.times) in (3, 4)


def test_nothing_is_done_in_that_time_and_the_engine_knows_when_it_is_over(room: Room) -> None:
    room.pass_s(1)
    Slow(room, "lazy", 0.1)
    room.take()
    room.pass_s(LAZY_S)
    room.take()
    (due_s,) = room.engine.teller.due_s()
    assert due_s == pytest.approx(room.real_s + REST_TIMES * 0.1)
    assert room.status(room.topics.queues).services["copy"].waiting == 1
    room.pass_s(REST_TIMES * 0.1)
    assert room.status(room.topics.queues).services["copy"].waiting == 2


def test_a_list_that_took_long_rests_as_well_before_the_next_press_may_ask_for_it(room: Room) -> None:
    room.pass_s(1)
    slow = Slow(room, "waiting", 0.01)
    for key in ("next", "pause", "next"):  # the first brings the counts, the list with them; the second the list alone
        room.key("1", key)
        room.pass_s(SOON_S)
    assert len(slow.times) == 2
    (due_s, _lazy_s) = sorted(room.engine.teller.due_s())
    assert due_s == pytest.approx(slow.times[1][1] + REST_TIMES * 0.01)
    room.pass_s(due_s - room.real_s)
    assert len(slow.times) == 3
