"""The rating tablet of a counter: it wakes when a service ends, and a visitor may say how it was.

python -m display tablet --counter 3 --broker mqtt://127.0.0.1:1883 --site binh-minh [--sound default]
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from assets import translation
from assets.look.theme import Screen, hand_look
from assets.spoken.voice import Aloud, missing_programs
from assets.translation import languages
from display.panel.program import add_panel_arguments, run_panel
from display.tablet.scene import TabletWords
from display.tablet.session import TabletSession
from display.tablet.settings import TabletSettings
from display.tablet.talk import Talk

if TYPE_CHECKING:
    from display.panel.app import PanelApp

_log = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the tablet may be told on its command line."""
    add_panel_arguments(parser, TabletSettings)


def run(args: argparse.Namespace) -> int:
    """Run until it is ended. 2: it could not begin, and why."""
    return run_panel(args, "tablet", TabletSettings, _make)


def _make(settings: TabletSettings, screen: Screen, state_dir: Path) -> tuple[TabletSession, PanelApp]:
    from assets.look.kit import Kit
    from display.tablet.window import TabletApp

    texts = {each: translation(each) for each in languages()}
    speaks = _speaks(settings)
    session = TabletSession(
        settings.counter, TabletWords(texts, speaks=speaks), Talk(settings.lang, asked_in=settings.lang)
    )
    voice = Aloud(state_dir / "voice", settings.sound, on_change=session.voice_changed) if speaks else None
    kit = Kit(hand_look(screen))
    return session, TabletApp(kit, session, voice, lambda lang: texts[lang].text("spoken.hint"))


def _speaks(settings: TabletSettings) -> bool:
    """Whether somebody reads aloud: not where nobody is wanted, or a program for it is not installed."""
    missing = missing_programs() if settings.sound else []
    if missing:
        _log.warning("the tablet does not speak: %s not installed", ", ".join(missing))
    return bool(settings.sound) and not missing
