"""Pictures of what a lobby shows while nobody is called: a notice, and the procedures that the office publishes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import msgspec

from assets.files import find
from assets.look.notices import prepared
from broker.contract.procedures import Procedure, ProcedureList, Way
from broker.hall.published import turns
from broker.hall.scene import Scene
from display.gallery_table import Shot
from display.lobby import layout
from display.lobby.gallery import LANGUAGES, SAMPLES, SIZES, UPRIGHT, WIDE, hall, page, scene, tongue
from display.lobby.published import published_places
from display.lobby.reading import Hall

if TYPE_CHECKING:
    from kivy.uix.widget import Widget

TODAY = dt.date(2026, 11, 23)
_SHEET = (
    ("NIÊM YẾT CÔNG KHAI", 84, True),
    ("Đăng ký khai sinh", 72, True),
    ("Giấy tờ: tờ khai; giấy chứng sinh", 56, False),
    ("Thời hạn: ngay trong ngày", 56, False),
    ("Lệ phí: không", 56, False),
    ("Nơi nhận: quầy 2, quầy 3", 56, False),
    ("Phản ánh, kiến nghị:", 56, True),
    ("đến bàn hướng dẫn", 56, False),
)


def _procedure(n: int, name: str, law: str, fee: str, own: str = "", checked: str = "2026-11-01") -> Procedure:
    ways = (Way(form="Trực tiếp", limit=law, fee=fee),) if law or fee else ()
    return Procedure(code=f"9.9003{n:02}", name=name, field="Hộ tịch", ways=ways, own_limit=own, checked=checked)


_CIVIL = (
    _procedure(1, "Đăng ký khai sinh", "Ngay trong ngày", "Miễn lệ phí", "2 giờ"),
    _procedure(2, "Đăng ký kết hôn", "Ngay trong ngày", "Miễn lệ phí"),
    _procedure(3, "Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh", "Ngay trong ngày", "8.000 đồng/bản"),
    _procedure(4, "Thay đổi, cải chính, bổ sung thông tin hộ tịch", "03 ngày làm việc", "15.000 đồng", "2 ngày"),
    _procedure(5, "Đăng ký khai tử", "Ngay trong ngày", "Miễn lệ phí nếu đúng hạn"),
    _procedure(6, "Đăng ký lại khai sinh", "05 ngày làm việc", "8.000 đồng", "04 ngày làm việc"),
    _procedure(7, "Cấp Giấy xác nhận tình trạng hôn nhân", "03 ngày làm việc", "15.000 đồng"),
    _procedure(8, "Đăng ký giám hộ", "03 ngày làm việc", "Miễn lệ phí"),
)
_LONG = tuple(
    _procedure(
        20 + n, name,
        "Không quá 15 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ; cần xác minh thì không quá 30 ngày làm việc",
        "Theo Nghị quyết của Hội đồng nhân dân tỉnh về mức thu phí, lệ phí (miễn với hộ nghèo)",
        "Không quá 10 ngày làm việc, trừ trường hợp phải xác minh thực địa", checked,
    )
    for n, (name, checked) in enumerate((
        ("Liên thông đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ dưới 6 tuổi", "2026-01-15"),
        ("Đăng ký biến động đối với trường hợp đổi tên, giảm diện tích thửa đất do sạt lở tự nhiên", "2026-11-01"),
        ("Cấp lại Giấy chứng nhận đã cấp lần đầu không đúng quy định của pháp luật do người sử dụng đất, chủ sở hữu "
         "tài sản gắn liền với đất phát hiện và cấp lại Giấy chứng nhận sau khi thu hồi (áp dụng từ 01/7/2025)",
         "2026-11-01"),
    ))
)  # fmt: skip
_BARE = (_procedure(40, "Thông báo tổ chức lễ hội", "", "", checked=""),)
_WORDY = "Thành lập và hoạt động của hộ kinh doanh, hợp tác xã và liên hiệp hợp tác xã"


def _listed(procedures: tuple[Procedure, ...], field: str) -> ProcedureList:
    return ProcedureList(procedures=tuple(msgspec.structs.replace(each, field=field) for each in procedures))


#: By a name for a picture: what is published, and which of its pages is shown.
PUBLISHED = {
    "procedures": (_listed(_CIVIL, "Hộ tịch"), 0, "procedures of the office while nobody is called"),
    "procedures-long": (_listed(_LONG, _WORDY), 0, "long names, checked long ago"),
    "procedures-bare": (_listed(_BARE, "Văn hóa"), 0, "a procedure of which little is published"),
}


def published(name: str, size: tuple[int, int], lang: str = "vi", at: Hall | None = None) -> Scene:
    """A page of procedures over a calm board."""
    listed, number, _ = PUBLISHED[name]
    at = at or hall(size)
    rows = published_places(*size, at.list_px).size
    pages = [each for turn in turns(listed, tongue(lang), TODAY, rows) for each in turn]
    return replace(scene(SAMPLES["calm"], size, lang, at), published=pages[number])


def shots() -> Iterator[Shot]:
    """A notice and a page of procedures on a wide and an upright screen; the page on every other one."""
    for lang in LANGUAGES[:2]:
        for size in (WIDE, UPRIGHT):
            yield _notice_shot(size, lang)
            yield from (_published_shot(name, size, lang) for name in PUBLISHED)
    for size in SIZES[2:]:
        yield _published_shot("procedures", size, "vi+en")


def _published_shot(name: str, size: tuple[int, int], lang: str) -> Shot:
    called, caption = f"lobby-{name}-{size[0]}x{size[1]}-{lang}", f"{PUBLISHED[name][2]}; {lang}"
    return Shot(called, "Lobby board", caption, size, lambda: page(published(name, size, lang), hall(size)))


def _notice_shot(size: tuple[int, int], lang: str) -> Shot:
    at, called = hall(size), f"lobby-notice-{size[0]}x{size[1]}-{lang}"

    def draw() -> Widget:
        with TemporaryDirectory() as folder:
            return page(scene(SAMPLES["calm"], size, lang), at, poster=str(_notice(Path(folder), at)))

    return Shot(called, "Lobby board", f"a notice of the office while nobody is called; {lang}", size, draw)


def _notice(folder: Path, at: Hall) -> Path:
    """A sheet such as offices put up, made ready for the screen."""
    from PIL import Image, ImageDraw, ImageFont

    sheet = Image.new("RGB", (1_240, 1_754), "#FFFDF8")
    pen = ImageDraw.Draw(sheet)
    for (line, px, bold), y in zip(_SHEET, (150, 290, 520, 640, 760, 880, 1_080, 1_200), strict=True):
        font = ImageFont.truetype(find(f"fonts/NotoSans-{'Bold' if bold else 'Regular'}.ttf"), px)
        pen.text((110, y), line, "#8C1C1F" if bold else "#14302D", font)
    sheet.save(folder / "sheet.png")
    size = layout.notice_size(at.screen.width_px, at.screen.height_px)
    prepared(folder / "sheet.png", *size).write(folder / "sheet.ppm")
    return folder / "sheet.ppm"
