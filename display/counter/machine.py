"""Keys, lamps, link and clock of one counter, turned by one thread. Other threads hand over edges and read the view."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path

from broker.client.device import Device
from broker.client.link import Link
from broker.contract.commands import Key
from broker.contract.topics import Topics
from display.buttons import Pins
from display.counter.keys import CounterKeys
from display.counter.settings import CounterSettings
from display.counter.view import Outcome, View
from display.gestures import Hands

#: With nothing to do the machine still looks so often: at overdue beats, and at seconds that run down.
IDLE_S = 0.25
#: While a press waits for its answer: "offline" is told at most this late.
PENDING_S = 0.02
#: A turn of the loop takes at least this long, so that no rounding makes it spin.
SHORTEST_S = 0.001


class Machine:
    """The counter at work. Made in one thread, turned by `run` in one thread, the rest may be called from any."""

    def __init__(self, settings: CounterSettings, hands: Hands, link: Link, work_dir: Path) -> None:
        self.hands = hands
        self.outcomes: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
        self.shows: list[Callable[[View], None]] = []
        self._edges: queue.SimpleQueue[tuple[Key, bool, float]] = queue.SimpleQueue()
        self._wake = threading.Event()
        self._changed = threading.Condition()
        self._stopped = False
        self.pins = Pins(settings.pin, settings.pins, self._edge, work_dir)
        down = [key for key, is_down in self.pins.levels().items() if is_down]
        self.keys = CounterKeys(settings.counter, hands, down, self.outcomes.put)
        topics = Topics(settings.site)
        self.keys.device = self._device = Device(link, topics, settings.device_name, self.keys, on_wake=self._wake.set)
        self._topics = (topics.counter(settings.counter), topics.catalogue)
        self.view = self.keys.view()

    def run(self) -> None:
        """Turn until `stop`; then lamps off, pins and link closed."""
        try:
            self._device.start(*self._topics)
            wait_s = 0.0
            while not self._stopped:
                wait_s = self._turn(wait_s)
        finally:
            self._device.close()
            self.pins.close()

    def stop(self) -> None:
        """End `run`."""
        self._stopped = True
        self._wake.set()

    def wait(self, condition: Callable[[View], bool], deadline_s: float) -> bool:
        """Wait, in another thread than the machine's, until the view is so. False when the time is over."""
        with self._changed:
            return self._changed.wait_for(lambda: condition(self.view), deadline_s)

    def _edge(self, key: Key, down: bool, at_s: float) -> None:
        self._edges.put((key, down, at_s))
        self._wake.set()

    def _turn(self, wait_s: float) -> float:
        """Take what came in, do what is due, show it. Returns how long to wait for the next turn."""
        woken = self._wake.wait(wait_s)
        self._wake.clear()
        self._take_edges()
        if not woken:
            self._compare_levels()
        due_s = self.keys.step()
        view = self.keys.view()
        self.pins.show(view.lights)
        for show in self.shows:
            show(view)
        with self._changed:
            self.view = view
            self._changed.notify_all()
        most_s = PENDING_S if view.pending else IDLE_S
        return min(most_s, max(SHORTEST_S, due_s - time.monotonic()))

    def _take_edges(self) -> None:
        try:
            while True:
                self.keys.edge(*self._edges.get_nowait())
        except queue.Empty:
            pass

    def _compare_levels(self) -> None:
        """An edge that the pins swallowed would leave a key down for ever: look at them when all is quiet."""
        for key, down in self.pins.levels().items():
            self.keys.edge(key, down, time.monotonic())
