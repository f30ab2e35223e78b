"""Words without what a finger leaves out: diacritics, capitals, signs. Pure. Search and headings compare these."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = re.compile(r"[^0-9a-z]+")


def plain(text: str) -> str:
    """ "Đăng ký khai sinh (liên thông)" -> "dang ky khai sinh lien thong": letters, digits, one blank between words."""
    apart = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return _SIGNS.sub(" ", bare).strip()
