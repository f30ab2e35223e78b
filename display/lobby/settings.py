"""What may be set for a lobby screen: where mosquitto is, which zone it shows, how large it is, how it speaks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec

from assets.voice.numbers import Accent
from broker.client.problems import Problem
from broker.client.settings import Settings, SettingsError, load
from broker.contract.ids import DeviceId, Lang, SiteId, ZoneId

_PX = msgspec.Meta(ge=270, le=7_680, description="pixels; the lobby's page is landscape")
#: Where calls are spoken. "none": this screen only shows, another one of the zone speaks.
SinkKind = Literal["alsa", "paced", "none"]


class LobbySettings(Settings, frozen=True, kw_only=True):
    """The whole of it."""

    name: Annotated[DeviceId, msgspec.Meta(description="this device's name")]
    zone: Annotated[ZoneId, msgspec.Meta(description="the zone whose board is shown and spoken")] = "hall"
    broker: Annotated[str, msgspec.Meta(description="mosquitto, mqtt://host:port")]
    site: Annotated[SiteId, msgspec.Meta(description="the office's short name in the topics")]
    width: Annotated[int, _PX] = 1_920
    height: Annotated[int, _PX] = 1_080
    fullscreen: Annotated[bool, msgspec.Meta(description="take the whole screen, whatever its size")] = False
    sink: Annotated[
        str,
        msgspec.Meta(
            description="who speaks: alsa:DEVICE, paced:DIR (a folder in place of a loudspeaker), or none. Exactly one "
            "screen of a zone speaks and reports what became of each call; one with none reports nothing"
        ),
    ] = "none"
    lang: Annotated[Lang, msgspec.Meta(description="language of the page; calls are in the visitor's")] = "vi"
    voice: Annotated[Accent, msgspec.Meta(description="accent of the Vietnamese voice")] = "north"
    recordings: Annotated[Path | None, msgspec.Meta(description="folder of human recordings, used word by word")] = None

    @property
    def sink_kind(self) -> SinkKind:
        """Which of the three it is."""
        kind = self.sink.partition(":")[0]
        return "alsa" if kind == "alsa" else "paced" if kind == "paced" else "none"

    @property
    def sink_place(self) -> str:
        """The ALSA device or the folder."""
        return self.sink.partition(":")[2] or "default"


def read_settings(path: Path | None, given: dict[str, str]) -> LobbySettings:
    """The settings of a file and the command line. Raises SettingsError naming every mistake."""
    settings = load(path, LobbySettings, given)
    problems = [Problem(0, name, text) for name, text in _mistakes(settings)]
    if problems:
        raise SettingsError(str(path or "settings"), problems)
    return settings


def _mistakes(settings: LobbySettings) -> list[tuple[str, str]]:
    kind, colon, place = settings.sink.partition(":")
    found = []
    if kind not in {"alsa", "paced", "none"} or (kind == "none" and colon) or (kind == "paced" and not place):
        found.append(("sink", f"{settings.sink!r} is neither alsa:DEVICE, paced:DIR nor none"))
    if settings.width <= settings.height:
        found.append(("width", f"{settings.width}x{settings.height} is not landscape"))
    return found
