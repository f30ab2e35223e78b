"""The lobby as a process, on a real mosquitto: late, restarted under, cut off, ended; and what it says aloud."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from broker.client.mqtt import MqttLink
from broker.contract.office import Series
from firmware_cfg.demo.hand import Hand
from firmware_cfg.processes import Program, start, start_mosquitto, until
from tests.display.boards import MONDAY_0805, board, call, office, ten_fields
from tests.display.small_engine import SITE, TOPICS, SmallEngine

pytestmark = pytest.mark.flow


@pytest.fixture
def mosquitto(tmp_path: Path) -> Iterator[tuple[Program, int]]:
    program, port = start_mosquitto(tmp_path)
    with program:
        yield program, port


@pytest.fixture
def engine(mosquitto: tuple[Program, int]) -> Iterator[SmallEngine]:
    with SmallEngine(MqttLink(f"mqtt://127.0.0.1:{mosquitto[1]}", "small-engine")) as made:
        assert made.connected.wait(10)
        made.beat_on()
        yield made


def lobby(folder: Path, port: int, *more: str, piped: bool = True) -> Program:
    arguments = (
        "display", "lobby", "--name", "lobby1", "--broker", f"mqtt://127.0.0.1:{port}", "--site", SITE,
        "--width", "1280", "--height", "720", "--state-dir", str(folder / "state"), *more,
    )  # fmt: skip
    return start("lobby", *arguments, folder=folder, piped=piped, DISPLAY="").wait_ready()


def test_a_lobby_that_starts_late_shows_what_is_retained(
    tmp_path: Path, mosquitto: tuple[Program, int], engine: SmallEngine
) -> None:
    engine.catalogue(office())
    engine.publish(board(41, call("A-025", 3), fields=ten_fields()))
    trace, shots = tmp_path / "trace", tmp_path / "shots"
    more = ("--play", "-", "--trace", str(trace), "--shots", str(shots), "--notices", str(tmp_path / "none"))
    with lobby(tmp_path, mosquitto[1], *more) as program:
        hand = Hand(program)
        assert hand.do("wait revision:41")["ok"]
        assert f"notices = '{tmp_path}/none' is no folder" in program.log.read_text()
        assert hand.do("wait text:Trung tâm Phục vụ hành chính công xã Bình Minh")["ok"]
        words = hand.do("status")["words"]
        assert "a-025" in words
        assert "xin mời công dân có số thứ tự a, không hai năm, đến quầy số ba." in words
        longer = office(series=(Series(prefix="MW", digits=5),), authority={"vi": "Ủy ban nhân dân tỉnh"})
        engine.catalogue(longer)
        assert hand.do("wait text:Ủy ban nhân dân tỉnh")["ok"]
        told = program.log.read_text()
        assert told.index("numbers as wide as H-011") < told.index("numbers as wide as MW-00001")
        shot = hand.do("shot late")
        assert Path(shot["file"]).read_bytes()[:4] == b"\x89PNG"
        assert hand.do("quit")["ok"]
        assert program.process.wait(10) == 0
    first = json.loads(trace.read_text().splitlines()[0])
    assert (first["epoch"], first["revision"]) == (1, 41)
    assert json.loads((tmp_path / "lobby.ready").read_text())["first_frame_s"] > 0
    assert engine.reports == [], "a screen without a voice reports nothing"


def test_a_lobby_lives_through_a_restart_of_mosquitto(
    tmp_path: Path, mosquitto: tuple[Program, int], engine: SmallEngine
) -> None:
    """Nothing is retained any more; the engine publishes anew when it is connected, as every writer does."""
    engine.publish(board(1, call("A-025", 3)))
    first, port = mosquitto
    with lobby(tmp_path, port, "--play", "-") as program:
        hand = Hand(program)
        assert hand.do("wait text:A-025")["ok"]
        assert hand.do("wait text:08:0")["ok"], "the engine's hour: a beat has been heard"
        first.kill()
        assert hand.do("wait text:Mất kết nối từ 08:05")["ok"]
        again = threading.Event()
        engine.link.on_connection = lambda up: again.set() if up else None
        second, _ = start_mosquitto(tmp_path, port)
        with second:
            assert again.wait(30)
            engine.publish(board(2, call("C-044", 5, at=MONDAY_0805 + 1)))
            assert hand.do("wait text:C-044")["ok"]
            assert hand.do("wait gone:Mất kết nối")["ok"]
            assert hand.do("wait revision:2")["ok"]
            hand.do("quit")
            program.process.wait(10)


def test_calls_are_spoken_as_they_are_shown_and_reported(
    tmp_path: Path, mosquitto: tuple[Program, int], engine: SmallEngine
) -> None:
    """Real speech into a sink that takes its time, at sixty times the pace."""
    engine.speed = 60.0
    engine.publish(board(1))
    with lobby(tmp_path, mosquitto[1], "--play", "-", "--sink", f"paced:{tmp_path / 'sound'}") as program:
        hand = Hand(program)
        assert hand.do("wait revision:1")["ok"]
        calls = [call("A-025", 3, at=MONDAY_0805 + 1), call("C-044", 1, at=MONDAY_0805 + 2)]
        engine.publish(board(2, *calls))
        until(lambda: len(engine.reports) == 2, 20, "two reports")
        shown = hand.do("status")["words"]
        hand.do("quit")
        program.process.wait(10)
    spoken = [json.loads(line) for line in (tmp_path / "sound" / "record.jsonl").read_text().splitlines()]
    assert {report.call_id for report in engine.reports} == {each.call_id for each in calls}
    assert [report.dropped for report in engine.reports] == ["", ""]
    assert [each["text"] for each in spoken[:2]] == [
        "Mời số a, không hai năm, quầy ba.",
        "Mời số xê, không bốn bốn, quầy một.",
    ]
    assert any(each["text"].lower() in shown for each in spoken)
    until(lambda: engine.homie.get(TOPICS.homie("lobby1")) == b"disconnected", 5, "the goodbye")


def test_sigterm_ends_it_in_order(tmp_path: Path, mosquitto: tuple[Program, int], engine: SmallEngine) -> None:
    with lobby(tmp_path, mosquitto[1], piped=False) as program:
        until(lambda: engine.homie.get(TOPICS.homie("lobby1")) == b"ready", 10, "to be ready")
        program.process.send_signal(signal.SIGTERM)
        assert program.process.wait(10) == 0
    until(lambda: engine.homie.get(TOPICS.homie("lobby1")) == b"disconnected", 5, "the goodbye")


def test_a_lobby_that_is_killed_is_lost(tmp_path: Path, mosquitto: tuple[Program, int], engine: SmallEngine) -> None:
    with lobby(tmp_path, mosquitto[1], piped=False) as program:
        until(lambda: engine.homie.get(TOPICS.homie("lobby1")) == b"ready", 10, "to be ready")
        program.kill()
    until(lambda: engine.homie.get(TOPICS.homie("lobby1")) == b"lost", 30, "the will")


def test_garbage_does_not_end_it(tmp_path: Path, mosquitto: tuple[Program, int], engine: SmallEngine) -> None:
    with lobby(tmp_path, mosquitto[1], "--play", "-") as program:
        hand = Hand(program)
        for garbage in (b"\x00\xff", b"{}", b"[" * 100_000, b"x" * 600_000):
            for topic in (TOPICS.board("hall"), TOPICS.catalogue, TOPICS.beat, TOPICS.answer("lobby1")):
                engine.link.publish(topic, garbage)
        engine.publish(board(1, call("A-025", 3)))
        assert hand.do("wait text:A-025")["ok"]
        hand.do("quit")
        assert program.process.wait(10) == 0


def test_a_call_can_be_heard_beforehand(tmp_path: Path) -> None:
    out = tmp_path / "call.wav"
    command = [sys.executable, "-m", "display", "voice", "say", "--ticket", "A025", "--counter", "3", "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.startswith("Xin mời công dân có số thứ tự a, không hai năm, đến quầy số ba.")
    with wave.open(str(out)) as sound:
        assert sound.getnframes() / sound.getframerate() > 4


@pytest.mark.parametrize("ticket", ["A0I", "", "A-1", "??"])
def test_a_number_that_is_none_is_refused(tmp_path: Path, ticket: str) -> None:
    out = tmp_path / "call.wav"
    command = [
        sys.executable,
        "-m",
        "display",
        "voice",
        "say",
        f"--ticket={ticket}",
        "--counter",
        "3",
        "--out",
        str(out),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, out.exists()) == (2, False)
    assert "is no number of a ticket" in done.stderr


def test_a_counter_unit_pulls_in_no_kivy() -> None:
    code = (
        "import sys\nfrom display.__main__ import main\n"
        "try: main(['counter', '--help'])\nexcept SystemExit: pass\n"
        "sys.exit(any(name.split('.')[0] in {'kivy', 'sqlalchemy', 'starlette'} for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False).returncode == 0
