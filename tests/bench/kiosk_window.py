"""Memory of the whole kiosk program through many tickets taken at its window, finger by finger."""

from __future__ import annotations

import json
from pathlib import Path

import psutil

from broker.contract.commands import Key, PressKey
from broker.engine import Engine
from firmware_cfg.demo.hand import Hand
from firmware_cfg.processes import start
from tests.bench.blocks import Tick
from tests.bench.hall import bench_office
from tests.bench.kiosk import EIGHT_MS
from tests.bench.stage import Stage
from tests.engines import EngineThread

#: One visitor: the field with one service, the number, the paper, the first page again.
VISIT = ("touch field:collect", "touch take", "wait page:ticket 120", "wait page:home 120")
SITE, KIOSK = "binh-minh", "kiosk-1"
#: Who serves them, and of what: NEXT opens the counter, calls, and ends a service; START begins one.
COUNTER, SERVICE, MOST_PRESSES = "1", "collect", 4


def window_growth(stage: Stage, warm_up: int, tickets: int, tick: Tick) -> dict[str, float]:
    """RSS before and after, in MB, and by how much of a hundred it grew."""
    folder = stage.folder
    printer = start(
        "printer", "kiosk.virtual_printer", "--listen", "127.0.0.1:0", "--out", str(folder / "cuts"), "--speed", "50",
        folder=folder,
    )  # fmt: skip
    with printer, EngineThread(stage.url, bench_office(SITE), folder / "kiosk.db", now_ms=EIGHT_MS) as engine:
        printer.wait_ready(60)
        tcp = json.loads((folder / "printer.ready").read_text())["tcp"]
        with start("kiosk", *_command(stage.url, tcp, folder), folder=folder, piped=True) as kiosk:
            kiosk.wait_ready(60)
            hand, process = Hand(kiosk), psutil.Process(kiosk.process.pid)
            _visits(hand, engine, warm_up, tick)
            before = process.memory_info().rss / 1e6
            _visits(hand, engine, tickets, tick)
            after = process.memory_info().rss / 1e6
    grown = round((after / before - 1) * 100, 2)
    return {"tickets": tickets, "before_mb": round(before, 1), "after_mb": round(after, 1), "grown_percent": grown}


def _command(url: str, printer: str, folder: Path) -> tuple[str, ...]:
    return (
        "kiosk", "run", "--name", KIOSK, "--site", SITE, "--broker", url, "--printer", printer, "--sound", "",
        "--state-dir", str(folder / "kiosk-state"), "--hands", "quick", "--play", "-",
    )  # fmt: skip


def _visits(hand: Hand, engine: EngineThread, count: int, tick: Tick) -> None:
    """Raises RuntimeError when a visitor did not get through."""
    for nth in range(count):
        tick(f"ticket {nth + 1} of {count} at the window")
        for line in VISIT:
            answer = hand.do(line)
            if not answer["ok"]:
                raise RuntimeError(f"visitor {nth + 1}: {line}: {answer.get('why')}")
        engine.ask(_serve)


def _serve(engine: Engine) -> None:
    """A clerk finishes the one before, and calls and starts this one: no day at a window is a queue that only grows."""
    for _ in range(MOST_PRESSES):
        desk = engine.floor.state.desks[COUNTER]
        if desk.state == "serving" and not engine.floor.waiting(SERVICE):
            return
        key: Key = "start" if desk.state == "calling" else "next"
        engine.submit(
            PressKey(counter=COUNTER, revision=desk.revision, epoch=engine.epoch, beat=engine.beat, key=key)
        )
    raise RuntimeError(f"counter {COUNTER} is {desk.state} after {MOST_PRESSES} presses")
