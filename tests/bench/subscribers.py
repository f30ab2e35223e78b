"""Further subscribers to a board, all in one process: each with a connection of its own, each decodes each board.

One JSON line in: {"stand": n}, so many are to listen; or {"heard": revision}, wait until each has decoded that board.
One out: how many stand and how many boards they have decoded since they came.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from broker.client.link import Inbound
from broker.client.mqtt import MqttLink
from broker.contract.codec import decode_status
from broker.contract.status import Board
from broker.contract.topics import Topics

#: A hundred connections, or a board to a hundred, on a busy machine.
WAIT_S = 30.0


class Subscriber:
    """Hears one board's topic, as a screen does, and draws nothing."""

    def __init__(self, url: str, topic: str, nth: int, news: threading.Condition) -> None:
        self.revision, self.boards = -1, 0
        self._news = news
        self._link = MqttLink(url, f"bench-subscriber-{nth}")
        self._link.on_message = self._hear
        self._link.subscribe(topic)
        self._link.start(will_topic="bench/subscriber", will_payload=b"gone")

    def close(self) -> None:
        """Leave."""
        self._link.close()

    def _hear(self, message: Inbound) -> None:
        board = decode_status(message.payload)
        if not isinstance(board, Board):
            raise TypeError(f"{message.topic}: {type(board).__name__} is no board")
        with self._news:
            self.revision, self.boards = board.revision, self.boards + 1
            self._news.notify_all()


class Crowd:
    """As many subscribers as are told to stand."""

    def __init__(self, url: str, topic: str) -> None:
        self._url, self._topic = url, topic
        self._news = threading.Condition()
        self._all: list[Subscriber] = []

    @property
    def told(self) -> dict[str, int]:
        """What is answered to a line."""
        return {"standing": len(self._all), "boards": sum(each.boards for each in self._all)}

    def stand(self, count: int) -> None:
        """So many listen, and each has heard the board that is retained."""
        while len(self._all) > count:
            self._all.pop().close()
        for nth in range(len(self._all), count):
            self._all.append(Subscriber(self._url, self._topic, nth, self._news))
        self._until(lambda: all(each.boards for each in self._all), "the retained board")

    def heard(self, revision: int) -> None:
        """Each has decoded the board of this revision, or a newer one."""
        self._until(lambda: all(each.revision >= revision for each in self._all), f"the board of revision {revision}")

    def _until(self, true: Callable[[], bool], what: str) -> None:
        with self._news:
            if not self._news.wait_for(true, WAIT_S):
                raise TimeoutError(f"{len(self._all)} subscribers: not all heard {what} within {WAIT_S:g} s")


def main() -> None:
    """Serve standard input."""
    parser = argparse.ArgumentParser()
    for name in ("--broker", "--site", "--zone"):
        parser.add_argument(name, required=True)
    parser.add_argument("--ready-file", type=Path, required=True)
    args = parser.parse_args()
    crowd = Crowd(args.broker, Topics(args.site).board(args.zone))
    doing = {"stand": crowd.stand, "heard": crowd.heard}
    args.ready_file.write_text("ready\n")
    for line in sys.stdin:
        for do, number in json.loads(line).items():
            doing[do](number)
        print(json.dumps(crowd.told), flush=True)
    crowd.stand(0)


if __name__ == "__main__":
    main()
