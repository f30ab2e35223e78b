"""The kiosk without its window on the real things: mosquitto, the engine's program, a printer on TCP, threads."""

from __future__ import annotations

import itertools
import queue
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from broker.client.clock import boottime_s
from broker.client.device import Device
from broker.client.mqtt import MqttLink
from broker.contract.topics import Topics
from broker.office import read_office
from firmware_cfg.processes import Program, start, start_mosquitto
from kiosk.machine import Machine
from kiosk.offline.journal import Journal
from kiosk.offline.rows import Boot
from kiosk.printing.options import PrinterOptions
from kiosk.printing.ports import open_port
from kiosk.printing.printer import Printer
from kiosk.printing.shop import PrintShop
from kiosk.session.messages import QUICK, Input, Touch
from kiosk.session.session import Session
from kiosk.session.views import Take, View
from kiosk.virtual_printer import VirtualPrinter
from kiosk.worker import Worker

pytestmark = pytest.mark.flow

OFFICE = Path(__file__).parents[2] / "assets/offices/commune.toml"
#: 08:00 of Monday 23 November 2026, local time.
EIGHT_MS = 1_795_395_600_000


class Kiosk:
    """A whole kiosk but for its screen; `hands` are touches sent as the window would send them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.exits = folder, ExitStack()
        self.office = read_office(OFFICE)
        self.name = self.office.kiosks[0].id
        self.views: queue.SimpleQueue[View] = queue.SimpleQueue()
        self.view: View | None = None
        self.tokens = (f"token-{n:05d}" for n in itertools.count())
        self.failed: list[BaseException] = []
        self.mosquitto, self.port = start_mosquitto(folder / "logs")
        self.exits.callback(self.mosquitto.stop)
        self.engine = self.start_engine()
        self.paper = self.exits.enter_context(VirtualPrinter(folder / "cuts", listen=("127.0.0.1", 0), speed=20))
        self.start_kiosk()

    def start_engine(self) -> Program:
        engine = start(
            "engine", "broker", "run", "--db", str(self.folder / "engine.db"), "--office", str(OFFICE),
            "--broker", f"mqtt://127.0.0.1:{self.port}", "--open-day", "2026-11-23",
            "--clock", f"{EIGHT_MS}@{boottime_s()}", folder=self.folder / "logs",
        )  # fmt: skip
        self.exits.callback(lambda: engine.alive and engine.stop())
        engine.wait_ready()
        return engine

    def start_kiosk(self) -> None:
        boot = Boot("boot-1", boottime_s)
        self.journal = Journal(self.folder / "kiosk", boot)
        link = MqttLink(f"mqtt://127.0.0.1:{self.port}", f"motcua-{self.name}")
        device = Device(link, Topics(self.office.site), self.name, handler=None)  # type: ignore[arg-type]
        printer = Printer(open_port(self.paper.urls["tcp"]), PrinterOptions())
        self.shop = PrintShop(printer, self.put, poll_s=1.0)
        session = Session(self.name, hands=QUICK)
        machine = Machine(self.name, device, session, self.journal, self.shop, boot, self.views.put)
        self.worker = Worker(machine, self.failed.append)
        self.worker.start()
        self.shop.start()

    def put(self, event: Input) -> None:
        """What the printer's thread tells."""
        self.worker.put(event)

    def touch(self, action: str) -> None:
        """Touch something as soon as it is there."""
        self.until(lambda view: action in view.actions, f"{action} to touch")
        self.worker.put(Touch(action=action, token=next(self.tokens)))

    def until(self, wanted: Callable[[View], bool], what: str, deadline_s: float = 15.0) -> View:
        """Wait for a view."""
        end = time.monotonic() + deadline_s
        while self.view is None or not wanted(self.view):
            assert not self.failed, self.failed
            try:
                self.view = self.views.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"not within {deadline_s} s: {what}; there is {self.view}")
        return self.view

    def take(self, *ways: str) -> str:
        """A visitor takes a number; the one on the ticket page."""
        for action in (*ways, "take"):
            self.touch(action)
        view = self.until(lambda view: view.page == "ticket", "the ticket")
        assert isinstance(view.content, Take)
        number = view.content.number
        self.until(lambda view: view.page == "home", "the first page again")
        return number

    def close(self) -> None:
        self.worker.close()
        self.shop.close()
        self.journal.close()
        self.exits.close()


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    kiosk = Kiosk(tmp_path)
    yield kiosk
    kiosk.close()


def test_from_touch_to_proven_paper(kiosk: Kiosk) -> None:
    assert kiosk.take("field:land", "service:land-split") == "A-001"
    begun = time.monotonic()
    assert kiosk.take("field:land", "service:land-first") == "A-002"
    assert time.monotonic() - begun < 1.5, "a visitor holds the next one up"
    (first, second) = kiosk.journal.rows("2026-11-23")
    assert [(row.state, row.paper) for row in (first, second)] == [("issued", "proven")] * 2
    assert len(list((kiosk.folder / "cuts").glob("*.png"))) == 2


def test_engine_killed_and_back_each_visitor_keeps_one_number(kiosk: Kiosk) -> None:
    assert kiosk.take("field:land", "service:land-split") == "A-001"
    kiosk.engine.kill()
    kiosk.until(lambda view: any(banner.key == "out.link" for banner in view.banners), "cut off")
    first = kiosk.take("field:land", "service:land-split")
    reserved = kiosk.office.kiosks[0].reserved
    assert first == f"A-{reserved[0]}"
    kiosk.start_engine()
    kiosk.until(lambda view: not view.banners, "back on line")
    assert kiosk.take("field:land", "service:land-split") == "A-002"
    assert [row.state for row in kiosk.journal.rows("2026-11-23")] == ["issued", "offline", "issued"]
    end = time.monotonic() + 10
    while kiosk.journal.due_n and time.monotonic() < end:
        time.sleep(0.05)
    assert kiosk.journal.due_n == 0


def test_mosquitto_killed_and_back(kiosk: Kiosk) -> None:
    assert kiosk.take("field:land", "service:land-split") == "A-001"
    kiosk.mosquitto.kill()
    kiosk.until(lambda view: any(banner.key == "out.link" for banner in view.banners), "cut off")
    kiosk.mosquitto, _ = start_mosquitto(kiosk.folder / "logs", kiosk.port)
    kiosk.exits.callback(kiosk.mosquitto.stop)
    kiosk.until(lambda view: not view.banners, "back on line", deadline_s=30)
    assert kiosk.take("field:land", "service:land-split") == "A-002"
