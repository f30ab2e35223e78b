"""Figures to read on a terminal or as plain text: minutes with one decimal."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from typing import BinaryIO

from rich import box
from rich.console import Console, RenderableType
from rich.console import Group as Parts
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assets import wording
from broker.core.measures import Measure, Tally
from broker.reporting.columns import Column, Value, count_columns, measure_columns, share_column
from broker.reporting.names import Names
from broker.store.reports import Group, Report

#: Characters of a line that a table keeps to. Figures of seven digits make it wider; none is ever left out.
WIDTH = 118
_NEVER_CUT = 1_000
#: Headings longer than this are broken at a space: the first width with which a table is not too wide.
HEADINGS = (16, 12, 10, 8)
#: Names have what the figures leave them, within bounds.
NAME_LEAST, NAME_MOST = 22, 32
AFTER_CALL: tuple[Measure, ...] = ("walk", "service", "hold", "total")
NO_FIGURE = "—"


def write(out: BinaryIO, parts: Iterable[RenderableType]) -> None:
    """Write one below the other; bold where `out` is a terminal."""
    text = io.StringIO()
    terminal = out.isatty()
    console = Console(file=text, width=_NEVER_CUT, force_terminal=terminal, highlight=False, emoji=False, markup=False)
    for part in parts:
        console.print(part)
    lines = text.getvalue().splitlines()
    out.write("".join(f"{line.rstrip()}\n" for line in lines).encode())


def report(found: Report, names: Names) -> list[RenderableType]:
    """The tables of a report."""
    groups = names.ordered(found.query.by, found.groups)
    heading = names.texts.text(f"report.group.{found.query.by}")
    rows = [(names.name(found.query.by, group.key), group.tally) for group in groups]
    return [*_head(found, names), *tables(heading, rows, found.total, names), *notes(names)]


def tables(heading: str, rows: list[tuple[str, Tally]], total: Tally, names: Names) -> list[RenderableType]:
    """How the waits ended, the wait twice and in full, then what came after it in short."""
    text = names.texts.text
    work, by_clock = measure_columns(names, "wait_work"), measure_columns(names, "wait_clock")
    after = [measure for measure in AFTER_CALL if total.summary(measure).count]
    short = [_own_heading(column) for one in after for column in measure_columns(names, one, "median_s", "p90_s")]
    shown = [
        (text("report.ended"), count_columns(names)),
        (text("report.minutes", measure=text("measure.wait_working")), [*work, share_column(names)]),
        (text("report.minutes", measure=text("measure.wait_clock")), by_clock),
        (text("report.minutes", measure=text("report.after")), short),
    ]
    return [_table(title, heading, columns, rows, total, names) for title, columns in shown if columns]


def notes(names: Names) -> list[RenderableType]:
    """What the words above mean."""
    keys = ("report.note_waits", "report.note_p90", "report.note_share")
    return [Text(names.texts.text(key), style="dim") for key in keys]


def figure(value: Value, column: Column, lang: str) -> str:
    """A figure as people read it."""
    if value is None:
        return NO_FIGURE
    if column.unit == "share":
        return wording.percent(value, 1, lang)
    return wording.thousands(int(value), lang) if column.unit == "count" else wording.decimal(minutes(value), 1, lang)


def minutes(seconds: float) -> float:
    """Minutes with one decimal, halves up as spreadsheets round: 1,089 s is 18.2."""
    return math.floor(seconds / 6 + 0.5) / 10


def hour_bars(hours: list[Group], names: Names, width: int = 50) -> RenderableType:
    """Legs by hour, drawn; every hour between the first and the last is there."""
    counts = {int(group.key): group.tally.legs for group in hours}
    most = max(counts.values(), default=0)
    grid = Table.grid(padding=(0, 2))
    for hour in range(min(counts, default=0), max(counts, default=-1) + 1):
        count = counts.get(hour, 0)
        bar = "█" * -(-count * width // most) if count else ""
        grid.add_row(names.name("hour", f"{hour:02}"), Text(wording.thousands(count, names.lang), justify="right"), bar)
    return Padding(grid, (0, 0, 1, 2))


def _head(found: Report, names: Names) -> Iterable[RenderableType]:
    text, query = names.texts.text, found.query
    if names.office:
        yield Text(names.of(names.office.name), style="bold")
    yield Text(f"{text('report.title')} – {text(f'report.by.{query.by}')}", style="bold")
    yield Text(names.period(query.date_from, query.date_to) + "\n")


def _own_heading(column: Column) -> Column:
    """The measure above the statistic, for columns of several measures side by side."""
    return Column(column.key, f"{column.measure}\n{column.heading}", column.unit, column.value)


def _table(
    title: str, heading: str, columns: list[Column], rows: list[tuple[str, Tally]], total: Tally, names: Names
) -> RenderableType:
    """All widths are set here: left to itself, rich drops columns it finds no room for."""
    cells = [[figure(column.value(tally), column, names.lang) for _, tally in rows] for column in columns]
    feet = [figure(column.value(total), column, names.lang) for column in columns]
    left, widths = _widths(
        [(column.heading, [*of, foot]) for column, of, foot in zip(columns, cells, feet, strict=True)]
    )
    table = Table(box=box.SIMPLE_HEAD, show_footer=True, show_edge=False, padding=(0, 1, 0, 0))
    table.add_column(heading, names.texts.text("report.total"), width=left, vertical="bottom", footer_style="bold")
    for column, foot, width in zip(columns, feet, widths, strict=True):
        table.add_column(
            column.heading, foot, justify="right", vertical="bottom", footer_style="bold", width=width, overflow="fold"
        )
    for (name, _), figures in zip(rows, zip(*cells, strict=True), strict=True):
        table.add_row(name, *figures)
    return Parts(Text(title, style="bold"), Padding(table, (0, 0, 1, 0)))


def _widths(columns: list[tuple[str, list[str]]]) -> tuple[int, list[int]]:
    """Width of the names, and of each column of (heading, figures)."""
    left, widths = 0, list[int]()
    for longest in HEADINGS:
        widths = [_width(heading, figures, longest) for heading, figures in columns]
        left = WIDTH - sum(widths) - 2 * len(widths) - 1
        if left >= NAME_LEAST:
            break
    return max(NAME_LEAST, min(NAME_MOST, left)), widths


def _width(heading: str, figures: list[str], longest: int) -> int:
    """Room for the longest figure and word, and for a line of the heading up to `longest`."""
    lines, words = map(len, heading.splitlines()), map(len, heading.split())
    return max(*map(len, figures), *words, min(longest, max(lines)))
