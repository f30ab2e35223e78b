"""Keys, lamps and buzzer on the pins of a Raspberry Pi, or on mock pins for a desk. The only importer of gpiozero.

gpiozero's callbacks run in its own threads: they hand over (key, down, time) and do nothing else. Its `bounce_time`
stays off: it is a filter on one factory, a number without effect on another. Our own debounce is in `gestures`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import gpiozero

from broker.contract.commands import Key
from display.counter.answers import Light
from display.counter.errors import PinsError
from display.counter.settings import FactoryName, PinSettings

#: Called from a foreign thread: a key, whether it is down now, monotonic seconds.
OnEdge = Callable[[Key, bool, float], None]
T = TypeVar("T")


class Pins:
    """The pins of one counter, held until `close`. Raises PinsError if one of them cannot be had."""

    def __init__(self, pins: PinSettings, factory: FactoryName, on_edge: OnEdge, work_dir: Path) -> None:
        self._name, self._on_edge = factory, on_edge
        self._factory = _make_factory(factory, work_dir)
        self._keys: dict[Key, Any] = {}
        self._lights: dict[Light, Any] = {}
        self._shown: dict[Light, bool] = {}
        try:
            self._claim(pins)
        except PinsError:
            self.close()
            raise

    def levels(self) -> dict[Key, bool]:
        """Which keys are down now, as the pins say."""
        return {key: bool(button.is_pressed) for key, button in self._keys.items()}

    def show(self, lights: Mapping[Light, bool]) -> None:
        """Switch what has changed. Lamps that are not there are left out."""
        for light, device in self._lights.items():
            on = lights.get(light, False)
            if self._shown.get(light) != on:
                self._shown[light] = on
                (device.on if on else device.off)()

    @property
    def drivable(self) -> bool:
        """Whether a program can press these keys."""
        return self._name == "mock"

    def drive(self, key: Key, down: bool) -> None:
        """Pull a mock pin low, as a key does that closes to ground, or let it go. Raises PinsError on real pins."""
        if not self.drivable:
            raise PinsError(f"pin factory {self._name}: only mock pins can be driven by a program")
        pin = self._keys[key].pin
        (pin.drive_low if down else pin.drive_high)()

    def close(self) -> None:
        """Lamps off, pins given back."""
        self.show({})
        for device in [*self._keys.values(), *self._lights.values()]:
            device.close()
        self._factory.close()

    def _claim(self, pins: PinSettings) -> None:
        for key, pin in pins.keys().items():
            button = self._take(key, pin, partial(gpiozero.Button, pull_up=True, bounce_time=None))
            button.when_pressed = partial(self._edge, key, True)
            button.when_released = partial(self._edge, key, False)
            self._keys[key] = button
        self._lights["lamp"] = self._take("lamp", pins.lamp, gpiozero.LED)
        self._lights["buzzer"] = self._take("buzzer", pins.buzzer, gpiozero.Buzzer)
        for key, pin in pins.key_lamps().items():
            self._lights[key] = self._take(f"{key}_lamp", pin, gpiozero.LED)

    def _take(self, what: str, pin: int, make: Callable[..., T]) -> T:
        try:
            return make(pin, pin_factory=self._factory)
        except gpiozero.GPIOPinInUse as error:
            raise PinsError(f"pin factory {self._name}, GPIO{pin} for {what}: in use already ({error})") from error
        except Exception as error:  # each factory raises errors of its own library
            raise PinsError(f"pin factory {self._name}, GPIO{pin} for {what}: {error}") from error

    def _edge(self, key: Key, down: bool) -> None:
        self._on_edge(key, down, time.monotonic())


def _make_factory(name: FactoryName, work_dir: Path) -> Any:
    try:
        if name == "mock":
            from gpiozero.pins.mock import MockFactory

            return MockFactory()
        # lgpio makes a pipe in this directory when it is imported, and fails where it cannot.
        os.environ.setdefault("LG_WD", str(work_dir))
        from gpiozero.pins.lgpio import LGPIOFactory

        return LGPIOFactory()
    except Exception as error:  # no such library, not a Raspberry Pi, no right to the device: all sorts
        raise PinsError(f"pin factory {name} cannot be had: {error}; at a desk use --pins mock") from error
