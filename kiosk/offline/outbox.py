"""What the engine is still to be told, one at a time and in order, until it has answered. It survives a crash:
the commands stand in the journal; only what the journal would not take waits in memory.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from broker.client.device import Device
from broker.contract.codec import Answer
from broker.contract.commands import AdoptOffline, AnyCommand, ReportPrintFailed, RequestTicket
from broker.contract.events import CommandRefused, TicketIssued
from kiosk.offline.disk import JournalError
from kiosk.offline.journal import Journal
from kiosk.offline.rows import Due

#: Refusals after which the same command is sent again. Any other answer is the end of it.
PASSING = frozenset({"not_stored", "no_office"})
RETRY_S = 1.0
#: Commands that take a number in the day that is open: told on another day they would disturb that one.
OF_THE_DAY = (AdoptOffline, RequestTicket)

log = logging.getLogger(__name__)


class Outbox:
    """`monotonic` gives seconds and is a parameter for tests only."""

    def __init__(self, journal: Journal, device: Device, monotonic: Callable[[], float]) -> None:
        self._journal, self._device, self._monotonic = journal, device, monotonic
        self._unstored: deque[AnyCommand] = deque()
        self._sent: AnyCommand | None = None
        self._due: Due | None = None
        self._wait_until_s = 0.0
        self._left = 0

    @property
    def left(self) -> int:
        """How much is still to be told, as last counted."""
        with suppress(JournalError):
            self._left = self._journal.due_n + len(self._unstored)
        return self._left

    def tell(self, command: AnyCommand) -> None:
        """Tell the engine, stored if the journal takes it."""
        try:
            self._journal.tell("", command)
        except JournalError:
            self._unstored.append(command)

    def pump(self, day: str | None) -> None:
        """Send the next, if nothing is under way and the engine is there."""
        if self._sent is not None or not self._device.online or self._monotonic() < self._wait_until_s:
            return
        try:
            self._send_next(day)
        except JournalError as error:
            self._wait(str(error))

    def answered(self, command: AnyCommand, answer: Answer) -> bool:
        """Take the answer if it is to a command of ours."""
        if command is not self._sent:
            return False
        self._sent = None
        refused = answer.events[0] if answer.events and isinstance(answer.events[0], CommandRefused) else None
        if refused is not None and refused.code in PASSING:
            self._wait(refused.code)
        else:
            self._done(answer, "" if refused is None else f"{type(command).__name__} refused: {refused.code}")
        return True

    def silent(self, command: AnyCommand) -> bool:
        """Nothing came back: sent again in a while. Every command here may be repeated."""
        if command is not self._sent:
            return False
        self._sent = None
        self._wait("no answer")
        return True

    def _send_next(self, day: str | None) -> None:
        self._due = self._journal.next_due()
        while self._due is not None and self._over(self._due, day):
            self._journal.told(self._due.seq, note="its day was over before the engine could be told")
            self._due = self._journal.next_due()
        command = self._due.command if self._due else self._unstored[0] if self._unstored else None
        if command is not None and (day is not None or not isinstance(command, OF_THE_DAY)):
            self._sent = command
            self._device.send(command)

    def _over(self, due: Due, day: str | None) -> bool:
        if day is None or not isinstance(due.command, OF_THE_DAY):
            return False
        row = self._journal.row(due.request_id)
        return row is not None and row.day != day

    def _done(self, answer: Answer, note: str) -> None:
        if note:
            log.warning("%s", note)
        try:
            if self._due is None:
                self._unstored.popleft()
            else:
                self._journal.told(self._due.seq, then=_void(self._due.command, answer), note=note)
        except JournalError as error:
            self._wait(str(error))

    def _wait(self, why: str) -> None:
        log.info("the engine is told again in %s s: %s", RETRY_S, why)
        self._wait_until_s = self._monotonic() + RETRY_S


def _void(command: AnyCommand, answer: Answer) -> AnyCommand | None:
    """A number that came for a request nobody waits for is given back."""
    issued = next((each for each in answer.events if isinstance(each, TicketIssued)), None)
    if not isinstance(command, RequestTicket) or issued is None:
        return None
    return ReportPrintFailed(ticket=issued.ticket, reason="the visitor was gone before the number came", final=True)
