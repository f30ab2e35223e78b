"""A keypad line in memory with a clock that is moved: master, pads and noise, byte by byte as on the cable."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from broker.contract.commands import Key
from display.counter.answers import Played
from display.gestures import Gesture, Gestures, Hands
from display.keypad.driver import Show, Told
from display.keypad.errors import FrameError
from display.keypad.frames import Frames, decode_reply, decode_request, encode_reply, encode_request
from display.keypad.master import Master
from display.keypad.noise import Noise
from display.keypad.pad import Pad

HANDS = Hands(stable_s=0.0)
KEYS: tuple[Key, ...] = ("next", "recall", "start", "pause")
EXCHANGE_S, TIMEOUT_S = 0.004, 0.03


@dataclass
class Bus:
    """`pads` keypads; the counter of each is its address. Gestures come out as they do in the program.

    `signs`: so many counters from the first have a sign, at 32 more than their keypad's address.
    """

    count: int
    noise: Noise = field(default_factory=lambda: Noise(Random(1)))
    now_s: float = 100.0
    unplugged: set[int] = field(default_factory=set)
    gestures: dict[str, list[Gesture]] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)
    requests: int = 0
    signs: int = 0
    gone_signs: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pads = {address: Pad(address) for address in range(1, self.count + 1)}
        self.master = Master(
            {address: str(address) for address in self.pads},
            {32 + address: str(address) for address in range(1, self.signs + 1)},
        )
        self.pads |= {32 + address: Pad(32 + address) for address in range(1, self.signs + 1)}
        self.frames = Frames()
        self._heard: dict[int, Frames] = {address: Frames() for address in self.pads}
        self._known = {str(address): Gestures(HANDS, KEYS, (), self.now_s) for address in self.pads}

    def show(self, address: int, text: str = "", played: Played | None = None, sign: Show | None = None) -> None:
        self.master.want({str(address): Show(text, "ready", played, sign=sign)})

    def run(self, seconds: float) -> None:
        """Let the line work for so long."""
        end_s = self.now_s + seconds
        while self.now_s < end_s:
            self.turn()

    def begin(self) -> None:
        """Until all pads are met."""
        while any(pad.alone for pad in self.pads.values()):
            self.turn()

    def turn(self) -> None:
        """One exchange, or a little rest."""
        request = self.master.ask(self.now_s)
        if request is None:
            self.now_s += 0.001
            return
        self.requests += 1
        data = self._answer(self.noise.through(encode_request(request)))
        self.now_s += EXCHANGE_S
        for payload in self.frames.feed(self.noise.through(data)):
            try:
                reply = decode_reply(payload)
            except FrameError:
                continue
            told = self.master.take(reply, self.now_s) if reply else None
            if told is not None:
                self._take(told)
                return
        self.now_s += TIMEOUT_S
        lost = self.master.in_vain(self.now_s)
        if lost is not None:
            self._take(lost)

    def _answer(self, data: bytes) -> bytes:
        """What the pads put on the line; only one does."""
        answers = b""
        for address, pad in self.pads.items():
            if address in self.unplugged:
                continue
            for payload in self._heard[address].feed(data):
                try:
                    request = decode_request(payload)
                except FrameError:
                    continue
                reply = pad.hear(request, self.now_s) if request else None
                answers += encode_reply(reply) if reply else b""
        return answers

    def _take(self, told: Told) -> None:
        if told.sign:
            self.gone_signs += [told.counter] if told.gone else []
            return
        if told.gone:
            self.gone.append(told.counter)
            return
        if told.fresh:
            self.fresh.append(told.counter)
            self._known[told.counter] = Gestures(HANDS, KEYS, told.down, told.known_s)
        known = self._known[told.counter]
        notices = [notice for key, down, at_s in told.edges for notice in known.edge(key, down, at_s)]
        notices += known.advance(told.known_s)
        made = self.gestures.setdefault(told.counter, [])
        made += [notice for notice in notices if isinstance(notice, Gesture)]

    def press(self, address: int, key: Key, held_s: float = 0.1) -> None:
        """A hand that bounces, and rests until its key counts again."""
        for down in (True, False, True):
            self.pads[address].key(key, down, self.now_s)
            self.now_s += 0.002
        self.run(held_s)
        self.pads[address].key(key, False, self.now_s)
        self.run(HANDS.lockout_s + 0.1)
