"""The table [links] of the broker's settings: which one-stop system there is and how it is reached."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec

from broker.client.settings import Settings


class LinksSettings(Settings, frozen=True, kw_only=True):
    """How dossiers and bookings of the one-stop system come to this office."""

    kind: Annotated[
        Literal["none", "folder", "http"],
        msgspec.Meta(description="folder: its software drops files; http: it is asked; none: there is none"),
    ] = "none"
    folder: Annotated[
        Path | None, msgspec.Meta(description="where dossiers*.csv|json and bookings*.csv|json are dropped")
    ] = None
    url: Annotated[str, msgspec.Meta(description="http(s)://host[:port][/path] of the one-stop system")] = ""
    secret_file: Annotated[
        Path | None, msgspec.Meta(description="a file with the bearer token for url; readable by the service only")
    ] = None
    timeout_s: Annotated[
        float, msgspec.Meta(ge=0.1, le=2.5, description="an answer to a kiosk, all of it; the kiosk waits for 3")
    ] = 2.0
    settle_s: Annotated[
        float, msgspec.Meta(ge=0, le=60, description="a file written to within this time is not read yet")
    ] = 2.0
    bookings_every_s: Annotated[
        float, msgspec.Meta(ge=1, le=3_600, description="how often the day's bookings are fetched")
    ] = 60.0
