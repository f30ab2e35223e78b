"""The machine's part in errands and look-ups: commands that nothing of ours depends on after a crash, slips of numbers
that are on paper already, and a glance at who waits. All of it in the machine's thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from broker.client.device import Device
from broker.contract.codec import Answer
from broker.contract.commands import AnyCommand
from broker.contract.ids import InstantMs
from broker.contract.office import Office
from broker.contract.status import Queues, Waiting
from kiosk import slips
from kiosk.offline.disk import JournalError
from kiosk.offline.journal import Journal
from kiosk.paper.ticket import Slip, SlipError
from kiosk.session import messages as m

log = logging.getLogger(__name__)


class Errands:
    """`order` has a slip printed; `tell` gets what becomes of everything; `floor` is asked when a slip is made."""

    def __init__(
        self,
        device: Device,
        journal: Journal,
        order: Callable[[str, Slip], None],
        tell: Callable[[m.Input], None],
        floor: Callable[[], tuple[Office | None, Queues | None]],
    ) -> None:
        self._device, self._journal, self._order, self._tell, self._floor = device, journal, order, tell, floor
        self._sent: list[tuple[AnyCommand, str]] = []
        self._looking = False

    # --- commands ------------------------------------------------------------------------------------------

    def send(self, effect: m.Send) -> None:
        """Send the command of an errand."""
        self._sent.append((effect.command, effect.name))
        self._device.send(effect.command)

    def answered(self, command: AnyCommand, answer: Answer) -> bool:
        """Take the answer if it is to a command of an errand."""
        name = self._name(command)
        if name is not None:
            self._tell(m.ErrandAnswered(name=name, events=answer.events))
        return name is not None

    def silent(self, command: AnyCommand) -> bool:
        """No answer; whoever sent it decides whether to ask again."""
        name = self._name(command)
        if name is not None:
            self._tell(m.ErrandSilent(name=name))
        return name is not None

    def _name(self, command: AnyCommand) -> str | None:
        found = next((name for sent, name in self._sent if sent is command), None)
        self._sent = [(sent, name) for sent, name in self._sent if sent is not command]
        return found

    # --- who waits -----------------------------------------------------------------------------------------

    def look_up(self, _effect: m.LookUp) -> None:
        """Ask for the list of all who wait; it is let go as soon as it was heard once."""
        if self._looking:
            self._device.no_more(self._device.topics.waiting)
        self._looking = True
        self._device.also(self._device.topics.waiting)

    def heard(self, waiting: Waiting) -> None:
        """The list."""
        if self._looking:
            self._looking = False
            self._device.no_more(self._device.topics.waiting)
            self._tell(m.LookedUp(waiting=waiting))

    # --- paper ---------------------------------------------------------------------------------------------

    def print_again(self, effect: m.PrintAgain) -> None:
        """The slip of a number that is on paper already, marked so."""
        office, queues = self._floor()
        if office is None:
            return
        if effect.once and not self._may_again(effect.issued.ticket):
            self._tell(m.SlipRefused(name=effect.name))
            return
        queue = queues.services.get(effect.issued.service) if queues else None
        now = self._device.now_ms()
        self._print(effect.name, lambda: slips.slip(effect.issued, office, queue, again_at=now))

    def print_listed(self, effect: m.PrintListed) -> None:
        """A place in tomorrow's list."""
        office, _queues = self._floor()
        if office is not None:
            now: InstantMs = self._device.now_ms()
            self._print(effect.name, lambda: slips.listed(effect.listed, office, now))

    def undone(self, effect: m.SlipUndone) -> None:
        """The second slip did not come out."""
        try:
            self._journal.not_again(effect.ticket)
        except JournalError as error:
            log.warning("ticket %s counts as printed again though it was not: %s", effect.ticket, error)

    def _may_again(self, ticket: str) -> bool:
        """One more slip a visitor. It is a courtesy: a disk that says no does not stand in its way."""
        try:
            return self._journal.again(ticket)
        except JournalError as error:
            log.warning("ticket %s is printed again and that is not noted: %s", ticket, error)
            return True

    def _print(self, name: str, make: Callable[[], Slip]) -> None:
        try:
            slip = make()
        except SlipError as error:
            self._tell(m.PrintResult(request_id=name, outcome="failed", reason=str(error)))
            return
        self._order(name, slip)
