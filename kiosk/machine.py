"""One ticket machine without its screen: the session, its journal, the link and the printer put together.

All of it runs in one thread, the one that calls `turn`. What must be durable is stored before it is acted upon;
an effect that cannot be stored stops those after it, and the session is told.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from broker.client.device import Device
from broker.contract.codec import Answer
from broker.contract.commands import AnyCommand, RequestTicket
from broker.contract.events import CommandRefused, TicketIssued, TicketVoided
from broker.contract.ids import DeviceId, InstantMs
from broker.contract.office import Office
from broker.contract.procedures import BUNDLE
from broker.contract.status import AnyStatus, Bookings, Bundle, Catalogue, Queues, ServiceQueue, Slips, Waiting
from kiosk import slips
from kiosk.checklists import checklist
from kiosk.errands import Errands
from kiosk.health import Health
from kiosk.offline import reserved
from kiosk.offline.appointments import Appointments
from kiosk.offline.journal import Boot, Journal, JournalError
from kiosk.offline.memory import Memory, proven_wall
from kiosk.offline.outbox import Outbox
from kiosk.offline.recovery import Here, fates, settle
from kiosk.paper.checklist import Checklist
from kiosk.paper.ticket import Slip, SlipError
from kiosk.scanning.card import KeyOfDay
from kiosk.scanning.keeper import Keeper
from kiosk.session import messages as m
from kiosk.session.session import Session
from kiosk.session.views import View
from kiosk.slip_jobs import SlipJobs

#: How often a journal that failed is tried again.
PROBE_S = 2.0

log = logging.getLogger(__name__)


class Shop(Protocol):
    """Where slips are printed, elsewhere and later; each is answered by a `PrintResult`."""

    def order(self, request_id: str, slip: Slip | Checklist) -> None:
        """Have it printed."""


class LookUp(Protocol):
    """The one-stop system by way of the web service, elsewhere and later; answered by a `DossierSaid`."""

    def ask(self, code: str) -> None:
        """How far is this dossier?"""


@dataclass
class Machine:
    """`on_view` gets every new view, `on_bundle` what is announced of procedures. `look_up` None: dossiers cannot be
    asked for here; `key_of_day` None: no ID cards. `monotonic` gives seconds and is a parameter for tests only.
    """

    name: DeviceId
    device: Device
    session: Session
    journal: Journal
    shop: Shop
    boot: Boot
    on_view: Callable[[View], None]
    monotonic: Callable[[], float] = time.monotonic
    look_up: LookUp | None = None
    key_of_day: KeyOfDay | None = None
    wall: Callable[[], int | None] = proven_wall
    on_bundle: Callable[[Bundle], None] = lambda _bundle: None

    def __post_init__(self) -> None:
        self.device.handler = self
        self.outbox = Outbox(self.journal, self.device, self.monotonic)
        self._catalogue: Catalogue | None = None
        self._queues: Queues | None = None
        self._view: View | None = None
        self._recovered = False
        self._probe_at_s: float | None = None
        self._health = Health(self.device)
        if self.look_up is not None:
            self.session.duties.add("look:dossier")
        self.appointments = Appointments(self.journal, self.tell)
        floor = self._office_and_queues
        self._slip_jobs = SlipJobs(self.journal, self.shop.order, self.outbox.tell, floor, self.device.now_ms)
        self._memory = Memory(self.journal, self.device, self.boot.boot_id, self.wall)
        self._recalled = self._uncertain = False
        self._recall_at_s: float | None = self.monotonic() + self.session.hands.start_s
        self._keeper = Keeper(self.device, self.key_of_day or KeyOfDay(), self.tell, self.monotonic)
        self.errands = Errands(self.device, self.journal, self.shop.order, self.tell, floor)

    def start(self) -> None:
        """Begin to listen."""
        topics = self.device.topics
        self.appointments.load()
        self.device.start(
            topics.catalogue, topics.queues, topics.slips(self.name), topics.bookings, topics.bundle(BUNDLE)
        )

    def turn(self, event: m.Input | None = None) -> None:
        """Take an input, if there is one, and whatever has come from the link; let time pass; show the outcome."""
        if event is not None:
            self.tell(event)
        self.device.pump()
        self.tell(m.Tick())
        self._probe()
        self._recall()
        self._keeper.pump()
        self._slip_jobs.pump()
        self.outbox.pump(self._queues.day if self._queues else None)
        self._show()

    def tell(self, event: m.Input) -> None:
        """Tell the session, and do what it wants."""
        if isinstance(event, m.PrinterChanged):
            self._health.printer(event)
        elif isinstance(event, m.ScannerChanged):
            self._health.scanner(event)
            self._keeper.scanner(event)
        elif isinstance(event, m.PrintResult) and self._slip_jobs.printed(event):
            return
        self._do(self.session.handle(event, self.now()))

    def now(self) -> m.Moment:
        """Both clocks."""
        return m.Moment(self.monotonic(), self.device.now_ms())

    # --- from the link ---------------------------------------------------------------------------------

    def on_status(self, status: AnyStatus) -> None:
        """The office or its queues. What an engine of before wrote does not undo what the present one did."""
        if isinstance(status, Catalogue) and not _older(status, self._catalogue):
            self._catalogue = status
        elif isinstance(status, Queues) and not _older(status, self._queues):
            if self._queues is not None and status.day != self._queues.day and status.day is not None:
                self._prune(status.day)
            self._queues = status
        elif isinstance(status, Bundle):
            self.on_bundle(status)
            return
        elif isinstance(status, Bookings):
            self.appointments.heard(status)
            return
        elif isinstance(status, Waiting):
            self.errands.heard(status)
            return
        elif isinstance(status, Slips):
            self._slip_jobs.heard(status)
            return
        self._floor_changed()

    def on_online(self, online: bool) -> None:
        """The beat came, or stayed away."""
        log.info("engine %s", "heard" if online else "no longer heard")
        if online:
            self._health.announce()
            self._recalled = self._uncertain = False
        else:
            self._memory.keep(self._catalogue, self._queues, gone=True)
        self._floor_changed()

    def on_answer(self, command: AnyCommand, answer: Answer) -> None:
        """The engine's answer, to the outbox or to the visitor at the screen."""
        if any(each.answered(command, answer) for each in (self.outbox, self.errands, self._keeper)):
            return
        if not isinstance(command, RequestTicket):
            return
        said = _said(answer)
        if said is not None:
            self.tell(m.Answered(request_id=command.request_id, answer=said))

    def on_silence(self, command: AnyCommand) -> None:
        """No answer in time."""
        if any(each.silent(command) for each in (self.outbox, self.errands, self._keeper)):
            return
        if isinstance(command, RequestTicket):
            self.tell(m.Silent(request_id=command.request_id))

    def _floor_changed(self) -> None:
        office = self._catalogue.office if self._catalogue else None
        self._keeper.floor(office, self._queues)
        if self.device.online:
            self._memory.keep(self._catalogue, self._queues)
        if not self._recovered and self.device.online and office is not None and self._queues is not None:
            self._recovered = True
            self.tell(m.FloorChanged(office=office, queues=self._queues, online=True))
            self._recover(may_resume=True)
        else:
            online, recalled = self.device.online, self._recalled
            self.tell(m.FloorChanged(office=office, queues=self._queues, online=online, recalled=recalled))

    def _recall(self) -> None:
        """Started while cut off, and nobody was heard for the grace time: go on from what was known before."""
        if self._recall_at_s is None or self.monotonic() < self._recall_at_s:
            return
        self._recall_at_s = None
        known = None if self._recovered else self._memory.recall()
        if known is not None:
            log.warning("cut off since the start: going on from what was known before it")
            self._catalogue, self._queues = self._catalogue or known.catalogue, self._queues or known.queues
            self._recalled, self._uncertain = True, known.uncertain
            self._floor_changed()

    # --- effects -----------------------------------------------------------------------------------------

    def _do(self, effects: list[m.Effect]) -> None:
        for effect in effects:
            try:
                _PERFORM[type(effect)](self, effect)
            except JournalError as error:
                self._storage_failed(effect, error)
                return

    def _note_request(self, effect: m.NoteRequest) -> None:
        self.journal.note(effect.request, self._day())

    def _ask(self, effect: m.Ask) -> None:
        self.device.send(self._request(effect.request))

    def _give_reserved(self, effect: m.GiveReserved) -> None:
        issued = None
        if self._catalogue is not None and self._queues is not None:
            office, queues, request = self._catalogue.office, self._queues, effect.request
            held = reserved.held(self.journal, office, queues, request)
            if held is not None:
                refused = m.Refused("one_each", {"number": held})
                self.tell(m.Reserved(request_id=request.request_id, issued=None, refused=refused))
                return
            issued = reserved.give(
                self.journal, office, queues, self.name, request, training=effect.training, uncertain=self._uncertain
            )
        self.tell(m.Reserved(request_id=effect.request.request_id, issued=issued))

    def _note_issued(self, effect: m.NoteIssued) -> None:
        self.journal.issued(effect.request.request_id, effect.issued)

    def _print(self, effect: m.PrintTicket) -> None:
        office = self._office()
        if office is None:
            return
        if effect.nth > 1 or effect.issued.offline:  # a first print of the engine's number is noted with the number
            self.journal.printing(effect.request.request_id, effect.nth)
        queue = self._queues.services.get(effect.issued.service) if self._queues else None
        try:
            slip = slips.slip(effect.issued, office, opens_at=_opens_at(effect.issued, queue))
        except SlipError as error:  # the office's own words: nothing was printed, and that is known
            self.tell(m.PrintResult(request_id=effect.request.request_id, outcome="failed", reason=str(error)))
            return
        self.shop.order(effect.request.request_id, slip)

    def _print_checklist(self, effect: m.PrintChecklist) -> None:
        office, library = self._office(), self.session.library
        if office is not None and library is not None:
            made = checklist(effect.procedure, office, self.device.now_ms(), library.stale_days)
            self.shop.order(effect.name, made)

    def _note_paper(self, effect: m.NotePaper) -> None:
        self.journal.paper(effect.request_id, effect.paper, effect.report)

    def _abandon(self, effect: m.Abandon) -> None:
        row = self.journal.row(effect.request_id)
        if row is not None:
            self.journal.abandon(effect.request_id, self._request(row.request), effect.reason)

    def _close(self, effect: m.CloseRequest) -> None:
        self.journal.refused(effect.request_id, effect.code)

    def _tell_engine(self, effect: m.Tell) -> None:
        self.outbox.tell(effect.command)

    def _look_up_dossier(self, effect: m.LookUpDossier) -> None:
        if self.look_up is not None:
            self.look_up.ask(effect.code)

    def _log(self, effect: m.Log) -> None:
        log.warning("%s", effect.text)

    # --- after a crash, after a full disk ------------------------------------------------------------------

    def _recover(self, *, may_resume: bool) -> None:
        try:
            self._settle(may_resume=may_resume)
        except JournalError as error:
            self._storage_failed(m.Log(text="recovery"), error)

    def _settle(self, *, may_resume: bool) -> None:
        """Bring every request that was left open to an end, or go on with it."""
        job = self.session.job
        busy = job.request.request_id if job is not None and job.open else None
        rows = [row for row in self.journal.open_rows() if row.request.request_id != busy]
        here = Here(self._day(), self.device.now_ms(), self.device.speed, self.boot.boot_id, self.boot.boottime_s())
        for row, fate in fates(rows, here, may_resume=may_resume):
            log.warning("request %s was left %s, paper %s: %s", row.request.request_id, row.state, row.paper, fate)
            settle(self.journal, row, fate, self._request(row.request))
            if fate == "resume":
                self.tell(m.Resume(request=row.request, issued=row.issued, tries=row.tries, asked=row.asked))

    def _storage_failed(self, effect: m.Effect, error: JournalError) -> None:
        log.error("nothing is issued: %s", error)
        self._probe_at_s = self.monotonic() + PROBE_S
        self.tell(m.NotStored(effect=effect, why=str(error)))

    def _probe(self) -> None:
        if self._probe_at_s is None or self.monotonic() < self._probe_at_s:
            return
        self._probe_at_s = self.monotonic() + PROBE_S
        with suppress(JournalError):
            self.journal.probe()
            self._probe_at_s = None
            self.tell(m.StorageBack())
            if self._recovered:
                self._recover(may_resume=False)

    def _prune(self, day: str) -> None:
        try:
            self.journal.prune(day)
        except JournalError as error:
            log.warning("old days are kept for now: %s", error)

    # --- helpers ----------------------------------------------------------------------------------------------

    def _office_and_queues(self) -> tuple[Office | None, Queues | None]:
        return self._office(), self._queues

    def _office(self) -> Office | None:
        return self._catalogue.office if self._catalogue else None

    def _day(self) -> str:
        return (self._queues.day if self._queues else None) or ""

    def _request(self, request: m.Request) -> RequestTicket:
        return RequestTicket(
            request_id=request.request_id,
            service=request.service,
            kiosk=self.name,
            class_id=request.class_id,
            lang=request.lang,
            quantity=request.quantity,
            further=request.further,
            person=request.person,
            booking=request.booking,
            session=request.session,
            carried=request.carried,
        )

    def _show(self) -> None:
        view = self.session.view(self.now())
        if view != self._view:
            self._view = view
            self._health.screen(view.page, self.outbox.left)
            self.on_view(view)


def _older(status: Catalogue | Queues, kept: Catalogue | Queues | None) -> bool:
    """Whether a status was written before the one we have."""
    if kept is None or status.epoch != kept.epoch:
        return kept is not None and status.epoch < kept.epoch
    return isinstance(status, Queues) and isinstance(kept, Queues) and status.revision < kept.revision


def _opens_at(issued: TicketIssued, queue: ServiceQueue | None) -> InstantMs | None:
    """From when numbers are called: of a booking that came early, from its own time."""
    early = issued.not_before if issued.booked_at is not None else None
    return early or (queue.opens_at if queue else None)


def _said(answer: Answer) -> TicketIssued | m.Refused | None:
    """The number, or the no. A number that was voided meanwhile is none."""
    for event in answer.events:
        if isinstance(event, CommandRefused):
            return m.Refused(event.code, event.params)
        if isinstance(event, TicketVoided):
            return m.Refused("voided")
    return next((each for each in answer.events if isinstance(each, TicketIssued)), None)


_PERFORM: dict[type[m.Effect], Callable[[Machine, Any], None]] = {
    m.NoteRequest: Machine._note_request,
    m.Ask: Machine._ask,
    m.GiveReserved: Machine._give_reserved,
    m.NoteIssued: Machine._note_issued,
    m.PrintTicket: Machine._print,
    m.NotePaper: Machine._note_paper,
    m.Abandon: Machine._abandon,
    m.CloseRequest: Machine._close,
    m.Tell: Machine._tell_engine,
    m.LookUpDossier: Machine._look_up_dossier,
    m.PrintChecklist: Machine._print_checklist,
    m.Log: Machine._log,
    m.Send: lambda machine, effect: machine.errands.send(effect),
    m.LookUp: lambda machine, effect: machine.errands.look_up(effect),
    m.PrintAgain: lambda machine, effect: machine.errands.print_again(effect),
    m.PrintListed: lambda machine, effect: machine.errands.print_listed(effect),
    m.SlipUndone: lambda machine, effect: machine.errands.undone(effect),
}
