"""How numbers, letters and clock times are read aloud. Pure: the same words for the same input.

A ticket number is read as letters and single digits, every zero kept ("không hai năm"). Everything else is
a cardinal, with the sound changes of Vietnamese (mốt, tư, lăm) and the words of the region.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from assets.voice.errors import WordingError

Lang = Literal["vi", "en"]
Accent = Literal["north", "central", "south"]

#: Cardinals above this are refused: no counter, minute or number of people comes near.
LARGEST: Final = 999_999_999


@dataclass(frozen=True)
class Counting:
    """The words in which the regions differ: final 4 after twenty, a zero before the last digit, thousand."""

    four: str
    zero_ten: str
    thousand: str


#: North and South are settled; for the Centre native ears have still to say whether "tư" or "bốn".
COUNTING: Final[dict[Accent, Counting]] = {
    "north": Counting(four="tư", zero_ten="linh", thousand="nghìn"),
    "central": Counting(four="tư", zero_ten="lẻ", thousand="ngàn"),
    "south": Counting(four="bốn", zero_ten="lẻ", thousand="ngàn"),
}
ACCENTS: Final = tuple(COUNTING)

_DIGITS: Final[dict[Lang, tuple[str, ...]]] = {
    "vi": ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}
_VI_LETTERS: Final = {
    "A": "a", "B": "bê", "C": "xê", "D": "dê", "E": "e", "F": "ép", "G": "giê", "H": "hát", "I": "i",
    "J": "di", "K": "ca", "L": "e-lờ", "M": "em-mờ", "N": "en-nờ", "O": "o", "P": "pê", "Q": "quy",
    "R": "e-rờ", "S": "ét-sì", "T": "tê", "U": "u", "V": "vê", "W": "vê kép", "X": "ích-xì", "Y": "i dài",
    "Z": "dét", "Đ": "đê",
}  # fmt: skip
_EN_TEENS: Final = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_EN_TENS: Final = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TICKET: Final = re.compile(r"[A-ZĐ0-9]+(?:-[A-ZĐ0-9]+)*")
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)


def digits(text: str, lang: Lang = "vi") -> str:
    """Digits one by one: "025" -> "không hai năm"."""
    if not (text.isascii() and text.isdigit()):
        raise WordingError(f"{text!r} is not made of digits 0-9")
    return " ".join(_DIGITS[lang][int(digit)] for digit in text)


def letter(sign: str, lang: Lang = "vi") -> str:
    """The name of a letter as a word espeak-ng reads right; in English the capital itself is enough."""
    capital = sign.upper()
    if len(sign) != 1 or capital not in _VI_LETTERS:
        raise WordingError(f"{sign!r} has no letter name")
    return capital if lang == "en" else _VI_LETTERS[capital]


def ticket_number(number: str, lang: Lang = "vi") -> str:
    """A ticket number, with a pause (comma) between its parts: "A-025" -> "a, không hai năm"."""
    capital = number.strip().upper()
    if not _TICKET.fullmatch(capital):
        raise WordingError(f"ticket number {number!r} is not letters and digits, as in A-025 or 1001")
    first, *rest = capital.split("-")
    parts = [first, *rest] if rest else re.findall(r"[A-ZĐ]+|\d+", first)
    return ", ".join(" ".join(_sign(sign, lang) for sign in part) for part in parts)


def _sign(sign: str, lang: Lang) -> str:
    return digits(sign, lang) if sign.isdigit() else letter(sign, lang)


def cardinal(value: int, lang: Lang = "vi", accent: Accent = "north") -> str:
    """A number of things, 0 ... 999 999 999: 25 -> "hai mươi lăm"."""
    if not 0 <= value <= LARGEST:
        raise WordingError(f"{value} is not between 0 and {LARGEST}")
    if value < 10:
        return _DIGITS[lang][value]
    return _vi_cardinal(value, COUNTING[accent]) if lang == "vi" else _en_cardinal(value)


def _groups(value: int) -> tuple[int, int, int]:
    """Millions, thousands and the rest, each 0 ... 999."""
    return value // 1_000_000, value // 1_000 % 1_000, value % 1_000


def _vi_cardinal(value: int, counting: Counting) -> str:
    said: list[str] = []
    for group, scale in zip(_groups(value), ("triệu", counting.thousand, ""), strict=True):
        if group:
            said += _vi_group(group, counting, leading=not said)
            said += [scale] if scale else []
    return " ".join(said)


def _vi_group(group: int, counting: Counting, *, leading: bool) -> list[str]:
    """Three digits; after a larger group the hundreds are said even when they are none ("không trăm")."""
    hundreds, rest = divmod(group, 100)
    said = [] if leading and not hundreds else [_DIGITS["vi"][hundreds], "trăm"]
    return said + _vi_below_hundred(rest, counting, after=bool(said))


def _vi_below_hundred(rest: int, counting: Counting, *, after: bool) -> list[str]:
    tens, ones = divmod(rest, 10)
    if tens == 0:
        return [] if ones == 0 else [counting.zero_ten] * after + [_DIGITS["vi"][ones]]
    said = ["mười"] if tens == 1 else [_DIGITS["vi"][tens], "mươi"]
    return said + ([_vi_last(tens, ones, counting)] if ones else [])


def _vi_last(tens: int, ones: int, counting: Counting) -> str:
    """The last digit after a ten: lăm from 15 on; mốt and tư (South: bốn) from 21 and 24 on."""
    changed = {5: "lăm"} if tens == 1 else {1: "mốt", 4: counting.four, 5: "lăm"}
    return changed.get(ones, _DIGITS["vi"][ones])


def _en_cardinal(value: int) -> str:
    scales = zip(_groups(value), ("million", "thousand", ""), strict=True)
    said = [f"{_en_group(group)} {scale}".rstrip() for group, scale in scales if group]
    if len(said) > 1 and 0 < value % 1_000 < 100:
        said.insert(-1, "and")
    return " ".join(said)


def _en_group(group: int) -> str:
    hundreds, rest = divmod(group, 100)
    head = f"{_DIGITS['en'][hundreds]} hundred" if hundreds else ""
    return " and ".join(part for part in (head, _en_below_hundred(rest)) if part)


def _en_below_hundred(rest: int) -> str:
    if rest < 10:
        return _DIGITS["en"][rest] if rest else ""
    if rest < 20:
        return _EN_TEENS[rest - 10]
    tens, ones = divmod(rest, 10)
    return _EN_TENS[tens] + (f"-{_DIGITS['en'][ones]}" if ones else "")


def month(value: int) -> str:
    """A month in Vietnamese; the fourth is "tháng tư" in every region."""
    if not 1 <= value <= 12:
        raise WordingError(f"there is no month {value}")
    return "tháng " + ("tư" if value == 4 else cardinal(value))


def clock(text: str, lang: Lang = "vi", accent: Accent = "north") -> str:
    """A time of day: "13:30" -> "mười ba giờ ba mươi phút"."""
    found = _CLOCK.fullmatch(text.strip())
    hour, minute = (int(found[1]), int(found[2])) if found else (-1, -1)
    if not (0 <= hour <= 23 and 0 <= minute <= 59):
        raise WordingError(f"{text!r} is not a time of day from 00:00 to 23:59")
    return _vi_clock(hour, minute, accent) if lang == "vi" else _en_clock(hour, minute)


def _vi_clock(hour: int, minute: int, accent: Accent) -> str:
    said = f"{cardinal(hour, 'vi', accent)} giờ"
    return f"{said} {cardinal(minute, 'vi', accent)} phút" if minute else said


def _en_clock(hour: int, minute: int) -> str:
    half = "in the morning" if hour < 12 else "in the afternoon" if hour < 18 else "in the evening"
    return f"{cardinal((hour - 1) % 12 + 1, 'en')} {_en_minutes(minute)} {half}"


def _en_minutes(minute: int) -> str:
    if minute == 0:
        return "o'clock"
    return ("oh " if minute < 10 else "") + cardinal(minute, "en")
