"""A hall that is only told: boards of any office on the real service, without an engine, to see how they look."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import msgspec
from playwright.sync_api import Browser, Page

from broker.client.mqtt import MqttLink
from broker.contract.status import Board
from broker.store.store import Store
from display import samples
from firmware_cfg.processes import free_port, until
from tests.bench.board import SITE, Day
from tests.broker.web.browser.stand import start_web

BEAT_S = 0.5
FIRST_DAY = date.fromisoformat(samples.DAY)


@dataclass
class ToldHall:
    """One page of the board, and who tells the service what there is to be shown."""

    day: Day
    page: Page
    root: str
    days: int = 0
    _over: threading.Event = field(default_factory=threading.Event)

    def beat(self) -> None:
        """The engine lives, until the hall is closed."""
        while not self._over.wait(BEAT_S):
            self.day.beat(int(samples.MONDAY_0805))

    def tell(self, board: Board, earlier: Sequence[Board] = ()) -> None:
        """This board stands, on a day of its own; those before it fill the list of recent calls."""
        self.days += 1
        for each in (*earlier, board):
            self.day.board(msgspec.structs.replace(each, day=(FIRST_DAY + timedelta(self.days)).isoformat()))
        self.page.wait_for_function("(n) => document.querySelectorAll('.tile').length === n", arg=len(board.counters))
        last = next((each.number for each in reversed(board.counters) if each.number), "")
        self.page.wait_for_function(
            "(last) => document.getElementById('counters').textContent.includes(last)", arg=last
        )

    def close(self) -> None:
        """No more beats."""
        self._over.set()


@contextmanager
def told_hall(url: str, chromium: Browser, folder: Path, *more: str) -> Iterator[ToldHall]:
    """The service on a mosquitto, and a browser in front of it. `more`: arguments of the service."""
    link = MqttLink(url, "told-hall")
    link.start(will_topic="told/hall", will_payload=b"gone")
    day, port = Day(link), free_port()
    Store.open(folder / "office.db", holder="a hall that is told").close()
    web = start_web(folder, folder / "office.db", url, port, "web-told", "--site", SITE, *more)
    until(lambda: link.publish("told/ready", b""), 10, "mosquitto")
    day.office()
    day.beat(int(samples.MONDAY_0805))
    page = chromium.new_page(locale="vi-VN")
    hall = ToldHall(day, page, f"http://127.0.0.1:{port}")
    beats = threading.Thread(target=hall.beat)
    beats.start()
    try:
        page.goto(f"{hall.root}/board")
        yield hall
    finally:
        hall.close()
        beats.join()
        page.close()
        web.stop()
        for topic in (day.topics.board("hall"), day.topics.catalogue):
            link.publish(topic, b"", retain=True)  # nothing of it is left for the next hall
        link.close()


def with_numbers(board: Board, look: str) -> Board:
    """The same board whose numbers are of another series: `look` has a place for the running number, as "AB-{:05}"."""
    told = {each.number: look.format(n) for n, each in enumerate(board.counters, 1) if each.number}
    told |= {each.number: look.format(n) for n, each in enumerate(board.calls, 40) if each.number not in told}
    return msgspec.structs.replace(
        board,
        calls=tuple(msgspec.structs.replace(each, number=told[each.number]) for each in board.calls),
        counters=tuple(
            msgspec.structs.replace(each, number=told[each.number]) if each.number else each for each in board.counters
        ),
    )
