"""Pushing: a page stays open to us and is sent those of its pieces that have changed. Nothing is polled.

Two events: `show` with {piece: HTML}, `beat` with the engine's beat, its time and whether it lives. A beat goes out
each second even when the engine is gone: a browser that hears none for longer knows that it is cut off itself.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from sse_starlette.sse import EventSourceResponse, SendTimeoutError
from starlette.types import Receive, Scope, Send

from broker.web.floor import Floor
from broker.web.seats import ANYBODY, Seats

#: A page hears of us at least so often.
BEAT_S = 1.0
#: What changes in quick succession is sent together.
GATHER_S = 0.04
#: How often it is looked whether the one who has the page open is still signed in.
STILL_S = 10.0

#: A page that takes nothing for so long is not there any more: its line ends, others never wait for it.
TAKES_NOTHING_S = 20.0

log = logging.getLogger("motcua.web")
#: The pieces of a page as they are now: name -> HTML.
Pieces = Callable[[], Mapping[str, str]]
#: Whether the reader is still signed in.
Still = Callable[[], Awaitable[bool]]
Event = dict[str, str]


class Kept:
    """Makes a piece anew only when what it shows has changed: sixty open pages hear of every change in the house."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[tuple[object, ...], str]] = {}

    def piece(self, name: str, shows: tuple[object, ...], make: Callable[[], str]) -> str:
        """The piece for what it shows now."""
        known = self._made.get(name)
        if known is None or known[0] != shows:
            known = self._made[name] = (shows, make())
        return known[1]


async def always() -> bool:
    """For pages that need no sign-in."""
    return True


class _Line(EventSourceResponse):
    """An open line; one that nobody reads any more ends by itself and is no fault of ours."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        except* SendTimeoutError:
            log.info("a page took nothing for %g s; its line is ended", TAKES_NOTHING_S)


def stream(
    floor: Floor, pieces: Pieces, still: Still = always, seats: Seats = ANYBODY, address: str = ""
) -> EventSourceResponse:
    """An endless answer. It ends when `still` says that the reader is no longer signed in: the event `over`; and at
    once, with the event `full`, when there is no seat left for this address.
    """
    events = _seated(seats, address, _events(floor, pieces, still))
    return _Line(events, headers={"Cache-Control": "no-store"}, send_timeout=TAKES_NOTHING_S)


async def _seated(seats: Seats, address: str, events: AsyncIterator[Event]) -> AsyncIterator[Event]:
    with seats.taken(address) as seated:
        if not seated:
            yield {"event": "full", "data": "{}"}
            return
        async for event in events:
            yield event


async def _events(floor: Floor, pieces: Pieces, still: Still) -> AsyncIterator[Event]:
    shown: dict[str, str] = {}
    loop = asyncio.get_running_loop()
    looked_s = loop.time()
    with floor.listen() as bell:
        while True:
            bell.clear()
            fresh = pieces()
            changed = {name: html for name, html in fresh.items() if shown.get(name) != html}
            shown.update(changed)
            if changed:
                yield {"event": "show", "data": json.dumps(changed, ensure_ascii=False)}
            yield {"event": "beat", "data": json.dumps(pulse(floor))}
            await _rings(bell, BEAT_S)
            if loop.time() - looked_s > STILL_S:
                looked_s = loop.time()
                if not await still():
                    yield {"event": "over", "data": "{}"}
                    return


def written(floor: Floor) -> str:
    """The pulse as a page is born with it (`data-pulse`): it can be pressed before its line stands."""
    return json.dumps(pulse(floor))


def pulse(floor: Floor) -> dict[str, object]:
    """The engine as it was last heard: what a press of this moment names."""
    device = floor.device
    beat = device.beat
    return {
        "online": floor.online,
        "epoch": beat.epoch if beat else 0,
        "beat": beat.beat if beat else 0,
        "speed": device.speed,
        "now": device.now_ms(),
        "heard": device.last_heard_ms,
        "office": floor.catalogue.digest if floor.catalogue else "",
    }


async def _rings(bell: asyncio.Event, most_s: float) -> None:
    try:
        await asyncio.wait_for(bell.wait(), most_s)
    except TimeoutError:
        return
    await asyncio.sleep(GATHER_S)
