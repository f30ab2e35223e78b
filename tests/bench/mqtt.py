"""paho as lean as it goes, the same for the floor and for the product: no thread hand-over, no queue of our own."""

from __future__ import annotations

import socket
import threading

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion

from broker.client.mqtt import parse_url

CONNECT_S = 10.0


def no_delay(_client: paho.Client, _data: object, sock: object) -> None:
    """TCP_NODELAY: without it each message waits 40 ms for somebody else's acknowledgement."""
    assert isinstance(sock, socket.socket)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def connected(url: str, name: str, *topics: str) -> paho.Client:
    """A client of these topics, its network thread running; returns when the server has taken the subscriptions.

    `loop_forever` in a thread of our own: paho then writes what a callback publishes at once, where `loop_start`
    would go through select once more.
    """
    client = paho.Client(CallbackAPIVersion.VERSION2, client_id=name, protocol=paho.MQTTv311)
    taken = threading.Semaphore(0)
    client.on_socket_open = no_delay
    client.on_connect = lambda *_: _subscribe(client, topics)
    client.on_subscribe = lambda *_: taken.release()
    client.connect(*parse_url(url), keepalive=60)
    threading.Thread(target=client.loop_forever, daemon=True).start()
    for topic in topics:
        if not taken.acquire(timeout=CONNECT_S):
            raise TimeoutError(f"{name}: mosquitto at {url} did not take the subscription to {topic}")
    return client


def _subscribe(client: paho.Client, topics: tuple[str, ...]) -> None:
    for topic in topics:
        client.subscribe(topic, qos=1)
