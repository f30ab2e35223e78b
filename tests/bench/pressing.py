"""A real counter's keys, pressed from inside: its pins are mock ones, and its own process drives and reads them.

Time runs from the moment in which the key's pin is let go, where a short press ends, to the moments in which the
lamp's pin is lit for "heard" and for "accepted". What the machine does between is what it does at a counter: debounce,
ask the engine, take the answer.
One JSON line in: {"count": n}; one out: {"heard_ms": [...], "accepted_ms": [...]}.
"""

from __future__ import annotations

import argparse
import itertools
import json
import queue
import sys
import tempfile
import threading
import time
from pathlib import Path

from assets import translation
from broker.client.mqtt import MqttLink
from broker.contract.commands import Key
from display.counter.answers import Answered
from display.counter.machine import Machine
from display.counter.program import ReadyFile, Terminal
from display.counter.settings import CounterSettings, read_settings
from display.counter.view import View

#: A finger rests on the key so long beyond what the key needs to settle.
FINGER_S = 0.05
#: Longer than any answer; a press that has none by then is no figure.
WAIT_S = 10.0
#: Each is accepted after the other, as long as people wait: call the next, and start.
TURNS: tuple[Key, ...] = ("next", "start")


class Eye:
    """Looks at the lamp's pin right after the machine has set it, in the machine's own thread."""

    def __init__(self, machine: Machine) -> None:
        self.seen: queue.SimpleQueue[tuple[Answered, int]] = queue.SimpleQueue()
        self._lights = machine.keys.lights
        self._lamp = machine.pins._lights["lamp"].pin
        self._nth = 0

    def look(self, _view: View) -> None:
        """An answer is seen once: when it is played and the lamp is lit."""
        played = self._lights.played(time.monotonic())
        if played is not None and played.nth != self._nth and self._lamp.state:
            self._nth = played.nth
            self.seen.put((played.answered, time.monotonic_ns()))

    def answers(self) -> dict[Answered, int]:
        """What the lamp said to a press, and when (ns). Raises TimeoutError unless it was accepted in the end."""
        found: dict[Answered, int] = {}
        try:
            while "accepted" not in found:
                answered, at_ns = self.seen.get(timeout=WAIT_S)
                found[answered] = at_ns
        except queue.Empty:
            raise TimeoutError(f"a press was not accepted within {WAIT_S:g} s; the lamp said {list(found)}") from None
        return found


class Finger:
    """Presses keys by turns, never one that still rests from its last press."""

    def __init__(self, machine: Machine, eye: Eye) -> None:
        self._machine, self._eye = machine, eye
        self._turns = itertools.cycle(TURNS)
        self._released_s: dict[Key, float] = {}

    def press(self) -> tuple[float, float]:
        """One press: milliseconds until "heard" and until "accepted"; the counter has its new state then."""
        key, hands = next(self._turns), self._machine.hands
        again_s = self._released_s.get(key, 0.0) + hands.lockout_s + hands.stable_s
        time.sleep(max(0.0, again_s - time.monotonic()))
        before = _revision(self._machine.view)
        self._machine.pins.drive(key, True)
        time.sleep(hands.stable_s + FINGER_S)
        driven_ns = time.monotonic_ns()
        self._machine.pins.drive(key, False)
        self._released_s[key] = time.monotonic()
        seen = self._eye.answers()
        if not self._machine.wait(lambda view: _revision(view) > before, WAIT_S):
            raise TimeoutError(f"{key} was accepted and the counter's state did not follow within {WAIT_S:g} s")
        accepted_ns = seen["accepted"]  # so quick an answer that "heard" was never to be seen is both at once
        return (seen.get("heard", accepted_ns) - driven_ns) / 1e6, (accepted_ns - driven_ns) / 1e6


def _revision(view: View) -> tuple[int, int]:
    return (view.status.epoch, view.status.revision) if view.status else (0, -1)


def counter(settings: CounterSettings, folder: Path, ready: Path) -> tuple[Machine, Eye]:
    """The program as `python -m display counter` makes it, with its line, and an eye on its lamp."""
    link = MqttLink(settings.broker, f"motcua-{settings.site}-{settings.device_name}")
    machine = Machine(settings, settings.how_hands_press(quick=False), link, folder)
    eye = Eye(machine)
    machine.shows += [eye.look, Terminal(sys.stderr, translation(settings.lang)).show, ReadyFile(ready).show]
    return machine, eye


def main() -> None:
    """Serve standard input."""
    parser = argparse.ArgumentParser()
    for name in ("--broker", "--site", "--counter"):
        parser.add_argument(name, required=True)
    parser.add_argument("--ready-file", type=Path, required=True)
    args = parser.parse_args()
    given = {"broker": args.broker, "site": args.site, "counter": args.counter, "pins": "mock"}
    with tempfile.TemporaryDirectory(prefix="motcua-pressing-") as folder:
        machine, eye = counter(read_settings(None, given), Path(folder), args.ready_file)
        thread = threading.Thread(target=machine.run, name="machine")
        thread.start()
        try:
            _serve(Finger(machine, eye))
        finally:
            machine.stop()
            thread.join()


def _serve(finger: Finger) -> None:
    for line in sys.stdin:
        took_ms = [finger.press() for _ in range(json.loads(line)["count"])]
        heard_ms, accepted_ms = zip(*took_ms, strict=True)
        print(json.dumps({"heard_ms": heard_ms, "accepted_ms": accepted_ms}), flush=True)


if __name__ == "__main__":
    main()
