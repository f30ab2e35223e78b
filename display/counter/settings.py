"""What may be set for a counter: where mosquitto is, pins by their BCM numbers, times of hands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec

from broker.client.link import HERE
from broker.client.problems import Problem
from broker.client.settings import Settings, SettingsError, load
from broker.contract.commands import Key
from broker.contract.ids import CounterId, DeviceId, Lang, SiteId
from display.gestures import QUICK, Hands

#: The pins of a Raspberry Pi's header, by their BCM numbers.
_KEY = msgspec.Meta(ge=2, le=27, description="BCM number; the key closes to ground")
_OUT = msgspec.Meta(ge=2, le=27, description="BCM number")
_LAMP = msgspec.Meta(ge=0, le=27, description="BCM number of the lamp in this key; 0: it has none")
FactoryName = Literal["lgpio", "mock"]


class PinSettings(Settings, frozen=True, kw_only=True):
    """Which pin is what. The defaults keep clear of I2C, SPI and UART."""

    next: Annotated[int, _KEY] = 17
    recall: Annotated[int, _KEY] = 27
    start: Annotated[int, _KEY] = 22
    pause: Annotated[int, _KEY] = 23
    lamp: Annotated[int, _OUT] = 24
    buzzer: Annotated[int, _OUT] = 25
    next_lamp: Annotated[int, _LAMP] = 5
    recall_lamp: Annotated[int, _LAMP] = 6
    start_lamp: Annotated[int, _LAMP] = 13
    pause_lamp: Annotated[int, _LAMP] = 19

    def keys(self) -> dict[Key, int]:
        """Key -> its pin."""
        return {"next": self.next, "recall": self.recall, "start": self.start, "pause": self.pause}

    def key_lamps(self) -> dict[Key, int]:
        """Key -> the pin of its lamp, where it has one."""
        lamps: dict[Key, int] = {
            "next": self.next_lamp, "recall": self.recall_lamp, "start": self.start_lamp, "pause": self.pause_lamp,
        }  # fmt: skip
        return {key: pin for key, pin in lamps.items() if pin}


class HandSettings(Settings, frozen=True, kw_only=True):
    """Times of hands, in real seconds."""

    stable_s: Annotated[float, msgspec.Meta(ge=0.02, le=0.05, description="a level that stood so long counts")] = 0.03
    lockout_s: Annotated[float, msgspec.Meta(ge=0.3, le=0.8, description="rest of a key after its release")] = 0.4
    long_s: Annotated[float, msgspec.Meta(ge=0.5, le=3, description="a press of this length is a long one")] = 1.0
    stuck_s: Annotated[float, msgspec.Meta(ge=5, le=60, description="a key down for so long is stuck")] = 10.0


class CounterSettings(Settings, frozen=True, kw_only=True):
    """The whole of it."""

    counter: Annotated[CounterId, msgspec.Meta(description="the counter these keys stand on")]
    broker: Annotated[str, msgspec.Meta(description="mosquitto, mqtt://host:port")] = HERE
    site: Annotated[SiteId, msgspec.Meta(description="the office's short name in the topics")]
    device: Annotated[DeviceId | None, msgspec.Meta(description="this device's name, else counter-<counter>")] = None
    pins: Annotated[FactoryName, msgspec.Meta(description="real pins, or mock ones for a desk")] = "lgpio"
    lang: Annotated[Lang, msgspec.Meta(description="language of the counter line")] = "vi"
    pin: PinSettings = PinSettings()
    hands: HandSettings = HandSettings()

    @property
    def device_name(self) -> str:
        """The name this device takes part under."""
        return self.device or f"counter-{self.counter}"

    def how_hands_press(self, *, quick: bool) -> Hands:
        """As set; or `quick`, for a demonstration: shorter times, with every guard in place."""
        set_ = self.hands
        return QUICK if quick else Hands(set_.stable_s, set_.lockout_s, set_.long_s, set_.stuck_s)


def read_settings(path: Path | None, given: dict[str, str]) -> CounterSettings:
    """The settings of a file and the command line. Raises SettingsError naming every mistake."""
    settings = load(path, CounterSettings, given)
    doubles = _doubles(settings.pin)
    if doubles:
        raise SettingsError(str(path or "settings"), [Problem(0, "[pin]", each) for each in doubles])
    return settings


def _doubles(pin: PinSettings) -> list[str]:
    given: dict[int, list[str]] = {}
    for name in pin.__struct_fields__:
        given.setdefault(getattr(pin, name), []).append(name)
    twice = {number: names for number, names in given.items() if number and len(names) > 1}
    return [f"GPIO{number} is given to {' and to '.join(names)}" for number, names in twice.items()]
