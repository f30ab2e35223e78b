"""What the programs weigh after some minutes of office, what they cost when nothing happens, how soon they show."""

from __future__ import annotations

import json
import statistics
import time
from pathlib import Path
from typing import Any

import psutil

from assets.files import find
from firmware_cfg.demo.cast import MINUTE_MS, SEVEN_MS, Citizen
from firmware_cfg.demo.clock import DemoClock
from firmware_cfg.demo.morning import Morning
from firmware_cfg.demo.stage import Stage as Office
from firmware_cfg.processes import start
from tests.bench.blocks import Tick
from tests.bench.hall import SAMPLE
from tests.bench.stage import Stage

COUNTERS = ("1", "3")
#: A little before the counters open, so that kiosk and lobby have seen both.
BEGINS_MS = SEVEN_MS + 29 * MINUTE_MS
#: A citizen so often, and what each takes of a clerk: the two counters keep up.
EVERY_S, SERVICE_S = 20, 15.0
ERRANDS = (("certify", "certify-copy"), ("civil", "civil-extract"), ("certify", "certify-signature"), ("collect", None))
PROGRAMS = {"broker": "engine", "kiosk": "kiosk", "lobby": "lobby", "counter": "counter-1"}
FRAMES = 3


def measure(folder: Path, minutes: float, idle_s: float, tick: Tick) -> dict[str, dict[str, Any]]:
    """Memory (MB) and idle processor (% of one core) of broker, kiosk, lobby and counter, at the pace of real time."""
    clock = DemoClock.starting(BEGINS_MS, 1.0)
    with Office(folder, find(SAMPLE), clock, COUNTERS) as office:
        ends_ms = clock.now_ms() + int(minutes * MINUTE_MS)
        citizens = _citizens(clock.now_ms() + 5_000, ends_ms)
        Morning(office, citizens, COUNTERS, ends_ms, tick).play()
        processes = {name: psutil.Process(office.programs[each].process.pid) for name, each in PROGRAMS.items()}
        memory = {name: _memory_mb(process) for name, process in processes.items()}
        tick(f"nothing happens for {idle_s:g} s")
        before = {name: _processor_s(process) for name, process in processes.items()}
        began_s = time.monotonic()
        time.sleep(idle_s)
        took_s = time.monotonic() - began_s
        idle = {name: round((_processor_s(each) - before[name]) / took_s * 100, 2) for name, each in processes.items()}
    return {"memory_mb": memory, "idle_cpu_percent": idle}


def _citizens(from_ms: int, until_ms: int) -> list[Citizen]:
    """One after another, and time at the end to serve the last."""
    count = max(1, (until_ms - from_ms) // (EVERY_S * 1000) - 3)
    return [_citizen(from_ms + n * EVERY_S * 1000, n) for n in range(count)]


def _citizen(arrives_ms: int, n: int) -> Citizen:
    field, service = ERRANDS[n % len(ERRANDS)]
    return Citizen(arrives_ms, field, service, walk_s=8.0, service_s=SERVICE_S)


def _memory_mb(process: psutil.Process) -> dict[str, float]:
    full = process.memory_full_info()
    return {"rss": round(full.rss / 1e6, 1), "pss": round(full.pss / 1e6, 1)}


def _processor_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def first_frame_s(stage: Stage, tick: Tick) -> dict[str, float]:
    """From the start of the process to the first frame, of kiosk and lobby, each alone; the median of three."""
    site = stage.site("frames")
    site.start()
    link = ("--broker", stage.url, "--site", site.site)
    ways = {
        "kiosk": ("kiosk", "run", "--name", "kiosk-1", *link, "--printer", "tcp://127.0.0.1:9"),
        "lobby": ("display", "lobby", "--name", "lobby1", "--zone", "hall", *link, "--sink", "none"),
    }
    found: dict[str, list[float]] = {name: [] for name in ways}
    for n in range(FRAMES):
        for name, arguments in ways.items():
            tick(f"first frame of {name}, {n + 1} of {FRAMES}")
            found[name].append(_first_frame_s(stage, name, arguments, n))
    return {name: round(statistics.median(each), 3) for name, each in found.items()}


def _first_frame_s(stage: Stage, name: str, arguments: tuple[str, ...], n: int) -> float:
    state = str(stage.folder / f"{name}-{n}")
    with start(name, *arguments, "--state-dir", state, folder=stage.folder) as program:
        program.wait_ready(60)
        told: dict[str, float] = json.loads((stage.folder / f"{name}.ready").read_text())
    return told["first_frame_s"]
