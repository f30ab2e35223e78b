"""The lobby program: the board of a zone on a large screen, and its voice.

python -m display lobby --name lobby1 --zone hall --broker mqtt://127.0.0.1:1883 --site binh-minh --sink alsa:default
"""

from __future__ import annotations

import argparse
import logging
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, get_args

from assets import translation
from assets.look.notices import Notices, Posters
from assets.look.theme import Screen
from assets.voice.numbers import Lang
from broker.client import posted, procedure_list
from broker.client.mqtt import MqttLink, parse_url
from broker.client.program import kept_dir, missing_folders
from broker.client.settings import given_options
from broker.contract.topics import Topics
from broker.hall.tongue import Tongue
from broker.hall.words import Words
from display.lobby import sent
from display.lobby.layout import notice_size
from display.lobby.loudspeaker import manner, open_voices
from display.lobby.numbers import ORDINARY
from display.lobby.reading import Hall, told
from display.lobby.session import LobbySession
from display.lobby.settings import LobbySettings, read_settings
from display.lobby.speaker import Speaker
from display.windows.program import add_window_arguments, guarded, lines_of, open_window, run_window

_log = logging.getLogger(__name__)
#: Nothing on this page moves by itself, but for the ticker, which has times of its own.
FPS = 10
#: For a check it does not matter who the screen is.
NOWHERE = {"name": "check", "site": "check"}

if TYPE_CHECKING:
    from display.lobby.window import LobbyApp


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the lobby may be told on its command line."""
    parser.add_argument("--trace", type=Path, metavar="FILE", help="one line a board: when it could be seen")
    parser.add_argument(
        "--check", nargs="?", const=ORDINARY.ticket, metavar="NUMBER",
        help=f"say from how far this screen can be read with numbers as wide as this ({ORDINARY.ticket}), and end",
    )  # fmt: skip
    add_window_arguments(parser, LobbySettings, "sounds, what was spoken")


def run(args: argparse.Namespace) -> int:
    """Run until SIGTERM, Ctrl-C, a closed window or "quit". 2: it could not begin, and why."""

    def begin() -> int:
        given = given_options(args, LobbySettings)
        if args.check:
            return _check(read_settings(args.settings, NOWHERE | given), args.check)
        settings = read_settings(args.settings, given)
        with ExitStack() as stack:
            return _run(args, settings, stack)

    return guarded(begin)


def _run(args: argparse.Namespace, settings: LobbySettings, stack: ExitStack) -> int:
    state_dir = stack.enter_context(kept_dir(args.state_dir, "lobby"))
    lines = lines_of(args.play)
    trace = stack.enter_context(args.trace.open("w")) if args.trace else None
    for sentence in missing_folders({"recordings": settings.recordings, "notices": settings.notices}):
        _log.warning("%s", sentence)
    how = manner(settings)
    words = Words(_tongue(settings), how.book, ticker=settings.ticker)
    langs = tuple(lang for lang in get_args(Lang) if lang in ("vi", settings.lang, settings.second_lang))
    voices = open_voices(settings, how, state_dir).items()
    speakers = [Speaker(zone, voice, settings.announce, langs) for zone, voice in voices]
    session = LobbySession(settings.zone, words, further=settings.further_zones, speakers=speakers)
    link = MqttLink(settings.broker, f"motcua-{settings.site}-{settings.name}")
    app = _window(args.at, settings, session, state_dir, trace)
    _put_up(session, settings, app.hall, state_dir)
    if settings.recordings is None and speakers:
        session.keepers.append(sent.keeper(parse_url(settings.broker)[0], state_dir, how.recordings))
    session.on_hall = _tell
    _tell(app.hall)
    session.start(link, Topics(settings.site), settings.name, app.wake)
    return run_window(app, args, lines)


def _window(
    at: tuple[int, int] | None, settings: LobbySettings, session: LobbySession, state_dir: Path, trace: TextIO | None
) -> LobbyApp:
    size = open_window(settings, settings.name, at, state_dir, FPS)
    from display.lobby.window import LobbyApp

    hall = Hall(Screen(*size, settings.diagonal_in), settings.distance_m)
    return LobbyApp(session, hall, trace, settings.shift_px)


def _tongue(settings: LobbySettings) -> Tongue:
    second = translation(settings.second_lang) if settings.second_lang else None
    return Tongue(translation(settings.lang), second)


def _put_up(session: LobbySession, settings: LobbySettings, hall: Hall, state_dir: Path) -> None:
    """What is shown while it is calm: notices, of the folder that is set or those that the office has for all its
    screens, and the procedures that it publishes.
    """
    folder, calm = settings.notices or state_dir / "posted", session.calm
    host, _port = parse_url(settings.broker)
    if settings.notices is None:
        folder.mkdir(parents=True, exist_ok=True)
        session.keepers.append(posted.keeper(host, state_dir, folder))
    size = notice_size(hall.screen.width_px, hall.screen.height_px)
    notices = Notices(folder, state_dir / "notices", size)
    calm.posters = Posters(notices, settings.notices_after_s * 1_000, settings.notice_s * 1_000)
    if settings.published:
        session.keepers.append(procedure_list.keeper(host, state_dir / "bundles", calm.turns.take))


def _tell(hall: Hall) -> None:
    """What is to be known of this screen: at the start, and when an office comes in force whose numbers are wider."""
    for line in told(hall):
        (_log.info if line.enough else _log.warning)("%s", line.words)


def _check(settings: LobbySettings, number: str) -> int:
    """Say from how far the screen of these settings can be read. 1: not from where the last row sits."""
    screen = Screen(settings.width, settings.height, settings.diagonal_in)
    lines = told(Hall(screen, settings.distance_m, ORDINARY.among([number])))
    for line in lines:
        print(line.words)
    return 0 if all(line.enough for line in lines) else 1
