"""Footprint of every program of an office, with a short day."""

from __future__ import annotations

import pytest

from tests.bench import __main__ as bench

pytestmark = pytest.mark.flow

PROGRAMS = {"broker", "kiosk", "lobby", "counter"}


def test_footprint_and_idle_of_every_program() -> None:
    found = bench.measure(["footprint"], bench.Extent(minutes=0.3, idle_s=1.0))
    assert found.get("failed", {}) == {}
    assert set(found["memory_mb"]) == set(found["idle_cpu_percent"]) == PROGRAMS
    assert all(each["rss"] >= each["pss"] > 5 for each in found["memory_mb"].values())
