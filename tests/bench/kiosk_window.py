"""Memory of the whole kiosk program through many tickets taken at its window, finger by finger."""

from __future__ import annotations

import json
from pathlib import Path

import psutil

from broker.contract.commands import Key, PressKey
from broker.engine import Engine
from firmware_cfg.demo.hand import Hand
from firmware_cfg.processes import Program, start
from tests.bench.blocks import Tick
from tests.bench.hall import bench_office
from tests.bench.kiosk import EIGHT_MS
from tests.bench.stage import Stage
from tests.engines import EngineThread

#: One visitor: the field with one service, the number, the paper, the first page again.
VISIT = ("touch field:collect", "touch take", "wait page:ticket 120", "wait page:home 120")
#: Longer than the two waits of a visit; a roll of 80 m has room for more than so many.
PATIENCE_S, TICKETS_A_ROLL = 130.0, 300
SITE, KIOSK = "binh-minh", "kiosk-1"
#: Who serves them, and of what: NEXT opens the counter, calls, and ends a service; START begins one.
COUNTER, SERVICE, MOST_PRESSES = "1", "collect", 4


def window_growth(stage: Stage, warm_up: int, tickets: int, tick: Tick) -> dict[str, float]:
    """RSS before and after, in MB, and by how much of a hundred it grew."""
    folder = stage.folder
    printer = start(
        "printer", "kiosk.virtual_printer", "--listen", "127.0.0.1:0", "--out", str(folder / "cuts"), "--speed", "50",
        folder=folder, piped=True,
    )  # fmt: skip
    with printer, EngineThread(stage.url, bench_office(SITE), folder / "kiosk.db", now_ms=EIGHT_MS) as engine:
        printer.wait_ready(60)
        tcp = json.loads((folder / "printer.ready").read_text())["tcp"]
        with start("kiosk", *_command(stage.url, tcp, folder), folder=folder, piped=True) as kiosk:
            kiosk.wait_ready(60)
            day, process = Day(Hand(kiosk), printer, engine), psutil.Process(kiosk.process.pid)
            day.visits(warm_up, tick)
            before = process.memory_info().rss / 1e6
            day.visits(tickets, tick)
            after = process.memory_info().rss / 1e6
    grown = round((after / before - 1) * 100, 2)
    return {"tickets": tickets, "before_mb": round(before, 1), "after_mb": round(after, 1), "grown_percent": grown}


def _command(url: str, printer: str, folder: Path) -> tuple[str, ...]:
    return (
        "kiosk", "run", "--name", KIOSK, "--site", SITE, "--broker", url, "--printer", printer, "--sound", "",
        "--state-dir", str(folder / "kiosk-state"), "--hands", "quick", "--play", "-",
    )  # fmt: skip


class Day:
    """Visitors at the window, a clerk who serves them, and somebody who changes the paper in time."""

    def __init__(self, hand: Hand, printer: Program, engine: EngineThread) -> None:
        self._hand, self._printer, self._engine, self._nth = hand, printer, engine, 0

    def visits(self, count: int, tick: Tick) -> None:
        """So many. Raises RuntimeError when a visitor did not get through."""
        for nth in range(count):
            tick(f"ticket {nth + 1} of {count} at the window")
            if self._nth % TICKETS_A_ROLL == 0:
                self._new_roll()
            self._nth += 1
            for line in VISIT:
                answer = self._hand.do(line, PATIENCE_S)
                if not answer["ok"]:
                    raise RuntimeError(f"visitor {self._nth}: {line}: {answer.get('why')}")
            self._engine.ask(_serve)

    def _new_roll(self) -> None:
        knobs = self._printer.process.stdin
        assert knobs is not None
        knobs.write("paper in\n")
        knobs.flush()


def _serve(engine: Engine) -> None:
    """A clerk finishes the one before, and calls and starts this one: no day at a window is a queue that only grows."""
    for _ in range(MOST_PRESSES):
        desk = engine.floor.state.desks[COUNTER]
        if desk.state == "serving" and not engine.floor.waiting(SERVICE):
            return
        key: Key = "start" if desk.state == "calling" else "next"
        engine.submit(PressKey(counter=COUNTER, revision=desk.revision, epoch=engine.epoch, beat=engine.beat, key=key))
    raise RuntimeError(f"counter {COUNTER} is {desk.state} after {MOST_PRESSES} presses")
