"""The workbook, read back from its XML."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile

import pytest

from broker.reporting import render
from broker.reporting.workbook import FIRST_ROW
from tests.broker.reporting.sample import sample_report
from tests.broker.store.offices import OFFICE

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
REPORT = sample_report(OFFICE)


class Book:
    """Values and number formats of a workbook's cells."""

    def __init__(self, content: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(content))
        self.texts = ["".join(one.itertext()) for one in self.part("xl/sharedStrings.xml").findall("m:si", NS)]
        self.names = [one.attrib["name"] for one in self.part("xl/workbook.xml").iterfind(".//m:sheet", NS)]
        styles = self.part("xl/styles.xml")
        own = {one.attrib["numFmtId"]: one.attrib["formatCode"] for one in styles.iterfind(".//m:numFmt", NS)}
        known = {"0": "General", "3": "#,##0", "10": "0.00%"}
        self.formats = [(own | known)[one.attrib["numFmtId"]] for one in styles.iterfind("m:cellXfs/m:xf", NS)]

    def part(self, name: str) -> ET.Element:
        return ET.fromstring(self.zip.read(name))

    def cells(self, sheet: int) -> dict[str, tuple[str | float | None, str]]:
        found: dict[str, tuple[str | float | None, str]] = {}
        for cell in self.part(f"xl/worksheets/sheet{sheet}.xml").iterfind(".//m:c", NS):
            raw = cell.findtext("m:v", namespaces=NS)
            value = raw if raw is None else self.texts[int(raw)] if cell.get("t") == "s" else float(raw)
            found[cell.attrib["r"]] = value, self.formats[int(cell.get("s", "0"))]
        return found


@pytest.fixture(scope="module")
def book() -> Book:
    out = io.BytesIO()
    render(REPORT, "xlsx", out, OFFICE, "en")
    return Book(out.getvalue())


def test_there_are_sheets_for_the_waits_for_what_came_after_and_for_the_hours(book: Book) -> None:
    assert book.names == ["Figures", "After the call", "By hour"]


def test_counts_shares_and_minutes_are_numbers_in_their_formats(book: Book) -> None:
    cells, first = book.cells(1), FIRST_ROW + 1
    found = REPORT.groups[0].tally
    wait = found.summary("wait_work")
    assert cells[f"A{first}"][0] == "Certified copies"
    assert cells[f"B{first}"] == (found.legs, "#,##0")
    assert cells[f"L{first}"] == (pytest.approx(found.share_in_target), "0.0%")
    assert cells[f"M{first}"] == (wait.count, "#,##0")
    assert cells[f"N{first}"] == (pytest.approx((wait.mean_s or 0) / 60), "#,##0.0")
    assert cells[f"Q{first}"] == (pytest.approx((wait.max_s or 0) / 60), "#,##0.0")
    assert cells[f"A{first + 2}"][0] == "All"
    assert cells[f"B{first + 2}"] == (120, "#,##0")


def test_both_waits_are_named_above_their_figures(book: Book) -> None:
    cells = book.cells(1)
    assert cells[f"M{FIRST_ROW - 1}"][0] == "Wait (working time), min"
    assert cells[f"R{FIRST_ROW - 1}"][0] == "Wait (by the clock), min"


def test_a_figure_that_is_not_there_is_an_empty_cell(book: Book) -> None:
    hold = book.cells(2)[f"M{FIRST_ROW + 1}"]
    assert hold == (None, "#,##0.0")


def test_the_chart_draws_the_waits_of_every_hour(book: Book) -> None:
    cells = book.cells(3)
    hours = [cells[f"A{FIRST_ROW + n}"][0] for n in range(1, 11)]
    assert hours[0] == "07:00–08:00"
    assert "12:00–13:00" in hours  # nobody came then, and time goes on
    last = FIRST_ROW + hours.index("All")
    chart = book.zip.read("xl/charts/chart1.xml").decode()
    drawn = set(re.findall(r"<c:f>([^<]+)</c:f>", chart))
    assert {f"'By hour'!$C${FIRST_ROW + 1}:$C${last}", f"'By hour'!$D${FIRST_ROW + 1}:$D${last}"} <= drawn
    assert f"'By hour'!$A${FIRST_ROW + 1}:$A${last}" in drawn
    assert "Wait by hour (working time), min" in chart


def test_the_workbook_speaks_vietnamese_too() -> None:
    out = io.BytesIO()
    render(REPORT, "xlsx", out, OFFICE)
    assert Book(out.getvalue()).names == ["Số liệu", "Sau khi được mời", "Theo giờ"]
