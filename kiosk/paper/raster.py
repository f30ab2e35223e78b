"""From blocks to black-and-white pictures.

Black and white by a plain threshold: dithering turns thin strokes into dust on thermal paper. Number and
QR code are drawn at half size on purpose and printed double (GS v 0 with m=3), which is exact and a
quarter of the bytes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, partial

from PIL import Image, ImageChops, ImageDraw, ImageFont

import assets
from assets.scripts import font_file
from kiosk.paper.blocks import SMALLEST_TEXT_PX, Align, Block, Layout, Logo, Number, Paper, QrCode, Rule, Text, Weight
from kiosk.paper.wrapping import flow

WHITE, BLACK = 255, 0  # of a picture in mode "1"
THRESHOLD = 140  # of 255; a little above the middle keeps hairlines of small letters closed
RULE_INSET = 12  # a rule keeps this part of the width free at either end
QUIET_MODULES = 4  # white border that readers of QR codes need (ISO/IEC 18004)


@dataclass(frozen=True)
class Piece:
    """One block drawn over the whole width of the paper, at 1/scale of its printed size."""

    block: Block
    picture: Image.Image
    scale: int


def draw(layout: Layout) -> list[Piece]:
    """Every block as a picture, from top to bottom."""
    return [_piece(block, layout.paper) for block in layout.blocks]


def page(pieces: Iterable[Piece], width_px: int) -> Image.Image:
    """The whole ticket at printed size."""
    return stack([enlarged(piece.picture, piece.scale) for piece in pieces], width_px)


def stack(pictures: list[Image.Image], width_px: int) -> Image.Image:
    """Pictures of the same width, one below the other."""
    whole = Image.new("1", (width_px, sum(picture.height for picture in pictures)), WHITE)
    top = 0
    for picture in pictures:
        whole.paste(picture, (0, top))
        top += picture.height
    return whole


def ink_bytes(picture: Image.Image) -> bytes:
    """The picture as a printer is sent it: rows of bytes, ink is 1."""
    return ImageChops.invert(picture).tobytes()


def ink_box(picture: Image.Image) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the ink; all 0 on white paper."""
    return ImageChops.invert(picture).getbbox() or (0, 0, 0, 0)


def _piece(block: Block, paper: Paper) -> Piece:
    if isinstance(block, Number):
        return Piece(block, _number(block, paper), 2)
    if isinstance(block, QrCode):
        return Piece(block, _qr_code(block, paper), 2)
    if isinstance(block, Text):
        return Piece(block, _text(block, paper), 1)
    if isinstance(block, Logo):
        return Piece(block, _logo(block, paper), 1)
    if isinstance(block, Rule):
        return Piece(block, _rule(block, paper), 1)
    return Piece(block, Image.new("1", (paper.width_px, block.height_px), WHITE), 1)


def _logo(block: Logo, paper: Paper) -> Image.Image:
    """The picture on white; larger ones are made to fit. Raises OSError when the file is no picture."""
    with Image.open(block.file) as picture:
        on_paper = Image.new("RGBA", picture.size, "white")
        on_paper.alpha_composite(picture.convert("RGBA"))
    on_paper.thumbnail((block.width_px, block.height_px))
    whole = Image.new("1", (paper.width_px, on_paper.height), WHITE)
    whole.paste(_sharp(on_paper.convert("L")), ((paper.width_px - on_paper.width) // 2, 0))
    return whole


def _rule(block: Rule, paper: Paper) -> Image.Image:
    rule = Image.new("1", (paper.width_px, block.thickness_px), WHITE)
    inset = paper.width_px // RULE_INSET
    rule.paste(BLACK, (inset, 0, paper.width_px - inset, block.thickness_px))
    return rule


def font(weight: Weight, size_px: int, text: str = "") -> ImageFont.FreeTypeFont:
    """The font that has the letters of `text`, as a rule that of Vietnamese."""
    return _font(font_file(text, bold=weight is Weight.BOLD), size_px)


@lru_cache(maxsize=64)
def _font(file: str, size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(assets.find(file)), size_px)


@lru_cache(maxsize=8_192)
def length_px(weight: Weight, size_px: int, text: str) -> float:
    """How wide a line is; kept, since most words stand on every ticket."""
    return font(weight, size_px, text).getlength(text)


def _letters(width_px: int, height_px: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    grey = Image.new("L", (width_px, height_px), 255)
    return grey, ImageDraw.Draw(grey)


def _sharp(grey: Image.Image) -> Image.Image:
    return grey.point(lambda value: 255 if value > THRESHOLD else 0, mode="1")


def _text(block: Text, paper: Paper) -> Image.Image:
    face = font(block.weight, block.size_px, block.text)
    inset = paper.side_px + 4 * block.frame_px
    lines = flow(block.text, partial(length_px, block.weight, block.size_px), paper.width_px - 2 * inset)
    padding = 2 * block.frame_px
    line_px = max(block.line_px, sum(face.getmetrics()))  # the box of Khmer is deeper
    height = len(lines) * line_px + 2 * padding
    grey, pen = _letters(paper.width_px, height)
    if block.frame_px:
        outline = (paper.side_px, 0, paper.width_px - 1 - paper.side_px, height - 1)
        pen.rectangle(outline, outline=0, width=block.frame_px)
    lead = (line_px - sum(face.getmetrics())) // 2
    for index, line in enumerate(lines):
        left = _left(block.align, face.getlength(line), inset, paper.width_px)
        pen.text((left, padding + index * line_px + lead), line, fill=0, font=face)
    return _sharp(grey)


def _left(align: Align, length_px: float, inset_px: int, width_px: int) -> float:
    free = width_px - length_px
    return {Align.LEFT: inset_px, Align.CENTRE: free / 2, Align.RIGHT: free - inset_px}[align]


def _number(block: Number, paper: Paper) -> Image.Image:
    room = (paper.width_px - 2 * paper.side_px) // 2
    sizes = range(block.size_px // 2, SMALLEST_TEXT_PX // 2, -1)
    faces = (font(Weight.BOLD, size) for size in sizes)
    face = next((face for face in faces if face.getlength(block.text) <= room), font(Weight.BOLD, sizes[-1]))
    left, top, right, bottom = face.getbbox(block.text)
    grey, pen = _letters(paper.width_px // 2, round(bottom - top))
    pen.text(((grey.width - (right + left)) / 2, -top), block.text, fill=0, font=face)
    return _sharp(grey)


def qr_matrix(payload: str, level: str = "M") -> list[list[bool]]:
    """The modules of a QR code without its white border; level M mends 15 % of damage, L 7, Q 25, H 30."""
    import qrcode  # 40 ms; a kiosk without QR codes need not pay for it

    levels = qrcode.constants
    correction = {"L": levels.ERROR_CORRECT_L, "M": levels.ERROR_CORRECT_M, "Q": levels.ERROR_CORRECT_Q}
    code = qrcode.QRCode(border=0, error_correction=correction.get(level, levels.ERROR_CORRECT_H))
    code.add_data(payload)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def qr_picture(matrix: list[list[bool]], module_px: int) -> Image.Image:
    """A QR code without its white border."""
    code = Image.new("1", (len(matrix), len(matrix)), WHITE)
    code.putdata([BLACK if module else WHITE for row in matrix for module in row])
    return enlarged(code, module_px)


def module_px(modules: int, side_px: int) -> int:
    """How large a module may be so that the code keeps to its side; 2 at least, or no phone reads it."""
    return max(2, side_px // modules)


def _qr_code(block: QrCode, paper: Paper) -> Image.Image:
    matrix = qr_matrix(block.payload)
    size = module_px(len(matrix), block.side_px // 2)
    code, quiet = qr_picture(matrix, size), QUIET_MODULES * size
    whole = Image.new("1", (paper.width_px // 2, code.height + 2 * quiet), WHITE)
    whole.paste(code, ((whole.width - code.width) // 2, quiet))
    return whole


def enlarged(picture: Image.Image, scale: int) -> Image.Image:
    """The picture with every dot `scale` dots wide and high."""
    size = (picture.width * scale, picture.height * scale)
    return picture if scale == 1 else picture.resize(size, Image.Resampling.NEAREST)
