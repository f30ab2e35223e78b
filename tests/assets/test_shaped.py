"""Khmer on the screen: the drawer follows the script, lines end with words, nothing is cut, the picture is shaped."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from assets import find, translation
from assets.look.theme import Screen, hand_look
from tests.kivy_tools import Stage

pytestmark = pytest.mark.edge

SIZE_PX = 60
#: A subscript of two storeys, vowels around their consonant, and Vietnamese beside it.
SENTENCE = "ស្ត្រី\u200bខ្មែរ\u200bទៅ\u200bផ្លូវ Lê Lợi 3"


@pytest.fixture
def kit(kivy_window: Any) -> Any:
    from assets.look.kit import Kit

    return Kit(hand_look(Screen(1080, 1920, 21.5)))


def face(size_px: int = SIZE_PX) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(find("fonts/NotoSansKhmer-Regular.ttf")), size_px)


def ink(texture: Any) -> Image.Image:
    """What is drawn, from above, as grey."""
    picture = Image.frombytes("RGBA", texture.size, texture.pixels).getchannel("A")
    return picture.crop(picture.getbbox())


def shaped(text: str) -> Image.Image:
    picture = Image.new("L", (1600, 400))
    ImageDraw.Draw(picture).text((20, 150), text, font=face(), fill=255, anchor="ls")
    return picture.crop(picture.getbbox())


def test_the_picture_is_the_shaped_one(kit: Any) -> None:
    from assets.look import widgets as w

    line = w.Line(kit, SENTENCE, SIZE_PX)
    line.texture_update()
    drawn, wanted = ink(line.texture), shaped(SENTENCE)
    assert drawn.size == wanted.size
    assert ImageChops.difference(drawn, wanted).getextrema()[1] < 8


def test_a_piece_is_measured_once_and_by_its_own_font_and_size(kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from kivy.core.text import Label

    from assets.look import shaped as room

    monkeypatch.setattr(room, "_measured", room.Measured(half=3))
    plain = [(name, px, text) for name in (kit.regular, kit.bold) for px in (20, 31) for text in ("Mời số", "Quầy")]
    for name, px, text in plain * 2:
        drawer = room.core_label(text, font_name=name, font_size=px)
        drawer.resolve_font_name()
        assert drawer.get_extents(text) == Label(font_name=name, font_size=px).get_extents(text)
        assert drawer.get_extents(text) is drawer.get_extents(text)


def test_what_is_asked_for_again_and_again_is_measured_once_and_what_is_not_is_forgotten(kit: Any) -> None:
    from assets.look.shaped import Measured

    measured: list[str] = []

    def measure(text: str) -> tuple[int, int]:
        measured.append(text)
        return len(text), 1

    memory = Measured(half=3)
    for text in "abcdefghij":
        for each in ("often", text):
            assert memory.of((kit.regular, 20.0, each), measure) == (len(each), 1)
    assert measured == ["often", *"abcdefghij"]
    memory.of((kit.regular, 20.0, "a"), measure)
    assert measured.count("a") == 2


def test_letter_beside_letter_would_be_another_picture(kit: Any) -> None:
    from kivy.core.text import Label

    plain = Label(text="ស្ត្រី", font_name=str(find("fonts/NotoSansKhmer-Regular.ttf")), font_size=SIZE_PX)
    plain.refresh()
    assert abs(ink(plain.texture).width - shaped("ស្ត្រី").width) > SIZE_PX / 2


def test_the_drawer_follows_the_script(kit: Any) -> None:
    from assets.look import widgets as w

    line = w.Line(kit, "Lấy số", SIZE_PX, colour="#FF0000")
    line.texture_update()
    vietnamese = line.texture_size
    line.text = translation("km").text("confirm.print")
    line.texture_update()
    assert ink(line.texture).size == shaped(line.text).size
    assert line.texture.pixels[-4:-1] == b"\xff\x00\x00"
    line.text = "Lấy số"
    line.texture_update()
    assert line.texture_size == vietnamese


def test_lines_end_where_words_do_and_are_of_like_length(kit: Any) -> None:
    from assets.look import widgets as w

    said = translation("km").text("print.sit")
    words = w.Text(kit, said, SIZE_PX, width=800)
    lines = [each.words[0].text for each in words._label._cached_lines if each.words]
    assert len(lines) > 1
    blanks = str.maketrans("", "", " \u200b")
    assert "".join(lines).translate(blanks) == said.translate(blanks)
    parts = {part for piece in said.split("\u200b") for part in piece.split()}
    assert {lines[0].split("\u200b")[-1].split()[-1], lines[-1].split("\u200b")[0].split()[0]} <= parts
    widths = [face().getlength(each) for each in lines]
    assert max(widths) <= 800
    assert min(widths) > 0.4 * max(widths)
    assert words.height == len(lines) * sum(face().getmetrics())


def test_a_word_that_is_too_wide_is_told(kit: Any) -> None:
    from assets.look import widgets as w

    long = w.Text(kit, "អត្តសញ្ញាណប័ណ្ណ" * 3, SIZE_PX, width=400)
    assert not long.fits
    assert w.Text(kit, "\u200b".join(["អត្តសញ្ញាណ"] * 3), SIZE_PX, width=400).fits


@pytest.mark.parametrize("size", [(300, 90), (500, 60), (180, 200)])
def test_text_that_fits_a_box_lies_within_it(stage: Stage, kit: Any, size: tuple[int, int]) -> None:
    from assets.look import widgets as w

    words = w.FitText(kit, translation("km").text("appt.button"), 80, least=12, size_hint=(None, None), size=size)
    stage.show(words)
    assert words.fits
    assert words.texture_size[1] <= size[1]
    assert ink(words.texture).width <= size[0]


@pytest.mark.parametrize("sign", ["\n", "\r", "\u2029", "\x85", "\t", "\x00"])
def test_no_sign_in_an_offices_text_stops_the_page(kit: Any, sign: str) -> None:
    from assets.look import widgets as w

    words = w.Text(kit, f"បញ្ជរ{sign}3{sign}", SIZE_PX, width=700)
    words.texture_update()
    assert words.texture_size[1] >= sum(face().getmetrics())
    assert words.longest_word_px() > 0
