"""Looking a published procedure up: by field, by typing, its page, its checklist, a number for it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from broker.contract.procedures import Procedure
from kiosk.procedures.library import Library
from kiosk.session.messages import Effect, Moment, PrintChecklist, PrintResult, ProceduresKept, Touch
from kiosk.session.offers import Offers
from kiosk.session.procedure_views import (
    BRIEF,
    Fields,
    Printing,
    Procedures,
    Typing,
    brief,
    fields,
    items,
    shown,
)
from kiosk.session.views import Content, Page

if TYPE_CHECKING:
    from kiosk.session.session import Session
    from kiosk.session.visit import Visit

DUTY = "look:procedures"
#: How long what is typed may get, and papers named on the confirm page.
LONGEST, NAMED = 40, 4
#: Pages on which a number for a procedure is taken: from there "back" leads to the procedure.
TAKING = frozenset({Page.CONFIRM, Page.LATE, Page.NOT_OFFERED})


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
