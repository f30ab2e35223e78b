"""Slips asked of kiosks and done, applied."""

from __future__ import annotations

from broker.contract import events as e
from broker.contract.ids import InstantMs
from broker.contract.status import SlipEnd
from broker.core.evolve.common import allowed
from broker.core.floor import Changes, Floor
from broker.core.state import SlipJob

#: Slips that are done, kept of each kiosk: whoever asked sees what became of it.
KEPT = 8


def asked(floor: Floor, event: e.SlipAsked, _at: InstantMs, changes: Changes) -> None:
    allowed(floor, event)
    job = SlipJob(job=event.job, ticket=event.ticket, kiosk=event.kiosk, again=event.again)
    floor.state.slips[event.job] = job
    floor.state.slips_asked += 1
    changes.slips = True


def done(floor: Floor, event: e.SlipDone, at: InstantMs, changes: Changes) -> None:
    job = floor.state.slips.pop(event.job, None)
    if job is not None:
        end = SlipEnd(job=job.job, ticket=job.ticket, at=at, printed=event.printed, reason=event.reason)
        ends = floor.state.slips_done.setdefault(job.kiosk, [])
        ends.append(end)
        del ends[:-KEPT]
    changes.slips = True
