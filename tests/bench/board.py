"""What the hall's board costs: its processor time with the ticker on and off, its memory after a day of twelve hours.

The lobby is the real program on the real mosquitto, drawn off screen by software at 1080p; the day is played to it
board by board, much faster than any office works.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
import psutil

from broker.client.mqtt import MqttLink
from broker.contract.codec import StatusMessage, encode
from broker.contract.ids import InstantMs
from broker.contract.status import Beat, Board, BoardCall, Catalogue
from broker.contract.topics import Topics
from display import samples
from firmware_cfg.demo.hand import Hand
from firmware_cfg.processes import start
from tests.bench.blocks import Tick
from tests.bench.stage import Stage

SITE = "board"
COUNTERS, WAIT_S = 7, 30.0
#: Calls of a busy day: a province's centre. Each is two boards: called, and being served.
CALLS, HOURS = 600, 12
#: Boards a second: what a software renderer can paint one by one.
BOARDS_S = 20.0
#: Boards after which memory is read first: every picture has been drawn once.
WARM = 60


@dataclass
class Day:
    """An engine that only tells: office, boards, beats."""

    link: MqttLink
    topics: Topics = field(default_factory=lambda: Topics(SITE))
    beats: int = 0
    revision: int = 0

    def office(self) -> None:
        """The retained office."""
        self._tell(self.topics.catalogue, Catalogue(epoch=1, digest="bench", office=samples.office(site=SITE)))

    def beat(self, now_ms: int) -> None:
        """One beat."""
        self.beats += 1
        self._tell(self.topics.beat, Beat(epoch=1, beat=self.beats, now=InstantMs(now_ms)), retain=False)

    def board(self, board: Board) -> None:
        """The next board."""
        self.revision += 1
        self._tell(self.topics.board("hall"), msgspec.structs.replace(board, revision=self.revision))

    def _tell(self, topic: str, status: Any, *, retain: bool = True) -> None:
        self.link.publish(topic, encode(StatusMessage(status=status)), retain=retain)


def boards(calls: int) -> Iterator[tuple[int, Board]]:
    """The boards of a day with so many calls, and the office time of each."""
    at: dict[int, BoardCall] = {}
    for n in range(calls):
        now_ms = int(samples.MONDAY_0805) + n * HOURS * 3_600_000 // calls
        counter = n % COUNTERS + 1
        called = samples.call(f"{'ACEFHLPTU'[n % 9]}-{n // 9 + 1:03}", counter, service="land", ago_s=0)
        at[counter] = msgspec.structs.replace(called, at=InstantMs(now_ms))
        yield now_ms, _board(at)
        at[counter] = msgspec.structs.replace(at[counter], stage="serving")
        yield now_ms + 1_000, _board(at)


def _board(at: dict[int, BoardCall]) -> Board:
    counters = tuple(
        samples.counter(n, "calling" if at[n].stage == "called" else "serving", number=at[n].number)
        if n in at
        else samples.counter(n)
        for n in range(1, COUNTERS + 1)
    )
    newest = sorted(at.values(), key=lambda call: (-call.at, call.call_id))
    return samples.board(counters=counters, calls=tuple(newest), total=COUNTERS)


def measure(stage: Stage, idle_s: float, tick: Tick, calls: int = CALLS) -> dict[str, Any]:
    """Processor time (% of one core) at rest with the ticker on and off; memory (MB) through a day."""
    link = MqttLink(stage.url, "bench-board")
    link.start(will_topic="bench/board", will_payload=b"gone")
    day = Day(link)
    try:
        found: dict[str, Any] = {}
        for ticker in ("run", "off"):
            tick(f"at rest, ticker {ticker}")
            found[f"ticker_{ticker}_cpu_percent"] = _at_rest(stage, day, ticker, idle_s)
        return found | _through_the_day(stage, day, calls, tick)
    finally:
        link.close()


def _at_rest(stage: Stage, day: Day, ticker: str, idle_s: float) -> float:
    """A board that stands, with seven counters and nobody called."""
    with _lobby(stage, ticker) as program:
        hand = Hand(program)
        day.office()
        day.board(samples.board(total=COUNTERS))
        _beats(day, 2.0)
        assert hand.do(f"wait revision:{day.revision}")["ok"], "the board was not painted"
        process = psutil.Process(program.process.pid)
        before_s, began_s = _processor_s(process), time.monotonic()
        _beats(day, idle_s)
        took_s = time.monotonic() - began_s
        used_s = _processor_s(process) - before_s
        hand.do("quit")
    return round(used_s / took_s * 100, 2)


def _through_the_day(stage: Stage, day: Day, calls: int, tick: Tick) -> dict[str, float]:
    with _lobby(stage, "run") as program:
        hand, process = Hand(program), psutil.Process(program.process.pid)
        day.office()
        first = 0.0
        for n, (now_ms, board) in enumerate(boards(calls)):
            day.board(board)
            if n % int(BOARDS_S / 2) == 0:
                day.beat(now_ms)
                tick(f"board {n} of {2 * calls}")
            if n == min(WARM, calls):
                assert hand.do(f"wait revision:{day.revision}")["ok"]
                first = _rss_mb(process)
            time.sleep(1 / BOARDS_S)
        assert hand.do(f"wait revision:{day.revision}")["ok"], "the last board was not painted"
        last = _rss_mb(process)
        hand.do("quit")
    return {"boards": day.revision, "rss_begin_mb": first, "rss_end_mb": last, "rss_grown_mb": round(last - first, 1)}


def _lobby(stage: Stage, ticker: str) -> Any:
    arguments = ("--name", "lobby1", "--broker", stage.url, "--site", SITE, "--play", "-", "--ticker", ticker)
    program = start(f"lobby-{ticker}", "display", "lobby", *arguments, folder=stage.folder, piped=True)
    return program.wait_ready(60)


def _beats(day: Day, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        day.beat(int(samples.MONDAY_0805))
        time.sleep(min(1.0, max(0.0, end - time.monotonic())))


def _processor_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _rss_mb(process: psutil.Process) -> float:
    return round(process.memory_info().rss / 1e6, 1)
