"""The procedures that an office publishes, as pages for a hall."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets import translation
from broker.contract.procedures import Procedure, ProcedureList, Way
from broker.hall.published import PAGES_A_TURN, PublishedPage, abridged, alternating, turns
from broker.hall.tongue import Tongue

TODAY = dt.date(2026, 11, 23)
VI, EN = Tongue(translation("vi")), Tongue(translation("en"))


def procedure(n: int = 1, field: str = "Hộ tịch", **more: object) -> Procedure:
    return Procedure(**({"code": f"1.{n:06}", "name": f"Thủ tục {n}", "field": field, "checked": "2026-11-01"} | more))  # type: ignore[arg-type]


def pages(*procedures: Procedure, size: int = 3, tongue: Tongue = VI) -> list[PublishedPage]:
    return [each for turn in turns(ProcedureList(procedures=procedures), tongue, TODAY, size) for each in turn]


def test_nothing_published_is_no_page() -> None:
    assert turns(ProcedureList(procedures=()), VI, TODAY, 3) == ()


def test_a_page_says_what_it_is_and_what_each_takes_and_costs() -> None:
    ways = (Way(form="Trực tiếp", limit="Ngay trong ngày", fee="Miễn lệ phí"), Way(limit="8 ngày", fee="8.000 đồng"))
    (page,) = pages(procedure(name="Đăng ký khai sinh", ways=ways))
    assert (page.title, page.field, page.count) == ("Thủ tục hành chính niêm yết", "Hộ tịch", "")
    assert (page.limit_head, page.fee_head) == ("Thời hạn", "Phí, lệ phí")
    (row,) = page.rows
    assert (row.name, row.limit, row.legal, row.fee) == ("Đăng ký khai sinh", "Ngay trong ngày", (), "Miễn lệ phí")


@pytest.mark.parametrize(
    ("own", "law", "limit", "legal"),
    [
        ("2 giờ", "Ngay trong ngày", "2 giờ", "Theo quy định: Ngay trong ngày"),
        ("Ngay  trong ngày.", "ngay trong ngày", "Ngay  trong ngày.", ""),
        ("2 giờ", "", "2 giờ", ""),
        ("", "03 ngày", "03 ngày", ""),
        ("", "", "Hỏi cán bộ", ""),
    ],
)
def test_the_offices_own_time_stands_beside_the_laws_where_they_differ(
    own: str, law: str, limit: str, legal: str
) -> None:
    (row,) = pages(procedure(own_limit=own, ways=(Way(limit=law),)))[0].rows
    assert (row.limit, next(iter(row.legal), "")) == (limit, legal)


def test_what_the_law_allows_is_shortened_and_its_head_stays() -> None:
    law = "Không quá 15 ngày làm việc; cần xác minh thì không quá 30 ngày"
    (row,) = pages(procedure(own_limit="5 ngày", ways=(Way(limit=law),)))[0].rows
    assert row.legal[:2] == (f"Theo quy định: {law}", "Theo quy định: Không quá 15 ngày làm việc…")


def test_a_fee_that_is_not_published_is_not_guessed() -> None:
    assert pages(procedure(), tongue=EN)[0].rows[0].fee == "Please ask"


@pytest.mark.parametrize(
    ("days", "said", "stale"),
    [
        (("2026-11-01", "2026-10-01"), "Cập nhật ngày 01/10/2026", False),
        (("2026-11-01", "2026-01-15"), "Cập nhật ngày 15/01/2026. Có thể đã thay đổi, xin hỏi cán bộ.", True),
        (("2026-11-01", ""), "Chưa rõ ngày cập nhật. Có thể đã thay đổi, xin hỏi cán bộ.", True),
    ],
)
def test_a_page_is_as_old_as_the_oldest_on_it(days: tuple[str, ...], said: str, stale: bool) -> None:
    (page,) = pages(*(procedure(n, checked=day) for n, day in enumerate(days)))
    assert (page.checked, page.stale) == (said, stale)


def test_how_old_is_too_old_the_office_says() -> None:
    listed = ProcedureList(procedures=(procedure(checked="2026-11-01"),), stale_days=7)
    assert turns(listed, VI, TODAY, 3)[0][0].stale
    assert not turns(listed, VI, dt.date(2026, 11, 8), 3)[0][0].stale


def test_in_two_languages_heads_are_in_both_and_sentences_in_the_first() -> None:
    both = Tongue(translation("vi"), translation("en"))
    (page,) = pages(procedure(), tongue=both)
    assert page.title == "Thủ tục hành chính niêm yết · Published procedures"
    assert page.checked == "Cập nhật ngày 01/11/2026"


@given(st.lists(st.sampled_from(["Hộ tịch", "Đất đai", "Văn hóa"]), max_size=60), st.integers(1, 6))
def test_every_procedure_is_on_one_page_of_its_own_field(fields: list[str], size: int) -> None:
    listed = ProcedureList(procedures=tuple(procedure(n, field) for n, field in enumerate(fields)))
    found = turns(listed, VI, TODAY, size)
    assert all(1 <= len(turn) <= PAGES_A_TURN and len({each.field for each in turn}) == 1 for turn in found)
    shown = [each for turn in found for each in turn]
    assert all(1 <= len(each.rows) <= size == each.size for each in shown)
    for field in set(fields):
        of_field = [each for each in shown if each.field == field]
        names = [row.name for each in of_field for row in each.rows]
        assert names == [f"Thủ tục {n}" for n, own in enumerate(fields) if own == field]
        assert [(each.page, each.pages) for each in of_field] == [(n, len(of_field)) for n in range(len(of_field))]
        counted = [f"Trang {n}/{len(of_field)}" for n in range(1, len(of_field) + 1)]
        assert [each.count for each in of_field] == (counted if len(of_field) > 1 else [""])


def test_pictures_and_pages_take_turns_and_the_shorter_begins_again() -> None:
    assert alternating(("a", "b"), (("1", "2"), ("3",), ("4",))) == (
        ("a",), ("1", "2"), ("b",), ("3",), ("a",), ("4",),
    )  # fmt: skip
    assert alternating(("a", "b"), ()) == (("a",), ("b",))
    assert alternating((), (("1",),)) == (("1",),)
    assert alternating((), ()) == ()


def test_what_is_left_out_shows_be_it_in_brackets() -> None:
    fee = "Theo Nghị quyết, mức thu riêng (miễn với hộ nghèo)"
    assert list(abridged(fee)) == [
        fee, "Theo Nghị quyết, mức thu riêng…", "Theo Nghị quyết…", "Theo Nghị…", "Theo…",
    ]  # fmt: skip
    assert list(abridged("Miễn")) == ["Miễn"]
