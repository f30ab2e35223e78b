"""The life of a printer, on each kind of line, through the kiosk itself: what the screen says, what the office hears,
and that a visitor is served as soon as it is over, without anything being started again.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.paper.checklist import Checklist
from kiosk.paper.ticket import Slip
from kiosk.printing import shop
from kiosk.printing.options import PrinterOptions
from kiosk.printing.ports import open_port
from kiosk.printing.printer import Printer
from kiosk.printing.shop import PrintShop
from kiosk.session.messages import Input
from kiosk.virtual_printer import VirtualPrinter
from tests.kiosk.world import PaperTray, World

pytestmark = pytest.mark.edge

OPTIONS = PrinterOptions(status_timeout_ms=300, send_timeout_ms=20_000, proof_timeout_ms=10_000)
DEADLINE_S = 40.0
#: A ticket takes a tenth of a second here, and at the pace of the slow line five: its pauses are never shorter.
SLOW_S, SLOW_LINE = 2.0, "slow 60"


class Counterpart(PaperTray):
    """The world's printer is the shop's: a real one on a line."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.said: queue.SimpleQueue[Input] = queue.SimpleQueue()
        self.shop = PrintShop(Printer(open_port(url), OPTIONS), self.said.put, poll_s=0.2, slow_s=SLOW_S)
        self.shop.start()

    def order(self, request_id: str, slip: Slip | Checklist) -> None:
        self.shop.order(request_id, slip)

    def results(self) -> list[Input]:  # type: ignore[override]
        """What the printer's thread has told since."""
        said = []
        while not self.said.empty():
            said.append(self.said.get())
        return said


class Living(World):
    """A kiosk with such a printer."""

    def __init__(self, folder: Path, virtual: VirtualPrinter, kind: str) -> None:
        self.virtual, self.url = virtual, virtual.urls[kind]
        super().__init__(folder)
        self.engine.publish_all()

    def start(self) -> None:
        self.tray = Counterpart(self.url)
        super().start()

    def until(self, page: str, *codes: str) -> None:
        """Until the screen shows a page and the office is told of exactly this."""
        self._wait(lambda: (self.page, self.standing) == (page, set(codes)), page, *codes)

    def _wait(self, true: Callable[[], bool], page: str, *codes: str) -> None:
        end = time.monotonic() + DEADLINE_S
        while not true():
            assert time.monotonic() < end, (page, codes, self.page, self.standing)
            time.sleep(0.1)  # hands and printer on the same clock
            self.pass_s(0.25)

    @property
    def standing(self) -> set[str]:
        """What is wrong, as the office knows it."""
        return {each.code for each in self.engine.hall.floor.state.troubles.values()}

    def serve(self) -> None:
        """A visitor takes a number and gets paper."""
        papers = len(self.virtual.cuts)
        self.touch("field:land", "take")
        self._wait(lambda: self.page == "ticket", "ticket")
        self.virtual.wait_for_cuts(papers + 1, DEADLINE_S)
        self.touch("done")


@pytest.fixture(params=["tcp", "serial", "usb-lp"])
def kiosk(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Living]:
    monkeypatch.setattr(shop, "TROUBLED_POLL_S", 0.2)
    with VirtualPrinter(tmp_path / "cuts", terminal=tmp_path / "line", speed=100) as virtual:
        made = Living(tmp_path / "kiosk", virtual, request.param)
        made.until("home")
        yield made
        made.tray.shop.close()  # type: ignore[attr-defined]


#: A knob, what the screen shows and the office hears of it, and the knob back.
LIFE = [
    ("paper out", "out.paper", {"paper_out"}, "paper in"),
    ("cover open", "out.service", {"printer_cover"}, "cover close"),
    ("jam on", "out.service", {"printer_jam"}, "jam off"),
    ("power off", "out.service", {"printer_gone"}, "power on"),
    ("mute on", "home", {"printer_mute"}, "mute off"),
    ("near_end on", "home", {"paper_near_end"}, "near_end off"),
]


def test_each_state_is_shown_told_and_over_without_a_restart(kiosk: Living) -> None:
    kiosk.serve()
    for knob, page, codes, back in LIFE:
        kiosk.virtual.turn(knob)
        kiosk.until(page, *codes)
        kiosk.virtual.turn(back)
        kiosk.until("home")
    kiosk.serve()


def test_a_printer_that_dies_in_a_ticket_and_comes_back(kiosk: Living) -> None:
    kiosk.virtual.turn("die after 3000")
    kiosk.touch("field:land", "take")
    kiosk.until("ticket", "printer_gone")
    assert kiosk.view.content.unproven, "it may be on paper: nothing is void"  # type: ignore[attr-defined]
    kiosk.virtual.turn("power on")
    kiosk.touch("done")
    kiosk.until("home")
    kiosk.serve()
    assert [each.outcome for each in kiosk.engine.tickets] == [None, None]


def test_a_slow_printer_is_told_and_its_tickets_still_come(kiosk: Living) -> None:
    kiosk.virtual.turn(SLOW_LINE)
    kiosk.serve()
    kiosk.until("home", "printer_slow")
    kiosk.virtual.turn("slow 0")
    for _ in range(4):  # the first ticket that comes in time ends it; on a busy machine that is not the very next
        kiosk.serve()
        kiosk.pass_s(1)
        if not kiosk.standing:
            break
    kiosk.until("home")
