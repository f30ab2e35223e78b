"""Two printers: whatever befalls the first, the slip comes out of one of them, and never out of both."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from kiosk.printing.options import PrinterOptions
from kiosk.printing.pair import Pair
from kiosk.printing.ports import open_port
from kiosk.printing.printer import Printer
from kiosk.printing.shop import PrintShop
from kiosk.printing.status import Failed, Proven, Silent
from kiosk.session.messages import Input, PrinterChanged
from kiosk.virtual_printer import VirtualPrinter, sample_slip

pytestmark = pytest.mark.edge

OPTIONS = PrinterOptions(status_timeout_ms=1_000, send_timeout_ms=5_000, proof_timeout_ms=2_500)


class Two:
    """Two virtual printers and the pair of them."""

    def __init__(self, folder: Path, exits: ExitStack) -> None:
        first, second = (
            exits.enter_context(VirtualPrinter(folder / name, listen=("127.0.0.1", 0), speed=100)) for name in "ab"
        )
        self.first, self.second = first, second
        self.pair = Pair(*(Printer(open_port(each.urls["tcp"]), OPTIONS) for each in (first, second)))

    @property
    def cuts(self) -> tuple[int, int]:
        return len(self.first.cuts), len(self.second.cuts)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with ExitStack() as exits:
        yield Two(tmp_path, exits)


def test_while_the_first_prints_the_second_rests(two: Two) -> None:
    assert all(isinstance(two.pair.print(sample_slip()), Proven) for _ in range(3))
    assert two.cuts == (3, 0)


@pytest.mark.parametrize("knob", ["paper out", "cover open", "jam on", "power off", "paper in 60"])
def test_what_the_first_reports_as_not_printed_the_second_prints(two: Two, knob: str) -> None:
    two.first.turn(knob)
    assert isinstance(two.pair.print(sample_slip()), Proven)
    assert two.cuts == (0, 1)
    assert two.pair.status().spare is not None


def test_a_first_that_is_mended_prints_again(two: Two) -> None:
    two.first.turn("cover open")
    two.pair.print(sample_slip())
    two.first.turn("cover close")
    assert isinstance(two.pair.print(sample_slip()), Proven)
    assert two.cuts == (1, 1)
    assert two.pair.status().spare is None


@pytest.mark.parametrize("knob", ["mute on", "die after 3000"])
def test_silence_of_the_first_is_not_printed_a_second_time(two: Two, knob: str) -> None:
    two.first.turn(knob)
    assert isinstance(two.pair.print(sample_slip()), Silent)
    assert two.cuts[1] == 0


def test_both_out_is_the_trouble_of_the_first(two: Two) -> None:
    two.first.turn("jam on")
    two.second.turn("paper out")
    outcome = two.pair.print(sample_slip())
    assert isinstance(outcome, Failed)
    assert outcome.reason == "jam"
    assert two.pair.status().fault == "jam"


def test_the_office_hears_that_one_of_two_is_out(two: Two) -> None:
    told: queue.Queue[Input] = queue.Queue()
    shop = PrintShop(two.pair, told.put, poll_s=0.1)
    shop.start()
    assert told.get(timeout=5) == PrinterChanged(trouble="")
    two.second.turn("paper out")
    assert told.get(timeout=5) == PrinterChanged(trouble="", spare="paper")
    two.second.turn("paper in")
    assert told.get(timeout=5) == PrinterChanged(trouble="")
    two.first.turn("cover open")
    assert told.get(timeout=5) == PrinterChanged(trouble="", spare="cover")
    shop.close()
