"""How long a round takes: by calculation, and by the real driver on a simulated line that is as slow as a real one."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import quantiles

from assets.wires.serial_line import serial_address
from display.keypad.cables import TerminalCable
from display.keypad.driver import Show
from display.keypad.frames import SIGNS
from display.keypad.serial_driver import SerialKeypads
from display.keypad.simulator import Simulator
from display.keypad.timing import round_s

PADS, BAUDS = (8, 32), (115_200, 38_400)


@dataclass(frozen=True)
class Round:
    """From one request of a pad to its next, of all pads together."""

    pads: int
    baud: int
    calculated_ms: float
    p50_ms: float
    p99_ms: float


def rounds(
    seconds: float, pads: Iterable[int] = PADS, bauds: Iterable[int] = BAUDS, *, signs: bool = False
) -> Iterator[Round]:
    """Measure each, after it has begun; `seconds` each. `signs`: a sign beside every pad."""
    for baud in bauds:
        for count in pads:
            took_ms = sorted(_measured_ms(count, baud, seconds, count if signs else 0))
            cuts = quantiles(took_ms, n=100)
            yield Round(count, baud, 1000 * round_s(count, baud, count if signs else 0), cuts[49], cuts[98])


def _measured_ms(count: int, baud: int, seconds: float, signs: int) -> list[float]:
    shown = Show("A025", "calling", sign=Show("A025", "calling"))
    pads = {address: str(address) for address in range(1, count + 1)}
    over = {SIGNS[at]: str(at + 1) for at in range(signs)}
    shows = dict.fromkeys(pads.values(), shown)
    with tempfile.TemporaryDirectory(prefix="motcua-keypads-") as folder:
        cable = TerminalCable(Path(folder) / "line")
        with Simulator(cable, count, baud, signs=signs) as simulator:
            address = serial_address(f"{Path(folder) / 'line'}?baud={baud}")
            driver = SerialKeypads(address, pads, 0.05, over)
            _turn(driver, shows, 3 * round_s(count, baud, signs) + 0.5)
            for polls in simulator.polled.values():
                polls.clear()
            _turn(driver, shows, seconds)
            driver.close()
            return [1000 * (b - a) for each in pads for a, b in pairwise(simulator.polled[each])]


def _turn(driver: SerialKeypads, shows: dict[str, Show], seconds: float) -> None:
    end_s = time.monotonic() + seconds
    while time.monotonic() < end_s:
        driver.turn(shows, 0.01)
