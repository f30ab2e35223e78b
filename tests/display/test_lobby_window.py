"""The lobby's real page: as large as it says, and only what changed drawn again."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from assets.look.theme import readable_from_m
from broker.contract.status import Board, BoardCall
from broker.hall.scene import Scene
from display import samples
from display.lobby.gallery import SAMPLES, Sample, hall, scene
from display.lobby.reading import Hall
from display.samples import call
from tests.display.lobby_faults import figures
from tests.kivy_tools import Stage, kivy_window, stage

__all__ = ["kivy_window", "stage"]
pytestmark = pytest.mark.edge

#: Attention is over after this.
QUIET_S = 2.8
WIDE, UPRIGHT = (1920, 1080), (1080, 1920)
HALL = hall(WIDE)


def full(revision: int, *calls: BoardCall, **more: Any) -> Board:
    return msgspec.structs.replace(samples.board(*calls, **more), revision=revision)


def shown(name: str, size: tuple[int, int] = WIDE, lang: str = "vi") -> Scene:
    return scene(SAMPLES[name], size, lang)


def of(board: Board) -> Scene:
    return scene(Sample(board, ""))


def page_of(stage: Stage, made: Scene, size: tuple[int, int] = WIDE) -> Any:
    from display.lobby.parts.page import LobbyPage
    from display.lobby.window import lobby_kit

    kit = lobby_kit(hall(size))
    stage.window.clearcolor = kit.colour("ground")
    page = stage.show(LobbyPage(kit, hall(size).list_px), *size)
    page.show(made)
    stage.frames(3)
    return page


def quiet(stage: Stage) -> None:
    """Until attention is over."""
    end = time.monotonic() + QUIET_S
    stage.until(lambda: time.monotonic() > end)


@pytest.mark.parametrize("size", [WIDE, UPRIGHT, (1366, 768)])
@pytest.mark.parametrize("name", ["five-counters", "twelve-counters", "sixty-seven-counters"])
def test_what_is_drawn_is_as_large_as_the_check_says(stage: Stage, name: str, size: tuple[int, int]) -> None:
    made, at = shown(name, size), hall(size)
    page = page_of(stage, made, size)
    by_part = {each.part: each.metres for each in at.reaches()}
    lit = list(figures(page._parts["spotlight"]))
    assert len(lit) == 2 * len(made.spotlight.cells)
    slack = 0.98  # sizes are whole pixels
    assert far(lit, at) >= by_part[f"spotlight.{len(made.spotlight.cells)}"] * slack
    numbers = [each for each in figures(page._parts["counters"]) if "-" in each.text]
    assert far(numbers, at) * 2 >= by_part["counters"] * slack
    assert far(figures(page._parts["recent"]), at) * 2 >= by_part["recent"] * slack


def far(drawn: list[Any], at: Hall) -> float:
    """From how far the smallest of these figures can be read, by EN 301 549 5.1.4."""
    return readable_from_m(at.screen.capital_mm(min(each.font_px for each in drawn)))


def test_the_number_is_really_there(stage: Stage) -> None:
    """Gold on the dark plate, in the left two thirds; nothing of it when the link is gone."""
    gold = (0xF0, 0xCD, 0x7A)

    def columns_with_gold() -> list[int]:
        return [x for x in range(60, 1_300, 10) if any(stage.pixel(x, y) == gold for y in range(640, 880, 10))]

    page_of(stage, shown("five-counters"))
    quiet(stage)
    stage.window.canvas.ask_update()
    stage.frames(1)
    assert len(columns_with_gold()) > 30
    page_of(stage, shown("no-connection"))
    assert columns_with_gold() == []


def test_a_scene_that_is_the_same_draws_nothing(stage: Stage) -> None:
    made = shown("five-counters")
    page = page_of(stage, made)
    assert page.show(replace(made)) is False


def test_a_call_changes_the_spotlight_and_not_the_page(stage: Stage) -> None:
    counters = samples.floor(5)
    before = of(full(1, call("A-025", 3), counters=counters))
    page = page_of(stage, before)
    kept = {id(each): each._ink.texture for each in figures(page._parts["counters"]) + figures(page._parts["head"])}
    after = of(full(2, call("A-026", 3, ago_s=-1), counters=counters))
    assert page.show(after)
    stage.frames(3)
    assert {id(each): each._ink.texture for each in figures(page) if id(each) in kept} == kept
    assert "A-026" in {each.text for each in figures(page._parts["spotlight"])}


def test_a_call_touches_one_tile_and_the_minute_only_the_head(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted: whatever is told anew, and every tile that is drawn anew."""
    from display.lobby.parts.tiles import TilePart

    counters = samples.floor(10)
    page = page_of(stage, of(full(2, call("A-025", 3), counters=counters)))
    told: list[str] = []
    for name, part in page._parts.items():
        monkeypatch.setattr(part, "show", _noting(told, name, part.show))
    monkeypatch.setattr(TilePart, "_paint", _noting(told, "tile", TilePart._paint))
    calling = msgspec.structs.replace(counters[2], state="calling", number="A-026")
    after = full(3, call("A-026", 3, ago_s=-1), counters=(*counters[:2], calling, *counters[3:]))
    page.show(of(after))
    assert sorted(told) == ["counters", "spotlight", "tile"]
    told.clear()
    page.show(scene(Sample(after, "", at_min=1)))
    assert told == ["head"]


def _noting(told: list[str], name: str, do: Any) -> Any:
    def noted(*args: Any, **more: Any) -> Any:
        told.append(name)
        return do(*args, **more)

    return noted


def test_a_quiet_board_draws_no_frames(stage: Stage) -> None:
    page_of(stage, shown("five-counters"))
    flips: list[float] = []
    stage.window.bind(on_flip=lambda *_: flips.append(time.monotonic()))
    quiet(stage)
    assert 3 <= len(flips) <= 12, "a few frames of attention"
    flips.clear()
    end = time.monotonic() + 1.0
    stage.until(lambda: time.monotonic() > end)
    assert flips == []


def test_calls_that_come_and_go_reuse_their_pictures(stage: Stage) -> None:
    """A hundred calls leave three cells, not a hundred."""
    from display.lobby.parts.spotlight import CellPart

    page = page_of(stage, shown("calm"))
    made = []
    for n in range(1, 101):
        page.show(of(full(n, call(f"A-{n:03}", 3, ago_s=-n))))
        made += [id(each) for each in page.walk() if isinstance(each, CellPart)]
    assert len(set(made)) <= 3
    stage.frames(2)
    assert "A-100" in {each.text for each in figures(page._parts["spotlight"])}


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720)])
def test_a_picture_is_what_was_drawn(stage: Stage, tmp_path: Path, size: tuple[int, int]) -> None:
    from PIL import Image

    from display.windows.frames import Frames

    page_of(stage, shown("no-connection", size), size)
    frames, done = Frames(), []
    frames.shoot(tmp_path / "new" / "shot.png", lambda: done.append(True))
    stage.until(lambda: done)
    frames.close()
    picture = Image.open(tmp_path / "new" / "shot.png").convert("RGB")
    assert picture.size == size
    stage.window.canvas.ask_update()
    stage.frames(1)
    for x, y in ((60, 300), (60, 560), (size[0] - 60, 560), (5, 5)):
        assert picture.getpixel((x, size[1] - 1 - y)) == stage.pixel(x, y)


def test_the_trace_tells_when_a_board_could_be_seen(stage: Stage) -> None:
    import io
    import json

    from display.windows.frames import Frames

    page = page_of(stage, shown("calm"))
    quiet(stage)
    trace, painted = io.StringIO(), []
    frames = Frames(trace, lambda: painted.append(frames.painted))
    before_ns = time.monotonic_ns()
    changed = page.show(shown("five-counters"))
    frames.shows((1, 7), changed=changed)
    assert (frames.painted, trace.getvalue()) == (None, "")
    stage.until(lambda: frames.painted == (1, 7))
    frames.shows((1, 8), changed=page.show(shown("five-counters")))
    frames.close()
    first, second = (json.loads(line) for line in trace.getvalue().splitlines())
    assert (first["epoch"], first["revision"], second["revision"]) == (1, 7, 8)
    assert before_ns < first["monotonic_ns"] <= second["monotonic_ns"] < time.monotonic_ns()
    assert (1, 7) in painted
