"""Figures as a workbook: every figure there is, and the waits by hour with a chart."""

from __future__ import annotations

from itertools import groupby
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from broker.core.measures import Measure, Tally
from broker.reporting.columns import Column, Unit, Value, count_columns, measure_columns, share_column
from broker.reporting.names import Names
from broker.store.reports import By, Group, Report

WAITS: tuple[Measure, ...] = ("wait_work", "wait_clock")
AFTER_CALL: tuple[Measure, ...] = ("walk", "service", "hold", "total")
#: Minutes with one decimal, as numbers to compute with; the sign before decimals is the reader's own.
NUMBER_FORMATS: dict[Unit, str] = {"count": "#,##0", "share": "0.0%", "seconds": "#,##0.0"}
#: Where the figures begin: title, days, an empty line, and two lines of headings above them.
FIRST_ROW = 5
NAME_WIDTH, FIGURE_WIDTH = 32, 10
#: The look's accent and its paler companion: distinct in grey too.
MEDIAN_COLOUR, P90_COLOUR = "#1F5FA8", "#9DBBDD"


def write_workbook(out: BinaryIO, found: Report, names: Names) -> None:
    """Write the whole workbook: how waits ended and the waits, what came after, and the hours with the chart."""
    with Workbook(out, {"in_memory": True}) as book:
        text, by = names.texts.text, found.query.by
        rows = [(names.name(by, group.key), group.tally) for group in names.ordered(by, found.groups)]
        waits = [column for measure in WAITS for column in measure_columns(names, measure)]
        first = [*count_columns(names), share_column(names), *waits]
        after = [column for measure in AFTER_CALL for column in measure_columns(names, measure)]
        for title, columns in ((text("report.figures"), first), (text("report.after"), after)):
            sheet = _Sheet(book, title, by, found, names)
            sheet.figures(text(f"report.group.{by}"), columns, rows, found.total)
        _hours(book, found, names)


def _hours(book: Workbook, found: Report, names: Names) -> None:
    text = names.texts.text
    legs, *_ = count_columns(names)
    columns = [legs, *measure_columns(names, "wait_work", "median_s", "p90_s")]
    rows = [(names.name("hour", group.key), group.tally) for group in _every_hour(found.hours)]
    sheet = _Sheet(book, text("report.hours"), "hour", found, names)
    sheet.figures(text("report.group.hour"), columns, rows, found.total)
    chart = book.add_chart({"type": "column"})
    for column, colour in ((2, MEDIAN_COLOUR), (3, P90_COLOUR)):
        chart.add_series(_series(text("report.hours"), len(rows), column, colour))
    chart.set_title({"name": text("report.chart"), "name_font": {"size": 12}})
    chart.set_y_axis({"num_format": "0", "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 760, "height": 380})
    sheet.sheet.insert_chart(FIRST_ROW - 2, 5, chart)


def _series(name: str, count: int, column: int, colour: str) -> dict[str, object]:
    last = FIRST_ROW + count - 1
    return {
        "name": [name, FIRST_ROW - 1, column],
        "categories": [name, FIRST_ROW, 0, last, 0],
        "values": [name, FIRST_ROW, column, last, column],
        "fill": {"color": colour},
        "gap": 60,
    }


def _every_hour(hours: list[Group]) -> list[Group]:
    """Every hour between the first and the last, so that the chart's axis is time."""
    there = {int(group.key): group for group in hours}
    return [there.get(hour, Group(f"{hour:02}", Tally(histograms={}))) for hour in range(min(there), max(there) + 1)]


class _Sheet:
    """One sheet with a table: names on the left, figures, the whole at the foot."""

    def __init__(self, book: Workbook, name: str, by: By, found: Report, names: Names) -> None:
        self.book, self.names = book, names
        self.sheet: Worksheet = book.add_worksheet(name)
        self.bold = book.add_format({"bold": True})
        title = f"{names.texts.text('report.title')} – {names.texts.text(f'report.by.{by}')}"
        of = f"{names.of(names.office.name)} – " if names.office else ""
        self.sheet.write(0, 0, of + title, book.add_format({"bold": True, "font_size": 14}))
        self.sheet.write(1, 0, names.period(found.query.date_from, found.query.date_to))

    def figures(self, heading: str, columns: list[Column], rows: list[tuple[str, Tally]], total: Tally) -> None:
        """Headings, rows, the whole, and how it is looked at and printed."""
        self._headings(heading, columns)
        for place, (name, tally) in enumerate(rows):
            self._row(FIRST_ROW + place, name, columns, tally)
        self._row(FIRST_ROW + len(rows), self.names.texts.text("report.total"), columns, total, foot=True)
        self.sheet.freeze_panes(FIRST_ROW, 1)
        self.sheet.set_column(0, 0, NAME_WIDTH)
        self.sheet.set_column(1, len(columns), FIGURE_WIDTH)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(FIRST_ROW - 2, FIRST_ROW - 1)

    def _headings(self, heading: str, columns: list[Column]) -> None:
        over = self.book.add_format(
            {"bold": True, "align": "center", "valign": "bottom", "text_wrap": True, "bottom": 1}
        )
        cell = self.book.add_format(
            {"bold": True, "align": "right", "valign": "bottom", "text_wrap": True, "bottom": 2}
        )
        left = self.book.add_format({"bold": True, "valign": "bottom", "bottom": 2})
        self.sheet.set_row(FIRST_ROW - 2, 32)
        self.sheet.set_row(FIRST_ROW - 1, 62)
        self.sheet.write(FIRST_ROW - 1, 0, heading, left)
        column = 1
        for measure, of_one in groupby(columns, key=lambda column: column.measure):
            headings = [one.heading for one in of_one]
            if measure:
                title = self.names.texts.text("report.minutes", measure=measure)
                self.sheet.merge_range(FIRST_ROW - 2, column, FIRST_ROW - 2, column + len(headings) - 1, title, over)
            self.sheet.write_row(FIRST_ROW - 1, column, headings, cell)
            column += len(headings)

    def _row(self, row: int, name: str, columns: list[Column], tally: Tally, *, foot: bool = False) -> None:
        self.sheet.write(row, 0, name, self._format({}, foot))
        for place, column in enumerate(columns, 1):
            number_format = self._format({"num_format": NUMBER_FORMATS[column.unit]}, foot)
            value = _shown(column.value(tally), column.unit)
            if value is None:
                self.sheet.write_blank(row, place, None, number_format)
            else:
                self.sheet.write_number(row, place, value, number_format)

    def _format(self, properties: dict[str, object], foot: bool) -> Format:
        return self.book.add_format({**properties, "bold": True, "top": 1} if foot else properties)


def _shown(value: Value, unit: Unit) -> Value:
    return value / 60 if value is not None and unit == "seconds" else value
