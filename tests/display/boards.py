"""Boards for tests: a small hall whose calls come, are answered and end, as the engine would publish it."""

from __future__ import annotations

from typing import Any

from broker.contract.ids import InstantMs, ticket_id
from broker.contract.office import Calendar, Counter, Field, Office, Series, Service
from broker.contract.status import Board, BoardCall, BoardCounter, BoardField

#: 08:05 on Monday, 23 November 2026, in Vietnam.
MONDAY_0805 = InstantMs(1_795_395_900_000)
DAY = "2026-11-23"


def counter(n: int, state: str = "free", **more: Any) -> BoardCounter:
    """Counter n of the hall."""
    settings: dict[str, Any] = {
        "counter": f"quay-{n}",
        "name": {"vi": f"Quầy {n}", "en": f"Counter {n}"},
        "spoken": {},
        "counter_number": n,
        "state": state,
        "services": ("sao-y",),
    }
    return BoardCounter(**(settings | more))


def call(number: str, at_counter: int = 1, *, nth: int = 1, at: int = MONDAY_0805, **more: Any) -> BoardCall:
    """The nth call of a number to a counter."""
    ticket = ticket_id(DAY, number)
    settings: dict[str, Any] = {
        "call_id": f"{ticket}/1/{nth}",
        "ticket": ticket,
        "number": number,
        "service": "sao-y",
        "counter": f"quay-{at_counter}",
        "nth": nth,
        "at": at,
    }
    return BoardCall(**(settings | more))


def waiting(name: str, people: int, low: int | None = None, high: int | None = None) -> BoardField:
    """A field and who waits for it."""
    field = name.lower().replace(" ", "-")
    return BoardField(field=field, name={"vi": name}, waiting=people, wait_low_min=low, wait_high_min=high)


def board(revision: int, *calls: BoardCall, epoch: int = 1, **more: Any) -> Board:
    """A board of the zone "hall" with five counters unless told otherwise; calls in any order."""
    newest_first = tuple(sorted(calls, key=lambda each: (each.at, each.call_id), reverse=True))
    settings: dict[str, Any] = {
        "epoch": epoch,
        "revision": revision,
        "zone": "hall",
        "day": DAY,
        "calls": newest_first,
        "counters": tuple(counter(n) for n in range(1, 6)),
    }
    return Board(**(settings | more))


WEEK = (((450, 690), (810, 1020)),) * 5 + (((450, 690),), ())
KIOSK_WEEK = (((420, 1020),),) * 5 + (((420, 690),), ())
#: id, name, pictogram, service
FIELDS = (
    ("dat-dai", "Đất đai", "land", "so-do"),
    ("chung-thuc", "Chứng thực", "stamp", "sao-y"),
    ("ho-tich", "Hộ tịch", "family", "khai-sinh"),
    ("xa-hoi", "Lao động, xã hội", "hands", "tro-cap"),
    ("kinh-doanh", "Kinh doanh", "shop", "ho-kinh-doanh"),
    ("xay-dung", "Xây dựng", "building", "giay-phep"),
    ("cu-tru", "Cư trú, căn cước", "id_card", "thuong-tru"),
    ("ket-qua", "Nhận kết quả", "result", "nhan-ket-qua"),
    ("huong-dan", "Tôi cần hướng dẫn", "help", "huong-dan"),
    ("khac", "Lĩnh vực khác", "book", "khac"),
)


def office(**more: Any) -> Office:
    """A commune centre with ten fields, seven counters and a guide desk."""
    settings: dict[str, Any] = {
        "site": "binh-minh",
        "name": {"vi": "Trung tâm Phục vụ hành chính công xã Bình Minh"},
        "authority": {"vi": "Ủy ban nhân dân xã Bình Minh"},
        "series": (Series(prefix="A"),),
        "fields": tuple(Field(id=i, name={"vi": name}, pictogram=look) for i, name, look, _ in FIELDS),
        "services": tuple(Service(id=s, field=i, name={"vi": name}, series="A") for i, name, _, s in FIELDS),
        "counters": tuple(Counter(id=f"quay-{n}", name={"vi": f"Quầy {n}"}, services=("sao-y",)) for n in range(1, 8)),
        "kiosks": (),
        "calendar": Calendar(counters=WEEK, kiosk=KIOSK_WEEK, closures={"2026-09-02": {"vi": "Quốc khánh"}}),
    }
    return Office(**(settings | more))


def ten_fields() -> tuple[BoardField, ...]:
    """Who waits for each field of `office`."""
    people = (7, 12, 4, 0, 3, 1, 2, 5, 0, 1)
    return tuple(
        BoardField(field=i, name={"vi": name}, waiting=n, wait_low_min=n * 3, wait_high_min=n * 5 + 5)
        for (i, name, _, _), n in zip(FIELDS, people, strict=True)
    )
