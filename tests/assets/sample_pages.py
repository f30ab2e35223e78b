"""A first page of the kiosk and a board of the hall, built only from the look: its show-piece and its test."""

from typing import Any

from assets.look.theme import Look
from assets.look.touch import TouchLock

FIELDS = (
    ("land", "Đất đai", "sổ đỏ, tách thửa", "7 người · 35–60 phút"),
    ("stamp", "Chứng thực", "sao y, công chứng", "12 người · 20–40 phút"),
    ("family", "Hộ tịch", "khai sinh, kết hôn, khai tử", "4 người · 10–25 phút"),
    ("hands", "Lao động, xã hội", "trợ cấp, người có công", "Chưa có người chờ"),
    ("shop", "Kinh doanh", "mở quán, hộ kinh doanh", "2 người · 5–15 phút"),
    ("building", "Xây dựng", "xin phép xây nhà", "Hôm nay không tiếp nhận"),
    ("result", "Nhận kết quả", "mang giấy hẹn", "1 người · 5 phút"),
    ("book", "Lĩnh vực khác", "giáo dục, nông nghiệp, y tế", "3 người · 10–20 phút"),
)
CALLS = (
    ("C-031", "1", "Chứng thực", "stamp"),
    ("H-012", "2", "Hộ tịch", "family"),
    ("A-025", "3", "Đất đai", "land"),
    ("T-008", "4", "Nhận kết quả", "result"),
    ("L-004", "5", "Lao động, xã hội", "hands"),
)


def kiosk_page(look: Look, lock: TouchLock | None = None) -> Any:
    from kivy.uix.gridlayout import GridLayout

    from assets.look import widgets as w
    from assets.look.cards import FieldCard

    kit = w.Kit(look, lock)
    note = w.Role.NOTE
    office = w.Text(kit, "Trung tâm Phục vụ hành chính công\nxã Bình Minh", note, colour="on_band")
    clock = w.Line(kit, "07:42\nthứ Hai, 23/11", note, colour="gold", align="right")
    head = w.Band(kit, office, clock, hug=True)
    grid = GridLayout(cols=2, spacing=kit.gap)
    for pictogram, name, everyday, state in FIELDS:
        shut = "không tiếp nhận" in state
        grid.add_widget(FieldCard(kit, pictogram=pictogram, name=name, everyday=everyday, state=state, faded=shut))
    title = w.Text(kit, "Ông/Bà cần làm thủ tục gì?", w.Role.TITLE, bold=True)
    middle = w.Column(
        kit, title, grid,
        w.TextButton(kit, "Tôi cần hướng dẫn", kind="action", pictogram="help"),
        padding=look.margin_px, spacing=kit.gap * 1.6,
    )  # fmt: skip
    foot = w.Band(
        kit,
        w.TextButton(kit, "English", kind="band", pictogram="globe", font=note),
        w.TextButton(kit, "Chữ to", kind="band", pictogram="large_text", font=note),
        w.TextButton(kit, "Nghe đọc", kind="band", pictogram="speaker", font=note),
        hug=True, saw="above",
        padding=(look.margin_px, kit.gap * 2, look.margin_px, kit.gap * 1.6),
    )  # fmt: skip
    return w.Ground(kit, head, middle, foot)


def hall_page(look: Look) -> Any:
    from assets.look import widgets as w

    kit = w.Kit(look)
    line = {"size_hint_y": None, "height": look.line_px(w.Role.BODY) + 2 * kit.gap}
    office = w.FitText(kit, "Trung tâm Phục vụ hành chính công xã Bình Minh", colour="on_band")
    clock = w.Line(kit, "08:05", bold=True, colour="gold", size_hint_y=1)
    rows = w.Column(kit, spacing=kit.gap * 0.7, size_hint_x=1.15)
    for number, counter, field, pictogram in CALLS:
        rows.add_widget(_call(kit, number, counter, field, pictogram))
    waiting = "Đang chờ:  Đất đai 7  ·  Chứng thực 12  ·  Hộ tịch 4  ·  Nhận kết quả 1"
    foot = w.FitText(kit, waiting, colour="on_band")
    middle = w.Row(kit, _spot(kit), rows, padding=(look.margin_px, kit.gap * 1.5), spacing=kit.gap * 1.5)
    return w.Ground(kit, w.Band(kit, office, clock, **line), middle, w.Band(kit, foot, saw="above", **line))


def _spot(kit: Any) -> Any:
    from assets.look import widgets as w

    line = {"size_hint_y": None, "height": kit.look.line_px(w.Role.BODY)}
    large: dict[str, Any] = {"bold": True, "align": "center", "colour": "on_accent"}
    far = w.Role.DISPLAY
    tile = w.Tile(kit, "land", round(kit.font_px(w.Role.BODY) * 1.2), "on_accent", "accent")
    call = w.FitText(kit, "Mời số", colour="on_accent")
    field = w.FitText(kit, "Đất đai", colour="on_accent", align="right")
    number = w.FitText(kit, "A-025", w.Role.NUMBER, least=far, size_hint_y=1.25, line_height=1, **large)
    counter = w.FitText(kit, "Quầy 3", far, least=far, line_height=1, **large)
    head = w.Row(kit, call, field, tile, **line)
    return w.Panel(kit, head, number, counter, fill="accent", padding=kit.gap, spacing=0)


def _call(kit: Any, number: str, counter: str, field: str, pictogram: str) -> Any:
    from assets.look import widgets as w
    from assets.look.fields import field_look

    mark = field_look(pictogram)
    tile_px = round(kit.font_px(w.Role.BODY) * 1.1)
    tile = w.Tile(kit, pictogram, tile_px, mark.light, "#0B2422", pos_hint={"center_y": 0.5})
    return w.Panel(
        kit,
        tile,
        w.FitText(kit, number, w.Role.TITLE, bold=True, size_hint_x=1.1),
        w.FitText(kit, field, round(kit.look.body_px * 0.55), colour="ink_soft", size_hint_x=1.3),
        w.FitText(kit, f"Quầy {counter}", w.Role.TITLE, bold=True, align="right", size_hint_x=1.1),
        orientation="horizontal", padding=(kit.gap, 0),
    )  # fmt: skip
