"""The kiosk's window as its settings want it: its size and place, the voice, the notices, and who sees its frames.

Kivy is imported only when a window is made.
"""

from __future__ import annotations

import json
import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assets import translation
from assets.look.notices import Notices, Posters
from assets.look.theme import Look
from assets.look.touch import TouchLock
from assets.spoken.voice import Aloud, missing_programs
from assets.voice.speech import Speech
from assets.whole_files import write_whole
from broker.client.program import age_s, missing_folders
from kiosk.inside import POSTED, Inside
from kiosk.play import Play
from kiosk.session.messages import Hands
from kiosk.session.views import Page, View
from kiosk.settings import KioskSettings

if TYPE_CHECKING:
    from kiosk.app import KioskApp

#: A finger's touch is taken up with the next frame: at most a twentieth of a second.
FPS = 20
#: How large the words of pages were, in the state directory.
SIZES = "sizes.json"

log = logging.getLogger(__name__)


def window(
    at: tuple[int, int] | None, settings: KioskSettings, inside: Inside, state_dir: Path, times: float
) -> KioskApp:
    from assets.look.window import keep_small, prepare

    keep_small()
    prepare(
        settings.width, settings.height, title=f"motcua-{settings.name}", fullscreen=settings.fullscreen,
        show_cursor=settings.show_cursor or not settings.fullscreen, state_dir=state_dir / "kivy", at=at,
    )  # fmt: skip
    from kivy.config import Config

    Config.set("graphics", "maxfps", str(FPS))
    from kiosk.app import KioskApp
    from kiosk.screens.sizes import Sizes

    logging.getLogger("kivy").setLevel(logging.WARNING)  # not before its import, which sets it anew
    lock = TouchLock(lambda: time.monotonic() * 1000 * times)
    voice = _voice(settings, state_dir, inside)
    app = KioskApp(
        settings.diagonal_in, inside.touched, inside.now_ms, lock, mounting_mm=settings.mounting_mm, voice=voice,
        posters=lambda look: _posters(settings, state_dir, look, inside.session.hands),
        sizes=Sizes(state_dir / SIZES),
    )  # fmt: skip
    inside.session.modes = app.modes
    if voice is not None:
        inside.staff.on_volume = voice.volume
        inside.staff.on_sound = lambda lang: voice.say(translation(lang).text("staff.said"), lang)
    return app


def _posters(settings: KioskSettings, state_dir: Path, look: Look, hands: Hands) -> Posters:
    """The notices: of the folder that is set, or those that the office has for all its screens."""
    from kiosk.screens.notices import notice_size

    for sentence in missing_folders({"notices": settings.notices}):
        log.warning("%s", sentence)
    folder = settings.notices or state_dir / POSTED
    if settings.notices is None:
        folder.mkdir(parents=True, exist_ok=True)
    notices = Notices(folder, state_dir / "notices", notice_size(look))
    after_ms = round(max(0.0, hands.notices_s - hands.dim_s) * 1000)
    return Posters(notices, after_ms, settings.notice_s * 1000, between=False)


def _voice(settings: KioskSettings, state_dir: Path, inside: Inside) -> Aloud | None:
    """Who reads aloud; None where nobody is wanted, or a program for it is not installed, which the office is told."""
    missing = missing_programs() if settings.sound else []
    if missing:
        log.warning("the kiosk does not speak: %s not installed", ", ".join(missing))
        inside.voice(f"not installed: {', '.join(missing)}")
    if not settings.sound or missing:
        return None
    return Aloud(state_dir / "voice", settings.sound, Speech(accent=settings.accent), inside.voice)


@dataclass
class Painted:
    """Sees each frame: tells how long the first one took, who waits for the office, and the play."""

    ready_file: Path | None
    play: Play | None = None
    first_frame_s: float | None = None
    ready: bool = False

    def __call__(self, view: View | None) -> None:
        if self.first_frame_s is None:
            self.first_frame_s = age_s()
            log.info("first frame after %.2f s", self.first_frame_s)
        if not self.ready and view is not None and view.page is not Page.STARTING:
            self.ready = True
            if self.ready_file is not None:
                write_whole(self.ready_file, json.dumps({"first_frame_s": round(self.first_frame_s, 3)}) + "\n")
        if self.play is not None:
            self.play.painted(view)
