"""The lobby's real page: every state drawn at several sizes, nothing cut, and only what changed drawn again."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from assets import translation
from assets.look.theme import Screen, capital_mm
from broker.contract.ids import InstantMs
from broker.contract.status import Board, BoardCall, BoardCounter
from display.board import BoardView
from display.lobby.layout import PAGE_MS
from display.lobby.scene import Scene
from display.lobby.words import Moment, Words
from tests.display.boards import MONDAY_0805, board, call, counter, office, ten_fields
from tests.kivy_tools import BUILD, Stage, cut_texts, kivy_window, stage

__all__ = ["kivy_window", "stage"]
pytestmark = pytest.mark.edge

SHOTS = BUILD / "shots" / "lobby"
MINUTE = 60_000
STATES = ("serving", "calling", "free", "paused", "shut")
#: Attention is over after this.
QUIET_S = 2.8


def floor(total: int) -> tuple[BoardCounter, ...]:
    """Counters in all states, each with what it has."""
    made = []
    for n in range(1, total + 1):
        state = STATES[n % len(STATES)]
        number = f"C-{100 + n}" if state in {"serving", "calling"} else None
        until = InstantMs(MONDAY_0805 + 55 * MINUTE) if state == "paused" else None
        made.append(counter(n, state, number=number, until=until))
    return tuple(made)


def desk(n: int, **more: Any) -> BoardCounter:
    return counter(n, name={"vi": "Bàn hướng dẫn"}, spoken={"vi": "bàn hướng dẫn"}, counter_number=None, **more)


def served(*calls: BoardCall) -> list[BoardCall]:
    return [msgspec.structs.replace(each, stage="serving") for each in calls]


OLD = served(*(call(f"H-0{n}", n % 5 + 1, at=MONDAY_0805 - n * MINUTE) for n in range(11, 17)))
THREE = (
    call("A-025", 3, service="so-do"),
    call("C-044", 12, at=MONDAY_0805 - 1, class_id="elder"),
    call("H-102", 7, at=MONDAY_0805 - 2, nth=2, service="khai-sinh"),
)
LUNCH = tuple(
    counter(n, "paused", pause_reason="lunch", until=InstantMs(MONDAY_0805 + 325 * MINUTE)) for n in range(1, 6)
)


def scene(shown: Board, *, at_min: int = 0, real_ms: int = 0, stale: int | None = None, lang: str = "vi") -> Scene:
    words, view = Words(translation(lang)), BoardView("hall")
    words.take_office(office())
    view.take(shown, 0)
    since = InstantMs(stale) if stale else None
    return words.scene(view, Moment(InstantMs(MONDAY_0805 + at_min * MINUTE), real_ms, since))


def full(revision: int, *calls: BoardCall, total: int = 5, **more: Any) -> Board:
    return board(revision, *calls, *OLD, **({"counters": floor(total), "fields": ten_fields()} | more))


STATES_SHOWN: dict[str, Scene] = {
    "one-counter": scene(full(1, call("A-025", 1), total=1)),
    "five-counters": scene(full(1, call("A-025", 3))),
    "twelve-counters": scene(full(1, call("A-025", 3), call("C-044", 12, at=MONDAY_0805 - 1), total=12)),
    "forty-counters": scene(full(1, *THREE, total=40)),
    "sixty-seven-counters": scene(full(1, *THREE, total=67)),
    "sixty-seven-counters-last-page": scene(full(1, call("A-025", 67), total=67), real_ms=5 * PAGE_MS),
    "priority-and-reserved": scene(full(1, call("A-801", 3, class_id="merit", reserved=True))),
    "moved": scene(full(1, call("A-031", 5, moved=True, nth=2))),
    "guide-desk": scene(full(1, call("M-007", 6, service="huong-dan"), counters=(*floor(5), desk(6, state="calling")))),
    "guide-desk-of-twelve": scene(
        full(1, call("M-007", 12), call("AB-0123", 2), counters=(*floor(11), desk(12, state="calling", number="M-007")))
    ),
    "long-numbers": scene(full(1, *(call(f"AB-{n}0123", n, at=MONDAY_0805 + n) for n in (1, 2, 3)))),
    "numeric-series": scene(full(1, call("1025", 3))),
    "third-call": scene(full(1, call("A-025", 3, nth=3))),
    "training": scene(full(1, call("X-001", 3, training=True), training=True)),
    "missed": scene(full(1, call("A-025", 3), missed=("A-019", "C-044", "H-007"))),
    "calm": scene(full(1)),
    "before-opening": scene(board(1, counters=tuple(counter(n, "shut") for n in range(1, 6)), day=None), at_min=-50),
    "lunch": scene(board(1, counters=LUNCH, fields=ten_fields()), at_min=220),
    "closed": scene(board(1, counters=tuple(counter(n, "shut") for n in range(1, 6))), at_min=600),
    "no-connection": scene(full(1, call("A-025", 3)), stale=MONDAY_0805 - MINUTE),
    "english": scene(full(1, call("A-025", 3)), lang="en"),
}  # fmt: skip


def page_of(stage: Stage, size: tuple[int, int], shown: Scene) -> Any:
    from display.lobby.parts.page import LobbyPage
    from display.lobby.window import lobby_kit

    kit = lobby_kit(*size)
    stage.window.clearcolor = kit.colour("ground")
    page = stage.show(LobbyPage(kit), *size)
    page.show(shown)
    stage.frames(3)
    return page


def quiet(stage: Stage) -> None:
    """Until attention is over."""
    end = time.monotonic() + QUIET_S
    stage.until(lambda: time.monotonic() > end)


def figures(page: Any) -> list[Any]:
    from display.lobby.parts.ink import Figure

    return [widget for widget in page.walk(restrict=True) if isinstance(widget, Figure) and widget.text]


def snugs(page: Any) -> list[Any]:
    from display.lobby.parts.ink import Snug

    return [widget for widget in page.walk(restrict=True) if isinstance(widget, Snug) and widget.text]


def faults(page: Any) -> list[str]:
    """Words cut or too large for their place, and figures that reach out of theirs."""
    too_wide = [each.text for each in figures(page) if each._ink.size[0] > each.width + 1]
    too_high = [each.text for each in figures(page) if each._ink.size[1] > each.height + 1]
    return [*cut_texts(page), *[each.text for each in snugs(page) if not each.fits], *too_wide, *too_high]


@pytest.mark.parametrize("name", STATES_SHOWN)
def test_every_state_is_whole(stage: Stage, name: str) -> None:
    page = page_of(stage, (1920, 1080), STATES_SHOWN[name])
    quiet(stage)
    stage.shot(SHOTS / f"{name}.png")
    assert faults(page) == []


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720), (1920, 1200), (960, 540)])
def test_other_screens_show_it_whole_too(stage: Stage, size: tuple[int, int]) -> None:
    for name, shown in STATES_SHOWN.items():
        assert faults(page_of(stage, size, shown)) == [], name
    stage.shot(SHOTS / f"{size[0]}x{size[1]}.png")


@pytest.mark.parametrize(("name", "distance_m"), [("five-counters", 10.0), ("forty-counters", 5.8)])
def test_the_spotlight_can_be_read_across_the_hall(stage: Stage, name: str, distance_m: float) -> None:
    """On 43 inches: one call from ten metres, three from nearly six (EN 301 549 5.1.4)."""
    shown = STATES_SHOWN[name]
    page = page_of(stage, (1920, 1080), shown)
    called = {cell.number for cell in shown.spotlight.cells} | {cell.counter for cell in shown.spotlight.cells}
    drawn = [each.font_px for each in figures(page._parts["spotlight"]) if each.text in called]
    assert len(drawn) == 2 * len(shown.spotlight.cells)
    assert Screen(1920, 1080, 43).capital_mm(min(drawn)) >= capital_mm(distance_m)


def test_the_number_is_really_there(stage: Stage) -> None:
    """Gold on the dark plate, in the left two thirds; nothing of it when the link is gone."""
    gold = (0xF0, 0xCD, 0x7A)

    def columns_with_gold() -> list[int]:
        return [x for x in range(60, 1_300, 10) if any(stage.pixel(x, y) == gold for y in range(640, 880, 10))]

    page_of(stage, (1920, 1080), STATES_SHOWN["five-counters"])
    quiet(stage)
    stage.window.canvas.ask_update()
    stage.frames(1)
    assert len(columns_with_gold()) > 30
    page_of(stage, (1920, 1080), STATES_SHOWN["no-connection"])
    assert columns_with_gold() == []


def test_a_scene_that_is_the_same_draws_nothing(stage: Stage) -> None:
    shown = STATES_SHOWN["five-counters"]
    page = page_of(stage, (1920, 1080), shown)
    assert page.show(replace(shown)) is False


def test_a_call_changes_the_spotlight_and_not_the_page(stage: Stage) -> None:
    before = scene(full(1, call("A-025", 3)))
    page = page_of(stage, (1920, 1080), before)
    kept = {id(each): each._ink.texture for each in figures(page._parts["counters"]) + figures(page._parts["head"])}
    after = scene(full(2, call("A-026", 3, at=MONDAY_0805 + 1)))
    assert page.show(after)
    stage.frames(3)
    assert {id(each): each._ink.texture for each in figures(page) if id(each) in kept} == kept
    assert "A-026" in {each.text for each in figures(page._parts["spotlight"])}


def test_a_quiet_board_draws_no_frames(stage: Stage) -> None:
    page_of(stage, (1920, 1080), STATES_SHOWN["five-counters"])
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

    page = page_of(stage, (1920, 1080), STATES_SHOWN["calm"])
    made = []
    for n in range(1, 101):
        page.show(scene(full(n, call(f"A-{n:03}", 3, at=MONDAY_0805 + n))))
        made += [id(each) for each in page.walk() if isinstance(each, CellPart)]
    assert len(set(made)) <= 3
    stage.frames(2)
    assert "A-100" in {each.text for each in figures(page._parts["spotlight"])}


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720)])
def test_a_picture_is_what_was_drawn(stage: Stage, tmp_path: Path, size: tuple[int, int]) -> None:
    from PIL import Image

    from display.lobby.parts.frames import Frames

    page_of(stage, size, STATES_SHOWN["no-connection"])
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

    from display.lobby.parts.frames import Frames

    page = page_of(stage, (1920, 1080), STATES_SHOWN["calm"])
    quiet(stage)
    trace, painted = io.StringIO(), []
    frames = Frames(trace, lambda: painted.append(frames.painted))
    before_ns = time.monotonic_ns()
    changed = page.show(STATES_SHOWN["five-counters"])
    frames.shows((1, 7), changed=changed)
    assert (frames.painted, trace.getvalue()) == (None, "")
    stage.until(lambda: frames.painted == (1, 7))
    frames.shows((1, 8), changed=page.show(STATES_SHOWN["five-counters"]))
    frames.close()
    first, second = (json.loads(line) for line in trace.getvalue().splitlines())
    assert (first["epoch"], first["revision"], second["revision"]) == (1, 7, 8)
    assert before_ns < first["monotonic_ns"] <= second["monotonic_ns"] < time.monotonic_ns()
    assert (1, 7) in painted
