"""What became of a call at the loudspeaker, applied."""

from __future__ import annotations

from broker.contract import events as e
from broker.contract.ids import InstantMs
from broker.core.floor import Changes, Floor


def spoken(floor: Floor, event: e.CallSpoken | e.CallDropped, at: InstantMs, changes: Changes) -> None:
    ticket = floor.state.tickets.get(event.call_id.partition("/")[0])
    if ticket is None:
        return
    ticket.reported = (*ticket.reported, event.call_id)
    if ticket.call_id == event.call_id and ticket.spoken_end is None:
        ticket.spoken_end = event.ended if isinstance(event, e.CallSpoken) else at
        if ticket.counter:
            changes.desks.add(ticket.counter)
