"""The widgets in a real window: texts that are never cut, pictograms, no drawing without a change."""

from typing import Any

import pytest

from assets import AssetsError
from tests.assets.widget_bench import Bench
from tests.kivy_tools import Stage, cut_texts, left_out, target_faults

pytestmark = pytest.mark.edge
LONG = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả " * 6


def test_text_grows_instead_of_being_cut(stage: Stage, bench: Bench) -> None:
    from assets.look import widgets as w

    short, long = w.Text(bench.kit, "Hộ tịch"), w.Text(bench.kit, LONG)
    page = stage.show(w.Ground(bench.kit, w.gap(), short, long, w.TextButton(bench.kit, LONG), w.gap()))
    assert long.height > 4 * short.height
    assert cut_texts(page) == []
    assert target_faults(page, bench.look) == []


def test_a_text_too_long_for_its_box_is_found(stage: Stage, bench: Bench) -> None:
    from assets.look import widgets as w

    low = w.Text(bench.kit, LONG, size_hint_y=None)
    page = stage.show(w.Column(bench.kit, low, size_hint=(None, None), size=(500, 300)))
    assert any("reaches out of Column" in fault for fault in cut_texts(page))


def test_a_word_wider_than_its_box_is_found(stage: Stage, bench: Bench) -> None:
    from assets.look import widgets as w

    page = stage.show(w.Column(bench.kit, w.Text(bench.kit, "Nghiêng" * 9), size_hint=(None, 1), width=300))
    assert any("a word of" in fault for fault in cut_texts(page))


def test_fitted_text_takes_the_largest_font_that_holds_it(stage: Stage, bench: Bench) -> None:
    from assets.look import widgets as w

    def box(text: str) -> Any:
        return w.FitText(bench.kit, text, 120, least=30, size_hint=(None, None), size=(600, 180))

    short, long, never = box("A-025"), box("Lao động, thương binh và xã hội"), box(LONG)
    page = stage.show(w.Column(bench.kit, short, long, never))
    assert short.font_size == 120
    assert 30 < long.font_size < 120
    assert (short.fits, long.fits, never.fits) == (True, True, False)
    assert len(cut_texts(page)) >= 1 and all(repr(LONG) in fault for fault in cut_texts(page))


@pytest.mark.parametrize("valign", ["top", "middle", "bottom"])
def test_all_that_fits_is_drawn_whatever_its_lines(stage: Stage, bench: Bench, valign: str) -> None:
    """Boxes of all widths: no line is dropped, whether lines are broken by hand, filled to like length, or both."""
    from assets.look import widgets as w

    label = w.FitText(bench.kit, "", 50, least=20, align="right", valign=valign, size_hint=(None, None))
    stage.show(w.Column(bench.kit, label))
    for words in ("Chưa có quầy phục vụ", "1 người\nChưa có quầy phục vụ", "1 người đang chờ\n10–55 phút"):
        label.text = words
        for wide in range(120, 420, 5):
            label.size = wide, 125
            stage.frames(1)
            assert left_out(label) == 0 or not label.fits, (words, wide)


def test_letters_that_are_not_drawn_are_found(stage: Stage, bench: Bench) -> None:
    from assets.look import widgets as w

    label = w.Text(bench.kit, "1 người\nChưa có quầy phục vụ", 40)
    stage.show(w.Column(bench.kit, label, size_hint=(None, None), size=(250, 400)))
    assert left_out(label) == 0
    label.valign, label.text_size = "middle", (250, 120)
    stage.frames(1)
    assert left_out(label) > 0
    label.valign, label.text_size = "top", (250, 30)
    stage.frames(1)
    assert left_out(label) > 0


def drawn_lines(stage: Stage, bench: Bench, label: Any, wide_px: int = 420) -> list[str]:
    """A text in a place so wide, line by line as it is drawn."""
    from assets.look import widgets as w

    stage.show(w.Column(bench.kit, label, size_hint=(None, None), size=(wide_px, 300)))
    assert cut_texts(label) == []
    return ["".join(word.text for word in line.words) for line in label._label._cached_lines]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Chưa có người chờ", ["Chưa có", "người chờ"]),
        ("Hộ tịch", ["Hộ tịch"]),
        ("Xã\nChưa có người chờ", ["Xã", "Chưa có", "người chờ"]),
        ("Đã đánh giá. Xin cảm ơn Bà.", ["Đã đánh giá.", "Xin cảm ơn Bà."]),
        ("24 người · 5–60 phút", ["24 người", "5–60 phút"]),
        ("5 phút · A-5 · 24 người", ["5 phút · A-5", "24 người"]),
        ("Quầy số\u00a012 tầng\u00a02", ["Quầy số\u00a012", "tầng\u00a02"]),
    ],
)
def test_lines_end_where_a_reader_would_pause(stage: Stage, bench: Bench, text: str, lines: list[str]) -> None:
    from assets.look import widgets as w

    for made in (w.Text, w.FitText):
        label = made(bench.kit, text, 50)
        assert drawn_lines(stage, bench, label) == lines
        assert label.text == text, "who reads it aloud reads what was written"


@pytest.mark.parametrize(("wide_px", "count"), [(900, 1), (500, 1), (300, 2)])
def test_rather_a_little_smaller_than_broken(stage: Stage, bench: Bench, wide_px: int, count: int) -> None:
    from assets.look import widgets as w

    label = w.FitText(bench.kit, "Trung tâm Phục vụ", 60, least=20, unbroken=40)
    assert len(drawn_lines(stage, bench, label, wide_px)) == count
    assert label.font_size == (60 if wide_px != 500 else pytest.approx(50, abs=10))
    assert (label.font_size < 60) == (wide_px == 500)


def test_small_and_crowded_targets_are_found(stage: Stage, bench: Bench) -> None:
    from assets.look import widgets as w

    small = w.TextButton(bench.kit, "nhỏ", height=50)
    big = w.TextButton(bench.kit, "vừa")
    page = stage.show(w.Column(bench.kit, w.gap(), small, big, spacing=2))
    faults = target_faults(page, bench.look)
    assert len(faults) == 2
    assert "'nhỏ' is" in faults[0] and "2 px apart" in faults[1]


def test_nothing_is_drawn_when_nothing_changes(stage: Stage, bench: Bench) -> None:
    from assets.look import widgets as w

    label = w.Text(bench.kit, "Đang chờ: 12 người")
    stage.show(w.Column(bench.kit, label))
    drawn: list[object] = []
    stage.window.bind(on_flip=lambda *_: drawn.append(1))
    for _ in range(10):
        label.text = "Đang chờ: 12 người"
        stage.frames(1)
    quiet = len(drawn)
    label.text = "Đang chờ: 11 người"
    stage.frames(3)
    assert (quiet, len(drawn) > 0) == (0, True)


def test_pages_show_one_at_a_time(stage: Stage, bench: Bench) -> None:
    from assets.look import widgets as w

    pages = stage.show(w.Pages())
    one, two = w.Text(bench.kit, "một"), w.Text(bench.kit, "hai")
    for page in (one, two, two):
        pages.show(page)
        assert pages.shown is page and len(pages.children) == 1


def test_showing_the_same_page_again_draws_nothing(stage: Stage, bench: Bench) -> None:
    from assets.look import widgets as w

    pages, page = stage.show(w.Pages()), w.Text(bench.kit, "một")
    pages.show(page)
    stage.frames(6)
    drawn: list[object] = []
    stage.window.bind(on_flip=lambda *_: drawn.append(1))
    pages.show(page)
    stage.frames(6)
    assert drawn == []


def test_a_pictogram_is_drawn_in_its_colour_and_can_change(stage: Stage, bench: Bench) -> None:
    from assets.look import widgets as w

    diamond = w.Pictogram(bench.kit, "diamond", 96, "#8C1C1F")
    stage.show(w.Column(bench.kit, diamond))
    assert stage.pixel(*diamond.center) == (0x8C, 0x1C, 0x1F)
    diamond.dye("#0A5A4F")
    stage.frames(1)
    assert stage.pixel(*diamond.center) == (0x0A, 0x5A, 0x4F)


def test_a_pictogram_has_soft_edges(stage: Stage, bench: Bench) -> None:
    """Without multisampling a slanted line would be two colours only."""
    from assets.look import widgets as w

    page = w.Ground(bench.kit, w.Pictogram(bench.kit, "diamond", 96, "#000000"), fill="#FFFFFF")
    stage.show(page)
    sign = page.children[0]
    shades = {stage.pixel(sign.x + step, sign.y + 30) for step in range(96)}
    assert len(shades) > 2


def test_pictogram_and_words_of_a_button_stand_in_its_middle_together(stage: Stage, bench: Bench) -> None:
    from assets.look import widgets as w

    button = w.TextButton(bench.kit, "Lấy số", pictogram="ticket")
    stage.show(w.Column(bench.kit, w.gap(), button))
    _label, sign, _before = button.children
    left = sign.x - button.x
    right = button.right - (button.label.x + button.label.line_px())
    assert left == pytest.approx(right, abs=2)


def test_a_button_may_be_a_pictogram_alone(stage: Stage, bench: Bench) -> None:
    from assets.look import widgets as w

    button = w.TextButton(bench.kit, "", pictogram="plus")
    stage.show(w.Column(bench.kit, w.gap(), button))
    assert button.children[1].center_x == pytest.approx(button.center_x, abs=2)


def test_a_hundred_pictograms_cost_little_memory(stage: Stage, bench: Bench) -> None:
    """A drawing surface for each would cost half a megabyte apiece."""
    import psutil

    from assets.look.pictograms import pictogram_texture

    names = ("land", "stamp", "family", "hands", "shop", "building", "book", "id_card", "result", "help")
    process = psutil.Process()
    pictogram_texture("land", 40)
    before = process.memory_info().rss
    for name in names:
        pictogram_texture.__wrapped__(name, 40)
    once = process.memory_info().rss
    kept = [pictogram_texture.__wrapped__(name, 40) for name in names * 10]
    assert len(kept) == 100
    assert process.memory_info().rss - once < 12_000_000
    assert once - before < 12_000_000


def test_an_unknown_pictogram_names_those_there_are(stage: Stage, bench: Bench) -> None:
    from assets.look import widgets as w

    with pytest.raises(AssetsError, match=r"no pictogram 'fish'; there is: .*stamp"):
        w.Pictogram(bench.kit, "fish", 64)
