"""The sign of a counter: its number, how it stands, who sits there.

python -m display sign --counter 3 --broker mqtt://127.0.0.1:1883 --site binh-minh
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from assets import translation
from assets.look.theme import Screen, hall_look
from assets.translation import languages
from broker.client.program import missing_folders
from display.panel.program import add_panel_arguments, run_panel
from display.sign.layout import number_readable_from_m
from display.sign.photos import Photos
from display.sign.scene import SignWords
from display.sign.session import SignSession
from display.sign.settings import SignSettings

if TYPE_CHECKING:
    from display.panel.app import PanelApp

_log = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the sign may be told on its command line."""
    parser.add_argument("--check", action="store_true", help="say from how far the number can be read, and end")
    add_panel_arguments(parser, SignSettings)


def run(args: argparse.Namespace) -> int:
    """Run until it is ended. 2: it could not begin, and why; with --check 1: the number is too small."""
    return run_panel(args, "sign", SignSettings, _make, _check if args.check else None)


def words_of(settings: SignSettings) -> SignWords:
    """How this sign puts things."""
    guests = {each: translation(each) for each in languages()}
    return SignWords(settings.counter, translation(settings.lang), guests, reasons=settings.pause_reasons)


def _make(settings: SignSettings, screen: Screen, _state_dir: Path) -> tuple[SignSession, PanelApp]:
    from assets.look.kit import Kit
    from display.panel.app import PanelApp
    from display.sign.page import SignPage

    for sentence in missing_folders({"photos": settings.photos}):
        _log.warning("%s", sentence)
    said, enough = _told(settings, screen)
    (_log.info if enough else _log.warning)("%s", said)
    session = SignSession(words_of(settings))
    kit = Kit(hall_look(screen, distance_m=settings.distance_m))
    side_px = max(screen.width_px, screen.height_px) // 2
    photos = Photos(settings.photos, side_px) if settings.photos else None
    return session, PanelApp(kit, SignPage(kit, photos), session)


def _told(settings: SignSettings, screen: Screen) -> tuple[str, bool]:
    metres = number_readable_from_m(screen, photo=settings.photos is not None)
    said = f"the number on the sign can be read from {metres:.1f} m"
    enough = metres >= settings.distance_m
    return (said if enough else f"{said}, and is to be read from {settings.distance_m:g} m"), enough


def _check(settings: SignSettings) -> int:
    said, enough = _told(settings, settings.screen(settings.width, settings.height))
    print(said)
    return 0 if enough else 1
