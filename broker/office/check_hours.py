"""Hours, days and the roster: in order, possible, and such that every service is open some time. Yields Faults."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from broker.contract.office import Office, Service, Shift, Span, WeekHours
from broker.office.notation import DAYS, NotationError, out_of_order, read_date, write_span
from broker.office.places import Fault, Place


def common(one: tuple[Span, ...], other: tuple[Span, ...]) -> tuple[Span, ...]:
    """The time in both of two days' hours."""
    pairs = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple((begin, end) for begin, end in pairs if begin < end)


def weeks(office: Office) -> Iterator[tuple[Place, WeekHours]]:
    """Every week of hours, and its place."""
    yield ("calendar", "counters"), office.calendar.counters
    yield ("calendar", "kiosk"), office.calendar.kiosk
    for kind in ("services", "counters", "roster"):
        for index, each in enumerate(getattr(office, kind)):
            if each.hours is not None:
                yield (kind, index, "hours"), each.hours


def hours_wrong(office: Office) -> Iterator[Fault]:
    """Hours of a day that end before they begin or overlap."""
    for place, week in weeks(office):
        for day, spans in zip(DAYS, week, strict=True):
            if wrong := out_of_order(spans):
                yield Fault(place, f"hours on {day}: {wrong}")
    for day, spans in office.calendar.extra.items():
        if wrong := out_of_order(spans):
            yield Fault(("calendar", "extra", day), f"extra day {day}: {wrong}")


def days_wrong(office: Office) -> Iterator[Fault]:
    """Closures and extra days that are no dates, or are both."""
    calendar = office.calendar
    for kind, days in {"closures": list(calendar.closures), "extra": list(calendar.extra)}.items():
        for day in days:
            try:
                read_date(day)
            except NotationError as mistake:
                yield Fault(("calendar", kind, day), f"{kind}: {mistake}")
    for day in calendar.extra:
        if day in calendar.closures:
            yield Fault(("calendar", "extra", day), f"{day} is an extra day and closed", ("calendar", "closures", day))


def roster_clashes(office: Office) -> Iterator[Fault]:
    """One clerk at two counters, or two clerks at one counter, at the same time."""
    for (earlier, one), (later, other) in combinations(enumerate(office.roster), 2):
        when = _meeting(one, other)
        if not when:
            continue
        if one.clerk == other.clerk:
            what = f"clerk {one.clerk} sits at counter {one.counter} then ({when})"
        elif one.counter == other.counter:
            what = f"counter {one.counter} has clerk {one.clerk} then ({when})"
        else:
            continue
        yield Fault(("roster", later), what, ("roster", earlier))


def _meeting(one: Shift, other: Shift) -> str:
    for day, mine, theirs in zip(DAYS, one.hours, other.hours, strict=True):
        if both := common(mine, theirs):
            return f"{day} {write_span(both[0])}"
    return ""


def never_open(office: Office) -> Iterator[Fault]:
    """A service that has counters and is open at none of them in any week, or when no kiosk gives numbers."""
    for index, service in enumerate(office.services):
        if service.id and _has_counter(office, service) and not any(_open_on(office, service, day) for day in range(7)):
            yield Fault(("services", index), "never open: its hours, its counters' and the kiosks' do not meet")


def _has_counter(office: Office, service: Service) -> bool:
    return any(service.id in counter.services for counter in office.counters)


def _open_on(office: Office, service: Service, day: int) -> bool:
    """Whether, on this weekday, the office has a day, somebody can take a number and can still be called for it."""
    opens = [span[0] for span in office.calendar.kiosk[day]] if office.calendar.counters[day] else []
    own = (service.hours or office.calendar.counters)[day]
    return any(
        opens and min(opens) < end
        for counter in office.counters
        if service.id in counter.services
        for _, end in common(own, (counter.hours or office.calendar.counters)[day])
    )
