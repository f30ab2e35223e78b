"""What a scanned or typed code is. Pure: it looks at the shape only; whether such a thing exists others know.

The patterns are those in use: dossier codes bare or inside the address of a look-up page, the ticket's own QR
(its id), procedure codes of the national list, the seven and more fields of an ID card. A booking code has no
common form, so it is what is left over that could be one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal
from urllib.parse import unquote

import msgspec

#: No code of an office is longer; the address of a look-up page is shorter too.
LONGEST = 1_024
ID_CARD_FIELDS = 7

_DOSSIER = r"(?:\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}(?:\.\d{1,3}){0,3}-\d{6}-\d{4,6}"
_TICKET = r"\d{4}-\d{2}-\d{2}[b-z]?\.[A-Z0-9]{1,3}-?\d{2,5}"
DOSSIER = re.compile(_DOSSIER, re.ASCII)
TICKET = re.compile(_TICKET, re.ASCII)
PROCEDURE = re.compile(r"\d\.\d{6}(?:\.[A-Z0-9]{2,3})*", re.ASCII)
#: A code in an address ends where letters, digits and the code's own signs end.
_DOSSIER_IN_URL = re.compile(rf"(?<![A-Z0-9.-]){_DOSSIER}(?![A-Z0-9-]|\.\d)", re.ASCII)
_TICKET_IN_URL = re.compile(rf"(?<![A-Za-z0-9.-]){_TICKET}(?![A-Za-z0-9-])", re.ASCII)
_URL = re.compile(r"(?i)https?://\S+")
_ID_CARD = re.compile(r"\d{12}\|", re.ASCII)
#: The beginning of a dossier code, of a ticket's id or of a procedure code that was cut off or half scanned.
_HALF = re.compile(
    r"(?:\d{3}\.\d{2}(?:\.\d{2}(?:\.[A-Z0-9.-]*)?)?"
    r"|[A-Z]\d{2}(?:\.\d{1,3}){0,3}(?:-\d{0,6}(?:-\d{0,6})?)?"
    r"|\d{6}-\d{4,6}"
    r"|\d{4}-\d{0,2}(?:-\d{0,2}.*)?"
    r"|\d\.\d{0,5})",
    re.ASCII,
)
#: A booking as booking systems give it, when nothing says that it is one: short, with a digit, of one piece.
_BOOKING_GUESS = re.compile(r"(?=.*\d)[A-Z0-9](?:[A-Z0-9._-]{4,22})[A-Z0-9]")
_BOOKING = re.compile(r"[A-Z0-9._-]{4,40}")
#: The dashes and dots of other keyboards and print shops.
_SIGNS = str.maketrans({"‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-", "·": "."})

Why = Literal["empty", "long", "garbled", "half", "address", "unknown"]


class Code(msgspec.Struct, frozen=True):
    """Root of all that a code may be."""


class Dossier(Code, frozen=True):
    """The code on an appointment slip."""

    code: str


class BookingRef(Code, frozen=True):
    """What may be the code of a booking."""

    code: str


class OwnTicket(Code, frozen=True):
    """The QR of a queue ticket of this office."""

    ticket: str


class ProcedureCode(Code, frozen=True):
    """A procedure by its number in the national list."""

    code: str


class IdCard(Code, frozen=True):
    """Somebody's ID card. By intention it carries nothing of what was read."""


class Unknown(Code, frozen=True):
    """Of no use here. `reason` is for the log; whoever scanned it is told "scan.bad"."""

    reason: Why


def recognise(text: str) -> Code:
    """What a text is, by its shape: one of Dossier, BookingRef, OwnTicket, ProcedureCode, IdCard, Unknown."""
    if len(text) > LONGEST:
        return Unknown("long")
    text = text.strip("\x00\x02\x03 \t\r\n")
    if not text:
        return Unknown("empty")
    if _ID_CARD.match(text) and text.count("|") >= ID_CARD_FIELDS - 1:
        return IdCard()
    if any(unicodedata.category(each) in ("Cc", "Cs", "Co", "Cn") or each == "\ufffd" for each in text):
        return Unknown("garbled")
    return _in_address(text) if _URL.fullmatch(text) else _bare(text)


def dossier_code(typed: str) -> str | None:
    """A dossier code that was typed: small letters, blanks and left-out dashes are forgiven.

    None: it is none, or without its dashes it could be two.
    """
    text = _plain(typed)
    if DOSSIER.fullmatch(text):
        return text
    found = [code for code in _dashed(text) if _keeps_dashes(text, code)]
    return found[0] if len(found) == 1 else None


def booking_code(typed: str) -> str | None:
    """A booking code where it is known to be one, as on the page of bookings. None: it cannot be one."""
    text = _plain(typed)
    return text if _BOOKING.fullmatch(text) else None


def _bare(text: str) -> Code:
    if TICKET.fullmatch(text):
        return OwnTicket(text)
    text = _plain(text)
    if DOSSIER.fullmatch(text):
        return Dossier(text)
    if PROCEDURE.fullmatch(text):
        return ProcedureCode(text)
    if _HALF.fullmatch(text):
        return Unknown("half")
    return BookingRef(text) if _BOOKING_GUESS.fullmatch(text) else Unknown("unknown")


def _in_address(url: str) -> Code:
    """The one code that an address carries; with two different ones nobody knows which is meant."""
    said = unquote(url)
    dossiers = set(_DOSSIER_IN_URL.findall(said.upper()))
    tickets = set(_TICKET_IN_URL.findall(said))
    if len(dossiers) + len(tickets) != 1:
        return Unknown("address")
    return Dossier(dossiers.pop()) if dossiers else OwnTicket(tickets.pop())


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).translate(_SIGNS).split()).upper()


def _dashed(text: str) -> Iterator[str]:
    """Every way to read a code without its dashes: place, date, and a number of four to six digits."""
    signs = text.replace("-", "")
    for digits in (4, 5, 6):
        place, day, nth = signs[: -digits - 6], signs[-digits - 6 : -digits], signs[-digits:]
        code = f"{place}-{day}-{nth}"
        if DOSSIER.fullmatch(code) and 1 <= int(day[2:4]) <= 12 and 1 <= int(day[4:6]) <= 31:
            yield code


def _keeps_dashes(typed: str, code: str) -> bool:
    """Whether the dashes that were typed stand where the code has them."""
    return _dashes(typed) <= _dashes(code)


def _dashes(text: str) -> set[int]:
    return {at - nth for nth, at in enumerate(each for each, sign in enumerate(text) if sign == "-")}
