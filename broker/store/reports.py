"""Reading the figures: by day and group, never row by row, so that a report costs the same after a year.

Always on a connection of its own that cannot write, beside the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import Literal, get_args

import msgspec
from sqlalchemy import Connection, RowMapping, Select, func, select
from sqlalchemy.exc import DBAPIError

from broker.contract import codec
from broker.contract.events import OfficeApplied
from broker.contract.office import Office
from broker.core.legs import Leg
from broker.core.measures import Histogram, Tally
from broker.store import connection, migrate
from broker.store.errors import StoreError, plain
from broker.store.tables import days, journal, legs, meta, tallies

By = Literal["service", "counter", "clerk", "hour", "day", "class"]
#: Key of the figures of those no clerk was signed in for, or no counter ever called.
NOBODY = "-"
#: Sorts behind every letter a day's id or a ticket's id can go on with.
_BEHIND = "~"
_histograms = msgspec.json.Decoder(dict[str, Histogram])


class ReportError(StoreError):
    """A report that cannot be made, and why."""


class Query(msgspec.Struct, frozen=True):
    """What is asked: business days "YYYY-MM-DD", both included, and the groups."""

    date_from: str
    date_to: str
    by: By = "service"


class Group(msgspec.Struct):
    """The figures of one group. `key`: a service, counter, clerk, hour ("07"), day or class; "-": nobody."""

    key: str
    tally: Tally


class Report(msgspec.Struct):
    """Figures of a range of days. `hours`: the same legs by the hour in which their wait began."""

    query: Query
    groups: list[Group]
    total: Tally
    hours: list[Group]
    days: list[str]


class DaySheet(msgspec.Struct):
    """One business day. Instants in engine time (ms). `closed` and `digest` are None while it is open.

    `unserved`: legs still waiting when the day was closed; `marked`: legs with a mark.
    """

    day: str
    opened: int | None
    closed: int | None
    digest: str | None
    total: Tally
    services: list[Group]
    hours: list[Group]
    unserved: list[Leg]
    marked: list[Leg]


def figures(path: Path, query: Query) -> Report:
    """The figures of a range. Raises ReportError for an impossible or empty range, StoreError for the database."""
    first, until = _range(query.date_from, query.date_to)
    if query.by not in get_args(By):
        raise ReportError(f"figures are by {', '.join(get_args(By))}; not by {query.by!r}")
    with _open(path) as connected:
        by_hour = _tallies(connected, "hour", first, until)
        if not by_hour:
            raise _nothing(connected, path, query.date_from, query.date_to)
        found = by_hour if query.by in ("hour", "day") else _tallies(connected, query.by, first, until)
    groups = _merged((day if query.by == "day" else key, tally) for day, key, tally in found)
    hours = _merged((key, tally) for _, key, tally in by_hour)
    return Report(query, groups, _sum(groups), hours, sorted({day for day, _, _ in by_hour}))


def wait_log(path: Path, date_from: str, date_to: str, *, training: bool = False) -> Iterator[Leg]:
    """The legs of a range in the order of taking. `training`: with those that were not real.

    Raises ReportError for an impossible or empty range, StoreError for the database: at the call, not later.
    """
    found = _legs(path, _legs_between(*_range(date_from, date_to), training))
    first = next(found, None)
    if first is None:
        with _open(path) as connected:
            raise _nothing(connected, path, date_from, date_to)
    return chain([first], found)


def end_of_day(path: Path, day: str) -> DaySheet:
    """Everything the sheet of a day's end shows. Raises ReportError for a day that never was, StoreError."""
    with _open(path) as connected:
        stored = connected.execute(select(days).where(days.c.day == day)).mappings().first()
        if stored is None:
            raise _nothing(connected, path, day, day)
        services = _merged((key, tally) for _, key, tally in _tallies(connected, "service", *_only(day)))
        hours = _merged((key, tally) for _, key, tally in _tallies(connected, "hour", *_only(day)))
    real = list(_legs(path, _legs_between(f"{day}.", f"{day}/", training=False)))
    return DaySheet(
        day, stored["opened"], stored["closed"], stored["digest"], _sum(services), services, hours,
        unserved=[leg for leg in real if leg.outcome == "closed"],
        marked=[leg for leg in real if leg.marks],
    )  # fmt: skip


def last_day(path: Path) -> str:
    """The newest business day. Raises ReportError when there is none, StoreError."""
    with _open(path) as connected:
        found: str | None = connected.execute(select(func.max(days.c.day))).scalar()
    if found is None:
        raise ReportError(f"database {path}: no business day has been opened yet")
    return found


def not_over(path: Path) -> str:
    """The date of the open business day; when none is open, of the day after the newest.

    Raises ReportError when there was none, StoreError.
    """
    with _open(path) as connected:
        newest = connected.execute(select(days.c.day, days.c.closed).order_by(days.c.day.desc()).limit(1)).first()
    if newest is None:
        raise ReportError(f"database {path}: no business day has been opened yet")
    newest_date = date.fromisoformat(newest.day[:10])
    return (newest_date if newest.closed is None else newest_date + timedelta(days=1)).isoformat()


def office(path: Path) -> Office | None:
    """The office in force; None before one was applied. Raises StoreError."""
    with _open(path) as connected:
        seq = connected.execute(select(meta.c.value).where(meta.c.key == "office_seq")).scalar()
        body = connected.execute(select(journal.c.body).where(journal.c.seq == int(seq or 0))).scalar()
    if body is None:
        return None
    try:
        event = codec.decode_event(body.encode())
    except codec.ContractError as error:
        raise StoreError(f"database {path}: row {seq} of the journal cannot be read: {error}") from error
    return event.office if isinstance(event, OfficeApplied) else None


@contextmanager
def _open(path: Path) -> Iterator[Connection]:
    """The file as it is at one moment; whatever the database does becomes a StoreError."""
    engine = connection.reader(path)
    try:
        with engine.connect() as connected, connected.begin():
            if migrate.revision(connected) != migrate.HEAD:
                raise StoreError(f"database {path}: it is not of this program's version; start its broker once")
            yield connected
    except DBAPIError as error:
        raise plain(path, error.orig or error) from error
    finally:
        engine.dispose()


def _range(date_from: str, date_to: str) -> tuple[str, str]:
    """The first day of a range and what lies just behind the last: a day reopened has a letter after its date."""
    first, last = _date("from", date_from), _date("to", date_to)
    if first > last:
        raise ReportError(f"the range ends before it begins: from {date_from} to {date_to}")
    return date_from, f"{date_to}{_BEHIND}"


def _only(day: str) -> tuple[str, str]:
    """The range of exactly one business day: a space sorts before the letter of a day reopened."""
    return day, f"{day} "


def _date(name: str, text: str) -> date:
    try:
        parsed = date.fromisoformat(text)
    except ValueError:
        parsed = None
    if parsed is None or parsed.isoformat() != text:
        raise ReportError(f"{name}: {text!r} is no date; a date is written 2026-11-23")
    return parsed


def _nothing(connected: Connection, path: Path, date_from: str, date_to: str) -> ReportError:
    """Why there is nothing: no such day, or nothing kept of it."""
    asked = date_from if date_from == date_to else f"{date_from} to {date_to}"
    within = days.c.day >= date_from, days.c.day < f"{date_to}{_BEHIND}"
    if connected.execute(select(func.count()).select_from(days).where(*within)).scalar():
        return ReportError(f"database {path}: nothing is kept for {asked}: no wait has ended yet, or it was removed")
    first, last = connected.execute(select(func.min(days.c.day), func.max(days.c.day))).one()
    held = f"it holds {first} to {last}" if first else "no business day has been opened yet"
    return ReportError(f"database {path}: nothing to report for {asked}; {held}")


def _tallies(connected: Connection, dimension: str, first: str, until: str) -> list[tuple[str, str, Tally]]:
    """(day, key, figures) of one dimension; days from `first` to before `until`."""
    asked = select(tallies).where(tallies.c.dimension == dimension, tallies.c.day >= first, tallies.c.day < until)
    return [(row["day"], row["key"], _tally(row)) for row in connected.execute(asked).mappings()]


def _tally(row: RowMapping) -> Tally:
    counts = {name: row[name] for name in Tally.__struct_fields__ if name != "histograms"}
    return Tally(**counts, histograms=_histograms.decode(row["histograms"]))


def _merged(found: Iterable[tuple[str, Tally]]) -> list[Group]:
    """One group a key, in the order people expect: numbers by value, nobody last."""
    groups: dict[str, Tally] = {}
    for key, tally in found:
        groups.setdefault(key, Tally(histograms={})).merge(tally)
    return [Group(key, groups[key]) for key in sorted(groups, key=_place)]


def _place(key: str) -> tuple[bool, int, str]:
    return key == NOBODY, int(key) if key.isdecimal() else 1_000_000, key


def _sum(groups: list[Group]) -> Tally:
    total = Tally(histograms={})
    for group in groups:
        total.merge(group.tally)
    return total


def _legs_between(first: str, until: str, training: bool) -> Select[tuple[object, ...]]:
    """A ticket's id begins with its day: the range of days is a range of the key."""
    asked = select(legs).where(legs.c.ticket >= first, legs.c.ticket < until)
    if not training:
        asked = asked.where(legs.c.training.is_(False))
    return asked.order_by(legs.c.day, legs.c.taken, legs.c.ticket, legs.c.leg)


def _legs(path: Path, asked: Select[tuple[object, ...]]) -> Iterator[Leg]:
    with _open(path) as connected:
        for row in connected.execute(asked).mappings():
            yield Leg(**{**row, "marks": tuple(row["marks"].split())})
