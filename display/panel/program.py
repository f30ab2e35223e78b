"""What every small screen of a counter does as a process: options, window, signals, ready file, play."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from assets import AssetsError
from assets.look.theme import Screen
from assets.look.window import place
from assets.voice.errors import VoiceError
from assets.whole_files import write_whole
from broker.client.link import Link, LinkError
from broker.client.mqtt import MqttLink
from broker.client.program import age_s, kept_dir, may_stand_alone
from broker.client.settings import SettingsError, add_options, given_options, load
from broker.contract.topics import Topics
from display.panel.settings import PanelSettings
from display.windows.play import PlayError

if TYPE_CHECKING:
    from display.panel.app import PanelApp

#: Nothing on such a page moves by itself.
FPS = 20
#: For a check it does not matter whose the screen is.
NOWHERE = {"counter": "check", "site": "check"}
S = TypeVar("S", bound=PanelSettings)


class Startable(Protocol):
    """A session that can be connected."""

    def start(self, link: Link, topics: Topics, name: str, on_wake: Callable[[], None]) -> None:
        """Connect as the device `name`. `on_wake` may come from any thread: `scene` is due."""


#: Makes a session, and the window's program around it; Kivy may be imported then, and not before. Told the settings,
#: the screen as the window turned out, and a folder for what is kept.
Make = Callable[[S, Screen, Path], "tuple[Startable, PanelApp]"]


def add_panel_arguments(parser: argparse.ArgumentParser, kind: type[PanelSettings]) -> None:
    """What every such program may be told on its command line."""
    parser.add_argument("--settings", type=Path, metavar="FILE", help="settings as a TOML file")
    parser.add_argument("--play", metavar="FILE", help="lines that look at the page, '-' for standard input")
    parser.add_argument("--shots", type=Path, metavar="DIR", help="pictures of the window go here")
    parser.add_argument("--ready-file", type=Path, metavar="FILE", help="written when the first frame is painted")
    parser.add_argument("--state-dir", type=Path, metavar="DIR", help="for libraries' small files; else temporary")
    parser.add_argument("--at", type=place, metavar="X,Y", help="where the window stands on the screen")
    add_options(parser, kind)
    may_stand_alone(parser, "--fullscreen")


def run_panel(
    args: argparse.Namespace, name: str, kind: type[S], make: Make[S], check: Callable[[S], int] | None = None
) -> int:
    """Run until SIGTERM, Ctrl-C, a closed window or "quit". 2: it could not begin, and why.

    `name`: of the kind of device. `check`: does what the program is asked to do instead of running.
    """
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        given = given_options(args, kind)
        if check is not None:
            return check(load(args.settings, kind, NOWHERE | given))
        settings = load(args.settings, kind, given)
        with ExitStack() as stack:
            return _run(args, name, settings, make, stack.enter_context(kept_dir(args.state_dir, name)))
    except (SettingsError, LinkError, AssetsError, VoiceError, PlayError, OSError) as error:
        print(error, file=sys.stderr)
        return 2


def _run(args: argparse.Namespace, name: str, settings: S, make: Make[S], state_dir: Path) -> int:
    lines, device = _lines(args.play), settings.named(name)
    link = MqttLink(settings.broker, f"motcua-{settings.site}-{device}")
    session, app = make(settings, _window(args.at, settings, device, state_dir), state_dir)
    session.start(link, Topics(settings.site), device, app.wake)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: app.leave())
    app.on_first_frame = lambda: _ready(args.ready_file)
    if lines is not None:
        app.play = app.make_play(sys.stdout, app.shooter(args.shots) if args.shots else None)
        app.play.in_thread(lines)
    app.run()
    return 0


def _window(at: tuple[int, int] | None, settings: PanelSettings, device: str, state_dir: Path) -> Screen:
    from assets.look.window import keep_small, prepare

    keep_small()
    prepare(
        settings.width, settings.height, title=f"motcua-{device}", fullscreen=settings.fullscreen,
        show_cursor=False, state_dir=state_dir / "kivy", at=at,
    )  # fmt: skip
    from kivy.config import Config

    Config.set("graphics", "maxfps", str(FPS))
    from kivy.core.window import Window

    logging.getLogger("kivy").setLevel(logging.WARNING)  # not before its import, which sets it anew
    width, height = map(int, Window.size)
    return settings.screen(width, height)


def _lines(source: str | None) -> Iterable[str] | None:
    if source is None or source == "-":
        return None if source is None else sys.stdin
    return Path(source).read_text("utf-8").splitlines()


def _ready(path: Path | None) -> None:
    """Tell who waits that the window stands, and how long that took from the start of the process."""
    if path is not None:
        write_whole(path, f'{{"first_frame_s":{age_s():.3f}}}\n')
