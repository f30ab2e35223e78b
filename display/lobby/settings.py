"""What may be set for a lobby screen: where mosquitto is, which zone it shows, how large it is, how it speaks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec

from assets.voice.numbers import Accent
from broker.client.link import HERE
from broker.client.problems import Problem
from broker.client.settings import Settings, SettingsError, load
from broker.contract.ids import DeviceId, Lang, SiteId, ZoneId
from broker.hall.foot_words import Ticker
from broker.hall.sentences import NoticeKind
from broker.hall.sound_hours import SoundHours, read_hours, wrong_hours

_PX = msgspec.Meta(ge=270, le=7_680, description="pixels; a screen that is higher than wide stands upright")
#: Where calls are spoken. "none": this screen only shows, another one of the zone speaks.
SinkKind = Literal["alsa", "paced", "none"]


class LobbySettings(Settings, frozen=True, kw_only=True):
    """The whole of it."""

    name: Annotated[DeviceId, msgspec.Meta(description="this device's name")]
    zone: Annotated[ZoneId, msgspec.Meta(description="the zone whose board is shown and spoken")] = "hall"
    broker: Annotated[str, msgspec.Meta(description="mosquitto, mqtt://host:port")] = HERE
    site: Annotated[SiteId, msgspec.Meta(description="the office's short name in the topics")]
    further_zones: Annotated[tuple[ZoneId, ...], msgspec.Meta(description="zones shown as well")] = ()
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
    further_sinks: Annotated[
        tuple[str, ...],
        msgspec.Meta(
            description="loudspeakers of further zones, ZONE=alsa:DEVICE or ZONE=paced:DIR; others are silent"
        ),
    ] = ()
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
        int,
        msgspec.Meta(ge=5, le=3_600, description="nobody was called for so long: the first notice or page is shown"),
    ] = 60
    notice_s: Annotated[
        int,
        msgspec.Meta(
            ge=3, le=600, description="each notice or page stays so long, and so does the board between two turns"
        ),
    ] = 15
    published: Annotated[
        bool,
        msgspec.Meta(
            description="while nobody is called show the procedures that the office publishes, if it has imported any, "
            "in turn with the notices"
        ),
    ] = True
    shift_px: Annotated[
        int, msgspec.Meta(ge=0, le=16, description="the picture wanders so far, so that none burns in; 0: it stands")
    ] = 4
    voice: Annotated[Accent, msgspec.Meta(description="accent of the Vietnamese voice")] = "north"
    recordings: Annotated[
        Path | None,
        msgspec.Meta(
            description="folder of human recordings, used word by word (see display voice script and check); without "
            "one, those that the office has sent to all its screens"
        ),
    ] = None
    who: Annotated[
        str, msgspec.Meta(max_length=60, description='who is asked to come, as "tổ chức, công dân"; empty: công dân')
    ] = ""
    announce: Annotated[
        tuple[NoticeKind, ...],
        msgspec.Meta(description="what is said by the clock: work begins, the last numbers, lunch, the end"),
    ] = ("open", "closing15", "lunch", "end")
    quiet: Annotated[
        tuple[str, ...], msgspec.Meta(description="when nothing is said, FROM-TO as 12:00-13:00; the board shows on")
    ] = ()
    volume: Annotated[
        tuple[str, ...], msgspec.Meta(description="how loud from when on, TIME=PERCENT as 07:00=100; else always full")
    ] = ()

    @property
    def zones(self) -> tuple[ZoneId, ...]:
        """All zones of the screen, its own first."""
        return (self.zone, *self.further_zones)

    @property
    def sinks(self) -> dict[ZoneId, tuple[SinkKind, str]]:
        """By zone: which kind of sink, and the ALSA device or the folder."""
        further = dict(each.partition("=")[::2] for each in self.further_sinks)
        return {zone: _sink(self.sink if zone == self.zone else further.get(zone, "none")) for zone in self.zones}

    @property
    def hours(self) -> SoundHours:
        """Quiet hours and the volume of the day."""
        return read_hours(self.quiet, self.volume)


def read_settings(path: Path | None, given: dict[str, str]) -> LobbySettings:
    """The settings of a file and the command line. Raises SettingsError naming every mistake."""
    settings = load(path, LobbySettings, given)
    problems = [Problem(0, name, text) for name, text in _mistakes(settings)]
    if problems:
        raise SettingsError(str(path or "settings"), problems)
    return settings


def _mistakes(settings: LobbySettings) -> list[tuple[str, str]]:
    found = []
    if not _is_sink(settings.sink):
        found.append(("sink", f"{settings.sink!r} is neither alsa:DEVICE, paced:DIR nor none"))
    for each in settings.further_sinks:
        zone, _, sink = each.partition("=")
        if zone not in settings.further_zones or not _is_sink(sink):
            found.append(("further_sinks", f"{each!r} is no further zone with its sink, as yard=alsa:DEVICE"))
    found += wrong_hours(settings.quiet, settings.volume)
    if settings.zone in settings.further_zones:
        found.append(("further_zones", f"{settings.zone!r} is the zone itself"))
    if settings.second_lang == settings.lang:
        found.append(("second_lang", f"{settings.second_lang!r} is the first language"))
    return found


def _is_sink(text: str) -> bool:
    kind, colon, place = text.partition(":")
    return kind == "alsa" or (kind == "paced" and bool(place)) or (kind == "none" and not colon)


def _sink(text: str) -> tuple[SinkKind, str]:
    kind, _, place = text.partition(":")
    return "alsa" if kind == "alsa" else "paced" if kind == "paced" else "none", place or "default"
