"""`python -m kiosk.virtual_printer --listen 127.0.0.1:9100 --out build/printer`: a printer to print on.

Knobs are lines on standard input or on the control port; `help` lists them.
"""

import argparse
import json
import signal
import sys
import threading
from pathlib import Path
from typing import Literal

from assets.whole_files import write_whole
from broker.client.program import CommandLine
from kiosk.paper.blocks import PAPERS
from kiosk.virtual_printer import control
from kiosk.virtual_printer.printer import Address, VirtualPrinter
from kiosk.virtual_printer.sample import png_file, print_sample


def main(arguments: list[str] | None = None) -> int:
    """Runs until it is told to end (SIGTERM, SIGINT). Exit code 2: it could not begin."""
    options = _parser().parse_args(arguments)
    if options.sample:
        return sample(options.sample, options.paper)
    if not options.listen and not options.terminal:
        _parser().error("nothing to listen on: give --listen or --terminal")
    try:
        printer = VirtualPrinter(
            options.out,
            paper_mm=options.paper,
            listen=options.listen,
            terminal=options.terminal,
            uart=options.uart,
            control=options.control,
            speed=options.speed,
        )
    except OSError as error:
        sys.stderr.write(f"virtual printer cannot begin: {error}\n")
        return 2
    _run(printer, options.ready_file)
    return 0


def sample(file: Path, paper_mm: Literal[58, 80]) -> int:
    """A sample ticket into a picture file. 2: it cannot be written there, and why."""
    try:
        print_sample(file, paper_mm)
    except OSError as error:
        sys.stderr.write(f"{file} cannot be written: {error.strerror or error}\n")
        return 2
    return 0


def _run(printer: VirtualPrinter, ready_file: Path | None) -> None:
    end = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: end.set())
    with printer:
        sys.stdout.write(json.dumps(printer.urls) + "\n")
        sys.stdout.flush()
        if ready_file:
            write_whole(ready_file, json.dumps(printer.urls) + "\n")
        knobs = (printer.machine, sys.stdin, sys.stdout)
        threading.Thread(target=control.serve, args=knobs, name="printer-stdin", daemon=True).start()
        end.wait()


def _address(text: str) -> Address:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is not HOST:PORT, such as 127.0.0.1:9100")
    return host.strip("[]"), int(port)


def _speed(text: str) -> float:
    speed = float(text)
    if not speed > 0:
        raise argparse.ArgumentTypeError(f"speed {text} is not above 0")
    return speed


def _parser() -> argparse.ArgumentParser:
    parser = CommandLine(prog="python -m kiosk.virtual_printer", description=__doc__)
    add = parser.add_argument
    add("--listen", type=_address, metavar="HOST:PORT", help="TCP port as of a network printer; port 0: any free")
    add("--terminal", type=Path, metavar="PATH", help="a pseudo-terminal, as serial port or USB printer file")
    add("--uart", action="store_true", help="the pseudo-terminal stays plugged in when the power goes")
    add("--control", type=_address, metavar="HOST:PORT", help="TCP port that takes knob lines")
    add("--out", type=Path, default=Path("build/printer"), help="folder of the cuts (default %(default)s)")
    add("--paper", type=int, choices=sorted(PAPERS), default=80, help="width in mm (default %(default)s)")
    add("--speed", type=_speed, default=1.0, help="how much faster than a real printer (default 1)")
    add("--ready-file", type=Path, help="written, with the addresses as JSON, once it listens")
    add("--sample", type=png_file, metavar="PNG", help="only draw a sample ticket into this file")
    return parser


if __name__ == "__main__":
    sys.exit(main())
