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
from display.keypad.driver import Show
from display.keypad.serial_driver import SerialKeypads
from display.keypad.simulator import Simulator, TerminalCable
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


def rounds(seconds: float, pads: Iterable[int] = PADS, bauds: Iterable[int] = BAUDS) -> Iterator[Round]:
    """Measure each, after it has begun; `seconds` each."""
    for baud in bauds:
        for count in pads:
            took_ms = sorted(_measured_ms(count, baud, seconds))
            cuts = quantiles(took_ms, n=100)
            yield Round(count, baud, 1000 * round_s(count, baud), cuts[49], cuts[98])


def _measured_ms(count: int, baud: int, seconds: float) -> list[float]:
    shows = {str(address): Show("A025", "calling") for address in range(1, count + 1)}
    with tempfile.TemporaryDirectory(prefix="motcua-keypads-") as folder:
        cable = TerminalCable(Path(folder) / "line")
        with Simulator(cable, count, baud) as simulator:
            address = serial_address(f"{Path(folder) / 'line'}?baud={baud}")
            driver = SerialKeypads(address, {each: str(each) for each in range(1, count + 1)}, 0.05)
            _turn(driver, shows, 3 * round_s(count, baud) + 0.5)
            for polls in simulator.polled.values():
                polls.clear()
            _turn(driver, shows, seconds)
            driver.close()
            return [1000 * (b - a) for each in simulator.polled.values() for a, b in pairwise(each)]


def _turn(driver: SerialKeypads, shows: dict[str, Show], seconds: float) -> None:
    end_s = time.monotonic() + seconds
    while time.monotonic() < end_s:
        driver.turn(shows, 0.01)
