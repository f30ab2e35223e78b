"""A hall to look at: boards of an office that does not exist, in every state, for the gallery and for whoever sets up.

Times are of Monday, 23 November 2026.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from broker.contract.ids import InstantMs, ticket_id
from broker.contract.office import Calendar, Counter, Field, Office, Screens, Series, Service
from broker.contract.status import Board, BoardCall, BoardCounter, BoardField, BoardMissed, BoardMove

#: 08:05 in Vietnam.
MONDAY_0805 = InstantMs(1_795_395_900_000)
DAY = "2026-11-23"
MINUTE = 60_000
STATES = ("serving", "free", "serving", "paused", "serving", "shut")
_WEEK = (((450, 690), (810, 1020)),) * 5 + (((450, 690),), ())
#: id, name, in English, pictogram
_COMMUNE = (
    ("land", "Đất đai", "Land", "land"),
    ("certify", "Chứng thực", "Certification", "stamp"),
    ("civil", "Hộ tịch", "Civil status", "family"),
    ("social", "Lao động, xã hội", "Labour and social", "hands"),
    ("business", "Kinh doanh", "Business", "shop"),
    ("build", "Xây dựng", "Construction", "building"),
    ("residence", "Cư trú, căn cước", "Residence, ID card", "id_card"),
    ("collect", "Nhận kết quả", "Collect a result", "result"),
    ("guide", "Tôi cần hướng dẫn", "Help", "help"),
    ("other", "Lĩnh vực khác", "Other fields", "book"),
)
#: The letter of each field's numbers, as in the sample offices.
LETTERS = {
    "land": "A", "certify": "C", "civil": "H", "social": "L", "business": "E", "build": "F", "residence": "U",
    "collect": "T", "guide": "M", "other": "P",
}  # fmt: skip
#: What counters serve in turn, each one of these and the next; the guide desk has a place of its own.
_SERVED = tuple(each for each, *_ in _COMMUNE[:8])
_DISTRICT = (
    ("land", "Đất đai – Tài nguyên, môi trường", "Land, environment", "land"),
    ("certify", "Chứng thực", "Certification", "stamp"),
    ("civil", "Tư pháp – Hộ tịch", "Justice, civil status", "family"),
    ("business", "Đăng ký kinh doanh – Tài chính, kế hoạch", "Business, finance, planning", "shop"),
    ("build", "Xây dựng – Quản lý đô thị", "Construction, urban", "building"),
    ("social", "Lao động – Thương binh và Xã hội", "Labour, invalids, social", "hands"),
    ("other", "Văn hóa, giáo dục, y tế, nông nghiệp, nội vụ", "Culture, education, health, farming", "book"),
)
_TICKER = (
    {
        "vi": "Sáng thứ Bảy: Chứng thực, Hộ tịch và Nhận kết quả, từ 07:30 đến 11:30.",
        "en": "Saturday morning: certification, civil status and results, 07:30–11:30.",
    },
    {"vi": "Nộp hồ sơ trực tuyến tại nhà: hỏi bàn hướng dẫn để được giúp mở tài khoản."},
)


def office(long_names: bool = False, **more: Any) -> Office:
    """A commune's centre with ten fields; with `long_names` an old district's, whose fields have long names."""
    fields = _DISTRICT if long_names else _COMMUNE
    name = "Bộ phận Tiếp nhận và Trả kết quả, UBND huyện Bình An – dữ liệu mẫu"
    settings: dict[str, Any] = {
        "site": "sample",
        "name": {"vi": name if long_names else "Trung tâm Phục vụ hành chính công xã Bình Minh"},
        "authority": {"vi": "Ủy ban nhân dân huyện Bình An" if long_names else "Ủy ban nhân dân xã Bình Minh"},
        "series": (Series(prefix="A"),),
        "fields": tuple(Field(id=i, name={"vi": vi, "en": en}, pictogram=look) for i, vi, en, look in fields),
        "services": tuple(Service(id=i, field=i, name={"vi": vi, "en": en}, series="A") for i, vi, en, _ in fields),
        "counters": tuple(Counter(id=f"quay-{n}", name={"vi": f"Quầy {n}"}, services=("land",)) for n in range(1, 68)),
        "kiosks": (),
        "calendar": Calendar(counters=_WEEK, kiosk=_WEEK, closures={"2026-09-02": {"vi": "Quốc khánh"}}),
        "screens": Screens(ticker=_TICKER),
    }
    return Office(**(settings | more))


def counter(n: int, state: str = "free", **more: Any) -> BoardCounter:
    """Counter n; it serves two fields."""
    settings: dict[str, Any] = {
        "counter": f"quay-{n}",
        "name": {"vi": f"Quầy {n}", "en": f"Counter {n}"},
        "spoken": {},
        "counter_number": n,
        "state": state,
        "services": (_SERVED[n % 8], _SERVED[(n + 1) % 8]),
    }
    return BoardCounter(**(settings | more))


def desk(n: int, **more: Any) -> BoardCounter:
    """A counter that has a name and no number."""
    name, spoken = {"vi": "Bàn hướng dẫn", "en": "Guide desk"}, {"vi": "bàn hướng dẫn", "en": "the guide desk"}
    return counter(n, **({"name": name, "spoken": spoken, "counter_number": None, "services": ("guide",)} | more))


def floor(total: int) -> tuple[BoardCounter, ...]:
    """Counters in all states, each with what it has."""
    return tuple(_at_work(n) for n in range(1, total + 1))


def _at_work(n: int) -> BoardCounter:
    state = STATES[n % len(STATES)]
    number = f"{LETTERS[_SERVED[n % 8]]}-{110 + n}" if state == "serving" else None
    until = InstantMs(MONDAY_0805 + 55 * MINUTE) if state == "paused" else None
    return counter(n, state, number=number, until=until)


def all_in(state: str, total: int = 5, **more: Any) -> tuple[BoardCounter, ...]:
    """Counters that all do the same."""
    return tuple(counter(n, state, **more) for n in range(1, total + 1))


def call(number: str, at_counter: int = 1, *, nth: int = 1, ago_s: int = 0, **more: Any) -> BoardCall:
    """The nth call of a number to a counter, for the field that its letter says."""
    ticket = ticket_id(DAY, number)
    settings: dict[str, Any] = {
        "call_id": f"{ticket}/1/{nth}",
        "ticket": ticket,
        "number": number,
        "service": field_of(number),
        "counter": f"quay-{at_counter}",
        "nth": nth,
        "at": InstantMs(MONDAY_0805 - ago_s * 1_000),
    }
    return BoardCall(**(settings | more))


def field_of(number: str) -> str:
    """The field whose letter the number begins with; certified copies for a number of a series of another kind."""
    return next((field for field, letter in LETTERS.items() if number.startswith(f"{letter}-")), "certify")


def answered(counters: Iterable[BoardCounter]) -> Iterator[BoardCall]:
    """The calls of the last minutes to those who are being served."""
    serving = [each for each in counters if each.state == "serving" and each.number]
    for n, each in enumerate(serving, 1):
        made = call(each.number or "", ago_s=60 * n, service=each.services[0], counter=each.counter)
        yield msgspec.structs.replace(made, stage="serving")


def gone(total: int) -> Iterator[BoardCall]:
    """Calls of before, whose visits are over by now."""
    for n, number in enumerate(("H-016", "C-043", "A-024", "H-015", "L-007", "T-012"), 1):
        yield msgspec.structs.replace(call(number, n % total + 1, ago_s=600 + 60 * n), stage="serving")


def waiting(long_names: bool = False) -> tuple[BoardField, ...]:
    """Who waits for each field."""
    people = (7, 12, 4, 0, 23, 1, 2, 115, 0, 1)
    return tuple(
        BoardField(
            field=i, name={"vi": vi, "en": en}, waiting=n, wait_low_min=n * 2, wait_high_min=n * 3 + 5
        ) if n else BoardField(field=i, name={"vi": vi, "en": en}, waiting=0)
        for (i, vi, en, _), n in zip(_DISTRICT if long_names else _COMMUNE, people, strict=False)
    )  # fmt: skip


def board(*calls: BoardCall, total: int = 5, **more: Any) -> Board:
    """A board of the zone "hall"; counters called to have what was called."""
    counters = more.get("counters") or having_called(floor(total), calls)
    settings: dict[str, Any] = {
        "epoch": 1,
        "revision": 2,
        "zone": "hall",
        "day": DAY,
        "calls": tuple(sorted((*calls, *answered(counters)), key=lambda each: (-each.at, each.call_id))),
        "counters": counters,
        "fields": waiting(),
    }
    return Board(**(settings | more))


def earlier(shown: Board) -> Board:
    """The board before, on which other calls stood: what "just called" remembers."""
    return msgspec.structs.replace(shown, revision=1, calls=tuple(gone(max(1, len(shown.counters)))))


def renumbered(shown: Board, row: Series) -> Board:
    """The same board where all numbers are of this row, for one service."""
    counters = (_of_row(each, row) for each in shown.counters)
    calls = (msgspec.structs.replace(each, **_in_row(each.number, row), service="certify") for each in shown.calls)
    return msgspec.structs.replace(shown, counters=tuple(counters), calls=tuple(calls))


def _of_row(counter: BoardCounter, row: Series) -> BoardCounter:
    if not counter.number:
        return counter
    services = tuple(dict.fromkeys(("certify", *counter.services)))[:2]
    return msgspec.structs.replace(counter, number=_in_row(counter.number, row)["number"], services=services)


def _in_row(number: str, row: Series) -> dict[str, str]:
    """Number and ticket, and what the call is known by; a letter makes a number of its own of each."""
    letter, _, digits = number.partition("-")
    given = row.number((ord(letter[0]) - ord("A")) * 1_000 + int(digits))
    ticket = ticket_id(DAY, given)
    return {"number": given, "ticket": ticket, "call_id": f"{ticket}/1/1"}


def missing() -> dict[str, Any]:
    """Numbers that were absent, and one on its way to another counter."""
    absent = (("A-019", 3), ("C-031", 3), ("H-007", 1))
    return {
        "missed": tuple(number for number, _ in absent),
        "absent": tuple(BoardMissed(number=number, counter=f"quay-{n}") for number, n in absent),
        "moves": (BoardMove(number="A-031", counter="quay-5", at=MONDAY_0805),),
    }


def having_called(counters: Iterable[BoardCounter], calls: Sequence[BoardCall]) -> tuple[BoardCounter, ...]:
    """These counters when they have made the calls."""
    return tuple(_called(each, calls) for each in counters)


def _called(counter: BoardCounter, calls: Iterable[BoardCall]) -> BoardCounter:
    """As it calls, and serving what it calls."""
    made = next((each for each in calls if each.counter == counter.counter), None)
    if made is None:
        return counter
    services = tuple(dict.fromkeys((made.service, counter.services[0])))
    return msgspec.structs.replace(counter, state="calling", number=made.number, services=services, until=None)
