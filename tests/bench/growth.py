"""Whether years of history cost anything: issue, a day's report and a restart, by size of history, by turns."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import paho.mqtt.client as paho

from broker.contract.topics import Topics
from broker.store.reports import Query, figures
from tests.bench.blocks import Plan, Tick, alternate, ask, quantile
from tests.bench.hall import Site
from tests.bench.history import History
from tests.bench.issue import WAITING_EACH, answers
from tests.bench.mqtt import connected
from tests.bench.stage import Stage

SIZES = (1_000, 100_000, 1_000_000)
REPORTS, RESTARTS = 15, 3
BEAT_S = 120.0


def measure(stage: Stage, plan: Plan, tick: Tick, sizes: tuple[int, ...] = SIZES) -> list[dict[str, float]]:
    """One line for each size of history."""
    sites = {size: stage.site(f"h{size}") for size in sizes}
    days = {size: History(site.database, site.office()).write(size, tick) for size, site in sites.items()}
    tick("a day's report")
    reports = _by_turns(sizes, REPORTS, lambda size: _report_ms(sites[size].database, days[size]))
    for size, site in sites.items():
        tick(f"engine with {size:,} tickets starts")
        site.start()
    blocks = _issue(stage, sites, plan, tick)
    restarts = _by_turns(sizes, RESTARTS, lambda size: _restart_s(stage.url, sites[size], tick))
    return [
        {
            "tickets": size,
            "p50_ms": _middle(blocks[size], 0.5),
            "p99_ms": _middle(blocks[size], 0.99),
            "report_ms": round(statistics.median(reports[size]), 2),
            "restart_s": round(statistics.median(restarts[size]), 3),
            "database_mb": round(sites[size].database.stat().st_size / 1e6, 1),
        }
        for size in sizes
    ]


def _issue(stage: Stage, sites: dict[int, Site], plan: Plan, tick: Tick) -> dict[int, list[list[float]]]:
    hands = {size: stage.asker(site.site) for size, site in sites.items()}
    for hand in hands.values():
        ask(hand, "open", WAITING_EACH)
    ways = {f"{size:,} tickets": partial(answers, hand, "issue") for size, hand in hands.items()}
    return dict(zip(sites, alternate(ways, plan, tick).values(), strict=True))


def _middle(blocks: list[list[float]], share: float) -> float:
    return round(statistics.median(quantile(block, share) for block in blocks), 3)


def _by_turns(sizes: tuple[int, ...], times: int, measured: Callable[[int], float]) -> dict[int, list[float]]:
    found: dict[int, list[float]] = {size: [] for size in sizes}
    for n in range(times):
        for size in sizes[:: 1 if n % 2 == 0 else -1]:
            found[size].append(measured(size))
    return found


def _report_ms(database: Path, day: str) -> float:
    began_s = time.perf_counter()
    figures(database, Query(day, day))
    return (time.perf_counter() - began_s) * 1000


def _restart_s(url: str, site: Site, tick: Tick) -> float:
    """From the start of a process after a kill, with a day open, to its first beat."""
    tick(f"restart of {site.site}")
    assert site.program is not None
    site.program.kill()
    heard = threading.Event()
    client = connected(url, f"ear-{site.site}", Topics(site.site).beat)
    client.on_message = partial(_heard, heard)
    began_s = time.monotonic()
    site.start()
    if not heard.wait(BEAT_S):
        raise TimeoutError(f"{site.site}: no beat within {BEAT_S:g} s of its start")
    took_s = time.monotonic() - began_s
    client.disconnect()
    return took_s


def _heard(heard: threading.Event, _client: paho.Client, _data: object, _message: paho.MQTTMessage) -> None:
    heard.set()
