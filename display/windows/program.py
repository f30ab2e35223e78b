"""What a window of the hall does as a process: options, how the window opens, signals, ready file, lines to play."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assets import AssetsError
from assets.look.window import keep_small, place, prepare
from assets.voice.errors import VoiceError
from assets.whole_files import write_whole
from broker.client.link import LinkError
from broker.client.program import age_s, may_stand_alone
from broker.client.settings import Settings, SettingsError, add_options
from display.windows.play import PlayError

if TYPE_CHECKING:
    from display.windows.app import WindowApp

_log = logging.getLogger(__name__)


class Sized(Protocol):
    """Settings of a window."""

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...

    @property
    def fullscreen(self) -> bool: ...


def add_window_arguments(parser: argparse.ArgumentParser, kind: type[Settings], kept: str) -> None:
    """What every such program may be told on its command line. `kept`: what lies in its folder."""
    parser.add_argument("--settings", type=Path, metavar="FILE", help="settings as a TOML file")
    parser.add_argument("--play", metavar="FILE", help="lines that look at the page, '-' for standard input")
    parser.add_argument("--shots", type=Path, metavar="DIR", help="pictures of the window go here")
    parser.add_argument("--ready-file", type=Path, metavar="FILE", help="written when the first frame is painted")
    parser.add_argument("--state-dir", type=Path, metavar="DIR", help=f"{kept}; else temporary")
    parser.add_argument("--at", type=place, metavar="X,Y", help="where the window stands on the screen")
    add_options(parser, kind)
    may_stand_alone(parser, "--fullscreen")


def guarded(run: Callable[[], int]) -> int:
    """Run with a log on the standard error. 2: it could not begin, and why in a sentence."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        return run()
    except (SettingsError, LinkError, AssetsError, VoiceError, PlayError, OSError) as error:
        print(error, file=sys.stderr)
        return 2


def lines_of(source: str | None) -> Iterable[str] | None:
    """The lines to play: of a file, or of the standard input ("-"). None: nothing is played."""
    if source is None or source == "-":
        return None if source is None else sys.stdin
    return Path(source).read_text("utf-8").splitlines()


def open_window(settings: Sized, device: str, at: tuple[int, int] | None, state_dir: Path, fps: int) -> tuple[int, int]:
    """Open the window; how large it turned out, in pixels. Kivy may be imported then, and not before.

    `fps`: turns a second while nothing comes in. What comes in is drawn at once.
    """
    keep_small()
    prepare(
        settings.width, settings.height, title=f"motcua-{device}", fullscreen=settings.fullscreen,
        show_cursor=False, state_dir=state_dir / "kivy", at=at,
    )  # fmt: skip
    from kivy.config import Config

    Config.set("graphics", "maxfps", str(fps))
    from kivy.core.window import Window

    logging.getLogger("kivy").setLevel(logging.WARNING)  # not before its import, which sets it anew
    width, height = map(int, Window.size)
    return width, height


def run_window(app: WindowApp, args: argparse.Namespace, lines: Iterable[str] | None) -> int:
    """Run until SIGTERM, Ctrl-C, a closed window or "quit"."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: app.leave())
    app.on_first_frame = lambda: _ready(args.ready_file)
    if lines is not None:
        app.play = app.make_play(sys.stdout, app.shooter(args.shots) if args.shots else None)
        app.play.in_thread(lines)
    app.run()
    return 0


def _ready(path: Path | None) -> None:
    """Tell who waits that the window stands, and how long that took from the start of the process."""
    took_s = age_s()
    _log.info("first frame after %.2f s", took_s)
    if path is not None:
        write_whole(path, f'{{"first_frame_s":{took_s:.3f}}}\n')
