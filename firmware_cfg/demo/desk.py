"""Where the windows of the demonstration stand on somebody's screen: side by side, each as large as there is room."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from pathlib import Path

#: What stands round the windows: a panel of the desktop above or below, the title bar of each.
PANEL_PX, TITLE_PX, GAP_PX = 44, 36, 12
#: A screen that tells nothing of itself.
USUAL_PX = (1366, 768)
#: Width over height of each page, and the least and most a page is good for.
KIOSK_SHAPE, LOBBY_SHAPE, COUNTER_SHAPE = 9 / 16, 16 / 9, 3 / 2
KIOSK_PX, LOBBY_PX, COUNTER_PX = (320, 1080), (480, 1920), (300, 720)
#: The tablet stands upright beside the lobby, as high as it, and is not wider than useful.
TABLET_PX = (270, 480)
#: The lobby's share of the height to the right of the kiosk.
LOBBY_SHARE = 0.6


@dataclass(frozen=True)
class Spot:
    """A window's place, in pixels; `top` is that of its page, below the title bar."""

    left: int
    top: int
    width: int
    height: int

    @property
    def at(self) -> str:
        """As the programs' --at takes it."""
        return f"{self.left},{self.top}"

    @property
    def size(self) -> str:
        """As the counter's --size takes it."""
        return f"{self.width},{self.height}"


def spots(width_px: int, height_px: int, counters: tuple[str, ...]) -> dict[str, Spot]:
    """The kiosk on the left as high as the screen, beside it the lobby and a tablet, below them the counters."""
    top, floor = PANEL_PX + TITLE_PX, height_px - PANEL_PX
    kiosk = _spot(GAP_PX, top, (width_px * 0.45, floor - top), KIOSK_SHAPE, KIOSK_PX)
    left = kiosk.left + kiosk.width + GAP_PX
    room = width_px - left - GAP_PX
    beside = room - TABLET_PX[0] - GAP_PX
    lobby = _spot(left, top, (beside, (floor - top) * LOBBY_SHARE), LOBBY_SHAPE, LOBBY_PX)
    tablet_left = lobby.left + lobby.width + GAP_PX
    tablet = Spot(tablet_left, top, min(width_px - tablet_left - GAP_PX, TABLET_PX[1]), lobby.height)
    below = lobby.top + lobby.height + GAP_PX + TITLE_PX
    share = ((room - GAP_PX * (len(counters) - 1)) / len(counters), floor - below)
    found = {"kiosk": kiosk, "lobby": lobby, "tablet": tablet}
    for counter in counters:
        found[f"counter-{counter}"] = desk = _spot(left, below, share, COUNTER_SHAPE, COUNTER_PX)
        left += desk.width + GAP_PX
    return found


def _spot(left: int, top: int, room: tuple[float, float], shape: float, limits: tuple[int, int]) -> Spot:
    """The largest page of this shape in the room, between the least and the most it is good for."""
    width = min(max(min(room[0], room[1] * shape), limits[0]), limits[1])
    return Spot(left, top, int(width), int(width / shape))


def screen_px() -> tuple[int, int]:
    """Width and height of the X screen that DISPLAY names; a usual one where it cannot be asked."""
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return USUAL_PX
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if not display:
        return USUAL_PX
    try:
        screen = x11.XDefaultScreen(display)
        return x11.XDisplayWidth(display, screen), x11.XDisplayHeight(display, screen)
    finally:
        x11.XCloseDisplay(display)


def has_loudspeaker(cards: Path = Path("/proc/asound/cards")) -> bool:
    """Whether the kernel knows a sound card: then calls are spoken aloud, else into a folder."""
    return cards.is_file() and "[" in cards.read_text(errors="replace")
