"""What the staff corner is told and what it wants done, beside what every session is told. Pure data."""

from __future__ import annotations

import msgspec

from broker.contract.ids import Lang
from kiosk.session.messages import Effect, Input

#: Volume by steps, per cent of what is loud without clipping.
VOLUMES = (10, 25, 40, 55, 70, 85, 100)


class Kept(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the staff have set, over restarts. `paused`: the text that is shown instead of giving numbers, "" if none.

    `off`: languages that are not offered; `wrong`: PINs that were wrong since the last right one.
    """

    paused: str = ""
    volume: int = 85
    off: tuple[Lang, ...] = ()
    wrong: int = 0


class Fact(msgspec.Struct, frozen=True):
    """Something that is known of the machine: the key of its name in the catalogue, and the value as it is."""

    name: str
    value: str


class StaffKept(Input, frozen=True, kw_only=True):
    """There is a staff corner, and this was kept for it."""

    kept: Kept


class PinChecked(Input, frozen=True, kw_only=True):
    """Whether it was the right PIN."""

    right: bool


class FactsFound(Input, frozen=True, kw_only=True):
    """How the machine is. `last`: the number that came out last, "" if none did today."""

    facts: tuple[Fact, ...]
    last: str = ""


class CheckPin(Effect, frozen=True, kw_only=True):
    """Answered by `PinChecked`."""

    pin: str


class KeepStaff(Effect, frozen=True, kw_only=True):
    """Keep this over a restart, and act by it."""

    kept: Kept


class FindFacts(Effect, frozen=True, kw_only=True):
    """Answered by `FactsFound`."""


class PrintStrip(Effect, frozen=True, kw_only=True):
    """Print the test strip; answered by `PrintResult` under `name`."""

    name: str


class PrintLast(Effect, frozen=True, kw_only=True):
    """Print the slip that came out last once more; answered by `PrintResult` under `name`."""

    name: str


class SaySomething(Effect, frozen=True, kw_only=True):
    """Let the loudspeaker be heard, in this language."""

    lang: Lang


class PaperChanged(Effect, frozen=True, kw_only=True):
    """A new roll is in: the printer is asked at once how it is."""
