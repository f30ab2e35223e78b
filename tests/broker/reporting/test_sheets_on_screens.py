"""Sheets in a real browser: read on a phone, on an office PC, and printed on A4 as before."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from assets import find, translation
from broker.office import read_office
from broker.reporting import render_day
from broker.reporting.names import Names
from broker.reporting.satisfaction import Satisfaction, render_satisfaction
from broker.store.ratings import Counted
from tests.broker.reporting.sample import sample_sheet

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [pytest.mark.edge, pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")]

#: The names of its services and fields are long.
OFFICE = read_office(find("offices/commune.toml"))
PHONE: Any = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PC: Any = {"viewport": {"width": 1366, "height": 625}}
#: The width of A4 at 96 px an inch.
PAPER_PX = 794


def day(lang: str) -> bytes:
    out = io.BytesIO()
    render_day(sample_sheet(OFFICE), "html", out, OFFICE, lang)
    return out.getvalue()


def satisfaction(lang: str) -> bytes:
    marks = {1: 1301, 2: 412, 3: 30, 4: 9}
    groups = [Counted((each.id,), "satisfaction", marks) for each in OFFICE.services]
    whole = [Counted((), "satisfaction", marks)]
    found = Satisfaction("2026-10", "service", 4, 5, whole, groups, {"waited": 7, "papers": 3})
    out = io.BytesIO()
    render_satisfaction(found, "html", out, Names(OFFICE, translation(lang)))
    return out.getvalue()


SHEETS = {"day": day, "satisfaction": satisfaction}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=list(SHEETS))
def sheet(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    path = tmp_path / "sheet.html"
    path.write_bytes(SHEETS[request.param]("vi"))
    return path.as_uri()


def opened(chromium: Browser, sheet: str, how: Any) -> Page:
    page = chromium.new_context(**how).new_page()
    page.goto(sheet)
    return page


#: Of every element that has words of its own: its letters in px.
SIZES = """[...document.querySelectorAll("body *")]
    .filter(each => [...each.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
    .map(each => parseFloat(getComputedStyle(each).fontSize))"""
#: Cells and figures that reach beyond the window, and do not scroll in a box of their own.
OUTSIDE = """[...document.querySelectorAll("body *")]
    .filter(each => !each.closest(".wide") && each.getBoundingClientRect().right > innerWidth + 1)
    .map(each => each.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("how", [PHONE, PC], ids=["phone", "pc"])
def test_a_sheet_is_read_on_a_screen_without_scrolling_sideways(chromium: Browser, sheet: str, how: Any) -> None:
    page = opened(chromium, sheet, how)
    assert page.evaluate("innerWidth") == how["viewport"]["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= how["viewport"]["width"]
    assert min(page.evaluate(SIZES)) >= 12
    assert page.evaluate(OUTSIDE) == []
    boxes = page.locator(".wide")
    assert all(boxes.nth(n).bounding_box()["width"] <= how["viewport"]["width"] for n in range(boxes.count()))  # type: ignore[index]
    page.context.close()


def test_on_a_phone_a_table_that_is_too_wide_scrolls_in_its_own_box(chromium: Browser, tmp_path: Path) -> None:
    (tmp_path / "day.html").write_bytes(day("vi"))
    page = opened(chromium, (tmp_path / "day.html").as_uri(), PHONE)
    moved = page.locator(".wide").first.evaluate("each => { each.scrollLeft = 10_000; return each.scrollLeft }")
    assert moved > 0
    last = page.locator(".wide th").last.bounding_box()
    assert last is not None and last["x"] + last["width"] <= PHONE["viewport"]["width"]
    first = page.locator(".wide tbody td:first-child").first.bounding_box()
    assert first is not None and first["x"] >= 0  # whose figures they are stays in sight
    page.context.close()


def test_on_paper_a_sheet_is_what_it_was(chromium: Browser, sheet: str) -> None:
    page = opened(chromium, sheet, {"viewport": {"width": PAPER_PX, "height": 900}})
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "12px"  # 9 pt
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER_PX
    assert page.evaluate("[...document.querySelectorAll('.wide')].every(each => each.scrollWidth <= each.clientWidth)")
    drawn = page.locator(".bar, .faces").evaluate_all("all => all.map(each => getComputedStyle(each).printColorAdjust)")
    assert set(drawn) == {"exact"}  # browsers leave out grounds otherwise, and the bars with them
    pages = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True))
    assert len(pages) <= 2
    page.context.close()
