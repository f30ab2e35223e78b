"""The engine's link against a server of a few lines, which shows every packet, in order."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable, Iterator

import pytest

from broker.client.mqtt import EngineLink
from tests.bench import mqtt_bytes as mqtt

pytestmark = pytest.mark.edge

DEADLINE_S = 20.0


class Server:
    """Takes one connection; what it is told stands in `heard`."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"mqtt://127.0.0.1:{self._listener.getsockname()[1]}"
        self.heard: list[mqtt.Packet] = []
        self._buffer = bytearray()

    def accept(self) -> None:
        self._peer, _ = self._listener.accept()
        self._peer.settimeout(0.01)

    def send(self, *packets: bytes) -> None:
        self._peer.sendall(b"".join(packets))

    def listen(self) -> list[int]:
        """Kinds of the packets that came since the last time."""
        with contextlib.suppress(TimeoutError):
            self._buffer += self._peer.recv(65_536)
        new = mqtt.packets(self._buffer)
        self.heard += new
        return [each.kind for each in new]

    def close(self) -> None:
        self._peer.close()
        self._listener.close()


@pytest.fixture
def pair() -> Iterator[tuple[Server, EngineLink]]:
    server = Server()
    link = EngineLink(server.url, "engine", subscribe=("command/+",), will=("health", b"lost"))
    link.poll(0, 0.0, 1)
    server.accept()
    server.send(b"\x20\x02\x00\x00")  # CONNACK, accepted
    _until(lambda: link.connections == 1, lambda: link.poll(0.01, 0.0, 1))
    _until(lambda: 8 in server.listen(), lambda: link.poll(0.01, 0.0, 1))  # SUBSCRIBE
    yield server, link
    server.close()


def _until(true: Callable[[], bool], turn: Callable[[], object]) -> None:
    end = time.monotonic() + DEADLINE_S
    while not true():
        assert time.monotonic() < end
        turn()


def commands(count: int) -> list[bytes]:
    return [mqtt.publish(b"command/k1", b"%d" % n, n + 1) for n in range(count)]


def test_all_messages_that_are_there_come_in_one_poll(pair: tuple[Server, EngineLink]) -> None:
    server, link = pair
    server.send(*commands(40))
    assert [message.payload for message in link.poll(1.0, 0.0, 256)] == [b"%d" % n for n in range(40)]


def test_more_messages_than_a_group_wait_for_the_next_poll(pair: tuple[Server, EngineLink]) -> None:
    server, link = pair
    server.send(*commands(20))
    assert [len(link.poll(1.0, 0.0, 8)) for _ in range(3)] == [8, 8, 4]


def test_a_message_is_acknowledged_after_its_answer(pair: tuple[Server, EngineLink]) -> None:
    server, link = pair
    server.send(*commands(2))
    assert len(link.poll(1.0, 0.0, 256)) == 2
    assert server.listen() == []
    link.publish("answer/k1", b"done")
    link.poll(0, 0.0, 256)
    _until(lambda: len(server.heard) >= 5, server.listen)
    assert [each.kind for each in server.heard[-3:]] == [mqtt.PUBLISH, mqtt.PUBACK, mqtt.PUBACK]
    assert [each.body for each in server.heard[-2:]] == [b"\x00\x01", b"\x00\x02"]


def test_what_a_lost_connection_brought_is_not_acknowledged_on_the_next(pair: tuple[Server, EngineLink]) -> None:
    server, link = pair
    server.send(*commands(1))
    assert len(link.poll(1.0, 0.0, 256)) == 1
    server._peer.close()
    _until(lambda: not link.connected, lambda: link.poll(0.01, 10.0, 1))
    link.poll(0, 100.0, 1)
    server.accept()
    server.send(b"\x20\x02\x00\x00")
    _until(lambda: link.connections == 2, lambda: link.poll(0.01, 100.0, 1))
    server.heard.clear()
    _until(lambda: 8 in server.listen(), lambda: link.poll(0.01, 100.0, 1))
    assert mqtt.PUBACK not in [each.kind for each in server.heard]


def test_a_message_of_qos_0_has_nothing_to_acknowledge(pair: tuple[Server, EngineLink]) -> None:
    """A press comes at QoS 0, without a packet id: a PUBACK for it would be an offence against the protocol."""
    server, link = pair
    server.heard.clear()
    server.send(b"\x30\x0d\x00\x0acommand/k1x", *commands(1))
    assert [message.payload for message in link.poll(1.0, 0.0, 256)] == [b"x", b"0"]
    link.poll(0, 0.0, 256)
    _until(lambda: mqtt.PUBACK in [each.kind for each in server.heard], server.listen)
    assert [each.body for each in server.heard if each.kind == mqtt.PUBACK] == [b"\x00\x01"]
