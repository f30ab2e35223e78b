"""Keypads, their program's machine and an engine that knows revisions, over a simulated line. For edge tests."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec.structs import replace

from assets.wires.serial_line import serial_address
from broker.client.link import Inbound, MemoryHub, MemoryLink
from broker.contract.codec import decode_command
from broker.contract.commands import Key, PressKey
from broker.contract.status import CounterStatus
from display.counter.view import Outcome
from display.gestures import Hands
from display.keypad.cables import Cable, TerminalCable
from display.keypad.machine import Machine
from display.keypad.serial_driver import SerialKeypads
from display.keypad.simulator import Simulator
from tests.display.counter_tools import ScriptedEngine, counter_status, until

#: Short, so that tests are; every guard in place.
HANDS = Hands(stable_s=0.0, lockout_s=0.1, long_s=0.4, stuck_s=1.2)


@dataclass
class StrictEngine(ScriptedEngine):
    """Answers as the real one: a press against the present revision is accepted, any other is done already."""

    statuses: dict[str, CounterStatus] = field(default_factory=dict)
    accepted: list[PressKey] = field(default_factory=list)

    def open(self, counters: list[str]) -> None:
        self.statuses = {each: counter_status(counter=each) for each in counters}
        self.start()

    def tell(self, counter: str, **changes: object) -> None:
        now = self.statuses[counter]
        self.statuses[counter] = replace(now, **{"revision": now.revision + 1, **changes})
        self.publish(self.statuses[counter], counter)

    def tell_all(self) -> None:
        for counter, status in self.statuses.items():
            self.publish(status, counter)

    def _take(self, inbound: Inbound) -> None:
        message = decode_command(inbound.payload)
        press = message.command
        if not isinstance(press, PressKey) or self.script:
            super()._take(inbound)
            return
        self.got.append(message)
        late = press.revision != self.statuses[press.counter].revision
        self.answer(message, refuse=late)
        if not late:
            self.accepted.append(press)
            self.tell(press.counter)


class Hall:
    """Pad n stands on counter n, sign 32 + n over it. The engine beats while `beating`."""

    def __init__(
        self, folder: Path, count: int, *, line: Cable | None = None, baud: int = 0, patience_s: float = 0.05,
        signs: int = 0,
    ) -> None:  # fmt: skip
        self.simulator = Simulator(line or TerminalCable(folder / "line"), count, baud, signs=signs)
        self.counters = [str(each) for each in range(1, count + 1)]
        hub = MemoryHub()
        self.engine = StrictEngine(MemoryLink(hub))
        self.engine.open(self.counters)
        where = self.simulator.line.address.removeprefix("serial:") + (f"?baud={baud}" if baud else "")
        pads = {int(each): each for each in self.counters}
        signed = self.counters[:signs]
        self.driver = SerialKeypads(
            serial_address(where), pads, patience_s, {32 + int(each): each for each in signed}
        )  # fmt: skip
        self.link = MemoryLink(hub)
        self.machine = Machine(self.counters, "binh-minh", "keypads", HANDS, self.link, self.driver, signs=signed)
        self.outcomes: list[tuple[str, Outcome]] = []
        self.machine.on_outcome = lambda counter, outcome: self.outcomes.append((counter, outcome))
        self.beating, self._over = True, threading.Event()
        self._threads = [threading.Thread(target=self.machine.run), threading.Thread(target=self._beat)]

    def __enter__(self) -> Self:
        self.simulator.__enter__()
        for thread in self._threads:
            thread.start()
        until(lambda: self.link.connected)
        self.engine.tell_all()
        for address in range(1, len(self.counters) + 1):
            assert self.simulator.wait(address, lambda pad: pad.text != "----", 10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self.machine.stop()
        for thread in self._threads:
            thread.join(5)
            assert not thread.is_alive()
        self.simulator.__exit__()

    def _beat(self) -> None:
        while not self._over.wait(0.2):
            if self.beating:
                self.engine.now_ms += 200
                self.engine.beat()

    def press(self, address: int, key: Key, held_s: float = 0.05) -> None:
        """A calm press."""
        self.simulator.key(address, key, True)
        self.rest(held_s)
        self.simulator.key(address, key, False)
        self.rest(HANDS.lockout_s + 0.05)

    def rest(self, seconds: float) -> None:
        """A hand takes its time: real seconds, for which there is no event to wait for."""
        threading.Event().wait(seconds)

    def troubles(self, code: str) -> set[str]:
        """The counters of which the office was told so last."""
        last = {each.source: each.on for each in self.engine.reports if each.code == code}
        return {source.removeprefix("counter-") for source, on in last.items() if on}
