"""Every slip the kiosk prints, read back from its paper by machine: each line by tesseract, the code by zxing."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import zxingcpp
from PIL import Image

from broker.contract.events import TomorrowListed
from broker.contract.ids import InstantMs
from broker.contract.office import Office
from broker.contract.status import ServiceQueue
from kiosk.gallery_staff import FACTS
from kiosk.paper.ticket import Slip
from kiosk.slips import listed, slip
from kiosk.staff.strip import strip
from kiosk.virtual_printer import print_sample
from tests.kiosk.pages import office
from tests.kiosk.test_slips import EIGHT, issued
from tests.kiosk.test_virtual_printer_edge import read_ticket
from tests.offices import SEVEN

pytestmark = [
    pytest.mark.edge,
    pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract-ocr-vie is not installed"),
]
HOUR = 3_600_000


def commune() -> Office:
    return office()


def given(**more: Any) -> Slip:
    early = ServiceQueue(offer="nobody", opens_at=InstantMs(SEVEN + 2 * HOUR))
    return slip(issued(service="certify-copy", **more), commune(), early if more.get("class_id") else None)


VARIANTS: dict[str, Any] = {
    "priority, before the hour": lambda: given(class_id="elder"),
    "nobody serves": lambda: slip(issued(service="certify-copy"), commune(), ServiceQueue(offer="nobody")),
    "reserved series, time not sure": lambda: given(number="C-801", offline=True, uncertain=True),
    "several services": lambda: given(further=("civil-extract", "land-split")),
    "a booking": lambda: given(booked_at=EIGHT + HOUR, not_before=EIGHT + HOUR),
    "for the afternoon": lambda: given(not_before=EIGHT + 5 * HOUR),
    "from yesterday's list": lambda: given(carried="2026-11-22.L-001"),
    "printed again, training": lambda: slip(issued(service="certify-copy", training=True), commune(), again_at=EIGHT),
    "in English too": lambda: given(lang="en"),
    "tomorrow's list": lambda: listed(
        TomorrowListed(
            entry="2026-11-23.L-004",
            nth=4,
            request_id="request-1",
            service="certify-copy",
            kiosk="kiosk-1",
            class_id="ordinary",
        ),
        commune(),
        EIGHT,
    ),
}


def words(made: Slip) -> Iterator[str]:
    """All that the paper says, but the number, which other tests read."""
    yield from made.office
    yield from (made.title, made.field, made.service, made.priority, made.reprint)
    yield from (line.text for line in made.lines)
    yield from (*made.scan, *made.second, *made.footer)
    if made.training:
        yield made.training_mark


def bare(text: str) -> str:
    return re.sub(r"\s", "", re.sub("[–—]", "-", unicodedata.normalize("NFC", text)))


def missed(made: Slip, folder: Path, paper: Any = 80) -> list[str]:
    read = read_ticket(folder, paper, made)
    return [each for each in words(made) if bare(each) not in read]


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_line_of_every_slip_can_be_read(tmp_path: Path, variant: str) -> None:
    assert missed(VARIANTS[variant](), tmp_path) == []


def test_lines_that_are_not_there_are_missed(tmp_path: Path) -> None:
    said = VARIANTS["priority, before the hour"]()
    read = read_ticket(tmp_path, 80, msgspec.structs.replace(said, priority=""))
    assert bare(said.priority) not in read


@pytest.mark.parametrize("paper", [80, 58])
def test_the_code_on_the_paper_is_the_ticket(tmp_path: Path, paper: Any) -> None:
    for nth, make in enumerate(VARIANTS.values()):
        made = make()
        print_sample(tmp_path / f"{nth}.png", paper, made)
        [code] = zxingcpp.read_barcodes(Image.open(tmp_path / f"{nth}.png").convert("L"))
        assert code.text == made.qr


def test_the_test_strip_names_the_kiosk_and_how_it_is(tmp_path: Path) -> None:
    made = strip("kiosk-1", commune(), FACTS)
    read = read_ticket(tmp_path, 80, made)
    assert all(bare(each) in read for each in (made.title, made.field, made.training_mark, *made.footer))
    print_sample(tmp_path / "strip.png", 80, made)
    [code] = zxingcpp.read_barcodes(Image.open(tmp_path / "strip.png").convert("L"))
    assert code.text == "motcua:kiosk-1"
