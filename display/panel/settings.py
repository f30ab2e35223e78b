"""What may be set for every small screen of a counter."""

from __future__ import annotations

from typing import Annotated

import msgspec

from assets.look.theme import Screen
from broker.client.link import HERE
from broker.client.settings import Settings
from broker.contract.ids import CounterId, DeviceId, Lang, SiteId

_PX = msgspec.Meta(ge=270, le=3_840, description="pixels; a screen that is higher than wide stands upright")


class PanelSettings(Settings, frozen=True, kw_only=True):
    """Root of the settings of a sign and of a tablet. The device's name is of its kind: sign-3, tablet-3."""

    counter: Annotated[CounterId, msgspec.Meta(description="the counter this screen belongs to")]
    broker: Annotated[str, msgspec.Meta(description="mosquitto, mqtt://host:port")] = HERE
    site: Annotated[SiteId, msgspec.Meta(description="the office's short name in the topics")]
    device: Annotated[DeviceId | None, msgspec.Meta(description="this device's name, else kind and counter")] = None
    lang: Annotated[Lang, msgspec.Meta(description="language of the page")] = "vi"
    width: Annotated[int, _PX] = 1_024
    height: Annotated[int, _PX] = 600
    diagonal_in: Annotated[float, msgspec.Meta(ge=5, le=32, description="diagonal of the screen in inches")] = 10.1
    fullscreen: Annotated[bool, msgspec.Meta(description="take the whole screen, whatever its size")] = False

    def named(self, kind: str) -> str:
        """The name this device takes part under."""
        return self.device or f"{kind}-{self.counter}"

    def screen(self, width: int, height: int) -> Screen:
        """The screen, as large as the window turned out to be."""
        return Screen(width, height, self.diagonal_in)
