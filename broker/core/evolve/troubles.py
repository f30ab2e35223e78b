"""Trouble that stands and trouble that is over, applied."""

from __future__ import annotations

from broker.contract import events as e
from broker.contract.ids import InstantMs
from broker.contract.status import Trouble
from broker.core.floor import Changes, Floor


def raised(floor: Floor, event: e.TroubleRaised, at: InstantMs, changes: Changes) -> None:
    """Told anew with other figures (so many slips left), it has stood since it was first told."""
    before = floor.state.troubles.get(event.trouble)
    floor.state.troubles[event.trouble] = Trouble(
        trouble=event.trouble,
        source=event.source,
        code=event.code,
        since=before.since if before is not None else at,
        params=event.params,
        urgent=event.urgent,
        counter=event.counter,
    )
    changes.alerts = True


def settled(floor: Floor, event: e.TroubleSettled, _at: InstantMs, changes: Changes) -> None:
    floor.state.troubles.pop(event.trouble, None)
    changes.alerts = True
