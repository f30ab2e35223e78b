"""From the tables of office.toml to the typed Office. Goes on after a mistake, so that all are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from broker.client.shape import Findings
from broker.client.toml_text import Path
from broker.contract.ids import ORDINARY
from broker.contract.office import (
    Calendar,
    Clerk,
    Counter,
    Field,
    Kiosk,
    Office,
    PriorityClass,
    Question,
    Rating,
    Screens,
    Service,
    Shift,
    Text,
    WeekHours,
)
from broker.office.file import (
    ClassTable,
    ClerkTable,
    CounterTable,
    FieldTable,
    Head,
    KioskTable,
    OfficeFile,
    RatingTable,
    ScreensTable,
    ServiceTable,
    ShiftTable,
    papers_of,
    text_of,
)
from broker.office.places import Source
from broker.office.read_hours import HoursReader
from broker.office.read_numbers import NumbersReader

#: Seconds to reach the counter: the house's promise, for the ordinary class and for the others.
NO_SHOW_WAIT_S = 60
NO_SHOW_WAIT_PRIORITY_S = 120


def office_from(file: OfficeFile, found: Findings, source: Source) -> Office:
    """The Office; sound only if neither this nor the checks after it find anything."""
    hours = HoursReader(found)
    hours.read_named(file.hours)
    numbers = NumbersReader(found, source)
    fields, services = _FieldReader(found, source, hours, numbers).read(file.field)
    calendar = hours.calendar(file.calendar)
    staff = _StaffReader(hours, _Names(fields, services), calendar)
    counters = tuple(staff.counter(each, ("counter", i), file.office) for i, each in enumerate(file.counter))
    parts: dict[str, Any] = {"classes": tuple(map(_class, file.class_))} if file.class_ else {}
    return Office(
        **_head(file.office),
        fields=fields,
        services=services,
        series=tuple(numbers.series.values()),
        counters=counters,
        calendar=calendar,
        kiosks=tuple(_kiosk(each, ("kiosk", i), numbers) for i, each in enumerate(file.kiosk)),
        clerks=tuple(map(staff.clerk, file.clerk)),
        roster=tuple(staff.shift(each, ("roster", i), counters) for i, each in enumerate(file.roster)),
        rules=file.rules,
        rating=_rating(file.rating),
        screens=_screens(file.screens),
        **parts,
    )


def _head(head: Head) -> dict[str, Any]:
    return {
        "site": head.id,
        "name": text_of(head.name),
        "authority": text_of(head.authority),
        "languages": head.languages,
        "training_prefix": head.training_prefix,
    }


def _kiosk(table: KioskTable, path: Path, numbers: NumbersReader) -> Kiosk:
    reserved = numbers.reserved(table.reserved, path, f"kiosk {table.id}")
    return Kiosk(id=table.id, name=text_of(table.name), reserved=reserved, width_mm=table.width_mm)


def _class(table: ClassTable) -> PriorityClass:
    promised = NO_SHOW_WAIT_S if table.id == ORDINARY else NO_SHOW_WAIT_PRIORITY_S
    return PriorityClass(
        id=table.id,
        name=text_of(table.name),
        weight=table.weight,
        limit_min=table.limit_min,
        no_show_wait_s=promised if table.no_show_wait_s is None else table.no_show_wait_s,
        evidence=text_of(table.evidence),
    )


def _rating(table: RatingTable) -> Rating:
    return Rating(
        on=table.on,
        grades=table.grades,
        questions=tuple(Question(id=each.id, text=text_of(each.text)) for each in table.question),
        reasons=tuple(Question(id=each.id, text=text_of(each.text)) for each in table.reason),
        wait_s=table.wait_s,
        shown_from=table.shown_from,
    )


def _screens(table: ScreensTable) -> Screens:
    return Screens(
        show_clerk=table.show_clerk, ticker=tuple(map(text_of, table.ticker)), call_word=text_of(table.call_word)
    )


def _first(own: Any, around: Any) -> Any:
    return around if own is None else own


@dataclass
class _FieldReader:
    """Fields and their services; what a service does not say it takes from its field."""

    found: Findings
    source: Source
    hours: HoursReader
    numbers: NumbersReader

    def read(self, tables: tuple[FieldTable, ...]) -> tuple[tuple[Field, ...], tuple[Service, ...]]:
        """All fields, and all services in the order of the fields."""
        fields: list[Field] = []
        services: list[Service] = []
        for index, table in enumerate(tables):
            fields.append(
                Field(
                    id=table.id,
                    name=text_of(table.name),
                    everyday=text_of(table.everyday),
                    pictogram=table.pictogram,
                )
            )
            services += self._services(table, ("field", index))
        return tuple(fields), tuple(services)

    def _services(self, around: FieldTable, path: Path) -> list[Service]:
        where = f"field {around.id or f'no. {int(path[-1]) + 1}'}"
        prefix = self.numbers.prefix(around, path, where)
        unnumbered = prefix is None and any(each.prefix is None for each in around.service)
        if unnumbered and "prefix" not in self.found.touched:
            self.found.add((*path, "prefix"), where, 'missing: prefix = "…", what stands before its numbers')
        around_hours = self.hours.week(around.hours, (*path, "hours"), where)
        services = []
        for index, table in enumerate(around.service):
            at = (*path, "service", index)
            self.source.services.append(at)
            own_hours = self.hours.week(table.hours, (*at, "hours"), f"service {table.id}")
            hours = _first(own_hours, around_hours)
            services.append(self._service(table, around, self._series(table, prefix, at), hours))
        return services

    def _series(self, table: ServiceTable, around: str | None, path: Path) -> str:
        own = self.numbers.prefix(table, path, f"service {table.id}")
        return _first(own, around) or ""

    def _service(self, table: ServiceTable, around: FieldTable, series: str, hours: WeekHours | None) -> Service:
        shared = {key: _first(getattr(table, key), getattr(around, key)) for key in ("minutes", "target_min", "seats")}
        return Service(
            id=table.id,
            field=around.id,
            name=text_of(table.name),
            series=series,
            papers=papers_of(table.papers),
            hours=hours,
            daily_cap=table.daily_cap,
            ask_quantity=table.ask_quantity,
            collects=table.collects,
            helps=table.helps,
            **{key: value for key, value in shared.items() if value is not None},
        )


class _Names:
    """What counters and clerks may be said to serve: services, and fields for all their services."""

    def __init__(self, fields: tuple[Field, ...], services: tuple[Service, ...]) -> None:
        self._services = {each.id: (each.id,) for each in services}
        self._fields = {
            each.id: tuple(service.id for service in services if service.field == each.id) for each in fields
        }

    def expand(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The services, each once, in the order named. An unknown name stays, for the checks to tell."""
        everything = (self._services.get(name) or self._fields.get(name) or (name,) for name in names)
        return tuple(dict.fromkeys(service for services in everything for service in services))


@dataclass
class _StaffReader:
    """Counters, clerks and the roster."""

    hours: HoursReader
    names: _Names
    calendar: Calendar

    def counter(self, table: CounterTable, path: Path, head: Head) -> Counter:
        """A counter. One whose short name is a number is called and announced by it."""
        number = table.number
        if number is None and table.spoken is None and table.id.isdigit():
            number = int(table.id)
        return Counter(
            id=table.id,
            name=counter_name(number, head.languages) if table.name is None and number else text_of(table.name),
            services=self.names.expand(table.serves),
            spoken=text_of(table.spoken),
            number=number,
            zone=table.zone,
            hours=self.hours.week(table.hours, (*path, "hours"), f"counter {table.id}"),
        )

    def clerk(self, table: ClerkTable) -> Clerk:
        """A clerk."""
        return Clerk(id=table.id, name=table.name, services=self.names.expand(table.serves))

    def shift(self, table: ShiftTable, path: Path, counters: tuple[Counter, ...]) -> Shift:
        """A line of the roster; without hours of its own it takes those of its counter."""
        own = self.hours.week(table.hours, (*path, "hours"), f"roster line {int(path[-1]) + 1}")
        usual = usual_hours(table.counter, counters, self.calendar)
        return Shift(counter=table.counter, clerk=table.clerk, hours=usual if own is None else own)


def counter_name(number: int, languages: tuple[str, ...]) -> Text:
    """What a counter with a number is called unless the file says otherwise."""
    names = {"vi": f"Quầy {number}", "en": f"Counter {number}", "km": f"បញ្ជរ {number}"}
    return {lang: name for lang, name in names.items() if lang in (*languages, "vi")}


def usual_hours(counter: str, counters: tuple[Counter, ...], calendar: Calendar) -> WeekHours:
    """The hours of a counter: its own, else those of all."""
    for each in counters:
        if each.id == counter and each.hours is not None:
            return each.hours
    return calendar.counters
