"""Rules of the counter. Every press names the revision it was made against and the last beat it saw."""

from __future__ import annotations

import msgspec

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.ids import InstantMs
from broker.contract.office import Clerk
from broker.core import tables
from broker.core.choose import call_name, next_call
from broker.core.decide.common import (
    Decision,
    Refuse,
    Stamp,
    happened,
    the_book,
    the_clerk,
    the_day,
    the_desk,
    the_service,
    the_ticket,
)
from broker.core.decide.tickets import returning
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
    if desk.holder not in ("", stamp.device) and not isinstance(command, c.TakeCounter):
        raise Refuse("held_by", clerk=_holder(floor, desk, stamp), since=desk.holder_since or 0)
    return desk


def _holder(floor: Floor, desk: Desk, stamp: Stamp) -> str:
    """Who holds a counter, for people: the clerk's name, else the device."""
    clerk = the_book(floor).clerks.get(floor.clerk_at(desk, stamp.now) or "")
    return clerk.name if clerk else desk.holder


# --- the four keys ---------------------------------------------------------------------------------------


def press_key(floor: Floor, command: c.PressKey, stamp: Stamp) -> Decision:
    """A key means what the counter's state makes of it: `tables.KEYS`."""
    desk = guard(floor, command, stamp)
    action = tables.meaning(desk.state, command.key, long=command.long)
    if action is None:
        raise Refuse(tables.REFUSED[desk.state], **_number(floor, desk))
    return happened(*_press(_act(floor, desk, action, stamp)))


def _act(floor: Floor, desk: Desk, action: tables.Action, stamp: Stamp) -> Events:
    match action:
        case "open" | "resume":
            return [e.CounterOpened(counter=desk.id, holder=stamp.device)]
        case "next":
            return _next(floor, desk, stamp)
        case "resume_next":
            return [e.CounterOpened(counter=desk.id, holder=stamp.device), *_next(floor, desk, stamp)]
        case "finish_next":
            return [_finish(desk, "accepted", 1), *_next(floor, desk, stamp)]
        case "close_next":
            return [*_close_called(floor, desk, stamp), *_next(floor, desk, stamp)]
        case "confirm":
            return [e.FreeConfirmed(counter=desk.id)]
        case "recall":
            return _recall(floor, desk)
        case "no_show":
            return _no_show(floor, desk, stamp)
        case "start":
            return [_start(floor, desk)]
        case "finish":
            return [_finish(desk, "accepted", 1)]
        case "undo":
            return _undo(floor, desk, stamp)
        case "pause":
            return [e.CounterPaused(counter=desk.id, reason="other")]
        case "release_pause":
            return [_release(desk), e.CounterPaused(counter=desk.id, reason="other")]
        case "shut":
            return [e.CounterShut(counter=desk.id)]
        case "release_shut":
            return [_release(desk), e.CounterShut(counter=desk.id)]


#: What can be taken back. A recall and a confirmation cannot be unsaid; an undo is not undone.
_FINAL = (e.TicketRecalled, e.FreeConfirmed, e.PressUndone)


def _press(events: Events) -> Events:
    """Mark the first event of a press that may be taken back."""
    first = events[0]
    if isinstance(first, e.CounterEvent) and not isinstance(first, _FINAL):
        return [msgspec.structs.replace(first, press=True), *events[1:]]
    return events


# --- one rule for each command ---------------------------------------------------------------------------


def open_counter(floor: Floor, command: c.OpenCounter, stamp: Stamp) -> Decision:
    """shut or paused -> ready."""
    desk = guard(floor, command, stamp)
    if desk.state not in ("shut", "paused"):
        raise Refuse("not_shut")
    return happened(*_press([e.CounterOpened(counter=desk.id, holder=stamp.device)]))


def shut_counter(floor: Floor, command: c.ShutCounter, stamp: Stamp) -> Decision:
    """-> shut. Whom it was calling goes back to the head of the place."""
    desk = guard(floor, command, stamp)
    _not(floor, desk, "shut", "serving")
    before: Events = [_release(desk)] if desk.state == "calling" else []
    return happened(*_press([*before, e.CounterShut(counter=desk.id)]))


def call_next(floor: Floor, command: c.CallNext, stamp: Stamp) -> Decision:
    """As the NEXT key."""
    key = c.PressKey(
        counter=command.counter, revision=command.revision, epoch=command.epoch, beat=command.beat, key="next"
    )
    return press_key(floor, key, stamp)


def call_this(floor: Floor, command: c.CallThis, stamp: Stamp) -> Decision:
    """This ticket, out of its order, with a reason. Held and absent ones are brought back first."""
    desk = guard(floor, command, stamp)
    _not(floor, desk, "shut", "paused", "calling", "serving")
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
        raise Refuse(
            "e_taken",
            number=ticket.number,
            stage=ticket.stage,
            counter=ticket.counter or "",
            at=ticket.called_at or ticket.ended_at or 0,
        )
    call = next_call(floor, desk, stamp.now, named=ticket, reason=command.reason)
    return happened(*before, *_press([call] if call else []))


def _may_take(floor: Floor, desk: Desk, ticket: Ticket, stamp: Stamp) -> None:
    if ticket.training != (desk.training or floor.state.training):
        raise Refuse("training", number=ticket.number)
    if ticket.service not in floor.may_call(desk, stamp.now):
        raise Refuse("not_mine", service=ticket.service)


def recall(floor: Floor, command: c.Recall, stamp: Stamp) -> Decision:
    """Once more."""
    return happened(*_recall(floor, guard(floor, command, stamp)))


def start(floor: Floor, command: c.StartService, stamp: Stamp) -> Decision:
    """The visitor is there."""
    return happened(*_press([_start(floor, guard(floor, command, stamp))]))


def finish(floor: Floor, command: c.FinishService, stamp: Stamp) -> Decision:
    """The service ends."""
    desk = guard(floor, command, stamp)
    if desk.state != "serving":
        raise Refuse("nobody_served")
    return happened(*_press([_finish(desk, command.outcome, command.dossiers)]))


def no_show(floor: Floor, command: c.MarkNoShow, stamp: Stamp) -> Decision:
    """The visitor did not come."""
    return happened(*_press(_no_show(floor, guard(floor, command, stamp), stamp)))


def hold(floor: Floor, command: c.HoldTicket, stamp: Stamp) -> Decision:
    """Aside for a while; with a timer it comes back by itself."""
    desk = guard(floor, command, stamp)
    ticket = _mine(floor, desk)
    until = InstantMs(stamp.now + command.return_after_s * 1000) if command.return_after_s is not None else None
    return happened(*_press([e.TicketHeld(counter=desk.id, ticket=ticket.id, reason=command.reason, until=until)]))


def transfer(floor: Floor, command: c.TransferTicket, stamp: Stamp) -> Decision:
    """On to another service, counter or clerk, under the same number; the place by the office's rule."""
    desk = guard(floor, command, stamp)
    ticket, book = _mine(floor, desk), the_book(floor)
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
    return happened(*_press([event]))


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
    return happened(*_undo(floor, guard(floor, command, stamp), stamp))


def pause(floor: Floor, command: c.PauseCounter, stamp: Stamp) -> Decision:
    """No tickets for a while."""
    desk = guard(floor, command, stamp)
    _not(floor, desk, "shut", "paused", "serving")
    before: Events = [_release(desk)] if desk.state == "calling" else []
    paused = e.CounterPaused(counter=desk.id, reason=command.reason, until=command.until)
    return happened(*_press([*before, paused]))


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


# --- the pieces ------------------------------------------------------------------------------------------


def _number(floor: Floor, desk: Desk) -> dict[str, str]:
    return {"number": floor.state.tickets[desk.ticket].number} if desk.ticket else {}


def _not(floor: Floor, desk: Desk, *states: str) -> None:
    if desk.state in states:
        raise Refuse(tables.REFUSED[desk.state], **_number(floor, desk))


def _mine(floor: Floor, desk: Desk) -> Ticket:
    if desk.ticket is None:
        raise Refuse("nobody_called")
    return floor.state.tickets[desk.ticket]


def _called(floor: Floor, desk: Desk) -> Ticket:
    if desk.state != "calling":
        raise Refuse("nobody_called")
    return _mine(floor, desk)


def _next(floor: Floor, desk: Desk, stamp: Stamp) -> Events:
    call = next_call(floor, desk, stamp.now)
    return [call] if call else [e.CounterFreed(counter=desk.id)]


def _recall(floor: Floor, desk: Desk) -> Events:
    ticket, rules = _called(floor, desk), the_book(floor).rules
    if ticket.nth >= rules.most_calls:
        raise Refuse("most_calls", calls=ticket.nth)
    call_id = call_name(ticket.id, desk)
    return [e.TicketRecalled(counter=desk.id, ticket=ticket.id, call_id=call_id, nth=ticket.nth + 1)]


def _start(floor: Floor, desk: Desk) -> e.ServiceStarted:
    ticket = _called(floor, desk)
    measured = the_book(floor).rules.start == "explicit"
    return e.ServiceStarted(counter=desk.id, ticket=ticket.id, measured=measured)


def _finish(desk: Desk, outcome: c.Outcome, dossiers: int) -> e.ServiceFinished:
    return e.ServiceFinished(counter=desk.id, ticket=desk.ticket or "", outcome=outcome, dossiers=dossiers)


def _release(desk: Desk) -> e.TicketReleased:
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


def _no_show(floor: Floor, desk: Desk, stamp: Stamp) -> Events:
    ticket = _called(floor, desk)
    since = no_show_from(floor, ticket)
    calls = the_book(floor).rules.no_show_calls
    if since is None or stamp.now < since:
        wait_s = floor.class_of(ticket).no_show_wait_s if since is None else -(-(since - stamp.now) // 1000)
        raise Refuse("e_soon", calls=calls, left_s=wait_s)
    return [e.TicketMissed(counter=desk.id, ticket=ticket.id)]


def _close_called(floor: Floor, desk: Desk, stamp: Stamp) -> Events:
    """NEXT while calling: refused, or what the office has set it to mean."""
    rules = the_book(floor).rules
    ticket = _called(floor, desk)
    if rules.next_closes == "no":
        raise Refuse("calling", number=ticket.number)
    if rules.next_closes == "no_show":
        return _no_show(floor, desk, stamp)
    started = e.ServiceStarted(counter=desk.id, ticket=ticket.id, measured=False)
    return [started, _finish(desk, "accepted", 1)]


def _undo(floor: Floor, desk: Desk, stamp: Stamp) -> Events:
    """The last press, within its seconds, while the next ticket has not started and nobody else had the last."""
    memento, rules = desk.undo, the_book(floor).rules
    if memento is None:
        raise Refuse("nothing_to_undo")
    over = stamp.now - memento.at > rules.undo_s * 1000
    started = desk.state == "serving" and desk.ticket != memento.ticket_id
    moved = memento.ticket_id is not None and not _untouched(floor.state.tickets.get(memento.ticket_id), desk)
    if over or started or moved:
        raise Refuse("undo_over", seconds=rules.undo_s)
    return [e.PressUndone(counter=desk.id)]


def _untouched(ticket: Ticket | None, desk: Desk) -> bool:
    return ticket is not None and ticket.touched_by == desk.id
