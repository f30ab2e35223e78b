"""What every small screen of a counter does as a process: settings and name, the window, its session."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from assets.look.theme import Screen
from broker.client.link import Link
from broker.client.mqtt import MqttLink
from broker.client.program import kept_dir
from broker.client.settings import given_options, load
from broker.contract.topics import Topics
from display.panel.settings import PanelSettings
from display.windows.program import add_window_arguments, guarded, lines_of, open_window, run_window

if TYPE_CHECKING:
    from display.panel.app import PanelApp

#: Nothing on such a page moves by itself, but a finger wants its answer.
FPS = 30
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
    add_window_arguments(parser, kind, "for libraries' small files")


def run_panel(
    args: argparse.Namespace, name: str, kind: type[S], make: Make[S], check: Callable[[S], int] | None = None
) -> int:
    """Run until SIGTERM, Ctrl-C, a closed window or "quit". 2: it could not begin, and why.

    `name`: of the kind of device. `check`: does what the program is asked to do instead of running.
    """

    def begin() -> int:
        given = given_options(args, kind)
        if check is not None:
            return check(load(args.settings, kind, NOWHERE | given))
        settings = load(args.settings, kind, given)
        with kept_dir(args.state_dir, name) as state_dir:
            return _run(args, name, settings, make, state_dir)

    return guarded(begin)


def _run(args: argparse.Namespace, name: str, settings: S, make: Make[S], state_dir: Path) -> int:
    lines, device = lines_of(args.play), settings.named(name)
    link = MqttLink(settings.broker, f"motcua-{settings.site}-{device}")
    size = open_window(settings, device, args.at, state_dir, FPS)
    session, app = make(settings, settings.screen(*size), state_dir)
    session.start(link, Topics(settings.site), device, app.wake)
    return run_window(app, args, lines)
