"""A report, or the sheet of a day, in the format asked for."""

from __future__ import annotations

from typing import BinaryIO, Literal

from assets import translation
from broker.contract.office import Office
from broker.reporting import figures_data
from broker.reporting.names import Names
from broker.store.reports import DaySheet, Report

Format = Literal["table", "csv", "xlsx", "json"]
DayFormat = Literal["table", "html", "json"]


def render(
    report: Report, format: Format, out: BinaryIO, office: Office | None, lang: str = "vi", *, bom: bool = True
) -> None:
    """Write the figures. `bom`: CSV begins with the sign by which spreadsheets know UTF-8.

    Raises AssetsError for a language there is not.
    """
    names = Names(office, translation(lang))
    if format == "table":
        from broker.reporting import figures_text

        figures_text.write(out, figures_text.report(report, names))
    elif format == "csv":
        figures_data.write_csv(out, figures_data.csv_lines(report, names), bom=bom)
    elif format == "xlsx":
        from broker.reporting.workbook import write_workbook

        write_workbook(out, report, names)
    else:
        out.write(figures_data.report_json(report, names))


def render_day(sheet: DaySheet, format: DayFormat, out: BinaryIO, office: Office | None, lang: str = "vi") -> None:
    """Write the sheet of a day's end. Raises AssetsError for a language there is not."""
    names = Names(office, translation(lang))
    if format == "table":
        from broker.reporting import day_sheet, figures_text

        figures_text.write(out, day_sheet.sheet(sheet, names))
    elif format == "html":
        from broker.reporting.day_page import page

        out.write(page(sheet, names))
    else:
        out.write(figures_data.sheet_json(sheet, names))
