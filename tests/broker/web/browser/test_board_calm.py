"""What a web board shows while nobody is called, in a real browser: the office's notices and its procedures."""

from __future__ import annotations

import base64

import pytest
from playwright.sync_api import expect

from broker.bundles import pack
from broker.contract.procedures import BUNDLE, BUNDLE_FILE, encode_procedures
from display.lobby.gallery_calm import PUBLISHED
from tests.broker.web.browser.hall import TV, UPRIGHT, board, call
from tests.broker.web.browser.stand import CHROMIUM, PHONE, Stand, start_web

pytestmark = [pytest.mark.flow, pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")]
LONG = PUBLISHED["procedures-long"][0].procedures


def test_while_it_is_calm_the_office_s_notices_are_up_and_a_call_takes_them_down(office: Stand) -> None:
    pack("notices", {"a.png": one_pixel(), "b.png": b"no picture"}, office.folder / "bundles")
    office.web.stop()
    office.web = start_web(
        office.folder, office.engine.db, office.engine.url, office.port, "web-calm", "--notices-after-s", "5"
    )
    page = board(office)
    picture = page.locator("#poster img")
    expect(picture).to_be_visible(timeout=15_000)
    assert page.evaluate("document.querySelector('#poster img').naturalWidth") == 1
    assert page.context.request.get(f"{office.root}/board/notice/..%2f..%2foffice.db").status == 404
    call(office, "1")
    expect(picture).to_have_count(0)
    expect(page.locator(".cell")).to_be_visible()


@pytest.fixture(scope="module")
def calm_office(office: Stand) -> Stand:
    """Whose boards show a page of procedures after five seconds, and keep it."""
    pack(BUNDLE, {BUNDLE_FILE: encode_procedures(PUBLISHED["procedures-long"][0])}, office.folder / "bundles")
    (office.folder / "bundles" / "notices.zip").unlink(missing_ok=True)
    office.web.stop()
    more = ("--notices-after-s", "5", "--notice-s", "600")
    office.web = start_web(office.folder, office.engine.db, office.engine.url, office.port, "web-listed", *more)
    return office


@pytest.mark.parametrize("langs", ["vi", "vi,en"])
def test_published_procedures_fit_every_screen(calm_office: Stand, langs: str) -> None:
    page = board(calm_office, f"?langs={langs}")
    expect(page.locator("#published li")).to_have_count(3, timeout=15_000)
    for size in (TV, UPRIGHT, {"width": 1366, "height": 768}, {"width": 1280, "height": 1024}, TV):
        page.set_viewport_size(size)
        page.evaluate(DRAWN)
        assert page.evaluate(FAULTS) == [], size
        assert page.locator("#published li b").nth(0).inner_text() == LONG[0].name
        assert page.locator("#published li b").nth(2).inner_text().endswith("…")
        heights = page.evaluate("[...document.querySelectorAll('#published li')].map((each) => each.clientHeight)")
        assert max(heights) - min(heights) <= 1
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


#: A frame after whatever came in.
DRAWN = "document.fonts.ready.then(() => new Promise((ok) => requestAnimationFrame(() => requestAnimationFrame(ok))))"
#: Words of a page that are not whole where they stand.
FAULTS = """() => [...document.querySelectorAll("#published [data-fewer]")].filter((words) => {
    const own = words.getBoundingClientRect(), place = words.parentNode.getBoundingClientRect();
    const high = own.bottom > place.bottom + 2 || own.top < place.top - 2;
    return high || words.scrollWidth > words.parentNode.clientWidth + 1 || own.right > innerWidth;
}).map((words) => words.textContent)"""


def test_on_a_phone_procedures_are_whole_and_stand_below_the_board(calm_office: Stand) -> None:
    page = board(calm_office, size=PHONE)
    expect(page.locator("#published li")).to_have_count(3, timeout=15_000)
    assert page.locator("#published li b").nth(2).inner_text() == LONG[2].name
    box, tiles = page.locator("#published").bounding_box(), page.locator("#counters").bounding_box()
    assert box and tiles and box["y"] > tiles["y"] + tiles["height"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_call_takes_the_procedures_down(calm_office: Stand) -> None:
    page = board(calm_office)
    expect(page.locator("#published li")).to_have_count(3, timeout=15_000)
    call(calm_office, "1")
    expect(page.locator("#published li")).to_have_count(0)
    expect(page.locator(".cell")).to_be_visible()


def one_pixel() -> bytes:
    """The smallest picture."""
    return base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
