"""What each kiosk is asked to print for others."""

from __future__ import annotations

import msgspec

from broker.contract.status import Slip, Slips
from broker.core.floor import Floor
from broker.core.state import SlipJob


def slips_of(floor: Floor, epoch: int, kiosk: str) -> Slips:
    """The slips of one kiosk, oldest first; none of a visit that is over meanwhile."""
    tickets = floor.state.tickets
    jobs = [each for each in floor.state.slips.values() if each.kiosk == kiosk]
    live = [each for each in jobs if each.ticket in tickets and tickets[each.ticket].stage != "ended"]
    done = tuple(floor.state.slips_done.get(kiosk, ()))
    return Slips(epoch=epoch, kiosk=kiosk, slips=tuple(_slip(floor, each) for each in live), done=done)


def _slip(floor: Floor, job: SlipJob) -> Slip:
    ticket = floor.state.tickets[job.ticket]
    # who asked is no business of a retained message
    issued = msgspec.structs.replace(ticket.as_issued(), person=None)
    return Slip(job=job.job, issued=issued, again=job.again, class_id=ticket.class_id, service=ticket.service)
