"""`python -m kiosk run`: puts window, machine, journal, link and printer together and takes them apart in order."""

from __future__ import annotations

import argparse
import json
import logging
import secrets
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assets import AssetsError, languages, translation
from assets.look.notices import Notices, Posters
from assets.look.theme import Look
from assets.look.touch import QUIET_MS, TouchLock
from assets.look.window import place
from assets.spoken.voice import Aloud, missing_programs
from assets.voice.speech import Speech
from broker.client import posted
from broker.client.clock import boottime_s
from broker.client.device import Device
from broker.client.link import LinkError
from broker.client.mqtt import MqttLink, parse_url
from broker.client.program import age_s, kept_dir, may_stand_alone
from broker.client.settings import SettingsError, add_options, given_options
from broker.contract.status import Bundle
from broker.contract.topics import Topics
from kiosk.errors import KioskError
from kiosk.health import PROPERTIES
from kiosk.machine import Machine
from kiosk.offline.journal import Journal
from kiosk.offline.rows import Boot
from kiosk.play import Play, PlayError
from kiosk.printing.pair import Pair
from kiosk.printing.ports import PortUrlError, open_port
from kiosk.printing.printer import Printer, PrinterError, rehearse
from kiosk.printing.shop import Prints, PrintShop
from kiosk.procedures.keeping import keeper
from kiosk.scanning.reading import Reading
from kiosk.session.messages import QUICK, CardScanned, Hands, Input, ProceduresKept, Scanned, Touch
from kiosk.session.session import Session
from kiosk.session.views import Page, View
from kiosk.settings import KioskSettings, read_settings
from kiosk.worker import Worker

if TYPE_CHECKING:
    from kiosk.app import KioskApp
    from kiosk.lookup.dossiers import Dossiers

#: A finger's touch is taken up with the next frame: at most a twentieth of a second.
FPS = 20
#: How much sooner than for hands the window takes the next touch, with --hands quick.
QUICK_TIMES = 4.0
#: How long an ordered end waits for the slip that is being printed. What is not done then is noted as unknown.
LAST_SLIP_S = 5.0
#: What a play waits for the machine to take in.
HANDS = (Touch, Scanned, CardScanned)
#: Pages on which a number is asked for or a slip is being printed.
IN_HAND = frozenset({Page.ASKING, Page.PRINTING, Page.RETRY})
#: Where the notices of the office lie, in the state directory.
POSTED = "posted"
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")

log = logging.getLogger(__name__)


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
    first = Printer(open_port(settings.printer), settings.printing)
    if not settings.second_printer:
        return first
    return Pair(first, Printer(open_port(settings.second_printer), settings.printing))


def _dossiers_at(settings: KioskSettings) -> str:
    if not settings.web_port:
        return ""
    from kiosk.lookup.dossiers import url_of  # here: who looks nothing up does not pay for an HTTP library

    return url_of(settings.broker, settings.web_port)


def _dossiers(url: str, put: Callable[[Input], None]) -> Dossiers:
    from kiosk.lookup.dossiers import Dossiers

    return Dossiers(url, put)


class Inside:
    """The kiosk without its window: machine, printer, scanner, look-up and procedures, each in its own thread.

    `dossiers_at`: where the web service is asked how far a dossier is; "": it is not. `bundles`: where what is fetched
    from `host` is kept. `ready`: done in the printer's thread before the first slip.
    """

    def __init__(
        self, device: Device, journal: Journal, session: Session, boot: Boot, printer: Prints,
        *, state_dir: Path, bundles: Path, host: str, dossiers_at: str = "", scanner: str = "", staff_pin: str = "",
        broker_url: str = "", ready: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self.session = session
        self.device, self.failed, self._closing = device, False, False
        self._page, self._turned = Page.STARTING, threading.Condition()
        self._on_view: Callable[[View], None] = lambda _view: None
        self._on_end: Callable[[], None] = lambda: None
        self.shop = PrintShop(printer, self._put, rehearse=ready)
        self.dossiers = _dossiers(dossiers_at, self._put) if dossiers_at else None
        self.reading = Reading(scanner, self._put, lambda: secrets.token_hex(16))
        machine = Machine(
            session.kiosk, device, session, journal, self.shop, boot, self._view, look_up=self.dossiers,
            key_of_day=self.reading.key, staff_pin=staff_pin, broker_url=broker_url,
        )  # fmt: skip
        self.procedures = keeper(host, bundles, lambda library: self._put(ProceduresKept(library=library)))
        self.notices = posted.keeper(host, state_dir, state_dir / POSTED)

        def announced(bundle: Bundle) -> None:
            self.procedures.announced(bundle)
            self.notices.announced(bundle)

        machine.on_bundle = announced
        self.staff = machine.staff
        self.worker = Worker(machine, self._failed)

    def touched(self, action: str) -> None:
        """A finger let go of something. Who comes when the kiosk is ending comes too late."""
        if self._closing:
            return
        self.worker.put(Touch(action=action, token=secrets.token_hex(16)))

    def now_ms(self) -> int | None:
        """Office time, once the office has told it."""
        return self.device.now_ms() if self.device.beat is not None else None

    def start(self, on_view: Callable[[View], None], on_end: Callable[[], None]) -> None:
        """Begin; views and the end come from other threads."""
        self._on_view, self._on_end = on_view, on_end
        self.shop.start()
        self.worker.start()
        self.reading.start()
        self.procedures.start()
        self.notices.start()
        if self.dossiers is not None:
            self.dossiers.start()

    def close(self) -> None:
        """The visitor in hand gets the slip, and what became of it is noted; then the kiosk says goodbye."""
        self._closing = True
        self.reading.close()
        with self._turned:
            self._turned.wait_for(lambda: self._page not in IN_HAND, LAST_SLIP_S)
        self.shop.close(LAST_SLIP_S)
        self.procedures.close()
        self.notices.close()
        if self.dossiers is not None:
            self.dossiers.close()
        self.worker.close()

    def _put(self, event: Input) -> None:
        self.worker.put(event)

    def _view(self, view: View) -> None:
        with self._turned:
            self._page = view.page
            self._turned.notify_all()
        self._on_view(view)

    def _failed(self, _error: BaseException) -> None:
        self.failed = True
        self._on_end()


def _show(
    args: argparse.Namespace, settings: KioskSettings, inside: Inside, state_dir: Path, lines: Iterable[str] | None
) -> int:
    times = QUICK_TIMES if args.hands == "quick" else 1.0
    app = _window(args.at, settings, inside, state_dir, times)
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


def _window(
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

    logging.getLogger("kivy").setLevel(logging.WARNING)  # not before its import, which sets it anew
    lock = TouchLock(lambda: time.monotonic() * 1000 * times)
    voice = _voice(settings, state_dir)
    app = KioskApp(
        settings.diagonal_in, inside.touched, inside.now_ms, lock, mounting_mm=settings.mounting_mm, voice=voice,
        posters=lambda look: _posters(settings, state_dir, look, inside.session.hands),
    )  # fmt: skip
    inside.session.modes = app.modes
    if voice is not None:
        inside.staff.on_volume = voice.volume
        inside.staff.on_sound = lambda lang: voice.say(translation(lang).text("staff.said"), lang)
    return app


def _posters(settings: KioskSettings, state_dir: Path, look: Look, hands: Hands) -> Posters:
    """The notices: of the folder that is set, or those that the office has for all its screens."""
    from kiosk.screens.notices import notice_size

    folder = settings.notices or state_dir / POSTED
    if settings.notices is None:
        folder.mkdir(parents=True, exist_ok=True)
    notices = Notices(folder, state_dir / "notices", notice_size(look))
    after_ms = round(max(0.0, hands.notices_s - hands.dim_s) * 1000)
    return Posters(notices, after_ms, settings.notice_s * 1000, between=False)


def _voice(settings: KioskSettings, state_dir: Path) -> Aloud | None:
    """Who reads aloud; None where nobody is wanted, or a program for it is not installed."""
    missing = missing_programs()
    if settings.sound and missing:
        log.warning("the kiosk does not speak: %s not installed", ", ".join(missing))
    if not settings.sound or missing:
        return None
    return Aloud(state_dir / "voice", settings.sound, Speech(accent=settings.accent))


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
                self.ready_file.write_text(json.dumps({"first_frame_s": round(self.first_frame_s, 3)}) + "\n")
        if self.play is not None:
            self.play.painted(view)


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
