"""The same figures in every format, none lost on the way."""

import csv
import io
import json
from typing import Any

import pytest

from assets import wording
from broker.core.measures import MEASURES
from broker.reporting import render
from broker.reporting.columns import COUNTS
from broker.reporting.figures_text import WIDTH, minutes
from broker.reporting.render import Format
from broker.store.reports import Group, Query, Report
from tests.broker.reporting.sample import sample_report
from tests.broker.store.make import leg, tally
from tests.broker.store.offices import OFFICE

REPORT = sample_report(OFFICE)


def rendered(
    format: Format, lang: str = "vi", report: Report = REPORT, *, bom: bool = True, office: Any = OFFICE
) -> bytes:
    out = io.BytesIO()
    render(report, format, out, office, lang, bom=bom)
    return out.getvalue()


def lines_of(report: Report = REPORT, lang: str = "vi") -> list[list[str]]:
    return list(csv.reader(io.StringIO(rendered("csv", lang, report, bom=False).decode(), newline="")))


def test_csv_has_one_heading_a_line_a_group_and_the_whole() -> None:
    heading, *groups, total = lines_of()
    assert [line[:2] for line in groups] == [["copies", "Sao y bản chính"], ["result", "Nhận kết quả"]]
    assert total[:2] == ["", "Tổng cộng"]
    assert {len(line) for line in (heading, *groups, total)} == {2 + 10 + 1 + 5 * 6}


def test_csv_holds_the_figures_in_seconds_with_a_full_stop() -> None:
    heading, first, *_ = lines_of(lang="en")
    found, wait = REPORT.groups[0].tally, REPORT.groups[0].tally.summary("wait_work")
    by_heading = dict(zip(heading, first, strict=True))
    assert by_heading["Count"] == str(found.legs)
    assert by_heading["Doubtful"] == str(found.marked)
    assert float(by_heading["Share within 15 min"]) == pytest.approx(found.share_in_target, abs=0.0001)
    assert float(by_heading["Wait (working time) – Mean, s"]) == pytest.approx(wait.mean_s, abs=0.0001)
    assert float(by_heading["Wait (working time) – Median, s"]) == wait.median_s
    assert by_heading["Wait (working time) – 90th percentile, s"] == str(wait.p90_s)
    assert by_heading["Wait (by the clock) – Longest, s"] == str(found.summary("wait_clock").max_s)


def test_csv_headings_name_both_waits_in_vietnamese() -> None:
    heading = lines_of()[0]
    assert len(set(heading)) == len(heading)
    assert "Thời gian chờ (giờ làm việc) – Trung vị, giây" in heading
    assert "Thời gian chờ (theo đồng hồ) – Phân vị 90, giây" in heading


def test_csv_begins_with_the_sign_of_utf_8_unless_it_is_not_wanted() -> None:
    assert rendered("csv") == b"\xef\xbb\xbf" + rendered("csv", bom=False)


def test_csv_names_with_commas_and_quotes_come_back() -> None:
    report = Report(Query("2026-11-23", "2026-11-23"), [Group('a,"b"\nc', tally(leg(1)))], tally(leg(1)), [], [])
    assert lines_of(report)[1][:2] == ['a,"b"\nc', 'a,"b"\nc']


def test_json_is_the_report_with_keys_that_do_not_change_with_the_language() -> None:
    vi, en = json.loads(rendered("json")), json.loads(rendered("json", "en"))
    assert vi.keys() == en.keys() == {"site", "from", "to", "by", "days", "groups", "total", "hours"}
    assert (en["site"], en["from"], en["to"], en["by"]) == ("binh-minh", "2026-11-23", "2026-11-23", "service")
    first, found = en["groups"][0], REPORT.groups[0].tally
    assert (first["key"], first["name"], first["legs"]) == ("copies", "Certified copies", found.legs)
    for measure in MEASURES:
        summary = found.summary(measure)
        assert first[measure] == {
            "count": summary.count, "mean_s": summary.mean_s, "median_s": summary.median_s,
            "p90_s": summary.p90_s, "max_s": summary.max_s,
        }  # fmt: skip
    assert sum(hour["legs"] for hour in en["hours"]) == en["total"]["legs"] == 120


def row_of(text: str, table: str, name: str) -> list[str]:
    """The figures of a line of the table under a title."""
    after = text[text.index(f"\n{table}\n") :]
    line = next(line for line in after.splitlines() if line.startswith(name))
    return line.removeprefix(name).replace(" %", "%").split()


def test_no_figure_is_lost_from_the_tables() -> None:
    text = rendered("table", "en").decode()
    found = REPORT.groups[0].tally
    counts = [found.legs, found.called, found.served, found.no_show, found.given_up, found.closed, found.voided]
    assert row_of(text, "Waits that ended", "Certified copies") == [
        str(count) for count in (*counts, found.transferred, found.dossiers, found.marked)
    ]
    wait = found.summary("wait_work")
    shown = [f"{minutes(value or 0):.1f}" for value in (wait.mean_s, wait.median_s, wait.p90_s, wait.max_s)]
    assert row_of(text, "Wait (working time), min", "Certified copies")[:5] == [str(wait.count), *shown]
    assert row_of(text, "Wait (working time), min", "Certified copies")[5].endswith("%")
    assert len(row_of(text, "Wait (by the clock), min", "All")) == 5
    assert len(row_of(text, "After the call, min", "All")) == 6  # walk, service, total; nobody was on hold


@pytest.mark.parametrize("count, fits", [(99_999, True), (1_234_567, False)])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_page_is_kept_to_and_large_figures_are_whole(lang: str, count: int, fits: bool) -> None:
    called = {"first_call": 9, "wait_work_ms": 99_999_000, "wait_clock_ms": 99_999_000, "hold_ms": 9}
    many = tally(leg(1, outcome="accepted", **called))
    for name, _ in COUNTS:
        setattr(many, name, count)
    report = Report(Query("2026-11-23", "2026-11-23"), [Group("a name of many words " * 4, many)], many, [], [])
    text = rendered("table", lang, report).decode()
    assert (max(map(len, text.splitlines())) <= WIDTH) == fits
    assert text.count(wording.thousands(count, lang)) == 2 * len(COUNTS)


def test_the_tables_are_written_as_the_language_writes() -> None:
    vi, en = rendered("table").decode(), rendered("table", "en").decode()
    assert "Thời gian chờ (giờ làm việc), phút" in vi and "Thời gian chờ (theo đồng hồ), phút" in vi
    assert "thứ Hai, 23/11/2026" in vi and "Trung tâm Phục vụ hành chính công xã Bình Minh" in vi
    mean = REPORT.total.summary("wait_work").mean_s or 0
    assert f"{minutes(mean):.1f}".replace(".", ",") in row_of(vi, "Thời gian chờ (giờ làm việc), phút", "Tổng cộng")
    assert f"{minutes(mean):.1f}" in row_of(en, "Wait (working time), min", "All")
    assert "\x1b" not in vi  # no colours in a file


def test_what_was_never_measured_is_no_figure() -> None:
    report = Report(Query("2026-11-23", "2026-11-23"), [Group("copies", tally(leg(1)))], tally(leg(1)), [], [])
    assert row_of(rendered("table", "en", report).decode(), "Wait (working time), min", "All") == ["0", *"—————"]
    assert json.loads(rendered("json", "en", report))["total"]["wait_work"]["median_s"] is None
    assert lines_of(report)[1][12:] == ["", *["0", "", "", "", ""] * 6]


def test_one_target_is_named_and_several_are_not() -> None:
    assert "Share within 15 min" in rendered("csv", "en").decode()
    assert "Share within target" in rendered("csv", "en", office=None).decode()


@pytest.mark.parametrize("seconds, shown", [(0, 0.0), (2, 0.0), (3, 0.1), (1089, 18.2), (525, 8.8), (59, 1.0)])
def test_minutes_are_rounded_as_spreadsheets_do(seconds: int, shown: float) -> None:
    assert minutes(seconds) == shown
