"""What each page shows: pure data. A screen draws it and decides nothing.

Words of the product are a `Say` (key of the catalogue and parameters); words of the office are plain text in
the visitor's language already. What may be touched is named by an action, e.g. "field:land", "take", "back".
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from broker.contract.ids import InstantMs, Lang
from kiosk.session.modes import Mode


class When(msgspec.Struct, frozen=True):
    """An instant to be said in the visitor's language, with its day if `day`."""

    at: InstantMs
    day: bool = False


class Day(msgspec.Struct, frozen=True):
    """A date, "YYYY-MM-DD", to be written as the visitor's language does."""

    date: str


class Say(msgspec.Struct, frozen=True):
    """A text of the catalogue and its parameters."""

    key: str
    params: dict[str, Param] = {}


#: A parameter may be a text of the catalogue itself ("the guide desk").
Param = str | int | When | Day | Say


def say(key: str, **params: Param) -> Say:
    """Short for building a `Say`."""
    return Say(key, params)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Root of what pages are made of."""


class Content(Part, frozen=True, kw_only=True):
    """Root of what stands between head and foot. A page of another module derives from it as well."""

    @property
    def actions(self) -> tuple[str, ...]:
        """What of it may be touched now."""
        return ()


class Card(Part, frozen=True, kw_only=True):
    """A field or service to choose. `wait`: how many and how long; `off`: why no number is given (it may be
    touched all the same and then says so in full); `note`: what to know although numbers are given.
    """

    action: str
    name: str
    pictogram: str
    everyday: str = ""
    wait: Say | None = None
    off: Say | None = None
    note: Say | None = None


class Duty(Part, frozen=True, kw_only=True):
    """What the kiosk does beside giving numbers, as a button below the fields."""

    action: str
    name: Say
    pictogram: str


class ClassChoice(Part, frozen=True, kw_only=True):
    """A class of visitors to choose. `chosen`: this one is."""

    action: str
    name: str
    evidence: str = ""
    chosen: bool = False


class Extra(Part, frozen=True, kw_only=True):
    """One more thing to do in the same visit; its action takes it off again."""

    action: str
    name: str


class Starting(Content, frozen=True, kw_only=True):
    """Nothing heard of the office yet; `left_s` is how long that may still take."""

    left_s: int


class Home(Content, frozen=True, kw_only=True):
    """The first page: one card a field, and the other duties below them. `scans`: a slip can be shown to it too."""

    cards: tuple[Card, ...]
    duties: tuple[Duty, ...] = ()
    scans: bool = False

    @property
    def actions(self) -> tuple[str, ...]:
        return (*(each.action for each in self.cards), *(each.action for each in self.duties))


class Services(Content, frozen=True, kw_only=True):
    """The services of one field."""

    field: str
    cards: tuple[Card, ...]

    @property
    def actions(self) -> tuple[str, ...]:
        return tuple(card.action for card in self.cards)


class Confirm(Content, frozen=True, kw_only=True):
    """All that should be known before a number is taken. `classes` is empty where the office has none.

    `choosing`: the list of classes is open. `quantity` is None where it is not asked. `facts`: who waits, how
    long, from when; `warning`: what speaks against taking a number now. `further`: what else is to be done in the same
    visit; `may_add`: there may be more. `more_papers`: so many are not named here.
    """

    field: str
    service: str
    pictogram: str
    facts: tuple[Say, ...]
    warning: Say | None = None
    papers: tuple[str, ...] = ()
    classes: tuple[ClassChoice, ...] = ()
    choosing: bool = False
    quantity: int | None = None
    further: tuple[Extra, ...] = ()
    may_add: bool = False
    more_papers: int = 0

    @property
    def chosen(self) -> ClassChoice | None:
        """The class the visitor says to belong to."""
        return next((each for each in self.classes if each.chosen), None)

    @property
    def actions(self) -> tuple[str, ...]:
        if self.choosing:
            return tuple(each.action for each in self.classes)
        priority = ("priority",) if self.classes else ()
        copies = ("quantity:-1", "quantity:+1", "quantity:+10") if self.quantity is not None else ()
        more = ("further",) if self.may_add else ()
        return ("take", *priority, *copies, *(each.action for each in self.further), *more)


class Busy(Content, frozen=True, kw_only=True):
    """Nothing to touch: a number is asked for or printed. `number` once there is one."""

    text: Say
    number: str = ""
    trouble: bool = False


class Take(Content, frozen=True, kw_only=True):
    """The paper is there. `unproven`: the printer has not said so. `notes`: what is to be known of this number.

    `more`: another number could be had.
    """

    number: str
    field: str
    service: str
    unproven: bool = False
    notes: tuple[Say, ...] = ()
    more: bool = True

    @property
    def actions(self) -> tuple[str, ...]:
        return ("done", "more") if self.more else ("done",)


class Again(Content, frozen=True, kw_only=True):
    """The same hand seems to ask twice: is another number really wanted?"""

    number: str

    @property
    def actions(self) -> tuple[str, ...]:
        return ("again:yes", "again:no")


class Sorry(Content, frozen=True, kw_only=True):
    """Something that is not to be had here and now, and where to go instead.

    `pictogram` tells it without words; `done`: the visitor may leave the page.
    """

    text: Say
    pictogram: str
    title: str = ""
    more: Say | None = None
    done: bool = False

    @property
    def actions(self) -> tuple[str, ...]:
        return ("done",) if self.done else ()


class Page(StrEnum):
    """The pages by name, as a play, a health report and a test know them."""

    STARTING = "starting"
    HOME = "home"
    SERVICES = "services"
    CONFIRM = "confirm"
    CLASSES = "classes"
    ASKING = "asking"
    PRINTING = "printing"
    RETRY = "retry"
    TICKET = "ticket"
    AGAIN = "again"
    VOID = "void"
    NOT_OFFERED = "not_offered"
    CLOSED = "closed"
    OUT_PAPER = "out.paper"
    OUT_SERVICE = "out.service"
    HELP = "help"
    DOSSIER = "dossier"
    BOOKING = "booking"
    PROCEDURES = "procedures"
    FIND_PROCEDURE = "procedures.find"
    FIELD_PROCEDURES = "procedures.field"
    PROCEDURE = "procedure"
    LATE = "late"
    FURTHER = "further"
    ID_CARD = "id_card"
    NO_CARD = "no_card"
    SAME = "same"
    MINE = "mine"
    MOVE = "move"
    GIVE_UP = "give_up"
    ERRAND = "errand"
    ERRAND_OVER = "errand.over"
    STAFF = "staff"


class View(Part, frozen=True, kw_only=True):
    """All that the screen shows now. `banners` stand over the page, the most important first: training, cut off, lunch.

    `other_langs`: those one may turn to where "lang" is offered. `warn_left_s`: seconds left of the time-out's warning.
    `modes` can be switched here, `modes_on` are. `dimmed`: nobody has been here for a while; `may_come` is then the
    first page in the other languages, for whoever makes ready what may be asked for next.
    """

    page: Page
    lang: Lang
    content: Content
    office: tuple[str, ...] = ()
    banners: tuple[Say, ...] = ()
    training: bool = False
    nav: tuple[str, ...] = ()
    other_langs: tuple[Lang, ...] = ()
    warn_left_s: int | None = None
    modes: tuple[Mode, ...] = ()
    modes_on: frozenset[Mode] = frozenset()
    dimmed: bool = False
    may_come: tuple[View, ...] = ()

    @property
    def actions(self) -> frozenset[str]:
        """Everything that may be touched now."""
        if self.warn_left_s is not None:
            return frozenset({"time:more", "time:end"})
        ways = (each for each in self.nav if each != "lang")
        modes = (f"mode:{each}" for each in self.modes)
        return frozenset((*ways, *(self.languages if "lang" in self.nav else ()), *modes, *self.content.actions))

    @property
    def languages(self) -> dict[str, Lang]:
        """What turns to which language: "lang" where there is but one other, else "lang:en"."""
        only = len(self.other_langs) == 1
        return {"lang" if only else f"lang:{each}": each for each in self.other_langs}
