"""A sample of every message, made from its type: what a field is called says what may stand in it."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import inspect

#: 2026-11-23 08:05 in Vietnam.
_AT = 1_795_395_900_000
_TICKET = "2026-11-23.H-025"
#: By name of a field, whatever message it stands in.
_NAMED: dict[str, Any] = {
    "v": [1, 0], "id": "certify", "epoch": 3, "beat": 2417, "revision": 41, "site": "binh-minh",
    "day": "2026-11-23", "date": "2026-11-23", "at": _AT, "now": _AT, "taken": _AT, "place_ms": _AT, "ended": _AT,
    "until": _AT + 900_000, "since": _AT, "no_show_from": _AT + 75_000, "opens_at": _AT,
    "ticket": _TICKET, "number": "H-025", "call_id": f"{_TICKET}/3/41", "request_id": "k1-7f3a90c2", "nth": 1,
    "service": "certify-copy", "field": "certify", "counter": "3", "to_counter": "5", "to_clerk": "lan", "clerk": "lan",
    "kiosk": "kiosk-1", "device": "kiosk-1", "holder": "counter-3", "zone": "hall", "class_id": "elder", "lang": "vi",
    "reason": "has the missing copy", "digest": "5a0f9c33e1b7d204", "command": "PressKey", "code": "calling",
    "runner_up": "2026-11-23.H-024", "passed": ["2026-11-23.H-024"], "score": 33.0, "runner_up_score": 21.0,
    "candidates": 7, "passed_count": 1, "quantity": 2, "ahead": 12, "wait_low_min": 10, "wait_high_min": 25,
    "return_after_s": 600, "dossiers": 1, "unserved": 3, "offset_ms": -3_600_000, "waiting": 12,
    "counter_number": 3, "key": "start", "pause_reason": "consulting", "missed": ["H-019"], "speed": 1.0,
    "every_ms": 1000, "offline": False, "uncertain": False, "training": False, "reopened": False, "removed": False,
    "name": {"vi": "Chứng thực", "en": "Certification"}, "spoken": {}, "series": "H", "prefix": "H", "events": [],
    "dropped": "", "evidence": {}, "reserved_used": {"kiosk-1": {"H": 803}}, "params": {"number": "H-025"},
    "training_kiosks": [], "authority": {"vi": "UBND xã Bình Minh", "en": "Bình Minh commune"},
    "final": False, "stage": "called", "closures": {"2026-09-02": {"vi": "Quốc khánh", "en": "National Day"}},
    "extra": {"2026-11-28": [[450, 690]]}, "papers": {"vi": ["Bản chính"]}, "everyday": {"vi": "sao y"},
    "weight": 3.0, "minutes": 6.0, "limit_min": 20, "target_min": 15, "daily_cap": None, "seats": "A", "hours": None,
    "further": ["household"], "person": None, "booking": None, "booked_at": None, "not_before": None,
    "note": "", "print_at": None, "session": "now", "bookings": [], "ends_at": _AT + 12_300_000,
    "next_at": _AT + 19_500_000, "entry": f"{_TICKET}", "leg": 1, "job": f"{_TICKET}/slip/7", "again": True,
    "confirmed": True, "by": "lan", "text": "the copy of page 3 is missing", "former": "2", "clerk_id": "lan",
    "holder_since": _AT - 2_100_000, "undo_until": _AT + 10_000, "urgent": False,
    "trouble": "kiosk-1/paper_low", "source": "kiosk-1", "token": "o7Zq0v3kTtVw5mXy", "marks": {"overall": 1},
    "reasons": [], "used": None, "collects": False, "helps": False, "late": False, "place": "counter 3",
    "questions": [], "ticker": [], "call_word": {}, "late_offers": ["afternoon", "tomorrow", "anyway"],
    "reserved": [801, 849], "languages": ["vi", "en"], "clerks": [], "roster": [], "training_prefix": "X",
}  # fmt: skip
#: Where the same name means something else.
_OF: dict[tuple[str, str], Any] = {
    ("Clerk", "id"): "lan", ("Clerk", "name"): "Trần Thị Lan", ("Counter", "id"): "3", ("Counter", "number"): 3,
    ("Counter", "name"): {"vi": "Quầy 3", "en": "Counter 3"}, ("BoardCounter", "name"): {"vi": "Quầy 3"},
    ("Counter", "services"): ["certify-copy"], ("Service", "id"): "certify-copy", ("Kiosk", "id"): "kiosk-1",
    ("Kiosk", "name"): {"vi": "Máy lấy số 1"}, ("PriorityClass", "id"): "elder",
    ("PriorityClass", "name"): {"vi": "Người cao tuổi", "en": "Older people"},
    ("CounterStatus", "clerk"): "Trần Thị Lan", ("BoardCall", "reserved"): False,
    ("Office", "name"): {"vi": "Trung tâm Phục vụ hành chính công xã Bình Minh"},
    ("Series", "first"): 1, ("Series", "last"): 799, ("CommandMessage", "id"): "c41", ("Answer", "id"): "c41",
    ("CommandMessage", "command"): {"kind": "CloseDay"}, ("AdoptOffline", "number"): "H-801",
    ("StopIssuing", "reason"): "no more today", ("IssuingStopped", "reason"): "no more today",
    ("TakeCounter", "reason"): "keys do not answer", ("CounterTaken", "reason"): "keys do not answer",
    ("SignIn", "reason"): "", ("ClerkSignedIn", "reason"): "", ("HoldTicket", "reason"): "fetches a copy",
    ("TicketHeld", "reason"): "fetches a copy", ("CommandRefused", "device"): "counter-3",
    ("BoardCounter", "pause_reason"): None, ("BoardCounter", "until"): None, ("BoardCounter", "state"): "calling",
    ("CounterStatus", "pause_reason"): None, ("CounterStatus", "until"): None, ("CounterStatus", "state"): "calling",
    ("CounterStatus", "asks"): False, ("CallDropped", "reason"): "two others wait",
    ("TicketVoided", "reason"): "superseded", ("SetTraining", "kiosk"): None, ("TrainingSet", "kiosk"): None,
    ("ServiceQueue", "offer"): "offered", ("Why", "rule"): "score",
    ("Office", "series"): [{"prefix": "H", "first": 1, "last": 799, "digits": 3, "dash": True}],
    ("Office", "classes"): [
        {"id": "ordinary", "name": {"vi": "Thường", "en": "Ordinary"}, "limit_min": 45},
        {"id": "elder", "name": {"vi": "Người cao tuổi", "en": "Older people"}, "weight": 3.0, "limit_min": 20,
         "no_show_wait_s": 120},
    ],
    ("DayClosed", "issued"): 212, ("CounterStatus", "services"): ["certify-copy"],
    ("Booking", "code"): "BM-7K2Q", ("Booking", "at"): _AT + 1_500_000,
    ("ApplyBookings", "bookings"): [{"code": "BM-7K2Q", "service": "certify-copy", "at": _AT + 1_500_000}],
    ("BookingsApplied", "bookings"): [{"code": "BM-7K2Q", "service": "certify-copy", "at": _AT + 1_500_000}],
    ("BookingEntry", "digest"): "9f2c7f8b5d0c7c1b7d1d3a5e0f4b8a6c2e9d1f3b5a7c9e1d3f5b7a9c1e3d5f7b",
    ("MoveTicket", "reason"): "took the wrong one", ("TicketMoved", "reason"): "took the wrong one",
    ("MoveTicket", "service"): "household", ("TicketMoved", "service"): "household",
    ("ServiceAdded", "service"): "household", ("AddService", "service"): "household",
    ("ServiceContinued", "service"): "household", ("VisitContinued", "service"): "household",
    ("MarkTimes", "reason"): "pressed too late", ("TimesMarked", "reason"): "pressed too late",
    ("PrintSlip", "reason"): "lost", ("SlipAsked", "reason"): "lost", ("SlipDone", "reason"): "",
    ("ReportSlip", "reason"): "", ("TomorrowListed", "entry"): "2026-11-23/1", ("Carried", "number"): "H-025",
    ("TroubleRaised", "code"): "paper_low", ("ReportTrouble", "code"): "paper_low", ("Trouble", "code"): "paper_low",
    ("TroubleRaised", "params"): {}, ("ReportTrouble", "params"): {}, ("Trouble", "params"): {},
    ("TroubleRaised", "counter"): None, ("Trouble", "counter"): None, ("LiveTicket", "stage"): "waiting",
    ("DayKeyGiven", "key"): "5a0f9c33e1b7d2045a0f9c33e1b7d2045a0f9c33e1b7d2045a0f9c33e1b7d204",
    ("Question", "id"): "overall", ("Question", "text"): {"vi": "Ông/bà có hài lòng không?"},
    ("Bundle", "name"): "procedures", ("Bundle", "size"): 1_482_113, ("Bundle", "port"): 8080,
    ("Bundle", "path"): "/bundle/procedures",
    ("PrintFailed", "reason"): "paper out", ("ReportPrintFailed", "reason"): "paper out",
    ("CounterPaused", "reason"): "consulting", ("PauseCounter", "reason"): "consulting", ("Why", "reason"): "",
    ("LastRefusal", "params"): {"number": "H-025"}, ("BoardCounter", "services"): ["certify-copy"],
    ("ServiceQueue", "counters"): ["3"], ("Clerk", "services"): [], ("Kiosk", "reserved"): [801, 849],
    ("Calendar", "counters"): [[[450, 690], [810, 1020]]] * 5 + [[], []],
    ("Calendar", "kiosk"): [[[420, 1005]]] * 5 + [[], []],
}  # fmt: skip


def sample(kind: type[msgspec.Struct]) -> msgspec.Struct:
    """One good message of a kind. Raises msgspec.ValidationError if a name above no longer fits its type."""
    return msgspec.convert(_struct(inspect.type_info(kind)), kind)  # type: ignore[arg-type]


def _struct(info: inspect.StructType) -> dict[str, Any]:
    kind = info.cls.__name__
    made = {} if info.tag is None else {str(info.tag_field): info.tag}
    return made | {each.encode_name: _field(kind, each) for each in info.fields}


def _field(kind: str, field: inspect.Field) -> Any:
    for named, key in ((_OF, (kind, field.name)), (_NAMED, field.name)):
        if key in named:
            return named[key]  # type: ignore[index]
    if isinstance(field.default, str | int | float):
        return field.default
    return _value(field.type)


def _value(info: inspect.Type) -> Any:
    """Some value of a type for which no name has one."""
    match info:
        case inspect.Metadata():
            return _value(info.type)
        case inspect.StructType():
            return _struct(info)
        case inspect.UnionType():
            return _value(next(each for each in info.types if not isinstance(each, inspect.NoneType)))
        case inspect.VarTupleType():
            return [_value(info.item_type)]
        case inspect.TupleType():
            return [_value(each) for each in info.item_types]
        case inspect.DictType():
            return {_key(info.key_type): _value(info.value_type)}
        case inspect.LiteralType():
            return info.values[0]
        case inspect.BoolType():
            return True
        case inspect.IntType() | inspect.FloatType():
            return info.ge or 0
        case _:
            return "…"


def _key(info: inspect.Type) -> str:
    """A key of a table: those of the contract are languages, services or kiosks."""
    plain = info.type if isinstance(info, inspect.Metadata) else info
    short = isinstance(plain, inspect.StrType) and plain.pattern == r"^[a-z]{2,3}$"
    return "vi" if short else "certify-copy"
