"""What stands on a ticket, how large, and what a ticket must not look like."""

import unicodedata

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.paper.blocks import PAPERS, Layout, Number, Paper, QrCode, Text, Weight
from kiosk.paper.ticket import LONGEST_QR_BYTES, Line, Role, Slip, SlipError, layout
from kiosk.virtual_printer.sample import sample_slip
from tests.kiosk.slips import slips

WIDTHS = st.sampled_from(list(PAPERS.values()))


def texts(laid: Layout) -> list[str]:
    return [block.text for block in laid.blocks if isinstance(block, Text)]


def size_of(laid: Layout, words: str) -> int:
    return next(block.size_px for block in laid.blocks if isinstance(block, Text) and words in block.text)


def test_the_ticket_says_everything_in_order() -> None:
    laid = layout(sample_slip(english=True), PAPERS[80])
    assert texts(laid) == [
        "UBND xã Bình Minh",
        "Trung tâm Phục vụ hành chính công",
        "PHIẾU SỐ THỨ TỰ",
        "Hộ tịch",
        "Đăng ký khai sinh",
        "Số người chờ trước: 12",
        "Dự kiến chờ: 10–25 phút",
        "Quầy 2, 3",
        "Buổi: Sáng · 08:05, thứ Hai, 23/11/2026",
        "Vui lòng giữ phiếu và chờ gọi số. Xin cảm ơn!",
        "Có giá trị trong ngày; không thay giấy hẹn trả kết quả.",
        "Queue ticket · People ahead: 12 · Expected wait: 10–25 min · Counters 2, 3 · Morning · "
        "Please keep this ticket and wait for your number. · Not a receipt.",
    ]


@given(slips(), WIDTHS)
def test_no_text_is_below_the_legible_size_and_lines_have_air(slip: Slip, paper: Paper) -> None:
    for block in layout(slip, paper).blocks:
        if isinstance(block, Text):
            assert block.size_px >= 30
            assert block.line_px >= 1.4 * block.size_px


@given(slips(), WIDTHS)
def test_the_number_is_by_far_the_largest(slip: Slip, paper: Paper) -> None:
    blocks = layout(slip, paper).blocks
    [number] = [block for block in blocks if isinstance(block, Number)]
    assert number.text == slip.number
    assert number.size_px >= 3 * max(block.size_px for block in blocks if isinstance(block, Text))


@given(slips(), WIDTHS)
def test_every_word_of_the_slip_is_on_the_ticket_as_it_was_written(slip: Slip, paper: Paper) -> None:
    said = " ".join(texts(layout(slip, paper))).split()
    given_texts = (slip.field, slip.service, slip.priority, slip.reprint, slip.title, *slip.office,
                   *slip.second, *slip.footer, *(line.text for line in slip.lines))  # fmt: skip
    for text in given_texts:
        for word in unicodedata.normalize("NFC", text).split():
            assert word in said


def test_letters_built_of_marks_are_composed() -> None:
    slip = sample_slip()
    apart = msgspec.structs.replace(slip, field=unicodedata.normalize("NFD", "Chứng thực"))
    assert "Chứng thực" in texts(layout(apart, PAPERS[80]))


def test_a_name_that_comes_with_line_breaks_and_tabs_is_one_line() -> None:
    slip = msgspec.structs.replace(sample_slip(), service="Đăng ký\n\tkhai  sinh")
    assert "Đăng ký khai sinh" in texts(layout(slip, PAPERS[80]))


@pytest.mark.parametrize("width_mm", [80, 58])
def test_a_training_ticket_is_marked_at_both_ends(width_mm: int) -> None:
    said = texts(layout(sample_slip(training=True), PAPERS[width_mm]))
    assert said[0] == said[-1] == "PHIẾU THỬ – KHÔNG CÓ GIÁ TRỊ"
    assert not any("PHIẾU THỬ" in text for text in texts(layout(sample_slip(), PAPERS[width_mm])))


def test_optional_lines_stand_where_their_role_says() -> None:
    lines = (
        Line(Role.TRACK, "Theo dõi lượt: quét mã"),
        Line(Role.OPENS, "Bắt đầu gọi số từ 07:30"),
        Line(Role.BOOKING, "Lịch hẹn 09:00"),
        Line(Role.OFFLINE, "Lấy khi mất kết nối, thứ tự tính theo giờ lấy"),
    )
    slip = msgspec.structs.replace(sample_slip(), lines=lines, priority="Diện ưu tiên", reprint="In lại lúc 08:07")
    laid = layout(slip, PAPERS[80])
    said = texts(laid)
    assert said.index("Diện ưu tiên") < said.index("In lại lúc 08:07") < said.index("Bắt đầu gọi số từ 07:30")
    code = next(index for index, block in enumerate(laid.blocks) if isinstance(block, QrCode))
    assert getattr(laid.blocks[code + 1], "text", "") == "Theo dõi lượt: quét mã"
    assert size_of(laid, "Bắt đầu gọi số") > size_of(laid, "Lấy khi mất kết nối")


def test_seat_and_counters_share_a_line_and_are_bold() -> None:
    lines = (Line(Role.SEAT, "Mời ngồi khu A"), Line(Role.COUNTERS, "Quầy 2, 3"))
    laid = layout(msgspec.structs.replace(sample_slip(), lines=lines), PAPERS[80])
    [where] = [block for block in laid.blocks if isinstance(block, Text) and "khu A" in block.text]
    assert (where.text, where.weight) == ("Mời ngồi khu A · Quầy 2, 3", Weight.BOLD)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number": " "}, "without a number"),
        ({"number": "A-0000000000025"}, "at most 12"),
        ({"footer": ()}, "footer missing"),
        ({"training": True, "training_mark": ""}, "without its mark"),
        ({"qr": "a\x10\x04"}, "control character"),
        ({"qr": "x" * (LONGEST_QR_BYTES + 1)}, "121 bytes"),
        ({"title": "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"}, "appointment slip"),
        ({"office": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",)}, "appointment slip"),
        ({"office": ("Độc lập – Tự do – Hạnh phúc",)}, "appointment slip"),
    ],
)
def test_a_wrong_slip_is_refused_with_the_reason(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(SlipError, match=said):
        Slip(**{"number": "A-025", "field": "Hộ tịch"} | wrong)


def test_an_office_that_receives_and_returns_may_say_so() -> None:
    office = ("Bộ phận Tiếp nhận và Trả kết quả", "UBND huyện Bình An")
    assert "Bộ phận Tiếp nhận và Trả kết quả" in texts(
        layout(msgspec.structs.replace(sample_slip(), office=office), PAPERS[80])
    )


@given(slips())
def test_a_slip_can_be_kept_and_printed_again(slip: Slip) -> None:
    assert msgspec.json.decode(msgspec.json.encode(slip), type=Slip) == slip
