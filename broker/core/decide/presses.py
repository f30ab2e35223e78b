"""What presses are made of: the guard against late and repeated ones, and the events each step makes."""

from __future__ import annotations

from typing import Any

import msgspec

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.ids import InstantMs, keys_of
from broker.core import tables
from broker.core.choose import call_name, next_call
from broker.core.decide.common import (
    Refuse,
    Stamp,
    the_book,
    the_day,
    the_desk,
)
from broker.core.floor import Floor
from broker.core.state import Desk, Ticket

#: A press may be so many beats old (promise "Presses").
OLDEST_BEATS = 3
Events = list[e.Event]


def guard(floor: Floor, command: c.CounterCommand, stamp: Stamp) -> Desk:
    """The counter of a press that is neither repeated nor late. Raises Refuse."""
    desk = the_desk(floor, command.counter)
    the_day(floor)
    if command.revision != desk.revision:
        raise Refuse("already_done", revision=command.revision, present=desk.revision)
    late = stamp.beat - command.beat if command.epoch == stamp.epoch else -1
    if not 0 <= late <= OLDEST_BEATS:
        raise Refuse("too_old", beats=late if late > OLDEST_BEATS else OLDEST_BEATS + 1)
    if not holds(desk, stamp.device) and not isinstance(command, c.TakeCounter):
        raise Refuse("held_by", clerk=_holder(floor, desk, stamp), since=desk.holder_since or 0)
    return desk


def holds(desk: Desk, device: str) -> bool:
    """Whether a device may work a counter: nobody holds it, it is the holder, or the counter's own keys."""
    return desk.holder in ("", device) or device == keys_of(desk.id)


def opens(desk: Desk, device: str) -> str:
    """Who holds a counter once this device has opened it: its own keys take it from nobody."""
    return desk.holder if desk.holder and device == keys_of(desk.id) else device


def _holder(floor: Floor, desk: Desk, stamp: Stamp) -> str:
    """Who holds a counter, for people: the clerk's name, else the device."""
    clerk = the_book(floor).clerks.get(floor.clerk_at(desk, stamp.now) or "")
    return clerk.name if clerk else desk.holder


#: What can be taken back. A recall and a confirmation cannot be unsaid; an undo is not undone.
_FINAL = (e.TicketRecalled, e.FreeConfirmed, e.PressUndone)


def pressed(events: Events) -> Events:
    """Mark the first event of a press that may be taken back."""
    first = events[0]
    if isinstance(first, e.CounterEvent) and not isinstance(first, _FINAL):
        return [msgspec.structs.replace(first, press=True), *events[1:]]
    return events


def number_of(floor: Floor, desk: Desk) -> dict[str, str]:
    """The number a counter has, as a parameter of a refusal."""
    return {"number": floor.state.tickets[desk.ticket].number} if desk.ticket else {}


def unless_in(floor: Floor, desk: Desk, *states: str) -> None:
    """Refuse in these states."""
    if desk.state in states:
        raise Refuse(tables.REFUSED[desk.state], **number_of(floor, desk))


def ticket_here(floor: Floor, desk: Desk) -> Ticket:
    """The ticket a counter calls or serves."""
    if desk.ticket is None:
        raise Refuse("nobody_called")
    return floor.state.tickets[desk.ticket]


def ticket_called(floor: Floor, desk: Desk) -> Ticket:
    """The ticket a counter calls."""
    if desk.state != "calling":
        raise Refuse("nobody_called")
    return ticket_here(floor, desk)


def next_events(floor: Floor, desk: Desk, stamp: Stamp) -> Events:
    """The next suitable ticket is called; with none the counter is free for the first that comes."""
    call = next_call(floor, desk, stamp.now)
    return [call] if call else [e.CounterFreed(counter=desk.id)]


def recall_events(floor: Floor, desk: Desk) -> Events:
    """The called ticket once more, as often as the rules allow."""
    ticket, rules = ticket_called(floor, desk), the_book(floor).rules
    if ticket.nth >= rules.most_calls:
        raise Refuse("most_calls", calls=ticket.nth)
    call_id = call_name(ticket.id, desk)
    return [e.TicketRecalled(counter=desk.id, ticket=ticket.id, call_id=call_id, nth=ticket.nth + 1)]


def start_event(floor: Floor, desk: Desk) -> e.ServiceStarted:
    """The visitor is there."""
    ticket = ticket_called(floor, desk)
    measured = the_book(floor).rules.start == "explicit"
    return e.ServiceStarted(counter=desk.id, ticket=ticket.id, measured=measured)


def finish_event(desk: Desk, outcome: c.Outcome, dossiers: int) -> e.ServiceFinished:
    """The service ends."""
    return e.ServiceFinished(counter=desk.id, ticket=desk.ticket or "", outcome=outcome, dossiers=dossiers)


def done_events(floor: Floor, desk: Desk, stamp: Stamp, outcome: c.Outcome = "accepted", dossiers: int = 1) -> Events:
    """The service ends, and with it the visit; or the visit goes on, here if this counter may take what comes next."""
    ticket = ticket_here(floor, desk)
    if not ticket.further:
        return [finish_event(desk, outcome, dossiers)]
    done: dict[str, Any] = {"counter": desk.id, "ticket": ticket.id, "outcome": outcome, "dossiers": dossiers}
    service = ticket.further[0]
    if service in floor.may_call(desk, stamp.now):
        return [e.ServiceContinued(service=service, **done)]
    place = ticket.place[0] if the_book(floor).rules.transfer_place == "keep" else stamp.now
    return [e.VisitContinued(service=service, place_ms=InstantMs(place), **done)]


def done_then_next(floor: Floor, desk: Desk, stamp: Stamp, done: Events) -> Events:
    """And the next is called, unless who is here has something more to do here."""
    return done if isinstance(done[-1], e.ServiceContinued) else [*done, *next_events(floor, desk, stamp)]


def release_event(desk: Desk) -> e.TicketReleased:
    """The called ticket back to the head of its place: the clerk cannot serve, the citizen is not absent."""
    return e.TicketReleased(counter=desk.id, ticket=desk.ticket or "")


def no_show_from(floor: Floor, ticket: Ticket) -> InstantMs | None:
    """From when an absent visitor may be marked; None while calls are missing (promise "No-show").

    Counted from the end of the last spoken call; while no report of it has come, from the call + 15 s.
    """
    rules = the_book(floor).rules
    if ticket.nth < rules.no_show_calls or ticket.called_at is None:
        return None
    heard = ticket.spoken_end if ticket.spoken_end is not None else ticket.called_at + rules.spoken_fallback_s * 1000
    return InstantMs(heard + floor.class_of(ticket).no_show_wait_s * 1000)


def no_show_events(floor: Floor, desk: Desk, stamp: Stamp) -> Events:
    """The called visitor is absent, after two calls and their time."""
    ticket = ticket_called(floor, desk)
    since = no_show_from(floor, ticket)
    calls = the_book(floor).rules.no_show_calls
    if since is None or stamp.now < since:
        wait_s = floor.class_of(ticket).no_show_wait_s
        left_s = wait_s if since is None else -(-(since - stamp.now) // 1000)
        raise Refuse("e_soon", calls=calls, wait_s=wait_s, left_s=left_s)
    return [e.TicketMissed(counter=desk.id, ticket=ticket.id)]


def close_called(floor: Floor, desk: Desk, stamp: Stamp) -> Events:
    """NEXT while calling: refused, or what the office has set it to mean."""
    rules = the_book(floor).rules
    ticket = ticket_called(floor, desk)
    if rules.next_closes == "no":
        raise Refuse("calling", number=ticket.number)
    if rules.next_closes == "no_show":
        return no_show_events(floor, desk, stamp)
    started = e.ServiceStarted(counter=desk.id, ticket=ticket.id, measured=False)
    return [started, *done_events(floor, desk, stamp)]


def undo_events(floor: Floor, desk: Desk, stamp: Stamp) -> Events:
    """The last press, within its seconds, while the next ticket has not started and nobody else had the last."""
    if desk.undo is None:
        raise Refuse("nothing_to_undo")
    until = undo_until(floor, desk)
    if until is None or stamp.now > until:
        raise Refuse("undo_over", seconds=the_book(floor).rules.undo_s)
    return [e.PressUndone(counter=desk.id)]


def undo_until(floor: Floor, desk: Desk) -> InstantMs | None:
    """Until when the last press can be taken back, as things stand; None: there is none, or it can no longer be."""
    memento = desk.undo
    if memento is None:
        return None
    started = desk.state == "serving" and desk.ticket != memento.ticket_id
    moved = memento.ticket_id is not None and not _untouched(floor.state.tickets.get(memento.ticket_id), desk)
    return None if started or moved else InstantMs(memento.at + the_book(floor).rules.undo_s * 1000)


def _untouched(ticket: Ticket | None, desk: Desk) -> bool:
    return ticket is not None and ticket.touched_by == desk.id
