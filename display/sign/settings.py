"""What may be set for a counter's sign."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec

from display.panel.settings import PanelSettings


class SignSettings(PanelSettings, frozen=True, kw_only=True):
    """The whole of it."""

    distance_m: Annotated[
        float, msgspec.Meta(ge=0.5, le=30, description="metres to the seat from which the number must be read")
    ] = 3.0
    photos: Annotated[
        Path | None,
        msgspec.Meta(description="folder of clerks' photos named by the clerk: an.png, binh.jpg; shown if the office "
                     'says show_clerk = "photo"'),
    ] = None  # fmt: skip
    pause_reasons: Annotated[
        bool, msgspec.Meta(description="say why the counter pauses; never what is the clerk's own affair")
    ] = True
