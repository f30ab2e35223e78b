"""Makes the product's fonts from Debian's Noto Sans (package fonts-noto-core).

Run by hand, only when the set of characters changes; it needs fontTools, which the product itself does
not: `python -m venv V; V/bin/pip install fonttools; V/bin/python assets/fonts/make_fonts.py`.

Noto Sans has no arrows, ticks or diamonds, and a Kivy label draws with one font. So these few glyphs are
taken from Noto Sans Symbols, Symbols 2 and Math (same licence, same units per em) into the same file.

Noto Sans Khmer has no Latin letters, and a Khmer line carries ticket numbers and Vietnamese names. So the Khmer
files hold both.
"""

import importlib
import sys
import tempfile
from pathlib import Path
from typing import Any

SOURCE = Path("/usr/share/fonts/truetype/noto")
HERE = Path(__file__).parent

# Latin with every Vietnamese letter, combining tone marks, punctuation, currency, number signs.
RANGES = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x192, 0x192), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x2BC, 0x2BC),
    (0x300, 0x304), (0x306, 0x306), (0x309, 0x309), (0x31B, 0x31B), (0x323, 0x323), (0x1E00, 0x1EFF),
    (0x2002, 0x200B), (0x2010, 0x2027), (0x202F, 0x203A), (0x2044, 0x2044), (0x20AB, 0x20AC),
    (0x2116, 0x2116), (0x2122, 0x2122), (0xFFFD, 0xFFFD),
]  # fmt: skip
BORROWED = {
    "NotoSansSymbols2-Regular.ttf": "◆◇●○▲▼■□✓✗★☎",
    "NotoSansSymbols-Regular.ttf": "←↑→↓",
    "NotoSansMath-Regular.ttf": "−≤≥≈",
}


# Khmer letters and lunar dates, joiners, and the circle that carries a vowel sign standing alone.
KHMER_RANGES = [(0x1780, 0x17FF), (0x19E0, 0x19FF), (0x200C, 0x200D), (0x25CC, 0x25CC)]
# Line box of the Khmer files in thousandths of the size: above it is that of Noto Sans, below it holds the deepest
# stack (ផ្លូវ), for which Noto Sans Khmer itself keeps no room.
KHMER_ASCENT, KHMER_DESCENT = 1069, -560


def subset(file: str, ranges: list[tuple[int, int]], **how: Any) -> Any:
    """A font of Debian's with only these characters."""
    tools = importlib.import_module("fontTools.subset")
    options = tools.Options(**how)
    font = tools.load_font(str(SOURCE / file), options)
    worker = tools.Subsetter(options)
    worker.populate(unicodes=[code for first, last in ranges for code in range(first, last + 1)])
    worker.subset(font)
    return font


def latin(weight: str, *, hinting: bool = True) -> Any:
    """Noto Sans with the borrowed glyphs; hints stay, for sharp print at 203 dpi."""
    features = ["ccmp", "kern", "mark", "mkmk", "locl"]
    font = subset(f"NotoSans-{weight}.ttf", RANGES, hinting=hinting, layout_features=features)
    tools = importlib.import_module("fontTools.ttLib")
    for file, chars in BORROWED.items():
        donor = tools.TTFont(str(SOURCE / file))
        for char in chars:
            graft(font, donor, char)
    return font


def graft(font: Any, donor: Any, char: str) -> None:
    """Copies the outline of `char`; the donor's hints mean nothing here and are dropped."""
    if donor["head"].unitsPerEm != font["head"].unitsPerEm:
        raise SystemExit(f"{char}: units per em differ")
    glyphs, source = donor.getGlyphSet(), donor.getBestCmap()[ord(char)]
    recorder = importlib.import_module("fontTools.pens.recordingPen").DecomposingRecordingPen(glyphs)
    glyphs[source].draw(recorder)
    pen = importlib.import_module("fontTools.pens.ttGlyphPen").TTGlyphPen(None)
    recorder.replay(pen)
    glyph, name = pen.glyph(), f"borrowed{ord(char):04X}"
    glyph.recalcBounds(font["glyf"])
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = glyph
    font["glyf"].setGlyphOrder(font.getGlyphOrder())
    font["hmtx"][name] = donor["hmtx"][source]
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(char)] = name


def khmer(weight: str) -> Any:
    """Khmer and Latin in one font. Hints of two fonts cannot stand in one file; both go without."""
    small = subset(f"NotoSansKhmer-{weight}.ttf", KHMER_RANGES, hinting=False, layout_features=["*"])
    with tempfile.TemporaryDirectory() as folder:
        parts = {"khmer.ttf": small, "latin.ttf": latin(weight, hinting=False)}
        for name, part in parts.items():
            part.save(f"{folder}/{name}")
        font = importlib.import_module("fontTools.merge").Merger().merge([f"{folder}/{name}" for name in parts])
    font["hhea"].ascent = font["OS/2"].sTypoAscender = font["OS/2"].usWinAscent = KHMER_ASCENT
    font["hhea"].descent = font["OS/2"].sTypoDescender = KHMER_DESCENT
    font["OS/2"].usWinDescent = -KHMER_DESCENT
    return font


def save(font: Any, name: str) -> None:
    target = HERE / f"{name}.ttf"
    font.save(str(target))
    sys.stdout.write(f"{target.name} {target.stat().st_size} bytes\n")


if __name__ == "__main__":
    for each in ("Regular", "Bold"):
        save(latin(each), f"NotoSans-{each}")
        save(khmer(each), f"NotoSansKhmer-{each}")
