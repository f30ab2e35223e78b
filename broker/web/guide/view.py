"""What the guide desk sees: who waits, who can be brought back, what the printers do for it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from broker.contract.ids import InstantMs, number_of
from broker.contract.office import Office, Service
from broker.contract.status import Bookings, Carried, LiveTicket, Queues, Slips, Waiting
from broker.web.numbers import bare, plain

#: Rows of a list at most; the rest is counted, and found by number.
ROWS = 60
#: Slips shown that are done.
DONE_ROWS = 8

SlipState = Literal["printing", "printed", "failed"]


@dataclass(frozen=True)
class Lists:
    """The live tickets as the desk needs them: those who may come back to it first."""

    back: tuple[LiveTicket, ...] = ()
    here: tuple[LiveTicket, ...] = ()
    more: int = 0
    count: int = 0


def lists(waiting: Waiting | None, typed: str = "") -> Lists:
    """All that live, or those whose number has what was typed."""
    tickets = found(waiting.tickets if waiting else (), typed)
    back = tuple(each for each in tickets if each.stage in ("held", "missed"))
    here = tuple(each for each in tickets if each.stage not in ("held", "missed"))
    count = sum(each.stage == "waiting" for each in tickets)
    return Lists(back[:ROWS], here[:ROWS], max(0, len(here) - ROWS) + max(0, len(back) - ROWS), count)


def found(tickets: Iterable[LiveTicket], typed: str) -> tuple[LiveTicket, ...]:
    """By number as people say it: "25", "a25" and "A-025" find A-025; what fits wholly comes first."""
    signs, short = plain(typed), bare(typed)
    if typed and not signs:  # "%" is in no number
        return ()
    fit = [each for each in tickets if signs in plain(each.number) or short in bare(each.number)]
    return tuple(sorted(fit, key=lambda each: bool(typed) and bare(each.number) != short))


def unserved(waiting: Waiting | None) -> tuple[Carried, ...]:
    """Who was not served on the last day: those who have not come yet first."""
    entries = waiting.carried if waiting else ()
    return tuple(sorted(entries, key=lambda each: each.used is not None))


@dataclass(frozen=True)
class Booked:
    """One appointment of today; `number`: the one given at check-in."""

    at: InstantMs
    service: str
    number: str | None


def booked(bookings: Bookings | None) -> tuple[Booked, ...]:
    """By time; those who have not come yet first."""
    rows = [Booked(each.at, each.service, each.number) for each in (bookings.entries if bookings else ())]
    return tuple(sorted(rows, key=lambda each: (each.number is not None, each.at, each.service)))


@dataclass(frozen=True)
class SlipRow:
    """A slip that was asked for: of which number, where, how far."""

    job: str
    ticket: str
    number: str
    kiosk: str
    state: SlipState
    reason: str = ""


def slip_rows(slips: Mapping[str, Slips], kiosks: Iterable[str]) -> tuple[SlipRow, ...]:
    """Those under way first, then what became of the last, the newest first."""
    here = [slips[each] for each in kiosks if each in slips]
    under_way = [
        SlipRow(slip.job, slip.issued.ticket, slip.issued.number, each.kiosk, "printing")
        for each in here
        for slip in each.slips
    ]
    ends = sorted(((end.at, each.kiosk, end) for each in here for end in each.done), key=lambda row: (-row[0], row[1]))
    done = [
        SlipRow(end.job, end.ticket, number_of(end.ticket), kiosk, "printed" if end.printed else "failed", end.reason)
        for _, kiosk, end in ends
    ]
    return (*under_way, *done[:DONE_ROWS])


@dataclass(frozen=True)
class Choice:
    """A field and its services, as they are chosen from."""

    name: Mapping[str, str]
    services: tuple[Service, ...]


def choices(office: Office | None) -> tuple[Choice, ...]:
    """All services by field, in the office's order."""
    if office is None:
        return ()
    made = [Choice(f.name, tuple(s for s in office.services if s.field == f.id)) for f in office.fields]
    return tuple(each for each in made if each.services)


def crowds(queues: Queues | None) -> dict[str, tuple[int, str]]:
    """Service -> how many wait, and why no number is given ("" if one is)."""
    offered = {"offered", "nobody"}
    rows = queues.services if queues else {}
    return {key: (each.waiting, "" if each.offer in offered else each.offer) for key, each in rows.items()}
