"""The virtual printer's reading of ESC/POS, its status, its knobs: what a real one would make of the bytes."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.paper import raster
from kiosk.virtual_printer.commands import Parser
from kiosk.virtual_printer.control import HELP, KnobError, answer, obey
from kiosk.virtual_printer.decoder import Decoded, decode
from kiosk.virtual_printer.knobs import Knobs, paper_byte, status_byte
from kiosk.virtual_printer.machine import Machine

INIT = b"\x1b@"
CUT = b"\x1dVB\x00"


def shown(decoded: Decoded) -> Image.Image:
    assert decoded.problems == []
    return decoded.uncut


def raster_command(mode: int, width_bytes: int, rows: bytes) -> bytes:
    height = len(rows) // width_bytes
    return b"\x1dv0" + bytes([mode, width_bytes, 0, height, 0]) + rows


@settings(max_examples=40, deadline=None)
@given(st.data(), st.integers(1, 8), st.integers(1, 6), st.integers(0, 3))
def test_a_raster_picture_is_printed_dot_for_dot_in_every_size(
    data: st.DataObject, width_bytes: int, height: int, mode: int
) -> None:
    rows = data.draw(st.binary(min_size=width_bytes * height, max_size=width_bytes * height))
    picture = shown(decode(raster_command(mode, width_bytes, rows), 256))
    wide, high = 1 + (mode & 1), 1 + (mode >> 1)
    assert picture.size == (256, height * high)
    for y in range(picture.height):
        for x in range(0, 256, 3):
            column = x // wide
            inked = column < 8 * width_bytes and rows[(y // high) * width_bytes + column // 8] >> (7 - column % 8) & 1
            assert (picture.getpixel((x, y)) == 0) == bool(inked)


BAR = raster_command(0, 1, b"\xff\xff")


@pytest.mark.parametrize(
    ("commands", "box"),
    [
        (BAR, (0, 0, 8, 2)),
        (b"\x1dL\x10\x00" + BAR, (16, 0, 24, 2)),
        (b"\x1ba\x01" + BAR, (60, 0, 68, 2)),
        (b"\x1ba\x02" + BAR, (120, 0, 128, 2)),
        (b"\x1ba2" + BAR, (120, 0, 128, 2)),
        (b"\x1dL\x10\x00\x1ba\x01" + BAR, (68, 0, 76, 2)),
        (b"\x1bJ\x05" + BAR, (0, 5, 8, 7)),
        (b"\x1b3\x0a\x1bd\x02" + BAR, (0, 20, 8, 22)),
        (b"\n" + BAR, (0, 34, 8, 36)),
        (b"\x1dP\xcb\x65\x1bJ\x05" + BAR, (0, 10, 8, 12)),
        (b"\x1dL\x10\x00" + INIT + BAR, (0, 0, 8, 2)),
        (b"\x00\x00" + BAR, (0, 0, 8, 2)),
        (b"\x10\x04\x01" + BAR, (0, 0, 8, 2)),
    ],
)
def test_place_and_feed(commands: bytes, box: tuple[int, int, int, int]) -> None:
    assert raster.ink_box(shown(decode(commands, 128))) == box


def test_text_is_as_large_as_it_was_asked_for_and_stands_in_the_middle() -> None:
    small, large = (
        shown(decode(b"\x1b3\x00\x1ba\x01\x1d!" + bytes([size]) + b"A-025\n", 576)) for size in (0x00, 0x66)
    )
    assert (small.height, large.height) == (24, 168)
    left, top, right, bottom = raster.ink_box(large)
    assert abs(left + right - 576) < 60
    assert right - left > 300
    assert bottom - top > 90
    assert small.crop((258, 0, 318, 24)).resize((420, 168)).tobytes() == large.crop((78, 0, 498, 168)).tobytes()


def test_cuts_separate_tickets_and_what_follows_the_last_is_uncut() -> None:
    for cut in (CUT, b"\x1dV\x00", b"\x1dV1", b"\x1dVA\x03"):
        decoded = decode(BAR + cut + b"\x1bJ\x07" + BAR + cut + b"\x1bJ\x03", 128)
        assert [picture.height for picture in decoded.cuts] == [2, 9]
        assert decoded.uncut.height == 3


@pytest.mark.parametrize(
    ("data", "offset", "said"),
    [
        (BAR + b"\x1bz\x01", 10, "unknown command 1b 7a"),
        (b"\x07", 0, "unknown command 07"),
        ("Đ".encode(), 0, "unknown command c4"),
        (b"\x1d(A\x02\x00ab", 0, "unknown command 1d 28 41 02 00 61 62"),
        (b"\x1d(k\x03\x002C\x03", 0, "unknown code command 32 43 03"),
        (b"\x1dv0\x09\x01\x00\x01\x00", 0, "unknown command 1d 76 30 09"),
        (raster_command(0, 20, bytes(20)), 0, "picture is 32 dots wider than the paper"),
        (b"\x1dv0\x00\x00\x00\x01\x00", 0, "picture without dots"),
        (b"\x1dv0\x00\x01\x00\x05\x00abc", 0, "unknown command 1d 76 30 00 01 00 05 00"),
        (b"\x1b", 0, "unknown command 1b"),
    ],
)
def test_what_it_does_not_know_is_reported_with_its_place(data: bytes, offset: int, said: str) -> None:
    problems = decode(data, 128).problems
    assert problems[0].offset == offset
    assert said in problems[0].said


@given(st.binary(max_size=300), st.lists(st.integers(0, 300), max_size=5))
def test_no_bytes_break_it_and_pieces_read_like_the_whole(data: bytes, cuts: list[int]) -> None:
    assert decode(data, 64).uncut.width == 64
    whole, pieces = Parser(), Parser()
    whole.feed(data)
    read = []
    edges = sorted({0, len(data), *(min(cut, len(data)) for cut in cuts)})
    for begin, end in pairwise(edges):
        pieces.feed(data[begin:end])
        while command := pieces.next():
            read.append(command)
    expected = list(iter(whole.next, None))
    assert [c for c in read if c.name != "text"] == [c for c in expected if c.name != "text"]
    assert b"".join(c.params for c in read) == b"".join(c.params for c in expected)


@pytest.mark.parametrize(
    ("change", "answers", "proof"),
    [
        ({}, (0x12, 0x12, 0x12, 0x12), 0x00),
        ({"paper_mm": 0.0}, (0x1A, 0x32, 0x12, 0x7E), 0x0F),
        ({"paper_mm": 100.0}, (0x12, 0x12, 0x12, 0x1E), 0x03),
        ({"cover_open": True}, (0x1A, 0x16, 0x12, 0x12), 0x00),
        ({"jam": True}, (0x1A, 0x52, 0x1A, 0x12), 0x00),
    ],
)
def test_its_status_is_that_of_an_epson(change: dict[str, object], answers: tuple[int, ...], proof: int) -> None:
    knobs = Knobs(**change)
    assert tuple(status_byte(knobs, question) for question in (1, 2, 3, 4)) == answers
    assert paper_byte(knobs) == proof


def machine() -> Machine:
    return Machine(128, lambda _sheet: None)


@pytest.mark.parametrize("knob", [part.strip() for part in re.sub(r"\(.*?\)", "", HELP).split("|")])
def test_every_knob_in_the_help_turns(knob: str) -> None:
    line = re.sub(r"\[MM\]|[A-Z_]{2,}", "9000", knob)
    assert answer(machine(), line).startswith("ok ")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("paper", "unknown knob 'paper'; valid: paper out | "),
        ("fly on", "unknown knob 'fly on'"),
        ("slow fast", "slow needs a number from 0, not 'fast'"),
        ("speed 0", "speed needs a number from 0.01"),
        ("buffer 100", "buffer needs a number from 8192"),
    ],
)
def test_a_wrong_knob_is_told_what_is_valid(line: str, said: str) -> None:
    made = machine()
    with pytest.raises(KnobError, match=re.escape(said)):
        obey(made, line)
    assert made.knobs == Knobs()
    assert answer(made, line).startswith("error: ")


def test_the_state_is_told() -> None:
    made = machine()
    obey(made, "  paper   in 120 ")
    obey(made, "cover open")
    assert obey(made, "status") == (
        "power=on cover=open jam=off mute=off paper_mm=120 near_end=on slow=0 buffer=65536 speed=1"
    )


def test_status_is_answered_at_once_even_inside_a_picture_and_in_pieces() -> None:
    made, heard = machine(), bytearray()
    unfinished = b"\x1dv0\x00\x10\x00\x10\x00" + bytes(20)
    for piece in (unfinished + b"\x10", b"\x04", b"\x01" + bytes(3), b"\x10\x04\x04"):
        made.receive(piece, heard.extend)
    assert bytes(heard) == b"\x12\x12"


def test_clearing_forgets_what_was_not_printed_and_says_so() -> None:
    made, heard = machine(), bytearray()
    made.receive(BAR * 10, heard.extend)
    assert made.room() == 65_536 - len(BAR) * 10
    made.receive(b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", heard.extend)
    assert made.room() == 65_536
    assert bytes(heard) == b"\x37\x25\x00"
    made.receive(BAR + b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08" + BAR * 3, heard.extend)
    assert made.room() == 65_536 - 3 * len(BAR)
