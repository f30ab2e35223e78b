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
from broker.core.sending import left_behind


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
    done = [each for event in decision.events for each in _apply(floor, event, stamp, changes)]
    if done:
        done += settle(floor, stamp, changes)
    answer = decision.events if decision.answer is None else decision.answer
    return Outcome(tuple(done), answer)


def tick(floor: Floor, stamp: Stamp, changes: Changes) -> tuple[Event, ...]:
    """Apply what time makes happen, until nothing more is due."""
    done: list[Event] = []
    while events := due(floor, stamp.now):
        for event in events:
            for each in (event, *_after(event)):
                done += _apply(floor, each, stamp, changes)
        done += settle(floor, stamp, changes)
    done += settle(floor, stamp, changes)
    return tuple(done)


def _apply(floor: Floor, event: Event, stamp: Stamp, changes: Changes) -> tuple[Event, ...]:
    """Apply an event, and to those who were sent to a counter or clerk what its going does."""
    whole = (event, *left_behind(floor, event, stamp.now))
    for each in whole:
        evolve(floor, each, stamp.now, changes)
    return whole


def _after(event: Event) -> tuple[Event, ...]:
    """A clerk who left a called citizen alone is paused, so that nobody else is called there."""
    if isinstance(event, e.TicketReleased):
        return (e.CounterPaused(counter=event.counter, reason="clerk_absent"),)
    return ()


def settle(floor: Floor, stamp: Stamp, changes: Changes) -> tuple[Event, ...]:
    """Give waiting tickets to free counters: the one free longest first, each by the order of the office."""
    done: list[Event] = []
    floor.settled_at = stamp.now
    free = [desk for desk in floor.state.desks.values() if desk.state == "free" and not desk.asks]
    for desk in sorted(free, key=lambda each: (each.free_since or 0, each.id)):
        call = next_call(floor, desk, stamp.now, automatic=True)
        if call is not None:
            evolve(floor, call, stamp.now, changes)
            done.append(call)
    return tuple(done)
