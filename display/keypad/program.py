"""Call keypads of many counters on one cable, and a simulated line to try them with.

python -m display keypad --line serial:/dev/serial/by-id/usb-... --pads 1=1,2=2 --broker mqtt://... --site binh-minh
python -m display keypad simulate --pads 32 --line pty:/tmp/keypads
python -m display keypad rounds
"""

from __future__ import annotations

import argparse
import signal
import sys
from contextlib import nullcontext
from pathlib import Path
from random import Random

from assets import AssetsError, translation
from broker.client.link import LinkError
from broker.client.mqtt import MqttLink
from broker.client.settings import SettingsError, add_options, given_options
from display.counter.program import ReadyFile, Terminal
from display.counter.view import View
from display.keypad.cables import cable
from display.keypad.driver import Driver
from display.keypad.errors import KeypadError
from display.keypad.machine import Machine
from display.keypad.noise import Noise
from display.keypad.play import Play
from display.keypad.rounds import rounds
from display.keypad.serial_driver import SerialKeypads
from display.keypad.settings import NUMPAD, KeypadSettings, read_settings
from display.keypad.simulator import Simulator


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the keypads' program may be told."""
    parser.add_argument("--settings", type=Path, metavar="FILE", help="settings as a TOML file")
    parser.add_argument("--hands", choices=("normal", "quick"), default="normal", help="quick: for a demonstration")
    parser.add_argument("--ready-file", type=Path, metavar="FILE", help="written when presses would be answered")
    add_options(parser, KeypadSettings)
    commands = parser.add_subparsers(dest="keypad_command", metavar="simulate|rounds")
    simulate = commands.add_parser("simulate", help="a line full of keypads without any")
    simulate.add_argument("--pads", dest="count", type=int, default=32, metavar="N", help="addresses 1 to N")
    simulate.add_argument("--signs", type=int, default=0, metavar="N", help="LED signs, addresses 33 to 32+N")
    simulate.add_argument("--line", dest="where", required=True, metavar="pty:PATH|tcp:PORT", help="where it is to be")
    simulate.add_argument("--baud", type=int, default=0, help="bytes take their time; 0: none")
    simulate.add_argument("--loss", type=float, default=0.0, metavar="SHARE", help="of frames that vanish")
    simulate.add_argument("--damage", type=float, default=0.0, metavar="SHARE", help="of frames that are damaged")
    simulate.add_argument("--seed", type=int, default=1, help="the same seed makes the same noise")
    simulate.add_argument("--play", default="-", metavar="FILE", help="lines that press and pull, '-': stdin")
    measure = commands.add_parser("rounds", help="how long a round takes: by calculation, and on a simulated line")
    measure.add_argument("--seconds", type=float, default=2.0, help="of measuring, each")
    measure.add_argument("--signs", action="store_true", help="with a sign beside every keypad")


def run(args: argparse.Namespace) -> int:
    """0: it ended in order. 2: it could not begin, and why."""
    try:
        return {"simulate": _simulate, "rounds": _rounds}.get(args.keypad_command, _serve)(args)
    except (SettingsError, KeypadError, LinkError, AssetsError) as error:
        print(error, file=sys.stderr)
        return 2


def _serve(args: argparse.Namespace) -> int:
    settings = read_settings(args.settings, given_options(args, KeypadSettings))
    link = MqttLink(settings.broker, f"motcua-{settings.site}-{settings.device}")
    hands = settings.how_hands_press(quick=args.hands == "quick")
    counters = list(settings.counters.values())
    machine = Machine(
        counters, settings.site, settings.device, hands, link, _driver(settings),
        signs=settings.signed.values(),
    )  # fmt: skip
    words = translation(settings.lang)
    rows = {counter: Terminal(sys.stdout, words, rows=True) for counter in counters}
    ready = ReadyFile(args.ready_file) if args.ready_file else None

    def show(view: View) -> None:
        rows[view.counter].show(view)
        if ready is not None and all(each.status for each in machine.views.values()):
            ready.show(view)

    machine.on_view = show
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: machine.stop())
    machine.run()
    return 0


def _driver(settings: KeypadSettings) -> Driver:
    """By what the line is."""
    if settings.address is not None:
        return SerialKeypads(settings.address, settings.counters, settings.patience_ms / 1000, settings.signed)
    from display.keypad.numpad import Numpad, open_input

    (counter,) = settings.counters.values()
    return Numpad(Path(settings.line.removeprefix(NUMPAD)), counter, open_input)


def _simulate(args: argparse.Namespace) -> int:
    noise = Noise(Random(args.seed), loss=args.loss, damage=args.damage)
    with Simulator(cable(args.where), args.count, args.baud, noise, args.signs) as simulator:
        print(f"{args.count} keypads at {simulator.line.address}", file=sys.stderr, flush=True)
        with nullcontext(sys.stdin) if args.play == "-" else _file(Path(args.play)) as lines:
            Play(simulator, sys.stdout).run(lines)
    return 0


def _file(path: Path) -> nullcontext[list[str]]:
    try:
        return nullcontext(path.read_text("utf-8").splitlines())
    except (OSError, UnicodeDecodeError) as error:
        raise KeypadError(f"play {path}: {error}") from error


def _rounds(args: argparse.Namespace) -> int:
    print(f"{'pads':>5} {'baud':>7} {'by calculation':>15} {'measured p50':>13} {'p99':>8}")
    for each in rounds(args.seconds, signs=args.signs):
        print(f"{each.pads:5} {each.baud:7} {each.calculated_ms:12.0f} ms {each.p50_ms:10.0f} ms {each.p99_ms:5.0f} ms")
    return 0
