"""What the benchmark computes from what it measured."""

from __future__ import annotations

import json
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from tests.bench.blocks import Plan, alternate, compared, quantile
from tests.bench.call import painted_after, painted_at
from tests.bench.hall import LAST_NUMBER, RESERVED, bench_office, staffed
from tests.bench.history import days_before
from tests.bench.page import page
from tests.bench.verdict import verdicts


def test_a_quantile_is_a_value_that_was_measured() -> None:
    values = [float(n) for n in range(100, 0, -1)]
    assert [quantile(values, share) for share in (0.0, 0.5, 0.99, 1.0)] == [1, 50, 99, 100]
    assert quantile([7.0], 0.5) == 7


def test_blocks_alternate_after_a_warm_up_of_each() -> None:
    asked: list[tuple[str, int]] = []

    def way(name: str, count: int) -> list[float]:
        asked.append((name, count))
        return [1.0] * count

    ways = {name: partial(way, name) for name in ("floor", "issue")}
    found = alternate(ways, Plan(warm_up=5, size=3, blocks=3), lambda _text: None)
    assert asked[:2] == [("floor", 5), ("issue", 5)]
    assert [name for name, _ in asked[2:]] == ["floor", "issue", "issue", "floor", "floor", "issue"]
    assert {count for _, count in asked[2:]} == {3}
    assert [len(blocks) for blocks in found.values()] == [3, 3]


def test_the_ratio_is_the_median_of_the_ratios_of_the_blocks() -> None:
    floor = [[1.0] * 10, [2.0] * 10, [10.0] * 10]
    product = [[1.5] * 10, [4.0] * 10, [50.0] * 10]
    found = compared(product, floor)
    assert (found["ratio_p50"], found["p50_ms"], found["floor_p50_ms"]) == (2.0, 4.0, 2.0)


def test_a_board_that_was_overtaken_is_seen_in_the_frame_of_the_newer_one(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    frames = ((3, 1_000_000), (7, 31_000_000), (8, 52_000_000))
    trace.write_text("".join(json.dumps({"epoch": 1, "revision": r, "monotonic_ns": at}) + "\n" for r, at in frames))
    found = painted_after([(5, 11_000_000), (8, 40_000_000)], [2.0, 1.0], painted_at(trace))
    assert (found["p50_ms"], found["p99_ms"], found["after_message_p99_ms"]) == (12.0, 20.0, 18.0)


def test_a_board_that_was_never_painted_is_no_figure() -> None:
    with pytest.raises(ValueError, match="revision 9"):
        painted_after([(9, 5)], [1.0], [(8, 10)])


def test_the_office_has_numbers_enough_and_no_two_kiosks_share_one() -> None:
    office = bench_office("test")
    reserved = sorted(each.reserved for each in office.kiosks)
    assert reserved[0][0] == LAST_NUMBER + 1
    assert all(after[0] == before[1] + 1 for before, after in pairwise(reserved))
    assert all(last - first + 1 == RESERVED for first, last in reserved)
    services = [service for each in staffed(office).values() for service in each]
    assert len(services) == len(set(services)) > 20


def test_days_of_history_end_before_the_day_that_is_opened() -> None:
    assert days_before(3) == ["2026-11-19", "2026-11-20", "2026-11-21"]


FIGURES = {
    "issue": {"ratio_p50": 1.81, "ratio_p99": 2.5, "p50_ms": 0.7, "p99_ms": 5.1},
    "throughput": [
        {"kiosks": 1, "per_s": 500.0, "p99_ms": 5.0, "duplicates": 0},
        {"kiosks": 50, "per_s": 999.0, "p99_ms": 100.0, "duplicates": 1},
    ],
    "growth": [
        {"tickets": 1000, "p50_ms": 1.0, "p99_ms": 1.0, "report_ms": 4.0, "restart_s": 0.4},
        {"tickets": 1_000_000, "p50_ms": 1.2, "p99_ms": 3.1, "report_ms": 4.0, "restart_s": 2.1},
    ],
    "lamp": {"heard": {"p99_ms": 100.0}, "accepted": {"p99_ms": 100.1}},
    "crowd": [{"subscribers": n, "p99_ms": p99_ms} for n, p99_ms in ((0, 40.0), (20, 90.0), (99, 80.0))],
    "memory_mb": {"broker": {"rss": 90.1, "pss": 80.0}},
}


def test_every_figure_is_judged_against_its_limit() -> None:
    judged = {each.name: each.reached for each in verdicts(FIGURES)}
    assert {name for name, reached in judged.items() if reached} == {
        "issue, p99 to floor", "issue, p50", "whole ticket, 50 kiosks, p99",
        "issue p50, longest history to shortest", "a day's report, longest history to shortest",
        "gesture to lamp, heard, p99 (own limit)", "painted with 99 more subscribers to none, p99 (own limit)",
    }  # fmt: skip
    assert {name for name, reached in judged.items() if reached is False} == {
        "issue, p50 to floor", "issue, p99", "complete tickets, 50 kiosks", "numbers given twice",
        "issue p99, longest history to shortest", "restart with the longest history", "RSS of broker",
        "gesture to lamp, accepted, p99",
    }  # fmt: skip


def test_the_page_names_machine_and_what_was_not_reached() -> None:
    machine = {"cpu": "A", "cores": 2, "kernel": "6", "python": "3.11", "load_before": 0.1, "load_after": 0.2}
    made = page({**FIGURES, "machine": machine, "commit": "abc", "plan": "small", "took_s": {"issue": 3.0}},
                verdicts(FIGURES))  # fmt: skip
    assert "A, 2 cores, Linux 6, Python 3.11; load before 0.1, after 0.2. Commit abc." in made
    assert "| issue, p50 to floor | ≤ 1.8 × | 1.81 × | **not reached** |" in made
    assert "| kiosks | per_s | p99_ms | duplicates |" in made
    assert "| RSS of lobby | ≤ 200 MB | not measured | not measured |" in made
