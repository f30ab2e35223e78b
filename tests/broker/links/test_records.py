"""Rows of another system: what is read of them, and that nothing personal passes."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from broker.contract.lookup import DossierStatus
from broker.links.errors import UnreadableError
from broker.links.records import booking, dossier
from broker.links.stand_in import Booking, Dossier, sample
from broker.links.stand_in.office import PERSON

CODE = "H60.15-261103-0001"
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("status", "stage"),
    [
        ("Đang xử lý", "working"), ("Mới tiếp nhận", "working"), ("YÊU CẦU BỔ SUNG", "more"),
        ("Chờ thực hiện nghĩa vụ tài chính", "fee"), ("Đã có kết quả", "ready"), ("cho tra ket qua", "ready"),
        ("Đã trả kết quả", "closed"), ("Từ chối", "closed"),
    ],
)  # fmt: skip
def test_the_words_of_one_stop_software(status: str, stage: str) -> None:
    assert dossier({"Mã hồ sơ": CODE, "Trạng thái": status}) == DossierStatus(code=CODE, stage=stage)  # type: ignore[arg-type]


@pytest.mark.parametrize("due", ["27/11/2026", "2026-11-27", "27-11-2026", "2026-11-27T17:00:00", "27/11/2026 17:00"])
def test_days_as_they_are_written(due: str) -> None:
    assert dossier({"code": CODE, "stage": "working", "due": due}).due == "2026-11-27"


def test_late_by_the_other_system_or_by_the_calendar() -> None:
    said_late = dossier({"code": CODE, "stage": "Quá hạn"})
    by_day = dossier({"code": CODE, "stage": "working", "due": "20/11/2026"})
    ready = dossier({"code": CODE, "stage": "ready", "due": "20/11/2026"})
    assert (said_late.late("2026-11-23"), by_day.late("2026-11-23"), by_day.late("2026-11-20")) == (True, True, False)
    assert not ready.late("2026-11-23")


def test_nothing_personal_passes() -> None:
    for known in sample(DAY).dossiers.values():
        row = known.row()
        assert set(PERSON) < set(row)
        said = msgspec.json.encode(dossier(row)).decode()
        assert not any(value in said for value in PERSON.values())
        assert set(msgspec.json.decode(said)) == {"code", "stage", "due", "overdue", "counter"}


@pytest.mark.parametrize("field", ["counter", "overdue", "ngayhentra", "trangthai", "mahoso"])
def test_a_name_in_a_field_where_it_does_not_belong_passes_nowhere(field: str) -> None:
    row = {"mahoso": CODE, "trangthai": "Đang xử lý", "ngayhentra": "27/11/2026"} | {field: PERSON["nguoiNop"]}
    try:
        said = str(dossier(row))
    except UnreadableError as error:
        said = str(error)
    assert "Nguyễn" not in said
    assert "Thử" not in said


@pytest.mark.parametrize("row", [{}, {"code": CODE}, {"code": "H60", "stage": "ready"}, {"code": [], "stage": {}}])
def test_a_row_that_is_none_is_named(row: dict[str, object]) -> None:
    with pytest.raises(UnreadableError):
        dossier(row)


def test_a_booking_from_one_cell_or_two() -> None:
    made = booking(Booking("LH-1123-001", "birth", DAY, "09:00").row())
    assert (made.code, made.service, made.date) == ("LH-1123-001", "birth", "2026-11-23")
    for row in (
        {"at": "2026-11-23 09:00"}, {"at": "2026-11-23T09:00:00+07:00"}, {"at": "23/11/2026 09:00"},
        {"at": "9h00", "date": "2026-11-23"}, {"at": "2026-11-23T02:00:00Z"},
    ):  # fmt: skip
        assert booking({"code": "lh-1123-001", "service": "birth", **row}) == made


@pytest.mark.parametrize(
    "row",
    [
        {"code": "số 4", "service": "birth", "at": "2026-11-23 09:00"}, {"code": "LH-1", "service": "", "at": "09:00"},
        {"code": "LH-1", "service": "birth", "at": "09:00"}, {"code": "LH-1", "service": "birth", "at": "25:00 x"},
    ],
)  # fmt: skip
def test_a_booking_that_is_none_is_named(row: dict[str, str]) -> None:
    with pytest.raises(UnreadableError):
        booking(row)


def test_the_sample_has_a_dossier_of_every_kind() -> None:
    stages = [dossier(each.row()) for each in sample(DAY).dossiers.values() if isinstance(each, Dossier)]
    assert {each.stage for each in stages} == {"working", "ready", "more", "fee", "closed"}
    assert [each.late("2026-11-23") for each in stages].count(True) == 1
