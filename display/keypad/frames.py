"""The bytes of the keypad line: requests of the master, replies of the pads. Pure. docs/keypad-protocol.md says why.

A frame is SLIP (RFC 1055): END, payload and checksum with END and ESC replaced, END. The checksum is CRC-32 as zlib
has it, in network order like every number. A request names one pad; the pad repeats its tag in the reply.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from broker.contract.commands import Key
from display.counter.answers import LIGHTS, NEVER, OFF, Light, Steps
from display.keypad.errors import FrameError

VERSION = 1
#: Keypads, and the LED signs over the counters: pads without keys.
PADS, SIGNS = range(1, 33), range(33, 65)
ADDRESSES = range(PADS.start, SIGNS.stop)
#: Order of the keys in `levels` and in edges.
KEYS: tuple[Key, ...] = ("next", "recall", "start", "pause")
#: Unit of the patterns' durations, and the one that never ends.
STEP_MS, FOR_EVER = 5, 0xFFFF
TEXT_MOST = 8
#: Edges in one reply; what is left comes with the next.
EDGES_MOST = 4
#: Nothing of ours is longer; what is, is noise.
FRAME_MOST = 512

_END, _ESC, _ESC_END, _ESC_ESC = b"\xc0", b"\xdb", b"\xdb\xdc", b"\xdb\xdd"
_REQUEST, _REPLY, _EDGE = struct.Struct(">BBBHB"), struct.Struct(">BBBHB"), struct.Struct(">BBH")
_OF_PAD, _DOWN = 0x80, 0x80
_TEXT, _MOOD, _ANSWER = ord("D"), ord("M"), ord("A")

#: What each lamp and the buzzer do; what is not named is off.
Pattern = Mapping[Light, Steps]


@dataclass(frozen=True)
class Request:
    """From the master: what it has of a pad's edges, and what the pad is to show from now.

    `ack`: the last edge of `session` that came in. `answer` is played once for each new `nth`, over the mood.
    """

    address: int
    tag: int
    session: int = 0
    ack: int = 0
    text: str | None = None
    mood: Pattern | None = None
    answer: Pattern | None = None
    nth: int = 0


@dataclass(frozen=True)
class Edge:
    """A key went down or up, `age_ms` before the reply that tells it was made. Counted from 1, after 255 comes 0."""

    seq: int
    key: Key
    down: bool
    age_ms: int


@dataclass(frozen=True)
class Reply:
    """From a pad: which keys are down, and the oldest of its edges that the master does not have.

    A pad begins a new `session` whenever edges may be missing: after power, after a silence, when there are too many.
    """

    address: int
    tag: int
    session: int
    down: frozenset[Key] = frozenset()
    edges: tuple[Edge, ...] = ()


@dataclass
class Frames:
    """Frames out of a stream of bytes. Between frames anything may come."""

    damaged: int = 0
    _partial: bytearray = field(default_factory=bytearray)

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The payloads that are complete now; damaged ones are counted."""
        *whole, rest = (bytes(self._partial) + data).split(_END)
        self._partial = bytearray(rest[-FRAME_MOST:])
        for each in whole:
            if not each:
                continue
            try:
                yield unframe(each)
            except FrameError:
                self.damaged += 1

    def clear(self) -> None:
        """Forget what has begun."""
        self._partial.clear()


def frame(payload: bytes) -> bytes:
    """A payload as it goes over the line."""
    body = payload + zlib.crc32(payload).to_bytes(4, "big")
    return _END + body.replace(_ESC, _ESC_ESC).replace(_END, _ESC_END) + _END


def unframe(escaped: bytes) -> bytes:
    """What stands between two ENDs. Raises FrameError."""
    body = escaped.replace(_ESC_END, _END).replace(_ESC_ESC, _ESC)
    payload, crc = body[:-4], body[-4:]
    if len(body) <= 4 or zlib.crc32(payload).to_bytes(4, "big") != crc:
        raise FrameError(f"keypad line: a damaged frame of {len(escaped)} bytes")
    return payload


def encode_request(request: Request) -> bytes:
    """A request as it goes over the line."""
    head = _REQUEST.pack(request.address, VERSION << 4, request.tag, request.session, request.ack)
    blocks = b""
    if request.text is not None:
        blocks += _block(_TEXT, request.text[:TEXT_MOST].encode("ascii", "replace"))
    if request.mood is not None:
        blocks += _block(_MOOD, _encode_pattern(request.mood))
    if request.answer is not None:
        blocks += _block(_ANSWER, bytes([request.nth % 256]) + _encode_pattern(request.answer))
    return frame(head + blocks)


def decode_request(payload: bytes) -> Request | None:
    """A request; None for a reply, which other pads hear too. Raises FrameError. Unknown blocks are passed over."""
    address = _head(payload)
    if address & _OF_PAD:
        return None
    _, _, tag, session, ack = _REQUEST.unpack_from(payload)
    blocks = dict(_blocks(payload[_REQUEST.size :]))
    text, mood, answer = blocks.get(_TEXT), blocks.get(_MOOD), blocks.get(_ANSWER)
    return Request(
        address, tag, session, ack,
        text=None if text is None else text.decode("ascii", "replace"),
        mood=None if mood is None else _decode_pattern(mood),
        answer=None if answer is None else _decode_pattern(answer[1:]),
        nth=answer[0] if answer else 0,
    )  # fmt: skip


def encode_reply(reply: Reply) -> bytes:
    """A reply as it goes over the line."""
    levels = sum(1 << at for at, key in enumerate(KEYS) if key in reply.down)
    head = _REPLY.pack(reply.address | _OF_PAD, VERSION << 4, reply.tag, reply.session, levels)
    edges = (
        _EDGE.pack(edge.seq, KEYS.index(edge.key) | (_DOWN if edge.down else 0), min(edge.age_ms, 0xFFFF))
        for edge in reply.edges[:EDGES_MOST]
    )
    return frame(head + b"".join(edges))


def decode_reply(payload: bytes) -> Reply | None:
    """A reply; None for a request, which an adapter may echo. Raises FrameError."""
    address = _head(payload)
    if not address & _OF_PAD:
        return None
    _, _, tag, session, levels = _REPLY.unpack_from(payload)
    rest = payload[_REPLY.size :]
    if len(rest) % _EDGE.size:
        raise FrameError(f"keypad {address & ~_OF_PAD}: a reply with {len(rest)} bytes of edges")
    down = frozenset(key for at, key in enumerate(KEYS) if levels & 1 << at)
    return Reply(address & ~_OF_PAD, tag, session, down, tuple(_edge(*each) for each in _EDGE.iter_unpack(rest)))


def _edge(seq: int, key: int, age_ms: int) -> Edge:
    if key & ~_DOWN >= len(KEYS):
        raise FrameError(f"keypad line: there is no key {key & ~_DOWN}")
    return Edge(seq, KEYS[key & ~_DOWN], bool(key & _DOWN), age_ms)


def _head(payload: bytes) -> int:
    """The address byte of a payload that is one of ours."""
    if len(payload) < _REQUEST.size or payload[1] >> 4 != VERSION or (payload[0] & ~_OF_PAD) not in ADDRESSES:
        raise FrameError(f"keypad line: {payload[:8].hex()} is neither request nor reply of version {VERSION}")
    return payload[0]


def _block(kind: int, data: bytes) -> bytes:
    return bytes([kind, len(data)]) + data


def _blocks(data: bytes) -> Iterator[tuple[int, bytes]]:
    while data:
        if len(data) < 2 or len(data) < 2 + data[1]:
            raise FrameError("keypad line: a block is cut short")
        yield data[0], data[2 : 2 + data[1]]
        data = data[2 + data[1] :]


def _encode_pattern(pattern: Pattern) -> bytes:
    """For each light how many durations, then on, off, on ... of them."""
    rows = (_durations(pattern.get(light, OFF)) for light in LIGHTS)
    return b"".join(struct.pack(f">B{len(row)}H", len(row), *row) for row in rows)


def _durations(steps: Steps) -> list[int]:
    if not any(on for on, _ in steps):
        return []
    row = [] if steps[0][0] else [0]
    return row + [FOR_EVER if s == NEVER else min(FOR_EVER - 1, max(1, round(s * 1000 / STEP_MS))) for _, s in steps]


def _decode_pattern(data: bytes) -> dict[Light, Steps]:
    pattern: dict[Light, Steps] = {}
    for light in LIGHTS:
        count = data[0] if data else 0
        if not data or len(data) < 1 + 2 * count:
            raise FrameError("keypad line: a pattern is cut short")
        row = struct.unpack_from(f">{count}H", data, 1)
        steps = ((not at % 2, NEVER if each == FOR_EVER else each * STEP_MS / 1000) for at, each in enumerate(row))
        pattern[light] = tuple(steps) or OFF
        data = data[1 + 2 * count :]
    return pattern
