"""What a printed page is made of: paper and blocks, from top to bottom. Pure.

Sizes are printer dots at 203 dpi (8 dots = 1 mm). Breaking lines needs the widths of letters, so that is left
to the raster: a `Text` is a whole paragraph and is never cut. At 24-28 px a printed "ấ" cannot be told from
"ầ", so no text is set below SMALLEST_TEXT_PX, bold or not.
"""

from dataclasses import dataclass
from enum import StrEnum

SMALLEST_TEXT_PX = 30
LINE_HEIGHT_PERCENT = 140  # stacked letters (Ẫ, Ỗ) with a dot below the line above need this much


@dataclass(frozen=True)
class Paper:
    """A roll: its width, the dots a 203 dpi head prints across it, and how far text and number grow."""

    width_mm: int
    width_px: int
    side_px: int  # kept white left and right
    number_px: int
    qr_px: int
    sizes_px: tuple[int, int, int, int]  # for plain, clear, strong and head text


PAPERS = {
    80: Paper(80, 576, side_px=8, number_px=200, qr_px=208, sizes_px=(30, 32, 44, 32)),
    58: Paper(58, 384, side_px=4, number_px=144, qr_px=184, sizes_px=(30, 30, 38, 30)),
}


class Weight(StrEnum):
    REGULAR = "regular"
    BOLD = "bold"


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True)
class Text:
    """A paragraph; `frame_px` draws a box of that thickness around it."""

    text: str
    size_px: int
    weight: Weight = Weight.REGULAR
    align: Align = Align.CENTRE
    frame_px: int = 0

    @property
    def line_px(self) -> int:
        return -(-self.size_px * LINE_HEIGHT_PERCENT // 100)


@dataclass(frozen=True)
class Number:
    """The ticket's number, at most `size_px` and as much smaller as the paper asks for."""

    text: str
    size_px: int


@dataclass(frozen=True)
class QrCode:
    """A QR code whose side, white border not counted, is at most `side_px`."""

    payload: str
    side_px: int


@dataclass(frozen=True)
class Rule:
    """A thin line across the paper, free of its edges."""

    thickness_px: int


@dataclass(frozen=True)
class Space:
    height_px: int


@dataclass(frozen=True)
class Logo:
    """A picture file, made smaller to fit the box."""

    file: str
    width_px: int
    height_px: int


Block = Text | Number | QrCode | Rule | Space | Logo


@dataclass(frozen=True)
class Layout:
    paper: Paper
    blocks: tuple[Block, ...]
