"""The few packets of MQTT 3.1.1 (OASIS standard, 2014, chapter 3) that a driver of many kiosks needs, as bytes."""

from __future__ import annotations

from typing import NamedTuple

CONNACK, PUBLISH, PUBACK, SUBACK = 2, 3, 4, 9


class Packet(NamedTuple):
    """A packet that came in: `kind` is its type 1 ... 15, `flags` the low half of its first byte."""

    kind: int
    flags: int
    body: bytes


class Message(NamedTuple):
    """The parts of a PUBLISH. `packet_id` is 0 of QoS 0."""

    topic: bytes
    payload: bytes
    packet_id: int


def connect(client_id: str, keepalive_s: int = 60) -> bytes:
    """CONNECT with a clean session, no user, no will."""
    return _packet(0x10, b"\x00\x04MQTT\x04\x02" + keepalive_s.to_bytes(2) + _text(client_id.encode()))


def subscribe(topic: bytes, packet_id: int = 1) -> bytes:
    """SUBSCRIBE to one topic with QoS 1."""
    return _packet(0x82, packet_id.to_bytes(2) + _text(topic) + b"\x01")


def publish(topic: bytes, payload: bytes, packet_id: int) -> bytes:
    """PUBLISH with QoS 1, not retained."""
    return _packet(0x32, _text(topic) + packet_id.to_bytes(2) + payload)


def puback(packet_id: int) -> bytes:
    """PUBACK."""
    return b"\x40\x02" + packet_id.to_bytes(2)


def message(packet: Packet) -> Message:
    """The parts of a PUBLISH."""
    body = packet.body
    end = 2 + int.from_bytes(body[:2])
    if packet.flags & 0b0110:
        return Message(body[2:end], body[end + 2 :], int.from_bytes(body[end : end + 2]))
    return Message(body[2:end], body[end:], 0)


def packets(buffer: bytearray) -> list[Packet]:
    """All whole packets at the beginning of the buffer, taken out of it."""
    found: list[Packet] = []
    at = 0
    while (span := _span(buffer, at)) is not None:
        begin, end = span
        found.append(Packet(buffer[at] >> 4, buffer[at] & 0x0F, bytes(buffer[begin:end])))
        at = end
    del buffer[:at]
    return found


def _span(buffer: bytearray, at: int) -> tuple[int, int] | None:
    """Where the body of the packet at `at` begins and ends; None while it is not whole."""
    length = shift = 0
    for n in range(at + 1, min(at + 5, len(buffer))):
        length |= (buffer[n] & 0x7F) << shift
        shift += 7
        if buffer[n] < 0x80:
            return (n + 1, n + 1 + length) if n + 1 + length <= len(buffer) else None
    return None


def _text(text: bytes) -> bytes:
    return len(text).to_bytes(2) + text


def _packet(first: int, body: bytes) -> bytes:
    length, left = bytearray(), len(body)
    while True:
        left, low = left >> 7, left & 0x7F
        length.append(low | (0x80 if left else 0))
        if not left:
            return bytes([first]) + bytes(length) + body
