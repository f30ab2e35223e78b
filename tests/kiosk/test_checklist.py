"""The printed list of papers: what stands on it, on both widths of paper, and whether a telephone reads its code."""

from __future__ import annotations

import msgspec
import pytest
import zxingcpp
from PIL import Image

from assets import find
from broker.contract.procedures import PaperNeeded, Procedure
from broker.office import read_office
from kiosk.checklists import checklist
from kiosk.paper.blocks import PAPERS, Number, QrCode, Text
from kiosk.paper.checklist import Checklist, layout
from kiosk.paper.raster import draw, page
from tests.kiosk.libraries import library
from tests.offices import SEVEN

OFFICE = read_office(find("offices/commune.toml"))


def made(code: str = "1.001193", **changed: object) -> Checklist:
    procedure = library().by_code(code)
    assert procedure is not None
    return checklist(msgspec.structs.replace(procedure, **changed), OFFICE, SEVEN, 180)


def lines(what: Checklist, width_mm: int = 80) -> list[str]:
    return [each.text.replace("\N{NO-BREAK SPACE}", " ") for each in layout(what, PAPERS[width_mm]).blocks
            if isinstance(each, Text)]  # fmt: skip


def test_it_names_the_papers_the_limits_the_fee_and_the_day() -> None:
    said = lines(made())
    assert said[2:5] == ["Danh mục giấy tờ", "Đăng ký khai sinh", "Mã thủ tục 1.001193"]
    assert said[6:8] == ["[  ] Tờ khai đăng ký khai sinh", "(Mẫu theo quy định; 1 bản chính)"]
    assert "Trung tâm giải quyết trong: 2 giờ" in said
    assert "Phí, lệ phí: Miễn lệ phí nếu đúng hạn" in said
    assert said[-3:] == [
        "Cập nhật ngày 01/11/2026", "In lúc 07:00, thứ Hai, 23/11/2026",
        "Đây không phải phiếu số thứ tự. Cần nộp hồ sơ, xin lấy số ở máy này.",
    ]  # fmt: skip


def test_it_carries_no_number_and_what_is_old_says_so() -> None:
    blocks = layout(made(), PAPERS[80]).blocks
    assert not any(isinstance(each, Number) for each in blocks)
    assert "Cập nhật ngày 01/01/2026. Có thể đã thay đổi, xin hỏi cán bộ." in lines(made(checked="2026-01-01"))


@pytest.mark.parametrize("width_mm", PAPERS)
def test_a_telephone_reads_its_code_and_nothing_is_wider_than_the_paper(width_mm: int) -> None:
    paper = PAPERS[width_mm]
    picture = page(draw(layout(made(), paper)), paper.width_px)
    assert picture.width == paper.width_px
    twice = (picture.width * 2, picture.height * 2)
    (code,) = zxingcpp.read_barcodes(picture.convert("L").resize(twice, Image.Resampling.NEAREST))
    assert code.text == "https://dichvucong.example.vn/thu-tuc/1.001193"


def test_an_address_too_long_for_paper_is_left_out_with_its_words() -> None:
    long = made(online="https://dichvucong.example.vn/" + "x" * 120)
    assert not any(isinstance(each, QrCode) for each in layout(long, PAPERS[58]).blocks)
    assert "Nộp trực tuyến: quét mã này bằng điện thoại" not in lines(long)


def test_a_procedure_with_next_to_nothing_is_still_a_list() -> None:
    bare = Procedure(code="1.000001", name="Việc", field="Khác", papers=(PaperNeeded(name="Đơn"),))
    said = lines(checklist(bare, OFFICE, SEVEN, 180))
    assert said[5:7] == ["Giấy tờ cần nộp", "[  ] Đơn"]
    assert "Chưa rõ ngày cập nhật. Có thể đã thay đổi, xin hỏi cán bộ." in said
