"""Pages of procedures for the gallery: a short one, a long one that was checked long ago, and what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from broker.contract.procedures import PaperNeeded, Procedure, ProcedureList, Way
from kiosk.procedures.library import Library
from kiosk.session import procedure_views as p
from kiosk.session.messages import Moment
from kiosk.session.views import Page

if TYPE_CHECKING:
    from kiosk.gallery_samples import Here, Sample

NAV = ("back", "home", "lang")
PAPER = {"form": "Mẫu theo quy định", "copies": "1 bản chính"}
BIRTH = Procedure(
    code="1.001193", name="Đăng ký khai sinh", field="Hộ tịch", own_limit="2 giờ",
    ways=(
        Way(form="Trực tiếp", limit="Ngay trong ngày", fee="Miễn lệ phí nếu đúng hạn", note="Nộp tại quầy"),
        Way(form="Trực tuyến", limit="Ngay trong ngày", fee="Miễn lệ phí nếu đúng hạn", note="Cần tài khoản VNeID"),
    ),
    papers=(
        PaperNeeded(name="Tờ khai đăng ký khai sinh", **PAPER),
        PaperNeeded(name="Giấy chứng sinh", copies="1 bản chính"),
        PaperNeeded(name="Giấy chứng nhận kết hôn của cha, mẹ (nếu có)", copies="Xuất trình"),
        PaperNeeded(name="Thẻ Căn cước hoặc hộ chiếu", copies="Xuất trình"),
    ),
    steps=(
        "Người yêu cầu chuẩn bị hồ sơ và lấy số thứ tự tại Trung tâm.",
        "Cán bộ tại quầy kiểm tra giấy tờ; nếu thiếu thì hướng dẫn bổ sung một lần, đầy đủ.",
        "Hồ sơ đủ thì nhận Giấy tiếp nhận hồ sơ và hẹn trả kết quả.",
    ),
    who="Cá nhân", agency="UBND xã Bình Minh", result="Giấy khai sinh (bản chính)",
    legal=("Luật Hộ tịch 2014", "Nghị định 123/2015/NĐ-CP"), conditions="Không có",
    online="https://dichvucong.example.vn/thu-tuc/1.001193", decision="DỮ LIỆU MẪU", effective="2026-07-01",
    checked="2026-11-01", words=("giấy khai sinh", "làm khai sinh cho con"),
)  # fmt: skip
LONG = Procedure(
    code="9.900105", field="Hộ tịch",
    name="Liên thông đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ dưới 6 tuổi",
    ways=(Way(form="Trực tiếp", limit="Không quá 4 ngày làm việc; cần xác minh thì không quá 8 ngày làm việc",
              fee="Miễn lệ phí"),),
    papers=tuple(PaperNeeded(name=f"Giấy tờ thứ {n} theo hướng dẫn của cơ quan đăng ký hộ tịch", **PAPER)
                 for n in range(1, 15)),
    steps=BIRTH.steps * 3, legal=BIRTH.legal * 4, checked="2026-01-15",
)  # fmt: skip
WORDY = Procedure(
    code="9.900199", field="Thành lập và hoạt động của hộ kinh doanh, hợp tác xã và liên hiệp hợp tác xã",
    name="Đăng ký biến động đối với trường hợp đổi tên, giảm diện tích thửa đất do sạt lở tự nhiên, " * 3,
    own_limit="Không quá 10 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ, trừ trường hợp phải xác minh thực địa",
    ways=(Way(form="Trực tiếp", limit="Không quá 15 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ; " * 4,
              fee="Theo Nghị quyết của Hội đồng nhân dân tỉnh về mức thu phí, lệ phí; " * 3),),
    papers=(PaperNeeded(name="Văn bản thỏa thuận của các thành viên có chung quyền sử dụng đất; " * 9, **PAPER),),
    steps=("Người sử dụng đất nộp 01 bộ hồ sơ tại bộ phận tiếp nhận; cơ quan tiếp nhận kiểm tra tính đầy đủ. " * 9,),
)  # fmt: skip
OTHERS = tuple(
    Procedure(code=f"9.9002{n:02}", name=name, field=field)
    for n, (name, field) in enumerate((
        ("Đăng ký khai tử", "Hộ tịch"), ("Đăng ký lại khai sinh", "Hộ tịch"), ("Đăng ký kết hôn", "Hộ tịch"),
        ("Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh", "Hộ tịch"),
        ("Thay đổi, cải chính, bổ sung thông tin hộ tịch", "Hộ tịch"),
        ("Chứng thực bản sao từ bản chính", "Chứng thực"), ("Tách thửa hoặc hợp thửa đất", "Đất đai"),
        ("Đăng ký thành lập hộ kinh doanh", "Thành lập và hoạt động của hộ kinh doanh"),
        ("Cấp giấy phép xây dựng nhà ở riêng lẻ", "Hoạt động xây dựng"), ("Đăng ký tạm trú", "Đăng ký, quản lý cư trú"),
        ("Công nhận hộ nghèo, hộ cận nghèo", "Bảo trợ xã hội"), ("Thông báo tổ chức lễ hội", "Văn hóa"),
    ))
)  # fmt: skip
LIBRARY = Library.of(ProcedureList(procedures=(BIRTH, LONG, *OTHERS, WORDY)))


def samples(here: Here, at: Moment) -> dict[str, Sample]:
    """By a name for a picture."""
    offers = here.offers
    service = offers.office.services[0].id
    long, birth, wordy = (msgspec.structs.replace(each, service=service) for each in (LONG, BIRTH, WORDY))
    found, of_field = LIBRARY.find("khai si"), LIBRARY.of_field(0)
    return {
        "procedures": (Page.PROCEDURES, p.Fields(fields=tuple(p.fields(LIBRARY))), NAV),
        "procedures-find": (Page.FIND_PROCEDURE, p.Typing(typed="", digits=False, items=()), NAV),
        "procedures-found": (Page.FIND_PROCEDURE, p.Typing(typed="khai si", digits=False, items=p.items(found)), NAV),
        "procedures-none": (Page.FIND_PROCEDURE, p.Typing(typed="xyz", digits=False, items=()), NAV),
        "procedures-code": (Page.FIND_PROCEDURE, p.Typing(typed="1.00", digits=True, items=p.items((BIRTH,))), NAV),
        "procedures-field": (Page.FIELD_PROCEDURES, p.Procedures(title="Hộ tịch", items=p.items(of_field)), NAV),
        "procedure": (Page.PROCEDURE, p.shown(birth, LIBRARY, offers, at), NAV),
        "procedure-wordy": (Page.PROCEDURE, p.shown(wordy, LIBRARY, offers, at), NAV),
        "procedure-long": (Page.PROCEDURE, p.shown(long, LIBRARY, offers, at, "printed"), NAV),
    }
