"""Lists of procedures as offices have them: what is read, and every mistake by file, row and column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets import find
from broker.contract.procedures import (
    MOST_PROCEDURES,
    PaperNeeded,
    Procedure,
    Way,
    decode_procedures,
    encode_procedures,
)
from broker.procedures.importing import NOTHING_IN_IT
from broker.procedures.mapping import Mapping, MappingError, read_mapping
from tests.broker.procedures.files import (
    BIRTH,
    COPY,
    HEADINGS,
    commune,
    csv_file,
    docx_file,
    read,
    said,
    xlsx_file,
)

WRITERS: dict[str, Callable[[Path], Path]] = {
    "csv": lambda folder: csv_file(folder / "list.csv", HEADINGS, BIRTH, COPY),
    "xlsx": lambda folder: xlsx_file(folder / "list.xlsx", {"Danh mục": (HEADINGS, BIRTH, COPY)}),
    "docx": lambda folder: docx_file(folder / "list.docx", (HEADINGS, BIRTH, COPY)),
}


def procedures(*files: Path) -> tuple[Procedure, ...]:
    listed, report = read(*files)
    assert listed is not None, list(report.lines())
    return listed.procedures


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_table_is_the_same_list_in_every_form(form: str, tmp_path: Path) -> None:
    birth, copy = procedures(WRITERS[form](tmp_path))
    assert (birth.code, birth.name, birth.field) == ("1.001193", "Đăng ký khai sinh", "Hộ tịch")
    assert birth.papers == (
        PaperNeeded(name="Tờ khai", form="Mẫu 01", copies="1 bản chính"),
        PaperNeeded(name="Giấy chứng sinh", copies="1 bản chính"),
    )
    assert birth.ways == (Way(form="Trực tiếp", limit="Ngay trong ngày", fee="Miễn"),)
    assert birth.checked == copy.checked == "2026-11-01"
    assert (birth.service, copy.service) == ("civil-birth", "certify-copy")


@pytest.mark.parametrize(
    "headings",
    [
        ("ma thu tuc", "TEN THU TUC", "linh vuc", "cach thuc thuc hien", "thanh phan ho so", "ngay kiem tra"),
        ("Mã TTHC", "Tên TTHC", "Lĩnh vưc:", "Cách thức thực hiên", "Thành phần, số lượng hồ sơ", "Ngày rà soát"),
        (" Mã  thủ tục (*)", "Thủ tục hành chính", "Nhóm thủ tục", "Cách thức", "Giấy tờ phải nộp", "Ngày cập nhật"),
    ],
)
def test_headings_are_known_by_other_spellings(headings: tuple[str, ...], tmp_path: Path) -> None:
    found = procedures(csv_file(tmp_path / "list.csv", headings, BIRTH))
    assert found == procedures(csv_file(tmp_path / "usual.csv", HEADINGS, BIRTH))


def test_titles_may_stand_above_the_headings_and_numbers_before_the_rows(tmp_path: Path) -> None:
    rows = (("DANH MỤC THỦ TỤC HÀNH CHÍNH",), ("", "cấp xã"), ("STT", *HEADINGS), ("1", *BIRTH))
    listed, report = read(csv_file(tmp_path / "list.csv", *rows))
    assert listed is not None
    assert [each.code for each in listed.procedures] == ["1.001193"]
    assert report.warnings == ["list.csv: 1.001193 → 'civil-birth', by its name"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_separator_in_any_encoding_of_today(separator: str, encoding: str, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "list.csv", HEADINGS, BIRTH, encoding=encoding, separator=separator)
    assert procedures(path)[0].papers[1].name == "Giấy chứng sinh"


def test_windows_1258_with_its_tone_marks_apart(tmp_path: Path) -> None:
    def old(text: str) -> str:
        """As Vietnamese Windows wrote it: letter with hat or breve, then the tone as a mark of its own."""
        import unicodedata

        tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
        out = ""
        for char in text:
            parts = unicodedata.normalize("NFD", char)
            tone = "".join(part for part in parts if part in tones)
            out += unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones)) + tone
        return out

    rows = [[old(cell) for cell in row] for row in (HEADINGS, BIRTH)]
    path = csv_file(tmp_path / "list.csv", *rows, encoding="cp1258")
    assert procedures(path) == procedures(csv_file(tmp_path / "new.csv", HEADINGS, BIRTH))


def test_parts_in_columns_of_their_own_go_on_in_the_rows_below(tmp_path: Path) -> None:
    headings = ("Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Hình thức nộp", "Thời hạn giải quyết", "Phí, lệ phí",
                "Tên giấy tờ", "Số lượng")  # fmt: skip
    rows = (
        ("1.001193", "Đăng ký khai sinh", "Hộ tịch", "Trực tiếp", "1 ngày", "0", "Tờ khai", "1 bản chính"),
        ("", "", "", "Trực tuyến", "1 ngày", "0", "Giấy chứng sinh", "1 bản chính"),
        ("1.001193", "Đăng ký khai sinh", "Hộ tịch", "", "", "", "Căn cước", ""),
        ("2.000815", "Chứng thực", "Chứng thực", "Trực tiếp", "1 ngày", "", "Bản chính", ""),
    )
    birth, copy = procedures(xlsx_file(tmp_path / "list.xlsx", {"1": (headings, *rows)}))
    assert [each.name for each in birth.papers] == ["Tờ khai", "Giấy chứng sinh", "Căn cước"]
    assert [each.form for each in birth.ways] == ["Trực tiếp", "Trực tuyến"]
    assert [each.name for each in copy.papers] == ["Bản chính"]


def test_a_merged_cell_of_word_is_one_cell(tmp_path: Path) -> None:
    headings = ("Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Trình tự thực hiện", "Thời hạn", "Tên giấy tờ")
    one = ("1.001193", "Đăng ký khai sinh", "Hộ tịch", "- Nộp hồ sơ\n- Nhận kết quả", "1 ngày")
    (found,) = procedures(docx_file(tmp_path / "a.docx", (headings, (*one, "Tờ khai"), (*one, "Giấy chứng sinh"))))
    assert found.steps == ("Nộp hồ sơ", "Nhận kết quả")
    assert [each.name for each in found.papers] == ["Tờ khai", "Giấy chứng sinh"]
    assert len(found.ways) == 1


def test_the_page_of_one_procedure_as_a_table_of_two_columns(tmp_path: Path) -> None:
    page = (
        ("Mã thủ tục", "1.001193"), ("Tên thủ tục", "Đăng ký khai sinh"), ("Lĩnh vực", "Hộ tịch"),
        ("Cách thức thực hiện", "Hình thức nộp | Thời hạn giải quyết | Phí, lệ phí | Mô tả\nTrực tiếp | 1 ngày | 0 |"),
        ("Thành phần hồ sơ", "Tờ khai"), ("Ngày hiệu lực", "01/07/2025"),
    )  # fmt: skip
    (found,) = procedures(docx_file(tmp_path / "one.docx", (("Quyết định", "về việc"), ("a", "b")), page))
    assert (found.code, found.effective) == ("1.001193", "2025-07-01")
    assert found.ways == (Way(form="Trực tiếp", limit="1 ngày", fee="0"),)


def test_excel_keeps_a_code_as_a_number_and_its_zeros_come_back(tmp_path: Path) -> None:
    row = (2.00053, "Việc gì đó", "Hộ tịch", "Trực tiếp", "Tờ khai", dt.datetime(2026, 11, 1))  # noqa: DTZ001
    (found,) = procedures(xlsx_file(tmp_path / "list.xlsx", {"1": (HEADINGS, row)}))
    assert (found.code, found.checked) == ("2.000530", "2026-11-01")


def test_several_files_are_one_list(tmp_path: Path) -> None:
    files = [csv_file(tmp_path / f"{n}.csv", HEADINGS, row) for n, row in enumerate((BIRTH, COPY))]
    assert [each.code for each in procedures(*files)] == ["1.001193", "2.000815"]


def test_every_mistake_is_told_by_row_and_column_and_nothing_is_imported(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path / "list.csv",
        (*HEADINGS, "Địa chỉ nộp trực tuyến", "Dịch vụ của đơn vị"),
        ("2.00053", *BIRTH[1:], "", ""),
        (*BIRTH[:4], "a | b | c | d", "31/02/2026", "dichvucong", "civil-birt"),
        (*BIRTH, "", ""),
        ("2.000815", "", "Chứng thực", "Trực tiếp", "x" * 700, "", "", ""),
    )
    assert said(path) == [
        "list.csv:2: column A “Mã thủ tục”: “2.00053” has lost digits: a code has six behind the point; "
        "make the column text in Excel",
        "list.csv:3: column E “Thành phần hồ sơ”: line 1 has 4 parts, at most 3: name | form | originals/copies",
        "list.csv:3: column F “Ngày kiểm tra”: “31/02/2026” is no day; write 23/11/2026",
        "list.csv:3: column G “Địa chỉ nộp trực tuyến”: “dichvucong” is no address; it begins with https://",
        "list.csv:3: column H “Dịch vụ của đơn vị”: the office has no service 'civil-birt' "
        "(did you mean 'civil-birth'?)",
        "list.csv:4: column A “Mã thủ tục”: 1.001193 stands here again; first: list.csv:3",
        "list.csv:5: no Tên thủ tục",
        f"list.csv:5: column E “Thành phần hồ sơ”: 700 letters, at most 600: “{'x' * 40}…”",
    ]


def test_a_code_of_another_file_is_told_with_both_places(tmp_path: Path) -> None:
    first, second = (csv_file(tmp_path / f"{name}.csv", HEADINGS, BIRTH) for name in ("one", "two"))
    assert said(first, second) == ["two.csv:2: column A “Mã thủ tục”: 1.001193 stands here again; first: one.csv:2"]


def test_wrong_columns_are_one_sentence_that_names_what_is_missing_and_what_looks_like_it(tmp_path: Path) -> None:
    headings = ("Mã thủ tục", "Tên thủ tục", "Lĩnh vực hoạt động", "Hồ sơ gồm", "Người ký")
    assert said(csv_file(tmp_path / "list.csv", headings, ("1.001193", "a", "b", "c", "d"))) == [
        "list.csv:1: no column “Lĩnh vực” and “Cách thức thực hiện” or “Thời hạn giải quyết” and “Thành phần hồ sơ” "
        "or “Tên giấy tờ”; “Lĩnh vực hoạt động” looks like “Lĩnh vực”, “Hồ sơ gồm” looks like “Thành phần hồ sơ”; "
        "not understood: “Lĩnh vực hoạt động”, “Hồ sơ gồm”, “Người ký”"
    ]  # fmt: skip


def test_another_table_altogether_is_said_to_be_one(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "list.csv", ("Họ tên", "Ngày sinh"), ("An", "1/1/1950"))
    assert said(path) == [f"list.csv: {NOTHING_IN_IT}"]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (("1.001193", "§¨ng ký khai sinh", "Hé tÞch", "Trùc tiÕp", "Tê khai ®¨ng ký", ""), "TCVN3"),
        (("1.001193", "Ñaêng kyù khai sinh", "Hoä tòch", "Tröïc tieáp", "Tôø khai ñaêng kyù", ""), "VNI"),
        (("1.001193", "Ä\x90Äƒng kÃ½ khai sinh", "Há»™ tá»‹ch", "Trá»±c tiáº¿p", "Tá»\x9d", ""), "UTF-8 that was"),
    ],
)
def test_letters_of_before_unicode_are_told_with_their_row(row: tuple[str, ...], what: str, tmp_path: Path) -> None:
    (line,) = said(xlsx_file(tmp_path / "list.xlsx", {"Xã": (HEADINGS, BIRTH, row)}))
    assert line.startswith(f"list.xlsx:3: sheet “Xã”: looks like {what}")


def test_headings_of_before_unicode_too(tmp_path: Path) -> None:
    headings = ("M· thñ tôc", "Tªn thñ tôc", "LÜnh vùc", "C¸ch thøc", "Thµnh phÇn hå s¬")
    path = tmp_path / "old.csv"
    path.write_bytes("\n".join((",".join(headings), "1.001193,a,b,c,d")).encode("latin-1"))
    assert said(path) == [
        "old.csv:1: looks like TCVN3, as fonts like .VnTime have it: convert the file to Unicode first"
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"\x81\x8d\x8f\xff\xfe", "neither UTF-8, UTF-16 nor Windows-1258"),
        ("a.csv", b"M\0a\0", "UTF-16 without its byte order mark"),
        ("a.csv", 'Mã thủ tục,Tên thủ tục\n"1.001193,a\nb,c'.encode(), "look for a quotation mark without its pair"),
        ("a.xlsx", b"no workbook", "cannot be read as an Excel workbook"),
        ("a.docx", b"no document", "cannot be read as a Word document"),
        ("a.xls", b"x", "an old .xls file: open it and save it as .xlsx"),
        ("a.pdf", b"x", ".pdf: a table is .csv, .xlsx, .docx"),
    ],
)
def test_a_file_that_is_no_table_is_one_sentence(name: str, content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (line,) = said(path)
    assert words in line


def test_an_empty_file_and_one_that_is_not_there(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    assert said(empty) == [f"empty.csv: {NOTHING_IN_IT}"]
    assert said(tmp_path / "nowhere.csv") == ["nowhere.csv: cannot be read: No such file or directory"]


def test_more_procedures_than_a_kiosk_holds_are_refused(tmp_path: Path) -> None:
    rows = ((f"1.{n:06d}", *COPY[1:]) for n in range(MOST_PROCEDURES + 5))
    assert said(csv_file(tmp_path / "list.csv", HEADINGS, *rows)) == [
        f"list.csv: {MOST_PROCEDURES + 5} procedures; a kiosk holds {MOST_PROCEDURES} at most: is it the right list?"
    ]


def test_a_hundred_thousand_rows_of_one_list(tmp_path: Path) -> None:
    headings = ("Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Thời hạn", "Tên giấy tờ")
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8") as out:
        out.write(",".join(headings) + "\n")
        for n in range(100_000):
            out.write(f"1.{n // 50:06d},Việc {n // 50},Hộ tịch,1 ngày,Giấy {n % 50}\n")
    rows: list[int] = []
    from broker.procedures.importing import Wishes, read_procedures

    listed, report = read_procedures([path], Mapping(commune()), Wishes(), lambda _file, row: rows.append(row))
    assert listed is not None
    assert (len(listed.procedures), report.rows) == (2_000, 100_000)
    assert all(len(each.papers) == 50 for each in listed.procedures)
    assert rows == list(range(1_000, 100_001, 1_000))


def test_a_field_of_the_office_its_other_field_and_no_field_at_all() -> None:
    mapping = Mapping(commune())
    assert mapping.of("1.000000", "Ho tich", "Đăng ký kết hôn").service == "civil-marriage"
    other = mapping.of("1.000001", "Văn hóa", "Tổ chức lễ hội")
    assert (other.service, "no field of the office" in other.doubt) == ("other-culture", True)
    office = commune()
    import msgspec

    small = msgspec.structs.replace(office, services=tuple(each for each in office.services if each.field != "other"))
    assert Mapping(small).of("1.000001", "Văn hóa", "Lễ hội").service is None


def test_a_mapping_file_goes_before_the_fields_name(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text('[codes]\n"1.001193" = "civil-correct"\n[fields]\n"Văn hóa" = "guide"\n', "utf-8")
    mapping = read_mapping(path, commune())
    assert mapping.of("1.001193", "Hộ tịch", "Đăng ký khai sinh").service == "civil-correct"
    assert mapping.of("9.000000", "VAN HOA", "Lễ hội").service == "guide"


def test_a_mapping_file_that_names_what_the_office_has_not(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text('[codes]\n"1.001193" = "civil-birt"\n[fields]\n"Văn hóa" = "nothing-alike"\n', "utf-8")
    with pytest.raises(MappingError, match=r"civil-birth") as raised:
        read_mapping(path, commune())
    assert len(raised.value.problems) == 2


def test_the_sample_is_in_order_and_every_row_names_its_service() -> None:
    listed, report = read(find("procedures/commune.csv"))
    assert listed is not None
    assert report.warnings == []
    assert len(listed.procedures) >= 40
    assert all(each.papers and each.ways and each.service for each in listed.procedures)
    assert {each.decision for each in listed.procedures} == {"DỮ LIỆU MẪU"}


@given(st.binary(max_size=400))
def test_any_bytes_are_a_list_or_mistakes_and_never_a_crash(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.csv"
    path.write_bytes(data)
    listed, report = read(path)
    assert (listed is None) == bool(report.mistakes)


TEXTS = st.text(max_size=30) | st.sampled_from(["1.001193", "a | b | c | d | e", "1/1/2026", "#REF!", "x" * 700, ""])


@given(st.lists(st.lists(TEXTS, min_size=6, max_size=6), max_size=6))
def test_any_cells_are_a_list_or_mistakes_each_with_its_row(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = csv_file(tmp_path_factory.mktemp("cells") / "cells.csv", HEADINGS, *rows, encoding="utf-8")
    listed, report = read(path)
    assert (listed is None) == bool(report.mistakes)
    assert all(problem.line >= 2 for _, problem in report.mistakes if problem.where)
    if listed is not None:
        assert decode_procedures(encode_procedures(listed)) == listed
