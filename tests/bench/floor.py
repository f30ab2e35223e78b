"""The floor: the least that any answer over MQTT that is durable first can cost on this machine.

Run as a program it is the answering process: each message is stored by the standard library's sqlite3 (WAL, FULL), one
INSERT and one COMMIT, in paho's network thread, and sent back. It decodes nothing, keeps no state, decides nothing.
"""

from __future__ import annotations

import argparse
import signal
import sqlite3
import threading
from pathlib import Path

import paho.mqtt.client as paho

from tests.bench.mqtt import connected

ASK, ANSWER = "floor/ask", "floor/answer"
#: Bytes of the JSON that goes there and back.
SIZE = 200


def payload(n: int) -> bytes:
    """The n-th question: JSON of `SIZE` bytes."""
    head = b'{"id":"%012x","device":"kiosk-1","body":"' % n
    return head + b"x" * (SIZE - len(head) - 2) + b'"}'


def token(n: int) -> bytes:
    """What tells the n-th answer from all others."""
    return b'{"id":"%012x"' % n


class Answerer:
    """Stores and answers. The connection belongs to the network thread."""

    def __init__(self, path: Path) -> None:
        self._store = sqlite3.connect(path, check_same_thread=False)
        self._store.execute("PRAGMA journal_mode=WAL")
        self._store.execute("PRAGMA synchronous=FULL")
        self._store.execute("CREATE TABLE IF NOT EXISTS log (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")

    def take(self, client: paho.Client, _data: object, message: paho.MQTTMessage) -> None:
        """INSERT, COMMIT, answer."""
        self._store.execute("INSERT INTO log (body) VALUES (?)", (message.payload,))
        self._store.commit()
        client.publish(ANSWER, message.payload, qos=1)


def main() -> None:
    """Answer until told to end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--broker", required=True)
    parser.add_argument("--db", type=Path, required=True)
    parser.add_argument("--ready-file", type=Path, required=True)
    args = parser.parse_args()
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    answerer = Answerer(args.db)
    client = connected(args.broker, "floor", ASK)
    client.on_message = answerer.take
    args.ready_file.write_text("ready\n")
    stopped.wait()


if __name__ == "__main__":
    main()
