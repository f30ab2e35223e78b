"""The machine's part in a visitor's number: asked for, or given from the reserved series, noted, printed. What must be
durable is stored before it is acted upon; a JournalError goes through to whoever does the session's wishes.
"""

from __future__ import annotations

from collections.abc import Callable

from broker.client.device import Device
from broker.contract.codec import Answer
from broker.contract.commands import AnyCommand, RequestTicket
from broker.contract.events import CommandRefused, TicketIssued, TicketVoided
from broker.contract.ids import DeviceId
from kiosk import slips
from kiosk.floor import Floor
from kiosk.offline import reserved
from kiosk.offline.adoption import asking
from kiosk.offline.journal import Journal
from kiosk.paper.ticket import Slip, SlipError
from kiosk.session import messages as m


class Numbers:
    """`order` has a slip printed; `tell` gets what becomes of everything. In the machine's thread."""

    def __init__(
        self, name: DeviceId, device: Device, journal: Journal, floor: Floor,
        *, order: Callable[[str, Slip], None], tell: Callable[[m.Input], None],
    ) -> None:  # fmt: skip
        self._name, self._device, self._journal, self._floor = name, device, journal, floor
        self._order, self._tell = order, tell

    # --- what the session wants ----------------------------------------------------------------------------

    def note_request(self, effect: m.NoteRequest) -> None:
        """The wish, before it is sent."""
        self._journal.note(effect.request, self._floor.day)

    def ask(self, effect: m.Ask) -> None:
        """Ask the engine."""
        self._device.send(asking(self._name, effect.request))

    def give_reserved(self, effect: m.GiveReserved) -> None:
        """The next number of our own, stored; or the one this person holds already."""
        (office, queues), request, refused, issued = self._floor.both(), effect.request, None, None
        if office is not None and queues is not None:
            held = reserved.held(self._journal, office, queues, request)
            if held is not None:
                refused = m.Refused("one_each", {"number": held})
            else:
                issued = reserved.give(
                    self._journal, office, queues, self._name, request,
                    training=effect.training, uncertain=self._floor.uncertain,
                )  # fmt: skip
        self._tell(m.Reserved(request_id=request.request_id, issued=issued, refused=refused))

    def note_issued(self, effect: m.NoteIssued) -> None:
        """The number, before it is printed."""
        self._journal.issued(effect.request.request_id, effect.issued)

    def print(self, effect: m.PrintTicket) -> None:
        """Its slip. Words that do not fit are the office's own: nothing was printed, and that is known."""
        name, issued, office = effect.request.request_id, effect.issued, self._floor.office
        if office is None:
            return
        if effect.nth > 1 or issued.offline:  # a first print of the engine's number is noted with the number
            self._journal.printing(name, effect.nth)
        try:
            slip = slips.slip(issued, office, self._floor.queue(issued.service))
        except SlipError as error:
            self._tell(m.PrintResult(request_id=name, outcome="failed", reason=str(error)))
            return
        self._order(name, slip)

    def note_paper(self, effect: m.NotePaper) -> None:
        """What became of the paper."""
        self._journal.paper(effect.request_id, effect.paper, effect.report)

    def abandon(self, effect: m.Abandon) -> None:
        """Nobody waits for it any more."""
        row = self._journal.row(effect.request_id)
        if row is not None:
            self._journal.abandon(effect.request_id, asking(self._name, row.request), effect.reason)

    def close(self, effect: m.CloseRequest) -> None:
        """The engine said no."""
        self._journal.refused(effect.request_id, effect.code)

    # --- what the engine says ------------------------------------------------------------------------------

    def answered(self, command: AnyCommand, answer: Answer) -> None:
        """Tell the visitor at the screen, if it is to a wish of theirs."""
        said = _said(answer)
        if isinstance(command, RequestTicket) and said is not None:
            self._tell(m.Answered(request_id=command.request_id, answer=said))

    def silent(self, command: AnyCommand) -> None:
        """No answer in time."""
        if isinstance(command, RequestTicket):
            self._tell(m.Silent(request_id=command.request_id))


def _said(answer: Answer) -> TicketIssued | m.Refused | None:
    """The number, or the no. A number that was voided meanwhile is none."""
    for event in answer.events:
        if isinstance(event, CommandRefused):
            return m.Refused(event.code, event.params)
        if isinstance(event, TicketVoided):
            return m.Refused("voided")
    return next((each for each in answer.events if isinstance(each, TicketIssued)), None)
