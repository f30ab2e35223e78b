"""Makes the product's fonts from Debian's Noto Sans (package fonts-noto-core).

Run by hand, only when the set of characters changes; it needs fontTools, which the product itself does
not: `python -m venv V; V/bin/pip install fonttools; V/bin/python assets/fonts/make_fonts.py`.

Noto Sans has no arrows, ticks or diamonds, and a Kivy label draws with one font. So these few glyphs are
taken from Noto Sans Symbols, Symbols 2 and Math (same licence, same units per em) into the same file.
"""

import importlib
import sys
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


def subset(weight: str) -> Any:
    """Noto Sans of one weight with only RANGES; hints stay, for sharp print at 203 dpi."""
    tools = importlib.import_module("fontTools.subset")
    options = tools.Options(hinting=True, layout_features=["ccmp", "kern", "mark", "mkmk", "locl"])
    font = tools.load_font(str(SOURCE / f"NotoSans-{weight}.ttf"), options)
    worker = tools.Subsetter(options)
    worker.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    worker.subset(font)
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


def make(weight: str) -> Path:
    font = subset(weight)
    tools = importlib.import_module("fontTools.ttLib")
    for file, chars in BORROWED.items():
        donor = tools.TTFont(str(SOURCE / file))
        for char in chars:
            graft(font, donor, char)
    target = HERE / f"NotoSans-{weight}.ttf"
    font.save(str(target))
    return target


if __name__ == "__main__":
    for made in map(make, ("Regular", "Bold")):
        sys.stdout.write(f"{made.name} {made.stat().st_size} bytes\n")
