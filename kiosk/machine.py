"""One ticket machine without its screen: the session, its journal, the link and the printer put together.

All of it runs in one thread, the one that calls `turn`. What must be durable is stored before it is acted upon;
an effect that cannot be stored stops those after it, and the session is told.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from broker.client.device import Device
from broker.client.posted import BUNDLE as NOTICES
from broker.contract.codec import Answer
from broker.contract.commands import AnyCommand
from broker.contract.ids import DeviceId
from broker.contract.procedures import BUNDLE
from broker.contract.status import AnyStatus, Bookings, Bundle, Catalogue, Queues, Slips, Waiting
from kiosk import slips
from kiosk.alerts import Alerts
from kiosk.beside import LookUp, Shop
from kiosk.checklists import checklist
from kiosk.errands import Errands
from kiosk.floor import Floor
from kiosk.health import Health
from kiosk.mending import Mending
from kiosk.numbers import Numbers
from kiosk.offline.appointments import Appointments
from kiosk.offline.disk import JournalError
from kiosk.offline.journal import Journal
from kiosk.offline.memory import Memory, proven_wall
from kiosk.offline.outbox import Outbox
from kiosk.offline.rows import Boot
from kiosk.paper.checklist import Checklist
from kiosk.paper.ticket import Slip
from kiosk.scanning.card import KeyOfDay
from kiosk.scanning.keeper import Keeper
from kiosk.session import messages as m
from kiosk.session import staff_messages as s
from kiosk.session.session import Session
from kiosk.session.views import View
from kiosk.slip_jobs import SlipJobs
from kiosk.staff.room import StaffRoom

log = logging.getLogger(__name__)


@dataclass
class Machine:
    """`on_view` gets every new view, `on_bundle` what is announced of procedures. `look_up` None: dossiers cannot be
    asked for here; `key_of_day` None: no ID cards; `staff_pin`: hash of the PIN, "" means no staff corner. `monotonic`
    gives seconds and is a parameter for tests only.
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
    staff_pin: str = ""
    broker_url: str = ""

    def __post_init__(self) -> None:
        self.device.handler = self
        self.outbox = Outbox(self.journal, self.device, self.monotonic)
        self._view: View | None = None
        self._health = Health(self.device)
        self._alerts = Alerts(self.name, self.device)
        if self.look_up is not None:
            self.session.duties.add("look:dossier")
        self.appointments = Appointments(self.journal, self.tell)
        memory = Memory(self.journal, self.device, self.boot.boot_id, self.wall)
        self._floor = Floor(self.device, memory, self.monotonic, self.session.hands.start_s)
        self._mending = Mending(
            self.name, self.journal, self.device, self.session, self._floor, self.boot,
            tell=self.tell, monotonic=self.monotonic,
        )  # fmt: skip
        order, floor = self._order, self._floor.both
        self._slip_jobs = SlipJobs(
            self.journal, order, self.outbox.tell, floor, self.device.now_ms, lambda: self.session.kept.paused
        )
        self._keeper = Keeper(self.device, self.key_of_day or KeyOfDay(), self.tell, self.monotonic)
        self.numbers = Numbers(self.name, self.device, self.journal, self._floor, order=order, tell=self.tell)
        self.errands = Errands(self.device, self.journal, order, self.tell, floor)
        self.staff = StaffRoom(
            self.name, self.device, self.journal, self.staff_pin, self.broker_url,
            order=order, look=self.shop.look, tell=self.tell, floor=floor,
        )  # fmt: skip
        self._does = self._who_does()

    def start(self) -> None:
        """Begin to listen."""
        topics = self.device.topics
        self.appointments.load()
        self.staff.start()
        bundles = topics.bundle(BUNDLE), topics.bundle(NOTICES)
        self.device.start(topics.catalogue, topics.queues, topics.slips(self.name), topics.bookings, *bundles)

    def turn(self, event: m.Input | None = None) -> None:
        """Take an input, if there is one, and whatever has come from the link; let time pass; show the outcome."""
        if event is not None:
            self.tell(event)
        self.device.pump()
        self.tell(m.Tick())
        self._mending.pump()
        if self._floor.recall():
            self._floor_changed()
        self._keeper.pump()
        self._slip_jobs.pump()
        self._alerts.pump()
        self.outbox.pump(self._floor.day or None)
        self._show()

    def tell(self, event: m.Input) -> None:
        """Tell the session, and do what it wants."""
        if isinstance(event, m.PrinterChanged):
            self._health.printer(event)
            self._alerts.printer(event)
            self.staff.printer(event)
        elif isinstance(event, m.ScannerChanged):
            self._health.scanner(event)
            self._keeper.scanner(event)
            self._alerts.scanner(event)
        elif isinstance(event, m.VoiceChanged):
            self._health.voice(event)
            self._alerts.voice(event)
        elif isinstance(event, m.PrintResult) and self._slip_jobs.printed(event):
            return
        self._do(self.session.handle(event, self.now()))

    def now(self) -> m.Moment:
        """Both clocks."""
        return m.Moment(self.monotonic(), self.device.now_ms())

    # --- from the link ---------------------------------------------------------------------------------

    def on_status(self, status: AnyStatus) -> None:
        """The office or its queues. What an engine of before wrote does not undo what the present one did."""
        if isinstance(status, Catalogue | Queues):
            day = self._floor.take(status)
            if day is not None:
                self._mending.prune(day)
            self._floor_changed()
        elif isinstance(status, Bundle):
            self.on_bundle(status)
        elif isinstance(status, Bookings):
            self.appointments.heard(status)
        elif isinstance(status, Waiting):
            self.errands.heard(status)
        elif isinstance(status, Slips):
            self._slip_jobs.heard(status)

    def on_online(self, online: bool) -> None:
        """The beat came, or stayed away."""
        log.info("engine %s", "heard" if online else "no longer heard")
        if online:
            self._health.announce()
        self._floor.online(online)
        self._floor_changed()

    def on_answer(self, command: AnyCommand, answer: Answer) -> None:
        """The engine's answer, to the outbox or to the visitor at the screen."""
        if any(each.answered(command, answer) for each in (self.outbox, self.errands, self._keeper, self._alerts)):
            return
        self.numbers.answered(command, answer)

    def on_silence(self, command: AnyCommand) -> None:
        """No answer in time."""
        if any(each.silent(command) for each in (self.outbox, self.errands, self._keeper, self._alerts)):
            return
        self.numbers.silent(command)

    def _floor_changed(self) -> None:
        self._keeper.floor(*self._floor.both())
        first = self._floor.first()
        self.tell(self._floor.said())
        if first:
            self._mending.recover(may_resume=True)

    # --- effects -----------------------------------------------------------------------------------------

    def _do(self, effects: list[m.Effect]) -> None:
        for effect in effects:
            try:
                self._does[type(effect)](effect)
            except JournalError as error:
                self._mending.failed(effect, error)
                return

    def _who_does(self) -> dict[type[m.Effect], Callable[[Any], None]]:
        numbers, errands, staff = self.numbers, self.errands, self.staff
        return {
            m.NoteRequest: numbers.note_request, m.Ask: numbers.ask, m.GiveReserved: numbers.give_reserved,
            m.NoteIssued: numbers.note_issued, m.PrintTicket: numbers.print, m.NotePaper: numbers.note_paper,
            m.Abandon: numbers.abandon, m.CloseRequest: numbers.close,
            m.Send: errands.send, m.LookUp: errands.look_up, m.PrintAgain: errands.print_again,
            m.PrintListed: errands.print_listed, m.SlipUndone: errands.undone,
            s.CheckPin: staff.check_pin, s.KeepStaff: staff.keep, s.FindFacts: staff.find_facts,
            s.SaySomething: staff.say_something, s.PaperChanged: staff.paper_changed,
            s.PrintStrip: staff.print_strip, s.PrintLast: staff.print_last,
            m.LookUpDossier: self._look_up_dossier, m.PrintChecklist: self._print_checklist,
            m.Tell: lambda effect: self.outbox.tell(effect.command),
            m.Log: lambda effect: log.warning("%s", effect.text),
        }  # fmt: skip

    def _print_checklist(self, effect: m.PrintChecklist) -> None:
        office, library = self._floor.office, self.session.library
        if office is not None and library is not None:
            made = checklist(effect.procedure, office, self.device.now_ms(), library.stale_days)
            self._order(effect.name, made)

    def _look_up_dossier(self, effect: m.LookUpDossier) -> None:
        if self.look_up is not None:
            self.look_up.ask(effect.code)

    # --- helpers ----------------------------------------------------------------------------------------------

    def _order(self, request_id: str, slip: Slip | Checklist) -> None:
        """Have it printed. How a slip is shown to the kiosk again is said only where there is a scanner."""
        if isinstance(slip, Slip) and not self.session.scans:
            slip = slips.without_scan(slip)
        self.shop.order(request_id, slip)

    def _show(self) -> None:
        self._alerts.listener(waits=self.session.visit.unheard)
        view = self.session.view(self.now())
        if view != self._view:
            self._view = view
            self._health.screen(view.page, self.outbox.left)
            self.on_view(view)
