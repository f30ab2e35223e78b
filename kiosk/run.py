"""`python -m kiosk run`: puts window, machine, journal, link and printer together and takes them apart in order."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assets import AssetsError, languages
from assets.look.touch import QUIET_MS
from assets.look.window import place
from broker.client.clock import boottime_s
from broker.client.device import Device
from broker.client.link import LinkError
from broker.client.mqtt import MqttLink, parse_url
from broker.client.program import kept_dir, may_stand_alone
from broker.client.settings import SettingsError, add_options, given_options
from broker.contract.topics import Topics
from kiosk.errors import KioskError
from kiosk.health import PROPERTIES
from kiosk.inside import Inside
from kiosk.offline.journal import Journal
from kiosk.offline.rows import Boot
from kiosk.play import Play, PlayError
from kiosk.printing.pair import Pair
from kiosk.printing.ports import Port, PortUrlError, open_port
from kiosk.printing.printer import Printer, PrinterError, rehearse
from kiosk.printing.shop import Prints
from kiosk.session.messages import QUICK, CardScanned, Hands, Scanned, Touch
from kiosk.session.session import Session
from kiosk.settings import KioskSettings, read_settings
from kiosk.window import Painted, window

if TYPE_CHECKING:
    from kiosk.app import KioskApp

#: How much sooner than for hands the window takes the next touch, with --hands quick.
QUICK_TIMES = 4.0
#: What a play waits for the machine to take in.
HANDS = (Touch, Scanned, CardScanned)
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the kiosk may be told on its command line."""
    parser.add_argument("--settings", type=Path, metavar="FILE", help="settings as a TOML file")
    parser.add_argument(
        "--state-dir", type=Path, metavar="DIR", help="the journal; else as systemd gives it, or none kept"
    )
    parser.add_argument(
        "--hands", choices=("normal", "quick"), default="normal", help="quick: pages go sooner, for a demonstration"
    )
    parser.add_argument("--play", metavar="FILE", help="lines that touch the window, '-' for standard input")
    parser.add_argument("--shots", type=Path, metavar="DIR", help="pictures of the window go here")
    parser.add_argument("--ready-file", type=Path, metavar="FILE", help="written when the kiosk has heard its office")
    parser.add_argument("--at", type=place, metavar="X,Y", help="where the window stands on the screen")
    add_options(parser, KioskSettings)
    for flag in ("--fullscreen", "--show-cursor"):
        may_stand_alone(parser, flag)


def run(args: argparse.Namespace) -> int:
    """Run until SIGTERM, Ctrl-C, a closed window or "quit". 2: it could not begin, and why."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        settings = read_settings(args.settings, given_options(args, KioskSettings))
        with kept_dir(args.state_dir, "kiosk") as state_dir:
            return _run(args, settings, state_dir)
    except (SettingsError, LinkError, AssetsError, KioskError, PortUrlError, PrinterError, OSError) as error:
        print(error, file=sys.stderr)
        return 2


def _run(args: argparse.Namespace, settings: KioskSettings, state_dir: Path) -> int:
    lines = _lines(args.play)
    printer = _printer(settings)
    link = MqttLink(settings.broker, f"motcua-{settings.site}-{settings.name}")
    boot = Boot(BOOT_ID.read_text().strip(), boottime_s)
    session = Session(settings.name, _languages(settings.lang), QUICK if args.hands == "quick" else Hands())
    device = Device(link, Topics(settings.site), settings.name, handler=None, nodes={"kiosk": PROPERTIES})  # type: ignore[arg-type]
    journal = Journal(state_dir, boot)
    try:
        inside = Inside(
            device, journal, session, boot, printer, state_dir=state_dir,
            dossiers_at=_dossiers_at(settings), scanner=settings.scanner,
            bundles=settings.bundles or state_dir / "bundles", host=parse_url(settings.broker)[0],
            staff_pin=settings.staff_pin, broker_url=settings.broker,
            ready=partial(rehearse, settings.printing),
        )  # fmt: skip
        return _show(args, settings, inside, state_dir, lines)
    finally:
        journal.close()


def _printer(settings: KioskSettings) -> Prints:
    first = Printer(_port("printer", settings.printer), settings.printing)
    if not settings.second_printer:
        return first
    return Pair(first, Printer(_port("second_printer", settings.second_printer), settings.printing))


def _port(setting: str, url: str) -> Port:
    try:
        return open_port(url)
    except PortUrlError as error:
        raise PortUrlError(f"{setting}: {error}") from error


def _dossiers_at(settings: KioskSettings) -> str:
    if not settings.web_port:
        return ""
    from kiosk.lookup.dossiers import url_of  # here: who looks nothing up does not pay for an HTTP library

    return url_of(settings.broker, settings.web_port)


def _show(
    args: argparse.Namespace, settings: KioskSettings, inside: Inside, state_dir: Path, lines: Iterable[str] | None
) -> int:
    times = QUICK_TIMES if args.hands == "quick" else 1.0
    app = window(args.at, settings, inside, state_dir, times)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: app.leave())
    app.on_painted = painted = Painted(args.ready_file)
    if lines is not None:
        painted.play = _play(app, inside, times, args.shots)
        painted.play.in_thread(lines)
    inside.start(app.show, app.leave)
    try:
        app.run()
    finally:
        inside.close()
    return 1 if inside.failed else 0


def _play(app: KioskApp, inside: Inside, times: float, shots: Path | None) -> Play:
    from kiosk.app import WindowFinger

    play = Play(app, WindowFinger(app), sys.stdout, inside.device.now_ms, QUIET_MS / 1000 / times, shots)
    if inside.reading.typed:
        from kiosk.scanning.window_keys import type_keys

        play.keys = type_keys
    inside.worker.on_turned = lambda event: play.turned() if isinstance(event, HANDS) else None
    return play


def _languages(first: str) -> tuple[str, ...]:
    """All there is a catalogue for, the kiosk's own first. Raises AssetsError when that one is missing."""
    known = languages()
    if first not in known:
        raise AssetsError(f"no language {first!r}; there is: {', '.join(known)}")
    return tuple(sorted(known, key=lambda lang: lang != first))


def _lines(source: str | None) -> Iterable[str] | None:
    if source is None or source == "-":
        return None if source is None else sys.stdin
    try:
        return Path(source).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PlayError(f"play {source}: {error}") from error
