"""Notices beside a first page at rest: it stays usable, on every screen, and wakes whole; nothing burns in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from assets.look.notices import prepared
from assets.look.theme import hand_look
from kiosk.gallery import SCREENS, paint
from tests.kiosk.pages import every_page
from tests.kiosk.test_every_screen import bare, sticking_out
from tests.kivy_tools import Box, Stage, contrast_faults, cut_texts, target_faults

pytestmark = pytest.mark.edge


def sheet(folder: Path, size: str) -> str:
    """A notice of the office, made ready for a screen."""
    from PIL import Image, ImageDraw

    from kiosk.screens.notices import notice_size

    picture = Image.new("RGB", (1_240, 1_754), "#FFFDF8")
    ImageDraw.Draw(picture).rectangle((100, 100, 1_140, 400), fill="#8C1C1F")
    picture.save(folder / "sheet.png")
    path = folder / f"{size}.ppm"
    prepared(folder / "sheet.png", *notice_size(hand_look(SCREENS[size]))).write(path)
    return str(path)


@pytest.mark.parametrize("size", SCREENS)
def test_the_first_page_stays_usable_beside_a_notice(stage: Stage, tmp_path: Path, size: str) -> None:
    whole = bare(stage, SCREENS[size])
    view = msgspec.structs.replace(every_page("vi")["home"], dimmed=True)
    paint(whole, view, frozenset())
    whole.poster(sheet(tmp_path, size))
    stage.frames(3)
    poster = whole._dress.middle.poster
    assert poster.parent is not None
    assert not Box.of(poster).distance(Box.of(whole.page))
    assert min(poster._drawing.size) > 0.5 * min(poster.size)
    found = [*cut_texts(whole), *target_faults(whole, whole.look), *contrast_faults(whole), *sticking_out(whole.page)]
    assert found == []
    fields = [each for each in whole.page.walk() if str(getattr(each, "action", "")).startswith("field:")]
    assert len(fields) >= 2
    stage.shot(tmp_path.parent / f"notice-{size}.png")


def test_a_finger_wakes_the_page_and_it_has_the_whole_room_again(stage: Stage, tmp_path: Path) -> None:
    touches: list[str] = []
    whole = bare(stage, SCREENS["22-portrait"])
    whole._touched = touches.append
    rests = msgspec.structs.replace(every_page("vi")["home"], dimmed=True)
    paint(whole, rests, frozenset())
    before = whole.page.size[:]
    whole.poster(sheet(tmp_path, "22-portrait"))
    stage.frames(3)
    assert whole.page.height < 0.7 * before[1]
    stage.tap(whole._dress.middle.poster)
    assert touches == ["awake"]
    paint(whole, msgspec.structs.replace(rests, dimmed=False), frozenset())
    stage.frames(3)
    assert whole._dress.middle.poster.parent is None
    assert whole.page.size == before


def test_a_notice_that_has_gone_leaves_the_page_alone(stage: Stage, tmp_path: Path) -> None:
    whole = bare(stage, SCREENS["22-portrait"])
    paint(whole, msgspec.structs.replace(every_page("vi")["home"], dimmed=True), frozenset())
    size = whole.page.size[:]
    whole.poster(str(tmp_path / "gone.ppm"))
    stage.frames(2)
    assert (whole.page.size, whole._dress.middle.poster.parent) == (size, None)


def test_another_notice_is_another_picture_on_the_same_page(stage: Stage, tmp_path: Path) -> None:
    whole = bare(stage, SCREENS["22-portrait"])
    paint(whole, msgspec.structs.replace(every_page("vi")["home"], dimmed=True), frozenset())
    first = sheet(tmp_path, "22-portrait")
    second = tmp_path / "second.ppm"
    second.write_bytes(Path(first).read_bytes())
    whole.poster(first)
    page, texture = whole.page, whole._dress.middle.poster._drawing.texture
    whole.poster(str(second))
    assert whole.page is page, "nothing is laid out anew"
    assert whole._dress.middle.poster._drawing.texture is not texture


def test_everything_wanders_by_a_few_pixels(stage: Stage) -> None:
    whole = bare(stage, SCREENS["22-portrait"])
    paint(whole, every_page("vi")["home"], frozenset())
    stage.frames(2)
    home: Any = whole.carrying("field:land")
    x, y = home.pos
    whole.shift(3, -2)
    stage.frames(2)
    assert tuple(home.pos) == (x + 3, y - 2)
    paint(whole, msgspec.structs.replace(every_page("vi")["home"], dimmed=True), frozenset())
    stage.frames(2)
    assert tuple(whole.carrying("field:land").pos) == (x + 3, y - 2), "a page in another light stands where it stood"


@pytest.mark.parametrize("dimmed", [False, True])
def test_however_it_wanders_no_edge_is_bare(stage: Stage, dimmed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = SCREENS["22-portrait"]
    whole = bare(stage, screen)
    paint(whole, msgspec.structs.replace(every_page("vi")["home"], dimmed=dimmed), frozenset())
    from kiosk.app import SHIFT_MM

    monkeypatch.setattr(stage.window, "clearcolor", (1, 0, 1, 1))
    most_px = whole._dress.kit.look.screen.px(SHIFT_MM)
    right, top = screen.width_px - 1, screen.height_px - 1
    edges = [(x, y) for x in (0, right) for y in (0, 1, top // 2, top - 1, top)] + [(right // 2, 0), (right // 2, top)]
    for across, upward in ((0, 0), (most_px, most_px), (-most_px, -most_px)):
        whole.shift(across, upward)
        stage.frames(2)
        assert [each for each in edges if stage.pixel(*each) == (255, 0, 255)] == [], (across, upward)


class Turns:
    """Notices whose turn is asked for: what was asked, and what is shown."""

    def __init__(self, name: str) -> None:
        self.name, self.asked = name, list[int]()

    def at(self, calm_ms: int, _real_ms: int) -> str:
        self.asked.append(calm_ms)
        return self.name if calm_ms >= 5_000 else ""


def test_the_window_shows_them_while_it_rests_and_only_then(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk import app as program

    stage.clear()
    stage.window.size = 1080, 1920
    now_s = 1_000.0
    monkeypatch.setattr(program.time, "monotonic", lambda: now_s)
    turns = Turns(sheet(tmp_path, "22-portrait"))
    app = program.KioskApp(21.5, lambda _action: None, lambda: None, posters=lambda _look: turns)  # type: ignore[arg-type,return-value]
    stage.window.add_widget(app.whole)
    awake = every_page("vi")["home"]

    def then(view: Any, seconds: float) -> Any:
        nonlocal now_s
        now_s += seconds
        app.view = view
        app.whole.show(view)
        app._rest(0)
        return app.whole._dress.middle.poster.parent

    rests = msgspec.structs.replace(awake, dimmed=True)
    assert then(awake, 60) is None
    assert turns.asked == []
    assert then(rests, 1) is None
    assert then(rests, 5) is not None
    assert turns.asked == [1_000, 6_000]
    places = {(app.whole._dress.x, app.whole._dress.y) for _ in range(8) if then(rests, 61)}
    assert len(places) > 3
    assert max(abs(each) for place in places for each in place) <= app.whole.look.screen.px(program.SHIFT_MM)
    assert then(awake, 1) is None
