"""What the stand-in knows: dossiers and bookings of a day, in the shape of the country's one-stop software."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

#: What such systems hold of a person and send along.
PERSON = {
    "nguoiNop": "Nguyễn Văn Thử",
    "soCCCD": "012345678901",
    "dienThoai": "0912345678",
    "diaChi": "Thôn Thử, xã Thử, tỉnh Tuyên Quang",
}


@dataclass(frozen=True)
class Dossier:
    """`status`: in the software's own words."""

    code: str
    status: str
    due: date
    counter: str = ""

    def row(self) -> dict[str, str]:
        """As the software exports it: the person before everything else."""
        return PERSON | {
            "maHoSo": self.code,
            "tenThuTuc": "Cấp giấy chứng nhận quyền sử dụng đất",
            "trangThai": self.status,
            "ngayHenTra": self.due.strftime("%d/%m/%Y"),
            "quay": self.counter,
        }


@dataclass(frozen=True)
class Booking:
    """`time`: "09:00"."""

    code: str
    service: str
    day: date
    time: str

    def row(self) -> dict[str, str]:
        """As the software exports it."""
        return PERSON | {
            "maHen": self.code,
            "dichVu": self.service,
            "ngayHen": self.day.strftime("%d/%m/%Y"),
            "gioHen": self.time,
        }


@dataclass
class Office:
    """All that the stand-in knows; may be changed while it answers."""

    dossiers: dict[str, Dossier] = field(default_factory=dict)
    bookings: list[Booking] = field(default_factory=list)

    def add(self, *known: Dossier | Booking) -> Office:
        """Know these too; a dossier replaces the one of the same code."""
        for each in known:
            if isinstance(each, Dossier):
                self.dossiers[each.code] = each
            else:
                self.bookings.append(each)
        return self


def sample(today: date, services: tuple[str, ...] = ("birth",)) -> Office:
    """A dossier of every kind, and a booking every half hour from 08:00 on, over the services in turn."""
    return Office().add(*_dossiers(today), *_bookings(today, services))


def _dossiers(today: date) -> Iterator[Dossier]:
    soon, past = today + timedelta(days=4), today - timedelta(days=3)
    begun = (today - timedelta(days=20)).strftime("%y%m%d")
    kinds = (
        ("Đang xử lý", soon), ("Chờ trả kết quả", soon), ("Yêu cầu bổ sung", soon), ("Chờ nộp phí", soon),
        ("Đang xử lý", past), ("Đã trả kết quả", past),
    )  # fmt: skip
    for nth, (status, due) in enumerate(kinds, 1):
        yield Dossier(f"H60.15-{begun}-{nth:04d}", status, due)


def _bookings(today: date, services: tuple[str, ...]) -> Iterator[Booking]:
    for nth in range(12):
        clock = f"{8 + nth // 2:02d}:{nth % 2 * 30:02d}"
        yield Booking(f"LH-{today:%m%d}-{nth + 1:03d}", services[nth % len(services)], today, clock)
