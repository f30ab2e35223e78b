"""A plain numeric USB keypad as a counter's keys: four of its keys count, its Num Lock lamp is the counter's lamp.

The only importer of evdev, and only when such a keypad is opened. The keypad is grabbed: what is typed there goes to
nobody else. It debounces by itself, has no digits and no buzzer.
"""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from broker.contract.commands import Key
from broker.contract.ids import CounterId
from display.keypad.driver import Show, Told
from display.keypad.errors import KeypadError

#: The keys' numbers and the lamp's, as linux/input-event-codes.h has them.
KEY_NUMBERS: Mapping[int, Key] = {96: "next", 78: "recall", 82: "start", 74: "pause"}  # Enter, +, 0, -
EV_KEY, LED_NUML = 1, 0
#: "Some were lost": the kernel keeps so many events and no more.
EV_SYN, SYN_DROPPED = 0, 3
#: A key that is held repeats itself with this value: no news.
REPEAT = 2
#: A keypad that is not there is looked for so often.
AGAIN_S = 1.0


class InputEvent(Protocol):
    """One event of the kernel."""

    type: int
    code: int
    value: int


class InputDevice(Protocol):
    """The part of `evdev.InputDevice` that is used."""

    def fileno(self) -> int:
        """To wait on."""

    def grab(self) -> None:
        """Have it alone."""

    def read(self) -> Iterable[InputEvent]:
        """What has come. Raises OSError when the device has gone."""

    def active_keys(self) -> list[Any]:
        """Which keys are down now."""

    def set_led(self, led_num: int, value: int) -> None:
        """Switch one of its lamps."""

    def close(self) -> None:
        """Let go."""


def open_input(path: Path) -> InputDevice:
    """The keypad at a path below /dev/input. Raises OSError, or KeypadError where evdev is not installed."""
    try:
        import evdev
    except ModuleNotFoundError as error:
        raise KeypadError(f"numpad {path}: evdev is not installed here: apt install python3-evdev") from error
    device: InputDevice = evdev.InputDevice(str(path))
    return device


class Numpad:
    """A driver for one counter."""

    def __init__(self, path: Path, counter: CounterId, opener: Callable[[Path], InputDevice]) -> None:
        self._path, self._counter, self._opener = path, counter, opener
        self._device: InputDevice | None = None
        self._again_s = float("-inf")
        self._told_gone = False
        self._lamp: bool | None = None
        self._bell = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)

    def wake(self) -> None:
        """End a wait."""
        os.eventfd_write(self._bell, 1)

    def turn(self, shows: Mapping[CounterId, Show], wait_s: float) -> list[Told]:
        """Take what was pressed; switch the lamp."""
        try:
            if self._device is None:
                return self._open(wait_s)
            self._shine(self._device, shows)
            return self._read(self._device, wait_s)
        except OSError as fault:
            return self._lost(fault)

    def close(self) -> None:
        """Give the keypad back."""
        if self._device is not None:
            with suppress(OSError):
                self._device.set_led(LED_NUML, 0)
            with suppress(OSError):
                self._device.close()
        self._device = None

    def _open(self, wait_s: float) -> list[Told]:
        if time.monotonic() < self._again_s:
            self._wait(-1, min(wait_s, self._again_s - time.monotonic()))
            return []
        self._device, self._lamp = self._opener(self._path), None
        self._device.grab()
        anew = self._anew(self._device)
        self._told_gone = False
        return [anew]

    def _anew(self, device: InputDevice) -> Told:
        """Edges may be missing; which keys are down is known."""
        down = frozenset(KEY_NUMBERS[code] for code in device.active_keys() if code in KEY_NUMBERS)
        return Told(self._counter, time.monotonic(), fresh=True, down=down)

    def _read(self, device: InputDevice, wait_s: float) -> list[Told]:
        if not self._wait(device.fileno(), wait_s):
            return [Told(self._counter, time.monotonic())]
        events, now_s = _events(device), time.monotonic()
        if any((event.type, event.code) == (EV_SYN, SYN_DROPPED) for event in events):
            return [self._anew(device)]
        edges = tuple(
            (KEY_NUMBERS[event.code], bool(event.value), now_s)
            for event in events
            if event.type == EV_KEY and event.code in KEY_NUMBERS and event.value != REPEAT
        )
        return [Told(self._counter, now_s, edges)]

    def _wait(self, file: int, wait_s: float) -> bool:
        """Whether `file` has something; False after the time or when somebody rang."""
        files = [self._bell] if file < 0 else [self._bell, file]
        happened = select.select(files, [], [], max(0.0, wait_s))[0]
        if self._bell in happened:
            with suppress(BlockingIOError):
                os.eventfd_read(self._bell)
        return file in happened

    def _shine(self, device: InputDevice, shows: Mapping[CounterId, Show]) -> None:
        lamp = self._counter in shows and shows[self._counter].lamp
        if lamp != self._lamp:
            self._lamp = lamp
            device.set_led(LED_NUML, int(lamp))

    def _lost(self, fault: OSError) -> list[Told]:
        self.close()
        self._again_s = time.monotonic() + AGAIN_S
        news, self._told_gone = not self._told_gone, True
        why = f"numpad {self._path}: {fault.strerror or fault}"
        return [Told(self._counter, float("-inf"), gone=why)] if news else []


def _events(device: InputDevice) -> list[InputEvent]:
    """Nothing where the kernel changed its mind after it had said that there was something."""
    try:
        return list(device.read())
    except BlockingIOError:
        return []
