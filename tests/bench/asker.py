"""The asking process, one for the floor and the product: asks, waits for the answer, asks again.

Time runs from just before paho's publish to the entry of its on_message, both in the network thread. One JSON line
in: {"do": "floor" | "open" | "issue" | "call" | "wait", "count": n}; one out: {"ms": [...], ...}.
"""

from __future__ import annotations

import argparse
import gc
import json
import re
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import paho.mqtt.client as paho

from broker.contract.topics import Topics
from tests.bench import floor
from tests.bench.hall import bench_office, kiosk_name, staffed
from tests.bench.mqtt import connected
from tests.bench.visits import Hall, Refused, Script, Step

#: The engine beats each second; the first must have come before a press can name it.
BEAT_S = 10.0
#: A step that takes longer than this has been lost.
STEP_S = 10.0

_revision = re.compile(rb'"revision":(\d+)')


class Asker:
    """Runs scripts. `marks`: of each timed step that ended on a board, its revision and when it was asked (ns)."""

    def __init__(self, url: str, hall: Hall, *, floor_too: bool) -> None:
        self.hall = hall
        self.ms: list[float] = []
        self.marks: list[tuple[int, int]] = []
        self._script: Script | None = None
        self._step: Step | None = None
        self._pause_s = 0.0
        self._asked_ns = self._steps = 0
        self._error = ""
        self._over = threading.Event()
        topics = (*hall.subscriptions, *((floor.ANSWER,) if floor_too else ()))
        self._client = connected(url, f"asker-{hall.topics.site}", *topics)
        self._client.on_message = self._take

    def wait_for_beat(self) -> None:
        """Until the engine lives."""
        end = time.monotonic() + BEAT_S
        while not self.hall.beats.beat:
            if time.monotonic() > end:
                raise TimeoutError(f"no beat of the engine within {BEAT_S:g} s")
            time.sleep(0.01)

    def run(self, script: Script, pause_s: float = 0.0) -> None:
        """Run a script to its end. `pause_s` before each timed step. Raises Refused, TimeoutError."""
        self.ms, self.marks, self._error, self._pause_s = [], [], "", pause_s
        self._over.clear()
        self._script = script
        gc.disable()
        self._ask(next(script))
        seen = -1
        while not self._over.wait(STEP_S + pause_s):
            if self._steps == seen:
                raise TimeoutError(f"no end of {self._step}")
            seen = self._steps
        gc.enable()
        if self._error:
            raise Refused(self._error)

    def _ask(self, step: Step) -> None:
        if self._pause_s and step.timed:
            time.sleep(self._pause_s)
        self._step = step
        self._asked_ns = time.monotonic_ns()
        self._client.publish(step.topic, step.payload, qos=1)

    def _take(self, _client: paho.Client, _data: object, message: paho.MQTTMessage) -> None:
        came_ns = time.monotonic_ns()
        step, topic, payload = self._step, message.topic, bytes(message.payload)
        if topic == self.hall.topics.beat:
            self.hall.beats.take(payload)
        elif step is not None and topic == step.on and step.token in payload:
            self._ended(step, payload, came_ns)
        elif step is not None and b'"CommandRefused"' in payload:
            self._stop(payload.decode())

    def _ended(self, step: Step, payload: bytes, came_ns: int) -> None:
        if b'"CommandRefused"' in payload:
            self._stop(payload.decode())
            return
        self._steps += 1
        if step.timed:
            self.ms.append((came_ns - self._asked_ns) / 1e6)
            if step.on == self.hall.topics.board(self.hall.zone):
                self._mark(payload)
        assert self._script is not None
        try:
            self._ask(self._script.send(payload))
        except StopIteration:
            self._stop("")

    def _mark(self, board: bytes) -> None:
        """The first "revision" of a board is its own."""
        found = _revision.search(board)
        self.marks.append((int(found[1]) if found else 0, self._asked_ns))

    def _stop(self, error: str) -> None:
        self._step, self._script, self._error = None, None, error
        self._over.set()


def floor_script(count: int) -> Script:
    """So many questions to the floor."""
    for n in range(count):
        yield Step(floor.ASK, floor.payload(n), floor.ANSWER, floor.token(n), True)


def scripts(hall: Hall, do: str, count: int) -> Script:
    """What a line asks for."""
    if do == "floor":
        return floor_script(count)
    return hall.open(count) if do == "open" else hall.visits(count, do)


def serve(asker: Asker, lines: Iterable[str]) -> None:
    """One line in, one out."""
    for line in lines:
        asked = json.loads(line)
        if asked["do"] != "floor":
            asker.wait_for_beat()
        asker.run(scripts(asker.hall, asked["do"], asked["count"]), asked.get("pause_s", 0.0))
        print(json.dumps({"ms": asker.ms, "marks": asker.marks}), flush=True)


def main() -> None:
    """Serve standard input."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--broker", required=True)
    parser.add_argument("--site", required=True)
    parser.add_argument("--floor", action="store_true", help="ask the floor as well")
    parser.add_argument("--ready-file", type=Path, required=True)
    args = parser.parse_args()
    hall = Hall(Topics(args.site), kiosk_name(0), staffed(bench_office(args.site)), "hall")
    asker = Asker(args.broker, hall, floor_too=args.floor)
    args.ready_file.write_text("ready\n")
    serve(asker, sys.stdin)


if __name__ == "__main__":
    main()
