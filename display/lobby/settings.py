"""What may be set for a lobby screen: where mosquitto is, which zone it shows, how large it is, how it speaks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec

from assets.voice.numbers import Accent
from broker.client.problems import Problem
from broker.client.settings import Settings, SettingsError, load
from broker.contract.ids import DeviceId, Lang, SiteId, ZoneId
from display.lobby.foot_words import Ticker

_PX = msgspec.Meta(ge=270, le=7_680, description="pixels; a screen that is higher than wide stands upright")
#: Where calls are spoken. "none": this screen only shows, another one of the zone speaks.
SinkKind = Literal["alsa", "paced", "none"]


class LobbySettings(Settings, frozen=True, kw_only=True):
    """The whole of it."""

    name: Annotated[DeviceId, msgspec.Meta(description="this device's name")]
    zone: Annotated[ZoneId, msgspec.Meta(description="the zone whose board is shown and spoken")] = "hall"
    broker: Annotated[str, msgspec.Meta(description="mosquitto, mqtt://host:port")]
    site: Annotated[SiteId, msgspec.Meta(description="the office's short name in the topics")]
    further_zones: Annotated[
        tuple[ZoneId, ...], msgspec.Meta(description="zones shown as well; other screens speak for them")
    ] = ()
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
    second_lang: Annotated[
        Lang | None, msgspec.Meta(description="a second language beside the first, for labels and sentences")
    ] = None
    diagonal_in: Annotated[float, msgspec.Meta(ge=5, le=200, description="diagonal of the screen in inches")] = 43.0
    distance_m: Annotated[
        float,
        msgspec.Meta(
            ge=0.5,
            le=50,
            description="metres to the last row: so large must calls be, and so many are shown at once; see --check",
        ),
    ] = 5.0
    ticker: Annotated[
        Ticker,
        msgspec.Meta(
            description="the office's lines below the board: run through, turn standing still, or off; the sentence on "
            "fees stays"
        ),
    ] = "run"
    notices: Annotated[
        Path | None,
        msgspec.Meta(
            description="folder of pictures shown while nobody is called; without one, those that the office has put "
            "up for all its screens"
        ),
    ] = None
    notices_after_s: Annotated[
        int, msgspec.Meta(ge=5, le=3_600, description="nobody was called for so long: the first notice is shown")
    ] = 60
    notice_s: Annotated[
        int, msgspec.Meta(ge=3, le=600, description="each notice stays so long, and so does the board between two")
    ] = 15
    shift_px: Annotated[
        int, msgspec.Meta(ge=0, le=16, description="the picture wanders so far, so that none burns in; 0: it stands")
    ] = 4
    voice: Annotated[Accent, msgspec.Meta(description="accent of the Vietnamese voice")] = "north"
    recordings: Annotated[Path | None, msgspec.Meta(description="folder of human recordings, used word by word")] = None

    @property
    def zones(self) -> tuple[ZoneId, ...]:
        """All zones of the screen, its own first."""
        return (self.zone, *self.further_zones)

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
    if settings.zone in settings.further_zones:
        found.append(("further_zones", f"{settings.zone!r} is the zone itself"))
    if settings.second_lang == settings.lang:
        found.append(("second_lang", f"{settings.second_lang!r} is the first language"))
    return found
