"""How dates, times and numbers are written in Vietnamese, Khmer and English. Pure: what is now comes in.

Vietnamese: thứ Hai, 23/11/2026, 07:30, 42.937, 99,3 %, 10–25 phút. English: Mon 23 Nov 2026, 42,937, 99.3 %.
Khmer writes figures as Vietnamese does, with words of its own. Any other language is written as English.
"""

import datetime as dt

EN_DASH = "–"
WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "km": ("ថ្ងៃចន្ទ", "ថ្ងៃអង្គារ", "ថ្ងៃពុធ", "ថ្ងៃព្រហស្បតិ៍", "ថ្ងៃសុក្រ", "ថ្ងៃសៅរ៍", "ថ្ងៃអាទិត្យ"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MINUTES = {"vi": "phút", "km": "នាទី", "en": "min"}


def weekday(day: dt.date, lang: str = "vi") -> str:
    """thứ Hai / Monday"""
    return WEEKDAYS.get(lang, WEEKDAYS["en"])[day.weekday()]


def month(number: int, lang: str = "vi") -> str:
    """10 / October: in Vietnamese the word "tháng" stands before it."""
    return str(number) if _figures(lang) else MONTHS[number - 1]


def date(day: dt.date, lang: str = "vi") -> str:
    """23/11/2026 / 23 Nov 2026"""
    return f"{short_date(day, lang)}/{day.year}" if _figures(lang) else f"{short_date(day, lang)} {day.year}"


def short_date(day: dt.date, lang: str = "vi") -> str:
    """23/11 / 23 Nov: where the year goes without saying."""
    return f"{day.day:02}/{day.month:02}" if _figures(lang) else f"{day.day} {MONTHS[day.month - 1][:3]}"


def long_date(day: dt.date, lang: str = "vi") -> str:
    """thứ Hai, 23/11/2026 / Mon 23 Nov 2026"""
    return _with_weekday(day, date(day, lang), lang)


def day_of_week(day: dt.date, lang: str = "vi") -> str:
    """thứ Hai, 23/11 / Mon 23 Nov"""
    return _with_weekday(day, short_date(day, lang), lang)


def time(clock: dt.time | dt.datetime) -> str:
    """07:30, in both languages."""
    return f"{clock.hour:02}:{clock.minute:02}"


def moment(when: dt.datetime, lang: str = "vi") -> str:
    """07:30, thứ Hai, 23/11 / Mon 23 Nov, 07:30: an hour of another day."""
    parts = (time(when), day_of_week(when, lang))
    return ", ".join(parts if _figures(lang) else reversed(parts))


def thousands(number: int, lang: str = "vi") -> str:
    """42.937 / 42,937"""
    return _signs(f"{number:,}", lang)


def decimal(number: float, places: int = 1, lang: str = "vi") -> str:
    """1.234,5 / 1,234.5"""
    return _signs(f"{number:,.{places}f}", lang)


def percent(share: float, places: int = 1, lang: str = "vi") -> str:
    """0.993 -> 99,3 % / 99.3 %; a whole number of per cent is written without places."""
    written = decimal(100 * share, places, lang)
    return f"{written.removesuffix(decimal(0, places, lang)[1:])} %"


def between(low: int, high: int) -> str:
    """10–25, or 10 where both are the same."""
    return str(low) if low == high else f"{low}{EN_DASH}{high}"


def minutes(low: int, high: int, lang: str = "vi") -> str:
    """10–25 phút / 10–25 min"""
    return f"{between(low, high)} {MINUTES.get(lang, MINUTES['en'])}"


def _figures(lang: str) -> bool:
    """Whether a date is all figures, and a comma stands before decimals."""
    return lang in ("vi", "km")


def _with_weekday(day: dt.date, written: str, lang: str) -> str:
    return f"{weekday(day, lang)}, {written}" if _figures(lang) else f"{weekday(day, lang)[:3]} {written}"


def _signs(english: str, lang: str) -> str:
    return english.translate(str.maketrans(",.", ".,")) if _figures(lang) else english
