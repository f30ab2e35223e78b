"""What may be set for call keypads: where mosquitto is, what they hang on, which pad stands on which counter."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec

from assets.wires.serial_line import SerialAddress, SerialAddressError, serial_address
from broker.client.link import HERE
from broker.client.problems import Problem
from broker.client.settings import Settings, SettingsError, load
from broker.contract.ids import CounterId, DeviceId, Lang, SiteId
from display.gestures import QUICK, Hands
from display.keypad.frames import PADS, SIGNS

SERIAL, NUMPAD = "serial:", "numpad:"
_LINE = msgspec.Meta(description="serial:/dev/serial/by-id/...?baud=115200, or numpad:/dev/input/by-id/...-event-kbd")
_PADS = msgspec.Meta(min_length=1, max_length=len(PADS), description='address=counter, e.g. "1=3" or "1=3, 2=4"')
_SIGNS = msgspec.Meta(
    max_length=len(SIGNS), description='LED signs over these counters on the same line, address=counter, e.g. "33=3"'
)
_PATIENCE = msgspec.Meta(ge=5, le=500, description="how long a pad and the adapter may take to begin a reply")


class HandSettings(Settings, frozen=True, kw_only=True):
    """Times of hands, in real seconds; the keypads debounce by themselves."""

    lockout_s: Annotated[float, msgspec.Meta(ge=0.3, le=0.8, description="rest of a key after its release")] = 0.4
    long_s: Annotated[float, msgspec.Meta(ge=0.5, le=3, description="a press of this length is a long one")] = 1.0
    stuck_s: Annotated[float, msgspec.Meta(ge=5, le=60, description="a key down for so long is stuck")] = 10.0


class KeypadSettings(Settings, frozen=True, kw_only=True):
    """The whole of it."""

    line: Annotated[str, _LINE]
    pads: Annotated[tuple[str, ...], _PADS]
    broker: Annotated[str, msgspec.Meta(description="mosquitto, mqtt://host:port")] = HERE
    site: Annotated[SiteId, msgspec.Meta(description="the office's short name in the topics")]
    device: Annotated[DeviceId, msgspec.Meta(description="this device's name")] = "keypads"
    lang: Annotated[Lang, msgspec.Meta(description="language of the counter lines")] = "vi"
    signs: Annotated[tuple[str, ...], _SIGNS] = ()
    patience_ms: Annotated[int, _PATIENCE] = 30
    hands: HandSettings = HandSettings()

    @property
    def counters(self) -> dict[int, CounterId]:
        """Address of its keypad -> counter."""
        return _places(self.pads)

    @property
    def signed(self) -> dict[int, CounterId]:
        """Address of its sign -> counter."""
        return _places(self.signs)

    @property
    def address(self) -> SerialAddress | None:
        """The serial line, if the keypads hang on one. Raises SerialAddressError."""
        return serial_address(self.line.removeprefix(SERIAL)) if self.line.startswith(SERIAL) else None

    def how_hands_press(self, *, quick: bool) -> Hands:
        """As set, or `quick`, for a demonstration."""
        if quick:
            return Hands(0.0, QUICK.lockout_s, QUICK.long_s, QUICK.stuck_s)
        return Hands(0.0, self.hands.lockout_s, self.hands.long_s, self.hands.stuck_s)


def read_settings(path: Path | None, given: dict[str, str]) -> KeypadSettings:
    """The settings of a file and the command line. Raises SettingsError naming every mistake."""
    settings = load(path, KeypadSettings, given)
    wrong = [*_wrong_places("pads", settings.pads, PADS), *_wrong_places("signs", settings.signs, SIGNS)]
    wrong += [*_wrong_signs(settings), *_wrong_line(settings)]
    if wrong:
        raise SettingsError(str(path or "settings"), [Problem(0, "", each) for each in wrong])
    return settings


def _split(pad: str) -> tuple[str, str]:
    address, _, counter = pad.partition("=")
    return address.strip(), counter.strip()


def _places(given: tuple[str, ...]) -> dict[int, CounterId]:
    return {int(address): counter for address, counter in map(_split, given)}


def _wrong_places(setting: str, given: tuple[str, ...], addresses: range) -> list[str]:
    split = [_split(each) for each in given]
    wrong = [
        f'{setting}: {"=".join(each)!r} is no "address=counter" with an address of {addresses[0]} to {addresses[-1]}'
        for each in split
        if not each[0].isdecimal() or int(each[0]) not in addresses or not each[1]
    ]
    for at, what in enumerate(("address", "counter")):
        names = [each[at] for each in split]
        wrong += [f"{setting}: {what} {name} is given twice" for name in sorted(set(names)) if names.count(name) > 1]
    return wrong


def _wrong_signs(settings: KeypadSettings) -> list[str]:
    """A sign hangs on the line of its counter's keypad: one program knows the counter."""
    pads = {_split(each)[1] for each in settings.pads}
    return [f"signs: counter {name} has no keypad here" for _, name in map(_split, settings.signs) if name not in pads]


def _wrong_line(settings: KeypadSettings) -> list[str]:
    if settings.line.startswith(NUMPAD):
        wrong = ["pads: one numpad serves one counter"] if len(settings.pads) > 1 else []
        return wrong + (["signs: they hang on a serial line, not on a numpad"] if settings.signs else [])
    try:
        return [] if settings.address else [f"line: {settings.line!r} is neither {SERIAL}... nor {NUMPAD}..."]
    except SerialAddressError as error:
        return [f"line: {error}"]
