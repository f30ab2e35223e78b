"""A numeric USB keypad as a counter's keys: the driver on a fake of evdev that behaves as the kernel does."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from broker.client.link import MemoryHub, MemoryLink
from display.keypad.driver import Show
from display.keypad.errors import KeypadError
from display.keypad.machine import Machine
from display.keypad.numpad import Numpad, open_input
from tests.display.counter_tools import until
from tests.display.keypad.hall import HANDS, StrictEngine

pytestmark = pytest.mark.edge
PATH = Path("/dev/input/by-id/numpad-event-kbd")
ENTER, PLUS, ZERO, MINUS, DOT = 96, 78, 82, 74, 83


@dataclass
class Event:
    type: int
    code: int
    value: int


class FakeInput:
    """As `evdev.InputDevice`: readable while events wait, grabbed once, ENODEV when it has been pulled out.

    No /dev/uinput can be had in a container, so the kernel's side is played here.
    """

    def __init__(self) -> None:
        self._read, self._write = os.pipe()
        self.events: list[Event] = []
        self.down: set[int] = set()
        self.leds: list[tuple[int, int]] = []
        self.grabbed = self.closed = self.pulled = self.held_by_another = False

    def fileno(self) -> int:
        return self._read

    def grab(self) -> None:
        if self.held_by_another:
            raise OSError(16, "Device or resource busy")
        assert not self.grabbed
        self.grabbed = True

    def read(self) -> Iterator[Event]:
        if self.pulled:
            raise OSError(19, "No such device")
        os.read(self._read, 4096)
        if not self.events:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        events, self.events = self.events, []
        return iter(events)

    def active_keys(self) -> list[int]:
        return sorted(self.down)

    def set_led(self, led_num: int, value: int) -> None:
        if self.pulled:
            raise OSError(19, "No such device")
        self.leds.append((led_num, value))

    def close(self) -> None:
        self.closed = True

    def type(self, code: int, value: int) -> None:
        """A key goes down (1), repeats (2) or comes up (0); the kernel adds the scan code and the end of a report."""
        self.events += [Event(4, 4, 0x70058), Event(1, code, value), Event(0, 0, 0)]
        os.write(self._write, b"x")

    def wink(self) -> None:
        """Readable, and then there is nothing."""
        os.write(self._write, b"x")

    def drop(self, *down: int) -> None:
        """So many events that the kernel dropped some; these keys are down now."""
        self.down = set(down)
        self.events += [Event(1, ENTER, 1), Event(0, 3, 0)]
        self.wink()

    def pull(self) -> None:
        self.pulled = True
        os.write(self._write, b"x")


@dataclass
class Desk:
    device: FakeInput
    numpad: Numpad


@pytest.fixture
def desk() -> Iterator[Desk]:
    device = FakeInput()
    numpad = Numpad(PATH, "3", lambda _path: device)
    (told,) = numpad.turn({}, 0)
    assert told.fresh
    yield Desk(device, numpad)
    numpad.close()


def edges(desk: Desk) -> list[tuple[str, bool]]:
    return [(key, down) for told in desk.numpad.turn({}, 1.0) for key, down, _ in told.edges]


@pytest.mark.parametrize(("code", "key"), [(ENTER, "next"), (PLUS, "recall"), (ZERO, "start"), (MINUS, "pause")])
def test_four_of_its_keys_are_the_counters(desk: Desk, code: int, key: str) -> None:
    desk.device.type(code, 1)
    assert edges(desk) == [(key, True)]
    desk.device.type(code, 0)
    assert edges(desk) == [(key, False)]


def test_a_held_key_repeats_itself_and_that_is_no_edge(desk: Desk) -> None:
    desk.device.type(ENTER, 1)
    for _ in range(5):
        desk.device.type(ENTER, 2)
    assert edges(desk) == [("next", True)]


def test_other_keys_are_nothing_and_nobody_else_gets_them(desk: Desk) -> None:
    desk.device.type(DOT, 1)
    assert edges(desk) == []
    assert desk.device.grabbed


def test_its_lamp_is_switched_when_it_changes(desk: Desk) -> None:
    for lamp in (True, True, False):
        desk.numpad.turn({"3": Show("A025", "serving", lamp=lamp)}, 0)
    assert desk.device.leds == [(0, 1), (0, 0)]


def test_a_key_that_is_down_when_it_comes_is_no_press() -> None:
    device = FakeInput()
    device.down = {ENTER, DOT}
    (told,) = Numpad(PATH, "3", lambda _path: device).turn({}, 0)
    assert (told.fresh, told.down, told.edges) == (True, frozenset({"next"}), ())


def test_its_gestures_are_presses_of_the_counter() -> None:
    device, hub = FakeInput(), MemoryHub()
    engine = StrictEngine(MemoryLink(hub))
    engine.open(["3"])
    link = MemoryLink(hub)
    machine = Machine(["3"], "binh-minh", "keypads", HANDS, link, Numpad(PATH, "3", lambda _path: device))
    thread = threading.Thread(target=machine.run)
    thread.start()
    until(lambda: link.connected)
    engine.beat()
    engine.tell_all()
    engine.tell("3", state="serving", number="A-025")
    assert machine.wait(lambda views: bool(views["3"].status and views["3"].status.state == "serving"), 5)
    until(lambda: (0, 1) in device.leds)
    device.type(ENTER, 1)
    device.type(ENTER, 2)
    device.type(ENTER, 0)
    until(lambda: bool(engine.accepted))
    machine.stop()
    thread.join(5)
    assert [(each.counter, each.key, each.long) for each in engine.accepted] == [("3", "next", False)]
    assert device.closed


def test_after_lost_events_the_keys_are_looked_at_anew(desk: Desk) -> None:
    desk.device.drop(MINUS)
    (told,) = desk.numpad.turn({}, 1.0)
    assert (told.fresh, told.down, told.edges) == (True, frozenset({"pause"}), ())


def test_a_kernel_that_changes_its_mind_is_no_unplugged_keypad(desk: Desk) -> None:
    desk.device.wink()
    (told,) = desk.numpad.turn({}, 1.0)
    assert (told.gone, told.edges) == ("", ())
    assert not desk.device.closed


def test_a_keypad_that_another_program_holds_is_told_and_let_go(desk: Desk) -> None:
    device = FakeInput()
    device.held_by_another = True
    numpad = Numpad(PATH, "3", lambda _path: device)
    (told,) = numpad.turn({}, 0)
    assert "Device or resource busy" in told.gone
    assert device.closed


def test_pulled_out_it_is_told_once_and_looked_for(desk: Desk) -> None:
    desk.device.pull()
    (told,) = desk.numpad.turn({}, 1.0)
    assert told.gone == f"numpad {PATH}: No such device"
    assert desk.device.closed
    assert desk.numpad.turn({}, 0.01) == []


def test_a_wait_is_ended_from_another_thread(desk: Desk) -> None:
    threading.Timer(0.05, desk.numpad.wake).start()
    (told,) = desk.numpad.turn({}, 30.0)
    assert told.edges == ()


def test_without_evdev_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "evdev", None)
    with pytest.raises(KeypadError, match="python3-evdev"):
        open_input(PATH)


def test_the_fake_has_what_evdev_has() -> None:
    evdev = pytest.importorskip("evdev")
    wanted: list[Callable[..., object]] = [getattr(evdev.InputDevice, name) for name in ("read", "grab", "set_led")]
    assert all(map(callable, wanted))
    assert (evdev.ecodes.KEY_KPENTER, evdev.ecodes.KEY_KPPLUS) == (ENTER, PLUS)
    assert (evdev.ecodes.KEY_KP0, evdev.ecodes.KEY_KPMINUS) == (ZERO, MINUS)
