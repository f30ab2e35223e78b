"""Rules of the office and its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.office import Office
from broker.core.decide.common import Decision, Refuse, Stamp, happened, known_kiosk, the_book, the_desk, the_service
from broker.core.floor import Floor
from broker.core.state import Ticket


def apply_office(floor: Floor, command: c.ApplyOffice, _stamp: Stamp) -> Decision:
    """Put an office in force, unless it takes away what is in use. The same office again changes nothing."""
    if command.office == floor.state.office:
        return Decision((), (e.OfficeApplied(office=command.office),))
    lost = _in_use_and_gone(floor, command.office)
    if lost:
        raise Refuse("in_use", what=", ".join(lost))
    return happened(e.OfficeApplied(office=command.office))


def _in_use_and_gone(floor: Floor, office: Office) -> list[str]:
    counters = {each.id for each in office.counters}
    services = {each.id: each for each in office.services}
    live = floor.live.values()
    busy = {each.id for each in floor.state.desks.values() if each.state != "shut"}
    busy |= {each.to_counter for each in live if each.to_counter is not None}
    gone = [f"counter {each}" for each in sorted(busy - counters)]
    needed = {service for each in live for service in (each.service, *each.further)} | set(floor.expected)
    gone += [f"service {each}" for each in sorted(needed - set(services))]
    if floor.book is not None and floor.state.tickets:
        given = {each.asked for each in floor.state.tickets.values()}
        for name in sorted(given & set(services) & set(floor.book.services)):
            if services[name].series != floor.book.services[name].series:
                gone.append(f"series of {name}")
    return gone


def open_day(floor: Floor, command: c.OpenDay, _stamp: Stamp) -> Decision:
    """Open a business day. A date closed today by mistake is opened as "<date>b" and its numbers go on."""
    the_book(floor)
    state = floor.state
    if state.day is not None:
        if state.date == command.date:
            return Decision((), (e.DayOpened(day=state.day, date=command.date),))
        raise Refuse("day_open", day=state.day)
    try:
        Date.fromisoformat(command.date)
    except ValueError:
        raise Refuse("bad_date", date=command.date) from None
    if state.last_date is not None and command.date < state.last_date:
        raise Refuse("day_past", date=command.date, last=state.last_date)
    if state.last_date == command.date and state.last_day is not None:
        return happened(e.DayOpened(day=_again(state.last_day), date=command.date, reopened=True))
    return happened(e.DayOpened(day=command.date, date=command.date))


def _again(day: str) -> str:
    suffix = day[10:]
    if suffix == "z":
        raise Refuse("day_past", date=day[:10], last=day)
    return day[:10] + (chr(ord(suffix) + 1) if suffix else "b")


def close_day(floor: Floor, _command: c.CloseDay, _stamp: Stamp) -> Decision:
    """Close the day: every visit and every call gets an end, every counter is shut; nothing is carried over."""
    state = floor.state
    if state.day is None:
        raise Refuse("no_day")
    events: list[e.Event] = list(_unheard(floor))
    for desk in state.desks.values():
        if desk.state == "serving" and desk.ticket:
            events.append(e.ServiceFinished(counter=desk.id, ticket=desk.ticket, outcome="not_recorded", dossiers=0))
        elif desk.state == "calling" and desk.ticket:
            events.append(e.TicketReleased(counter=desk.id, ticket=desk.ticket))
        if desk.state != "shut":
            events.append(e.CounterShut(counter=desk.id))
    left = [each for each in state.tickets.values() if each.stage in ("issued", "waiting", "called", "held")]
    events += [e.TicketClosed(ticket=each.id) for each in left]
    real = [each for each in state.tickets.values() if _counts(each)]
    unserved = sum(_counts(each) for each in left)
    return happened(*events, e.DayClosed(day=state.day, issued=len(real), unserved=unserved))


def _unheard(floor: Floor) -> Iterator[e.CallDropped]:
    """Calls that no loudspeaker has reported: an office without one, or one that died with a call in its mouth."""
    counters = floor.book.counters if floor.book else {}
    for ticket in floor.state.tickets.values():
        for call in ticket.made:
            if call not in ticket.reported:
                counter = counters.get(call.split("/")[1])
                zone = counter.zone if counter else ""
                yield e.CallDropped(call_id=call, zone=zone, reason="no loudspeaker reported it")


def _counts(ticket: Ticket) -> bool:
    return not ticket.training


def stop_issuing(floor: Floor, command: c.StopIssuing, _stamp: Stamp) -> Decision:
    """No more numbers for a service."""
    the_service(floor, command.service)
    event = e.IssuingStopped(service=command.service, reason=command.reason)
    return Decision((), (event,)) if command.service in floor.state.stopped else happened(event)


def resume_issuing(floor: Floor, command: c.ResumeIssuing, _stamp: Stamp) -> Decision:
    """Numbers for a service again."""
    the_service(floor, command.service)
    event = e.IssuingResumed(service=command.service)
    return happened(event) if command.service in floor.state.stopped else Decision((), (event,))


def set_training(floor: Floor, command: c.SetTraining, _stamp: Stamp) -> Decision:
    """Training for a counter that has no ticket, a kiosk, or the whole office while no counter has one."""
    the_book(floor)
    if command.kiosk is not None:
        known_kiosk(floor, command.kiosk)
    desks = [the_desk(floor, command.counter)] if command.counter else list(floor.state.desks.values())
    if command.kiosk is None:
        busy = [desk.id for desk in desks if desk.ticket is not None]
        if busy:
            raise Refuse("in_use", what=", ".join(f"counter {each}" for each in busy))
    return happened(e.TrainingSet(on=command.on, counter=command.counter, kiosk=command.kiosk))
