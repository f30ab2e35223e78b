"""Bytes of the reference ticket on its way to the printer: what a slow line has to carry."""

from __future__ import annotations

from kiosk.paper.ticket import layout
from kiosk.printing.options import PrinterOptions
from kiosk.printing.printer import encode
from kiosk.virtual_printer.sample import sample_slip

#: Bits of a byte on a serial line: one to begin, eight, one to end.
BITS, BAUD = 10, 115_200


def ticket_bytes() -> dict[str, float]:
    """As trimmed raster, and with the printer's own digits and QR code, on 80 mm paper; and the seconds that so many
    bytes take on a serial line of 115,200 baud.
    """
    raster = PrinterOptions()
    native = PrinterOptions(native_number=True, native_qr=True)
    found = {"raster": _bytes(raster), "native": _bytes(native)}
    return {**found, **{f"{name}_s_115200": round(size * BITS / BAUD, 2) for name, size in found.items()}}


def _bytes(options: PrinterOptions) -> int:
    return len(encode(layout(sample_slip(), options.paper), options))
