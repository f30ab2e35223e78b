"""What the pages of procedures show, and how it is made of what was published. Pure.

All words of a procedure are the office's own; only the headings are the product's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from broker.contract.procedures import PaperNeeded, Procedure
from kiosk.procedures.library import Library
from kiosk.session import hours
from kiosk.session.messages import Moment
from kiosk.session.offers import Offers
from kiosk.session.views import Content, Day, Part, Say, say

#: The keys.
LETTERS, DIGITS = "abcdefghijklmnopqrstuvwxyz", "1234567890."
#: Letters of a name in a list, of a name on a card and of a fact: what is published may be paragraphs. In full they
#: stand on the procedure's page.
BRIEF, CARD, FACT = 70, 120, 110
Printing = Literal["", "printing", "printed", "failed"]


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
    `prints`: there are papers to print a list of.
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
    prints: bool = False
    printing: Printing = ""

    @property
    def actions(self) -> tuple[str, ...]:
        take = ("find:take",) if self.takes else ()
        return (*take, "find:print") if self.prints and self.printing != "printing" else take


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
        takes=offers.service(procedure.service or "") is not None, prints=bool(procedure.papers),
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


def brief(text: str, letters: int) -> str:
    """The beginning of a text, ended between two words."""
    return text if len(text) <= letters else text[: letters - 1].rsplit(" ", 1)[0] + " …"
