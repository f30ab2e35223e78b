"""One kiosk and the visitor before it, as a state machine. Pure: it is told things and the time, and answers
with what is to be done; `kiosk.session.pages.view` says what to show.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from broker.contract.ids import DeviceId, Lang
from broker.contract.status import Bookings
from kiosk.procedures.library import Library
from kiosk.session import (
    booking,
    dossier,
    errand,
    hearing,
    identity,
    jobs,
    mine,
    opening,
    pages,
    procedures,
    scans,
    staff,
    touches,
)
from kiosk.session.errand import Errand
from kiosk.session.job import Job, Stage
from kiosk.session.messages import (
    Answered,
    BookingsChanged,
    CardScanned,
    CardsRead,
    DossierSaid,
    Effect,
    ErrandAnswered,
    ErrandSilent,
    FloorChanged,
    Hands,
    Input,
    LookedUp,
    Moment,
    NotStored,
    PrinterChanged,
    PrinterFault,
    PrintResult,
    ProceduresKept,
    Request,
    Reserved,
    Resume,
    Scanned,
    ScannerChanged,
    Silent,
    SlipRefused,
    StorageBack,
    Tick,
    Touch,
    VoiceChanged,
)
from kiosk.session.modes import Mode
from kiosk.session.offers import Offers
from kiosk.session.staff import Staff
from kiosk.session.staff_messages import FactsFound, Kept, PinChecked, StaffKept
from kiosk.session.views import Page, Say, View
from kiosk.session.visit import LastTicket, Visit


class Session:
    """`languages`: those there are catalogues for, the first is the kiosk's own."""

    def __init__(self, kiosk: DeviceId, languages: tuple[Lang, ...] = ("vi", "en"), hands: Hands | None = None) -> None:
        self.kiosk, self.all_languages, self.hands = kiosk, languages, hands or Hands()
        self.offers: Offers | None = None
        self.online = False
        self.printer_trouble: PrinterFault = ""
        self.storage_trouble = self.voice_trouble = ""
        self.visit = Visit(lang=languages[0])
        self.job: Job | None = None
        self.errand: Errand | None = None
        self.notice: tuple[Say, float] | None = None  # words over the page, and until when (real seconds)
        self.reads_cards = self.scans = False  # a scanner that is fit for ID cards; any scanner at all
        self.library: Library | None = None
        self.bookings: Bookings | None = None
        self.checked_in: dict[str, str] = {}  # digest of a booking -> the number it was given here
        self.last: LastTicket | None = None
        self.staff: Staff | None = None
        self.has_staff = False
        self.kept = Kept()
        self.locked_until_s = 0.0
        self.begun_s: float | None = None
        self.modes: tuple[Mode, ...] = (Mode.LARGE, Mode.CONTRAST)  # those this kiosk can do
        self.duties: set[str] = {"help"}  # what of kiosk.session.duties can be done now, by action
        self.unresolved: dict[str, Job] = {}  # given, with the printer's word still to come, by request

    @property
    def languages(self) -> tuple[Lang, ...]:
        """Those that visitors are offered."""
        return tuple(each for each in self.all_languages if each not in self.kept.off)

    def handle(self, event: Input, at: Moment) -> list[Effect]:
        """Take an input; returns what is to be done, in order."""
        if self.begun_s is None:
            self.begun_s = at.real_s
        if self.offers is not None and not self.online:
            self.offers = replace(self.offers, online=False, now=at.office)
        return _HANDLERS[type(event)](self, event, at)

    def view(self, at: Moment) -> View:
        """What the screen shows now."""
        return pages.view(self, at)

    def blocked(self, at: Moment) -> Page | None:
        """The page that stands in the way of taking a number, if one does."""
        if self.kept.paused:
            return Page.OUT_SERVICE
        if self.storage_trouble or self.printer_trouble not in ("", "paper"):
            return Page.OUT_SERVICE
        if self.offers is None:
            late = at.real_s - (self.begun_s or at.real_s) >= self.hands.start_s
            return Page.OUT_SERVICE if late else Page.STARTING
        if self.printer_trouble == "paper":
            return Page.OUT_PAPER
        return opening.out_of_hours(self.offers, at)

    @property
    def other_langs(self) -> tuple[Lang, ...]:
        """The languages one may turn to, in turn from the visitor's on."""
        return self.langs_from(self.visit.lang)

    def langs_from(self, lang: Lang) -> tuple[Lang, ...]:
        """The others that visitors are offered here, in turn from this one on."""
        office = self.offers.office.languages if self.offers else ()
        known = [each for each in self.languages if each in office]
        if lang not in known:
            return ()
        here = known.index(lang)
        return (*known[here + 1 :], *known[:here])

    def warn_left_s(self, at: Moment) -> float | None:
        """Seconds left of the warning before a forgotten page is wiped."""
        if self.job or self.errand or self.staff or (self.visit.page is Page.HOME and not self.visit.modes):
            return None
        left_s = self.visit.touched_s + hearing.idle_s(self) - at.real_s
        return left_s if left_s <= self.hands.warn_s else None

    def dimmed(self, at: Moment) -> bool:
        """Whether the first page has been left alone for a while: it rests, and wakes at any touch."""
        fresh = self.job is None and self.visit.page is Page.HOME and not (self.visit.modes or self.visit.unheard)
        return fresh and at.real_s - self.visit.touched_s >= self.hands.dim_s

    # --- the number --------------------------------------------------------------------------------------------

    def begin(self, token: str, at: Moment) -> list[Effect]:
        """Ask for what the visitor has chosen, as the request of this name."""
        request = Request(
            request_id=token,
            service=self.visit.service,
            class_id=self.visit.class_id,
            lang=self.visit.lang,
            quantity=self.visit.quantity,
            taken=at.office,
            further=self.visit.further,
            person=self.visit.person,
            session=self.visit.session,
            carried=self.visit.carried,
        )
        return self.ask(request, at)

    def ask(self, request: Request, at: Moment) -> list[Effect]:
        """Ask for a number."""
        self.job = Job(request, self.hands, Stage.ASKING, at.real_s)
        return self.job.begin(at.real_s, online=self.online, training=self.training)

    # --- what it is told --------------------------------------------------------------------------------------

    def _storage_back(self, _event: StorageBack, _at: Moment) -> list[Effect]:
        self.storage_trouble = ""
        return []

    def _printer_changed(self, event: PrinterChanged, _at: Moment) -> list[Effect]:
        self.printer_trouble = event.trouble
        return []

    def _floor_changed(self, event: FloorChanged, at: Moment) -> list[Effect]:
        self.online = event.online
        # Before the first beat nothing is offered: what is retained may be of another day.
        known = event.online or event.recalled or self.offers is not None
        if event.office is not None and event.queues is not None and known:
            now = None if event.online else at.office
            self.offers = Offers(event.office, event.queues, event.online, self.kiosk, now)
        self._keep_visit()
        if not event.online and self.job:
            return self.job.cut_off(at.real_s, training=self.training)
        return []

    def _keep_visit(self) -> None:
        """A new office may have dropped what the visitor was looking at."""
        offers, visit = self.offers, self.visit
        if self.job is None and offers and visit.service and offers.service(visit.service) is None:
            visit.home()

    def _tick(self, _event: Tick, at: Moment) -> list[Effect]:
        if self.staff is not None:
            return staff.passes(self, self.staff, at)
        if self.errand is not None:
            return errand.passes(self, self.errand, at)
        if self.job is not None:
            return jobs.passes(self, self.job, at)
        mine.passes(self, at)
        dossier.passes(self, at)
        nothing_chosen = Visit(lang=self.languages[0], touched_s=self.visit.touched_s)
        if at.real_s - self.visit.touched_s >= hearing.idle_s(self) and self.visit != nothing_chosen:
            self.reset(at)
        return []

    # --- helpers ------------------------------------------------------------------------------------------------

    def reset(self, at: Moment) -> None:
        """Forget the visitor. What came out last is kept for a moment, to tell a slip of the same hand."""
        job, self.job, self.errand = self.job, None, None
        self.visit = Visit(lang=self.languages[0], touched_s=at.real_s)
        if job is not None and job.stage is Stage.TAKEN:
            self.last = LastTicket(job.request.service, job.number, at.real_s)
            if not job.proven:
                self.unresolved = {job.request.request_id: job}

    def leave(self, at: Moment) -> None:
        """The same visitor goes on with something else."""
        lang, modes, unheard = self.visit.lang, self.visit.modes, self.visit.unheard
        self.reset(at)
        self.visit.lang, self.visit.modes, self.visit.unheard = lang, modes, unheard

    def wake(self, at: Moment) -> None:
        """Somebody is there."""
        self.visit.touched_s = at.real_s

    def _cards_read(self, event: CardsRead, at: Moment) -> list[Effect]:
        self.reads_cards = event.on
        return identity.cards_gone(self, at) if not event.on else []

    def _scanner_changed(self, event: ScannerChanged, _at: Moment) -> list[Effect]:
        self.scans = event.there
        return []

    def slip_of_hand(self, at: Moment) -> bool:
        """Whether the same hand seems to ask for the same thing twice."""
        last = self.last
        return last is not None and last.service == self.visit.service and at.real_s - last.left_s < self.hands.again_s

    @property
    def training(self) -> bool:
        """Whether numbers of this kiosk are for practice only."""
        return self.offers is not None and self.offers.training


_HANDLERS: dict[type[Input], Callable[[Session, Any, Moment], list[Effect]]] = {
    Touch: touches.touched,
    FloorChanged: Session._floor_changed,
    Answered: jobs.answered,
    Silent: jobs.silent,
    Reserved: jobs.reserved,
    NotStored: jobs.not_stored,
    StorageBack: Session._storage_back,
    PrintResult: jobs.printed,
    PrinterChanged: Session._printer_changed,
    ProceduresKept: procedures.kept,
    Tick: Session._tick,
    Resume: jobs.resume,
    DossierSaid: dossier.said,
    BookingsChanged: booking.changed,
    Scanned: lambda session, event, at: [] if session.staff else scans.scanned(session, event, at),
    CardScanned: lambda session, event, at: [] if session.staff else scans.card_scanned(session, event, at),
    CardsRead: Session._cards_read,
    VoiceChanged: hearing.changed,
    ScannerChanged: Session._scanner_changed,
    LookedUp: mine.looked_up,
    ErrandAnswered: errand.answered,
    ErrandSilent: errand.unanswered,
    SlipRefused: errand.second_refused,
    StaffKept: staff.kept,
    PinChecked: staff.checked,
    FactsFound: staff.found,
}
