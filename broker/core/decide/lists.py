"""Rules of the list of tomorrow, and of the list of the last day that is made good today."""

from __future__ import annotations

from broker.contract import commands as c
from broker.contract import events as e
from broker.core.decide.common import (
    Decision,
    Refuse,
    Stamp,
    happened,
    known_class,
    known_kiosk,
    repeated,
    the_day,
    the_service,
)
from broker.core.floor import Floor


def list_tomorrow(floor: Floor, command: c.ListTomorrow, _stamp: Stamp) -> Decision:
    """One more on the list of who comes first tomorrow; for a request that was answered before, the same entry."""
    before = _answered(floor, command)
    if before is not None:
        return before
    the_day(floor)
    the_service(floor, command.service)
    known_kiosk(floor, command.kiosk)
    known_class(floor, command.class_id)
    state = floor.state
    training = state.training or command.kiosk in state.training_kiosks
    nth = 1 + sum(each.training == training for each in state.listed.values())
    event = e.TomorrowListed(
        entry=f"{state.date}/{'training-' if training else ''}{nth}",
        nth=nth,
        request_id=command.request_id,
        service=command.service,
        kiosk=command.kiosk,
        class_id=command.class_id,
        lang=command.lang,
        quantity=command.quantity,
        training=training,
    )
    return happened(event)


def _answered(floor: Floor, command: c.ListTomorrow) -> Decision | None:
    state, request = floor.state, command.request_id
    event = listing_of(floor, request)
    if event is not None and (event.service, event.kiosk) == (command.service, command.kiosk):
        return repeated(event)
    if event is not None or request in state.requests or request in state.last_requests:
        raise Refuse("request_used", request=request)
    return None


def listing_of(floor: Floor, request: str) -> e.TomorrowListed | None:
    """What a request to be listed was answered, today or on the last day."""
    return floor.state.listed.get(request) or floor.state.last_listed.get(request)


def nth_carried(floor: Floor, entry: str) -> int:
    """Where an entry stands in the list of the last day, from 0. It is made good once."""
    for nth, each in enumerate(floor.state.carried):
        if each.entry == entry:
            if each.used is not None:
                raise Refuse("carried_used", number=each.used)
            return nth
    raise Refuse("unknown_carried", entry=entry)
