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
from kiosk.session import booking, dossier, errand, identity, late, mine, opening, pages, procedures, scans
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
    NotePaper,
    NotStored,
    PrinterChanged,
    PrintResult,
    ProceduresKept,
    Refused,
    Request,
    Reserved,
    Resume,
    Scanned,
    ScannerChanged,
    Silent,
    SlipRefused,
    StorageBack,
    Tell,
    Tick,
    Touch,
)
from kiosk.session.modes import SLOWER, Mode, toggled
from kiosk.session.offers import Offers
from kiosk.session.views import Page, Say, View
from kiosk.session.visit import CHOICES, LastTicket, Visit


class Session:
    """`languages`: those there are catalogues for, the first is the kiosk's own."""

    def __init__(self, kiosk: DeviceId, languages: tuple[Lang, ...] = ("vi", "en"), hands: Hands | None = None) -> None:
        self.kiosk, self.languages, self.hands = kiosk, languages, hands or Hands()
        self.offers: Offers | None = None
        self.online = False
        self.printer_trouble = ""
        self.storage_trouble = ""
        self.visit = Visit(lang=languages[0])
        self.job: Job | None = None
        self.errand: Errand | None = None
        self.notice: tuple[Say, float] | None = None  # words over the page, and until when (real seconds)
        self.reads_cards = False
        self.library: Library | None = None
        self.bookings: Bookings | None = None
        self.checked_in: dict[str, str] = {}  # digest of a booking -> the number it was given here
        self.last: LastTicket | None = None
        self.begun_s: float | None = None
        self.modes: tuple[Mode, ...] = (Mode.LARGE, Mode.CONTRAST)  # those this kiosk can do
        self.duties: set[str] = {"help"}  # what of kiosk.session.duties can be done now, by action
        self._unresolved: dict[str, Job] = {}

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
        if self.storage_trouble or self.printer_trouble == "service":
            return Page.OUT_SERVICE
        if self.offers is None:
            late = at.real_s - (self.begun_s or at.real_s) >= self.hands.start_s
            return Page.OUT_SERVICE if late else Page.STARTING
        if self.printer_trouble == "paper":
            return Page.OUT_PAPER
        return opening.out_of_hours(self.offers, at)

    @property
    def other_lang(self) -> Lang | None:
        """The language after the visitor's; None if there is only one."""
        office = self.offers.office.languages if self.offers else ()
        known = [each for each in self.languages if each in office]
        if self.visit.lang not in known or len(known) < 2:
            return None
        return known[(known.index(self.visit.lang) + 1) % len(known)]

    def warn_left_s(self, at: Moment) -> float | None:
        """Seconds left of the warning before a forgotten page is wiped."""
        if self.job or self.errand or (self.visit.page is Page.HOME and not self.visit.modes):
            return None
        left_s = self.visit.touched_s + self.hands.idle_s - at.real_s
        return left_s if left_s <= self.hands.warn_s else None

    def dimmed(self, at: Moment) -> bool:
        """Whether the first page has been left alone for a while: it rests, and wakes at any touch."""
        fresh = self.job is None and self.visit.page is Page.HOME and not self.visit.modes
        return fresh and at.real_s - self.visit.touched_s >= self.hands.dim_s

    # --- touches ---------------------------------------------------------------------------------------

    def _touch(self, touch: Touch, at: Moment) -> list[Effect]:
        warned = self.warn_left_s(at) is not None
        offered = touch.action in self.view(at).actions
        self.visit.touched_s = at.real_s
        if not offered or (warned and touch.action == "time:more"):
            return []
        word, _, rest = touch.action.partition(":")
        if word not in CHOICES:
            return _TOUCHES[word](self, rest, touch, at) or []
        if self.offers is not None:
            CHOICES[word](self.visit, rest, self.offers)
        return []

    def _touch_lang(self, _rest: str, _touch: Touch, _at: Moment) -> None:
        self.visit.lang = self.other_lang or self.visit.lang

    def _touch_mode(self, name: str, _touch: Touch, _at: Moment) -> None:
        self.visit.modes = toggled(self.visit.modes, name, self.modes)

    def _touch_look(self, what: str, _touch: Touch, _at: Moment) -> list[Effect]:
        return LOOKS[what](self)

    def _touch_key(self, key: str, touch: Touch, at: Moment) -> list[Effect]:
        return TYPED[self.visit.page](self, key, touch, at)

    def _touch_collect(self, service: str, touch: Touch, at: Moment) -> list[Effect]:
        """One touch from "the result is there" to the paper; what stands in its way is a page as anywhere."""
        if self.offers is not None:
            self.visit.choose_service(service, self.offers)
        return self._touch_take("", touch, at) if self.visit.page is Page.CONFIRM else []

    def _touch_take(self, _rest: str, touch: Touch, at: Moment) -> list[Effect]:
        if self._slip_of_hand(at):
            self.visit.page = Page.AGAIN
            return []
        return self._go(touch, at)

    def _touch_again(self, answer: str, touch: Touch, at: Moment) -> list[Effect]:
        if answer == "yes":
            return self._go(touch, at)
        self.reset(at)
        return []

    def _go(self, touch: Touch, at: Moment) -> list[Effect]:
        if identity.wanted(self):
            self.visit.page = Page.ID_CARD
            return []
        return self.begin(touch.token, at)

    def _touch_done(self, _rest: str, _touch: Touch, at: Moment) -> None:
        self.reset(at)
        self.last = None

    def _touch_more(self, _rest: str, _touch: Touch, at: Moment) -> None:
        self.leave(at)

    def _touch_time(self, _answer: str, _touch: Touch, at: Moment) -> None:
        self.reset(at)

    # --- the job -------------------------------------------------------------------------------------------

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
        self.job = Job(request, self.hands, Stage.ASKING, at.real_s)
        return self.job.begin(at.real_s, online=self.online, training=self._training())

    def _resume(self, event: Resume, at: Moment) -> list[Effect]:
        if self.job is not None:
            return []
        self.visit = Visit(lang=event.request.lang, touched_s=at.real_s)
        self.job = Job(event.request, self.hands, Stage.ASKING, at.real_s)
        return self.job.resume(at.real_s, event.issued, tries=event.tries, asked=event.asked)

    def _answered(self, event: Answered, at: Moment) -> list[Effect]:
        job = self._job(event.request_id)
        if job is None:
            return []
        if isinstance(event.answer, Refused):
            return self._refused(job, event.answer, at)
        booking.given(self, job.request, event.answer.number)
        return job.answered(at.real_s, event.answer)

    def _silent(self, event: Silent, _at: Moment) -> list[Effect]:
        job = self._job(event.request_id)
        if job is not None:
            job.silent()
        return []

    def _reserved(self, event: Reserved, at: Moment) -> list[Effect]:
        job = self._job(event.request_id)
        if job is not None and event.refused is not None:
            return self._refused(job, event.refused, at)
        if job is not None and event.issued is not None:
            booking.given(self, job.request, event.issued.number)
        return job.reserved(at.real_s, event.issued) if job else []

    def _not_stored(self, event: NotStored, at: Moment) -> list[Effect]:
        self.storage_trouble = event.why
        if isinstance(event.effect, NotePaper):
            return [Tell(command=event.effect.report)] if event.effect.report else []
        return self.job.not_stored(at.real_s) if self.job else []

    def _storage_back(self, _event: StorageBack, _at: Moment) -> list[Effect]:
        self.storage_trouble = ""
        return []

    def _printed(self, event: PrintResult, at: Moment) -> list[Effect]:
        if self.errand is not None and self.errand.name == event.request_id:
            return self.errand.printed(at.real_s, event, self.hands)
        if procedures.printed(self, event):
            return []
        job = self._unresolved.pop(event.request_id, None) or self._job(event.request_id)
        return job.printed(at.real_s, event) if job else []

    def _printer_changed(self, event: PrinterChanged, _at: Moment) -> list[Effect]:
        self.printer_trouble = event.trouble
        return []

    # --- status and time --------------------------------------------------------------------------------------

    def _floor_changed(self, event: FloorChanged, at: Moment) -> list[Effect]:
        self.online = event.online
        # Before the first beat nothing is offered: what is retained may be of another day.
        known = event.online or event.recalled or self.offers is not None
        if event.office is not None and event.queues is not None and known:
            now = None if event.online else at.office
            self.offers = Offers(event.office, event.queues, event.online, self.kiosk, now)
        self._keep_visit()
        if not event.online and self.job:
            return self.job.cut_off(at.real_s, training=self._training())
        return []

    def _keep_visit(self) -> None:
        """A new office may have dropped what the visitor was looking at."""
        offers, visit = self.offers, self.visit
        if self.job is None and offers and visit.service and offers.service(visit.service) is None:
            visit.home()

    def _tick(self, _event: Tick, at: Moment) -> list[Effect]:
        if self.errand is not None:
            return errand.passes(self, self.errand, at)
        if self.job is not None:
            return self._tick_job(self.job, at)
        mine.passes(self, at)
        dossier.passes(self, at)
        nothing_chosen = Visit(lang=self.languages[0], touched_s=self.visit.touched_s)
        if at.real_s - self.visit.touched_s >= self.hands.idle_s and self.visit != nothing_chosen:
            self.reset(at)
        return []

    def _tick_job(self, job: Job, at: Moment) -> list[Effect]:
        if not self.online and job.stage is Stage.ASKING:
            return job.cut_off(at.real_s, training=self._training())
        effects = job.tick(at.real_s, online=self.online)
        stays_s = self.hands.take_s if job.stage is Stage.TAKEN else self.hands.sorry_s
        stays_s *= SLOWER if self.visit.modes else 1
        if not job.open and at.real_s - job.since_s >= stays_s:
            self.reset(at)
        return effects

    # --- helpers ------------------------------------------------------------------------------------------------

    def _job(self, request_id: str) -> Job | None:
        return self.job if self.job is not None and self.job.request.request_id == request_id else None

    def _refused(self, job: Job, answer: Refused, at: Moment) -> list[Effect]:
        """A service that is not offered is a page of the visitor's; the job is over."""
        effects = job.refused(at.real_s, answer.code)
        if job.stage is Stage.NOT_OFFERED:
            self.job = None
            self.visit.page, self.visit.refused, self.visit.touched_s = Page.NOT_OFFERED, answer.code, at.real_s
        if booking.refused(self, job, answer, at):
            return effects
        if answer.code == "one_each":
            identity.refused(self, answer, at)
        return effects

    def reset(self, at: Moment) -> None:
        """Forget the visitor. What came out last is kept for a moment, to tell a slip of the same hand."""
        job, self.job, self.errand = self.job, None, None
        self.visit = Visit(lang=self.languages[0], touched_s=at.real_s)
        if job is not None and job.stage is Stage.TAKEN:
            self.last = LastTicket(job.request.service, job.number, at.real_s)
            if not job.proven:
                self._unresolved = {job.request.request_id: job}

    def leave(self, at: Moment) -> None:
        """The same visitor goes on with something else."""
        lang, modes = self.visit.lang, self.visit.modes
        self.reset(at)
        self.visit.lang, self.visit.modes = lang, modes

    def wake(self, at: Moment) -> None:
        """Somebody is there."""
        self.visit.touched_s = at.real_s

    def _cards_read(self, event: CardsRead, _at: Moment) -> list[Effect]:
        self.reads_cards = event.on
        return []

    def check_in(self, request: Request, at: Moment) -> list[Effect]:
        """Ask for the number of a booking."""
        self.job = Job(request, self.hands, Stage.ASKING, at.real_s)
        return self.job.begin(at.real_s, online=self.online, training=self._training())

    def _slip_of_hand(self, at: Moment) -> bool:
        last = self.last
        return last is not None and last.service == self.visit.service and at.real_s - last.left_s < self.hands.again_s

    def _training(self) -> bool:
        return self.offers is not None and self.offers.training


_HANDLERS: dict[type[Input], Callable[[Session, Any, Moment], list[Effect]]] = {
    Touch: Session._touch,
    FloorChanged: Session._floor_changed,
    Answered: Session._answered,
    Silent: Session._silent,
    Reserved: Session._reserved,
    NotStored: Session._not_stored,
    StorageBack: Session._storage_back,
    PrintResult: Session._printed,
    PrinterChanged: Session._printer_changed,
    ProceduresKept: procedures.kept,
    Tick: Session._tick,
    Resume: Session._resume,
    DossierSaid: dossier.said,
    BookingsChanged: booking.changed,
    Scanned: scans.scanned,
    CardScanned: scans.card_scanned,
    CardsRead: Session._cards_read,
    ScannerChanged: lambda _session, _event, _at: [],
    LookedUp: mine.looked_up,
    ErrandAnswered: errand.answered,
    ErrandSilent: errand.unanswered,
    SlipRefused: errand.second_refused,
}
#: What a visitor can look up, by its button, and whose page the keys of a keyboard are for.
LOOKS: dict[str, Callable[[Session], list[Effect]]] = {
    "procedures": procedures.open_library,
    "dossier": dossier.open_dossier,
    "booking": booking.open_booking,
}
TYPED: dict[Page, Callable[[Session, str, Touch, Moment], list[Effect]]] = {
    Page.DOSSIER: dossier.key,
    Page.BOOKING: booking.key,
}
_TOUCHES: dict[str, Callable[[Session, str, Touch, Moment], list[Effect] | None]] = {
    "lang": Session._touch_lang,
    "mode": Session._touch_mode,
    "look": Session._touch_look,
    "key": Session._touch_key,
    "collect": Session._touch_collect,
    "find": procedures.touched,
    "take": Session._touch_take,
    "again": Session._touch_again,
    "done": Session._touch_done,
    "more": Session._touch_more,
    "time": Session._touch_time,
    "tomorrow": late.tomorrow,
    "card": identity.without,
    "same": identity.same_again,
    "mine": mine.touched,
    "movefield": mine.move_field,
    "moveto": mine.move_to,
}
