"""The counter at work in its own thread: mock pins, real gpiozero objects, a scripted engine in memory."""

from __future__ import annotations

import io
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from broker.client.link import MemoryHub, MemoryLink
from broker.contract.events import TicketCalled, Why
from broker.contract.ids import InstantMs
from display.buttons import Pins
from display.counter.machine import Machine
from display.counter.play import Play
from display.counter.settings import read_settings
from display.counter.view import View
from display.gestures import QUICK, Hands
from tests.display.counter_tools import DAY, NINE_MS, ScriptedEngine, called, counter_status, until

pytestmark = pytest.mark.edge
SETTINGS = read_settings(None, {"counter": "3", "broker": "mqtt://127.0.0.1:1", "site": "binh-minh", "pins": "mock"})


class Office:
    """A machine with its thread, and an engine that beats."""

    def __init__(self, tmp_path: Path) -> None:
        self.hub = MemoryHub()
        self.engine = ScriptedEngine(MemoryLink(self.hub))
        self.engine.start()
        self.link = MemoryLink(self.hub)
        self.machine = Machine(SETTINGS, QUICK, self.link, tmp_path)
        self.thread = threading.Thread(target=self.machine.run)
        self.out = io.StringIO()

    def open(self) -> None:
        self.thread.start()
        until(lambda: self.link.connected)
        self.engine.beat()
        self.engine.status = counter_status()
        self.engine.publish(self.engine.status)
        assert self.machine.wait(lambda view: view.online and view.status is not None, 5)

    def play(self, *lines: str) -> list[dict[str, Any]]:
        """What each line is answered."""
        before = len(self.out.getvalue())
        Play(self.machine, self.out).run(lines)
        return [json.loads(each) for each in self.out.getvalue()[before:].splitlines()]

    def lit(self, light: str) -> list[bool]:
        """All a lamp has done."""
        return [each.state for each in self.machine.pins._lights[light].pin.states]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    office.open()
    yield office
    office.machine.stop()
    office.thread.join(5)
    assert not office.thread.is_alive()


def test_a_press_goes_from_the_pin_to_the_engine_and_back_to_lamp_and_buzzer(office: Office) -> None:
    (said,) = office.play("press next")
    assert (said["ok"], said["answer"]) == (True, "accepted")
    assert [press.key for press in office.engine.presses] == ["next"]
    until(lambda: office.lit("buzzer")[-2:] == [True, False])
    assert True in office.lit("lamp")
    assert True in office.lit("next")


def test_a_long_press_and_its_refusal(office: Office) -> None:
    office.engine.script, office.engine.code = ["refuse"], "e_soon"
    office.engine.params = {"calls": 2, "wait_s": 60, "left_s": 24}
    (said,) = office.play("press recall long")
    assert (said["ok"], said["answer"], said["code"], said["params"]) == (
        False, "refused", "e_soon", {"calls": 2, "wait_s": 60, "left_s": 24},
    )  # fmt: skip
    assert office.engine.presses[0].long


def test_the_answer_names_the_state_that_followed_the_press(office: Office) -> None:
    office.engine.script = ["never"]
    ticket, why = f"{DAY}.A-025", Why(rule="score")
    office.engine.events = (
        TicketCalled(counter="3", ticket=ticket, call_id=f"{ticket}/1/1", nth=1, clerk=None, why=why),
    )

    def call() -> None:
        until(lambda: bool(office.engine.got))
        office.engine.answer(office.engine.got[0])
        office.engine.publish(called(revision=2, waiting=11, no_show_from=InstantMs(NINE_MS + 60_000)))

    engine = threading.Thread(target=call)
    engine.start()
    (said,) = office.play("press next")
    engine.join(5)
    assert (said["answer"], said["state"], said["number"], said["revision"]) == ("accepted", "calling", "A-025", 2)
    assert (said["nth"], said["waiting"], said["no_show_from"], said["no_show"]) == (1, 11, NINE_MS + 60_000, "soon")
    assert said["now_ms"] >= NINE_MS


def test_no_answer_is_told_within_a_second(office: Office) -> None:
    office.engine.script = ["never"]
    stop = keep_beating(office)
    begun_s = time.monotonic()
    (said,) = office.play("press next")
    took_s = time.monotonic() - begun_s
    stop()
    assert said["answer"] == "silent"
    assert 1.0 <= took_s < 1.5  # a second, the hand's own time, and the slack of a shared machine


def test_a_press_into_a_cut_link_is_offline_at_once_and_stays_unsent(office: Office) -> None:
    office.link.cut()
    begun_s = time.monotonic()
    (said,) = office.play("press next")
    assert said["answer"] == "offline"
    assert time.monotonic() - begun_s < 0.6
    office.link.mend()
    office.engine.beat()
    (said,) = office.play("wait online:true 5")
    assert said["ok"]
    assert office.engine.presses == []


def test_two_keys_at_once_and_a_hand_that_drums(office: Office) -> None:
    said = office.play("down next", "press pause", "up next")
    assert [each["answer"] for each in said] == ["done", "ignored", "done"]
    assert said[1]["code"] == "two_keys"


def test_a_key_that_is_down_at_the_start_is_no_press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pins, "levels", lambda _self: {"next": True, "recall": False, "start": False, "pause": False})
    office = Office(tmp_path)
    office.open()
    (said,) = office.play("press recall")
    office.machine.stop()
    office.thread.join(5)
    assert (said["answer"], said["code"]) == ("ignored", "two_keys")
    assert office.engine.presses == []


def test_an_edge_that_the_pins_swallowed_is_found_when_all_is_quiet(office: Office) -> None:
    pins, heard = office.machine.pins, office.machine.pins._on_edge
    office.play("down start")
    pins._on_edge = lambda *_: None
    office.play("up start")
    pins._on_edge = heard
    until(lambda: [press.key for press in office.engine.presses] == ["start"])


def test_wait_tells_what_came_and_what_did_not(office: Office) -> None:
    office.engine.publish(called(revision=2))
    said = office.play("wait number:A-025 5", "wait state:serving|calling 5", "wait state:paused 0.05", "status")
    assert [each["answer"] for each in said] == ["reached", "reached", "timeout", "done"]
    assert [each["ok"] for each in said] == [True, True, False, True]
    assert office.play("wait no_show:none 1")[0]["ok"]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("jump", "none of press, down"),
        ("press", "none of next, recall, start, pause"),
        ("press nxt", "'nxt'"),
        ("press next twice", "'twice'"),
        ("wait", "wait for what"),
        ("wait moon:full", "there is counter"),
        ("wait state:calling soon", "no number of seconds"),
        ("shot x", "--window"),
    ],
)
def test_a_line_that_cannot_be_played_is_answered_and_the_play_goes_on(office: Office, line: str, named: str) -> None:
    bad, good = office.play(line, "status")
    assert (bad["ok"], bad["answer"]) == (False, "error")
    assert named in bad["error"]
    assert good["ok"]


def test_the_play_ends_the_machine_at_quit_and_leaves_the_rest_unplayed(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.open()
    Play(office.machine, office.out).in_thread(["# a comment", "", "status", "quit", "status"])
    office.thread.join(5)
    assert not office.thread.is_alive()
    assert len(office.out.getvalue().splitlines()) == 1


def test_stopping_puts_the_lamps_out_and_says_goodbye(office: Office) -> None:
    office.engine.publish(called(revision=2, state="serving"))
    lamp = office.machine.pins._lights["lamp"].pin
    until(lambda: lamp.states[-1].state)
    office.machine.stop()
    office.thread.join(5)
    assert not lamp.states[-1].state
    assert office.hub.retained["homie/5/binh-minh-counter-3/$state"] == b"disconnected"


def test_whoever_looks_sees_every_change(tmp_path: Path) -> None:
    office, seen = Office(tmp_path), []
    office.machine.shows.append(lambda view: seen.append(view_state(view)))
    office.open()
    office.play("status")
    office.engine.publish(called(revision=2))
    until(lambda: seen[-1] == "calling")
    office.machine.stop()
    office.thread.join(5)
    assert list(dict.fromkeys(seen)) == ["", "ready", "calling"]


def test_forty_presses_are_forty_commands(office: Office) -> None:
    """As fast as quick hands may, on all four keys, with bounce: none lost, none doubled."""
    stop = keep_beating(office)
    keys = ("next", "recall", "start", "pause")
    said = office.play(*(f"press {keys[n % 4]}" for n in range(40)))
    stop()
    assert [each["answer"] for each in said] == ["accepted"] * 40
    assert [press.key for press in office.engine.presses] == [keys[n % 4] for n in range(40)]


def view_state(view: View) -> str:
    return view.status.state if view.status else ""


def keep_beating(office: Office) -> Any:
    """Beats twice a second until told to stop."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(0.5):
            office.engine.now_ms += 500
            office.engine.beat()

    thread = threading.Thread(target=beat)
    thread.start()

    def stop() -> None:
        over.set()
        thread.join(5)

    return stop


def test_hands_of_the_settings_reach_the_keys(tmp_path: Path) -> None:
    machine = Machine(SETTINGS, Hands(long_s=2.0), MemoryLink(MemoryHub()), tmp_path)
    machine.pins.close()
    assert machine.keys.hands.long_s == 2.0
