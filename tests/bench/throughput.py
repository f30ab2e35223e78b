"""Complete tickets a second: request, durable, answered; printed, durable, answered."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from broker.store.connection import reading
from tests.bench.blocks import Tick, quantile
from tests.bench.stage import Stage

KIOSKS = (1, 10, 50)


def measure(stage: Stage, seconds: float, tick: Tick) -> list[dict[str, float]]:
    """One line for each number of kiosks: complete tickets a second, p99 of a whole ticket, numbers given twice."""
    site = stage.site("throughput")
    tick("engine starts")
    site.start()
    return [_with(stage, site.site, site.database, kiosks, seconds, tick) for kiosks in KIOSKS]


def _with(stage: Stage, site: str, database: Path, kiosks: int, seconds: float, tick: Tick) -> dict[str, float]:
    tick(f"{kiosks} kiosks, warm-up")
    drive(stage.port, site, kiosks, seconds / 5)
    tick(f"{kiosks} kiosks")
    found = drive(stage.port, site, kiosks, seconds)
    return {
        "kiosks": kiosks,
        "per_s": round(len(found["ms"]) / found["seconds"], 1),
        "p99_ms": round(quantile(found["ms"], 0.99), 2),
        "duplicates": duplicates(found["tickets"], database),
    }


def drive(port: int, site: str, kiosks: int, seconds: float) -> dict[str, Any]:
    """Run the driver as a process of its own; what it found."""
    command = [sys.executable, "-m", "tests.bench.driver", "--port", str(port), "--site", site,
               "--clients", str(kiosks), "--seconds", str(seconds)]  # fmt: skip
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds + 120)
    if run.returncode:
        raise RuntimeError(f"the driver of {kiosks} kiosks failed: {run.stderr[-500:]}")
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def duplicates(tickets: list[str], database: Path) -> int:
    """Numbers given twice: heard twice by kiosks, or standing twice in the journal."""
    with reading(database) as driver:
        rows = driver.execute("SELECT json_extract(body, '$.ticket') FROM journal WHERE body LIKE ?", (_ISSUED,))
        stored = [row[0] for row in rows]
    return len(tickets) - len(set(tickets)) + len(stored) - len(set(stored))


_ISSUED = '{"kind":"TicketIssued"%'
