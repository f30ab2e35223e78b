"""The benchmark itself, with small counts, on the real programs: every part writes every key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from broker.store.reports import Query, figures
from broker.store.verify import verify
from tests.bench import __main__ as bench
from tests.bench.blocks import Plan
from tests.bench.hall import bench_office
from tests.bench.history import History

pytestmark = pytest.mark.edge

SMALL = bench.Extent(Plan(5, 10, 2), 0.5, 4, 0.3, 1.0, (20, 2_000), visitors=50)
ANSWERS = {"p50_ms", "p99_ms", "floor_p50_ms", "floor_p99_ms", "ratio_p50", "ratio_p99"}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    parts = ["issue", "call", "throughput", "growth", "painted", "crowd", "lamp", "sound",
             "first_frame", "ticket_bytes", "first_byte", "visitors"]  # fmt: skip
    return bench.measure(parts, SMALL)


def test_no_part_fails(found: dict[str, Any]) -> None:
    assert found.get("failed", {}) == {}
    assert all(took_s > 0 for took_s in found["took_s"].values())


def test_the_kiosk_is_measured_from_the_touch_and_through_its_visitors(found: dict[str, Any]) -> None:
    first = found["first_byte"]
    assert 0 < first["floor_p50_ms"] < first["p50_ms"] <= first["p99_ms"]
    assert (first["visitors"], found["visitors"]["visitors"]) == (4, 50)
    size = found["ticket_bytes"]
    assert size["raster_s_115200"] == pytest.approx(size["raster"] * 10 / 115_200, abs=0.01)


def test_every_part_writes_its_keys(found: dict[str, Any]) -> None:
    assert set(found["issue"]) == set(found["call"]) == ANSWERS
    assert [line["kiosks"] for line in found["throughput"]] == [1, 10, 50]
    assert [line["tickets"] for line in found["growth"]] == [20, 2_000]
    assert set(found["growth"][0]) >= {"p50_ms", "p99_ms", "report_ms", "restart_s"}
    assert found["painted"]["calls"] == found["sound"]["calls"] == 4
    assert set(found["sound"]) == {*ANSWERS, "calls", "settle_ms"}
    assert found["sound"]["p50_ms"] > found["sound"]["settle_ms"] > 0
    assert set(found["first_frame_s"]) == {"kiosk", "lobby"}
    assert set(found["ticket_bytes"]) == {"raster", "native", "raster_s_115200", "native_s_115200"}


def test_a_lamp_says_heard_when_the_key_has_settled_and_accepted_when_the_engine_has_answered(
    found: dict[str, Any],
) -> None:
    lamp = found["lamp"]
    assert lamp["presses"] == 4
    assert 0 < lamp["stable_ms"] <= lamp["heard"]["p50_ms"] <= lamp["accepted"]["p50_ms"]
    assert lamp["settled"]["p50_ms"] == pytest.approx(lamp["accepted"]["p50_ms"] - lamp["stable_ms"], abs=0.01)
    assert all(lamp[name]["ratio_p99"] > 0 for name in ("heard", "accepted", "settled"))


def test_one_window_is_measured_with_nobody_and_with_a_full_hall_beside_it(found: dict[str, Any]) -> None:
    assert [(line["subscribers"], line["calls"]) for line in found["crowd"]] == [(0, 4), (20, 4), (99, 4)]
    assert all(line["decoded"] >= line["subscribers"] * line["calls"] for line in found["crowd"])
    assert found["crowd"][0]["decoded"] == 0
    assert all(line["after_message_p50_ms"] <= line["p50_ms"] <= line["p99_ms"] for line in found["crowd"])


def test_many_kiosks_get_many_numbers_and_none_twice(found: dict[str, Any]) -> None:
    assert all(line["per_s"] > 0 and line["duplicates"] == 0 for line in found["throughput"])


def test_a_run_writes_both_files_and_exits_0_whatever_it_reached(tmp_path: Path) -> None:
    assert bench.main(["--only", "ticket_bytes", "--out", str(tmp_path)]) == 0
    told = json.loads((tmp_path / "bench.json").read_text())
    assert told["ticket_bytes"]["raster"] > told["ticket_bytes"]["native"] > 1_000
    assert [each["reached"] for each in told["verdicts"]].count(True) == 3
    assert "reference ticket, raster" in (tmp_path / "bench.md").read_text()


def test_a_part_that_fails_is_named_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> dict[str, Any]:
        raise RuntimeError("no such printer")

    monkeypatch.setitem(bench.PARTS, "first_frame", fails)
    found = bench.measure(["first_frame", "ticket_bytes"], SMALL)
    assert found["failed"] == {"first_frame": "RuntimeError: no such printer"}
    assert "ticket_bytes" in found


def test_a_history_is_sealed_and_its_figures_are_those_of_its_tickets(tmp_path: Path) -> None:
    database = tmp_path / "history.db"
    last = History(database, bench_office("past")).write(2_000, lambda _text: None)
    assert list(verify(database)) == []
    assert figures(database, Query(last, last)).total.served == 1_000
