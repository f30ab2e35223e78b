"""A small office with names in two languages."""

from broker.contract.office import Calendar, Clerk, Counter, Field, Kiosk, Office, PriorityClass, Series, Service

_DAY = ((450, 690), (780, 1020))
_WEEK = (_DAY, _DAY, _DAY, _DAY, _DAY, (), ())

OFFICE = Office(
    site="binh-minh",
    name={"vi": "Trung tâm Phục vụ hành chính công xã Bình Minh", "en": "Bình Minh commune service centre"},
    authority={"vi": "UBND xã Bình Minh", "en": "People's Committee of Bình Minh"},
    series=(Series(prefix="C"), Series(prefix="T")),
    fields=(
        Field(id="certify", name={"vi": "Chứng thực", "en": "Certification"}),
        Field(id="collect", name={"vi": "Nhận kết quả", "en": "Collect a result"}),
    ),
    services=(
        Service(id="copies", field="certify", name={"vi": "Sao y bản chính", "en": "Certified copies"}, series="C"),
        Service(id="result", field="collect", name={"vi": "Nhận kết quả", "en": "Collect a result"}, series="T"),
    ),
    counters=(
        Counter(id="1", name={"vi": "Quầy 1", "en": "Counter 1"}, services=("copies", "result")),
        Counter(id="2", name={"vi": "Quầy 2", "en": "Counter 2"}, services=("copies",)),
    ),
    kiosks=(Kiosk(id="kiosk-1", name={"vi": "Máy lấy số 1", "en": "Kiosk 1"}, reserved=(800, 899)),),
    calendar=Calendar(counters=_WEEK, kiosk=_WEEK),
    classes=(
        PriorityClass(id="ordinary", name={"vi": "Thường", "en": "Ordinary"}),
        PriorityClass(id="elder", name={"vi": "Người cao tuổi", "en": "Elderly"}, weight=3.0),
    ),
    clerks=(Clerk(id="lan", name="Trần Thị Lan"), Clerk(id="minh", name="Lê Văn Minh")),
)
