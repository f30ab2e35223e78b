"""From a number that was given to the words on its paper. Pure but for the catalogue.

The paper is in Vietnamese: clerks and guards read it too. A visitor who chose another language gets the lines
that matter once more in that one.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from assets import Translation, translation, wording
from broker.contract.events import TicketIssued, TomorrowListed
from broker.contract.ids import ORDINARY, InstantMs, Lang
from broker.contract.office import Office, Service
from broker.contract.status import ServiceQueue
from kiosk.paper.ticket import Line, Role, Slip
from kiosk.session import hours
from kiosk.session.offers import calls_from, pick, unmanned

HOME: Lang = "vi"


def slip(
    issued: TicketIssued, office: Office, queue: ServiceQueue | None = None, *, again_at: InstantMs | None = None
) -> Slip:
    """The ticket in words. `queue`: how it stands with the service, as the screen says too; None: nobody knows.
    `again_at`: this is another print of the same number, made then, in ms of engine time.
    """
    service = next((each for each in office.services if each.id == issued.service), None)
    texts = translation(HOME)
    stands = _standing(issued, queue, again_at or issued.taken)
    return Slip(
        number=issued.number,
        office=(pick(office.authority, HOME), pick(office.name, HOME)),
        title=texts.text("ticket.title"),
        field=_field(office, service, HOME),
        service=pick(service.name, HOME) if service else "",
        priority=texts.text("ticket.priority") if issued.class_id != ORDINARY else "",
        reprint=texts.text("ticket.reprint", time=_time(again_at)) if again_at is not None else "",
        lines=tuple(_lines(issued, office, service, stands)),
        qr=issued.ticket,
        scan=_scan(issued.lang),
        footer=(texts.text("ticket.keep"), texts.text("ticket.valid")),
        second=tuple(_second(issued, office, service, stands)) if issued.lang != HOME else (),
        training=issued.training,
        training_mark=texts.text("ticket.training"),
    )


def without_scan(slip: Slip) -> Slip:
    """The same for a kiosk that has no scanner to show it to."""
    return msgspec.structs.replace(slip, scan=())


def listed(entry: TomorrowListed, office: Office, now: int) -> Slip:
    """A place in the list of who comes first on the next working day. It is no number and must not look like one."""
    service = next((each for each in office.services if each.id == entry.service), None)
    texts = translation(HOME)
    day = hours.next_working_day(office.calendar, now)
    lines = [
        Line(Role.CARRIED, texts.text("listed.not_a_number")),
        *([Line(Role.TAKEN, wording.long_date(day, HOME))] if day is not None else []),
        Line(Role.NOTE, texts.text("listed.how")),
    ]
    return Slip(
        number=texts.text("listed.nth", nth=entry.nth),
        office=(pick(office.authority, HOME), pick(office.name, HOME)),
        title=texts.text("listed.title"),
        field=_field(office, service, HOME),
        service=pick(service.name, HOME) if service else "",
        priority=texts.text("ticket.priority") if entry.class_id != ORDINARY else "",
        lines=tuple(lines),
        qr=entry.entry,
        footer=(texts.text("listed.keep"), texts.text("listed.valid")),
        second=tuple(_listed_second(entry, office, service)) if entry.lang != HOME else (),
        training=entry.training,
        training_mark=texts.text("ticket.training"),
    )


def _listed_second(entry: TomorrowListed, office: Office, service: Service | None) -> Iterator[str]:
    texts = translation(entry.lang)
    yield texts.text("listed.title")
    yield _field(office, service, entry.lang)
    yield pick(service.name, entry.lang) if service else ""
    yield texts.text("listed.not_a_number")
    yield texts.text("listed.how")


def _scan(lang: Lang) -> tuple[str, ...]:
    """What the scanner does with a slip, in Vietnamese and in the visitor's language."""
    return tuple(translation(each).text("ticket.scan") for each in dict.fromkeys((HOME, lang)))


class Standing(msgspec.Struct, frozen=True):
    """How it stands with the service at the moment of printing. `calls_from`: numbers are called from then on;
    `unmanned`: nobody serves it, so no wait is promised.
    """

    calls_from: InstantMs | None = None
    unmanned: bool = False


def _standing(issued: TicketIssued, queue: ServiceQueue | None, now: InstantMs) -> Standing:
    """Of a booking that came early numbers are called from its own time on."""
    early = issued.not_before if issued.booked_at is not None else None
    if early is not None and early > now:
        return Standing(early, queue is not None and unmanned(queue))
    if queue is None:
        return Standing()
    return Standing(calls_from(queue, now), unmanned(queue))


def _lines(issued: TicketIssued, office: Office, service: Service | None, stands: Standing) -> Iterator[Line]:
    texts = translation(HOME)
    yield from _wait(issued, stands, texts)
    if service and service.seats:
        yield Line(Role.SEAT, texts.text("ticket.seats", zone=service.seats))
    yield from (Line(Role.COUNTERS, each) for each in _counters(office, issued.service, texts))
    if issued.booked_at is not None:
        yield Line(Role.BOOKING, texts.text("ticket.booking", time=_time(issued.booked_at)))
    yield from _when(stands, texts)
    if issued.carried:
        yield Line(Role.CARRIED, texts.text("ticket.listed"))
    if next_session(issued):
        yield Line(Role.CARRIED, texts.text("ticket.next_session", time=_time(issued.not_before or 0)))
    yield from (Line(Role.NEXT_SERVICE, each) for each in _further(issued, office, texts))
    if issued.offline:
        yield Line(Role.OFFLINE, texts.text("ticket.offline_uncertain" if issued.uncertain else "ticket.offline"))
    yield Line(Role.SESSION, texts.text(_half(office, issued.not_before or issued.taken)))
    yield Line(Role.TAKEN, _taken(issued.taken, texts))


def _second(issued: TicketIssued, office: Office, service: Service | None, stands: Standing) -> Iterator[str]:
    texts = translation(issued.lang)
    yield texts.text("ticket.title")
    yield _field(office, service, issued.lang)
    yield pick(service.name, issued.lang) if service else ""
    yield from (line.text for line in _wait(issued, stands, texts))
    yield from _counters(office, issued.service, texts)
    if issued.booked_at is not None:
        yield texts.text("ticket.booking", time=_time(issued.booked_at))
    yield from (line.text for line in _when(stands, texts))
    if next_session(issued):
        yield texts.text("ticket.next_session", time=_time(issued.not_before or 0))
    yield from _further(issued, office, texts)
    if issued.offline:
        yield texts.text("ticket.offline")
    yield texts.text("ticket.keep")
    yield texts.text("ticket.valid")


def next_session(issued: TicketIssued) -> bool:
    """Whether it is a number for the coming session, as against a booking that came early."""
    return issued.not_before is not None and issued.booked_at is None


def _further(issued: TicketIssued, office: Office, texts: Translation) -> Iterator[str]:
    """What else is done in the same visit, in its order."""
    names = {each.id: pick(each.name, texts.lang) for each in office.services}
    for nth, each in enumerate(issued.further, start=2):
        service = names.get(each, each)
        second = nth == 2
        yield texts.text("ticket.further_second" if second else "ticket.further", service=service, nth=nth)


def _wait(issued: TicketIssued, stands: Standing, texts: Translation) -> Iterator[Line]:
    """Cut off, nobody knows who waits: then nothing is said of it. Where nobody serves no wait is promised."""
    if issued.offline:
        return
    yield Line(Role.AHEAD, texts.text("ticket.ahead", count=issued.ahead))
    if not stands.unmanned and issued.wait_low_min is not None and issued.wait_high_min is not None:
        said = texts.text("ticket.wait", low=issued.wait_low_min, high=issued.wait_high_min)
        yield Line(Role.ESTIMATE, said)


def _when(stands: Standing, texts: Translation) -> Iterator[Line]:
    """From when numbers are called; or that nobody calls any, in the words of the screen."""
    if stands.calls_from is not None:
        yield Line(Role.OPENS, texts.text("ticket.open_at", time=_time(stands.calls_from)))
    elif stands.unmanned:
        yield Line(Role.NOBODY, texts.text("field.nobody"))


def _counters(office: Office, service: str, texts: Translation) -> Iterator[str]:
    """Where it is served: counters by number in one line, desks with a name of their own after it."""
    counters = [each for each in office.counters if service in each.services]
    numbers = sorted(each.number for each in counters if each.number is not None)
    if numbers:
        key = "ticket.counter" if len(numbers) == 1 else "ticket.counters"
        yield texts.text(key, counters=", ".join(str(each) for each in numbers))
    yield from (pick(each.name, texts.lang) for each in counters if each.number is None)


def _field(office: Office, service: Service | None, lang: Lang) -> str:
    field = next((each for each in office.fields if service and each.id == service.field), None)
    return pick(field.name, lang) if field else ""


def _half(office: Office, taken: int) -> str:
    return "ticket.morning" if hours.is_morning(office.calendar, taken) else "ticket.afternoon"


def _taken(at: int, texts: Translation) -> str:
    moment = hours.local(at)
    return texts.text("ticket.taken", time=wording.time(moment), day=wording.long_date(moment.date(), texts.lang))


def _time(at: int) -> str:
    return wording.time(hours.local(at))
