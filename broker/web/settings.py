"""The settings of the web service: `python -m broker web --settings web.toml`, or the same as options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from msgspec import Meta, field

from assets.voice.numbers import Accent
from broker.bundles import default_folder
from broker.client.link import HERE
from broker.client.settings import Settings
from broker.contract.ids import Name
from broker.hall.sentences import NoticeKind
from broker.hall.sound_hours import SoundHours, read_hours
from broker.links.settings import LinksSettings
from broker.place import default_database


class WebSettings(Settings, kw_only=True, frozen=True):
    """Where the service listens, what it reads, how long a sign-in lasts."""

    db: Annotated[Path, Meta(description="the engine's database, only read")] = field(default_factory=default_database)
    accounts: Annotated[Path | None, Meta(description="database of accounts; by itself motcua-web.db beside db")] = None
    broker: Annotated[str, Meta(description="address of mosquitto")] = HERE
    site: Annotated[Name | None, Meta(description="site of the topics; by itself the one of the office in db")] = None
    device: Annotated[Name, Meta(description="name of this service among the devices; one each")] = "web"
    host: Annotated[str, Meta(description="address to listen on; 0.0.0.0 for all in the network")] = "127.0.0.1"
    port: Annotated[int, Meta(description="port to listen on", ge=1, le=65_535)] = 8080
    bundles: Annotated[Path | None, Meta(description="folder of bundles for the devices; by itself beside db")] = None
    bundles_host: Annotated[str, Meta(description="address on which devices fetch bundles")] = "0.0.0.0"
    bundles_port: Annotated[
        int, Meta(description="port on which devices fetch bundles; 0: any that is free", ge=0, le=65_535)
    ] = 8_090
    links: LinksSettings = LinksSettings()
    certificate: Annotated[Path | None, Meta(description="the office's certificate, PEM: pages go by https")] = None
    key: Annotated[Path | None, Meta(description="its private key, PEM")] = None
    idle_min: Annotated[int, Meta(description="minutes without use after which one signs in again", ge=5, le=1_440)] = (
        120
    )
    longest_h: Annotated[int, Meta(description="hours after which one signs in again in any case", ge=1, le=24)] = 12

    boards: Annotated[
        int, Meta(description="web boards open at once; one address has half of them at most", ge=2, le=5_000)
    ] = 400
    screens: Annotated[
        tuple[str, ...], Meta(description="addresses of the office's own screens: their web boards are always served")
    ] = ()
    notices_after_s: Annotated[
        int, Meta(description="nobody was called for so long: web boards show the first notice or page", ge=5, le=3_600)
    ] = 60
    notice_s: Annotated[
        int,
        Meta(description="each notice or page stays so long, and so does the board between two turns", ge=3, le=600),
    ] = 15
    published: Annotated[
        bool,
        Meta(description="while nobody is called web boards show the procedures that the office publishes, if any"),
    ] = True
    voice: Annotated[Accent, Meta(description="accent of the Vietnamese voice of web boards")] = "north"
    recordings: Annotated[
        Path | None, Meta(description="folder of human recordings for web boards; else those sent to all screens")
    ] = None
    who: Annotated[
        str, Meta(description='who is asked to come, as "tổ chức, công dân"; empty: công dân', max_length=60)
    ] = ""
    announce: Annotated[
        tuple[NoticeKind, ...],
        Meta(description="what web boards say by the clock: work begins, the last numbers, lunch, the end"),
    ] = ("open", "closing15", "lunch", "end")
    quiet: Annotated[
        tuple[str, ...], Meta(description="when web boards say nothing, FROM-TO as 12:00-13:00; they show on")
    ] = ()
    volume: Annotated[
        tuple[str, ...], Meta(description="how loud web boards are from when on, TIME=PERCENT as 07:00=100; else full")
    ] = ()

    @property
    def hours(self) -> SoundHours:
        """Quiet hours and the volume of the day."""
        return read_hours(self.quiet, self.volume)

    @property
    def accounts_path(self) -> Path:
        """Where the accounts are."""
        return self.accounts or self.db.with_name("motcua-web.db")

    @property
    def bundles_path(self) -> Path:
        """Where the bundles are."""
        return self.bundles or default_folder(self.db)

    @property
    def secure(self) -> bool:
        """Whether pages go by https."""
        return self.certificate is not None

    @property
    def address(self) -> str:
        """What one types into the browser on this machine."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host
        return f"http{'s' if self.secure else ''}://{host}:{self.port}/"
