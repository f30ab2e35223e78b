"""What differs from printer to printer, as a kiosk's settings name it."""

from typing import Annotated, Literal

import msgspec

from kiosk.paper.blocks import PAPERS, Paper
from kiosk.paper.strips import Placement

Milliseconds = Annotated[int, msgspec.Meta(ge=50, le=60_000)]


class PrinterOptions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The defaults suit an 80 mm printer that speaks ESC/POS as Epson wrote it down."""

    paper_mm: Literal[58, 80] = 80
    copies: Annotated[int, msgspec.Meta(ge=1, le=5)] = 1
    logo: str = ""  # a picture file above the office's name; printed black and white
    # How strips are placed; see Placement.
    placement: Placement = Placement.MARGIN
    # The printer's own digits and QR codes: fewer bytes on a slow line, but each maker's look different.
    native_number: bool = False
    native_qr: bool = False
    # How its own digits come to the middle: ESC a, or blanks where that does nothing. (Its own QR code
    # needs ESC a.)
    native_centre: Literal["justify", "spaces"] = "justify"
    # GS P: makes ESC J count in dots. Off for the few printers that print it as letters.
    motion_units: bool = True
    # "feed": the printer feeds to its cutter by itself (GS V 66). Others are fed `cut_feed_mm` first.
    cut: Literal["feed", "full", "partial", "none"] = "feed"
    cut_feed_mm: Annotated[int, msgspec.Meta(ge=0, le=60)] = 15
    # What proves the paper. "in_order": an answer to GS r 1, which comes after all before it is printed.
    # "real_time": no fault in the status (DLE EOT) once the ticket has had time to come out.
    proof: Literal["in_order", "real_time"] = "in_order"
    print_mm_per_s: Annotated[int, msgspec.Meta(ge=20, le=500)] = 100
    # After a failed job, DLE DC4 8 empties the printer: what it still holds must not come out later.
    clear_after_failure: bool = True
    status_timeout_ms: Milliseconds = 700
    send_timeout_ms: Milliseconds = 20_000
    proof_timeout_ms: Milliseconds = 8_000
    # All waits for one ticket together.
    ticket_timeout_ms: Milliseconds = 30_000

    @property
    def paper(self) -> Paper:
        return PAPERS[self.paper_mm]
