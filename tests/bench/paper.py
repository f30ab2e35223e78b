"""Bytes of the reference ticket on its way to the printer: what a slow line has to carry."""

from __future__ import annotations

from kiosk.paper.ticket import layout
from kiosk.printing.options import PrinterOptions
from kiosk.printing.printer import encode
from kiosk.virtual_printer.sample import sample_slip


def ticket_bytes() -> dict[str, int]:
    """As trimmed raster, and with the printer's own digits and QR code, on 80 mm paper."""
    raster = PrinterOptions()
    native = PrinterOptions(native_number=True, native_qr=True)
    return {"raster": _bytes(raster), "native": _bytes(native)}


def _bytes(options: PrinterOptions) -> int:
    return len(encode(layout(sample_slip(), options.paper), options))
