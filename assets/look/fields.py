"""How each field (land, civil status, …) is marked: a pictogram and a colour of its own. Pure.

The pictogram is the mark; the colour only helps. An office's file names the pictogram of each of its fields.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class FieldLook:
    """`deep` carries white on a light page; `light` carries dark ink, or stands on a dark board."""

    pictogram: str
    deep: str
    light: str


OTHER = FieldLook("book", "#4F5200", "#DEDD7E")

FIELD_LOOKS = {
    look.pictogram: look
    for look in (
        FieldLook("land", "#6B4A12", "#E8C07A"),
        FieldLook("stamp", "#8C1C1F", "#FFB3A6"),
        FieldLook("family", "#8A1F5C", "#FFB0D8"),
        FieldLook("hands", "#5B2C86", "#D9BCFF"),
        FieldLook("shop", "#8A3B00", "#FFBE8A"),
        FieldLook("building", "#3D4A57", "#C9D3DE"),
        OTHER,
        FieldLook("id_card", "#1B3F8B", "#B3CBFF"),
        FieldLook("result", "#0A5A4F", "#7FE3CF"),
        FieldLook("help", "#00566F", "#8ADCF5"),
        FieldLook("coins", "#2F5A1E", "#B3E08E"),
        FieldLook("scales", "#5A3D4E", "#DDBFD0"),
    )
}
# Other pictograms an office may name, and other words for the same.
_SAME = {"house": "land", "envelope": "result", "people": "family"}


def field_look(pictogram: str) -> FieldLook:
    """The marks of a field by its pictogram; one without marks of its own gets those of "book"."""
    known = FIELD_LOOKS.get(_SAME.get(pictogram, pictogram), OTHER)
    return FieldLook(pictogram, known.deep, known.light) if pictogram in _SAME else known
