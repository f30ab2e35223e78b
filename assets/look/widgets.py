"""All that a page is built from, under one name."""

from assets.look.boxes import Band, Column, Ground, Pages, Panel, Row, gap
from assets.look.kit import Kit
from assets.look.pictograms import Pictogram, Tile
from assets.look.pressing import Card, Choice, TextButton, Touchable
from assets.look.shelf import Shelf
from assets.look.text import FitText, Line, Text
from assets.look.theme import LINE_SHARE, Role

__all__ = [
    "LINE_SHARE",
    "Band",
    "Card",
    "Choice",
    "Column",
    "FitText",
    "Ground",
    "Kit",
    "Line",
    "Pages",
    "Panel",
    "Pictogram",
    "Role",
    "Row",
    "Shelf",
    "Text",
    "TextButton",
    "Tile",
    "Touchable",
    "gap",
]
