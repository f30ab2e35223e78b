"""A line full of keypads to try things with: on a pseudo-terminal or a TCP port, as slow and as bad as a real one.

It stands for the adapter, the pads and the signs. One thread serves the line; the others press keys and pull plugs.
"""

from __future__ import annotations

import os
import select
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import zip_longest
from random import Random

from broker.contract.commands import Key
from display.counter.answers import Light
from display.keypad.cables import LOOK_S, Cable
from display.keypad.errors import FrameError, KeypadError
from display.keypad.frames import PADS, SIGNS, Frames, Request, decode_request, encode_reply
from display.keypad.noise import Noise
from display.keypad.pad import Pad
from display.keypad.timing import PAD_TURN_S, airtime_s

READ_MOST = 4096
PATIENCE_S = 1.0
#: A pad that chatters says so much, so often.
CHATTER_BYTES, CHATTER_S = 16, 0.005
#: Of each pad, when it was asked: to measure rounds by.
POLLS_KEPT = 1_000


class Simulator:
    """`count` pads, addresses from 1, and signs, addresses from 33. `baud` 0: bytes take no time."""

    def __init__(self, line: Cable, count: int, baud: int = 0, noise: Noise | None = None, signs: int = 0) -> None:
        if count not in PADS or not 0 <= signs <= len(SIGNS):
            raise KeypadError(
                f"{count} pads, {signs} signs: one line takes 1 to {len(PADS)} pads and {len(SIGNS)} signs"
            )
        self.line, self.baud, self.noise = line, baud, noise or Noise(Random(0))
        self._pads = {address: Pad(address) for address in [*PADS[:count], *SIGNS[:signs]]}
        self._out: set[int] = set()
        self._twins: dict[int, Pad] = {}
        self._chatting: set[int] = set()
        self._frames = Frames()
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="keypads", daemon=True)
        self.requests = 0
        self.polled = {address: deque[float](maxlen=POLLS_KEPT) for address in self._pads}

    def __enter__(self) -> Simulator:
        """Begin to answer."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        self._stopped.set()
        self._thread.join(5.0)
        self.line.pull()

    # --- hands and eyes, from any thread ---------------------------------------------------------------------

    def key(self, address: int, key: Key, down: bool) -> None:
        """The contact of a key closes or opens."""
        if address in SIGNS:
            raise KeypadError(f"{address} is a sign and has no keys; keypads have the addresses 1 to {PADS[-1]}")
        with self._pad(address) as pad:
            pad.key(key, down, time.monotonic())

    def text(self, address: int) -> str:
        """What stands in the digits."""
        with self._pad(address) as pad:
            pad.step(time.monotonic())
            return pad.text

    def answer(self, address: int) -> int | None:
        """The number of the answer that was played last."""
        with self._pad(address) as pad:
            return pad.nth

    def lit(self, address: int) -> set[Light]:
        """Which lamps shine, and whether it beeps."""
        with self._pad(address) as pad:
            return pad.lit(time.monotonic())

    def wait(self, address: int, condition: Callable[[Pad], bool], timeout_s: float) -> bool:
        """Until a request has made a pad so; False when the time is over."""
        with self._changed:
            return self._changed.wait_for(lambda: condition(self._pads[address]), timeout_s)

    def unplug(self, address: int) -> None:
        """The pad's own cable comes out; it has no power then."""
        with self._pad(address):
            self._out.add(address)

    def plug(self, address: int) -> None:
        """It goes in again."""
        with self._pad(address) as pad:
            self._out.discard(address)
            pad.restart(time.monotonic())

    def twin(self, address: int) -> None:
        """Somebody has given a second pad the same address: both answer, and their bits mix on the pair."""
        with self._pad(address):
            self._twins[address] = Pad(address, session=self.noise.chance.randrange(1, 0xFFFF))

    def chatter(self, address: int) -> None:
        """The pad talks without being asked, all the time: nobody understands anybody."""
        with self._pad(address):
            self._chatting.add(address)

    def hush(self, address: int) -> None:
        """It is repaired; a twin has been taken away."""
        with self._pad(address):
            self._chatting.discard(address)
            self._twins.pop(address, None)

    @contextmanager
    def _pad(self, address: int) -> Iterator[Pad]:
        if address not in self._pads:
            known = [each for each in self._pads if each in PADS]
            raise KeypadError(f"there is no keypad {address} on this line, only 1 to {len(known)}")
        with self._lock:
            yield self._pads[address]

    # --- the line ----------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._stopped.is_set():
            file = self.line.file()
            if file < 0:
                self._stopped.wait(LOOK_S)
                continue
            try:
                wait_s = CHATTER_S if self._chatting else LOOK_S
                data = os.read(file, READ_MOST) if select.select([file], [], [], wait_s)[0] else None
                if data == b"":
                    raise ConnectionError("the caller has gone")
                if self._chatting:
                    self._chat(file)
                else:
                    self._hear(file, data or b"")
            except (OSError, ValueError):  # pulled out, or nobody has it open
                self.line.lost()
                self._stopped.wait(0.01)

    def _hear(self, file: int, data: bytes) -> None:
        for payload in self._frames.feed(self.noise.through(data)):
            with suppress(FrameError):
                request = decode_request(payload)
                if request is not None:
                    self._answer(file, request, len(payload) + 6)

    def _chat(self, file: int) -> None:
        """What was asked is spoiled on its way; what is answered is noise. A full line takes no more."""
        self._frames.clear()
        if select.select([], [file], [], 0)[1]:
            os.write(file, self.noise.chance.randbytes(CHATTER_BYTES))

    def _answer(self, file: int, request: Request, count: int) -> None:
        begun_s = time.monotonic()
        heard_s = begun_s + (airtime_s(count, self.baud) if self.baud else 0.0)
        self._sleep_until(heard_s)
        with self._changed:
            self.requests += 1
            pad = self._pads.get(request.address)
            if pad is None or request.address in self._out:
                return
            pads = [pad, *filter(None, [self._twins.get(request.address)])]
            replies = [encode_reply(reply) for each in pads if (reply := each.hear(request, heard_s))]
            self.polled[request.address].append(heard_s)
            self._changed.notify_all()
        data = _mixed(replies)
        if self.baud:
            self._sleep_until(heard_s + PAD_TURN_S + airtime_s(len(data), self.baud))
        data = self.noise.through(data)
        if data and select.select([], [file], [], PATIENCE_S)[1]:
            os.write(file, data)

    @staticmethod
    def _sleep_until(at_s: float) -> None:
        left_s = at_s - time.monotonic()
        if left_s > 0:
            time.sleep(left_s)


def _mixed(replies: list[bytes]) -> bytes:
    """Who speaks at the same time pulls the pair both ways: of each bit the one that pulls harder comes, here 0."""
    mixed = bytearray()
    for column in zip_longest(*replies, fillvalue=0xFF):
        byte = 0xFF
        for each in column:
            byte &= each
        mixed.append(byte)
    return bytes(mixed)
