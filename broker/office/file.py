"""The shape of office.toml: its tables and keys, and what each means. The reference page is drawn from here."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from broker.contract.ids import ClassId, ClerkId, CounterId, DeviceId, FieldId, Lang, Name, ServiceId, SiteId, ZoneId
from broker.contract.office import Minutes, Rules, Seconds, Text

#: Vietnamese alone, or by language.
Words = Annotated[str | dict[str, str], Meta(title='"text" or { vi = "…", en = "…" }')]
Papers = Annotated[list[str] | dict[str, list[str]], Meta(title='["text", …] or { vi = ["…"], en = ["…"] }')]
#: The hours of one day.
Day = Annotated[str | list[str], Meta(title='hours: ["07:30-11:30", …]')]
#: By name, or by weekday.
Week = Annotated[str | dict[str, Day], Meta(title='hours: "a name" or { mon-fri = ["07:30-11:30", …] }')]
NumberRange = Annotated[str, Meta(title='a range: "1-799"')]


def text_of(words: Words | None) -> Text:
    """A text by language; a bare string is Vietnamese."""
    return {"vi": words} if isinstance(words, str) else dict(words or {})


def papers_of(papers: Papers) -> dict[str, tuple[str, ...]]:
    """Papers by language; a bare list is Vietnamese."""
    by_lang = {"vi": papers} if isinstance(papers, list) else papers
    return {lang: tuple(lines) for lang, lines in by_lang.items() if lines}


#: As in the contract's Series.
PREFIX = r"^[A-Z]{1,2}$|^\d{0,2}$"


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Root of the tables of the file."""


class Head(Table, frozen=True, kw_only=True):
    """`[office]` — who this is."""

    id: Annotated[SiteId, Meta(description="short name of the office, part of all its topics")]
    name: Annotated[Words, Meta(description="name of the centre, on the kiosk and on the ticket")]
    authority: Annotated[Words, Meta(description="authority above it, first line of the ticket")]
    languages: Annotated[
        tuple[Lang, ...], Meta(description="languages offered, Vietnamese among them; no text may have another")
    ] = ("vi", "en")
    training_prefix: Annotated[
        str,
        Meta(pattern=r"^[A-Z]$", title="a letter", description="before numbers in training; no prefix begins with it"),
    ] = "X"


class Numbered(Table, frozen=True, kw_only=True):
    """Keys that a field and a service share: which row of numbers, and what its services have in common."""

    prefix: Annotated[
        Annotated[str, Meta(pattern=PREFIX, title="one or two letters or digits")] | None,
        Meta(description="what stands before the number; needed, here or below; best letters: A C E F H L P T U"),
    ] = None
    numbers: Annotated[
        NumberRange | None, Meta(description="first and last number of the day (1-799); the rest is left to the kiosks")
    ] = None
    digits: Annotated[
        Annotated[int, Meta(ge=2, le=5)] | None, Meta(description="digits of a number, zeros in front (3): A-025")
    ] = None
    dash: Annotated[
        bool | None, Meta(description="a dash between prefix and number: A-025, or 1025 without (after letters)")
    ] = None
    minutes: Annotated[
        Annotated[float, Meta(gt=0, le=480)] | None,
        Meta(description="minutes one visitor usually takes; first guess until the log knows better (10)"),
    ] = None
    target_min: Annotated[Minutes | None, Meta(description="waiting longer than this misses the target (15)")] = None
    hours: Annotated[
        Week | None, Meta(description="hours in which it is taken, if not those of the counters; a name from [hours]")
    ] = None
    seats: Annotated[str | None, Meta(description='area to sit in: "A" makes “Mời ngồi khu A” on the ticket')] = None


class ServiceTable(Numbered, frozen=True, kw_only=True):
    """`[[field.service]]` — what a visitor comes for.

    `prefix` … `seats` are taken from the field unless they stand here.
    """

    id: Annotated[ServiceId, Meta(description="short name, used by counters and clerks")]
    name: Annotated[Words, Meta(description="name on the kiosk and on the ticket")]
    papers: Annotated[Papers, Meta(description="papers to bring, shown before a number is taken")] = []
    daily_cap: Annotated[
        Annotated[int, Meta(ge=1)] | None, Meta(description="numbers a day at most; none: no limit")
    ] = None
    ask_quantity: Annotated[bool, Meta(description="the kiosk asks for the number of copies or dossiers")] = False
    collects: Annotated[bool, Meta(description="results are collected here: the voice says so")] = False
    helps: Annotated[bool, Meta(description="guidance: for the button “Tôi cần hướng dẫn” of the kiosk")] = False


#: Drawings that a field may have: those that `assets.look.fields` gives marks of their own.
Pictogram = Literal[
    "land", "stamp", "family", "hands", "shop", "building", "book", "id_card", "result", "coins", "scales", "help",
    "house", "envelope", "people",
]  # fmt: skip


class FieldTable(Numbered, frozen=True, kw_only=True):
    """`[[field]]` — a field of work (lĩnh vực): one card on the kiosk's first page.

    All its services count in its row of numbers. `minutes`, `target_min`, `hours` and `seats` hold for every
    service that does not say otherwise.
    """

    id: Annotated[FieldId, Meta(description="short name, used by counters and clerks for all its services")]
    name: Annotated[Words, Meta(description="name on the card")]
    everyday: Annotated[Words | None, Meta(description="words people use, the small line on the card")] = None
    pictogram: Annotated[Pictogram, Meta(description="picture on the card")] = "help"
    service: Annotated[tuple[ServiceTable, ...], Meta(description="its services, `[[field.service]]`")] = ()


class CounterTable(Table, frozen=True, kw_only=True):
    """`[[counter]]` — a desk (quầy)."""

    id: Annotated[CounterId, Meta(description='short name; "3" is also its number and its name, Quầy 3')]
    serves: Annotated[tuple[str, ...], Meta(description="fields and services its place and equipment allow")]
    name: Annotated[Words | None, Meta(description="name on the board, if not Quầy and its number")] = None
    number: Annotated[
        Annotated[int, Meta(ge=1)] | None, Meta(description="number said aloud, if `id` is not that number")
    ] = None
    spoken: Annotated[Words | None, Meta(description='said instead of a number: "bàn hướng dẫn"')] = None
    zone: Annotated[ZoneId, Meta(description="hall whose board and voice call for it")] = "hall"
    hours: Annotated[Week | None, Meta(description="hours, if not those of all counters; a name from [hours]")] = None


class ClerkTable(Table, frozen=True, kw_only=True):
    """`[[clerk]]` — a person at a counter."""

    id: Annotated[ClerkId, Meta(description="short name, used by the roster")]
    name: Annotated[str, Meta(min_length=1, description="name in the log and on the clerk's page")]
    serves: Annotated[
        tuple[str, ...], Meta(description="fields and services this person knows; left out: all of the counter")
    ] = ()


class ShiftTable(Table, frozen=True, kw_only=True):
    """`[[roster]]` — who sits where, when."""

    counter: Annotated[CounterId, Meta(description="the counter")]
    clerk: Annotated[ClerkId, Meta(description="the clerk")]
    hours: Annotated[Week | None, Meta(description="when; left out: whenever the counter works")] = None


class ClassTable(Table, frozen=True, kw_only=True):
    """`[[class]]` — a class of visitors. None at all: everybody is ordinary; else `ordinary` is among them."""

    id: Annotated[ClassId, Meta(description="short name; `ordinary` is the class nobody has to claim")]
    name: Annotated[Words, Meta(description="as the kiosk asks for it")]
    weight: Annotated[float, Meta(gt=0, le=100, description="how fast its claim grows; ordinary is 1")] = 1.0
    limit_min: Annotated[
        int, Meta(ge=1, le=1_440, description="having waited so long, nobody who came later is called before")
    ] = 60
    no_show_wait_s: Annotated[
        Seconds | None, Meta(description="time to reach the counter after the voice: ordinary 60, others 120 at least")
    ] = None
    evidence: Annotated[Words | None, Meta(description="paper the clerk may ask for")] = None


class KioskTable(Table, frozen=True, kw_only=True):
    """`[[kiosk]]` — a ticket machine."""

    id: Annotated[DeviceId, Meta(description="name of the device")]
    name: Annotated[Words, Meta(description="as people are told of it: “máy lấy số 2”")]
    reserved: Annotated[NumberRange, Meta(description="numbers, in every row, that only it gives while it is cut off")]
    width_mm: Annotated[Literal[58, 80], Meta(description="width of its paper")] = 80


class CalendarTable(Table, frozen=True, kw_only=True):
    """`[calendar]` — last numbers, days off and make-up days."""

    last_number_before_min: Annotated[
        Minutes, Meta(description="numbers are given until so long before the counters close")
    ] = 15
    closures: Annotated[
        dict[str, Words],
        Meta(
            title='{ 2026-09-02 = "Quốc khánh", … }',
            description='days off and why; several days: "2027-02-04 to 2027-02-10" = …',
        ),
    ] = {}
    extra: Annotated[
        dict[str, Day],
        Meta(
            title='{ 2026-11-28 = ["07:30-11:30"], … }', description="days with hours of their own: make-up Saturdays"
        ),
    ] = {}


class QuestionTable(Table, frozen=True, kw_only=True):
    """`[[rating.question]]` — one thing that a visitor is asked. None at all: whether the service was satisfying."""

    id: Annotated[Name, Meta(description="short name, in the figures")]
    text: Annotated[Words, Meta(description="as it is asked")]


class ReasonTable(Table, frozen=True, kw_only=True):
    """`[[rating.reason]]` — what may have been not good, asked after a low mark. None at all: it is not asked."""

    id: Annotated[Name, Meta(description="short name, in the figures")]
    text: Annotated[Words, Meta(description="as it is offered")]


class RatingTable(Table, frozen=True, kw_only=True):
    """`[rating]` — rating of satisfaction, on a tablet at the counter. Marks are counted, never kept one by one."""

    on: Annotated[bool, Meta(description="whether visitors are asked after a service")] = False
    grades: Annotated[Literal[3, 4], Meta(description="faces to choose from")] = 4
    wait_s: Annotated[
        int, Meta(ge=5, le=300, description="so long they may, or until the next service begins there")
    ] = 30
    shown_from: Annotated[
        int, Meta(ge=5, le=100, description="marks that a group must have before its figures are shown")
    ] = 5
    question: Annotated[
        tuple[QuestionTable, ...], Meta(max_length=5, description="what is asked, `[[rating.question]]`")
    ] = ()
    reason: Annotated[
        tuple[ReasonTable, ...], Meta(max_length=8, description="what may have been not good, `[[rating.reason]]`")
    ] = ()


class ScreensTable(Table, frozen=True, kw_only=True):
    """`[screens]` — what the office wants on its screens."""

    show_clerk: Annotated[
        Literal["no", "name", "photo"], Meta(description="of the clerk, on the sign over the counter")
    ] = "no"
    ticker: Annotated[
        tuple[Words, ...],
        Meta(title='["text", { vi = "…", en = "…" }, …]', description="lines that run below the board"),
    ] = ()
    call_word: Annotated[Words | None, Meta(description="how the voice calls visitors, if not “công dân”")] = None


class OfficeFile(Table, frozen=True, kw_only=True):
    """The whole file.

    `[hours]` holds hours by name. Two names are needed: `counters` and `kiosk`; others may be used wherever hours
    stand. Days are mon … sun (or t2 … t7, cn), ranges mon-fri, lists "mon, wed"; times 07:30-11:30 (or 7h30).
    """

    office: Head
    hours: dict[str, dict[str, Day]]
    field: tuple[FieldTable, ...]
    counter: tuple[CounterTable, ...]
    kiosk: tuple[KioskTable, ...] = ()
    clerk: tuple[ClerkTable, ...] = ()
    roster: tuple[ShiftTable, ...] = ()
    class_: tuple[ClassTable, ...] = msgspec.field(name="class", default=())
    calendar: CalendarTable = CalendarTable()
    rules: Rules = Rules()
    rating: RatingTable = RatingTable()
    screens: ScreensTable = ScreensTable()
