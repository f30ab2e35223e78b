"""What all rules share: the stamp of a command, its decision, a refusal, and looking things up by name."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from broker.contract.events import Event
from broker.contract.ids import InstantMs
from broker.contract.office import Clerk, Service
from broker.contract.refusals import REFUSALS
from broker.core.floor import Floor, Rulebook
from broker.core.state import Desk, Ticket


class Stamp(NamedTuple):
    """When a command is decided, and from whom it is: engine time, the engine's epoch and last beat, the device."""

    now: InstantMs
    epoch: int = 0
    beat: int = 0
    device: str = ""


class Decision(NamedTuple):
    """`events` will have happened and are stored; `answer`, if not None, is what the sender is told instead."""

    events: tuple[Event, ...]
    answer: tuple[Event, ...] | None = None


class Refuse(Exception):
    """The command is refused. `code` is one of `refusals.REFUSALS`."""

    def __init__(self, code: str, /, **params: str | int) -> None:
        if code not in REFUSALS:
            raise AssertionError(f"unknown refusal {code!r}")
        self.code, self.params = code, params
        super().__init__(code)


def happened(*events: Event) -> Decision:
    """These events, told as they are."""
    return Decision(events)


def repeated(*events: Event) -> Decision:
    """Nothing new: the same answer as the first time."""
    return Decision((), events)


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like this one, or ""."""
    return next(iter(get_close_matches(name, list(known), 1, 0.5)), "")


def the_book(floor: Floor) -> Rulebook:
    """The office in force."""
    if floor.book is None:
        raise Refuse("no_office")
    return floor.book


def the_day(floor: Floor) -> str:
    """The open day."""
    if floor.state.day is None:
        raise Refuse("no_day")
    return floor.state.day


def the_service(floor: Floor, name: str) -> Service:
    """A service by name."""
    services = the_book(floor).services
    if name not in services:
        raise Refuse("unknown_service", service=name, nearest=nearest(name, services))
    return services[name]


def the_desk(floor: Floor, name: str) -> Desk:
    """A counter's working state by name."""
    the_book(floor)
    if name not in floor.state.desks:
        raise Refuse("unknown_counter", counter=name, nearest=nearest(name, floor.state.desks))
    return floor.state.desks[name]


def the_clerk(floor: Floor, name: str) -> Clerk:
    """A clerk by name."""
    clerks = the_book(floor).clerks
    if name not in clerks:
        raise Refuse("unknown_clerk", clerk=name, nearest=nearest(name, clerks))
    return clerks[name]


def the_ticket(floor: Floor, name: str) -> Ticket:
    """A ticket of the open day by id."""
    the_day(floor)
    if name not in floor.state.tickets:
        raise Refuse("unknown_ticket", ticket=name)
    return floor.state.tickets[name]


def known_class(floor: Floor, name: str) -> None:
    """Refuse a class that the office does not have."""
    classes = the_book(floor).classes
    if name not in classes:
        raise Refuse("unknown_class", **{"class": name, "nearest": nearest(name, classes)})


def known_kiosk(floor: Floor, name: str) -> None:
    """Refuse a kiosk that the office does not have."""
    kiosks = the_book(floor).kiosks
    if name not in kiosks:
        raise Refuse("unknown_kiosk", kiosk=name, nearest=nearest(name, kiosks))


def somewhere_else(ticket: Ticket) -> Refuse:
    """Why a ticket cannot be had: where it is, since when."""
    return Refuse(
        "e_taken",
        number=ticket.number,
        stage=ticket.stage,
        counter=ticket.counter or "",
        at=ticket.called_at or ticket.ended_at or 0,
    )
