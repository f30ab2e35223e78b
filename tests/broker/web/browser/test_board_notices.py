"""The office's notices on a phone: below everything that is looked for, and fetched only by who scrolls to them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from broker.bundles import pack
from broker.web.board.notices import UNASKED_BYTES
from display import samples
from tests.broker.web.browser.hall import TV, UPRIGHT
from tests.broker.web.browser.stand import CHROMIUM, PHONE
from tests.broker.web.browser.told import told_hall

pytestmark = [pytest.mark.flow, pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")]
SMALL: Any = PHONE


def test_a_phone_fetches_a_notice_when_it_is_scrolled_to(mosquitto_url: str, tmp_path: Path) -> None:
    notices = {"a.png": poster("teal"), "b.png": poster("navy"), "c.png": poster("olive") + bytes(UNASKED_BYTES)}
    pack("notices", notices, tmp_path / "bundles")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        with told_hall(mosquitto_url, chromium, tmp_path) as hall:
            page, fetched = hall.page, []
            page.on("request", lambda asked: fetched.append(asked.url) if "/board/notice/" in asked.url else None)
            for size in (TV, UPRIGHT):
                page.set_viewport_size(size)
                hall.tell(samples.board(samples.call("A-025"), total=24))
                page.evaluate(SCROLLED, 10_000)
                expect(page.locator("#notices")).to_be_hidden()
            page.set_viewport_size(SMALL)
            page.evaluate(SCROLLED, 0)
            pictures = page.locator("#notices img")
            expect(pictures).to_have_count(2)
            assert fetched == []
            seen(page, 0)
            assert [each.rsplit("/")[-1] for each in fetched] == [key(page, 0)]
            seen(page, 1)
            assert [each.rsplit("/")[-1] for each in fetched] == [key(page, 0), key(page, 1)]
            large = page.locator("#notices a.large")
            large.scroll_into_view_if_needed()
            expect(large).to_have_text("Xem thông báo (2 MB)")
            assert len(fetched) == 2, "nobody has asked for the large one"
            places = page.evaluate(PLACES)
            assert places == sorted(places), "below the counters, one after the other, above the foot"
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        chromium.close()


@pytest.fixture(autouse=True)
def calm() -> None:
    """There is no engine to come to rest."""


def poster(colour: str) -> bytes:
    """A notice of a usual shape."""
    out = io.BytesIO()
    Image.new("RGB", (840, 1188), colour).save(out, "png")
    return out.getvalue()


def seen(page: Page, n: int) -> None:
    """It is scrolled to and stands there, as wide as the page."""
    picture = page.locator("#notices img").nth(n)
    picture.evaluate("(each) => each.scrollIntoView({ block: 'end' })")
    page.wait_for_function("(n) => document.querySelectorAll('#notices img')[n].naturalWidth === 840", arg=n)
    box = picture.bounding_box()
    assert box is not None
    assert box["width"] >= 0.9 * PHONE["width"]
    assert box["height"] == pytest.approx(box["width"] * 1188 / 840, abs=1)


def key(page: Page, n: int) -> str:
    """The name of a notice."""
    address = page.locator("#notices a").nth(n).get_attribute("href") or ""
    return address.rsplit("/")[-1]


SCROLLED = "(to) => { scrollTo(0, to); return new Promise((ok) => setTimeout(() => requestAnimationFrame(ok))); }"
#: Tops of what stands on a phone, in the order in which it is to stand.
PLACES = """() => ["#spotlight", "#recent", "#waiting", "#counters", "#notices a", "footer"].flatMap((what) =>
  [...document.querySelectorAll(what)].filter((each) => each.getClientRects().length)
    .map((each) => each.getBoundingClientRect().top))"""
