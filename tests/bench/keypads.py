"""Call keypads on a line as slow as a real one: how long a round takes, and from the hand to the answer on the pad."""

from __future__ import annotations

import time
from pathlib import Path

from display.keypad.pad import STABLE_S
from display.keypad.rounds import rounds
from tests.bench.blocks import Tick, quantile
from tests.display.counter_tools import until
from tests.display.keypad.hall import Hall

PADS, BAUD = 32, 115_200
PRESSES = 40
SECONDS = 3.0


def measure(folder: Path, tick: Tick) -> dict[str, float]:
    """Rounds of 8 and 32 pads at both speeds; then gesture -> answer shown, with 32 pads at the higher speed."""
    figures: dict[str, float] = {}
    for each in rounds(SECONDS):
        tick(f"{each.pads} pads at {each.baud} baud")
        name = f"round_{each.pads}_at_{each.baud}"
        figures |= {f"{name}_calculated_ms": round(each.calculated_ms), f"{name}_p50_ms": round(each.p50_ms)}
        figures[f"{name}_p99_ms"] = round(each.p99_ms)
    tick("presses")
    took_ms = _answered_ms(folder)
    answered = {"answered_p50_ms": quantile(took_ms, 0.5), "answered_p99_ms": quantile(took_ms, 0.99)}
    return figures | {name: round(value) for name, value in answered.items()}


def _answered_ms(folder: Path) -> list[float]:
    folder.mkdir(parents=True, exist_ok=True)
    took_ms = []
    with Hall(folder, PADS, baud=BAUD) as hall:
        for nth in range(PRESSES):
            address = 1 + nth * 7 % PADS
            before, shown = len(hall.outcomes), hall.simulator.answer(address)
            hall.simulator.key(address, "next", True)
            hall.rest(0.05)
            hall.simulator.key(address, "next", False)
            let_go_s = time.monotonic() + STABLE_S
            until(lambda before=before: len(hall.outcomes) > before)  # type: ignore[misc]
            until(lambda address=address, shown=shown: hall.simulator.answer(address) != shown)  # type: ignore[misc]
            took_ms.append(1000 * (time.monotonic() - let_go_s))
            hall.rest(0.15)
    return took_ms
