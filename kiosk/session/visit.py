"""What the visitor at the kiosk has chosen so far. Wiped with every reset: nothing of one visitor reaches the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from broker.contract.ids import ORDINARY, ClassId, Lang, PersonKey, ServiceId
from broker.contract.lookup import DossierStatus
from kiosk.session import late, mine, procedures, several
from kiosk.session.enquiry import NOTHING, Enquiry
from kiosk.session.mine import Mine
from kiosk.session.modes import Mode
from kiosk.session.offers import Offers
from kiosk.session.procedures import Lookup
from kiosk.session.views import Page

MOST_COPIES = 999
#: Pages that belong to a visitor; all others are the kiosk's own.
VISITING = frozenset({Page.SERVICES, Page.CONFIRM, Page.CLASSES, Page.AGAIN, Page.NOT_OFFERED, Page.HELP})


@dataclass(frozen=True)
class LastTicket:
    """The number that came out last, for telling a slip of the same hand. `left_s`: when its page went away."""

    service: str
    number: str
    left_s: float


@dataclass
class Visit:
    """`page` is one of VISITING, or HOME while nothing is chosen. `touched_s`: real time of the last touch.

    `refused`: the offer by which the engine said no to this visitor, when the screen did not know of it yet.
    `unheard`: the voice failed while this visitor listened. `further`, `session`, `carried`, `person`: as in a
    request. `picked`: the field from which one more or another service is being chosen. `mine`: the slip that was
    shown. `enquiry`: what is asked by a code; `dossier`: what was said of it.
    """

    lang: Lang
    page: Page = Page.HOME
    field: str = ""
    service: str = ""
    class_id: ClassId = ORDINARY
    quantity: int = 1
    refused: str = ""
    touched_s: float = 0.0
    modes: frozenset[Mode] = frozenset()
    unheard: bool = False
    further: tuple[ServiceId, ...] = ()
    session: Literal["now", "next"] = "now"
    carried: str = ""
    person: PersonKey | None = None
    picked: str = ""
    mine: Mine | None = None
    enquiry: Enquiry = NOTHING
    dossier: DossierStatus | None = None
    lookup: Lookup | None = None

    def choose_field(self, field: str, offers: Offers) -> None:
        """One service is chosen with its field; where none of several is offered that is said at once."""
        self.field, services = field, offers.services(field)
        if len(services) == 1:
            self.choose_service(services[0].id, offers)
        elif any(late.first_page(offers, each.id) is not Page.NOT_OFFERED for each in services):
            self.page = Page.SERVICES
        elif services:
            self._at(services[0].id, Page.NOT_OFFERED)

    def choose_service(self, service: str, offers: Offers) -> None:
        """Look at a service, or hear why there is no number for it."""
        self._at(service, late.first_page(offers, service))

    def open_classes(self, _rest: str, _offers: Offers) -> None:
        """See the list of classes."""
        self.page = Page.CLASSES

    def claim(self, class_id: ClassId, _offers: Offers) -> None:
        """Claim a class of visitors; claiming it a second time takes it back."""
        self.class_id = ORDINARY if class_id == self.class_id else class_id
        self.page = Page.CONFIRM

    def copies(self, change: str, _offers: Offers) -> None:
        """More or fewer copies."""
        self.quantity = min(MOST_COPIES, max(1, self.quantity + int(change)))

    def ask_for_help(self, _rest: str, offers: Offers) -> None:
        """A number of the service that guides, where the office has one; else only the way to the guide desk."""
        guide = offers.guide
        if guide is None or not offers.given(guide.id):
            self.page = Page.HELP
            return
        self.field = guide.field
        self._at(guide.id, Page.CONFIRM)

    def back(self, _rest: str, offers: Offers) -> None:
        """One page back; what was chosen on the page left behind is forgotten."""
        if self.page in BACK:
            BACK[self.page](self)
            return
        if self.lookup is not None and self.page in procedures.TAKING:
            procedures.back_from_taking(self)
            return
        services = offers.services(self.field)
        to_choose = len(services) > 1 and any(offers.given(each.id) for each in services)
        if self.page is Page.CLASSES:
            self.page = Page.CONFIRM
        elif self.page is not Page.SERVICES and to_choose:
            self._at("", Page.SERVICES)
        else:
            self.home()

    def home(self, _rest: str = "", _offers: Offers | None = None) -> None:
        """Back to the first page; only language and modes stay."""
        self.field = ""
        self._at("", Page.HOME)

    def _at(self, service: str, page: Page) -> None:
        self.service, self.page = service, page
        self.class_id, self.quantity, self.refused = ORDINARY, 1, ""
        self.further, self.session, self.carried, self.picked, self.mine = (), "now", "", "", None
        self.enquiry, self.dossier, self.lookup = NOTHING, None, None


def _to_confirm(visit: Visit) -> None:
    visit.page = Page.CONFIRM


#: Where "back" leads from pages of other modules.
BACK: dict[Page, Callable[[Visit], None]] = {
    Page.FURTHER: several.back,
    Page.MINE: mine.back,
    Page.MOVE: mine.back,
    Page.GIVE_UP: mine.back,
    Page.PROCEDURES: procedures.back,
    Page.FIND_PROCEDURE: procedures.back,
    Page.FIELD_PROCEDURES: procedures.back,
    Page.PROCEDURE: procedures.back,
    Page.ID_CARD: _to_confirm,
    Page.NO_CARD: _to_confirm,
}
#: Touches that only change what is chosen.
CHOICES = {
    "field": Visit.choose_field,
    "service": Visit.choose_service,
    "priority": Visit.open_classes,
    "class": Visit.claim,
    "quantity": Visit.copies,
    "help": Visit.ask_for_help,
    "back": Visit.back,
    "home": Visit.home,
    **several.CHOICES,
    **late.CHOICES,
}
