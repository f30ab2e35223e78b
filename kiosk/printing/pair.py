"""Two printers in one kiosk: the first prints, and while it cannot, the second does. One slip never comes out of both:
the second gets it only after the first has reported, or its line, that it did not.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.paper.checklist import Checklist
from kiosk.paper.ticket import Slip
from kiosk.printing.shop import Prints
from kiosk.printing.status import Failed, PrinterStatus, PrintOutcome


class Pair:
    """For one thread, as each of them is."""

    def __init__(self, first: Prints, second: Prints) -> None:
        self._printers = first, second
        self._known = [PrinterStatus(), PrinterStatus()]

    def status(self) -> PrinterStatus:
        """Of the one that would print now, with the other's if that could not."""
        for nth, printer in enumerate(self._printers):
            self._known[nth] = printer.status()
        return self._together()

    def print(self, slip: Slip | Checklist) -> PrintOutcome:
        """On the first that can. Silence ends it: that slip may be on paper."""
        outcome = self._on(0, slip)
        if isinstance(outcome, Failed):
            second = self._on(1, slip)
            outcome = outcome if isinstance(second, Failed) else second
        return replace(outcome, status=self._together())

    def close(self) -> None:
        """Let go of both."""
        for printer in self._printers:
            printer.close()

    def _on(self, nth: int, slip: Slip | Checklist) -> PrintOutcome:
        outcome = self._printers[nth].print(slip)
        self._known[nth] = outcome.status
        return outcome

    def _together(self) -> PrinterStatus:
        first, second = self._known
        if prints(first):
            return first if prints(second) else replace(first, spare=second)
        return replace(second, spare=first) if prints(second) else first


def prints(status: PrinterStatus) -> bool:
    """Whether a printer may be expected to print: one that only does not answer may."""
    return status.fault is None and not status.trouble
