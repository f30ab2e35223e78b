"""The kiosk: from the touch to the printer's first byte, memory through many visitors, feedback under a finger."""

from __future__ import annotations

import gc
import itertools
import queue
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

from assets.files import find
from broker.client.clock import boottime_s
from broker.client.device import Device
from broker.client.mqtt import MqttLink
from broker.contract.topics import Topics
from broker.office import read_office
from firmware_cfg.processes import start
from kiosk.machine import Machine
from kiosk.offline.journal import Journal
from kiosk.offline.rows import Boot
from kiosk.printing.options import PrinterOptions
from kiosk.printing.ports import Port, open_port
from kiosk.printing.printer import INIT, Printer
from kiosk.printing.shop import PrintShop
from kiosk.session.messages import QUICK, Input, Touch
from kiosk.session.session import Session
from kiosk.session.views import View
from kiosk.virtual_printer import VirtualPrinter
from kiosk.worker import Worker
from tests.bench.blocks import Tick, ask, quantile
from tests.bench.hall import SAMPLE
from tests.bench.stage import Stage

#: 08:00 of Monday 23 November 2026 at the sample office.
EIGHT_MS, DAY = 1_795_395_600_000, "2026-11-23"
WAY = ("field:certify", "service:certify-copy", "take")
WARM_UP = 10
DEADLINE_S = 30.0
#: Nobody is called meanwhile: to whom so many stand before the kiosk offers the afternoon, and that is another way.
MOST_WAITING = 50


class Timed:
    """A port that notes when the first byte of a ticket went out: a ticket begins with INIT, a question does not."""

    def __init__(self, port: Port) -> None:
        self._port, self.first_s = port, 0.0
        self.name, self.receive, self.rest = port.name, port.receive, port.rest
        self.abort, self.close = port.abort, port.close

    def send(self, data: bytes, timeout_s: float) -> None:
        """As the port does."""
        if data.startswith(INIT):
            self.first_s = time.perf_counter()
        self._port.send(data, timeout_s)


class Visitor:
    """A whole kiosk but for its window; its touches come as the window's would."""

    def __init__(self, url: str, folder: Path, port: Port) -> None:
        office = read_office(find(SAMPLE))
        self.port, self.views = Timed(port), queue.SimpleQueue[View]()
        self._tokens = (f"bench-{n:06d}" for n in itertools.count())
        name, boot = office.kiosks[0].id, Boot("bench", boottime_s)
        self._journal = Journal(folder, boot)
        device = Device(MqttLink(url, f"bench-{name}"), Topics(office.site), name, handler=None)  # type: ignore[arg-type]
        self._shop = PrintShop(Printer(self.port, PrinterOptions()), self._put)  # type: ignore[arg-type]
        session = Session(name, hands=QUICK)
        machine = Machine(name, device, session, self._journal, self._shop, boot, self.views.put)
        self._worker = Worker(machine, lambda error: None)
        self._worker.start()
        self._shop.start()

    def visit_ms(self) -> float:
        """One visitor; milliseconds from the last touch to the first byte."""
        for action in WAY:
            self._until(lambda view, action=action: action in view.actions)  # type: ignore[misc]
            touched_s = time.perf_counter()
            self._put(Touch(action=action, token=next(self._tokens)))
        self._until(lambda view: view.page == "ticket")
        took_ms = (self.port.first_s - touched_s) * 1000
        self._until(lambda view: view.page == "home")
        return took_ms

    def close(self) -> None:
        """End it in order."""
        self._worker.close()
        self._shop.close()
        self._journal.close()

    def _put(self, event: Input) -> None:
        self._worker.put(event)

    def _until(self, wanted: Any) -> None:
        view = getattr(self, "_view", None)
        while view is None or not wanted(view):
            view = self._view = self.views.get(timeout=DEADLINE_S)


def first_byte(stage: Stage, count: int, tick: Tick) -> dict[str, float]:
    """Touch -> first byte at the printer, beside the floor: a durable answer over MQTT in the same minutes.

    Within it: the engine's answer, the kiosk's journal, layout and raster, and three questions to the printer.
    """
    stage.floor()
    office = read_office(find(SAMPLE))
    site = stage.site("first-byte")
    site.start()
    hand = stage.asker(site.site, floor=True)
    with (
        VirtualPrinter(stage.folder / "cuts", listen=("127.0.0.1", 0), speed=50) as paper,
        start(
            "kiosk-engine", "broker", "run", "--db", str(stage.folder / "kiosk.db"), "--office", str(find(SAMPLE)),
            "--broker", stage.url, "--open-day", DAY, "--clock", f"{EIGHT_MS}@{boottime_s()}", folder=stage.folder,
        ) as engine,
    ):  # fmt: skip
        engine.wait_ready(60)
        visitor = Visitor(stage.url, stage.folder / "kiosk", open_port(paper.urls["tcp"]))
        try:
            for _ in range(WARM_UP):
                visitor.visit_ms()
            floor, found = [], []
            for nth in range(min(count, MOST_WAITING)):
                tick(f"visitor {nth + 1} at {office.kiosks[0].id}")
                floor += ask(hand, "floor", 5)["ms"]
                found.append(visitor.visit_ms())
        finally:
            visitor.close()
    return _beside(found, floor)


def _beside(found: list[float], floor: list[float]) -> dict[str, float]:
    p50, p99 = quantile(found, 0.5), quantile(found, 0.99)
    return {
        "visitors": len(found), "p50_ms": round(p50, 2), "p99_ms": round(p99, 2),
        "floor_p50_ms": round(quantile(floor, 0.5), 3), "ratio_p50": round(p50 / quantile(floor, 0.5), 1),
        "ratio_p99": round(p99 / quantile(floor, 0.99), 1),
    }  # fmt: skip


def session_growth(count: int, tick: Tick) -> dict[str, float]:
    """Memory of a process through so many visitors at a session, after a tenth of them to warm up."""
    from tests.bench.visitors import Many

    many = Many()
    tick("visitors at a session, warm-up")
    many.serve(count // 10)
    before = _rss_mb()
    tick(f"{count:,} visitors at a session")
    many.serve(count)
    after = _rss_mb()
    return {"visitors": count, "rss_mb": after, "grown_percent": round((after / before - 1) * 100, 2)}


def _rss_mb() -> float:
    gc.collect()
    return round(psutil.Process().memory_info().rss / 1e6, 2)


def feedback(count: int, tick: Tick) -> dict[str, float]:
    """Frames and milliseconds from a finger on a card to the frame in which it has sunk, on the real window."""
    from tests.kivy_tools import Stage as Glass
    from tests.kivy_tools import open_window

    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as home:
        glass = Glass(open_window(Path(home)))
    tick("touches on the window")
    frames, took_ms = zip(*(_press(glass, nth) for nth in range(count)), strict=True)
    glass.clear()
    return {
        "touches": count, "frames_most": max(frames), "p50_ms": round(quantile(list(took_ms), 0.5), 2),
        "p99_ms": round(quantile(list(took_ms), 0.99), 2),
    }  # fmt: skip


def _press(glass: Any, nth: int) -> tuple[int, float]:
    from assets.look.kit import Kit
    from assets.look.theme import Screen, hand_look
    from kiosk.screens.whole import Whole
    from tests.kiosk.pages import every_page

    whole = Whole(Kit(hand_look(Screen(1080, 1920, 21.5))), lambda _action: None)
    view = every_page("vi")["home"]
    whole.show(view)
    glass.show(whole)
    cards = [each for each in sorted(view.actions) if each.startswith("field:")]
    card = whole.carrying(cards[nth % len(cards)])
    x, y = card.to_window(card.center_x, card.y + card.height * 0.9)
    before = glass.pixel(x, y)
    finger, began_s, frames = glass.finger(card), time.perf_counter(), 0
    finger.down()
    while glass.pixel(x, y) == before and frames < 20:
        glass.frames()
        frames += 1
    took_ms = (time.perf_counter() - began_s) * 1000
    finger.up()
    return frames, took_ms
