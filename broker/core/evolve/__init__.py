"""Events applied to the state, in place. Reads no file, no clock; obeys `tables`; replay gives the same state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from broker.contract import events as e
from broker.contract.events import CounterEvent, Event
from broker.contract.ids import InstantMs
from broker.core.evolve import counter, lists, office, remarks, slips, ticket, troubles, undo, visit, voice
from broker.core.evolve.common import Impossible, step_counter
from broker.core.floor import Changes, Floor

__all__ = ["Impossible", "evolve"]


def evolve(floor: Floor, event: Event, at: InstantMs, changes: Changes) -> None:
    """Apply one event that happened at `at`; note in `changes` what it touched. Raises Impossible."""
    handler = _HANDLERS.get(type(event))
    if handler is None:
        raise Impossible(f"no rule for {type(event).__name__}")
    if isinstance(event, CounterEvent):
        step_counter(floor, event, at, changes)
    handler(floor, event, at, changes)


def _nothing(_floor: Floor, _event: Event, _at: InstantMs, _changes: Changes) -> None:
    """The counter's own change is all."""


_HANDLERS: dict[type[Event], Callable[[Floor, Any, InstantMs, Changes], None]] = {
    e.OfficeApplied: office.office_applied,
    e.DayOpened: office.day_opened,
    e.DayClosed: office.day_closed,
    e.ClockCorrected: office.clock_corrected,
    e.IssuingStopped: office.stopped,
    e.IssuingResumed: office.resumed,
    e.TrainingSet: office.training,
    e.TicketIssued: ticket.issued,
    e.TicketPrinted: ticket.printed,
    e.PaperUnproven: ticket.unproven,
    e.PrintFailed: ticket.print_failed,
    e.TicketVoided: ticket.ended_as("voided"),
    e.TicketGivenUp: ticket.ended_as("given_up"),
    e.TicketClosed: ticket.ended_as("closed"),
    e.ClassChanged: remarks.class_changed,
    e.TicketNoted: remarks.noted,
    e.TimesMarked: remarks.times_marked,
    e.TicketReturned: ticket.returned,
    e.TicketUnsent: ticket.unsent,
    e.TicketDue: ticket.came_due,
    e.TicketMoved: ticket.moved,
    e.TomorrowListed: lists.tomorrow_listed,
    e.BookingsApplied: lists.bookings_applied,
    e.CounterOpened: counter.opened,
    e.CounterShut: counter.shut,
    e.CounterPaused: counter.paused,
    e.CounterFreed: counter.freed,
    e.FreeAsked: counter.free_asked,
    e.FreeConfirmed: counter.free_confirmed,
    e.TicketCalled: counter.ticket_called,
    e.TicketRecalled: counter.recalled,
    e.ServiceStarted: counter.started,
    e.ServiceFinished: counter.finished,
    e.TicketMissed: counter.missed,
    e.TicketHeld: counter.held,
    e.TicketTransferred: counter.transferred,
    e.TicketReleased: counter.released,
    e.ServiceAdded: visit.added,
    e.ServiceContinued: visit.continued_here,
    e.VisitContinued: visit.continued_elsewhere,
    e.PressUndone: undo.undone,
    e.CounterTaken: counter.taken,
    e.ClerkSignedIn: counter.signed_in,
    e.ClerkSignedOut: counter.signed_out,
    e.CallSpoken: voice.spoken,
    e.CallDropped: voice.spoken,
    e.SlipAsked: slips.asked,
    e.SlipDone: slips.done,
    e.TroubleRaised: troubles.raised,
    e.TroubleSettled: troubles.settled,
    e.CommandRefused: _nothing,
}
