"""A receipt printer made of software: for the demo, for tests, and for a desk without a printer.

It speaks ESC/POS on TCP and on a pseudo-terminal, keeps what it cuts off as pictures, and has the faults of
a real one on knobs. `python -m kiosk.virtual_printer --help`, or `VirtualPrinter` inside a program.
"""

from kiosk.virtual_printer.decoder import Decoded, Problem, decode
from kiosk.virtual_printer.printer import VirtualPrinter
from kiosk.virtual_printer.sample import print_sample, sample_slip
from kiosk.virtual_printer.tray import Cut, read_record

__all__ = ["Cut", "Decoded", "Problem", "VirtualPrinter", "decode", "print_sample", "read_record", "sample_slip"]
