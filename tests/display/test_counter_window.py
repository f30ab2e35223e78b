"""The small window: what it shows in every state, and that its keys move the pins."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from assets import translation
from broker.contract.commands import Key
from broker.contract.ids import InstantMs
from display.counter.view import Outcome, View
from tests.display.counter_tools import NINE_MS, called, counter_status
from tests.kivy_tools import BUILD, Stage, cut_texts, kivy_window, stage

__all__ = ["kivy_window", "stage"]
pytestmark = pytest.mark.edge

SHOTS = BUILD / "shots" / "counter"
NUMBERED = {"state": "calling", "waiting": 12}
EARLY = Outcome("refused", "recall", True, NINE_MS, "e_soon", {"calls": 2, "wait_s": 60, "left_s": 24})


def view(status: Any = None, **changes: Any) -> View:
    return View(**{"counter": "3", "now_ms": NINE_MS, "online": True, "heard_ms": NINE_MS, "status": status, **changes})


STATES: dict[str, View] = {
    "shut": view(counter_status(state="shut", waiting=4)),
    "ready": view(counter_status(waiting=12), lights={"next": True}),
    "free": view(counter_status(state="free"), lights={"lamp": True, "next": True}),
    "asks": view(counter_status(state="free", asks=True), asked_ms=NINE_MS - 20_000,
                 lights=dict.fromkeys(("lamp", "buzzer", "next", "recall", "start", "pause"), True)),
    "calling": view(called(waiting=12, nth=2, no_show_from=InstantMs(NINE_MS + 23_000)), lights={"lamp": True}),
    "no-show-now": view(called(waiting=12, nth=3, no_show_from=InstantMs(NINE_MS - 1)), lights={"start": True}),
    "refused": view(called(waiting=12, nth=2, no_show_from=InstantMs(NINE_MS + 23_000)), outcome=EARLY,
                    lights={"lamp": True, "buzzer": True, "recall": True}),
    "serving": view(called("1025", state="serving", waiting=137), lights={"lamp": True, "start": True}),
    "paused": view(counter_status(state="paused", pause_reason="personal", until=NINE_MS + 900_000, waiting=3),
                   lights={"pause": True}),
    "offline": view(called(waiting=12), online=False, outcome=Outcome("offline", "next", False, NINE_MS)),
    "stuck": view(counter_status(waiting=2), stuck=("recall", "pause"), lights={"lamp": True}),
    "starting": view(online=False, heard_ms=None),
    "training": view(called("X-002", waiting=1, training=True)),
    "longest": view(called(waiting=12), outcome=Outcome(
        "refused", "next", False, NINE_MS, "already_done", {"revision": 12345, "present": 12346})),
}  # fmt: skip


@pytest.fixture
def pressed() -> list[tuple[Key, bool]]:
    return []


@pytest.fixture
def page(stage: Stage, pressed: list[tuple[Key, bool]]) -> Iterator[Any]:
    from assets.look.widgets import Kit
    from display.counter.window import CounterPage, desk_look

    page = CounterPage(Kit(desk_look(480, 320)), translation("vi"), lambda *each: pressed.append(each))
    yield stage.show(page, 480, 320)


@pytest.mark.parametrize("name", list(STATES))
def test_every_state_is_drawn_with_no_text_cut(stage: Stage, page: Any, name: str) -> None:
    page.show(STATES[name])
    stage.frames(4)
    stage.shot(SHOTS / f"{name}.png")
    assert cut_texts(page) == []


def test_offline_the_number_does_not_shine_as_if_it_were_true(stage: Stage, page: Any) -> None:
    page.show(STATES["calling"])
    live = tuple(page.number.color)
    page.show(STATES["offline"])
    assert page.number.text == "A-025"
    assert tuple(page.number.color) != live


def test_lamps_and_waves_follow_the_view(stage: Stage, page: Any) -> None:
    page.show(view(counter_status(), lights={"lamp": True, "start": True, "buzzer": True}))
    assert page.lamp.on
    assert [key for key, drawn in page.keys.items() if drawn.lamp.on] == ["start"]
    page.show(view(counter_status(), lights={}))
    assert not page.lamp.on
    assert not any(drawn.lamp.on for drawn in page.keys.values())


def test_a_finger_pulls_its_key_down_and_lets_it_go_wherever_it_slides(
    stage: Stage, page: Any, pressed: list[tuple[Key, bool]]
) -> None:
    finger = stage.finger(page.keys["recall"]).down()
    assert pressed == [("recall", True)]
    finger.move(5, 5)
    finger.up()
    stage.until(lambda: len(pressed) == 2)
    assert pressed == [("recall", True), ("recall", False)]


def test_a_tap_within_one_frame_is_still_a_press_and_not_a_spark(
    stage: Stage, page: Any, pressed: list[tuple[Key, bool]]
) -> None:
    from display.counter.drawn import LEAST_DOWN_S

    begun_s = time.monotonic()
    stage.finger(page.keys["next"]).down().up()
    assert pressed == [("next", True)]
    stage.until(lambda: len(pressed) == 2)
    assert time.monotonic() - begun_s >= LEAST_DOWN_S


def test_a_finger_beside_the_keys_moves_nothing(stage: Stage, page: Any, pressed: list[tuple[Key, bool]]) -> None:
    stage.tap(page.number)
    assert pressed == []


def test_losing_the_keyboard_lets_every_key_go(stage: Stage, page: Any, pressed: list[tuple[Key, bool]]) -> None:
    page.keys["next"].level(True)
    page.let_go()
    page.let_go()
    stage.until(lambda: len(pressed) == 2)
    assert pressed == [("next", True), ("next", False)]


def test_the_keys_are_called_what_they_do_now(stage: Stage, page: Any) -> None:
    page.show(STATES["shut"])
    assert page.keys["next"].label.text == "Mở quầy"
    page.show(STATES["serving"])
    assert [page.keys[key].label.text for key in ("next", "start")] == ["Mời tiếp", "Kết thúc"]
    page.show(STATES["calling"])
    assert page.keys["start"].label.text == "Bắt đầu"
    assert page.keys["recall"].hold.text == "giữ: Vắng mặt"


def test_it_may_stand_on_larger_and_smaller_panels(stage: Stage) -> None:
    from assets.look.widgets import Kit
    from display.counter.window import CounterPage, desk_look

    for width, height in ((320, 240), (800, 480)):
        page = stage.show(CounterPage(Kit(desk_look(width, height)), translation("vi"), lambda *_: None), width, height)
        for name in ("refused", "asks", "paused"):
            page.show(STATES[name])
            stage.frames(4)
            assert cut_texts(page) == [], f"{name} at {width}x{height}"
        stage.shot(SHOTS / f"paused-{width}x{height}.png")
