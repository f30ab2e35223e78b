"""A number that was called stands on the board whatever is started again: screen, engine, MQTT server. All real.

And what is not known is said, within five seconds.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from broker.contract import commands as c
from broker.contract import events as e
from firmware_cfg.demo.hand import Hand
from firmware_cfg.processes import Program, start, start_mosquitto
from tests.clients import client
from tests.display.boards import MONDAY_0805
from tests.engines import EngineThread
from tests.offices import small_office

pytestmark = pytest.mark.flow
OFFICE = small_office()
#: "Mất kết nối từ 09:12" within so long.
STALE_S = 5.0


@contextmanager
def lobby(folder: Path, url: str, *more: str) -> Iterator[Hand]:
    arguments = (
        "display", "lobby", "--name", "lobby1", "--broker", url, "--site", OFFICE.site, "--play", "-",
        "--width", "960", "--height", "540", "--state-dir", str(folder / "state"), *more,
    )  # fmt: skip
    with start("lobby", *arguments, folder=folder, piped=True, DISPLAY="") as program:
        yield Hand(program.wait_ready())


def engine(url: str, folder: Path) -> EngineThread:
    return EngineThread(url, OFFICE, folder / "office.db", now_ms=MONDAY_0805)


def call_one(running: EngineThread, counter: str = "1") -> str:
    """Somebody takes a number and is called: the number."""
    kiosk = client(running.url, running.topics, "k1")
    buttons = client(running.url, running.topics, f"counter-{counter}", running.topics.counter(counter))
    buttons.until(lambda: buttons.counter(counter), "the counter's status")
    (issued,) = kiosk.ask(c.RequestTicket(request_id="request-0001", service="copy", kiosk="k1")).events
    assert isinstance(issued, e.TicketIssued)
    kiosk.ask(c.ReportPrinted(ticket=issued.ticket))
    while (shown := buttons.counter(counter)) is None or shown.number is None:
        seen = len(buttons.heard.statuses)
        buttons.ask(buttons.press(counter, "next"))
        buttons.until(lambda: len(buttons.heard.statuses) > seen, "the counter's new status")  # noqa: B023
    kiosk.close()
    buttons.close()
    return issued.number


@pytest.fixture
def mosquitto(tmp_path: Path) -> Iterator[tuple[Program, int]]:
    program, port = start_mosquitto(tmp_path)
    with program:
        yield program, port


def test_a_called_number_survives_every_restart(tmp_path: Path, mosquitto: tuple[Program, int]) -> None:
    first, port = mosquitto
    url = f"mqtt://127.0.0.1:{port}"
    running = engine(url, tmp_path).start()
    number = call_one(running)
    with lobby(tmp_path, url) as hand:
        assert hand.do(f"wait text:{number}")["ok"]
    with lobby(tmp_path, url) as hand:
        assert hand.do(f"wait text:{number}")["ok"], "the screen was started again"
        assert hand.do("wait text:08:0")["ok"], "the engine's hour: a beat has been heard"
        running.stop()
        assert hand.do("wait text:Mất kết nối từ 08:0")["ok"]
        running = engine(url, tmp_path).start()
        assert hand.do("wait gone:Mất kết nối")["ok"]
        assert number.lower() in hand.do("status")["words"], "the engine was started again"
        first.kill()
        cut_s = time.monotonic()
        assert hand.do("wait text:Mất kết nối")["ok"]
        assert time.monotonic() - cut_s < STALE_S
        assert "đến quầy" not in hand.do("status")["words"], "no call is claimed to stand"
        second, _ = start_mosquitto(tmp_path, port)
        with second:
            assert hand.do("wait gone:Mất kết nối")["ok"]
            words = hand.do("status")["words"]
            assert number.lower() in words, "mosquitto was started again, and had forgotten everything"
            assert "đến quầy" in words
            running.stop()


def test_a_silent_engine_is_told_within_five_seconds(tmp_path: Path, mosquitto: tuple[Program, int]) -> None:
    """The line stands, mosquitto answers: only the beat stays away."""
    url = f"mqtt://127.0.0.1:{mosquitto[1]}"
    with engine(url, tmp_path) as running, lobby(tmp_path, url) as hand:
        assert hand.do(f"wait text:{call_one(running)}")["ok"]
        hung_s = time.monotonic()
        hangs = threading.Thread(target=running.ask, args=(lambda _engine: time.sleep(STALE_S + 1),))
        hangs.start()
        assert hand.do("wait text:Mất kết nối từ 08:0")["ok"]
        assert time.monotonic() - hung_s < STALE_S
        assert hand.do("wait gone:Mất kết nối")["ok"]
        hangs.join()
