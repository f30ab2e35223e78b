"""The printer's own thread: slips are printed one after another, and between them the printer is asked how it is."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from kiosk.messages import Input, PrinterChanged, PrintResult
from kiosk.printer import Printer, PrinterError
from kiosk.printer_status import Failed, PaperLevel, PrinterStatus, PrintOutcome, Proven, Reason
from kiosk.ticket import Slip

#: How often a printer that works is asked, and one that is in trouble: somebody is just putting in paper.
ASK_S, ASK_AGAIN_S = 5.0, 1.0

log = logging.getLogger(__name__)


@dataclass
class PrintShop:
    """`tell` gets what is news, from the shop's thread. Nothing is told of a printer until it was asked once."""

    printer: Printer
    tell: Callable[[Input], None]
    _orders: queue.SimpleQueue[tuple[str, Slip] | None] = field(default_factory=queue.SimpleQueue)
    _last: PrinterChanged | None = None
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Open the shop."""
        self._thread = threading.Thread(target=self._run, name="printer", daemon=True)
        self._thread.start()

    def order(self, request_id: str, slip: Slip) -> None:
        """Have a slip printed; answered by a `PrintResult`."""
        self._orders.put((request_id, slip))

    def close(self, wait_s: float) -> bool:
        """Finish what was ordered and end; False if that took longer and goes on without us."""
        self._orders.put(None)
        if self._thread is not None:
            self._thread.join(wait_s)
        return self._thread is None or not self._thread.is_alive()

    def _run(self) -> None:
        self._ask()
        while True:
            try:
                order = self._orders.get(timeout=ASK_AGAIN_S if self._last and self._last.trouble else ASK_S)
            except queue.Empty:
                self._ask()
                continue
            if order is None:
                self.printer.close()
                return
            self._print(*order)

    def _ask(self) -> None:
        self._changed(state(self.printer.status()))

    def _print(self, request_id: str, slip: Slip) -> None:
        try:
            outcome = self.printer.print(slip)
        except (PrinterError, ValueError, OSError) as error:  # no byte of it was sent
            log.error("the slip of %s cannot be printed: %s", slip.number, error)
            self.tell(PrintResult(request_id=request_id, outcome="failed", reason=str(error)))
            return
        self.tell(result(request_id, outcome))
        self._changed(state(outcome.status))

    def _changed(self, now: PrinterChanged) -> None:
        if now != self._last:
            self._last = now
            log.info("printer: %s", now.reason or "ready")
            self.tell(now)


def result(request_id: str, outcome: PrintOutcome) -> PrintResult:
    """What became of a print, in the session's words."""
    match outcome:
        case Proven():
            return PrintResult(request_id=request_id, outcome="proven")
        case Failed(reason=reason, detail=detail):
            return PrintResult(request_id=request_id, outcome="failed", reason=f"{reason.words}: {detail}")
        case _:
            return PrintResult(request_id=request_id, outcome="silent", reason=outcome.why)


def state(status: PrinterStatus) -> PrinterChanged:
    """How the printer is. One that says nothing at all is not in trouble; one that cannot be reached is."""
    fault = Reason.UNREACHABLE if status.trouble else status.fault
    trouble: Literal["", "paper", "service"] = ""
    if fault is not None:
        trouble = "paper" if fault is Reason.PAPER_OUT else "service"
    return PrinterChanged(
        trouble=trouble,
        reason=status.trouble or (fault.words if fault else ""),
        near_end=status.paper is PaperLevel.NEAR_END,
    )
