"""What every sheet is made of: one page of HTML that needs nothing but itself, printed on A4 or read on a screen."""

from __future__ import annotations

_STYLE = """
@page { size: A4; margin: 12mm 15mm }
body { font: 9pt/1.3 "Noto Sans", "DejaVu Sans", sans-serif; color: #1b1b1b; max-width: 180mm; margin: 0 auto }
header { border-bottom: 1.2pt solid #1f5fa8; padding-bottom: 3mm; margin-bottom: 4mm }
header p { margin: 0 }
h1 { font-size: 15pt; line-height: 1.25; margin: 1.5mm 0 .5mm }
h2 { font-size: 10.5pt; margin: 4mm 0 1mm; color: #1f5fa8 }
.quiet { color: #5a5a5a }
.tiles { width: calc(100% + 3mm); margin: 0 -1.5mm; table-layout: fixed; border-collapse: separate }
.tiles { border-spacing: 1.5mm 0 }
.tiles td { background: #eef3f9; border-radius: 1mm; padding: 2mm; text-align: left; vertical-align: top; border: 0 }
.tiles b { display: block; font-size: 14pt; line-height: 1.2 }
table { width: 100%; border-collapse: collapse }
th, td { text-align: right; padding: .6mm 1.2mm; border-bottom: .4pt solid #d5d5d5; vertical-align: bottom }
th { font-weight: 600; font-size: 8pt; line-height: 1.2 }
th:first-child, td:first-child { text-align: left; white-space: nowrap }
th[colspan] { text-align: center; border-bottom: .8pt solid #1f5fa8 }
tfoot td { font-weight: 700; border-top: .8pt solid #1b1b1b; border-bottom: 0 }
.bars td { border: 0; padding: 0 1.2mm; vertical-align: middle; white-space: nowrap }
.bars td:last-child { width: 100%; text-align: left; padding-right: 40mm }
.bar { background: #1f5fa8; height: 2.8mm; border-radius: .4mm }
dl { margin: 0; display: grid; grid-template-columns: max-content 1fr; gap: .4mm 3mm }
dt { font-weight: 600 } dd { margin: 0 }
code { font: 8.5pt/1.3 "Noto Sans Mono", "DejaVu Sans Mono", monospace; word-break: break-all }
.hands { margin-top: 5mm; table-layout: fixed } .hands td { border: 0; text-align: center; padding-bottom: 14mm }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 6mm }
section { break-inside: avoid }
.bar, .faces, .tiles td, .key i { print-color-adjust: exact }
"""
#: On a screen letters are larger than on paper; what is too wide for a phone scrolls in a box of its own.
_ON_SCREENS = """
@media screen {
  body { font-size: 15px; line-height: 1.45; max-width: 62rem; padding: 1rem 1.25rem 2rem }
  h1 { font-size: 1.5rem }
  h2 { font-size: 1.1rem; margin: 1.5rem 0 .4rem }
  th { font-size: 13px }
  code { font-size: 13px }
  th, td { padding: .2rem .4rem }
  .tiles b { font-size: 1.5rem }
  .wide { overflow-x: auto; scrollbar-width: thin }
}
@media screen and (max-width: 760px) {
  body { padding: .75rem .75rem 2rem }
  .tiles { display: block; width: auto; margin: 0 }
  .tiles tbody { display: block }
  .tiles tr { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .5rem }
  .wide table { width: max-content; min-width: 100% }
  .wide th[colspan] { text-align: left }
  .wide :is(th, td):first-child { position: sticky; left: 0; background: #fff; box-shadow: 1px 0 #d5d5d5 }
  .wide :is(th, td):first-child { white-space: normal; min-width: 7rem; max-width: 9rem }
  .bars td:last-child { padding-right: 0 }
  .two { grid-template-columns: minmax(0, 1fr); gap: 0 }
  dl { grid-template-columns: fit-content(45%) 1fr }
}
"""


def sheet(title: str, body: str, lang: str, style: str = "") -> bytes:
    """The page, in UTF-8. `title` and `body` are HTML already; `style`: what only this sheet has."""
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}{_ON_SCREENS}{style}</style>"
    )
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>\n'.encode()


def wide(table: str) -> str:
    """A table that may be wider than a phone."""
    return f'<div class="wide" tabindex="0">{table}</div>'
