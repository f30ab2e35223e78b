"""From pictures to what a printer is sent: strips of ink and feeds of blank paper, nothing lost.

Rows without ink become feeds. A line of text is cut into strips so that they and their commands take the
fewest bytes (the accents above a line span less paper than the line). All of it together is exactly the
picture, save for the rare dot that `_harmless` has to change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from PIL import Image, ImageChops

from kiosk.paper.raster import WHITE, Piece, enlarged, ink_bytes

STRIP_COMMAND_BYTES = 12  # GS L (4) and the head of GS v 0 (8)
LARGEST_GAP_ROWS = 6  # blank rows within a line of text: what is further apart is another line


class Placement(StrEnum):
    """How a printer is told where on the paper a strip begins."""

    MARGIN = "margin"  # GS L: the fewest bytes; where it does nothing, a trial ticket comes out in shreds
    JUSTIFY = "justify"  # ESC a: left, middle or right; where it does nothing, lines only move to the left
    EDGE = "edge"  # all strips begin at the left edge; any printer


@dataclass(frozen=True)
class Feed:
    """Blank paper."""

    rows: int


@dataclass(frozen=True)
class Strip:
    """Ink at 1/scale of its printed size, a multiple of 8 wide, `left_px` dots from the left edge."""

    picture: Image.Image
    scale: int
    left_px: int


@dataclass(frozen=True)
class _Row:
    """A row of a picture whose ink lies in the columns from left up to right."""

    top: int
    left: int
    right: int


@dataclass(frozen=True)
class _Box:
    """What a strip carries: rows from top up to bottom, columns from left up to right."""

    top: int
    bottom: int
    left: int
    right: int


def strips(pieces: Iterable[Piece], placement: Placement, *, feed_at_end: bool = False) -> Iterator[Feed | Strip]:
    """The pieces as strips and feeds; neighbouring feeds are one. White at the end is left out if nothing follows."""
    blank = 0
    for piece in pieces:
        for part in _cut(piece, placement):
            if isinstance(part, Feed):
                blank += part.rows
                continue
            if blank:
                yield Feed(blank)
            blank = 0
            yield part
    if blank and feed_at_end:
        yield Feed(blank)


def place(strip: Feed | Strip, width_px: int) -> Image.Image:
    """What the printer makes of it: rows of paper at printed size."""
    if isinstance(strip, Feed):
        return Image.new("1", (width_px, strip.rows), WHITE)
    ink = enlarged(strip.picture, strip.scale)
    rows = Image.new("1", (width_px, ink.height), WHITE)
    rows.paste(ink, (strip.left_px, 0))
    return rows


def _cut(piece: Piece, placement: Placement) -> Iterator[Feed | Strip]:
    picture, done = piece.picture, 0
    for line in _lines(picture):
        for box in _boxes(line, picture.width, placement):
            yield Feed((box.top - done) * piece.scale)
            rows = picture.crop((box.left, box.top, box.right, box.bottom))
            yield Strip(_harmless(rows), piece.scale, box.left * piece.scale)
            done = box.bottom
    yield Feed((picture.height - done) * piece.scale)


def _lines(picture: Image.Image) -> list[list[_Row]]:
    """The rows that have ink, gathered into lines of text: what lies close together."""
    data, stride = ink_bytes(picture), (picture.width + 7) // 8
    lines: list[list[_Row]] = []
    for top in range(picture.height):
        bits = int.from_bytes(data[top * stride : (top + 1) * stride], "big")
        if not bits:
            continue
        row = _Row(top, 8 * stride - bits.bit_length(), 8 * stride - (bits & -bits).bit_length() + 1)
        if not lines or top - lines[-1][-1].top > LARGEST_GAP_ROWS:
            lines.append([])
        lines[-1].append(row)
    return lines


def _boxes(line: list[_Row], width: int, placement: Placement) -> list[_Box]:
    """The strips of a line. Where a printer may ignore their place, all begin at the same one."""
    if placement is Placement.MARGIN:
        return _fewest_bytes(line, None)
    if placement is Placement.EDGE:
        return _fewest_bytes(line, 0)
    left, right = _justified(min(row.left for row in line), max(row.right for row in line), width)
    return [replace(box, right=right) for box in _fewest_bytes(line, left)]


def _justified(left: int, right: int, width: int) -> tuple[int, int]:
    """The narrowest columns around the ink that begin at the left, end at the right, or lie in the middle."""
    widths = [right, 2 * max(width // 2 - left, right - width // 2), width - left]
    carried = -(-min(widths) // 8) * 8
    start = (0, (width - carried) // 2, width - carried)[widths.index(min(widths))]
    return start, start + carried


def _fewest_bytes(line: list[_Row], fixed_left: int | None) -> list[_Box]:
    """The boxes that carry a line in the fewest bytes, best for its first row, two rows, and so on."""
    cost, best = [0] + [1 << 30] * len(line), [_Box(0, 0, 0, 0)] * (len(line) + 1)
    for end in range(1, len(line) + 1):
        left, right, bottom = line[end - 1].left, 0, line[end - 1].top + 1
        for start in range(end - 1, -1, -1):
            if bottom - line[start].top > end - start:
                break  # no strip spans blank rows
            left, right = min(left, line[start].left), max(right, line[start].right)
            first = left // 8 * 8 if fixed_left is None else fixed_left
            columns = -(-(right - first) // 8)
            sent = cost[start] + STRIP_COMMAND_BYTES + columns * (end - start)
            if sent < cost[end]:
                cost[end], best[end] = sent, _Box(line[start].top, bottom, first, first + 8 * columns)
    chosen: list[_Box] = []
    end = len(line)
    while end:
        chosen.append(best[end])
        end -= best[end].bottom - best[end].top
    return chosen[::-1]


# DLE followed by EOT, ENQ or DC4 is obeyed at once by a printer, even inside a picture.
OBEYED_AT_ONCE = (b"\x10\x04", b"\x10\x05", b"\x10\x14")


def obeyed_at_once(data: bytes) -> list[int]:
    """Where data holds a sequence that a printer would obey as it arrives."""
    return [at for at in range(len(data) - 1) if data[at : at + 2] in OBEYED_AT_ONCE]


def _harmless(picture: Image.Image) -> Image.Image:
    """The same picture, one dot changed wherever its bytes would be taken for a command."""
    data = bytearray(ink_bytes(picture))
    for at in obeyed_at_once(bytes(data)):
        data[at + 1] ^= 0x02
    return ImageChops.invert(Image.frombytes("1", picture.size, bytes(data)))
