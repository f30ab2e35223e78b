"""The virtual printer as a program of its own, and its tickets read back by machine: code and every line."""

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Literal

import msgspec
import pytest
from PIL import Image, ImageOps

from kiosk.paper.ticket import Slip
from kiosk.printing.options import PrinterOptions
from kiosk.printing.ports import open_port
from kiosk.printing.printer import Printer
from kiosk.printing.status import Failed, Proven
from kiosk.virtual_printer import VirtualPrinter, print_sample, read_record, sample_slip

pytestmark = pytest.mark.edge

OPTIONS = PrinterOptions(status_timeout_ms=1_000)


class Program:
    """`python -m kiosk.virtual_printer` with a TCP port, a terminal and a control port."""

    def __init__(self, folder: Path, *more: str) -> None:
        self.out, ready = folder / "cuts", folder / "ready" / "file"
        lines = ["--listen", "127.0.0.1:0", "--terminal", str(folder / "line"), "--control", "127.0.0.1:0"]
        command = [sys.executable, "-m", "kiosk.virtual_printer", *lines, "--out", str(self.out), "--speed", "100"]
        self.process = subprocess.Popen(
            [*command, "--ready-file", str(ready), *more],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        wait_until(ready.exists)
        self.urls = json.loads(ready.read_text())
        assert self.process.stdout is not None
        assert json.loads(self.process.stdout.readline()) == self.urls

    def knob(self, line: str) -> str:
        """By standard input."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def control(self, *lines: str) -> list[str]:
        """By the control port."""
        host, port = self.urls["control"].rsplit(":", 1)
        with socket.create_connection((host, int(port)), 5) as line, line.makefile("rw") as talk:
            answers = []
            for words in lines:
                talk.write(words + "\n")
                talk.flush()
                answers.append(talk.readline().strip())
            return answers


def wait_until(holds: Callable[[], bool], limit_s: float = 10) -> None:
    deadline_s = time.monotonic() + limit_s
    while not holds():
        assert time.monotonic() < deadline_s, "did not happen in time"


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    made = Program(tmp_path)
    yield made
    with made.process:
        made.process.kill()


def test_it_prints_what_it_is_sent_and_records_each_cut(program: Program) -> None:
    for number, kind in enumerate(("tcp", "serial", "usb-lp"), 1):
        printer = Printer(open_port(program.urls[kind]), OPTIONS)
        assert isinstance(printer.print(sample_slip(f"A-00{number}")), Proven)
        printer.close()
    cuts = read_record(program.out)
    assert [(cut.cut, cut.file, cut.qr) for cut in cuts] == [
        (n, f"cut-000{n}.png", f"https://hcc.example/t/7GQ2-A-00{n}") for n in (1, 2, 3)
    ]
    for cut in cuts:
        with Image.open(program.out / cut.file) as picture:
            assert picture.height == cut.height_dots
        assert abs(cut.at_ms / 1000 - time.time()) < 60
        assert 15_000 < cut.bytes <= 20_000
    assert sorted(path.name for path in program.out.iterdir()) == [*(cut.file for cut in cuts), "cuts.jsonl"]


def test_knobs_turn_by_standard_input_and_by_the_control_port(program: Program) -> None:
    printer = Printer(open_port(program.urls["tcp"]), OPTIONS)
    assert program.knob("paper out").startswith("ok power=on")
    assert isinstance(printer.print(sample_slip()), Failed)
    told = program.control("paper in", "cover open", "nonsense", "cover close")
    assert [answer.split(" ")[0] for answer in told] == ["ok", "ok", "error:", "ok"]
    assert isinstance(printer.print(sample_slip()), Proven)


def test_it_goes_on_without_standard_input_and_ends_in_order(program: Program) -> None:
    assert program.process.stdin is not None
    program.process.stdin.close()
    assert program.control("status")[0].startswith("ok power=on")
    program.process.send_signal(signal.SIGTERM)
    assert program.process.wait(5) == 0


def test_it_says_why_it_cannot_begin(program: Program, tmp_path: Path) -> None:
    port = program.urls["tcp"].rsplit(":", 1)[1]
    command = [sys.executable, "-m", "kiosk.virtual_printer", "--out", str(tmp_path / "other")]
    for more, said in (
        (["--listen", f"127.0.0.1:{port}"], "Address already in use"),
        (["--listen", "nowhere"], "'nowhere' is not HOST:PORT"),
        ([], "nothing to listen on"),
    ):
        done = subprocess.run([*command, *more], capture_output=True, text=True, timeout=20, check=False)
        assert done.returncode == 2
        assert said in done.stderr


def test_a_second_run_in_the_same_folder_goes_on_counting(tmp_path: Path) -> None:
    for expected in (1, 2):
        with VirtualPrinter(tmp_path, speed=100) as virtual:
            assert isinstance(Printer(open_port(virtual.urls["tcp"]), OPTIONS).print(sample_slip()), Proven)
            assert [cut.cut for cut in virtual.cuts] == list(range(1, expected + 1))


def test_two_kiosks_on_one_network_printer_wait_for_each_other(tmp_path: Path) -> None:
    with VirtualPrinter(tmp_path, speed=100) as virtual:
        kiosks = [Printer(open_port(virtual.urls["tcp"]), OPTIONS) for _ in range(2)]
        for round_number in range(3):
            for name, kiosk in zip("AC", kiosks, strict=True):
                assert isinstance(kiosk.print(sample_slip(f"{name}-00{round_number}")), Proven)
        assert [cut.qr[-5:] for cut in virtual.cuts if cut.qr] == [
            "A-000", "C-000", "A-001", "C-001", "A-002", "C-002",
        ]  # fmt: skip


@pytest.mark.parametrize("paper", [80, 58])
@pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract-ocr-vie is not installed")
def test_every_line_of_the_ticket_can_be_read(tmp_path: Path, paper: Literal[58, 80]) -> None:
    lines = read_ticket(tmp_path, paper)
    for words in (
        "UBND xã Bình Minh",
        "Trung tâm Phục vụ hành chính công",
        "PHIẾU SỐ THỨ TỰ",
        "A-025",
        "Hộ tịch",
        "Đăng ký khai sinh",
        "Số người chờ trước: 12",
        "Dự kiến chờ: 10–25 phút",
        "Quầy 2, 3",
        "Buổi: Sáng",
        "08:05, thứ Hai, 23/11/2026",
        "Vui lòng giữ phiếu và chờ gọi số. Xin cảm ơn!",
        "Có giá trị trong ngày; không thay giấy hẹn trả kết quả.",
    ):
        assert words.replace("–", "-").replace(" ", "") in lines


def read_ticket(folder: Path, paper: Literal[58, 80], slip: Slip | None = None) -> str:
    """What optical character recognition makes of the printed ticket, spaces dropped.

    It is made for text, so the code is left out and the number, read by itself, is made as small as text.
    """
    ticket_file = folder / "ticket.png"
    print_sample(ticket_file, paper, msgspec.structs.replace(slip or sample_slip(), qr=""))
    with Image.open(ticket_file) as ticket:
        grey = ticket.convert("L")
    number = max(strokes(grey), key=lambda rows: rows[1] - rows[0])
    alone = grey.crop((0, number[0], grey.width, number[1]))
    grey.paste(255, (0, number[0], grey.width, number[1]))
    return recognise(folder, alone.resize((alone.width // 4, alone.height // 4)), 7) + recognise(folder, grey, 6)


def strokes(grey: Image.Image) -> list[tuple[int, int]]:
    """Where rows with ink begin and end."""
    dark = [min(grey.crop((0, y, grey.width, y + 1)).tobytes()) == 0 for y in range(grey.height)]
    edges = [y for y, (before, after) in enumerate(pairwise([False, *dark, False])) if before != after]
    return list(zip(edges[::2], edges[1::2], strict=True))


def recognise(folder: Path, picture: Image.Image, layout: int) -> str:
    file = folder / "read.png"
    ImageOps.expand(picture, 40, 255).save(file, dpi=(203, 203))
    command = ["tesseract", str(file), "-", "-l", "vie", "--psm", str(layout)]
    read = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    return re.sub(r"\s", "", re.sub("[–—]", "-", unicodedata.normalize("NFC", read)))


def test_the_sample_is_a_picture_file(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "kiosk.virtual_printer",
        "--paper",
        "58",
        "--sample",
        str(tmp_path / "x" / "t.png"),
    ]
    subprocess.run(command, timeout=30, check=True)
    with Image.open(tmp_path / "x" / "t.png") as picture:
        assert (picture.width, picture.mode) == (384, "1")
