"""Numbers of every length on web boards of every shape: nothing is cut, nothing stands out of its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from broker.contract.status import Board
from display import samples
from tests.broker.web.browser.hall import TV, UPRIGHT
from tests.broker.web.browser.stand import CHROMIUM, OFFICE_PC, PHONE
from tests.broker.web.browser.told import ToldHall, told_hall, with_numbers

pytestmark = [pytest.mark.flow, pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")]

#: A phone on its side is a phone, not a small TV.
ASIDE: Any = {"width": 844, "height": 390}
SIZES: Any = (TV, OFFICE_PC, UPRIGHT, PHONE, ASIDE)
#: The longest numbers that a series may have: the widest letters, figures alone, and those of most offices.
LONGEST, FIGURES, ORDINARY = "MW-{:05}", "99-{:05}", "H-{:03}"
#: Font sizes of ordinary numbers in pixels at each of SIZES: on tiles and in the list of recent calls.
USUAL = ((86.4, 86.4), (61.4, 61.4), (86.4, 76.8), (25.6, 22.4), (25.6, 22.4))


@pytest.fixture(scope="module")
def hall(mosquitto_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ToldHall]:
    """One service and one page for all of them."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        with told_hall(mosquitto_url, chromium, tmp_path_factory.mktemp("told")) as made:
            yield made
        chromium.close()


@pytest.fixture(autouse=True)
def calm() -> None:
    """There is no engine to come to rest."""


def busy(total: int, look: str) -> tuple[Board, Board]:
    """A hall in all states that calls at three counters, and the board before it."""
    called = [samples.call(f"A-{24 + n:03}", n, ago_s=n) for n in range(1, min(3, total) + 1)]
    now = samples.board(*called, total=total)
    return with_numbers(now, look), with_numbers(samples.earlier(now), look)


@pytest.mark.parametrize("look", [LONGEST, FIGURES, ORDINARY])
@pytest.mark.parametrize("total", [1, 3, 6, 24, 67])
def test_numbers_of_any_length_stand_whole_in_their_places(hall: ToldHall, total: int, look: str) -> None:
    now, before = busy(total, look)
    hall.page.set_viewport_size(TV)
    hall.tell(now, [before])
    for size in SIZES:
        hall.page.set_viewport_size(size)
        found = hall.page.evaluate(DRAWN)
        assert found["faults"] == [], (size, found)
        assert len(set(found["tiles"])) <= 1, "all of a page are as large"
        assert len(set(found["recent"])) == 1
        assert found["calls"] >= (2 if size == UPRIGHT else 3 if total > 3 else 2), (size, "calls in the list")


@pytest.mark.parametrize("total", [5, 8, 20])
def test_a_counter_that_has_a_name_is_named_whole_among_others(hall: ToldHall, total: int) -> None:
    to_desk = (samples.call("M-007", total), samples.call("AC-0123", 2, ago_s=1))
    counters = samples.having_called((*samples.floor(total - 1), samples.desk(total)), to_desk)
    there = samples.board(*to_desk, counters=counters)
    after = samples.board(samples.call("A-025", 1), counters=(*counters[:-1], samples.desk(total)))
    hall.page.set_viewport_size(TV)
    for board, before in ((there, [samples.earlier(there)]), (after, [there])):
        hall.tell(board, before)
        for size in SIZES:
            hall.page.set_viewport_size(size)
            found = hall.page.evaluate(DRAWN)
            assert found["faults"] == [], (size, found)
            assert found["calls"] >= 2, size


def test_ordinary_numbers_are_as_large_as_ever(hall: ToldHall) -> None:
    for total in (6, 24, 67):
        now, before = busy(total, ORDINARY)
        hall.page.set_viewport_size(TV)
        hall.tell(now, [before])
        for size, (tile_px, recent_px) in zip(SIZES, USUAL, strict=True):
            hall.page.set_viewport_size(size)
            found = hall.page.evaluate(DRAWN)
            assert min(found["tiles"], default=tile_px) >= tile_px - 0.6, size
            assert min(found["recent"]) >= recent_px - 0.6, size


def test_long_numbers_are_no_smaller_than_three_quarters(hall: ToldHall) -> None:
    for total in (6, 24, 67):
        now, before = busy(total, LONGEST)
        hall.page.set_viewport_size(TV)
        hall.tell(now, [before])
        for size, (tile_px, _) in zip(SIZES[:3], USUAL[:3], strict=True):
            hall.page.set_viewport_size(size)
            found = hall.page.evaluate(DRAWN)
            assert min(found["tiles"], default=tile_px) >= tile_px * 0.75 - 0.6, size


#: A frame after the page has its size: what stands out of its place, and how large numbers are.
DRAWN: Any = """async () => {
  await document.fonts.ready;
  await new Promise((ok) => requestAnimationFrame(() => requestAnimationFrame(ok)));
  const all = (what, of) => [...(of || document).querySelectorAll(what)].filter((each) => each.getClientRects().length);
  const ink = (each) => {
    const own = document.createRange();
    own.selectNodeContents(each);
    return own.getBoundingClientRect();
  };
  const size = (each) => parseFloat(getComputedStyle(each).fontSize);
  const faults = [];
  const inside = (what, own, box) => {
    if (own.left < box.left - 1 || own.right > box.right + 1) faults.push([what, own.right, box.right]);
  };
  for (const tile of all(".tile")) {
    const box = tile.getBoundingClientRect();
    const number = tile.querySelector(".number"), badge = tile.querySelector(".badge");
    if (box.right > innerWidth + 1) faults.push(["tile", box.right]);
    const service = all(".tall .service", tile)[0];
    if (service && (service.scrollHeight > service.clientHeight + 1 || service.scrollWidth > service.clientWidth + 1)) {
      faults.push(["service", service.textContent]);
    }
    if (tile.matches(".idle")) {
      const words = ink(tile.querySelector(".state")), below = all(".service", tile)[0];
      inside(tile.textContent, words, box);
      if (words.top < box.top - 1 || words.bottom > box.bottom + 1) faults.push(["idle", tile.textContent]);
      if (below && words.bottom > ink(below).top + 4) faults.push(["idle over its service", tile.textContent]);
      continue;
    }
    if (tile.matches(".named")) {
      const name = tile.querySelector(".name"), words = ink(name);
      inside(name.textContent, words, name.getBoundingClientRect());
      if (words.bottom > box.bottom + 2 || words.top < box.top - 2) faults.push(["name", words.top, box.top]);
    }
    const own = ink(number), chip = badge && badge.getClientRects().length ? badge.getBoundingClientRect() : null;
    inside(number.textContent, own, box);
    if (chip && own.left < chip.right) faults.push(["badge", number.textContent]);
    const place = number.getBoundingClientRect(), middle = (place.top + place.bottom) / 2;
    const half = size(number) * 0.37; // the height of figures
    if (middle - half < box.top - 1 || middle + half > box.bottom + 1) faults.push(["high", number.textContent]);
    const called = all(".tall .name", tile)[0];
    const over = called && middle - half < ink(called).bottom - 0.2 * size(called);
    if (over) faults.push(["over its name", number.textContent]);
    const state = tile.querySelector(".state").getBoundingClientRect();
    if (middle + half > state.top + 0.3 * state.height && own.right > state.left && middle < state.top) {
      faults.push(["over its state", number.textContent, middle + half, state.top]);
    }
  }
  for (const cell of all(".cell")) for (const each of all(".number, .counter", cell)) {
    inside(each.textContent, ink(each), each.getBoundingClientRect());
  }
  if (matchMedia(document.getElementById("phone").media).matches) {
    for (const each of all("#waiting li b")) {
      inside(each.textContent, ink(each), each.getBoundingClientRect());
      if (each.scrollHeight > each.clientHeight + 2) faults.push(["field", each.textContent]);
    }
  }
  const list = document.querySelector("#recent ol").getBoundingClientRect();
  const middle = (each) => { const line = each.getBoundingClientRect(); return (line.top + line.bottom) / 2; };
  const calls = all("#recent li").filter((each) => middle(each) - size(each) * 0.36 < list.bottom - 1);
  for (const each of calls) {
    inside(each.textContent, ink(each), each.getBoundingClientRect());
    inside(each.textContent, ink(each), list);
    if (middle(each) + size(each) * 0.36 > list.bottom + 1) faults.push(["line", each.textContent]);
  }
  if (document.documentElement.scrollWidth > innerWidth) faults.push(["page", document.documentElement.scrollWidth]);
  return { faults, calls: calls.length, tiles: all(".tile:not(.idle) .number").map(size), recent: calls.map(size) };
}"""
