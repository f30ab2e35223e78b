"""The floor as the pages see it, and pushing: what changed is sent, a beat goes out even when the engine is gone."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import msgspec
import pytest

from broker.client.link import MemoryHub, MemoryLink
from broker.contract.codec import Answer, CommandMessage, StatusMessage, decode_command, encode
from broker.contract.commands import CallNext, OpenCounter
from broker.contract.ids import InstantMs
from broker.contract.status import AnyStatus, Beat, Catalogue, CounterStatus, Waiting
from broker.contract.topics import Topics
from broker.web import live
from broker.web.floor import Floor
from tests.broker.web.counter.test_view import counter, ticket
from tests.offices import small_office

TOPICS = Topics("test")
PRESS = CallNext(counter="2", revision=7, epoch=1, beat=1)


class Engine:
    """The other side of the link, by hand."""

    def __init__(self) -> None:
        self.hub = MemoryHub()
        self.link = MemoryLink(self.hub)
        self.heard: list[CommandMessage] = []
        self.link.on_message = lambda message: self.heard.append(decode_command(message.payload))
        self.link.subscribe(TOPICS.all_commands)
        self.link.start(will_topic="", will_payload=b"")
        self.beats = 0

    def say(self, topic: str, status: AnyStatus) -> None:
        """A retained status."""
        self.link.publish(topic, encode(StatusMessage(status=status)), retain=True)

    def beat(self) -> None:
        """One more beat."""
        self.beats += 1
        beat = Beat(epoch=1, beat=self.beats, now=InstantMs(1_795_395_900_000), every_ms=100)
        self.link.publish(TOPICS.beat, encode(StatusMessage(status=beat)))

    def answer(self, message: CommandMessage) -> None:
        """Say that it was done."""
        done = Answer(id=message.id, epoch=1, at=InstantMs(1))
        self.link.publish(TOPICS.answer(message.device), encode(done))


def on_floor(test: Callable[[Floor, Engine], Awaitable[None]]) -> None:
    """Run a test on a floor in an event loop of its own."""

    async def run() -> None:
        engine = Engine()
        floor = Floor(MemoryLink(engine.hub), TOPICS, "web")
        floor.start()
        engine.beat()
        await until(lambda: floor.online)
        try:
            await test(floor, engine)
        finally:
            floor.close()

    asyncio.run(run())


async def until(true: Callable[[], Any]) -> Any:
    """Wait until something is true."""
    async with asyncio.timeout(10):
        while not (found := true()):
            await asyncio.sleep(0.005)
    return found


def test_two_who_are_signed_in_ask_under_their_own_names_over_one_link() -> None:
    async def test(floor: Floor, engine: Engine) -> None:
        mine = asyncio.create_task(floor.ask(PRESS, floor.named("lan")))
        theirs = asyncio.create_task(
            floor.ask(OpenCounter(counter="3", revision=1, epoch=1, beat=1), floor.named("minh"))
        )
        await until(lambda: len(engine.heard) == 2)
        assert {each.device: type(each.command) for each in engine.heard} == {
            "web-lan": CallNext,
            "web-minh": OpenCounter,
        }
        for each in reversed(engine.heard):
            engine.answer(each)
        answers = await asyncio.gather(mine, theirs)
        assert [each.id for each in answers if each] == [
            each.id for each in sorted(engine.heard, key=lambda m: m.device)
        ]
        assert len(engine.hub.links) == 2

    on_floor(test)


def test_silence_is_told_after_a_second_and_an_answer_that_comes_later_changes_nothing() -> None:
    async def test(floor: Floor, engine: Engine) -> None:
        keep = asyncio.create_task(beating(engine))
        started = asyncio.get_running_loop().time()
        assert await floor.ask(PRESS, "web-lan") is None
        assert 0.8 < asyncio.get_running_loop().time() - started < 3
        engine.answer(engine.heard[0])
        await asyncio.sleep(0.15)
        assert len(engine.heard) == 1
        keep.cancel()

    on_floor(test)


async def beating(engine: Engine) -> None:
    """Beats without end."""
    while True:
        engine.beat()
        await asyncio.sleep(0.1)


def test_nothing_is_sent_without_the_engine_and_nothing_later() -> None:
    async def test(floor: Floor, engine: Engine) -> None:
        await until(lambda: not floor.online)
        assert await floor.ask(PRESS, "web-lan") is None
        engine.beat()
        await until(lambda: floor.online)
        await asyncio.sleep(0.2)
        assert engine.heard == []

    on_floor(test)


def test_a_counter_that_was_taken_out_of_the_office_is_forgotten() -> None:
    async def test(floor: Floor, engine: Engine) -> None:
        engine.say(TOPICS.counter("2"), counter())
        await until(lambda: "2" in floor.counters)
        office = small_office()
        smaller = msgspec.structs.replace(office, counters=office.counters[:1])
        engine.say(TOPICS.catalogue, Catalogue(epoch=1, digest="x", office=smaller))
        await until(lambda: floor.catalogue)
        assert floor.counters == {}

    on_floor(test)


def test_who_has_left_a_counter_is_remembered_for_the_day() -> None:
    def waiting(n: int, *tickets: Any, day: str = "2026-11-23") -> Waiting:
        return Waiting(epoch=1, revision=n, day=day, tickets=tickets)

    async def test(floor: Floor, engine: Engine) -> None:
        here = [ticket(f"C-00{n}", stage="serving", counter="2", leg=n) for n in range(1, 8)]
        for n, each in enumerate(here):
            engine.say(TOPICS.waiting, waiting(n, each))
            await until(lambda each=each: floor.waiting and floor.waiting.tickets == (each,))
        engine.say(TOPICS.waiting, waiting(9))
        await until(lambda: floor.waiting and not floor.waiting.tickets)
        assert len(floor.left["2"]) == 5
        assert [(each.number, each.leg) for each in floor.left["2"]][:2] == [("C-007", 7), ("C-006", 6)]
        engine.say(TOPICS.waiting, waiting(10, day="2026-11-24"))
        await until(lambda: not floor.left)

    on_floor(test)


def test_newer_waits_for_a_newer_status_and_not_for_ever() -> None:
    async def test(floor: Floor, engine: Engine) -> None:
        engine.say(TOPICS.counter("2"), counter())
        await until(lambda: floor.counters)
        asked = asyncio.create_task(floor.newer("2", 7))
        engine.say(TOPICS.counter("2"), msgspec.structs.replace(counter(), revision=8))
        found: CounterStatus | None = await asked
        assert found is not None and found.revision == 8
        assert await floor.newer("2", 8, wait_s=0.05) is None

    on_floor(test)


async def events(stream: AsyncIterator[dict[str, str]], kind: str) -> dict[str, Any]:
    """The next event of a kind."""
    async with asyncio.timeout(10):
        async for event in stream:
            if event["event"] == kind:
                found: dict[str, Any] = json.loads(event["data"])
                return found
    raise AssertionError(f"no {kind}")


def test_only_pieces_that_changed_are_sent_and_the_beat_says_when_the_engine_is_gone() -> None:
    async def test(floor: Floor, engine: Engine) -> None:
        pieces = {"desk": "<p>1</p>", "queue": "<p>2</p>"}
        stream = live._events(floor, lambda: dict(pieces), live.always)
        assert await events(stream, "show") == pieces
        assert (await events(stream, "beat"))["online"] is True
        pieces["desk"] = "<p>3</p>"
        engine.beat()
        assert await events(stream, "show") == {"desk": "<p>3</p>"}
        beat = await events(stream, "beat")
        while beat["online"]:  # the engine beats no more; the page goes on to hear of us
            beat = await events(stream, "beat")
        assert beat["heard"] == 1_795_395_900_000
        await stream.aclose()  # type: ignore[attr-defined]

    on_floor(test)


def test_a_page_of_somebody_who_was_signed_out_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    async def signed_out() -> bool:
        return False

    async def test(floor: Floor, engine: Engine) -> None:
        monkeypatch.setattr(live, "STILL_S", 0.0)
        stream = live._events(floor, dict, signed_out)
        assert await events(stream, "over") == {}
        assert [each async for each in stream] == []

    on_floor(test)
