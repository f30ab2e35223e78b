"""Kiosk, engine and MQTT server killed at random while one visitor after the other takes a number: none is lost, none
is given twice.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from assets import find
from broker.client.clock import boottime_s
from broker.client.link import Inbound
from broker.client.mqtt import MqttLink
from broker.contract.codec import decode_status
from broker.contract.status import Waiting
from broker.contract.topics import Topics
from firmware_cfg.processes import ProcessError, Program, start, start_mosquitto, until
from kiosk.virtual_printer import VirtualPrinter
from tests.flows.busy_kiosk import SITE
from tests.offices import SEVEN

pytestmark = pytest.mark.flow

ROUNDS = 7
#: How long things go on between two deaths, and how long the dead stay dead: past the three seconds after which a
#: kiosk takes numbers of its own, or not.
BUSY_S, DEAD_S = (0.4, 2.0), (0.0, 5.0)
ORDER = ("mosquitto", "engine", "kiosk")
EIGHT = SEVEN + 3_600_000


class Floor:
    """The programs, each of which can be killed and started again."""

    def __init__(self, folder: Path, exits: ExitStack) -> None:
        self.folder, self.exits, self.starts, self.quiet = folder, exits, 0, False
        self.paper = exits.enter_context(VirtualPrinter(folder / "cuts", listen=("127.0.0.1", 0), speed=50))
        mosquitto, self.port = start_mosquitto(folder / "logs")
        self.programs: dict[str, Program] = {"mosquitto": mosquitto, "engine": self._engine(), "kiosk": self._kiosk()}
        exits.callback(lambda: [each.kill() for each in self.programs.values()])

    def kill(self, name: str) -> None:
        self.programs[name].kill()

    def start(self, name: str) -> None:
        make: dict[str, Callable[[], Program]] = {
            "mosquitto": lambda: start_mosquitto(self.folder / "logs", self.port)[0],
            "engine": self._engine, "kiosk": self._kiosk,
        }  # fmt: skip
        self.programs[name] = make[name]()

    @property
    def url(self) -> str:
        return f"mqtt://127.0.0.1:{self.port}"

    def _engine(self) -> Program:
        return start(
            "engine", "broker", "run", "--db", str(self.folder / "engine.db"), "--broker", self.url, "--office",
            str(find("offices/commune.toml")), "--open-day", "2026-11-23", "--clock", f"{EIGHT}@{boottime_s()}",
            folder=self.folder / "logs",
        ).wait_ready()  # fmt: skip

    def _kiosk(self) -> Program:
        self.starts += 1
        printer = self.paper.urls["tcp"]
        arguments = (str(self.folder / "kiosk"), self.url, printer, *(("quiet",) if self.quiet else ()))
        return start(
            f"kiosk-{self.starts}", "tests.flows.busy_kiosk", *arguments, folder=self.folder / "logs", ready=False
        )

    def journal(self, question: str) -> list[tuple[object, ...]]:
        file = self.folder / "kiosk" / "kiosk.db"
        with closing(sqlite3.connect(file, timeout=10)) as db:
            return db.execute(question).fetchall()


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    with ExitStack() as exits:
        yield Floor(tmp_path, exits)


def test_no_number_is_lost_or_given_twice(floor: Floor) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    floor.paper.wait_for_cuts(2, 30)
    for _ in range(ROUNDS):
        time.sleep(chance.uniform(*BUSY_S))
        names = chance.sample(sorted(floor.programs), k=chance.choice((1, 1, 2)))
        for name in names:
            floor.kill(name)
        time.sleep(chance.uniform(*DEAD_S))
        for name in sorted(names, key=ORDER.index):
            floor.start(name)
    floor.paper.wait_for_cuts(len(floor.paper.cuts) + 2, 60)  # it is well again
    floor.kill("kiosk")
    settle(floor)

    on_paper = Counter(each for cut in list(floor.paper.cuts) for each in tickets_of(floor.paper.picture(cut)))
    given = Counter(ticket for (ticket,) in floor.journal(GIVEN))
    live = live_tickets(floor, set(on_paper))
    print(f"{len(on_paper)} slips, {len(live)} live, {len(given)} given")
    assert len(on_paper) >= ROUNDS
    assert [ticket for ticket, papers in on_paper.items() if papers > 1] == [], "on two papers"
    assert [ticket for ticket, times in given.items() if times > 1] == [], "given to two visitors"
    assert set(on_paper) <= live, "on paper and not in the queue"
    assert live <= set(given), "in the queue, and no visitor was given it"


GIVEN = "SELECT day || '.' || number FROM request WHERE number IS NOT NULL"
OPEN = (
    "SELECT count(*) FROM request WHERE state = 'noted' OR paper IN ('none', 'printing', 'failed') AND number NOT NULL"
)


def settle(floor: Floor) -> None:
    """The kiosk is started once more, with nobody before it, and brings everything to its end."""
    floor.quiet = True
    floor.start("kiosk")
    until(lambda: floor.journal(OPEN) == [(0,)], 30, "open wishes to come to an end")
    until(lambda: floor.journal("SELECT count(*) FROM outbox") == [(0,)], 30, "the kiosk to tell all it had to")


def live_tickets(floor: Floor, wanted: set[str]) -> set[str]:
    """All tickets that may be called, as soon as those wanted are among them; else as they are after a while."""
    told: list[set[str]] = [set()]
    link = MqttLink(floor.url, "motcua-auditor")

    def hear(message: Inbound) -> None:
        status = decode_status(message.payload)
        if isinstance(status, Waiting):
            told.append({each.ticket for each in status.tickets})

    link.on_message = hear
    link.subscribe(Topics(SITE).waiting)
    link.start(will_topic="motcua/auditor", will_payload=b"")
    with suppress(ProcessError):
        until(lambda: wanted <= told[-1], 10, "the queue")
    link.close()
    return told[-1]


def tickets_of(picture: Path) -> list[str]:
    """The ticket of a slip, read from its QR; two hang together where the kiosk died before the first was cut."""
    return [str(code.text) for code in zxingcpp.read_barcodes(Image.open(picture))]
