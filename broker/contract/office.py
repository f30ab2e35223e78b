"""The office as the programs know it: what is in force, as typed data. `broker.office` reads it from a file."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from broker.contract.ids import (
    ORDINARY,
    ClassId,
    ClerkId,
    CounterId,
    DeviceId,
    FieldId,
    Lang,
    MinuteOfDay,
    ServiceId,
    SiteId,
    ZoneId,
)

#: One text in several languages; "vi" is always there.
Text = dict[Lang, str]
#: From ... to, minutes of the local day, to exclusive.
Span = tuple[MinuteOfDay, MinuteOfDay]
#: Monday first, seven entries.
WeekHours = tuple[
    tuple[Span, ...], tuple[Span, ...], tuple[Span, ...], tuple[Span, ...],
    tuple[Span, ...], tuple[Span, ...], tuple[Span, ...],
]  # fmt: skip
Seconds = Annotated[int, msgspec.Meta(ge=0, le=86_400)]
Minutes = Annotated[int, msgspec.Meta(ge=0, le=1_440)]
Reserved = Annotated[int, msgspec.Meta(ge=0, le=99_999)]
NO_HOURS: WeekHours = ((), (), (), (), (), (), ())


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Root of all that an office is made of.

    Unknown fields are ignored, for it stands in events and in status; `codec` refuses them in a command.
    """


class Series(Part, frozen=True, kw_only=True):
    """A row of numbers: `prefix`, then `first` ... `last`, each used once a day."""

    prefix: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{1,2}$|^\d{0,2}$")]
    first: Annotated[int, msgspec.Meta(ge=1, le=99_999)] = 1
    last: Annotated[int, msgspec.Meta(ge=1, le=99_999)] = 799
    digits: Annotated[int, msgspec.Meta(ge=2, le=5)] = 3
    dash: bool = True

    def number(self, n: int) -> str:
        """The n-th number as it is printed: 25 -> "A-025", or "1025" without a dash."""
        return f"{self.prefix}{'-' if self.dash else ''}{n:0{self.digits}d}"


class Field(Part, frozen=True, kw_only=True):
    """A field of work (lĩnh vực): one card on the kiosk's first page."""

    id: FieldId
    name: Text
    everyday: Text = {}
    pictogram: str = "help"


class Service(Part, frozen=True, kw_only=True):
    """What a visitor comes for. Tickets, waits and skills are by service.

    `collects`: results are handed out here. `helps`: guidance, for whoever does not know what to choose.
    """

    id: ServiceId
    field: FieldId
    name: Text
    series: str
    minutes: Annotated[float, msgspec.Meta(gt=0, le=480)] = 10.0
    target_min: Minutes = 15
    papers: dict[Lang, tuple[str, ...]] = {}
    hours: WeekHours | None = None
    seats: str = ""
    daily_cap: Annotated[int, msgspec.Meta(ge=1, le=99_999)] | None = None
    ask_quantity: bool = False
    collects: bool = False
    helps: bool = False


class PriorityClass(Part, frozen=True, kw_only=True):
    """A class of visitors. `weight`: how fast its claim grows with waiting, ordinary = 1."""

    id: ClassId
    name: Text
    weight: Annotated[float, msgspec.Meta(gt=0, le=100)] = 1.0
    limit_min: Annotated[int, msgspec.Meta(ge=1, le=1_440)] = 60
    no_show_wait_s: Seconds = 60
    evidence: Text = {}


class Counter(Part, frozen=True, kw_only=True):
    """A desk (quầy). `services` are those its equipment and place allow."""

    id: CounterId
    name: Text
    services: tuple[ServiceId, ...]
    spoken: Text = {}
    number: Annotated[int, msgspec.Meta(ge=1, le=99_999)] | None = None
    zone: ZoneId = "hall"
    hours: WeekHours | None = None


class Clerk(Part, frozen=True, kw_only=True):
    """A person at a counter. No `services` means all."""

    id: ClerkId
    name: str
    services: tuple[ServiceId, ...] = ()


class Shift(Part, frozen=True, kw_only=True):
    """One line of the roster: this clerk sits at this counter in these hours."""

    counter: CounterId
    clerk: ClerkId
    hours: WeekHours


class Kiosk(Part, frozen=True, kw_only=True):
    """A ticket machine. `reserved`: the numbers only it may give, in every series, while cut off."""

    id: DeviceId
    name: Text
    reserved: tuple[Reserved, Reserved]
    width_mm: Literal[58, 80] = 80


class Rules(Part, frozen=True, kw_only=True):
    """How this office runs its floor. The defaults are the house's promises."""

    order: Literal["accumulating", "first_come"] = "accumulating"
    start: Literal["explicit", "implied"] = "explicit"
    next_closes: Literal["no", "served", "no_show"] = "no"
    auto_free_s: Seconds = 0
    free_expires_s: Seconds = 600
    free_asks_s: Seconds = 60
    clerk_absent_s: Seconds = 180
    no_show_calls: Annotated[int, msgspec.Meta(ge=2, le=5)] = 2
    most_calls: Annotated[int, msgspec.Meta(ge=2, le=9)] = 3
    spoken_fallback_s: Seconds = 15
    late_return_min: Minutes = 30
    late_place: Literal["keep", "now"] = "now"
    transfer_place: Literal["keep", "now"] = "keep"
    undo_s: Seconds = 10
    move_place: Literal["keep", "now"] = "keep"
    late_offers: tuple[Literal["afternoon", "tomorrow", "anyway"], ...] = ("afternoon", "tomorrow", "anyway")
    booking_late_min: Minutes = 15
    one_per_person: bool = False
    most_services: Annotated[int, msgspec.Meta(ge=1, le=9)] = 3
    silent_counter_min: Minutes = 12
    paper_silence_s: Seconds = 10
    beat_ms: Annotated[int, msgspec.Meta(ge=100, le=5_000)] = 1_000


#: The id of what is asked where the office has no questions of its own (texts: rate.ask).
QUESTION = "satisfaction"


class Question(Part, frozen=True, kw_only=True):
    """One thing that a visitor is asked after the service."""

    id: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    text: Text


class Rating(Part, frozen=True, kw_only=True):
    """Rating of satisfaction. No `questions`: the one of the catalogue. `grades`: faces, the best first."""

    on: bool = False
    grades: Literal[3, 4] = 4
    questions: Annotated[tuple[Question, ...], msgspec.Meta(max_length=5)] = ()
    reasons: Annotated[tuple[Question, ...], msgspec.Meta(max_length=8)] = ()
    wait_s: Annotated[int, msgspec.Meta(ge=5, le=300)] = 30
    shown_from: Annotated[int, msgspec.Meta(ge=5, le=100)] = 5


class Screens(Part, frozen=True, kw_only=True):
    """What the office wants on its screens. `ticker`: lines that run below the board."""

    show_clerk: Literal["no", "name", "photo"] = "no"
    ticker: tuple[Text, ...] = ()
    call_word: Text = {}


class Calendar(Part, frozen=True, kw_only=True):
    """When the office works. Days are "YYYY-MM-DD"; a day in `extra` works by its own hours."""

    counters: WeekHours
    kiosk: WeekHours
    last_number_before_min: Minutes = 15
    closures: dict[str, Text] = {}
    extra: dict[str, tuple[Span, ...]] = {}


class Office(Part, frozen=True, kw_only=True):
    """A whole office. Consistency between its parts is checked by `broker.office`."""

    site: SiteId
    name: Text
    authority: Text
    series: tuple[Series, ...]
    fields: tuple[Field, ...]
    services: tuple[Service, ...]
    counters: tuple[Counter, ...]
    kiosks: tuple[Kiosk, ...]
    calendar: Calendar
    classes: tuple[PriorityClass, ...] = (PriorityClass(id=ORDINARY, name={"vi": "Thường", "en": "Ordinary"}),)
    clerks: tuple[Clerk, ...] = ()
    roster: tuple[Shift, ...] = ()
    languages: tuple[Lang, ...] = ("vi", "en")
    training_prefix: str = "X"
    rules: Rules = Rules()
    rating: Rating = Rating()
    screens: Screens = Screens()

    def public(self) -> Office:
        """The office without its people: what may stand in a retained message."""
        return msgspec.structs.replace(self, clerks=(), roster=())
