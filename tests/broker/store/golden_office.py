"""An office with one part of each kind and every field filled, for the golden row of `OfficeApplied`."""

from broker.contract.office import (
    Calendar,
    Clerk,
    Counter,
    Field,
    Kiosk,
    Office,
    PriorityClass,
    Question,
    Rating,
    Rules,
    Screens,
    Series,
    Service,
    Shift,
)

DAY = ((450, 690), (810, 1020))
WEEK = (DAY, DAY, DAY, DAY, DAY, ((450, 690),), ())


def name(vi: str, en: str) -> dict[str, str]:
    return {"vi": vi, "en": en}


FULL_OFFICE = Office(
    site="binh-minh",
    name=name("Trung tâm Phục vụ hành chính công xã Bình Minh", "Bình Minh service centre"),
    authority=name("UBND xã Bình Minh", "People's Committee of Bình Minh"),
    series=(Series(prefix="1", first=2, last=999, digits=4, dash=False),),
    fields=(
        Field(id="certify", name=name("Chứng thực", "Certification"), everyday={"vi": "sao y"}, pictogram="stamp"),
    ),
    services=(
        Service(
            id="copies", field="certify", name=name("Sao y bản chính", "Certified copies"), series="1", minutes=6.5,
            target_min=20, papers={"vi": ("Bản chính",)}, hours=WEEK, seats="A", daily_cap=200, ask_quantity=True,
            collects=True, helps=True,
        ),
    ),
    counters=(
        Counter(
            id="1", name=name("Quầy 1", "Counter 1"), services=("copies",), spoken={"vi": "số một"}, number=1,
            zone="upstairs", hours=WEEK,
        ),
    ),
    kiosks=(Kiosk(id="kiosk-1", name=name("Máy 1", "Kiosk 1"), reserved=(800, 899), width_mm=58),),
    calendar=Calendar(
        counters=WEEK, kiosk=WEEK, last_number_before_min=20, closures={"2027-01-01": name("Tết", "New Year")},
        extra={"2027-01-03": DAY},
    ),
    classes=(
        PriorityClass(
            id="elder", name=name("Người cao tuổi", "Elderly"), weight=3.0, limit_min=30, no_show_wait_s=120,
            evidence={"vi": "CCCD"},
        ),
    ),
    clerks=(Clerk(id="lan", name="Trần Thị Lan", services=("copies",)),),
    roster=(Shift(counter="1", clerk="lan", hours=WEEK),),
    languages=("vi", "en", "km"),
    training_prefix="Z",
    rules=Rules(
        order="first_come", start="implied", next_closes="served", auto_free_s=5, free_expires_s=300, free_asks_s=30,
        clerk_absent_s=120, no_show_calls=3, most_calls=4, spoken_fallback_s=20, late_return_min=15, late_place="keep",
        transfer_place="now", undo_s=15, paper_silence_s=12, beat_ms=500, move_place="now",
        late_offers=("tomorrow",), booking_late_min=20, one_per_person=True, most_services=4, silent_counter_min=9,
    ),
    rating=Rating(
        on=True, grades=3, questions=(Question(id="speed", text=name("Nhanh?", "Fast?")),),
        reasons=(Question(id="waited", text=name("Chờ lâu", "Long wait")),), wait_s=45, shown_from=7,
    ),
    screens=Screens(show_clerk="name", ticker=(name("Miễn phí", "Free"),), call_word={"vi": "tổ chức, công dân"}),
)  # fmt: skip
