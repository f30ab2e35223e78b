"""The settings of a kiosk: command line and TOML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec

from assets.voice.numbers import Accent
from assets.wires.serial_line import SerialAddressError
from broker.client.link import HERE
from broker.client.problems import Problem
from broker.client.settings import Settings, SettingsError, load
from broker.contract.ids import DeviceId, Lang, SiteId
from kiosk.printing.options import PrinterOptions
from kiosk.scanning.reading import scanner_address
from kiosk.staff import pin

_PX = msgspec.Meta(ge=320, le=7_680, description="pixels; the page stands or lies as the screen does")


class KioskSettings(Settings, frozen=True, kw_only=True):
    """The whole of it. How the printer is spoken to stands in the file's table [printing]."""

    name: Annotated[DeviceId, msgspec.Meta(description="this kiosk's name, as in the office's file")]
    broker: Annotated[str, msgspec.Meta(description="mosquitto, mqtt://host:port")] = HERE
    site: Annotated[SiteId, msgspec.Meta(description="the office's short name in the topics")]
    printer: Annotated[
        str, msgspec.Meta(description="tcp://host:9100, serial:/dev/ttyUSB0?baud=115200 or usb-lp:/dev/usb/lp0")
    ]
    second_printer: Annotated[
        str, msgspec.Meta(description="one of the same kind that prints while the first cannot; nothing: there is none")
    ] = ""
    width: Annotated[int, _PX] = 1_080
    height: Annotated[int, _PX] = 1_920
    diagonal_in: Annotated[
        float, msgspec.Meta(ge=7, le=75, description="the screen's diagonal: how large a finger is in pixels")
    ] = 21.5
    mounting_mm: Annotated[
        float,
        msgspec.Meta(ge=0, le=2_000, description="from the floor to the screen's lower edge, for the lowered page"),
    ] = 750.0
    sound: Annotated[str, msgspec.Meta(description="ALSA device of the voice; nothing: the kiosk does not speak")] = (
        "default"
    )
    accent: Annotated[Accent, msgspec.Meta(description="of the Vietnamese voice")] = "north"
    fullscreen: Annotated[bool, msgspec.Meta(description="take the whole screen, whatever its size")] = False
    show_cursor: Annotated[bool, msgspec.Meta(description="for a mouse in place of a finger")] = False
    lang: Annotated[Lang, msgspec.Meta(description="the language a visitor finds")] = "vi"
    web_port: Annotated[
        int,
        msgspec.Meta(
            ge=0,
            le=65_535,
            description="the web service's port for devices, on mosquitto's machine; 0: no dossiers are looked up",
        ),
    ] = 0
    scanner: Annotated[
        str, msgspec.Meta(description="serial:/dev/serial/by-id/...?baud=9600, keyboard for one that types, or nothing")
    ] = ""
    notices: Annotated[
        Path | None,
        msgspec.Meta(description="folder of pictures shown while nobody is there; else those the office has put up"),
    ] = None
    notice_s: Annotated[int, msgspec.Meta(ge=3, le=600, description="each notice stays so long")] = 10
    staff_pin: Annotated[
        str, msgspec.Meta(description="hash of the staff PIN, by `python -m kiosk pin`; nothing: no staff corner")
    ] = ""
    bundles: Annotated[
        Path | None,
        msgspec.Meta(description="folder in which fetched procedures are kept; by itself in the state directory"),
    ] = None
    printing: PrinterOptions = PrinterOptions()


def read_settings(path: Path | None, given: dict[str, str]) -> KioskSettings:
    """The settings of a file and the command line. Raises SettingsError naming every mistake."""
    settings = load(path, KioskSettings, given)
    try:
        scanner_address(settings.scanner)
    except SerialAddressError as error:
        raise SettingsError(str(path or "settings"), [Problem(0, "scanner", str(error))]) from error
    if settings.staff_pin:
        try:
            pin.check(settings.staff_pin)
        except pin.PinError as error:
            raise SettingsError(str(path or "settings"), [Problem(0, "staff_pin", str(error))]) from error
    return settings
