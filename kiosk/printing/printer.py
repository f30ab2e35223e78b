"""Tickets for a printer: a layout as bytes, and a print whose outcome is known or honestly unknown.

python-escpos is used as an encoder only, never its printers: they report plenty of paper when nothing
answers, and wait for ever. Owns that library; it is loaded on first use (0.3 s).
"""

import logging
import os
import shutil
from functools import lru_cache
from typing import Any

from kiosk.errors import KioskError
from kiosk.paper import checklist
from kiosk.paper.blocks import Layout, Logo, Number, QrCode
from kiosk.paper.checklist import Checklist
from kiosk.paper.raster import Piece, draw, module_px, qr_matrix
from kiosk.paper.strips import Feed, Placement, Strip, obeyed_at_once, strips
from kiosk.paper.ticket import Slip, layout
from kiosk.printing.options import PrinterOptions
from kiosk.printing.ports import CONNECT_TIMEOUT_S, Port, PortError
from kiosk.printing.status import Failed, PrinterStatus, PrintOutcome, Reason, judge
from kiosk.printing.talk import Job, Talk

PROFILE = "TM-T20II"  # the widest paper there is here, 576 dots; what it says of text is not used
CELL_PX = (12, 24)  # of a printer's own font A
LARGEST_NATIVE = 7  # times that: 21 mm high, more helps nobody
QUIET_MODULES = 4
LONGEST_FEED = 255
DOTS_PER_MM = 8
STATUS_ROUND = 6  # time-outs in which a printer can have answered all questions
QR_LEVEL_M = 1
LARGEST_MODULE_PX = 16  # that GS ( k knows

INIT = b"\x1b@"
DOT_UNITS = b"\x1dP\xcb\xcb"  # 203 to the inch: ESC J counts in dots
NO_LINE_GAP = b"\x1b3\x00"
LINE_END = b"\n"


class PrinterError(KioskError):
    """A printer cannot be used as its settings say."""


def encode(layout: Layout, options: PrinterOptions) -> bytes:
    """The whole print job, copies included."""
    return b"".join(encode_job(layout, options).parts)


def encode_job(layout: Layout, options: PrinterOptions) -> Job:
    """The same in parts between which a printer may be asked something."""
    encoder = _Encoder(options)
    encoder.ticket(layout)
    encoder.cut()
    if obeyed_at_once(b"".join(encoder.parts)):
        raise PrinterError("the job holds bytes that the printer would obey out of turn")
    return Job(encoder.parts * options.copies, options.copies * encoder.rows / DOTS_PER_MM)


def rehearse(options: PrinterOptions) -> None:
    """Make a ticket ready that nobody gets: fonts and library are loaded then, and no first visitor waits for them."""
    slip = Slip(number="A-000", field="Hộ tịch", service="Đăng ký khai sinh", office=("UBND",), lines=(), qr="0")
    encode_job(layout(slip, options.paper, options.logo), options)


def cut_command(options: PrinterOptions) -> bytes:
    """Cuts off what hangs out of the printer."""
    encoder = _Encoder(options)
    encoder.cut()
    return b"".join(encoder.parts)


class _Encoder:
    """Collects commands; remembers what the printer was told last."""

    def __init__(self, options: PrinterOptions) -> None:
        self.parts = [INIT + (DOT_UNITS if options.motion_units else b"")]
        self._options, self._escpos = options, _dummy()
        self._width_px = options.paper.width_px
        self._align, self._margin_px = 0, 0
        self.rows = 0

    def ticket(self, layout: Layout) -> None:
        raster: list[Piece] = []
        for piece in draw(layout):
            if not self._is_native(piece.block):
                raster.append(piece)
                continue
            self._strips(list(strips(raster, self._options.placement, feed_at_end=True)))
            raster = []
            if isinstance(piece.block, Number):
                self._number(piece.block.text)
            elif isinstance(piece.block, QrCode):
                self._code(piece.block)
        self._strips(list(strips(raster, self._options.placement)))

    def cut(self) -> None:
        kind = self._options.cut
        if kind == "feed":
            self._add(self._by_escpos("cut", feed=False))
            return
        self._feed(self._options.cut_feed_mm * DOTS_PER_MM)
        if kind != "none":
            self._add(b"\x1dV\x00" if kind == "full" else b"\x1dV\x01")

    def _is_native(self, block: object) -> bool:
        if isinstance(block, Number):
            return self._options.native_number and block.text.isascii()
        return isinstance(block, QrCode) and self._options.native_qr

    def _add(self, data: bytes) -> None:
        self.parts.append(data)

    def _by_escpos(self, method: str, *args: Any, **kwargs: Any) -> bytes:
        getattr(self._escpos, method)(*args, **kwargs)
        output: bytes = self._escpos.output
        self._escpos.clear()
        return output

    def _feed(self, rows: int) -> None:
        self.rows += rows
        while rows > 0:
            self._add(b"\x1bJ" + bytes([min(rows, LONGEST_FEED)]))
            rows -= LONGEST_FEED

    def _strips(self, parts: list[Feed | Strip]) -> None:
        for part in parts:
            if isinstance(part, Feed):
                self._feed(part.rows)
                continue
            self._at(part)
            self.rows += part.picture.height * part.scale
            high_density = part.scale == 1
            self._add(self._by_escpos("image", part.picture, high_density, high_density))

    def _at(self, strip: Strip) -> None:
        align = 0
        if self._options.placement is Placement.MARGIN:
            self._set_margin(strip.left_px)
        elif self._options.placement is Placement.JUSTIFY and strip.left_px:
            free_px = self._width_px - strip.picture.width * strip.scale
            align = 2 if strip.left_px == free_px else 1
        self._set_align(align)

    def _set_margin(self, left_px: int) -> None:
        if left_px != self._margin_px:
            self._add(b"\x1dL" + left_px.to_bytes(2, "little"))
        self._margin_px = left_px

    def _set_align(self, align: int) -> None:
        if align != self._align:
            self._add(self._by_escpos("set", align=("left", "center", "right")[align]))
        self._align = align

    def _number(self, text: str) -> None:
        times = max(1, min(LARGEST_NATIVE, self._width_px // (CELL_PX[0] * len(text))))
        self.rows += times * CELL_PX[1]
        self._set_margin(0)
        self._add(NO_LINE_GAP)
        if self._options.native_centre == "justify":
            self._set_align(1)
        else:
            self._add(b" " * ((self._width_px - times * CELL_PX[0] * len(text)) // 2 // CELL_PX[0]))
        big = self._by_escpos("set", custom_size=True, width=times, height=times, bold=True)
        normal = self._by_escpos("set", custom_size=True, width=1, height=1, bold=False)
        self._add(big + text.encode("ascii") + LINE_END + normal)

    def _code(self, block: QrCode) -> None:
        modules = len(qr_matrix(block.payload))
        module = min(LARGEST_MODULE_PX, module_px(modules, block.side_px))
        self.rows += modules * module
        self._set_margin(0)
        self._set_align(1)
        self._feed(QUIET_MODULES * module)
        self._add(self._by_escpos("qr", block.payload, ec=QR_LEVEL_M, size=module, native=True))
        self._feed(QUIET_MODULES * module)


class Printer:
    """One printer on one port; for one thread. No call takes longer than `worst_case_s`, none hangs.

    Raises PrinterError when its logo cannot be printed.
    """

    def __init__(self, port: Port, options: PrinterOptions) -> None:
        self._port, self._options = port, options
        self._talk = Talk(port, options)
        self._doubtful = False  # part of a ticket may hang out of it
        self._try_logo()

    @property
    def worst_case_s(self) -> float:
        """The longest that `print` takes: all waits and, before and after the ticket, two attempts to connect."""
        return self._options.ticket_timeout_ms / 1000 + 4 * CONNECT_TIMEOUT_S

    def status(self) -> PrinterStatus:
        """What the printer says of itself now; all unknown when it is mute or cannot be reached."""
        self._talk.begin(STATUS_ROUND * self._options.status_timeout_ms / 1000)
        try:
            return self._talk.status_of_fresh_line()
        except PortError as error:
            return PrinterStatus(trouble=str(error))
        finally:
            self._port.rest()

    def print(self, slip: Slip | Checklist) -> PrintOutcome:
        """Prints a slip. Nothing that a printer or its line can do is raised; `judge` says what counts as what."""
        try:
            return self._print(encode_job(self._laid_out(slip), self._options))
        finally:
            self._port.rest()

    def _laid_out(self, slip: Slip | Checklist) -> Layout:
        if isinstance(slip, Checklist):
            return checklist.layout(slip, self._options.paper)
        return layout(slip, self._options.paper, self._options.logo)

    def close(self) -> None:
        """Lets go of the port; the next use opens it again."""
        self._port.close()

    def _print(self, job: Job) -> PrintOutcome:
        self._talk.begin(self._options.ticket_timeout_ms / 1000)
        try:
            before = self._talk.status_of_fresh_line()
        except PortError as error:
            return Failed(Reason.UNREACHABLE, str(error), PrinterStatus(trouble=str(error)))
        if before.fault:
            return Failed(before.fault, f"printer reports {before.fault.words} before the ticket", before)
        if self._doubtful:
            job = Job([*self._fresh_start(job), *job.parts], job.height_mm)
        account = self._talk.job(job, before)
        self._doubtful = account.doubtful
        return judge(account)

    def _fresh_start(self, job: Job) -> list[bytes]:
        """Ends a picture that was broken off (elsewhere these bytes mean nothing) and cuts off what it left."""
        return [bytes(max(len(part) for part in job.parts)), cut_command(self._options)]

    def _try_logo(self) -> None:
        if self._options.logo:
            try:
                draw(Layout(self._options.paper, (Logo(self._options.logo, 100, 100),)))
            except OSError as error:
                raise PrinterError(f"logo {self._options.logo}: {error}") from error


@lru_cache(maxsize=1)
def _dummy() -> Any:
    """escpos without what its import leaves behind: a folder in /tmp and a handler on the root logger."""
    handlers = list(logging.root.handlers)
    kept = "ESCPOS_CAPABILITIES_PICKLE_DIR" in os.environ
    from escpos import capabilities
    from escpos.printer import Dummy

    if not kept:
        shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    for handler in set(logging.root.handlers) - set(handlers):
        logging.root.removeHandler(handler)
    return Dummy(profile=PROFILE)
