from typing import cast

import pytest

from assets import translation
from broker.core.measures import Tally
from broker.reporting.names import Names
from broker.store.reports import By, Group
from tests.broker.store.make import leg, tally
from tests.broker.store.offices import OFFICE

VI, EN = Names(OFFICE, translation("vi")), Names(OFFICE, translation("en"))


@pytest.mark.parametrize(
    "by, key, vi, en",
    [
        ("service", "copies", "Sao y bản chính", "Certified copies"),
        ("counter", "2", "Quầy 2", "Counter 2"),
        ("counter", "-", "Chưa được mời", "Not called"),
        ("clerk", "lan", "Trần Thị Lan", "Trần Thị Lan"),
        ("clerk", "-", "Chưa đăng nhập", "Not signed in"),
        ("class", "elder", "Người cao tuổi", "Elderly"),
        ("hour", "07", "07:00–08:00", "07:00–08:00"),
        ("hour", "23", "23:00–00:00", "23:00–00:00"),
        ("day", "2026-11-23", "thứ Hai, 23/11/2026", "Mon 23 Nov 2026"),
        ("day", "2026-11-23b", "thứ Hai, 23/11/2026 b", "Mon 23 Nov 2026 b"),
        ("service", "gone", "gone", "gone"),
    ],
)
def test_groups_have_the_names_of_the_office(by: str, key: str, vi: str, en: str) -> None:
    assert (VI.name(cast(By, by), key), EN.name(cast(By, by), key)) == (vi, en)


def test_without_an_office_keys_are_names() -> None:
    nobody = Names(None, translation("en"))
    assert [nobody.name(by, "x") for by in ("service", "counter", "clerk", "class")] == ["x"] * 4
    assert nobody.target_min() is None
    assert nobody.fields([Group("copies", tally(leg(1)))]) == [("copies", tally(leg(1)))]


def test_groups_stand_as_in_the_office_file_and_what_is_gone_behind() -> None:
    groups = [Group(key, Tally()) for key in ("gone", "result", "copies")]
    assert [group.key for group in VI.ordered("service", groups)] == ["copies", "result", "gone"]


def test_services_are_merged_into_their_fields() -> None:
    groups = [Group("result", tally(leg(1), leg(2))), Group("copies", tally(leg(3))), Group("gone", tally(leg(4)))]
    assert [(name, found.legs) for name, found in EN.fields(groups)] == [
        ("Certification", 1), ("Collect a result", 2), ("gone", 1),
    ]  # fmt: skip


def test_a_range_of_one_day_names_it_once() -> None:
    assert EN.period("2026-11-23", "2026-11-23") == "Mon 23 Nov 2026"
    assert VI.period("2026-11-02", "2026-11-23") == "Từ thứ Hai, 02/11/2026 đến thứ Hai, 23/11/2026"
