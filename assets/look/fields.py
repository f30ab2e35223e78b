"""How each field (land, civil status, …) is marked: a pictogram and a colour of its own. Pure.

The pictogram is the mark; the colour only helps. Names are those an office's file uses for its fields.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class FieldLook:
    """`deep` carries white on a light page, `light` carries dark ink or stands on a dark board."""

    pictogram: str
    deep: str
    light: str


OTHER = FieldLook("book", "#4F5200", "#DEDD7E")

FIELD_LOOKS = {
    "land": FieldLook("land", "#6B4A12", "#E8C07A"),
    "certify": FieldLook("stamp", "#8C1C1F", "#FFB3A6"),
    "civil": FieldLook("family", "#8A1F5C", "#FFB0D8"),
    "social": FieldLook("hands", "#5B2C86", "#D9BCFF"),
    "business": FieldLook("shop", "#8A3B00", "#FFBE8A"),
    "build": FieldLook("building", "#3D4A57", "#C9D3DE"),
    "residence": FieldLook("id_card", "#1B3F8B", "#B3CBFF"),
    "collect": FieldLook("envelope", "#0A5A4F", "#7FE3CF"),
    "guide": FieldLook("help", "#00566F", "#8ADCF5"),
    "tax": FieldLook("coins", "#2F5A1E", "#B3E08E"),
    "other": OTHER,
}


def field_look(name: str) -> FieldLook:
    """The marks of a field; one that is not known gets those of "other"."""
    return FIELD_LOOKS.get(name, OTHER)
