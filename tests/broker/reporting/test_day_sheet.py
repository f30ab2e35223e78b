import io
import json
from html.parser import HTMLParser

import msgspec
import pytest

from broker.core.measures import Tally
from broker.reporting import render_day
from broker.reporting.render import DayFormat
from broker.store.reports import DaySheet
from tests.broker.reporting.sample import sample_sheet
from tests.broker.store.offices import OFFICE

SHEET = sample_sheet(OFFICE)
EMPTY = DaySheet("2026-11-23", None, None, None, Tally(), [], [], [], [])


def rendered(format: DayFormat, lang: str = "en", sheet: DaySheet = SHEET) -> str:
    out = io.BytesIO()
    render_day(sheet, format, out, OFFICE, lang)
    return out.getvalue().decode()


class Page(HTMLParser):
    """Whether every element is closed in turn, and what is said and drawn."""

    VOID = ("meta", "br")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.said: list[str] = []
        self.bars: list[float] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        if dict(attrs).get("class") == "bar":
            self.bars.append(float((dict(attrs)["style"] or "").removeprefix("width:").removesuffix("%")))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)


@pytest.mark.parametrize("format", ["table", "html"])
def test_the_sheet_says_times_totals_unserved_marks_and_digest(format: DayFormat) -> None:
    text = rendered(format)
    for said in (
        "Mon 23 Nov 2026",
        "Day opened 06:45",
        "Day closed 17:25",
        "0f" * 32,
        "Certification",
        "Paper unproven",
    ):
        assert said in text
    assert SHEET.unserved and all(leg.number in text for leg in SHEET.unserved)
    assert "Wait (working time), min" in text and "Wait (by the clock), min" in text


def test_the_page_is_whole_and_draws_every_hour_in_proportion() -> None:
    page = Page(rendered("html"))
    assert page.open == []
    counts = {int(group.key): group.tally.legs for group in SHEET.hours}
    expected = [counts.get(hour, 0) / max(counts.values()) * 100 for hour in range(min(counts), max(counts) + 1)]
    assert page.bars == pytest.approx(expected, abs=0.05)
    assert str(SHEET.total.served) in page.said


def test_the_text_draws_every_hour_in_proportion() -> None:
    text = rendered("table")
    counts = {group.key: group.tally.legs for group in SHEET.hours}
    busiest = max(counts, key=lambda key: counts[key])
    line = next(line for line in text.splitlines() if line.strip().startswith(f"{busiest}:00"))
    assert line.count("█") == 50 and str(counts[busiest]) in line
    assert "12:00–13:00" in text


@pytest.mark.parametrize("format", ["table", "html"])
def test_an_open_day_says_so_and_has_no_digest(format: DayFormat) -> None:
    text = rendered(format, sheet=msgspec.structs.replace(SHEET, closed=None, digest=None))
    assert "Day still open" in text and "Digest of the day" not in text


@pytest.mark.parametrize("format", ["table", "html", "json"])
def test_a_day_on_which_nothing_happened_has_a_sheet(format: DayFormat) -> None:
    assert "2026" in rendered(format, sheet=EMPTY)


def test_what_people_wrote_cannot_become_part_of_the_page() -> None:
    name = "<script>&\"'"
    service = msgspec.structs.replace(OFFICE.services[0], name={"vi": name})
    field = msgspec.structs.replace(OFFICE.fields[0], name={"vi": name})
    office = msgspec.structs.replace(
        OFFICE, name={"vi": name}, services=(service, OFFICE.services[1]), fields=(field, OFFICE.fields[1])
    )
    out = io.BytesIO()
    render_day(SHEET, "html", out, office)
    assert b"<script>" not in out.getvalue()
    assert name in Page(out.getvalue().decode()).said


def test_json_holds_the_tickets_not_the_words() -> None:
    found = json.loads(rendered("json", "vi"))
    assert found["unserved"] == [leg.ticket for leg in SHEET.unserved]
    assert found["marked"][0] == {"ticket": SHEET.marked[0].ticket, "leg": 1, "marks": list(SHEET.marked[0].marks)}
    assert (found["digest"], found["total"]["legs"]) == ("0f" * 32, 120)


def test_the_sheet_speaks_vietnamese() -> None:
    assert "Bảng tổng hợp cuối ngày – thứ Hai, 23/11/2026" in rendered("html", "vi")
