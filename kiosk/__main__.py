"""The ticket machine: python -m kiosk run | pin | print-sample | gallery | virtual-printer | virtual-scanner ...

    python -m kiosk run --name kiosk-1 --broker mqtt://127.0.0.1:1883 --site binh-minh --printer tcp://127.0.0.1:9100

Each command imports only what it needs.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from broker.client.program import CommandLine, missing_library


def main(argv: list[str] | None = None) -> int:
    """Run one of the commands; its answer is the exit code."""
    try:
        return _main(sys.argv[1:] if argv is None else argv)
    except ModuleNotFoundError as error:
        print(missing_library(error, "kiosk"), file=sys.stderr)
        return 2


def _main(given: list[str]) -> int:
    if given[:1] == ["virtual-printer"]:
        from kiosk.virtual_printer.__main__ import main as virtual_printer

        return virtual_printer(given[1:])
    if given[:1] == ["virtual-scanner"]:
        from kiosk.scanning.__main__ import main as virtual_scanner

        return virtual_scanner(given[1:])
    args = _parser(given).parse_args(given)
    if args.command == "print-sample":
        from kiosk.virtual_printer.__main__ import sample

        return sample(args.out, args.paper)
    if args.command == "pin":
        return _pin()
    if args.command == "gallery":
        from kiosk.gallery import run as gallery

        return gallery(args)
    from kiosk.run import run

    return run(args)


def _pin() -> int:
    """Asks for a PIN and writes what stands for it in the settings. Nothing of it is shown or kept."""
    from getpass import getpass

    from kiosk.staff.pin import PinError, hashed

    try:
        typed = getpass("PIN: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
        print(f'staff_pin = "{hashed(typed)}"')
    except PinError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _png(text: str) -> Path:
    from kiosk.virtual_printer.sample import png_file

    return png_file(text)


def _parser(given: list[str]) -> argparse.ArgumentParser:
    parser = CommandLine(prog="motcua-kiosk", description="Một Cửa: the ticket machine.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    runs = commands.add_parser("run", help="the kiosk itself", description="The kiosk itself.")
    if given[:1] == ["run"]:
        from kiosk.run import add_arguments

        add_arguments(runs)
    commands.add_parser("pin", help="hash a PIN for the staff corner; the PIN is asked for, or read from a pipe")
    sample = commands.add_parser("print-sample", help="draw a sample ticket into a file, as a printer would print it")
    sample.add_argument("--out", type=_png, required=True, metavar="FILE.png")
    sample.add_argument("--paper", type=int, choices=(58, 80), default=80, help="width in mm (default %(default)s)")
    pictures = commands.add_parser("gallery", help="every page in every language and mode as a picture")
    if given[:1] == ["gallery"]:
        from kiosk.gallery import add_arguments as add_gallery_arguments

        add_gallery_arguments(pictures)
    commands.add_parser("virtual-printer", help="a printer to print on, for trying out; see its own --help")
    commands.add_parser("virtual-scanner", help="a scanner that reads what is typed; see its own --help")
    return parser


if __name__ == "__main__":
    sys.exit(main())
