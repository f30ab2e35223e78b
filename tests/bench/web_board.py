"""Press -> what a browser shows of it: the web board in a real Chromium, pushed by the real service.

Painted is the second animation frame after the change: by then the first has been drawn. The browser's clock is the
wall's, the asking process's is monotonic; both are read together once, before and after, and the middle is taken.
"""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import sync_playwright

from firmware_cfg.processes import free_port
from tests.bench.blocks import Tick, ask, quantile
from tests.bench.call import PAUSE_S
from tests.bench.issue import WAITING_EACH
from tests.bench.stage import Stage
from tests.broker.web.browser.stand import CHROMIUM, start_web

#: Notes when the tiles of the counters were seen changed: every press changes one.
WATCH = """
window.painted = [];
addEventListener("DOMContentLoaded", () => {
  new MutationObserver(() => requestAnimationFrame(() => requestAnimationFrame(() => {
    painted.push(performance.timeOrigin + performance.now());
  }))).observe(document.getElementById("counters"), { childList: true, subtree: true });
});
"""


def measure(stage: Stage, count: int, tick: Tick) -> dict[str, float]:
    """Milliseconds from the accepted press to the frame, at one browser."""
    site = stage.site("webboard")
    tick("engine, service and browser start")
    site.start()
    port = free_port()
    web = start_web(stage.folder, site.database, stage.url, port, "web-bench")
    try:
        hand = stage.asker(site.site)
        ask(hand, "open", WAITING_EACH)
        marks, painted = _watched(f"http://127.0.0.1:{port}/board?zone=hall", hand, count, tick)
    finally:
        web.stop()
    to_frame_ms = [next(at for at in painted if at > asked) - asked for asked in marks]
    return {
        "calls": len(marks),
        "p50_ms": round(quantile(to_frame_ms, 0.5), 1),
        "p99_ms": round(quantile(to_frame_ms, 0.99), 1),
    }


def _watched(address: str, hand: Any, count: int, tick: Tick) -> tuple[list[float], list[float]]:
    """When each press was asked for and when changes were painted, both in ms of the wall's clock."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 1920, "height": 1080})
        page.add_init_script(WATCH)
        page.goto(address)
        page.wait_for_selector(".tile")
        ask(hand, "call", 5, PAUSE_S)
        tick(f"{count} calls, one after another")
        before_ms = _wall_ahead_ms()
        found = ask(hand, "call", count, PAUSE_S)
        ahead_ms = (before_ms + _wall_ahead_ms()) / 2
        asked = [at_ns / 1e6 + ahead_ms for _, at_ns in found["marks"]]
        page.wait_for_function("last => painted.some((at) => at > last)", arg=max(asked))
        painted: list[float] = page.evaluate("painted")
        chromium.close()
    return asked, painted


def _wall_ahead_ms() -> float:
    return time.time() * 1000 - time.monotonic_ns() / 1e6
