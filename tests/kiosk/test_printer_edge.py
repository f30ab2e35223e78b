"""Printing on the virtual printer over each kind of line: every fault ends in the right word, in time, and
the next ticket comes out whole without anything being started again.
"""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from kiosk.paper import raster
from kiosk.paper.strips import place, strips
from kiosk.paper.ticket import layout
from kiosk.printing.options import PrinterOptions
from kiosk.printing.ports import open_port
from kiosk.printing.printer import Printer
from kiosk.printing.status import Failed, PaperLevel, PrintOutcome, Proven, Reason, Silent
from kiosk.virtual_printer import VirtualPrinter, sample_slip
from kiosk.virtual_printer.knobs import Knobs

pytestmark = pytest.mark.edge

OPTIONS = PrinterOptions(status_timeout_ms=300, send_timeout_ms=2_000, proof_timeout_ms=1_500)
KINDS = ("tcp", "serial", "usb-lp")
SLIP = sample_slip()


class Desk:
    """A kiosk's printer on its desk."""

    def __init__(self, virtual: VirtualPrinter, kind: str) -> None:
        self.virtual, self.kind = virtual, kind
        self.printer = self.with_options(OPTIONS)

    def with_options(self, options: PrinterOptions) -> Printer:
        return Printer(open_port(self.virtual.urls[self.kind]), options)

    def turn(self, *lines: str) -> None:
        for line in lines:
            self.virtual.turn(line)

    def on(self, happens: Callable[[Knobs], bool], then: Callable[[], object]) -> None:
        """Does something, once, when the state of the printer is such, while a ticket is under way."""
        done: list[bool] = []

        def look() -> None:
            if not done and happens(self.virtual.machine.knobs):
                done.append(True)
                then()

        self.virtual.machine.on_change(look)

    def print(self) -> PrintOutcome:
        return self.printer.print(SLIP)

    def picture(self, number: int) -> Image.Image:
        return Image.open(self.virtual.picture(self.virtual.wait_for_cuts(number, 5)[number - 1])).convert("1")


@pytest.fixture(params=KINDS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    with VirtualPrinter(tmp_path / "cuts", terminal=tmp_path / "line", speed=100) as virtual:
        made = Desk(virtual, request.param)
        yield made
        made.printer.close()


def source() -> Image.Image:
    parts = strips(raster.draw(layout(SLIP, OPTIONS.paper)), OPTIONS.placement)
    return raster.stack([place(part, 576) for part in parts], 576)


def is_the_ticket(picture: Image.Image) -> bool:
    return picture.size == source().size and picture.tobytes() == source().tobytes()


def test_a_ticket_is_proven_and_is_the_picture(desk: Desk) -> None:
    outcome = desk.print()
    assert isinstance(outcome, Proven)
    assert outcome.status.paper is PaperLevel.ENOUGH
    [cut] = desk.virtual.cuts
    assert (cut.qr, cut.height_dots) == (SLIP.qr, source().height)
    assert is_the_ticket(desk.picture(1))
    assert desk.virtual.problems == []


def test_many_tickets_in_a_row(desk: Desk) -> None:
    assert all(isinstance(desk.print(), Proven) for _ in range(10))
    assert len(desk.virtual.cuts) == 10
    assert is_the_ticket(desk.picture(10))


FAULTS = [
    ("paper out", "paper in", Reason.PAPER_OUT),
    ("cover open", "cover close", Reason.COVER_OPEN),
    ("jam on", "jam off", Reason.JAM),
]


@pytest.mark.parametrize(("fault", "mend", "reason"), FAULTS)
def test_a_fault_before_the_ticket_fails_it_and_nothing_comes_out(
    desk: Desk, fault: str, mend: str, reason: Reason
) -> None:
    desk.turn(fault)
    assert desk.printer.status().fault is reason
    outcome = desk.print()
    assert isinstance(outcome, Failed)
    assert outcome.reason is reason
    desk.turn(mend)
    assert desk.printer.status().fault is None
    assert isinstance(desk.print(), Proven)
    assert len(desk.virtual.cuts) == 1
    assert is_the_ticket(desk.picture(1))


@pytest.mark.parametrize(("fault", "mend", "reason"), FAULTS)
def test_a_fault_in_the_ticket_fails_it_and_no_rest_of_it_comes_later(
    desk: Desk, fault: str, mend: str, reason: Reason
) -> None:
    full = desk.virtual.machine.knobs.paper_mm
    desk.on(lambda knobs: knobs.paper_mm < full - 40, lambda: desk.turn(fault))
    outcome = desk.print()
    assert isinstance(outcome, Failed)
    assert outcome.reason is reason
    desk.turn(mend)
    assert isinstance(desk.print(), Proven)
    assert desk.picture(1).height < source().height
    assert is_the_ticket(desk.picture(2))
    assert len(desk.virtual.cuts) == 2


def test_the_roll_ends_within_a_ticket(desk: Desk) -> None:
    desk.turn("paper in 60")
    outcome = desk.print()
    assert isinstance(outcome, Failed)
    assert outcome.reason is Reason.PAPER_OUT
    desk.turn("paper in")
    assert isinstance(desk.print(), Proven)
    assert is_the_ticket(desk.picture(2))


def test_near_the_end_of_the_roll_tickets_still_come_and_staff_can_know(desk: Desk) -> None:
    desk.turn("near_end on")
    outcome = desk.print()
    assert isinstance(outcome, Proven)
    assert outcome.status.paper is PaperLevel.NEAR_END


def test_silence_is_neither_proof_nor_failure(desk: Desk) -> None:
    desk.turn("mute on")
    assert desk.printer.status().answered is False
    assert desk.printer.status().paper is PaperLevel.UNKNOWN
    outcome = desk.print()
    assert isinstance(outcome, Silent)
    assert "does not answer" in outcome.why
    assert is_the_ticket(desk.picture(1))
    desk.turn("mute off")
    assert isinstance(desk.print(), Proven)
    assert is_the_ticket(desk.picture(2))


def test_a_printer_that_falls_silent_within_a_ticket_is_silent(desk: Desk) -> None:
    full = desk.virtual.machine.knobs.paper_mm
    desk.on(lambda knobs: knobs.paper_mm < full - 40, lambda: desk.turn("mute on", "cover open"))
    assert isinstance(desk.print(), Silent)
    desk.turn("mute off", "cover close")
    assert isinstance(desk.print(), Proven)


def test_a_printer_that_is_off_is_unreachable_and_prints_once_it_is_on(desk: Desk) -> None:
    desk.turn("power off")
    assert desk.printer.status().answered is False
    outcome = desk.print()
    assert isinstance(outcome, Failed)
    assert outcome.reason is Reason.UNREACHABLE
    assert desk.virtual.urls[desk.kind] in outcome.detail
    desk.turn("power on")
    wait_until(lambda: desk.printer.status().answered)
    assert isinstance(desk.print(), Proven)


def wait_until(holds: Callable[[], bool], limit_s: float = 5) -> None:
    deadline_s = time.monotonic() + limit_s
    while not holds():
        assert time.monotonic() < deadline_s, "did not happen in time"


@pytest.mark.parametrize("death", ["die after 3000", "die strip 30"])
def test_a_printer_that_dies_in_a_ticket_reports_nothing(desk: Desk, death: str) -> None:
    desk.turn(death)
    outcome = desk.print()
    assert isinstance(outcome, Silent)
    desk.turn("power on")
    wait_until(lambda: desk.printer.status().answered)
    assert isinstance(desk.print(), Proven)
    assert desk.picture(1).height < source().height
    assert is_the_ticket(desk.picture(2))


def test_a_ticket_cut_short_by_a_printer_that_is_ready_again_has_failed(desk: Desk) -> None:
    desk.turn("slow 20000", "speed 1", "die after 3000")
    desk.on(lambda knobs: not knobs.power, lambda: desk.turn("slow 0", "speed 100", "power on"))
    outcome = desk.print()
    # On a line that comes back slowly, the printer cannot be asked in time: then nothing is known.
    assert isinstance(outcome, Silent) or (isinstance(outcome, Failed) and outcome.reason is Reason.INTERRUPTED)
    wait_until(lambda: desk.printer.status().answered)
    assert isinstance(desk.print(), Proven)
    assert is_the_ticket(desk.picture(2))


def test_a_power_cut_that_a_serial_cable_does_not_notice_is_no_proof(tmp_path: Path) -> None:
    with VirtualPrinter(tmp_path / "cuts", listen=None, terminal=tmp_path / "line", uart=True) as virtual:
        desk = Desk(virtual, "serial")
        desk.turn("slow 20000", "die after 3000")
        back = threading.Timer(0.3, lambda: desk.turn("power on"))
        desk.on(lambda knobs: not knobs.power, back.start)
        outcome = desk.print()
        back.join()
        assert isinstance(outcome, Silent)
        cut_off = len(virtual.cuts)  # the end of the ticket, garbled, with its cut
        desk.turn("slow 0", "speed 100")
        assert isinstance(desk.print(), Proven)
        assert is_the_ticket(desk.picture(cut_off + 2))
        desk.printer.close()


def test_a_slow_line_is_waited_for(desk: Desk) -> None:
    desk.turn("speed 10", "slow 11520")
    outcome = desk.with_options(msgspec.structs.replace(OPTIONS, send_timeout_ms=5_000)).print(SLIP)
    assert isinstance(outcome, Proven)


def test_a_printer_that_stops_taking_bytes_is_given_up_in_time(desk: Desk) -> None:
    desk.turn("buffer 8192", "mute on", "paper in 20")
    began_s = time.monotonic()
    assert isinstance(desk.print(), Silent)
    assert time.monotonic() - began_s < 6


def test_a_late_proof_of_the_ticket_before_is_not_taken_for_this_one(desk: Desk) -> None:
    hasty = desk.with_options(msgspec.structs.replace(OPTIONS, proof_timeout_ms=300))
    desk.printer = hasty
    desk.turn("speed 0.5", "paper in 200")
    assert isinstance(hasty.print(SLIP), Silent)
    desk.turn("speed 1.5")
    patient = msgspec.structs.replace(OPTIONS, proof_timeout_ms=4_000)
    hasty._talk._options = patient  # the same line goes on, with more patience
    outcome = hasty.print(SLIP)
    assert isinstance(outcome, Failed)
    assert outcome.reason is Reason.PAPER_OUT


@pytest.mark.parametrize(
    ("knob", "kind"), [("status", Proven), ("paper in 60", Failed), ("mute on", Silent), ("paper out", Failed)]
)
def test_printers_without_the_proof_query_are_proven_by_their_status(desk: Desk, knob: str, kind: type) -> None:
    options = msgspec.structs.replace(OPTIONS, proof="real_time", print_mm_per_s=100)
    desk.turn(knob)
    assert isinstance(desk.with_options(options).print(SLIP), kind)


def test_a_listener_that_says_and_takes_nothing_never_hangs_the_kiosk() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=8) as server:
        options = msgspec.structs.replace(OPTIONS, ticket_timeout_ms=2_000)
        printer = Printer(open_port(f"tcp://127.0.0.1:{server.getsockname()[1]}"), options)
        began_s = time.monotonic()
        assert isinstance(printer.print(SLIP), Silent)
        assert time.monotonic() - began_s < printer.worst_case_s


def test_the_encoder_leaves_nothing_behind(tmp_path: Path) -> None:
    program = (
        "import logging; from kiosk.printing.printer import encode;"
        "from kiosk.printing.options import PrinterOptions as O;"
        "from kiosk.paper.blocks import PAPERS; from kiosk.paper.ticket import layout;"
        "from kiosk.virtual_printer import sample_slip;"
        "assert encode(layout(sample_slip(), PAPERS[80]), O()); assert not logging.root.handlers"
    )
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=30, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []
