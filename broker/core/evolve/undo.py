"""A press taken back: counter, ticket, wait log and figures stand as before it."""

from __future__ import annotations

from broker.contract import events as e
from broker.contract.ids import InstantMs
from broker.core.evolve.common import (
    Impossible,
    back_to_line,
    enter,
    free_until,
    learn,
)
from broker.core.floor import Changes, Floor
from broker.core.legs import Leg
from broker.core.measures import NOT_SERVED
from broker.core.record import uncount
from broker.core.state import Ticket


def undone(floor: Floor, event: e.PressUndone, at: InstantMs, changes: Changes) -> None:
    desk = floor.state.desks[event.counter]
    memento = desk.undo
    if memento is None:
        raise Impossible(f"counter {desk.id}: nothing to take back")
    if desk.ticket is not None and desk.ticket != memento.ticket_id:
        _unassign(floor, floor.state.tickets[desk.ticket], changes)
    if memento.ended is not None:
        _forget(floor, memento.ended, changes)
    if memento.ticket is not None:
        _restore(floor, memento.ticket, changes)
    enter(desk, memento.state, at)
    desk.ticket, desk.undo, desk.touched_at = memento.ticket_id, None, at
    desk.pause_reason, desk.until = memento.pause_reason, memento.until
    desk.holder, desk.holder_since = memento.holder, memento.holder_since
    if memento.state == "free":
        desk.free_since = memento.free_since
        free_until(floor, desk, at)
    changes.calls = changes.queues = True


def _unassign(floor: Floor, ticket: Ticket, changes: Changes) -> None:
    """The call made by the press that is taken back."""
    floor.unindex(ticket)
    ticket.stage = "waiting"
    back_to_line(ticket, changes)
    ticket.leg.mark("undone")
    floor.index(ticket)


def _restore(floor: Floor, before: Ticket, changes: Changes) -> None:
    now = floor.state.tickets[before.id]
    floor.unindex(now)
    if now.leg.leg != before.leg.leg:
        changes.legs.pop((now.id, now.leg.leg), None)
        changes.gone_legs.add((now.id, now.leg.leg))
    _keep(before, now)
    before.leg.mark("undone")
    floor.state.tickets[before.id] = before
    floor.index(before)
    changes.leg(before.leg)


def _keep(before: Ticket, now: Ticket) -> None:
    """What has become known since the press is no part of it: calls made and heard, the paper, what clerks said."""
    before.made, before.reported = now.made, now.reported
    before.class_id = before.leg.class_id = now.class_id
    before.confirmed, before.note = now.confirmed, now.note
    wrong = {leg.leg for leg in (*now.past, now.leg) if "wrong" in leg.marks}
    if before.leg.leg in wrong:
        before.leg.mark("wrong")
    before.past = now.past[: len(before.past)]
    if now.paper == "proven" and before.paper != "proven":
        before.paper, before.leg.printed = now.paper, now.leg.printed
        before.leg.marks = tuple(mark for mark in before.leg.marks if mark != "paper_unproven")


def _forget(floor: Floor, ended: Leg, changes: Changes) -> None:
    """Take the leg that the press had ended out of the figures, and what was learned from it."""
    uncount(floor, ended, changes)
    if ended.outcome not in NOT_SERVED:
        learn(floor.state, ended, -1)
