"""The services as kiosks see them: offered or not, how many wait, how long."""

from __future__ import annotations

from broker.contract.ids import InstantMs
from broker.contract.office import Service
from broker.contract.status import Queues, ServiceQueue
from broker.core import estimate, sessions
from broker.core.decide.offers import ahead, offer
from broker.core.floor import Floor

#: People waiting, lowest and highest wait in minutes.
FieldWait = tuple[int, int | None, int | None]


def queues_of(floor: Floor, epoch: int, now: InstantMs) -> Queues:
    """All services now; the revision is 0."""
    state = floor.state
    services = floor.book.services.values() if floor.book else ()
    work = estimate.work_now(floor, now)
    return Queues(
        epoch=epoch,
        revision=0,
        day=state.day,
        training=state.training,
        training_kiosks=tuple(state.training_kiosks),
        services={each.id: _queue(floor, each, now, work) for each in services},
        reserved_used={kiosk: dict(used) for kiosk, used in state.reserved_used.items()},
    )


def _queue(floor: Floor, service: Service, now: InstantMs, work: estimate.Work) -> ServiceQueue:
    wait = estimate.wait_range(floor, service.id, now, work) if floor.state.day else None
    present, after = sessions.present(floor, service.id, now), sessions.following(floor, service.id, now)
    return ServiceQueue(
        offer=offer(floor, service, now),
        waiting=floor.waiting(service.id),
        ahead=ahead(floor, service.id, now),
        wait_low_min=wait[0] if wait else None,
        wait_high_min=wait[1] if wait else None,
        opens_at=estimate.opens_at(floor, service.id, now),
        counters=floor.book.counters_of[service.id] if floor.book else (),
        ends_at=present.ends if present else None,
        late=present is not None and estimate.too_late(floor, service.id, now, *present, work),
        next_at=after.begins if after else None,
    )


def by_field(floor: Floor, queues: Queues) -> dict[str, FieldWait]:
    """What boards say of each field: the waits of those of its services that are offered."""
    found: dict[str, FieldWait] = {}
    for field, services in (floor.book.services_in if floor.book else {}).items():
        parts = [queues.services[each] for each in services]
        taken = [each for each in parts if each.offer == "offered"]  # a wait for a counter that is shut is no promise
        lows = [each.wait_low_min for each in taken if each.wait_low_min is not None]
        highs = [each.wait_high_min for each in taken if each.wait_high_min is not None]
        found[field] = (sum(each.waiting for each in parts), min(lows, default=None), max(highs, default=None))
    return found
