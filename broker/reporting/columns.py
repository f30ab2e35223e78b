"""What a report shows of each group: one list of columns for all formats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from broker.core.measures import MEASURES, Measure, Tally
from broker.reporting.names import Names

#: "seconds" are written in minutes where people read, in seconds where programs do.
Unit = Literal["count", "share", "seconds"]
Value = float | int | None

COUNTS: tuple[tuple[str, str], ...] = (
    ("legs", "measure.count"),
    ("called", "report.called"),
    ("served", "report.served"),
    ("no_show", "measure.no_show"),
    ("given_up", "measure.given_up"),
    ("closed", "measure.unserved"),
    ("voided", "report.voided"),
    ("transferred", "report.transferred"),
    ("dossiers", "report.dossiers"),
    ("marked", "report.marked"),
)
MEASURE_TEXT: dict[Measure, str] = {
    "wait_work": "measure.wait_working",
    "wait_clock": "measure.wait_clock",
    "walk": "measure.walk",
    "service": "measure.service",
    "hold": "measure.hold",
    "total": "measure.total",
}
STATISTICS: tuple[tuple[str, str, Unit], ...] = (
    ("count", "measure.count", "count"),
    ("mean_s", "measure.mean", "seconds"),
    ("median_s", "measure.median", "seconds"),
    ("p90_s", "measure.p90", "seconds"),
    ("max_s", "measure.max", "seconds"),
)


@dataclass(frozen=True)
class Column:
    """A figure. `key` is for programs, `heading` for people; `measure` is the heading over several columns."""

    key: str
    heading: str
    unit: Unit
    value: Callable[[Tally], Value]
    measure: str = ""

    @property
    def full(self) -> str:
        """The heading where nothing stands above it."""
        return f"{self.measure} – {self.heading}" if self.measure else self.heading


def count_columns(names: Names) -> list[Column]:
    """How many, and how it ended."""
    return [Column(key, names.texts.text(text), "count", _count(key)) for key, text in COUNTS]


def share_column(names: Names) -> Column:
    """Share within the target, which is named where all services have the same."""
    target = names.target_min()
    texts = names.texts
    heading = texts.text("report.within") if target is None else texts.text("measure.within", minutes=target)
    return Column("share_in_target", heading, "share", lambda tally: tally.share_in_target)


def measure_columns(names: Names, measure: Measure, *statistics: str) -> list[Column]:
    """What is known of one measure; with `statistics` only those."""
    title = names.texts.text(MEASURE_TEXT[measure])
    return [
        Column(f"{measure}_{key}", names.texts.text(text), unit, _statistic(measure, key), title)
        for key, text, unit in STATISTICS
        if not statistics or key in statistics
    ]


def all_columns(names: Names) -> list[Column]:
    """Every figure there is, in the order of reading."""
    measures = [column for measure in MEASURES for column in measure_columns(names, measure)]
    return [*count_columns(names), share_column(names), *measures]


def _count(key: str) -> Callable[[Tally], Value]:
    def value(tally: Tally) -> Value:
        found: int = getattr(tally, key)
        return found

    return value


def _statistic(measure: Measure, key: str) -> Callable[[Tally], Value]:
    def value(tally: Tally) -> Value:
        found: Value = getattr(tally.summary(measure), key)
        return found

    return value
