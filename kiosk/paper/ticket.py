"""What a ticket says and how it is laid out: pure. A `Slip` is words, `layout` turns it into blocks.

The ticket must not pass for the appointment slip (form 01 of the one-stop rules):
its head may carry neither the national motto nor that slip's name, and the footer says what it is not.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby

import msgspec

from assets.look.wrap import SEPARATOR
from assets.scripts import shaped
from kiosk.errors import KioskError
from kiosk.paper.blocks import Block, Layout, Logo, Number, Paper, QrCode, Rule, Space, Text, Weight

LONGEST_QR_BYTES = 120  # keeps each module of the code at 4 dots (0.5 mm) or more on 58 mm paper
LONGEST_NUMBER = 12  # letters; keeps the number on one line and large

APPOINTMENT_SLIP_WORDS = ("độc lập - tự do", "cộng hòa xã hội", "giấy tiếp nhận", "giấy hẹn", "hẹn trả")


class SlipError(KioskError, ValueError):
    """A slip that must not be printed; the sentence says which part is wrong and why."""


class Role(StrEnum):
    """What a line of the ticket tells; decides how large it is and where it stands."""

    AHEAD = "ahead"  # Số người chờ trước: 12
    ESTIMATE = "estimate"  # Dự kiến chờ: 10–25 phút
    SEAT = "seat"  # Mời ngồi khu A
    COUNTERS = "counters"  # Quầy 2, 3
    BOOKING = "booking"  # Lịch hẹn 09:00
    OPENS = "opens"  # Bắt đầu gọi số từ 07:30
    NOBODY = "nobody"  # Chưa có quầy phục vụ
    CARRIED = "carried"  # Số buổi sáng, được gọi trước
    OFFLINE = "offline"  # Lấy khi mất kết nối, thứ tự tính theo giờ lấy
    NEXT_SERVICE = "next_service"  # Việc thứ hai: {…}
    SESSION = "session"  # Buổi: Sáng
    TAKEN = "taken"  # 08:05, thứ Hai, 23/11/2026
    NOTE = "note"  # anything else an office wants said
    TRACK = "track"  # Theo dõi lượt: …, quét mã (stands under the QR code)


class Line(msgspec.Struct, frozen=True):
    role: Role
    text: str


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """One ticket in words, ready to print or to print again. An empty text or tuple is left out.

    Raises SlipError when the number is missing or too long, the QR payload cannot be printed, the footer is missing,
    or the head would make the ticket look like an appointment slip.
    """

    number: str
    field: str
    service: str = ""
    office: tuple[str, ...] = ()
    title: str = "PHIẾU SỐ THỨ TỰ"
    lines: tuple[Line, ...] = ()
    priority: str = ""  # Diện ưu tiên
    reprint: str = ""  # In lại lúc 08:07
    qr: str = ""
    scan: tuple[str, ...] = ()  # what a kiosk's scanner does with it: Đưa mã này vào ô quét để …
    second: tuple[str, ...] = ()  # the same in a second language
    footer: tuple[str, ...] = (
        "Vui lòng giữ phiếu và chờ gọi số. Xin cảm ơn!",
        "Có giá trị trong ngày; không thay giấy hẹn trả kết quả.",
    )
    training: bool = False
    training_mark: str = "PHIẾU THỬ – KHÔNG CÓ GIÁ TRỊ"

    def __post_init__(self) -> None:
        if not clean(self.number):
            raise SlipError("ticket without a number")
        if len(clean(self.number)) > LONGEST_NUMBER:
            raise SlipError(f"ticket {self.number}: a number has at most {LONGEST_NUMBER} letters and digits")
        if not any(clean(text) for text in self.footer):
            raise SlipError(f"ticket {self.number}: footer missing (it says this is no appointment slip)")
        if self.training and not clean(self.training_mark):
            raise SlipError(f"ticket {self.number}: training ticket without its mark")
        _check_qr(self.number, self.qr)
        _check_head(self.number, (*self.office, self.title))


def _check_qr(number: str, payload: str) -> None:
    if any(unicodedata.category(char) == "Cc" for char in payload):
        raise SlipError(f"ticket {number}: control character in the QR payload")
    if len(payload.encode()) > LONGEST_QR_BYTES:
        raise SlipError(f"ticket {number}: QR payload of {len(payload.encode())} bytes, {LONGEST_QR_BYTES} fit")


def _check_head(number: str, head: tuple[str, ...]) -> None:
    said = clean(" ".join(head)).casefold().replace("–", "-")
    for words in APPOINTMENT_SLIP_WORDS:
        if words in said:
            raise SlipError(f"ticket {number}: “{words}” in its head would make it look like an appointment slip")


# Which of Paper.sizes_px, and how heavy. What tells the visitor where and how long is large.
PLAIN, CLEAR, STRONG, HEAD = range(4)
STYLES: dict[Role, tuple[int, Weight]] = {
    Role.AHEAD: (CLEAR, Weight.REGULAR),
    Role.ESTIMATE: (CLEAR, Weight.REGULAR),
    Role.SEAT: (CLEAR, Weight.BOLD),
    Role.COUNTERS: (CLEAR, Weight.BOLD),
    Role.BOOKING: (CLEAR, Weight.BOLD),
    Role.OPENS: (CLEAR, Weight.BOLD),
    Role.NOBODY: (CLEAR, Weight.BOLD),
    Role.CARRIED: (CLEAR, Weight.BOLD),
    Role.OFFLINE: (PLAIN, Weight.REGULAR),
    Role.NEXT_SERVICE: (CLEAR, Weight.REGULAR),
    Role.SESSION: (PLAIN, Weight.REGULAR),
    Role.TAKEN: (PLAIN, Weight.REGULAR),
    Role.NOTE: (PLAIN, Weight.REGULAR),
    Role.TRACK: (PLAIN, Weight.REGULAR),
}

# Letters that stack are smaller than others of the same size, and their signs smaller still: ់ must not pass for ំ.
SHAPED_PERCENT = 120

# Neighbouring lines that answer one question stand on one line where the paper is wide enough.
SHARES_A_LINE = {Role.SEAT: "where", Role.COUNTERS: "where", Role.SESSION: "when", Role.TAKEN: "when"}


def clean(text: str) -> str:
    """NFC (printers and fonts know letters, not letters plus marks), no signs that control, one line."""
    spaced = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text)
    return unicodedata.normalize("NFC", " ".join(part for part in spaced.split(" ") if part))


def layout(slip: Slip, paper: Paper, logo_file: str = "") -> Layout:
    """The blocks of the ticket from top to bottom. Names are set as they are written, never in capitals."""
    parts = (
        _training(slip, paper),
        _logo(logo_file, paper),
        _head(slip, paper),
        _what_for(slip, paper),
        _facts(slip, paper),
        _code(slip, paper),
        _closing(slip, paper),
        _training(slip, paper),
    )
    return Layout(paper, tuple(block for part in parts for block in part))


def _text(text: str, paper: Paper, style: int, weight: Weight = Weight.REGULAR) -> Iterator[Text]:
    if words := clean(text):
        size_px = paper.sizes_px[style]
        yield Text(words, size_px * SHAPED_PERCENT // 100 if shaped(words) else size_px, weight)


def _training(slip: Slip, paper: Paper) -> Iterator[Block]:
    if slip.training:
        yield Space(12)
        yield Text(clean(slip.training_mark), paper.sizes_px[CLEAR], Weight.BOLD, frame_px=4)
        yield Space(12)


def _logo(file: str, paper: Paper) -> Iterator[Block]:
    if file:
        yield Logo(file, paper.width_px // 2, paper.width_px // 5)
        yield Space(10)


def _head(slip: Slip, paper: Paper) -> Iterator[Block]:
    for text in slip.office:
        yield from _text(text, paper, PLAIN)
    yield Space(12)
    yield from _text(slip.title, paper, HEAD, Weight.BOLD)
    yield Space(20)
    yield Number(clean(slip.number), paper.number_px)
    yield Space(16)


def _what_for(slip: Slip, paper: Paper) -> Iterator[Block]:
    yield from _text(slip.field, paper, STRONG, Weight.BOLD)
    yield from _text(slip.service, paper, CLEAR)
    yield from _text(slip.priority, paper, CLEAR, Weight.BOLD)
    yield from _text(slip.reprint, paper, CLEAR, Weight.BOLD)


def _facts(slip: Slip, paper: Paper) -> Iterator[Block]:
    lines = [line for line in slip.lines if line.role is not Role.TRACK]
    if lines:
        yield from _rule()
    for _, group in groupby(lines, lambda line: SHARES_A_LINE.get(line.role, line)):
        together = list(group)
        yield from _text(_joined([line.text for line in together]), paper, *STYLES[together[0].role])


def _code(slip: Slip, paper: Paper) -> Iterator[Block]:
    if slip.qr:
        yield Space(8)
        yield QrCode(slip.qr, paper.qr_px)
    for line in slip.lines:
        if line.role is Role.TRACK:
            yield from _text(line.text, paper, *STYLES[Role.TRACK])
    for text in slip.scan:
        yield from _text(text, paper, PLAIN)


def _closing(slip: Slip, paper: Paper) -> Iterator[Block]:
    yield from _rule()
    for text in slip.footer:
        yield from _text(text, paper, PLAIN)
    if second := _joined(slip.second):
        yield from _rule()
        yield from _text(second, paper, PLAIN)


def _joined(texts: Sequence[str]) -> str:
    """Texts that share a line where there is room for both."""
    return SEPARATOR.join(clean(text) for text in texts if clean(text))


def _rule() -> Iterator[Block]:
    yield Space(16)
    yield Rule(2)
    yield Space(12)
