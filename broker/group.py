"""A group of commands on its way to the journal: what was decided, whom it is told, what is stored of it at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from broker.contract.commands import ApplyOffice, CloseDay, Command, OpenDay
from broker.contract.events import (
    CommandRefused,
    DayClosed,
    DayOpened,
    Event,
    OfficeApplied,
    TicketCalled,
    TicketRecalled,
)
from broker.core.floor import Changes, Floor
from broker.core.state import State
from broker.store import Batch, Row


@dataclass
class Group:
    """What one group has gathered so far. `answers`: (device, id of the command, events)."""

    changes: Changes = field(default_factory=Changes)
    rows: list[Row] = field(default_factory=list)
    answers: list[tuple[str, str, tuple[Event, ...]]] = field(default_factory=list)
    refusals: list[CommandRefused] = field(default_factory=list)

    @property
    def marked(self) -> bool:
        """Whether a snapshot is worth its time: the day or the office has changed."""
        return any(isinstance(row.event, OfficeApplied | DayOpened | DayClosed) for row in self.rows)

    def unheard(self, floor: Floor) -> Iterator[TicketCalled | TicketRecalled]:
        """Calls that do not outlive the group: no board ever shows them."""
        for call in [row.event for row in self.rows if isinstance(row.event, TicketCalled | TicketRecalled)]:
            ticket = floor.state.tickets.get(call.ticket)
            if ticket is None or ticket.stage != "called" or ticket.call_id != call.call_id:
                yield call

    def batch(self, state: State, snapshot: bytes | None) -> Batch:
        """All of it for one durable transaction. `state`: as the group has left it."""
        day = next((row.day for row in self.rows if row.day), state.day) or ""
        return Batch(
            rows=self.rows,
            legs=list(self.changes.legs.values()),
            gone_legs=sorted(self.changes.gone_legs),
            tallies=[(day, *_key(each), state.tallies[each]) for each in sorted(self.changes.tallies)],
            requests=[(request, ticket, day) for request, ticket in self.changes.requests],
            snapshot=snapshot,
            seal=next((row.event.day for row in self.rows if isinstance(row.event, DayClosed)), None),
        )


def stands_alone(command: Command) -> bool:
    """Whether a command shares its transaction with no other: a day's figures end with it, an office's counters too."""
    return isinstance(command, ApplyOffice | OpenDay | CloseDay)


def day_of(event: Event, now: str | None, before: str | None) -> str | None:
    """The business day an event belongs to. `now`: the day open when its command was done, `before`: until then."""
    return event.day if isinstance(event, DayOpened | DayClosed) else now or before


def _key(tally: str) -> tuple[str, str]:
    dimension, _, key = tally.partition("/")
    return dimension, key
