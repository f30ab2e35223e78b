"""`python -m kiosk virtual-scanner --terminal build/scanner`: a scanner that reads what is typed at it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from broker.client.program import CommandLine
from kiosk.scanning import virtual
from kiosk.scanning.virtual import ScannerError, VirtualScanner


def main(arguments: list[str] | None = None) -> int:
    """Answers each line with "ok" or what is wrong, until the lines end."""
    options = _parser().parse_args(arguments)
    try:
        scanner = VirtualScanner(options.terminal, options.baud)
    except OSError as error:
        sys.stderr.write(f"virtual scanner cannot begin: {error}\n")
        return 2
    sys.stdout.write(scanner.address + "\n")
    sys.stdout.flush()
    for line in sys.stdin:
        sys.stdout.write(_answer(scanner, line) + "\n")
        sys.stdout.flush()
    scanner.close()
    return 0


def _answer(scanner: VirtualScanner, line: str) -> str:
    try:
        scanner.do(line)
    except ScannerError as error:
        return str(error)
    return "ok"


def _parser() -> argparse.ArgumentParser:
    form = argparse.RawDescriptionHelpFormatter
    parser = CommandLine("motcua-kiosk virtual-scanner", description=virtual.__doc__, formatter_class=form)
    parser.add_argument("--terminal", type=Path, required=True, metavar="PATH", help="where the pseudo-terminal stands")
    parser.add_argument("--baud", type=int, default=9_600, help="how fast its line is (default %(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
