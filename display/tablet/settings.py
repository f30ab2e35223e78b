"""What may be set for a counter's rating tablet."""

from __future__ import annotations

from typing import Annotated

import msgspec

from display.panel.settings import PanelSettings


class TabletSettings(PanelSettings, frozen=True, kw_only=True):
    """The whole of it."""

    sound: Annotated[str, msgspec.Meta(description="ALSA device of the voice; nothing: the tablet does not speak")] = ""
