"""Slips asked of kiosks and done, applied."""

from __future__ import annotations

from broker.contract import events as e
from broker.contract.ids import InstantMs
from broker.core.evolve.common import allowed
from broker.core.floor import Changes, Floor
from broker.core.state import SlipJob


def asked(floor: Floor, event: e.SlipAsked, _at: InstantMs, changes: Changes) -> None:
    allowed(floor, event)
    job = SlipJob(job=event.job, ticket=event.ticket, kiosk=event.kiosk, again=event.again)
    floor.state.slips[event.job] = job
    floor.state.slips_asked += 1
    changes.slips = True


def done(floor: Floor, event: e.SlipDone, _at: InstantMs, changes: Changes) -> None:
    floor.state.slips.pop(event.job, None)
    changes.slips = True
