"""The page of accounts in a real browser: what an administrator reads and presses on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.broker.web.browser.stand import CHROMIUM, PHONE, Stand

pytestmark = [pytest.mark.flow, pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")]


def test_accounts_are_kept_on_a_phone(office: Stand) -> None:
    page = office.hand("an", "/accounts", size=PHONE, has_touch=True, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    fields = page.locator("form.card :is(input:not([type=hidden]), select)")
    assert min(fields.evaluate_all("all => all.map(each => each.offsetWidth)")) > PHONE["width"] * 0.7
    row = page.locator("tr", has_text="minh")
    assert row.locator("button").evaluate_all("all => new Set(all.map(each => each.offsetTop)).size") == 1  # one line
    row.locator("[action$=disable] button").tap()
    expect(page.locator("tr.off")).to_contain_text("minh")
    page.locator("tr.off [action$=enable] button").tap()
    expect(page.locator("tr.off")).to_have_count(0)
