"""MQTT by paho: the only place that imports it. `MqttLink` for devices, `EngineLink` for the engine's own thread."""

from __future__ import annotations

import logging
import select
import socket
import time
from collections import deque
from collections.abc import Callable

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode

from broker.client.link import Inbound, LinkError

KEEPALIVE_S = 10
#: The server is given so long to take our last words.
GOODBYE_S = 1.0
UNLIMITED = 1_000_000
#: Reconnection waits, growing from the first to the second.
RETRY_S = (1, 10)
log = logging.getLogger(__name__)


def parse_url(url: str) -> tuple[str, int]:
    """Host and port of "mqtt://host:port" (or "host:port"). Raises LinkError naming what is wrong."""
    host, _, port = url.removeprefix("mqtt://").rstrip("/").rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65_536:
        raise LinkError(f"mosquitto address {url!r}: expected mqtt://host:port, e.g. mqtt://127.0.0.1:1883")
    return host, int(port)


def _client(name: str) -> paho.Client:
    client = paho.Client(CallbackAPIVersion.VERSION2, client_id=name, protocol=paho.MQTTv311)
    client.reconnect_delay_set(*RETRY_S)
    client.on_socket_open = _no_delay
    client.max_queued_messages_set(20_000)
    client.max_inflight_messages_set(1_000)
    return client


def _no_delay(_client: paho.Client, _data: object, sock: object) -> None:
    # Nagle against delayed ACK costs 40 ms a message each way.
    if isinstance(sock, socket.socket):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


class Answering:
    """Says once that mosquitto does not answer, and once that it does again."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._where, self._silent = f"mosquitto at {address[0]}:{address[1]}", False

    def no(self) -> None:
        """It could not be reached."""
        if not self._silent:
            log.warning("%s does not answer; trying again", self._where)
        self._silent = True

    def yes(self) -> None:
        """It has accepted us."""
        if self._silent:
            log.info("%s answers", self._where)
        self._silent = False


class MqttLink:
    """A device's link: paho's own thread, which reconnects for ever; callbacks run in that thread."""

    def __init__(self, url: str, name: str) -> None:
        self._address = parse_url(url)
        self._topics: list[str] = []
        self._client = _client(name)
        self._answering = Answering(self._address)
        self._client.on_connect_fail = lambda *_: self._answering.no()
        self._client.on_connect = self._connected
        self._client.on_disconnect = self._disconnected
        self._client.on_message = self._message
        self.on_message: Callable[[Inbound], None] = lambda _message: None
        self.on_connection: Callable[[bool], None] = lambda _up: None

    def start(self, *, will_topic: str, will_payload: bytes) -> None:
        """Begin to connect. A server that is not there yet is no error: paho goes on trying."""
        self._client.will_set(will_topic, will_payload, qos=1, retain=True)
        self._client.connect_async(*self._address, keepalive=KEEPALIVE_S)
        self._client.loop_start()

    def subscribe(self, topic: str) -> None:
        """Subscribe now, if connected, and on every connection."""
        self._topics.append(topic)
        if self._client.is_connected():
            self._client.subscribe(topic, qos=1)

    def unsubscribe(self, topic: str) -> None:
        """Unsubscribe now, if connected, and not again on later connections."""
        self._topics = [each for each in self._topics if each != topic]
        if self._client.is_connected():
            self._client.unsubscribe(topic)

    def publish(self, topic: str, payload: bytes, *, retain: bool = False, qos: int = 1) -> bool:
        """Send if connected; paho would keep a message of an offline hour and send it late."""
        if not self._client.is_connected():
            return False
        return self._client.publish(topic, payload, qos=qos, retain=retain).rc == MQTTErrorCode.MQTT_ERR_SUCCESS

    def close(self) -> None:
        """Send what is under way, disconnect in order, end the thread."""
        self._client.disconnect()
        self._client.loop_stop()

    def _connected(self, client: paho.Client, _data: object, _flags: object, reason: object, _props: object) -> None:
        if getattr(reason, "is_failure", False):
            return
        self._answering.yes()
        for topic in self._topics:
            client.subscribe(topic, qos=1)
        self.on_connection(True)

    def _disconnected(self, *_: object) -> None:
        self.on_connection(False)

    def _message(self, _client: paho.Client, _data: object, message: paho.MQTTMessage) -> None:
        self.on_message(Inbound(message.topic, bytes(message.payload), message.retain))


class EngineLink:
    """The engine's link: no thread of its own. `poll` drives paho and returns what came in.

    A message is acknowledged at the poll after the one that returned it: when it has been stored and answered.
    """

    def __init__(self, url: str, name: str, *, subscribe: tuple[str, ...], will: tuple[str, bytes]) -> None:
        self._address = parse_url(url)
        self._topics = subscribe
        self._inbound: deque[tuple[Inbound, int]] = deque()
        self._handed_out: list[int] = []
        self._client = _client(name)
        self._answering = Answering(self._address)
        self._client.will_set(will[0], will[1], qos=1, retain=True)
        self._client.manual_ack_set(True)
        self._client.on_connect = self._on_connect
        self._client.on_message = self._on_message
        self._retry_at_s = 0.0
        self._retry_s = float(RETRY_S[0])
        self.connections = 0

    @property
    def connected(self) -> bool:
        """Whether the server has accepted us and nothing has said otherwise since."""
        return self._client.is_connected()

    def poll(self, timeout_s: float, now_s: float, most: int) -> list[Inbound]:
        """Drive the connection for up to `timeout_s`; return at most `most` messages as soon as there are any.

        Reconnects by itself, waiting longer each time. `now_s` is monotonic.
        """
        self._acknowledge()
        if self._client.socket() is None:
            self._reconnect(now_s)
        if not self._inbound:
            self._drive(timeout_s, most)
        taken = [self._inbound.popleft() for _ in range(min(most, len(self._inbound)))]
        self._handed_out = [packet_id for _, packet_id in taken if packet_id]
        return [message for message, _ in taken]

    def publish(self, topic: str, payload: bytes, *, retain: bool = False, qos: int = 1) -> bool:
        """Queue to be sent; False while there is no connection."""
        if not self._client.is_connected():
            return False
        return self._client.publish(topic, payload, qos=qos, retain=retain).rc == MQTTErrorCode.MQTT_ERR_SUCCESS

    def close(self) -> None:
        """Hear no more commands, wait until the server has all that we said, then disconnect.

        A socket that is closed over unread bytes is reset: the server would publish the will after our last words.
        """
        quiet: list[object] = []
        self._client.on_unsubscribe = lambda *told: quiet.append(told)
        for topic in self._topics:
            self._client.unsubscribe(topic)
        end_s = time.monotonic() + GOODBYE_S
        while self.connected and len(quiet) < len(self._topics) and time.monotonic() < end_s:
            self._drive(0.05, UNLIMITED)
        self._client.disconnect()

    def _acknowledge(self) -> None:
        for packet_id in self._handed_out:
            self._client.ack(packet_id, qos=1)
        self._handed_out = []

    def _drive(self, timeout_s: float, most: int) -> None:
        sock = self._client.socket()
        if sock is None:
            select.select([], [], [], min(timeout_s, 0.2))
            return
        writers = [sock] if self._client.want_write() else []
        readable, writable, _ = select.select([sock], writers, [], timeout_s)
        if writable:
            self._client.loop_write()
        if readable:
            self._read(most)
        self._client.loop_misc()

    def _read(self, most: int) -> None:
        """Take all that is there: paho by itself reads one packet, or as many as it has unanswered ones of its own."""
        more = True
        while more and len(self._inbound) < most:
            self._client.loop_read()
            sock = self._client.socket()
            more = sock is not None and bool(select.select([sock], [], [], 0)[0])

    def _reconnect(self, now_s: float) -> None:
        if now_s < self._retry_at_s:
            return
        self._retry_at_s = now_s + self._retry_s
        self._retry_s = min(self._retry_s * 2, RETRY_S[1])
        try:
            self._client.connect(*self._address, keepalive=KEEPALIVE_S)
        except OSError:
            self._answering.no()  # tried again when the wait is over

    def _on_connect(self, client: paho.Client, _data: object, _flags: object, reason: object, _props: object) -> None:
        if getattr(reason, "is_failure", False):
            return
        self._answering.yes()
        for topic in self._topics:
            client.subscribe(topic, qos=1)
        self._handed_out = []  # of the connection before: the server does not know these any more
        self._retry_s, self.connections = float(RETRY_S[0]), self.connections + 1

    def _on_message(self, _client: paho.Client, _data: object, message: paho.MQTTMessage) -> None:
        packet_id = message.mid if message.qos else 0  # QoS 0 has nothing to acknowledge
        self._inbound.append((Inbound(message.topic, bytes(message.payload), message.retain), packet_id))
