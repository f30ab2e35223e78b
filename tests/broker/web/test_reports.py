"""Managers' pages over a real database: what a browser gets, and one sentence for what cannot be."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from broker.client.link import MemoryHub, MemoryLink
from broker.contract import commands as c
from broker.contract.topics import Topics
from broker.store.ratings import Rating, RatingStore
from broker.web.accounts import Base
from broker.web.app import application
from tests.broker.web.conftest import Browser, house_over
from tests.engines import Room
from tests.offices import DATE

pytestmark = pytest.mark.edge


def manager(base: Base, db: Path) -> Iterator[Browser]:
    """A manager's browser on a house over this database."""
    with TestClient(application(house_over(base, MemoryLink(MemoryHub()), Topics("test"), db))) as client:
        browser = Browser(client)
        browser.sign_in("binh")
        yield browser


@pytest.fixture
def browser(room: Room, base: Base) -> Iterator[Browser]:
    """Beside an engine that has given two numbers."""
    for n in range(2):
        room.engine.submit(c.RequestTicket(request_id=f"request-{n}", service="copy", kiosk="k1"))
    room.engine.submit(c.CloseDay())
    yield from manager(base, room.path)


def test_the_sheet_of_the_newest_day(browser: Browser) -> None:
    page = browser.get("/day")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "script" not in page.headers["content-security-policy"]
    assert "23/11/2026" in page.text
    assert "Trung tâm thử" in page.text


def test_figures_come_in_every_format(browser: Browser) -> None:
    asked = f"from={DATE}&to={DATE}&by=hour"
    assert "07" in browser.get(f"/report.csv?{asked}").text
    assert json.loads(browser.get(f"/report.json?{asked}").text)
    with zipfile.ZipFile(io.BytesIO(browser.get(f"/report.xlsx?{asked}").content)) as workbook:
        assert "xl/workbook.xml" in workbook.namelist()


def test_the_wait_log_has_a_row_a_leg(browser: Browser) -> None:
    rows = browser.get("/wait-log.csv").text.splitlines()
    assert len(rows) == 3
    assert "C-001" in rows[1]


def test_the_sheet_is_read_in_the_language_asked_for(browser: Browser) -> None:
    assert '<html lang="en">' in browser.get("/day?lang=en").text
    assert '<html lang="vi">' in browser.get("/day?lang=xx").text


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("/report.csv?by=colour", 400, "by=colour: there is service"),
        ("/report.pdf", 404, "report.pdf: there is report.csv"),
        ("/report.csv?from=2026-13-01", 400, "2026-13-01"),
        ("/report.csv?from=2026-11-24&to=2026-11-23", 400, "2026-11-24"),
    ],
)
def test_what_cannot_be_is_one_sentence(browser: Browser, address: str, code: int, said: str) -> None:
    page = browser.get(address)
    assert (page.status_code, page.text.count("\n")) == (code, 1)
    assert said in page.text


def test_a_database_that_is_not_there_is_said(tmp_path: Path, base: Base) -> None:
    for browser in manager(base, tmp_path / "none.db"):
        page = browser.get("/day")
        assert page.status_code == 400
        assert "none.db" in page.text


def test_satisfaction_is_told_by_months_that_are_over(browser: Browser, room: Room) -> None:
    ratings = RatingStore.open(room.path.with_name("ratings.db"))
    for _ in range(5):
        ratings.count(Rating("2026-10-12", 8, "copy", "1", {"satisfaction": 1}))
        ratings.count(Rating(DATE, 8, "copy", "1", {"satisfaction": 4}))
    page = browser.get("/satisfaction")
    assert page.status_code == 200
    assert "script" not in page.headers["content-security-policy"]
    assert all(each in page.text for each in ("Tháng 10/2026", "Rất hài lòng", "100 %"))
    refused = browser.get("/satisfaction?month=2026-11&by=counter")
    assert (refused.status_code, "from 2026-12-01 on" in refused.text) == (400, True)
    assert browser.get("/satisfaction?by=clerk").status_code == 400
