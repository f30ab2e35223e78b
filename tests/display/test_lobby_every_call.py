"""A morning at the real engine with a real announcer: announced + dropped with a reason = called; heard = shown."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from broker.client.link import MemoryLink
from broker.contract.commands import Key
from broker.contract.events import CallDropped, CallSpoken, TicketCalled, TicketRecalled
from broker.contract.status import Board
from broker.hall.board import spoken_calls
from broker.hall.sentences import Phrasebook
from broker.hall.words import Words
from display.lobby.gallery import tongue
from display.lobby.loudspeaker import HandedClock, Voice
from display.lobby.session import LobbySession
from display.voice.memory import SpokenMemory
from tests.display.test_lobby_session import DEADLINE_S, QuickSink
from tests.display.voice.fakes import TonePlayer
from tests.engines import Room

pytestmark = pytest.mark.edge

COUNTERS = ("1", "2", "3")
KEYS: tuple[Key, ...] = ("next", "recall", "start", "next", "start")
PRESSES = 150


class Morning:
    """An engine stepped by hand, and the lobby of its hall."""

    def __init__(self, folder: Path) -> None:
        self.room = Room(folder / "office.sqlite")
        self.sink = QuickSink()
        self.voice = Voice(
            Phrasebook(), TonePlayer(folder), self.sink, clock=HandedClock(), memory=SpokenMemory(folder / "spoken")
        )
        self.lobby = LobbySession("hall", Words(tongue("vi")), self.voice, monotonic=self.real_s)
        self.lobby.start(MemoryLink(self.room.hub), self.room.topics, "lobby1", lambda: None)
        self.sayable: dict[str, set[str]] = {}

    def real_s(self) -> float:
        """Leaps with the engine's, and runs on between them."""
        return self.room.real_s + time.monotonic()

    def turn(self, seconds: float = 0.0) -> None:
        """Time passes; what the board then says may be spoken."""
        self.room.pass_s(seconds)
        board = self.room.status(self.room.topics.board("hall"))
        assert isinstance(board, Board)
        for call in spoken_calls(board):
            book = self.lobby.words.book
            first = {book.call(call, book.opening(call, crowded=crowded)) for crowded in (False, True)}
            self.sayable[call.call_id] = first | {book.call(call, "call.repeat")}
        self.lobby.scene()
        self.room.step()  # what the lobby has reported

    def until(self, true: Callable[[], object]) -> None:
        end = time.monotonic() + DEADLINE_S
        while not true():
            assert time.monotonic() < end, "not in time"
            self.turn()
            time.sleep(0.002)

    def events(self, *kinds: Any) -> list[str]:
        return [each.call_id for each in self.room.events() if isinstance(each, kinds)]


@pytest.fixture
def morning(tmp_path: Path) -> Iterator[Morning]:
    made = Morning(tmp_path)
    yield made
    made.lobby.close()
    made.room.stop()


def test_every_call_of_a_morning_is_announced_or_dropped_with_a_reason(morning: Morning) -> None:
    chance = random.Random(25)
    morning.turn(1.0)
    for counter in COUNTERS:
        morning.room.key(counter, "start")
    for n in range(PRESSES):
        if n % 3 == 0:
            morning.room.take(chance.choice(["copy", "land"]))
        key = chance.choice(KEYS)
        morning.room.key(chance.choice(COUNTERS), key)
        morning.turn(chance.choice([0.0, 0.4, 0.9]))
    called = morning.events(TicketCalled, TicketRecalled)
    morning.until(lambda: len(morning.events(CallSpoken, CallDropped)) >= len(set(called)))
    ended = Counter(morning.events(CallSpoken, CallDropped))
    assert set(ended) == set(called) and set(ended.values()) == {1}
    assert len(called) > 30 and morning.events(CallSpoken) and morning.events(CallDropped)
    assert all(each.reason for each in morning.room.events() if isinstance(each, CallDropped))
    said = [each for each in morning.sink.played if each.call_id is not None]
    assert said and all(each.text in morning.sayable[str(each.call_id)] for each in said)
    firsts = Counter(each.call_id for each in said if each.kind != "call.repeat")
    assert set(firsts.values()) == {1}, "no call is begun twice"
