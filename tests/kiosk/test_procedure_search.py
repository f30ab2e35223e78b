"""Procedures found as people type: everyday words, codes, slips of the finger, and the order of what is found."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.folding import plain
from broker.contract.procedures import Procedure, ProcedureList
from kiosk.procedures.index import index
from kiosk.procedures.library import Library
from kiosk.procedures.search import LONGEST, Rank, search
from tests.kiosk.libraries import library, long_list

#: What people say -> the procedure they mean (texts of the product, everyday words).
EVERYDAY = {
    "sao y": "2.000815", "công chứng": "2.000815", "photo công chứng": "2.000815", "chứng thực chữ ký": "2.000884",
    "khai sinh": "1.001193", "giấy khai sinh": "1.001193", "kết hôn": "1.000894", "cưới": "1.000894",
    "khai tử": "1.000656", "báo tử": "1.000656", "chứng tử": "1.000656", "giấy độc thân": "1.004873",
    "xác nhận độc thân": "1.004873", "trích lục": "2.000635", "sổ hồng": "1.012783", "bìa đỏ": "1.012783",
    "mở quán": "1.001612", "mở tiệm": "1.001612", "giấy phép kinh doanh": "1.001612", "khuyết tật": "1.001699",
    "hộ nghèo": "1.011607", "mai táng": "1.001731", "nhập khẩu": "1.004222", "tiền già": "9.900401",
}  # fmt: skip
#: As seen in the wild, and as fingers slip.
TYPED = {
    "dk tam tru can j": "1.004194", "khai tu mat bn tien": "1.000656", "chung thuc ban sao": "2.000815",
    "khai sih": "1.001193", "kha sinh": "1.001193", "khai ksinh": "1.001193", "kahi sinh": "1.001193",
    "ket hnn": "1.000894", "tamtru": "1.004194", "khaisinh": "1.001193", "doc thn": "1.004873",
    "lam giay doc than can gi": "1.004873", "xin giay phep xay nha": "9.900601", "cccd": "9.900702",
    "KHAI TỬ": "1.000656", "  trich   luc  ": "2.000635",
}  # fmt: skip


def first(typed: str, where: Library | None = None) -> str:
    found = (where or library()).find(typed)
    return found[0].code if found else ""


def ranks(typed: str) -> list[Rank]:
    return [hit.rank for hit in search(library().index, typed)]


@pytest.mark.parametrize(("words", "code"), EVERYDAY.items())
def test_everyday_words_find_what_is_meant_with_and_without_diacritics(words: str, code: str) -> None:
    assert first(words) == first(plain(words)) == code


@pytest.mark.parametrize("words", ["sổ đỏ", "hộ khẩu"])
def test_words_for_two_procedures_find_both_first(words: str) -> None:
    wanted = {"sổ đỏ": {"1.012783", "1.012784"}, "hộ khẩu": {"1.004222", "1.004194"}}[words]
    assert {each.code for each in library().find(words)[:2]} == wanted


@pytest.mark.parametrize(("typed", "code"), TYPED.items())
def test_what_fingers_make_of_it_is_found_all_the_same(typed: str, code: str) -> None:
    assert first(typed) == code


@pytest.mark.parametrize("typed", ["2.000815", "2000815", "2.0008", "2 000 815"])
def test_a_code_is_found_by_its_beginning_dots_or_none(typed: str) -> None:
    assert (first(typed), ranks(typed)[0]) == ("2.000815", Rank.CODE)


def test_the_order_is_code_everyday_words_all_words_nearly() -> None:
    listed = (
        Procedure(code="1.000001", name="Cấp lại số nhà", field="Xây dựng"),
        Procedure(code="1.000002", name="Sửa số nhà", field="Xây dựng"),
        Procedure(code="1.000003", name="Gắn biển", field="Xây dựng", words=("cấp số nhà",)),
    )
    others = tuple(Procedure(code=f"2.0000{n:02}", name=f"Việc khác {n}", field="Khác") for n in range(20))
    found = Library.of(ProcedureList(procedures=(*listed, *others)))
    hits = search(found.index, "cap so nha")
    assert [(found.procedures[hit.at].code, hit.rank) for hit in hits] == [
        ("1.000003", Rank.EVERYDAY), ("1.000001", Rank.WORDS), ("1.000002", Rank.NEARLY),
    ]  # fmt: skip


def test_the_shorter_name_goes_first_where_all_words_meet() -> None:
    names = ("Đăng ký khai sinh có yếu tố nước ngoài", "Đăng ký khai sinh")
    listed = tuple(Procedure(code=f"1.00000{n}", name=name, field="Hộ tịch") for n, name in enumerate(names))
    assert first("khai sinh", Library.of(ProcedureList(procedures=listed))) == "1.000001"


@pytest.mark.parametrize("letters", range(3, len("tách thửa") + 1))
def test_every_letter_more_keeps_what_is_meant_in_sight(letters: int) -> None:
    assert "1.012784" in [each.code for each in library().find("tách thửa"[:letters])]


@pytest.mark.parametrize("typed", ["", "   ", "...", "-"])
def test_nothing_typed_finds_nothing(typed: str) -> None:
    assert library().find(typed) == ()


@pytest.mark.parametrize("typed", ["xyzw", "karaoke qwrt", "0987654321"])
def test_what_there_is_not_is_not_found(typed: str) -> None:
    assert library().find(typed) == ()


def test_no_list_at_all_is_searched_in_peace() -> None:
    assert Library.empty().find("khai sinh") == ()


@given(st.text(max_size=2 * LONGEST))
def test_anything_may_be_typed(typed: str) -> None:
    hits = search(library().index, typed)
    assert len({hit.at for hit in hits}) == len(hits)
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)


def test_a_field_has_its_procedures_and_the_fields_have_all() -> None:
    here = library()
    assert sum(count for _, count in here.fields) == len(here.procedures)
    for at, (name, count) in enumerate(here.fields):
        assert [each.field for each in here.of_field(at)] == [name] * count


def test_three_thousand_procedures_are_searched_within_a_frame() -> None:
    """The figure stands in the benchmark; here only that it cannot be missed by far, on a busy machine."""
    here = Library.of(long_list())
    assert len(here.procedures) == 3_000
    assert first("dk tam tru can j", here) == "1.004194"
    took_s = []
    for typed in ("khai tu mat bn tien", "chug thuc bna sao", "cap", "dang ky thanh lap ho kinh doanh"):
        began_s = time.perf_counter()
        assert here.find(typed)
        took_s.append(time.perf_counter() - began_s)
    assert sorted(took_s)[1] < 0.033


def test_an_index_knows_each_word_once() -> None:
    made = index(library().procedures)
    assert list(made.tokens) == sorted(set(made.where))
    assert all(made.where[token] for token in made.tokens)
