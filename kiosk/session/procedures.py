"""Looking a published procedure up: by field, by typing, its page, its checklist, a number for it. Pure.

All words of a procedure are the office's, as they were published; only the headings are the product's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from broker.contract.procedures import PaperNeeded, Procedure
from kiosk.procedures.library import Library
from kiosk.session import hours
from kiosk.session.messages import Effect, Moment, PrintChecklist, PrintResult, ProceduresKept, Touch
from kiosk.session.offers import Offers
from kiosk.session.views import Content, Day, Page, Part, Say, say

if TYPE_CHECKING:
    from kiosk.session.session import Session
    from kiosk.session.visit import Visit

DUTY = "look:procedures"
#: The keys, and how long what is typed may get.
LETTERS, DIGITS = "abcdefghijklmnopqrstuvwxyz", "1234567890."
LONGEST = 40
#: Papers named on the confirm page; letters of each, of a name on a card and of a fact: what is published may be
#: paragraphs. In full they stand on the procedure's page.
NAMED, BRIEF, CARD, FACT = 4, 70, 120, 110
#: Pages on which a number for a procedure is taken: from there "back" leads to the procedure.
TAKING = frozenset({Page.CONFIRM, Page.LATE, Page.NOT_OFFERED})
Printing = Literal["", "printing", "printed", "failed"]


@dataclass(frozen=True)
class Lookup:
    """Where the visitor is in the library. `field`: by its place in `Library.fields`. `found`: what typing gave.

    `listed`: what was found is shown on a page of its own. `shown`: the procedure that was opened. `job`: the
    checklist that was ordered, and `printing` how it stands.
    """

    typed: str = ""
    digits: bool = False
    field: int | None = None
    found: tuple[Procedure, ...] = ()
    listed: bool = False
    shown: Procedure | None = None
    job: str = ""
    printing: Printing = ""


# --- what the pages show -------------------------------------------------------------------------------------


class Shelf(Part, frozen=True, kw_only=True):
    """A field of procedures to choose."""

    action: str
    name: str
    count: int


class Item(Part, frozen=True, kw_only=True):
    """A procedure to choose."""

    action: str
    name: str
    code: str
    field: str


class Fields(Content, frozen=True, kw_only=True):
    """Where a look-up begins: type, or choose a field."""

    fields: tuple[Shelf, ...]

    @property
    def actions(self) -> tuple[str, ...]:
        return ("find:type", *(each.action for each in self.fields))


class Typing(Content, frozen=True, kw_only=True):
    """What has been typed, and what it may mean, the likeliest first."""

    typed: str
    digits: bool
    items: tuple[Item, ...]

    @property
    def keys(self) -> str:
        """The signs that are shown now."""
        return DIGITS if self.digits else LETTERS

    @property
    def actions(self) -> tuple[str, ...]:
        keys = tuple(f"find:key:{key}" for key in (*self.keys, "space", "erase", "other"))
        found = ("find:results",) if self.items else ()
        return (*keys, *found, *(each.action for each in self.items))


class Procedures(Content, frozen=True, kw_only=True):
    """A list of procedures: of one field, or all that was found."""

    title: str
    items: tuple[Item, ...]

    @property
    def actions(self) -> tuple[str, ...]:
        return tuple(each.action for each in self.items)


class Entry(Part, frozen=True, kw_only=True):
    """One line of a procedure's page; `note` is what is to be known of it."""

    text: str
    note: str = ""


class Section(Part, frozen=True, kw_only=True):
    """A heading and its lines. `sign`: drawn before each line; `numbered`: 1, 2, 3 instead."""

    title: Say
    entries: tuple[Entry, ...]
    sign: str = ""
    numbered: bool = False


class Shown(Content, frozen=True, kw_only=True):
    """One procedure. `checked`: when somebody last compared it with what is published; `stale`: too long ago.

    `legal`, `own`: the time limit of the law and the office's own. `takes`: a number can be taken for it.
    """

    name: str
    code: str
    field: str
    legal: str
    own: str
    fee: str
    checked: Say
    stale: bool
    sections: tuple[Section, ...]
    online: str = ""
    takes: bool = False
    printing: Printing = ""

    @property
    def actions(self) -> tuple[str, ...]:
        take = ("find:take",) if self.takes else ()
        return (*take, "find:print") if self.printing != "printing" else take


# --- the library -------------------------------------------------------------------------------------------


def kept(session: Session, event: ProceduresKept, _at: Moment) -> list[Effect]:
    """The list is there, or another. The duty is offered once there is something in it."""
    session.library = event.library
    (session.duties.add if event.library.procedures else session.duties.discard)(DUTY)
    return []


def open_library(session: Session) -> list[Effect]:
    """The first page."""
    session.visit.home()
    session.visit.page, session.visit.lookup = Page.PROCEDURES, Lookup()
    return []


def back(visit: Visit) -> None:
    """One page back within the library; from its first page home."""
    lookup = visit.lookup or Lookup()
    if visit.page is Page.PROCEDURES:
        visit.home()
    elif visit.page is Page.PROCEDURE:
        listed = lookup.listed or lookup.field is not None
        visit.page = Page.FIELD_PROCEDURES if listed else Page.FIND_PROCEDURE
        visit.lookup = replace(lookup, shown=None, job="", printing="")
    elif lookup.listed:
        visit.page, visit.lookup = Page.FIND_PROCEDURE, replace(lookup, listed=False)
    else:
        visit.page, visit.lookup = Page.PROCEDURES, Lookup()


def back_from_taking(visit: Visit) -> None:
    """From the page where a number would have been taken to the procedure it was for."""
    lookup = visit.lookup
    visit.home()
    visit.page, visit.lookup = Page.PROCEDURE, lookup


def papers(visit: Visit) -> tuple[str, ...]:
    """What the confirm page names: the first papers of the procedure that a number is taken for, in short."""
    shown = visit.lookup.shown if visit.lookup else None
    return tuple(brief(each.name, BRIEF) for each in shown.papers[:NAMED]) if shown else ()


def more_papers(visit: Visit) -> int:
    """How many papers more there are: their names stand on the procedure's own page."""
    shown = visit.lookup.shown if visit.lookup else None
    return max(0, len(shown.papers) - NAMED) if shown else 0


def brief(text: str, letters: int) -> str:
    """The beginning of a text, ended between two words."""
    return text if len(text) <= letters else text[: letters - 1].rsplit(" ", 1)[0] + " …"


# --- touches -------------------------------------------------------------------------------------------------


def touched(session: Session, rest: str, touch: Touch, _at: Moment) -> list[Effect]:
    """Any touch on a page of the library: "type", "key:a", "field:3", "open:1.001193", "take", "print"."""
    word, _, arg = rest.partition(":")
    library, visit = session.library, session.visit
    if library is None or visit.lookup is None:
        return []
    if word == "take":
        return _take(session, visit.lookup)
    if word == "print":
        return _print(session, visit.lookup, touch)
    visit.lookup = _moved(visit.lookup, library, word, arg)
    visit.page = _page_of(visit.lookup, word)
    return []


def _moved(lookup: Lookup, library: Library, word: str, arg: str) -> Lookup:
    match word:
        case "type":
            return Lookup()
        case "field":
            return Lookup(field=int(arg))
        case "results":
            return replace(lookup, listed=True)
        case "open":
            return replace(lookup, shown=library.by_code(arg), job="", printing="")
        case _:
            return _key(lookup, library, arg)


def _page_of(lookup: Lookup, word: str) -> Page:
    if lookup.shown is not None:
        return Page.PROCEDURE
    return Page.FIELD_PROCEDURES if word in ("field", "results") else Page.FIND_PROCEDURE


def _key(lookup: Lookup, library: Library, key: str) -> Lookup:
    if key == "other":
        return replace(lookup, digits=not lookup.digits)
    typed = {"space": f"{lookup.typed} ", "erase": lookup.typed[:-1]}.get(key, lookup.typed + key)
    typed = typed.lstrip()[:LONGEST]
    return replace(lookup, typed=typed, found=library.find(typed))


def _take(session: Session, lookup: Lookup) -> list[Effect]:
    """On to the page of the service, with the papers of this procedure."""
    service = session.offers.service(lookup.shown.service or "") if session.offers and lookup.shown else None
    if service is not None and session.offers is not None:
        session.visit.field = service.field
        session.visit.choose_service(service.id, session.offers)
        session.visit.lookup = lookup
    return []


def _print(session: Session, lookup: Lookup, touch: Touch) -> list[Effect]:
    if lookup.shown is None or lookup.printing == "printing":
        return []
    session.visit.lookup = replace(lookup, job=touch.token, printing="printing")
    return [PrintChecklist(name=touch.token, procedure=lookup.shown)]


def printed(session: Session, event: PrintResult) -> bool:
    """What became of a checklist, if its visitor is still there. Silence is no failure: it may be there."""
    lookup = session.visit.lookup
    if lookup is None or not lookup.job or lookup.job != event.request_id:
        return False
    session.visit.lookup = replace(lookup, printing="failed" if event.outcome == "failed" else "printed")
    return True


# --- pages ---------------------------------------------------------------------------------------------------


def page(session: Session, offers: Offers, at: Moment) -> tuple[Page, Content]:
    """What a page of the library shows; its first one where another makes no sense any more."""
    library, lookup = session.library or Library.empty(), session.visit.lookup or Lookup()
    match session.visit.page:
        case Page.FIND_PROCEDURE:
            return Page.FIND_PROCEDURE, Typing(typed=lookup.typed, digits=lookup.digits, items=items(lookup.found))
        case Page.FIELD_PROCEDURES if lookup.field is not None and lookup.field < len(library.fields):
            title, of_field = brief(library.fields[lookup.field][0], BRIEF), items(library.of_field(lookup.field))
            return Page.FIELD_PROCEDURES, Procedures(title=title, items=of_field)
        case Page.FIELD_PROCEDURES if lookup.listed:
            return Page.FIELD_PROCEDURES, Procedures(title=lookup.typed.strip(), items=items(lookup.found))
        case Page.PROCEDURE if lookup.shown is not None:
            return Page.PROCEDURE, shown(lookup.shown, library, offers, at, lookup.printing)
        case _:
            return Page.PROCEDURES, Fields(fields=tuple(fields(library)))


def shown(procedure: Procedure, library: Library, offers: Offers, at: Moment, printing: Printing = "") -> Shown:
    """The page of one procedure."""
    today = hours.local(at.office).date()
    stale = procedure.stale(today, library.stale_days)
    return Shown(
        name=procedure.name, code=procedure.code, field=brief(procedure.field, FACT),
        legal=brief(next((way.limit for way in procedure.ways if way.limit), ""), FACT),
        own=brief(procedure.own_limit, FACT),
        fee=brief(next((way.fee for way in procedure.ways if way.fee), ""), FACT),
        checked=checked(procedure, stale=stale), stale=stale, sections=tuple(sections(procedure)),
        online=procedure.online, printing=printing,
        takes=offers.service(procedure.service or "") is not None,
    )  # fmt: skip


def sections(procedure: Procedure) -> Iterator[Section]:
    """All that is published of it, in the order in which it is needed."""
    if procedure.papers:
        yield Section(title=say("proc.papers"), entries=tuple(map(_paper, procedure.papers)), sign="tick")
    if procedure.steps:
        steps = tuple(Entry(text=each) for each in procedure.steps)
        yield Section(title=say("proc.steps"), entries=steps, numbered=True)
    if len(procedure.ways) > 1 or any(way.note or max(len(way.limit), len(way.fee)) > FACT for way in procedure.ways):
        yield Section(title=say("proc.ways"), entries=tuple(_ways(procedure)), sign="forward")
    rest = (
        ("proc.who", procedure.who), ("proc.conditions", procedure.conditions), ("proc.result", procedure.result),
        ("proc.agency", procedure.agency), ("proc.legal", "\n".join(procedure.legal)),
    )  # fmt: skip
    for key, text in rest:
        if text:
            yield Section(title=say(key), entries=tuple(Entry(text=line) for line in text.split("\n")))
    if procedure.decision:
        yield Section(title=say("proc.decision"), entries=(Entry(text=_decision(procedure)),))


def items(found: tuple[Procedure, ...]) -> tuple[Item, ...]:
    """Procedures to choose from."""
    return tuple(
        Item(
            action=f"find:open:{each.code}",
            name=brief(each.name, CARD),
            code=each.code,
            field=brief(each.field, BRIEF),
        )
        for each in found
    )


def fields(library: Library) -> Iterator[Shelf]:
    """The fields to choose from, in the order of the list."""
    for at, (name, count) in enumerate(library.fields):
        yield Shelf(action=f"find:field:{at}", name=brief(name, BRIEF), count=count)


def _paper(paper: PaperNeeded) -> Entry:
    return Entry(text=paper.name, note=" · ".join(part for part in (paper.form, paper.copies) if part))


def _ways(procedure: Procedure) -> Iterator[Entry]:
    for way in procedure.ways:
        yield Entry(text=way.form or way.limit, note=" · ".join(
            part for part in (way.limit if way.form else "", way.fee, way.note) if part
        ))  # fmt: skip


def checked(procedure: Procedure, *, stale: bool) -> Say:
    """When it was last compared with what is published."""
    if not procedure.checked:
        return say("proc.unchecked")
    return say("proc.stale" if stale else "proc.checked", date=Day(procedure.checked))


def _decision(procedure: Procedure) -> str:
    effective = dt.date.fromisoformat(procedure.effective).strftime("%d/%m/%Y") if procedure.effective else ""
    return " · ".join(part for part in (procedure.decision, effective) if part)
