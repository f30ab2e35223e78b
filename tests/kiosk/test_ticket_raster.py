"""Blocks as pictures, and strips that lose nothing of them."""

from itertools import pairwise

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from kiosk.paper import raster
from kiosk.paper.blocks import PAPERS, Number, QrCode, Rule, Text
from kiosk.paper.raster import BLACK, WHITE, Piece
from kiosk.paper.strips import Feed, Placement, Strip, obeyed_at_once, place, strips
from kiosk.paper.ticket import Slip, layout
from kiosk.virtual_printer.sample import sample_slip
from tests.kiosk.slips import slips

TWO_DOUBLE_DOTS = 8
FEW = settings(max_examples=25, deadline=None)


def drawn(slip: Slip, width_mm: int = 80) -> list[Piece]:
    return raster.draw(layout(slip, PAPERS[width_mm]))


def joined(parts: list[Feed | Strip], width_px: int, height_px: int) -> Image.Image:
    """The strips one below the other, with the white that need not be fed at the end."""
    printed = raster.stack([place(part, width_px) for part in parts], width_px)
    whole = Image.new("1", (width_px, height_px), WHITE)
    whole.paste(printed, (0, 0))
    return whole


def dots_apart(one: Image.Image, other: Image.Image) -> int:
    assert one.size == other.size
    return sum(ImageChops.difference(one.convert("L"), other.convert("L")).histogram()[1:])


@FEW
@given(slips(), st.sampled_from(sorted(PAPERS)), st.sampled_from(Placement))
def test_strips_are_the_picture_but_for_dots_that_would_be_commands(
    slip: Slip, width_mm: int, placement: Placement
) -> None:
    pieces = drawn(slip, width_mm)
    source = raster.page(pieces, PAPERS[width_mm].width_px)
    parts = list(strips(pieces, placement))
    assert dots_apart(joined(parts, *source.size), source) <= TWO_DOUBLE_DOTS
    for part in parts:
        if isinstance(part, Strip):
            assert part.picture.width % 8 == 0
            assert not obeyed_at_once(raster.ink_bytes(part.picture))


@pytest.mark.parametrize("placement", Placement)
@pytest.mark.parametrize("width_mm", [80, 58])
def test_the_reference_ticket_loses_no_dot(width_mm: int, placement: Placement) -> None:
    pieces = drawn(sample_slip(english=True, training=True), width_mm)
    source = raster.page(pieces, PAPERS[width_mm].width_px)
    assert dots_apart(joined(list(strips(pieces, placement)), *source.size), source) == 0


def test_placements_agree_on_where_ink_lies_and_the_margin_is_cheapest() -> None:
    sent = {
        placement: sum(
            len(raster.ink_bytes(part.picture))
            for part in strips(drawn(sample_slip()), placement)
            if isinstance(part, Strip)
        )
        for placement in Placement
    }
    assert sent[Placement.MARGIN] < sent[Placement.JUSTIFY] < sent[Placement.EDGE]


def test_a_picture_whose_bytes_read_as_a_command_is_changed_by_one_dot() -> None:
    rows = Image.frombytes("1", (32, 2), bytes(255 - byte for byte in b"\xff\x10\x04\xff\xff\x10\x14\xff"))
    [strip] = strips([Piece(Rule(2), rows, 1)], Placement.EDGE)
    assert isinstance(strip, Strip)
    assert obeyed_at_once(raster.ink_bytes(rows)) == [1, 5]
    assert not obeyed_at_once(raster.ink_bytes(strip.picture))
    assert dots_apart(strip.picture, rows) == 2


@pytest.mark.parametrize("width_mm", [80, 58])
@pytest.mark.parametrize("number", ["A-025", "1001", "K1-07", "W-9999-WWWWWW"[:12]])
def test_the_number_keeps_within_the_paper_and_is_very_large(width_mm: int, number: str) -> None:
    paper = PAPERS[width_mm]
    [piece] = [piece for piece in drawn(sample_slip(number), width_mm) if isinstance(piece.block, Number)]
    left, _, right, _ = raster.ink_box(piece.picture)
    assert paper.side_px // 2 - 1 <= left < right <= piece.picture.width - paper.side_px // 2 + 1
    if len(number) <= 5:
        assert piece.scale * piece.picture.height >= paper.width_px // 5  # 14 mm on 80 mm, 9.5 mm on 58 mm


def test_a_long_name_is_wrapped_and_nothing_touches_the_edge() -> None:
    long = "Thủ tục xác nhận tình trạng hôn nhân có yếu tố nước ngoài tại khu vực biên giới " * 3
    paper = PAPERS[58]
    for piece in drawn(Slip(number="H-001", field=long, service="W" * 90), 58):
        box = raster.ink_box(piece.picture)
        if isinstance(piece.block, Text):
            assert box[0] >= 1
            assert box[2] <= paper.width_px - 1
    [field] = [
        piece for piece in drawn(Slip(number="H-001", field=long)) if getattr(piece.block, "text", "") == long.strip()
    ]
    assert field.picture.height >= 6 * field.block.line_px


@pytest.mark.parametrize("width_mm", [80, 58])
@pytest.mark.parametrize("payload", ["x", "https://hcc.example/t/" + "7GQ2" * 24, "phiếu số A-025"])
def test_the_code_reads_back_with_room_around_it(width_mm: int, payload: str) -> None:
    [piece] = [
        piece for piece in drawn(Slip(number="1", field="F", qr=payload), width_mm) if isinstance(piece.block, QrCode)
    ]
    [code] = zxingcpp.read_barcodes(raster.enlarged(piece.picture, 2).convert("L"))
    assert code.text == payload
    assert piece.picture.width >= piece.picture.height - 8 * 3


def test_pictures_are_black_and_white_only() -> None:
    assert {piece.picture.mode for piece in drawn(sample_slip(training=True))} == {"1"}
    assert BLACK != WHITE


def test_a_feed_stands_for_the_blank_rows_and_none_ends_the_ticket() -> None:
    parts = list(strips(drawn(sample_slip()), Placement.MARGIN))
    assert isinstance(parts[-1], Strip)
    assert not any(isinstance(one, Feed) and isinstance(two, Feed) for one, two in pairwise(parts))
