"""A realistic ticket of a commune centre: what byte budgets, pictures and trial prints refer to."""

import argparse
from pathlib import Path
from typing import Literal

from kiosk.paper.ticket import Line, Role, Slip, layout
from kiosk.printing.options import PrinterOptions
from kiosk.printing.printer import encode
from kiosk.virtual_printer.decoder import decode

ENGLISH = (
    "Queue ticket",
    "People ahead: 12",
    "Expected wait: 10–25 min",
    "Counters 2, 3",
    "Morning",
    "Please keep this ticket and wait for your number.",
    "Not a receipt.",
)


def sample_slip(number: str = "A-025", *, training: bool = False, english: bool = False) -> Slip:
    """The reference ticket."""
    lines = (
        Line(Role.AHEAD, "Số người chờ trước: 12"),
        Line(Role.ESTIMATE, "Dự kiến chờ: 10–25 phút"),
        Line(Role.COUNTERS, "Quầy 2, 3"),
        Line(Role.SESSION, "Buổi: Sáng"),
        Line(Role.TAKEN, "08:05, thứ Hai, 23/11/2026"),
    )
    return Slip(
        number=number,
        field="Hộ tịch",
        service="Đăng ký khai sinh",
        office=("UBND xã Bình Minh", "Trung tâm Phục vụ hành chính công"),
        lines=lines,
        qr=f"https://hcc.example/t/7GQ2-{number}",
        second=ENGLISH if english else (),
        training=training,
    )


def png_file(text: str) -> Path:
    """A file's name on a command line: what is drawn into it is a PNG, and shall be called one."""
    if Path(text).suffix.lower() != ".png":
        raise argparse.ArgumentTypeError(f"{text!r} is no name of a picture, such as ticket.png")
    return Path(text)


def print_sample(out_png: Path, paper: Literal[58, 80] = 80, slip: Slip | None = None) -> None:
    """A ticket as it comes out of a printer, through its commands and back, into a picture file."""
    options = PrinterOptions(paper_mm=paper)
    job = encode(layout(slip or sample_slip(), options.paper), options)
    [picture] = decode(job, options.paper.width_px).cuts
    out_png.parent.mkdir(parents=True, exist_ok=True)
    picture.save(out_png)
