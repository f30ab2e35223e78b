"""Rules of trouble: a device tells of it and of its end; an emergency stands until a person has seen to it."""

from __future__ import annotations

from broker.contract import commands as c
from broker.contract import events as e
from broker.core.decide.common import Decision, Refuse, Stamp, happened, repeated, the_book, the_desk
from broker.core.floor import Floor

EMERGENCY = "emergency"
#: Standing at most; of more, the one that has stood longest gives way, an emergency never.
MOST = 200
#: Of what a device tells: so many parameters, so many characters each.
MOST_PARAMS, LONGEST_PARAM = 8, 80


def trouble_name(source: str, code: str) -> str:
    """The same trouble of the same source is one, however often it is told."""
    return f"{source}/{code}"


def report(floor: Floor, command: c.ReportTrouble, _stamp: Stamp) -> Decision:
    """On: it stands, once. Off: it is over; of what does not stand that is no error, of an emergency no end."""
    name = trouble_name(command.source, command.code)
    standing = floor.state.troubles.get(name)
    if not command.on:
        if standing is not None and standing.urgent:
            raise Refuse("unknown_trouble", trouble=name)
        over = e.TroubleSettled(trouble=name)
        return happened(over) if standing is not None else repeated(over)
    raised = e.TroubleRaised(
        trouble=name,
        source=command.source,
        code=command.code,
        params=_cut(command.params),
        urgent=command.code == EMERGENCY,
    )
    if standing is not None and (standing.urgent or standing.params == raised.params):
        return repeated(raised)
    return happened(*_make_room(floor, name), raised)


def emergency(floor: Floor, command: c.RaiseEmergency, stamp: Stamp) -> Decision:
    """Somebody needs help at a counter or elsewhere. Pressed again it stands already."""
    counter = the_desk(floor, command.counter).id if command.counter is not None else None
    source = stamp.device or counter or "engine"
    name = trouble_name(source, EMERGENCY)
    raised = e.TroubleRaised(
        trouble=name,
        source=source,
        code=EMERGENCY,
        params={"place": ", ".join(each for each in (_name(floor, counter), command.place) if each) or source},
        urgent=True,
        counter=counter,
    )
    standing = floor.state.troubles.get(name)
    same = standing is not None and (standing.counter, standing.params) == (counter, raised.params)
    return repeated(raised) if same else happened(*_make_room(floor, name), raised)


def _name(floor: Floor, counter: str | None) -> str:
    known = the_book(floor).counters.get(counter or "") if floor.book is not None else None
    return known.name["vi"] if known is not None else ""


def settle_trouble(floor: Floor, command: c.SettleTrouble, _stamp: Stamp) -> Decision:
    """Somebody has seen to it."""
    if command.trouble not in floor.state.troubles:
        raise Refuse("unknown_trouble", trouble=command.trouble)
    return happened(e.TroubleSettled(trouble=command.trouble, by=command.by))


def _cut(params: dict[str, str | int]) -> dict[str, str | int]:
    kept = list(params.items())[:MOST_PARAMS]
    return {key[:LONGEST_PARAM]: each[:LONGEST_PARAM] if isinstance(each, str) else each for key, each in kept}


def _make_room(floor: Floor, name: str) -> list[e.Event]:
    """A device that invents trouble must not fill the memory."""
    troubles = floor.state.troubles
    if name in troubles or len(troubles) < MOST:
        return []
    oldest = next((each.trouble for each in troubles.values() if not each.urgent), None)
    return [e.TroubleSettled(trouble=oldest, by="engine")] if oldest is not None else []
