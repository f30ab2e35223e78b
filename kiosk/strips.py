"""From pictures to what a printer is sent: strips of ink and feeds of blank paper, nothing lost.

Rows without ink become feeds. Runs of rows are cut so that strips and their commands together take the
fewest bytes (the accents above a line span less paper than the line), and each strip carries only its ink
box. All of it together is exactly the picture, save for the rare dot that `_harmless` has to change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from PIL import Image, ImageChops

from kiosk.raster import WHITE, Piece, doubled, ink_bytes

STRIP_COMMAND_BYTES = 12  # GS L (4) and the head of GS v 0 (8)


class Placement(StrEnum):
    """How a printer is told where on the paper a strip begins."""

    MARGIN = "margin"  # GS L: any byte; the fewest bytes
    JUSTIFY = "justify"  # ESC a: left, middle or right; for printers whose pictures ignore the margin
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
class _Run:
    """Rows of a picture whose ink lies in the columns from left up to right."""

    top: int
    bottom: int
    left: int
    right: int


def strips(pieces: Iterable[Piece], placement: Placement) -> Iterator[Feed | Strip]:
    """The pieces as strips and feeds; neighbouring feeds are one, and none ends the ticket."""
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


def place(strip: Feed | Strip, width_px: int) -> Image.Image:
    """What the printer makes of it: rows of paper at printed size."""
    if isinstance(strip, Feed):
        return Image.new("1", (width_px, strip.rows), WHITE)
    ink = doubled(strip.picture, strip.scale)
    rows = Image.new("1", (width_px, ink.height), WHITE)
    rows.paste(ink, (strip.left_px, 0))
    return rows


def _cut(piece: Piece, placement: Placement) -> Iterator[Feed | Strip]:
    picture, done = piece.picture, 0
    for run in (part for rows in _ink_runs(picture) for part in _fewest_bytes(rows, picture.width, placement)):
        left, right = _box(run, picture.width, placement)
        rows = picture.crop((left, run.top, right, run.bottom))
        yield Feed((run.top - done) * piece.scale)
        yield Strip(_harmless(rows), piece.scale, left * piece.scale)
        done = run.bottom
    yield Feed((picture.height - done) * piece.scale)


def _ink_runs(picture: Image.Image) -> list[list[_Run]]:
    """Neighbouring rows that have ink, each row with its own ink box."""
    data, stride = ink_bytes(picture), (picture.width + 7) // 8
    runs: list[list[_Run]] = []
    for top in range(picture.height):
        row = int.from_bytes(data[top * stride : (top + 1) * stride], "big")
        if not row:
            continue
        ends = 8 * stride - row.bit_length(), 8 * stride - (row & -row).bit_length() + 1
        if not runs or runs[-1][-1].bottom != top:
            runs.append([])
        runs[-1].append(_Run(top, top + 1, *ends))
    return runs


def _fewest_bytes(rows: list[_Run], width: int, placement: Placement) -> list[_Run]:
    """The rows gathered into strips: for each number of rows the cheapest way, from the top down."""
    cost, best = [0] + [1 << 30] * len(rows), [rows[0]] * (len(rows) + 1)
    for end in range(1, len(rows) + 1):
        left, right = width, 0
        for start in range(end - 1, -1, -1):
            left, right = min(left, rows[start].left), max(right, rows[start].right)
            run = _Run(rows[start].top, rows[end - 1].bottom, left, right)
            low, high = _box(run, width, placement)
            bytes_sent = cost[start] + STRIP_COMMAND_BYTES + (high - low) // 8 * (end - start)
            if bytes_sent < cost[end]:
                cost[end], best[end] = bytes_sent, run
    chosen, end = [], len(rows)
    while end:
        chosen.append(best[end])
        end = best[end].top - rows[0].top
    return chosen[::-1]


def _box(run: _Run, width: int, placement: Placement) -> tuple[int, int]:
    """The columns a strip has to carry; their number is a multiple of 8."""
    if placement is Placement.MARGIN:
        left = run.left // 8 * 8
        return left, left + -(-(run.right - left) // 8) * 8
    widths = [run.right]
    if placement is Placement.JUSTIFY:
        widths += [2 * max(width // 2 - run.left, run.right - width // 2), width - run.left]
    narrowest = min(widths)
    carried = -(-narrowest // 8) * 8
    left = (0, (width - carried) // 2, width - carried)[widths.index(narrowest)]
    return left, left + carried


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
