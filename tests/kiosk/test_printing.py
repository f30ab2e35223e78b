"""The printer's thread, on a virtual printer at a TCP port: results, changes, and never a hang."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.printing.options import PrinterOptions
from kiosk.printing.ports import open_port
from kiosk.printing.printer import Printer
from kiosk.printing.shop import PrintShop, condition
from kiosk.printing.status import PaperLevel, PrinterStatus
from kiosk.session.messages import Input, PrinterChanged, PrintResult
from kiosk.virtual_printer import VirtualPrinter, sample_slip

pytestmark = pytest.mark.edge


class Told:
    """What the shop told, waited for with a deadline."""

    def __init__(self) -> None:
        self.inbox: queue.Queue[Input] = queue.Queue()

    def next(self, kind: type[Input], deadline_s: float = 10.0) -> Input:
        while True:
            said = self.inbox.get(timeout=deadline_s)
            if isinstance(said, kind):
                return said


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[VirtualPrinter]:
    with VirtualPrinter(tmp_path / "cuts", listen=("127.0.0.1", 0), speed=50) as printer:
        yield printer


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def shop(paper: VirtualPrinter, told: Told) -> Iterator[PrintShop]:
    printer = Printer(open_port(paper.urls["tcp"]), PrinterOptions(status_timeout_ms=300))
    shop = PrintShop(printer, told.inbox.put, poll_s=0.1)
    shop.start()
    yield shop
    shop.close()


def test_it_says_at_once_how_the_printer_is(shop: PrintShop, told: Told) -> None:
    assert told.next(PrinterChanged) == PrinterChanged(trouble="")


def test_a_slip_is_printed_and_proven(shop: PrintShop, told: Told, paper: VirtualPrinter) -> None:
    shop.order("request-1", sample_slip("A-001"))
    assert told.next(PrintResult) == PrintResult(request_id="request-1", outcome="proven")


def test_paper_out_fails_the_slip_and_is_told_and_passes(shop: PrintShop, told: Told, paper: VirtualPrinter) -> None:
    told.next(PrinterChanged)
    paper.turn("paper out")
    changed = told.next(PrinterChanged)
    assert isinstance(changed, PrinterChanged)
    assert changed.trouble == "paper"
    shop.order("request-1", sample_slip("A-001"))
    result = told.next(PrintResult)
    assert isinstance(result, PrintResult)
    assert (result.outcome, result.reason.startswith("paper out")) == ("failed", True)
    paper.turn("paper in")
    assert told.next(PrinterChanged) == PrinterChanged(trouble="")


def test_a_printer_that_is_not_there_is_out_of_service(told: Told) -> None:
    shop = PrintShop(Printer(open_port("tcp://127.0.0.1:9"), PrinterOptions()), told.inbox.put)
    shop.start()
    changed = told.next(PrinterChanged)
    shop.close()
    assert isinstance(changed, PrinterChanged)
    assert changed.trouble == "service"
    assert "127.0.0.1:9" in changed.reason


def test_a_slip_that_cannot_be_made_is_a_reported_failure(told: Told) -> None:
    class Broken:
        def status(self) -> PrinterStatus:
            return PrinterStatus(online=True)

        def print(self, slip: object) -> object:
            raise ValueError("no such picture")

        def close(self) -> None:
            """Nothing to let go of."""

    shop = PrintShop(Broken(), told.inbox.put)  # type: ignore[arg-type]
    shop.start()
    shop.order("request-1", sample_slip("A-001"))
    assert told.next(PrintResult) == PrintResult(request_id="request-1", outcome="failed", reason="no such picture")
    shop.close()


def test_a_mute_printer_may_work_and_a_low_roll_is_told() -> None:
    assert condition(PrinterStatus()).trouble == ""
    low = condition(PrinterStatus(online=True, paper=PaperLevel.NEAR_END))
    assert (low.trouble, low.near_end) == ("", True)
    assert condition(PrinterStatus(online=False, cover_open=True)).reason == "cover open"
