"""A small office for tests: three services in two fields, three counters, two kiosks, all week from 07:30."""

from __future__ import annotations

from typing import Any

import msgspec

from broker.contract.office import (
    Calendar,
    Clerk,
    Counter,
    Field,
    Kiosk,
    Office,
    PriorityClass,
    Rules,
    Series,
    Service,
    WeekHours,
)

DATE = "2026-11-23"
#: 07:00 local time of DATE, a Monday, in engine time.
SEVEN = 1_795_392_000_000


def text(words: str) -> dict[str, str]:
    """A name in both languages."""
    return {"vi": words, "en": words}


def all_week(*spans: tuple[int, int]) -> WeekHours:
    """The same hours on every day."""
    return (spans, spans, spans, spans, spans, spans, spans)


WORK = all_week((450, 690), (810, 1020))


def small_office(**rules: Any) -> Office:
    """The office; `rules` replace defaults of `Rules`."""
    return Office(
        site="test",
        name=text("Trung tâm thử"),
        authority=text("UBND xã thử"),
        series=(Series(prefix="A"), Series(prefix="C")),
        fields=(Field(id="land", name=text("Đất đai")), Field(id="certify", name=text("Chứng thực"))),
        services=(
            Service(id="land", field="land", name=text("Đất đai"), series="A", minutes=14.0),
            Service(id="copy", field="certify", name=text("Sao y"), series="C", minutes=6),
            Service(id="sign", field="certify", name=text("Chữ ký"), series="C", minutes=6),
        ),
        counters=(
            Counter(id="1", name=text("Quầy 1"), services=("copy", "sign"), number=1),
            Counter(id="2", name=text("Quầy 2"), services=("copy", "sign", "land"), number=2),
            Counter(id="3", name=text("Quầy 3"), services=("land",), number=3),
        ),
        clerks=(Clerk(id="lan", name="Trần Thị Lan"), Clerk(id="minh", name="Lê Minh", services=("copy", "land"))),
        kiosks=(
            Kiosk(id="k1", name=text("Máy 1"), reserved=(801, 849)),
            Kiosk(id="k2", name=text("Máy 2"), reserved=(850, 899)),
        ),
        calendar=Calendar(counters=WORK, kiosk=all_week((420, 1010))),
        classes=(
            PriorityClass(id="ordinary", name=text("Thường"), limit_min=45),
            PriorityClass(id="elder", name=text("Cao tuổi"), weight=3.0, limit_min=20, no_show_wait_s=120),
        ),
        rules=msgspec.structs.replace(Rules(), **rules),
    )
