"""What a printer makes of the commands: rows of paper, cuts, answers; and back to a picture, dot for dot."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PIL import Image, ImageDraw

from kiosk.paper.blocks import Weight
from kiosk.paper.raster import WHITE, font, qr_matrix, qr_picture, stack
from kiosk.virtual_printer.commands import Command, Parser

DOTS_PER_INCH = 203
DEFAULT_LINE_ROWS = 34  # 1/6 inch
GLYPH_PX = (12, 24)  # the printer's own font A
GLYPH_FONT_PX = 22
GLYPH_BASE_PX = 20
QR_LEVELS = {48: "L", 49: "M", 50: "Q", 51: "H"}


@dataclass(frozen=True)
class Rows:
    """Paper that comes out with or without ink."""

    picture: Image.Image


@dataclass(frozen=True)
class Cut:
    pass


@dataclass(frozen=True)
class PaperQuery:
    """GS r 1: answer when all before it is on paper."""


@dataclass(frozen=True)
class Reset:
    """ESC @: a new job begins."""


@dataclass(frozen=True)
class Problem:
    """What this printer does not know or cannot print, and where in the stream it stood."""

    offset: int
    said: str


Effect = Rows | Cut | PaperQuery | Reset | Problem


@dataclass
class Settings:
    """What ESC @ puts back. Sizes in dots."""

    margin_px: int = 0
    align: int = 0
    wide: int = 1
    high: int = 1
    bold: bool = False
    line_rows: int = DEFAULT_LINE_ROWS
    rows_per_inch: int = DOTS_PER_INCH
    text: list[Image.Image] = field(default_factory=list)
    qr_module_px: int = 3
    qr_level: str = "L"
    qr_payload: str = ""


class Decoder:
    """Carries out commands one by one for paper `width_px` dots wide."""

    def __init__(self, width_px: int) -> None:
        self.width_px = width_px
        self._now = Settings()
        self._carry_out: dict[str, Callable[[Command], list[Effect]]] = {
            "ESC @": self._reset,
            "ESC a": self._set(lambda now, p: setattr(now, "align", p[0] % 48 % 3)),
            "ESC E": self._set(lambda now, p: setattr(now, "bold", bool(p[0] & 1))),
            "ESC 2": self._set(lambda now, _: setattr(now, "line_rows", DEFAULT_LINE_ROWS)),
            "ESC 3": self._set(lambda now, p: setattr(now, "line_rows", self._rows(p[0]))),
            "ESC t": self._set(lambda _now, _p: None),
            "GS L": self._set(lambda now, p: setattr(now, "margin_px", p[0] + 256 * p[1])),
            "GS P": self._set(lambda now, p: setattr(now, "rows_per_inch", p[1] or DOTS_PER_INCH)),
            "GS !": self._set(_set_size),
            "ESC J": lambda command: [*self._line(0), *self._feed(self._rows(command.params[0]))],
            "ESC d": lambda command: [*self._line(0), *self._feed(self._now.line_rows * command.params[0])],
            "LF": lambda _: self._line(self._now.line_rows),
            "text": self._text,
            "GS v 0": self._raster,
            "GS ( k": self._two_dimensional,
            "GS V": lambda _: [*self._line(0), Cut()],
            "GS r": lambda _: [PaperQuery()],
            # Obeyed as they arrive, so there is nothing left to do when their turn comes.
            **dict.fromkeys(("DLE EOT", "DLE ENQ", "DLE DC4", "NUL"), self._set(lambda _now, _p: None)),
        }

    def carry_out(self, command: Command) -> list[Effect]:
        """What happens to the paper, in order."""
        if command.name == "unknown":
            return [Problem(command.offset, f"unknown command {command.params[:8].hex(' ')}")]
        return self._carry_out[command.name](command)

    def _set(self, change: Callable[[Settings, bytes], None]) -> Callable[[Command], list[Effect]]:
        def carry_out(command: Command) -> list[Effect]:
            change(self._now, command.params)
            return []

        return carry_out

    def _reset(self, _command: Command) -> list[Effect]:
        self._now = Settings()
        return [Reset()]

    def _rows(self, units: int) -> int:
        return units * DOTS_PER_INCH // self._now.rows_per_inch

    def _feed(self, rows: int) -> list[Effect]:
        return [Rows(Image.new("1", (self.width_px, rows), WHITE))] if rows else []

    def _text(self, command: Command) -> list[Effect]:
        self._now.text += [self._glyph(char) for char in command.params.decode("ascii")]
        return []

    def _glyph(self, char: str) -> Image.Image:
        face = font(Weight.BOLD if self._now.bold else Weight.REGULAR, GLYPH_FONT_PX)
        cell = Image.new("L", (max(GLYPH_PX[0], round(face.getlength(char))), GLYPH_PX[1]), 255)
        ImageDraw.Draw(cell).text((cell.width / 2, GLYPH_BASE_PX), char, fill=0, font=face, anchor="ms")
        size = GLYPH_PX[0] * self._now.wide, GLYPH_PX[1] * self._now.high
        sharp = cell.resize(GLYPH_PX).point(lambda value: 255 if value > 127 else 0, mode="1")
        return sharp.resize(size, Image.Resampling.NEAREST)

    def _line(self, rows: int) -> list[Effect]:
        """The text gathered so far is printed; the line takes `rows`, or more if its letters are higher."""
        glyphs, self._now.text = self._now.text, []
        if not glyphs:
            return self._feed(rows)
        height = max(glyph.height for glyph in glyphs)
        line = Image.new("1", (sum(glyph.width for glyph in glyphs), height), WHITE)
        left = 0
        for glyph in glyphs:
            line.paste(glyph, (left, height - glyph.height))
            left += glyph.width
        return [self._placed(line), *self._feed(max(0, rows - height))]

    def _placed(self, ink: Image.Image) -> Rows:
        free = self.width_px - self._now.margin_px - ink.width
        left = self._now.margin_px + (0, free // 2, free)[self._now.align]
        rows = Image.new("1", (self.width_px, ink.height), WHITE)
        rows.paste(ink, (left, 0))
        return Rows(rows)

    def _fitting(self, ink: Image.Image, command: Command, what: str) -> list[Effect]:
        over = self._now.margin_px + ink.width - self.width_px
        lost = [Problem(command.offset, f"{what} is {over} dots wider than the paper")] if over > 0 else []
        return [*self._line(0), *lost, self._placed(ink)]

    def _raster(self, command: Command) -> list[Effect]:
        mode, width, width_high, height, height_high = command.params[:5]
        size = 8 * (width + 256 * width_high), height + 256 * height_high
        if not all(size):
            return [Problem(command.offset, "picture without dots")]
        ink = Image.frombytes("1", size, bytes(byte ^ 0xFF for byte in command.params[5:]))
        stretched = (ink.width * (1 + (mode & 1)), ink.height * (1 + (mode >> 1 & 1)))
        return self._fitting(ink.resize(stretched, Image.Resampling.NEAREST), command, "picture")

    def _two_dimensional(self, command: Command) -> list[Effect]:
        function, data = command.params[1:2], command.params[2:]
        if command.params[:1] != b"1" or function not in (b"A", b"C", b"E", b"P", b"Q") or not data:
            return [Problem(command.offset, f"unknown code command {command.params[:4].hex(' ')}")]
        if function == b"C":
            self._now.qr_module_px = data[0]
        elif function == b"E":
            self._now.qr_level = QR_LEVELS.get(data[0], "L")
        elif function == b"P":
            self._now.qr_payload = data[1:].decode("utf-8", "replace")
        elif function == b"Q":
            return self._fitting(self._code(), command, "QR code")
        return []

    def _code(self) -> Image.Image:
        matrix = qr_matrix(self._now.qr_payload, self._now.qr_level)
        return qr_picture(matrix, self._now.qr_module_px)


def _set_size(now: Settings, params: bytes) -> None:
    now.wide, now.high = 1 + (params[0] >> 4 & 7), 1 + (params[0] & 7)


@dataclass(frozen=True)
class Decoded:
    """Everything a stream of bytes leaves behind; `uncut` is the paper after the last cut."""

    cuts: list[Image.Image]
    uncut: Image.Image
    problems: list[Problem]


def decode(data: bytes, width_px: int) -> Decoded:
    """The pictures that a printer would cut off, each dot as it was sent."""
    parser, decoder, rows = Parser(), Decoder(width_px), list[Image.Image]()
    cuts: list[Image.Image] = []
    problems: list[Problem] = []
    parser.feed(data)
    while command := parser.next() or parser.leftover():
        for effect in decoder.carry_out(command):
            if isinstance(effect, Rows):
                rows.append(effect.picture)
            elif isinstance(effect, Cut):
                cuts.append(stack(rows, width_px))
                rows = []
            elif isinstance(effect, Problem):
                problems.append(effect)
    return Decoded(cuts, stack(rows, width_px), problems)
