"""The printer's thread, on a virtual printer at a TCP port: results, changes, and never a hang."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.printing.options import PrinterOptions
from kiosk.printing.ports import open_port
from kiosk.printing.printer import Printer, rehearse
from kiosk.printing.shop import PrintShop, condition
from kiosk.printing.status import PaperLevel, PrinterStatus
from kiosk.session.messages import Input, PrinterChanged, PrintResult
from kiosk.virtual_printer import VirtualPrinter, sample_slip

pytestmark = pytest.mark.edge


class Told:
    """What the shop told, waited for with a deadline."""

    def __init__(self) -> None:
        self.inbox: queue.Queue[Input] = queue.Queue()

    def next(self, kind: type[Input], deadline_s: float = 30.0) -> Input:
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
    printer = Printer(open_port(paper.urls["tcp"]), PrinterOptions(status_timeout_ms=1_000))
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


def test_a_printer_that_is_not_there_is_gone(told: Told) -> None:
    shop = PrintShop(Printer(open_port("tcp://127.0.0.1:9"), PrinterOptions()), told.inbox.put)
    shop.start()
    changed = told.next(PrinterChanged)
    shop.close()
    assert isinstance(changed, PrinterChanged)
    assert changed.trouble == "gone"
    assert "127.0.0.1:9" in changed.reason


def test_a_ticket_is_rehearsed_before_the_first_and_nothing_of_it_is_printed(told: Told, paper: VirtualPrinter) -> None:
    done: list[str] = []

    def ready() -> None:
        rehearse(PrinterOptions())
        done.append("rehearsed")

    shop = PrintShop(Printer(open_port(paper.urls["tcp"]), PrinterOptions()), told.inbox.put, rehearse=ready)
    shop.order("r-1", sample_slip())
    shop.start()
    result = told.next(PrintResult)
    shop.close()
    assert isinstance(result, PrintResult) and result.outcome == "proven"
    assert done == ["rehearsed"]
    assert len(paper.cuts) == 1


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


LIFE = [
    ("paper out", "paper in", PrinterChanged(trouble="paper", reason="paper out")),
    ("cover open", "cover close", PrinterChanged(trouble="cover", reason="cover open")),
    ("jam on", "jam off", PrinterChanged(trouble="jam", reason="jam")),
    ("near_end on", "near_end off", PrinterChanged(trouble="", near_end=True)),
    ("mute on", "mute off", PrinterChanged(trouble="", reason="it does not answer", mute=True)),
]


@pytest.fixture(params=["tcp", "serial", "usb-lp"])
def anywhere(request: pytest.FixtureRequest, tmp_path: Path, told: Told) -> Iterator[tuple[PrintShop, VirtualPrinter]]:
    """A shop whose printer is on each kind of line."""
    with VirtualPrinter(tmp_path / "cuts", terminal=tmp_path / "line", speed=50) as paper:
        options = PrinterOptions(status_timeout_ms=1_000, proof_timeout_ms=3_000)
        shop = PrintShop(Printer(open_port(paper.urls[request.param]), options), told.inbox.put, poll_s=0.1, slow_s=1.0)
        shop.start()
        told.next(PrinterChanged)
        yield shop, paper
        shop.close()


def test_all_that_can_befall_a_printer_is_told_and_passes_by_itself(
    anywhere: tuple[PrintShop, VirtualPrinter], told: Told
) -> None:
    _shop, paper = anywhere
    for fault, mend, said in LIFE:
        paper.turn(fault)
        assert told.next(PrinterChanged) == said, fault
        paper.turn(mend)
        assert told.next(PrinterChanged) == PrinterChanged(trouble=""), mend


def test_a_printer_that_dies_within_a_ticket_is_gone_and_prints_again_once_it_is_back(
    anywhere: tuple[PrintShop, VirtualPrinter], told: Told
) -> None:
    shop, paper = anywhere
    paper.turn("die after 3000")
    shop.order("request-1", sample_slip("A-001"))
    result = told.next(PrintResult)
    assert isinstance(result, PrintResult)
    assert result.outcome == "silent"
    changed = told.next(PrinterChanged)
    assert isinstance(changed, PrinterChanged)
    assert changed.trouble == "gone"
    paper.turn("power on")
    assert told.next(PrinterChanged) == PrinterChanged(trouble="")
    shop.order("request-2", sample_slip("A-002"))
    assert told.next(PrintResult) == PrintResult(request_id="request-2", outcome="proven")


def test_a_slow_line_is_told_and_that_it_is_quick_again(anywhere: tuple[PrintShop, VirtualPrinter], told: Told) -> None:
    shop, paper = anywhere
    paper.turn("slow 250")  # by the printer's own clock, which runs fifty times as fast
    shop.order("request-1", sample_slip("A-001"))
    assert told.next(PrintResult) == PrintResult(request_id="request-1", outcome="proven")
    assert told.next(PrinterChanged) == PrinterChanged(trouble="", slow=True)
    paper.turn("slow 0")
    shop.order("request-2", sample_slip("A-002"))
    assert told.next(PrinterChanged) == PrinterChanged(trouble="")
