"""The whole voice against the clock: real speech, real lengths, a sink that takes the time of a loudspeaker, scaled."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assets.voice.speech import Speech
from broker.contract.ids import InstantMs
from broker.hall.sentences import Call, Notice, Phrasebook
from display.lobby.loudspeaker import HandedClock, Voice
from display.voice.memory import SpokenMemory
from display.voice.sayings import AnnouncementReport, BoardCalls
from display.voice.sink import PacedSink
from display.voice.synth import Synthesiser
from tests.display.voice.fakes import call, reserved
from tests.display.voice.loudness import lufs

pytestmark = pytest.mark.edge

#: Office seconds a real one. The making of sounds is not scaled, so it weighs this much more than in a hall.
SPEED = 2.0
START_MS = InstantMs(1_795_395_900_000)
NUMBERS = ["A-111", "C-014", "E-108", "F-098", "H-100", "L-067"]


@dataclass
class Hall:
    """A zone's voice as the lobby has it, and its record."""

    folder: Path
    revision: int = 0

    def __post_init__(self) -> None:
        self.clock = HandedClock()
        self.clock.set(START_MS, SPEED)
        first, second = (Synthesiser(self.folder / "cache", Speech()) for _ in range(2))
        memory = SpokenMemory(self.folder / "spoken.txt")
        sink = PacedSink(self.folder / "played", self.clock)
        self.voice = Voice(Phrasebook(), first, sink, clock=self.clock, memory=memory, ahead=second)
        self.reports: list[AnnouncementReport] = []

    def board(self, *calls: Call) -> None:
        self.revision += 1
        self.voice.offer(BoardCalls(1, self.revision, calls))

    def now(self, number: str, counter: int = 3, nth: int = 1) -> Call:
        return call(number, nth, at_ms=self.clock.now_ms(), counter=counter)

    def record(self) -> list[dict[str, Any]]:
        path = self.folder / "played" / "record.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    def until(self, true: Callable[[], object], real_s: float = 60.0) -> None:
        end = time.monotonic() + real_s
        while not true():
            assert time.monotonic() < end, "not in time"
            self.reports += [each for each in self.voice.take() if isinstance(each, AnnouncementReport)]
            time.sleep(0.005)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path)
    made.voice.start()
    yield made
    made.voice.stop()


def test_six_counters_at_once_the_last_is_heard_within_25_seconds(hall: Hall, tmp_path: Path) -> None:
    pressed_ms = hall.clock.now_ms()
    calls = [reserved(hall.now(number, counter)) for counter, number in enumerate(NUMBERS, start=1)]
    for pressed in range(1, 7):  # six presses are six boards; of the reserved series or not, nothing is explained now
        hall.board(*calls[:pressed])
    hall.until(lambda: len(hall.reports) == 6)
    assert [(each.call_id, each.outcome) for each in hall.reports] == [(each.call_id, "announced") for each in calls]
    assert hall.reports[-1].ended_ms - pressed_ms <= 25_000
    hall.board(*calls[:2])  # four have started: only who has not is said again
    hall.until(lambda: len(hall.record()) == 8)
    record = hall.record()
    assert [line["kind"] for line in record] == ["call.short"] * 6 + ["call.repeat"] * 2
    assert [line["call_id"] for line in record] == [each.call_id for each in [*calls, *calls[:2]]]
    assert all(after["start_ms"] >= before["end_ms"] for before, after in itertools.pairwise(record))
    gaps_ms = [after["start_ms"] - before["end_ms"] for before, after in itertools.pairwise(record[:6])]
    assert max(gaps_ms) < 200 * SPEED, "sounds were made while others were played"
    assert all(line["end_ms"] - line["start_ms"] >= 1_000 * line["length_s"] - 20 for line in record)
    loud = [lufs(tmp_path / "played" / line["file"], tmp_path) for line in record]
    assert max(loud) - min(loud) <= 2.5 and all(-16 <= each <= -12.5 for each in loud), loud


def test_six_counters_press_while_a_number_is_explained_and_wait_no_longer_for_that(hall: Hall, tmp_path: Path) -> None:
    first = reserved(hall.now("A-801"))
    hall.board(first)
    hall.until((hall.folder / "played" / "call-0002.wav").exists)
    pressed_ms = hall.clock.now_ms()
    calls = [hall.now(number, counter) for counter, number in enumerate(NUMBERS, start=1)]
    hall.board(first, *calls)
    hall.until(lambda: len(hall.reports) == 7)
    assert hall.reports[-1].ended_ms - pressed_ms <= 25_000
    record = hall.record()
    assert [line["kind"] for line in record[:7]] == ["call.full", *["call.short"] * 6]


def test_a_call_comes_into_a_notice_and_the_notice_is_said_anew(hall: Hall) -> None:
    hall.board()
    hall.voice.offer_notice(Notice("lunch/2026-11-23/690/vi", "lunch", hall.clock.now_ms(), resume_at="13:30"))
    sounds = hall.folder / "played" / "call-0001.wav"
    hall.until(sounds.exists)
    pressed_ms = hall.clock.now_ms()
    hall.board(hall.now("A-025"))
    hall.until(lambda: len(hall.record()) == 3)
    record = hall.record()
    assert [line["kind"] for line in record] == ["call.full", "call.repeat", "lunch"]
    assert record[0]["start_ms"] - pressed_ms < 500 * SPEED, "the lunch notice alone takes more than nine seconds"
    assert record[2]["length_s"] > 9


def test_a_notice_is_not_said_again_after_a_restart(tmp_path: Path) -> None:
    notice = Notice("open/2026-11-23/450/vi", "open", START_MS)
    for run in range(2):
        hall = Hall(tmp_path)
        hall.voice.start()
        hall.board()
        hall.voice.offer_notice(notice)
        hall.board(hall.now(f"A-00{run}"))
        hall.until(lambda hall=hall: hall.reports)  # type: ignore[misc]
        hall.voice.stop()
    assert [line["kind"] for line in Hall(tmp_path).record()].count("open") <= 1
    assert (tmp_path / "spoken.txt").read_text("utf-8").split().count(notice.notice_id) == 1
