"""The wait log as CSV: one row a leg, local times, durations in seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO

from assets import translation
from broker.contract.office import Office
from broker.core import hours
from broker.core.legs import Leg
from broker.core.measures import Measure, seconds_of
from broker.reporting.columns import MEASURE_TEXT
from broker.reporting.figures_data import write_csv
from broker.reporting.names import Names
from broker.store.reports import By

Get = Callable[[Leg, Names], object]
DURATIONS: tuple[Measure, ...] = ("wait_work", "wait_clock", "hold", "walk", "service")


def wait_log_csv(
    legs: Iterable[Leg], out: BinaryIO, office: Office | None, lang: str = "vi", *, bom: bool = True
) -> None:
    """Write legs as they come, so that a year takes no more memory than a day. Raises AssetsError for `lang`."""
    names = Names(office, translation(lang))
    write_csv(out, _lines(legs, names), bom=bom)


def local_time(instant: int | None) -> str:
    """Office time as spreadsheets read it, "2026-11-23 07:41:05"; empty for what has not happened."""
    return "" if instant is None else hours.local(instant).strftime("%Y-%m-%d %H:%M:%S")


def outcome(leg: Leg, names: Names) -> str:
    """How the leg ended, in words; empty while it goes on."""
    return "" if leg.outcome is None else names.texts.text(f"ended.{leg.outcome}")


def marks(leg: Leg, names: Names) -> str:
    """The marks, in words."""
    return "; ".join(names.texts.text(f"mark.{mark}") for mark in leg.marks)


def _named(by: By, field: str) -> Get:
    def get(leg: Leg, names: Names) -> str:
        key = getattr(leg, field)
        return names.name(by, key) if key else ""

    return get


def _plain(field: str) -> Get:
    return lambda leg, _: getattr(leg, field)


def _time(field: str) -> Get:
    return lambda leg, _: local_time(getattr(leg, field))


def _kiosk(leg: Leg, names: Names) -> str:
    kiosks = names.office.kiosks if names.office else ()
    return next((names.of(kiosk.name) for kiosk in kiosks if kiosk.id == leg.kiosk), leg.kiosk)


_COLUMNS: tuple[tuple[str, Get], ...] = (
    ("log.day", _plain("day")),
    ("log.number", _plain("number")),
    ("log.leg", _plain("leg")),
    ("log.service", _named("service", "service")),
    ("log.class", _named("class", "class_id")),
    ("log.kiosk", _kiosk),
    ("log.taken", _time("taken")),
    ("log.began", _time("began")),
    ("log.printed", _time("printed")),
    ("log.first_call", _time("first_call")),
    ("log.last_call", _time("last_call")),
    ("log.calls", _plain("calls")),
    ("log.start", _time("start")),
    ("log.end", _time("end")),
    ("log.counter", _named("counter", "counter")),
    ("log.clerk", _named("clerk", "clerk")),
    ("log.outcome", outcome),
    ("log.dossiers", _plain("dossiers")),
)


def _lines(legs: Iterable[Leg], names: Names) -> Iterable[Sequence[object]]:
    text = names.texts.text
    durations = [text("report.seconds", measure=text(MEASURE_TEXT[measure])) for measure in DURATIONS]
    yield [*(text(key) for key, _ in _COLUMNS), *durations, text("log.marks")]
    for leg in legs:
        seconds = dict(seconds_of(leg))
        yield [
            *(get(leg, names) for _, get in _COLUMNS),
            *(seconds.get(measure) for measure in DURATIONS),
            marks(leg, names),
        ]
