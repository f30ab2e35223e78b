"""What somebody who stands at the machine wants to know of it: versions, network, link, printer."""

from __future__ import annotations

import platform
import socket
from contextlib import suppress
from importlib import metadata

from broker.client.device import Device
from broker.client.mqtt import parse_url
from kiosk.session.staff_messages import Fact

#: Addresses that no packet is sent to: asking for the way there tells which of our own would be used.
_ANYWHERE = "192.0.2.1"


def versions() -> list[Fact]:
    """Of the product and what it runs on."""
    return [
        Fact("fact.version", _version("motcua")),
        Fact("fact.system", f"Python {platform.python_version()}, {platform.system()} {platform.release()}"),
    ]


def network(device: Device, broker_url: str, now_s: float) -> list[Fact]:
    """Our address, mosquitto's, how long ago the engine was heard and when it began."""
    heard = device.heard
    age = f"{max(0.0, now_s - heard[1]):.1f} s" if heard is not None else "–"
    epoch = f"{heard[0].epoch}.{heard[0].beat}" if heard is not None else "–"
    return [
        Fact("fact.address", _own_address(broker_url)),
        Fact("fact.mqtt", broker_url),
        Fact("fact.beat", age),
        Fact("fact.epoch", epoch),
    ]


def _version(name: str) -> str:
    with suppress(metadata.PackageNotFoundError):
        return metadata.version(name)
    return "–"


def _own_address(broker_url: str) -> str:
    """The address of this machine on the way to mosquitto; of the way to anywhere if that is this machine itself."""
    return _towards(_host(broker_url)) or _towards(_ANYWHERE) or "–"


def _host(url: str) -> str:
    with suppress(Exception):  # whatever is wrong with it was told at the start
        return parse_url(url)[0]
    return ""


def _towards(host: str) -> str:
    if not host:
        return ""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        asked.connect((host, 9))
        address = str(asked.getsockname()[0])
        return "" if address.startswith("127.") else address
    return ""
