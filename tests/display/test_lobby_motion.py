"""What moves on the board: the ticker by its strip alone, notices that come and go, the picture that wanders."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from assets.look.notices import prepared
from display import samples
from display.lobby.gallery import SAMPLES, Sample, hall, page, scene
from display.windows.picture import save_window
from display.windows.rect import Rect
from tests.kivy_tools import Stage, kivy_window, stage

__all__ = ["kivy_window", "stage"]
pytestmark = pytest.mark.edge
SIZE = (1280, 720)
AT = hall(SIZE)


def board_on(stage: Stage, name: str = "five-counters") -> Any:
    gc.collect()  # what earlier pages leave is drawn away now, not in the middle of a test
    made = page(scene(SAMPLES[name], SIZE), AT)
    stage.window.clearcolor = made.kit.colour("ground")
    stage.show(made, *SIZE)
    return made


def drawn(stage: Stage, path: Path) -> Image.Image:
    """The window as it is drawn now."""
    save_window(path, *SIZE)
    return Image.open(path).convert("RGB")


@pytest.fixture
def strip(stage: Stage) -> Iterator[Any]:
    from display.lobby.parts.strip import Strip

    made = Strip()
    yield made
    made.close()


def run(stage: Stage, strip: Any, board: Any, steps: int) -> None:
    """So many steps of the ticker, a twenty-fifth of a second each, by a clock of its own."""
    ticker = board.ticker
    strip._on_whole = ticker.settle
    for n in range(steps):
        ticker.move(100 + n / 25)
        strip.step(Rect(*ticker.pos, *ticker.size), ticker.ground, lambda: ticker.paint((0, 0)))
        stage.frames(1)


def test_the_ticker_draws_nothing_but_its_strip(stage: Stage, strip: Any, tmp_path: Path) -> None:
    board = board_on(stage)
    run(stage, strip, board, 5)
    whole = strip.whole
    before = drawn(stage, tmp_path / "before.png")
    run(stage, strip, board, 60)
    after = drawn(stage, tmp_path / "after.png")
    assert (strip.whole - whole, strip.parts >= 60) == (0, True)
    foot = round(board.ticker.height)
    above = (0, 0, SIZE[0], SIZE[1] - foot)
    assert before.crop(above).tobytes() == after.crop(above).tobytes()
    below = (0, SIZE[1] - foot, *SIZE)
    assert before.crop(below).tobytes() != after.crop(below).tobytes()


def test_a_page_drawn_by_strips_is_the_page_drawn_whole(stage: Stage, strip: Any, tmp_path: Path) -> None:
    board = board_on(stage)
    run(stage, strip, board, 80)
    by_strips = drawn(stage, tmp_path / "strips.png")
    stage.window.canvas.ask_update()
    stage.frames(1)
    below_the_mark = (0, 1, *SIZE)
    whole = drawn(stage, tmp_path / "whole.png")
    assert by_strips.crop(below_the_mark).tobytes() == whole.crop(below_the_mark).tobytes()


def test_a_call_while_the_ticker_runs_is_drawn_whole(stage: Stage, strip: Any) -> None:
    board = board_on(stage, "calm")
    run(stage, strip, board, 5)
    whole = strip.whole
    board.show(scene(Sample(samples.board(samples.call("A-025", 3), total=7), ""), SIZE))
    run(stage, strip, board, 5)
    assert strip.whole > whole


def test_a_buffer_that_does_not_hold_the_page_is_drawn_whole(stage: Stage, strip: Any) -> None:
    """Whatever the window gives us after a flip: here, nothing of what was drawn."""
    from kivy.graphics.opengl import GL_COLOR_BUFFER_BIT, glClear

    board = board_on(stage)
    run(stage, strip, board, 5)
    whole, parts = strip.whole, strip.parts
    for n in range(6):
        glClear(GL_COLOR_BUFFER_BIT)
        board.ticker.move(200 + n)
        strip.step(Rect(*board.ticker.pos, *board.ticker.size), board.ticker.ground, lambda: board.ticker.paint((0, 0)))
        stage.frames(1)
    assert (strip.whole - whole, strip.parts - parts) == (6, 0)


def test_long_lines_run_through_from_edge_to_edge_and_begin_anew(stage: Stage) -> None:
    board = board_on(stage)
    ticker = board.ticker
    ticker.tell(tuple(f"Dòng thứ {n} của cơ quan, dài hơn một chút." for n in range(40)), Rect(0, 0, 1280, 38), 26)
    ticker.move(0.0)
    assert ticker._x == 1280, "from the right edge"
    took_s = (ticker._wide + 1280) / (3.0 * 26)
    ticker.move(took_s * 0.999)
    assert ticker._x < -ticker._wide + 40, "out at the left edge"
    ticker.move(took_s * 1.001)
    assert ticker._x > 1240
    assert ticker._wide > 10_000


def test_lines_that_are_the_same_run_on(stage: Stage) -> None:
    ticker = board_on(stage).ticker
    ticker.move(0.0)
    ticker.move(5.0)
    there = ticker._x
    ticker.tell(ticker.lines, Rect(*ticker.pos, *ticker.size), ticker._px)
    ticker.move(5.0)
    assert ticker._x == there


def test_a_notice_covers_the_board_and_a_call_takes_it_away(stage: Stage, tmp_path: Path) -> None:
    Image.new("RGB", (400, 300), (200, 30, 40)).save(tmp_path / "a.png")
    notice = tmp_path / "a.ppm"
    prepared(tmp_path / "a.png", 1280, 600).write(notice)
    calm, called = (scene(SAMPLES[name], SIZE) for name in ("calm", "five-counters"))
    board = board_on(stage, "calm")
    from dataclasses import replace

    assert board.show(replace(calm, poster=str(notice)))
    stage.frames(2)
    assert stage.pixel(640, 360) == (200, 30, 40)
    assert stage.pixel(20, 700) != (200, 30, 40), "the head stays"
    assert board.show(called)
    stage.frames(2)
    assert stage.pixel(640, 360) != (200, 30, 40)


def test_a_notice_that_has_gone_leaves_the_board(
    stage: Stage, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from dataclasses import replace

    calm = scene(SAMPLES["calm"], SIZE)
    board = board_on(stage, "calm")
    board.show(replace(calm, poster=str(tmp_path / "gone.ppm")))
    stage.frames(2)
    assert "gone.ppm" in caplog.text
    assert stage.pixel(640, 560) != (0, 0, 0)


def test_the_picture_wanders_and_no_edge_is_bare(stage: Stage, tmp_path: Path) -> None:
    board = board_on(stage)
    before = drawn(stage, tmp_path / "before.png")
    for across, upward in ((-4, -4), (4, 4)):
        board.shift(across, upward)
        stage.frames(2)
        after = drawn(stage, tmp_path / "after.png")
        inner = (40, 40, 1200, 680)
        moved = tuple(edge + by for edge, by in zip(inner, (across, -upward) * 2, strict=True))
        apart = ImageChops.difference(before.crop(inner), after.crop(moved))
        assert max(high for _low, high in apart.getextrema()) < 16, "but for the rounding of edges"
        head, foot = before.getpixel((640, 3)), before.getpixel((3, 719))
        assert {after.getpixel((x, 0)) for x in (0, 640, 1270)} == {head}
        assert {after.getpixel((x, 719)) for x in (0, 1279)} == {foot}


def test_a_board_at_rest_draws_nothing_at_all(stage: Stage, strip: Any) -> None:
    board_on(stage, "absent")
    stage.frames(5)
    before = strip.whole
    end = time.monotonic() + 0.5
    stage.until(lambda: time.monotonic() > end)
    assert (strip.whole, strip.parts) == (before, 0)
