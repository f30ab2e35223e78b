"""One step of the floor: a command decided and applied, then free counters given what has become suitable.

This is all that the engine, the tests and a simulation call; whoever calls it stores the events.
"""

from __future__ import annotations

from typing import NamedTuple

from broker.contract import events as e
from broker.contract.commands import Command
from broker.contract.events import Event
from broker.core.choose import next_call
from broker.core.decide import Refuse, Stamp, decide, refusal
from broker.core.due import due
from broker.core.evolve import evolve
from broker.core.floor import Changes, Floor


class Outcome(NamedTuple):
    """`events` to be stored, in order; `answer` for who sent the command."""

    events: tuple[Event, ...]
    answer: tuple[Event, ...]


def handle(floor: Floor, command: Command, stamp: Stamp, changes: Changes) -> Outcome:
    """Decide a command and apply what it makes happen. A refusal is an event too, and changes nothing."""
    try:
        decision = decide(floor, command, stamp)
    except Refuse as refused:
        no = refusal(command, refused, stamp.device)
        return Outcome((no,), (no,))
    for event in decision.events:
        evolve(floor, event, stamp.now, changes)
    settled = settle(floor, stamp, changes) if decision.events else ()
    answer = decision.events if decision.answer is None else decision.answer
    return Outcome((*decision.events, *settled), answer)


def tick(floor: Floor, stamp: Stamp, changes: Changes) -> tuple[Event, ...]:
    """Apply what time makes happen, until nothing more is due."""
    done: list[Event] = []
    while events := due(floor, stamp.now):
        for event in events:
            for each in (event, *_after(event)):
                evolve(floor, each, stamp.now, changes)
                done.append(each)
        done += settle(floor, stamp, changes)
    return tuple(done)


def _after(event: Event) -> tuple[Event, ...]:
    """A clerk who left a called citizen alone is paused, so that nobody else is called there."""
    if isinstance(event, e.TicketReleased):
        return (e.CounterPaused(counter=event.counter, reason="clerk_absent"),)
    return ()


def settle(floor: Floor, stamp: Stamp, changes: Changes) -> tuple[Event, ...]:
    """Give waiting tickets to free counters: the one free longest first, each by the order of the office."""
    done: list[Event] = []
    free = [desk for desk in floor.state.desks.values() if desk.state == "free" and not desk.asks]
    for desk in sorted(free, key=lambda each: (each.free_since or 0, each.id)):
        call = next_call(floor, desk, stamp.now, automatic=True)
        if call is not None:
            evolve(floor, call, stamp.now, changes)
            done.append(call)
    return tuple(done)
