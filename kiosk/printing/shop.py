"""The printer's own thread: slips go in, what became of each comes out, and in between how the printer is."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import Protocol

from kiosk.paper.checklist import Checklist
from kiosk.paper.ticket import Slip
from kiosk.printing.status import Failed, PaperLevel, PrinterStatus, PrintOutcome, Proven, Reason, Silent
from kiosk.session.messages import Input, PrinterChanged, PrinterFault, PrintResult

#: How often a printer that works is asked how it is, and one that does not.
POLL_S = 5.0
TROUBLED_POLL_S = 1.0
#: A ticket that takes longer keeps the next visitor waiting: somebody should look at the line or the printer.
SLOW_S = 8.0
FAULTS: dict[Reason, PrinterFault] = {
    Reason.PAPER_OUT: "paper",
    Reason.COVER_OPEN: "cover",
    Reason.JAM: "jam",
    Reason.UNREACHABLE: "gone",
}

log = logging.getLogger(__name__)


class Prints(Protocol):
    """What is needed of `kiosk.printer.Printer`."""

    def status(self) -> PrinterStatus:
        """How it is."""

    def print(self, slip: Slip | Checklist) -> PrintOutcome:
        """Print a slip; never hangs."""

    def close(self) -> None:
        """Let go of it."""


class PrintShop:
    """`tell` gets a `PrintResult` for each order and a `PrinterChanged` for each change, from this thread.

    `rehearse` is done in it before the first order: what only the first ticket would wait for.
    """

    def __init__(
        self,
        printer: Prints,
        tell: Callable[[Input], None],
        poll_s: float = POLL_S,
        slow_s: float = SLOW_S,
        rehearse: Callable[[], None] = lambda: None,
    ) -> None:
        self._printer, self._tell, self._poll_s, self._slow_s = printer, tell, poll_s, slow_s
        self._rehearse = rehearse
        self._slow = False
        self._orders: queue.SimpleQueue[tuple[str, Slip | Checklist | None] | None] = queue.SimpleQueue()
        self._said: PrinterChanged | None = None
        self._thread = threading.Thread(target=self._run, name="printer", daemon=True)

    def start(self) -> None:
        """Begin: the first thing is to ask the printer how it is."""
        self._thread.start()

    def order(self, request_id: str, slip: Slip | Checklist) -> None:
        """Have a slip printed."""
        self._orders.put((request_id, slip))

    def look(self) -> None:
        """Ask the printer how it is, now and not by and by."""
        self._orders.put(("", None))

    def close(self, timeout_s: float = 30.0) -> None:
        """Print what was ordered, then end."""
        self._orders.put(None)
        self._thread.join(timeout_s)

    def _run(self) -> None:
        self._look()
        self._rehearse()
        while True:
            try:
                order = self._orders.get(timeout=TROUBLED_POLL_S if self._troubled else self._poll_s)
            except queue.Empty:
                self._look()
                continue
            if order is None:
                self._printer.close()
                return
            request_id, slip = order
            if slip is None:
                self._look()
            else:
                self._print(request_id, slip)

    @property
    def _troubled(self) -> bool:
        return self._said is not None and bool(self._said.trouble)

    def _look(self) -> None:
        self._report(self._printer.status())

    def _print(self, request_id: str, slip: Slip | Checklist) -> None:
        began_s = time.monotonic()
        try:
            outcome = self._printer.print(slip)
        except Exception as error:
            # Nothing was sent: the printer's own errors come back as outcomes. A ticket is never lost without a word.
            log.exception("ticket %s could not be made ready for the printer", slip.number)
            self._tell(PrintResult(request_id=request_id, outcome="failed", reason=str(error)))
            return
        self._slow = isinstance(outcome, Proven) and time.monotonic() - began_s > self._slow_s
        self._tell(result_of(request_id, outcome))
        self._report(outcome.status)

    def _report(self, status: PrinterStatus) -> None:
        said = condition(status, slow=self._slow)
        if said != self._said:
            self._said = said
            self._tell(said)


def result_of(request_id: str, outcome: PrintOutcome) -> PrintResult:
    """An outcome in the session's words."""
    match outcome:
        case Proven():
            return PrintResult(request_id=request_id, outcome="proven")
        case Failed(reason=reason, detail=detail):
            return PrintResult(request_id=request_id, outcome="failed", reason=f"{reason.words}: {detail}")
        case Silent(why=why):
            return PrintResult(request_id=request_id, outcome="silent", reason=why)


def condition(status: PrinterStatus, *, slow: bool = False) -> PrinterChanged:
    """Whether numbers can be printed. A printer that cannot be reached prints nothing; a mute one may."""
    near_end, trouble = status.paper is PaperLevel.NEAR_END, _fault(status)
    if trouble:
        reason = status.fault.words if status.fault is not None else status.trouble
        return PrinterChanged(trouble=trouble, reason=reason, near_end=near_end)
    mute = not status.answered
    return PrinterChanged(
        trouble="", reason="it does not answer" if mute else "", near_end=near_end, mute=mute, slow=slow,
        spare=_fault(status.spare) if status.spare is not None else "",
    )  # fmt: skip


def _fault(status: PrinterStatus) -> PrinterFault:
    if status.fault is not None:
        return FAULTS.get(status.fault, "fault")
    return "gone" if status.trouble else ""
