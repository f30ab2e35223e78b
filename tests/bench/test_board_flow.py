"""The board's own measures, with small counts, on the real program."""

from __future__ import annotations

import pytest

from tests.bench import __main__ as bench
from tests.bench.board import COUNTERS, boards
from tests.broker.web.browser.stand import CHROMIUM

pytestmark = pytest.mark.flow


def test_a_day_has_two_boards_a_call_and_they_go_forward() -> None:
    made = list(boards(30))
    assert len(made) == 60
    assert [at for at, _ in made] == sorted(at for at, _ in made)
    assert {len(board.counters) for _, board in made} == {COUNTERS}
    assert [call.stage for call in made[0][1].calls + made[1][1].calls] == ["called", "serving"]


def test_it_measures_the_real_board() -> None:
    found = bench.measure(["board"], bench.Extent(idle_s=2.0, board_calls=10))
    assert found.get("failed", {}) == {}
    board = found["board"]
    assert board["boards"] == 22
    assert 0 < board["ticker_off_cpu_percent"] < 100
    assert board["ticker_run_cpu_percent"] > 0
    assert 60 < board["rss_begin_mb"] < 400
    assert board["rss_end_mb"] > 60


@pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")
def test_a_press_is_measured_to_what_a_browser_shows_of_it() -> None:
    found = bench.measure(["web_board"], bench.Extent(calls=4))
    assert found.get("failed", {}) == {}
    shown = found["web_board"]
    assert shown["calls"] == 4
    assert 0 < shown["p50_ms"] <= shown["p99_ms"] < 5_000
