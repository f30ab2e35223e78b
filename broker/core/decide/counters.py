"""Rules of the counter: one for each command that a clerk may give."""

from __future__ import annotations

import msgspec

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.ids import InstantMs
from broker.contract.office import Clerk
from broker.core.choose import next_call
from broker.core.decide import keys
from broker.core.decide.common import (
    Decision,
    Refuse,
    Stamp,
    happened,
    somewhere_else,
    the_book,
    the_clerk,
    the_desk,
    the_service,
    the_ticket,
)
from broker.core.decide.presses import (
    Events,
    done_events,
    guard,
    no_show_events,
    opens,
    pressed,
    recall_events,
    release_event,
    start_event,
    ticket_here,
    undo_events,
    unless_in,
)
from broker.core.decide.tickets import returning
from broker.core.floor import Floor
from broker.core.state import Desk, Ticket


def open_counter(floor: Floor, command: c.OpenCounter, stamp: Stamp) -> Decision:
    """shut or paused -> ready."""
    desk = guard(floor, command, stamp)
    if desk.state not in ("shut", "paused"):
        raise Refuse("not_shut")
    return happened(*pressed([e.CounterOpened(counter=desk.id, holder=opens(desk, stamp.device))]))


def shut_counter(floor: Floor, command: c.ShutCounter, stamp: Stamp) -> Decision:
    """-> shut. Whom it was calling goes back to the head of the place."""
    desk = guard(floor, command, stamp)
    unless_in(floor, desk, "shut", "serving")
    before: Events = [release_event(desk)] if desk.state == "calling" else []
    return happened(*pressed([*before, e.CounterShut(counter=desk.id)]))


def call_next(floor: Floor, command: c.CallNext, stamp: Stamp) -> Decision:
    """As the NEXT key."""
    key = c.PressKey(
        counter=command.counter, revision=command.revision, epoch=command.epoch, beat=command.beat, key="next"
    )
    return keys.press_key(floor, key, stamp)


def call_this(floor: Floor, command: c.CallThis, stamp: Stamp) -> Decision:
    """This ticket, out of its order, with a reason. Held and absent ones are brought back first."""
    desk = guard(floor, command, stamp)
    unless_in(floor, desk, "shut", "paused", "calling", "serving")
    ticket = the_ticket(floor, command.ticket)
    _may_take(floor, desk, ticket, stamp)
    before: Events = []
    if ticket.stage in ("held", "missed"):
        back = returning(floor, ticket, stamp, command.reason)
        before.append(back)
        ticket = msgspec.structs.replace(ticket, place=(back.place_ms, ticket.place[1]))  # whom it passes over now
    elif ticket.stage == "issued":
        raise Refuse("not_yet", number=ticket.number)
    elif ticket.stage != "waiting":
        raise somewhere_else(ticket)
    call = next_call(floor, desk, stamp.now, named=ticket, reason=command.reason)
    return happened(*before, *pressed([call] if call else []))


def _may_take(floor: Floor, desk: Desk, ticket: Ticket, stamp: Stamp) -> None:
    if ticket.training != (desk.training or floor.state.training):
        raise Refuse("training", number=ticket.number)
    if ticket.service not in floor.may_call(desk, stamp.now):
        raise Refuse("not_mine", service=ticket.service)


def recall(floor: Floor, command: c.Recall, stamp: Stamp) -> Decision:
    """Once more."""
    return happened(*recall_events(floor, guard(floor, command, stamp)))


def start(floor: Floor, command: c.StartService, stamp: Stamp) -> Decision:
    """The visitor is there."""
    return happened(*pressed([start_event(floor, guard(floor, command, stamp))]))


def finish(floor: Floor, command: c.FinishService, stamp: Stamp) -> Decision:
    """The service ends."""
    desk = guard(floor, command, stamp)
    if desk.state != "serving":
        raise Refuse("nobody_served")
    return happened(*pressed(done_events(floor, desk, stamp, command.outcome, command.dossiers)))


def add_service(floor: Floor, command: c.AddService, stamp: Stamp) -> Decision:
    """One thing more, after those the visitor has named already. No limit of the day is asked: the visitor is here."""
    desk = guard(floor, command, stamp)
    if desk.state != "serving":
        raise Refuse("nobody_served")
    ticket, service = ticket_here(floor, desk), the_service(floor, command.service)
    if service.id in (ticket.service, *ticket.further):
        raise Refuse("same_service", number=ticket.number)
    most = the_book(floor).rules.most_services
    if len(ticket.further) + 2 > most:
        raise Refuse("too_many_services", most=most)
    return happened(*pressed([e.ServiceAdded(counter=desk.id, ticket=ticket.id, service=service.id)]))


def no_show(floor: Floor, command: c.MarkNoShow, stamp: Stamp) -> Decision:
    """The visitor did not come."""
    return happened(*pressed(no_show_events(floor, guard(floor, command, stamp), stamp)))


def hold(floor: Floor, command: c.HoldTicket, stamp: Stamp) -> Decision:
    """Aside for a while; with a timer it comes back by itself."""
    desk = guard(floor, command, stamp)
    ticket = ticket_here(floor, desk)
    until = InstantMs(stamp.now + command.return_after_s * 1000) if command.return_after_s is not None else None
    return happened(*pressed([e.TicketHeld(counter=desk.id, ticket=ticket.id, reason=command.reason, until=until)]))


def transfer(floor: Floor, command: c.TransferTicket, stamp: Stamp) -> Decision:
    """On to another service, counter or clerk, under the same number; the place by the office's rule."""
    desk = guard(floor, command, stamp)
    ticket, book = ticket_here(floor, desk), the_book(floor)
    if command.service is None and command.to_counter is None and command.to_clerk is None:
        raise Refuse("nowhere")
    service = the_service(floor, command.service).id if command.service else ticket.service
    if command.to_counter is not None:
        _counter_takes(floor, the_desk(floor, command.to_counter), ticket, service)
    if command.to_clerk is not None:
        _clerk_takes(the_clerk(floor, command.to_clerk), service)
    place = ticket.place[0] if book.rules.transfer_place == "keep" else stamp.now
    event = e.TicketTransferred(
        counter=desk.id,
        ticket=ticket.id,
        service=service,
        to_counter=command.to_counter,
        to_clerk=command.to_clerk,
        place_ms=InstantMs(place),
        reason=command.reason,
    )
    return happened(*pressed([event]))


def _counter_takes(floor: Floor, desk: Desk, ticket: Ticket, service: str) -> None:
    if service not in the_book(floor).counters[desk.id].services:
        raise Refuse("not_mine", service=service)
    if ticket.training != (desk.training or floor.state.training):
        raise Refuse("training", number=ticket.number)


def _clerk_takes(clerk: Clerk, service: str) -> None:
    if clerk.services and service not in clerk.services:
        raise Refuse("not_mine", service=service)


def undo(floor: Floor, command: c.UndoPress, stamp: Stamp) -> Decision:
    """Take back the last press."""
    return happened(*undo_events(floor, guard(floor, command, stamp), stamp))


def pause(floor: Floor, command: c.PauseCounter, stamp: Stamp) -> Decision:
    """No tickets for a while."""
    desk = guard(floor, command, stamp)
    unless_in(floor, desk, "shut", "paused", "serving")
    before: Events = [release_event(desk)] if desk.state == "calling" else []
    paused = e.CounterPaused(counter=desk.id, reason=command.reason, until=command.until)
    return happened(*pressed([*before, paused]))


def take(floor: Floor, command: c.TakeCounter, stamp: Stamp) -> Decision:
    """Another device works the counter: a page in place of broken keys, with a reason."""
    desk = guard(floor, command, stamp)
    return happened(e.CounterTaken(counter=desk.id, holder=stamp.device, reason=command.reason))


def sign_in(floor: Floor, command: c.SignIn, stamp: Stamp) -> Decision:
    """This clerk works here now. A counter that another holds is taken over only with a reason."""
    desk, clerks = guard(floor, command, stamp), the_book(floor).clerks
    the_clerk(floor, command.clerk)
    if desk.clerk not in (None, command.clerk) and not command.reason:
        holder = clerks[desk.clerk].name if desk.clerk in clerks else ""
        raise Refuse("held_by", clerk=holder, since=desk.clerk_since or 0)
    return happened(e.ClerkSignedIn(counter=desk.id, clerk=command.clerk, reason=command.reason))


def sign_out(floor: Floor, command: c.SignOut, stamp: Stamp) -> Decision:
    """Nobody is signed in any more."""
    return happened(e.ClerkSignedOut(counter=guard(floor, command, stamp).id))
