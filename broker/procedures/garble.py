"""Vietnamese of before Unicode, and text that was decoded wrongly: recognised by letters Vietnamese does not have.

TCVN3 (fonts .VnTime, .VnArial) and VNI (VNI-Times) put their own glyphs on the places of Western letters; a
spreadsheet keeps them as those letters, so they arrive in well-formed UTF-8 too. Pure.
"""

from __future__ import annotations

import re

#: Inside a word, beside a plain letter. A lone sign (a bullet, a paragraph mark) is no sign of anything.
_TCVN3 = re.compile(r"[A-Za-z][µ¸¶·¹®ª«¬­¨©¾½¼º»]|[µ¸¶¹®ª«¬­¨¾½¼º»§][A-Za-z]")
_VNI = re.compile(r"[aeouyAEOUY][øûïäåæëüØÛÏÄÅÆËÜ]|[A-Za-z]ö|[öÖñÑ][a-zA-Z]")
_MOJIBAKE = re.compile(r"á[º»][^\s]|Ã[\x80-\xbf£¡©ª­³´¹²µº¢¬]|Ä[‘\x90\x91ƒ]|Æ[°¡]")
#: One may be a foreign name; two in a row of a table are none.
_ENOUGH = 2


def garbled(text: str) -> str:
    """What the text seems to be instead of Vietnamese in Unicode; "" if nothing speaks against it."""
    kinds = (
        (_MOJIBAKE, "UTF-8 that was read as a Western encoding"),
        (_TCVN3, "TCVN3, as fonts like .VnTime have it"),
        (_VNI, "VNI, as fonts like VNI-Times have it"),
    )
    return next((what for pattern, what in kinds if len(pattern.findall(text)) >= _ENOUGH), "")
