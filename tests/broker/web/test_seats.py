"""How many pages may be open at once, and that one which takes nothing holds nobody up."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from typing import Any

import pytest

from broker.web import live
from broker.web.floor import Floor
from broker.web.seats import Seats
from tests.broker.web.test_live import Engine, on_floor, until

SCOPE: dict[str, Any] = {"type": "http", "method": "GET", "path": "/", "headers": []}


def test_there_is_an_end_and_one_address_has_half_of_it_at_most() -> None:
    seats = Seats(4, always=("10.0.0.9",))
    with ExitStack() as stack:
        take = lambda address: stack.enter_context(seats.taken(address))  # noqa: E731
        assert [take("10.0.0.1") for _ in range(3)] == [True, True, False]
        assert [take(f"10.0.0.{n}") for n in (2, 3, 4)] == [True, True, False]
        assert [take("10.0.0.9") for _ in range(3)] == [True] * 3  # the office's own screen
        assert seats.open == 7
    assert seats.open == 0
    with seats.taken("10.0.0.4") as seated:
        assert seated


def test_who_finds_no_seat_is_told_so() -> None:
    async def test(floor: Floor, _engine: Engine) -> None:
        seats = Seats(2)
        first = live._seated(seats, "a", live._events(floor, dict, live.always))
        assert (await anext(first))["event"] == "beat"
        second = live._seated(seats, "a", live._events(floor, dict, live.always))
        assert [each["event"] async for each in second] == ["full"]
        await first.aclose()  # type: ignore[attr-defined]
        assert seats.open == 0

    on_floor(test)


def test_a_page_that_takes_nothing_is_ended_and_others_hear_on_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "TAKES_NOTHING_S", 0.3)
    monkeypatch.setattr(live, "BEAT_S", 0.05)

    async def never(*_: object) -> Any:
        await asyncio.Event().wait()

    async def test(floor: Floor, _engine: Engine) -> None:
        seats, heard = Seats(10), []
        stuck = asyncio.create_task(live.stream(floor, dict, seats=seats, address="a")(SCOPE, never, never_body(never)))

        async def hear(message: Any) -> None:
            heard.append(message)

        other = asyncio.create_task(live.stream(floor, dict, seats=seats, address="b")(SCOPE, never, hear))
        await until(lambda: len(heard) > 3)
        assert seats.open == 2
        await asyncio.wait_for(stuck, 5)
        assert seats.open == 1
        before = len(heard)
        await until(lambda: len(heard) > before + 2)
        other.cancel()

    on_floor(test)


def never_body(never: Any) -> Any:
    """Takes the head of the answer, and then nothing."""

    async def send(message: Any) -> None:
        if message["type"] == "http.response.body":
            await never()

    return send
