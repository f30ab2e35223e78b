"""Rows of the other system as dossiers and bookings. Pure: heads and words in, typed records out.

Only the heads named here are ever read, and what they hold must have the form of a code, a stage, a day or a counter:
a row may carry names, addresses and telephone numbers, and none of it passes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from assets import folding
from broker.contract.ids import BookingCode, InstantMs
from broker.contract.lookup import DossierStage, DossierStatus
from broker.links.errors import UnreadableError

ZONE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

Heads = Mapping[str, tuple[str, ...]]
#: field -> heads it is found under, plain (small letters, no marks, no signs).
DOSSIER_HEADS: Heads = {
    "code": ("code", "dossiercode", "mahoso", "sohoso"),
    "stage": ("stage", "status", "trangthai", "tinhtrang", "trangthaihoso", "tinhtranghoso"),
    "due": ("due", "duedate", "ngayhentra", "hentra", "hantra", "ngayhentraketqua"),
    "overdue": ("overdue", "quahan"),
    "counter": ("counter", "quay", "soquay"),
}
BOOKING_HEADS: Heads = {
    "code": ("code", "bookingcode", "mahen", "malichhen", "madatlich"),
    "at": ("at", "time", "thoigian", "giohen", "thoigianhen"),
    "date": ("date", "ngay", "ngayhen"),
    "service": ("service", "thutuc", "dichvu", "madichvu"),
}
#: The words of one-stop software for how far a dossier is, plain -> stage.
_WORDS: Mapping[DossierStage, tuple[str, ...]] = {
    "working": (
        "working", "moitiepnhan", "datiepnhan", "dangxuly", "dangthuly", "dangthamdinh", "dangtrinhky",
        "danggiaiquyet", "choxuly", "quahan", "xulyquahan", "received", "inprogress",
    ),
    "more": ("more", "yeucaubosung", "chobosung", "canbosung", "bosunghoso", "dungxulychobosung"),
    "fee": (
        "fee", "chonopphi", "chothanhtoan", "yeucauthanhtoan", "chothuchiennghiavutaichinh",
        "yeucauthuchiennghiavutaichinh",
    ),
    "ready": ("ready", "dacoketqua", "chotraketqua", "daxulyxong", "dagiaiquyet", "dagiaiquyetxong", "hoanthanh"),
    "closed": (
        "closed", "datraketqua", "datra", "tuchoi", "khonggiaiquyet", "ruthoso", "congdanrut", "dungxuly", "returned",
        "refused", "withdrawn",
    ),
}  # fmt: skip
STAGES: Mapping[str, DossierStage] = {word: stage for stage, words in _WORDS.items() for word in words}
_YES = frozenset({"1", "true", "yes", "x", "co", "quahan"})
_COUNTER = re.compile(r"[0-9A-Za-z-]{1,8}")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_LOCAL_DAY = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", re.ASCII)
_TIMES = ("%H:%M", "%H:%M:%S", "%Hh%M")


class Booked(NamedTuple):
    """A booking as the other system has it. `service`: the office's own name for it, an id or a title."""

    code: str
    service: str
    at: InstantMs

    @property
    def date(self) -> str:
        """The day it is for, in the office's zone."""
        return datetime.fromtimestamp(self.at / 1000, ZONE).date().isoformat()


def dossier(row: Mapping[str, Any]) -> DossierStatus:
    """The public part of a dossier's row. Raises UnreadableError naming the field and never what it held."""
    cells = _cells(row, DOSSIER_HEADS)
    stage = STAGES.get(plain(cells["stage"]))
    if stage is None:
        raise UnreadableError("its stage is none that is known" if cells["stage"] else "no stage")
    due = _day(cells["due"]) if cells["due"] else None
    counter = cells["counter"].strip()
    made = {
        "code": cells["code"].strip().upper(),
        "stage": stage,
        "due": due.isoformat() if due else None,
        "overdue": plain(cells["overdue"]) in _YES or "quahan" in plain(cells["stage"]),
        "counter": counter if _COUNTER.fullmatch(counter) and any(each.isdigit() for each in counter) else "",
    }
    try:
        return msgspec.convert(made, DossierStatus)
    except msgspec.ValidationError as error:
        raise UnreadableError("its code is no dossier code") from error


def booking(row: Mapping[str, Any]) -> Booked:
    """The part of a booking's row that is needed. Raises UnreadableError naming the field."""
    cells = _cells(row, BOOKING_HEADS)
    code, service = cells["code"].strip().upper(), cells["service"].strip()
    try:
        msgspec.convert(code, BookingCode)
    except msgspec.ValidationError as error:
        raise UnreadableError("its code is no booking code") from error
    if not service:
        raise UnreadableError("no service")
    return Booked(code, service, _instant(cells["date"], cells["at"]))


@lru_cache(maxsize=4_096)
def plain(text: str) -> str:
    """A head or a word, however it is spelt: "Mã hồ sơ" -> "mahoso"."""
    return folding.plain(text).replace(" ", "")


def has_heads(heads: list[str], kind: Heads) -> bool:
    """Whether a table has what makes its rows: the code and what is said of it."""
    found = {plain(each) for each in heads}
    needed = ("code", "stage") if kind is DOSSIER_HEADS else ("code", "at", "service")
    return all(found & set(kind[each]) for each in needed)


def _cells(row: Mapping[str, Any], heads: Heads) -> dict[str, str]:
    """The allow-list: of a row only what stands under a known head, as text."""
    flat = {plain(str(head)): value for head, value in row.items()}
    return {field: _text(next((flat[each] for each in names if each in flat), "")) for field, names in heads.items()}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    return str(value)[:200] if isinstance(value, str | int) else ""


def _day(text: str) -> date:
    """A day as it is written in the country or by ISO; a time of day behind it is left out."""
    first = text.strip().replace("T", " ").split(" ")[0]
    iso, local = _ISO_DAY.fullmatch(first), _LOCAL_DAY.fullmatch(first)
    numbers = [int(each) for each in (iso.groups() if iso else local.groups()[::-1] if local else ())]
    try:
        return date(*numbers)
    except (TypeError, ValueError) as error:
        raise UnreadableError("its day is none (wanted: 2026-11-23 or 23/11/2026)") from error


def _instant(day: str, at: str) -> InstantMs:
    """Day and time in one cell or two; by ISO with its zone, else in the office's."""
    try:
        told = datetime.fromisoformat(at.strip())
    except ValueError:
        told = None
    if told is not None and (len(at.strip()) > 10 or not day):
        zoned = told if told.tzinfo else told.replace(tzinfo=ZONE)
        return InstantMs(int(zoned.timestamp() * 1000))
    words = f"{day} {at}".replace("T", " ").split()
    clock = words[-1] if words else ""
    for form in _TIMES:
        try:
            moment = datetime.strptime(clock, form).replace(tzinfo=ZONE).time()
        except ValueError:
            continue
        return InstantMs(int(datetime.combine(_day(words[0]), moment, ZONE).timestamp() * 1000))
    raise UnreadableError("its time is none (wanted: 09:00)")
