"""Tablet and sign as processes, a real engine, a real mosquitto: a finish wakes, a touch counts, a start ends."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec
import pytest

from broker.contract import commands as c
from broker.contract.codec import decode_status
from broker.contract.office import Office, Rating
from broker.engine import Engine
from broker.rating import Ratings
from broker.store.ratings import RatingStore, read_marks
from firmware_cfg.demo.hand import Hand
from firmware_cfg.processes import start, start_mosquitto
from tests.clients import Client, Ear, client
from tests.engines import EngineThread
from tests.offices import DATE, small_office

pytestmark = pytest.mark.flow
#: A screen that hears nothing says so, and since when, within so long.
STALE_S = 5.0
TOMORROW = "2026-11-24"


@pytest.fixture
def office(site: str) -> Office:
    rated = Rating(on=True, wait_s=300)
    return msgspec.structs.replace(small_office(beat_ms=200), site=site, rating=rated)


@pytest.fixture
def engine(mosquitto_url: str, office: Office, tmp_path: Path) -> Iterator[EngineThread]:
    with EngineThread(mosquitto_url, office, tmp_path / "office.db") as running:
        running.ask(lambda each: rate_in(each, tmp_path / "ratings.db"))
        yield running


def rate_in(engine: Engine, path: Path) -> None:
    """Let it count marks; made in its own thread, as SQLite wants it."""
    engine.unrecorded.ratings = Ratings(RatingStore.open(path))


def program(stack: ExitStack, kind: str, engine: EngineThread, folder: Path, *more: str) -> Hand:
    arguments = (
        "display", kind, "--counter", "1", "--broker", engine.url, "--site", engine.office.site, "--play", "-",
        "--width", "800", "--height", "480", "--diagonal-in", "7", "--state-dir", str(folder / kind), *more,
    )  # fmt: skip
    made = stack.enter_context(start(kind, *arguments, folder=folder, piped=True, DISPLAY=""))
    return Hand(made.wait_ready())


class Floor:
    """A machine and the keys of counter 1."""

    def __init__(self, engine: EngineThread) -> None:
        self.kiosk = client(engine.url, engine.topics, "k1")
        self.keys: Client = client(engine.url, engine.topics, "counter-1", engine.topics.counter("1"))
        self.keys.until(lambda: self.keys.counter("1"), "the counter's status")
        self.taken = 0

    def take(self) -> str:
        """A visitor takes a number."""
        self.taken += 1
        asked = c.RequestTicket(request_id=f"request-{self.taken:04}", service="copy", kiosk="k1")
        issued: Any = self.kiosk.ask(asked).events[0]
        self.kiosk.ask(c.ReportPrinted(ticket=issued.ticket))
        return str(issued.number)

    def press(self, key: str, state: str) -> None:
        """Press a key, and hear what state the counter is in then."""
        known = self.keys.device.beat
        self.keys.until(lambda: self.keys.device.beat is not known, "a beat of now")
        self.keys.ask(self.keys.press("1", key))
        self.keys.until(lambda: getattr(self.keys.counter("1"), "state", "") == state, f"the counter {state}")

    def close(self) -> None:
        self.kiosk.close()
        self.keys.close()


def test_a_finish_wakes_a_touch_counts_once_a_start_ends(engine: EngineThread, tmp_path: Path) -> None:
    ear = Ear(engine.url, "ear", f"{engine.topics.root}/answer/#")
    with ExitStack() as stack:
        tablet, sign = (program(stack, kind, engine, tmp_path) for kind in ("tablet", "sign"))
        floor = Floor(engine)
        stack.callback(floor.close)
        first = floor.take()
        floor.press("next", "ready")
        floor.press("next", "calling")
        assert sign.do(f"wait text:{first}")["ok"]
        assert "xin mời" in sign.do("status")["words"]
        floor.press("start", "serving")
        assert sign.do("wait text:Đang phục vụ")["ok"]
        assert tablet.do("status")["words"] == "dark\nvi"
        floor.press("start", "ready")

        assert tablet.do("wait text:hài lòng với lần phục vụ")["ok"]
        assert tablet.do("touch Rất hài lòng")["ok"]
        assert tablet.do("wait text:Cảm ơn")["ok"]
        assert not tablet.do("touch Rất hài lòng")["ok"], "nothing to touch any more"
        assert tablet.do("wait text:dark")["ok"]

        floor.take()
        floor.press("next", "calling")
        floor.press("start", "serving")
        floor.press("start", "ready")
        assert tablet.do("wait text:hài lòng với lần phục vụ")["ok"]
        floor.take()
        floor.press("next", "calling")
        floor.press("start", "serving")
        assert tablet.do("wait text:dark")["ok"]
        for hand in (tablet, sign):
            hand.do("quit")
            assert hand.program.process.wait(10) == 0
    counted = read_marks(tmp_path / "ratings.db", DATE, DATE, today=TOMORROW, shown_from=1)
    assert [each.by_mark for each in counted] == [{1: 1}]
    assert len(ear.on(engine.topics.answer("tablet-1"))) == 1
    ear.close()


def test_nothing_of_a_rating_stays_on_the_tablet(engine: EngineThread, tmp_path: Path) -> None:
    """Neither the right nor the mark is in a file or a log of the device."""
    heard = Ear(engine.url, "ear", engine.topics.rating("1"))
    with ExitStack() as stack:
        tablet = program(stack, "tablet", engine, tmp_path)
        floor = Floor(engine)
        stack.callback(floor.close)
        floor.take()
        floor.press("next", "ready")
        floor.press("next", "calling")
        floor.press("start", "serving")
        floor.press("start", "ready")
        assert tablet.do("wait text:hài lòng với lần phục vụ")["ok"]
        tokens = {
            status.token
            for each in heard.on(engine.topics.rating("1"))
            if (status := decode_status(each)).token is not None
        }  # type: ignore[union-attr]
        assert tablet.do("touch Không hài lòng")["ok"]
        assert tablet.do("wait text:Cảm ơn")["ok"]
        tablet.do("quit")
        tablet.program.process.wait(10)
    heard.close()
    (token,) = tokens
    kept = [each for each in (tmp_path / "tablet").rglob("*") if each.is_file()]
    written = b"".join(each.read_bytes() for each in (*kept, tmp_path / "tablet.log") if each.exists())
    assert not any(word in written for word in (token.encode(), b"satisfaction", b"RateService"))


def test_when_the_mqtt_server_dies_both_say_since_when_and_come_back(tmp_path: Path, office: Office) -> None:
    server, port = start_mosquitto(tmp_path)
    with ExitStack() as stack:
        stack.enter_context(server)
        engine = EngineThread(f"mqtt://127.0.0.1:{port}", office, tmp_path / "office.db")
        stack.enter_context(engine)
        engine.ask(lambda each: rate_in(each, tmp_path / "ratings.db"))
        tablet, sign = (program(stack, kind, engine, tmp_path) for kind in ("tablet", "sign"))
        floor = Floor(engine)
        stack.callback(floor.close)
        number = floor.take()
        floor.press("next", "ready")
        floor.press("next", "calling")
        assert sign.do(f"wait text:{number}")["ok"]
        server.kill()
        died_s = time.monotonic()
        assert sign.do("wait text:Mất kết nối từ")["ok"]
        assert time.monotonic() - died_s < STALE_S
        assert number.lower() in sign.do("status")["words"], "the last number that was heard, marked as such"
        assert tablet.do("wait text:Mất kết nối từ")["ok"]
        assert time.monotonic() - died_s < STALE_S
        again, _ = start_mosquitto(tmp_path, port)
        stack.enter_context(again)
        assert sign.do("wait gone:Mất kết nối")["ok"]
        assert tablet.do("wait gone:Mất kết nối")["ok"]
        assert number.lower() in sign.do("status")["words"]
