"""Fingers on a real window: what is released, how often, and that it is seen."""

import pytest

from assets.look.touch import QUIET_MS
from tests.assets.widget_bench import Bench
from tests.kivy_tools import Finger, Stage

pytestmark = pytest.mark.edge


def test_a_tap_releases_when_the_finger_lifts(stage: Stage, bench: Bench) -> None:
    finger = stage.finger(bench.first).down()
    assert bench.released == []
    finger.up()
    assert bench.released == ["first"]


def test_a_finger_that_slid_off_still_releases_what_it_pressed(stage: Stage, bench: Bench) -> None:
    stage.finger(bench.first).down().move(5, 5).up()
    assert bench.released == ["first"]


def test_a_finger_that_slid_onto_another_button_releases_the_first(stage: Stage, bench: Bench) -> None:
    target = bench.second.to_window(*bench.second.center)
    stage.finger(bench.first).down().move(*target).up()
    assert bench.released == ["first"]


def test_a_finger_is_seen_in_the_next_frame(stage: Stage, bench: Bench) -> None:
    x, y = bench.first.x + 40, bench.first.center_y
    before = stage.pixel(x, y)
    finger = stage.finger(bench.first).down()
    stage.frames(1)
    under_finger = stage.pixel(x, y)
    finger.up()
    stage.until(lambda: not bench.first.pressed, 1)
    stage.frames(2)
    assert under_finger != before
    assert stage.pixel(x, y) == before


def test_a_tap_within_one_frame_is_still_seen(stage: Stage, bench: Bench) -> None:
    x, y = bench.first.x + 40, bench.first.center_y
    before = stage.pixel(x, y)
    finger = stage.finger(bench.first).down()
    finger.up()
    stage.frames(1)
    assert stage.pixel(x, y) != before


def test_twenty_touches_at_once_release_nothing(stage: Stage, bench: Bench) -> None:
    sleeve = [stage.finger(bench.first if n % 2 else bench.second) for n in range(20)]
    for touch in sleeve:
        touch.down()
    for touch in sleeve:
        touch.up()
    assert bench.released == []


def test_three_fast_taps_release_once(stage: Stage, bench: Bench) -> None:
    for _ in range(3):
        stage.finger(bench.first).down().up()
        bench.now_ms += 180
    assert bench.released == ["first"]


def test_the_second_of_two_quick_taps_does_not_press_the_next_page(stage: Stage, bench: Bench) -> None:
    spot = bench.first.to_window(*bench.first.center)
    stage.finger(bench.first).down().up()
    stage.show(bench.button("next page"), 1080, 1920)
    bench.now_ms += 150
    Finger(*spot).down().up()
    assert bench.released == ["first"]


def test_after_a_rest_the_next_tap_counts(stage: Stage, bench: Bench) -> None:
    stage.finger(bench.first).down().up()
    bench.now_ms += QUIET_MS
    stage.finger(bench.second).down().up()
    assert bench.released == ["first", "second"]


def test_a_long_press_releases(stage: Stage, bench: Bench) -> None:
    finger = stage.finger(bench.first).down()
    bench.now_ms += 60_000
    finger.up()
    assert bench.released == ["first"]


def test_a_disabled_button_releases_nothing_and_lets_nothing_through(stage: Stage, bench: Bench) -> None:
    bench.first.disabled = True
    stage.finger(bench.first).down().up()
    bench.first.disabled = False
    finger = stage.finger(bench.second).down()
    assert bench.released == []
    assert bench.second.pressed
    finger.up()


def test_a_faded_button_looks_shut_and_yet_answers(stage: Stage, bench: Bench) -> None:
    x, y = bench.first.x + 40, bench.first.center_y
    before = stage.pixel(x, y)
    bench.first.faded = True
    stage.frames(2)
    assert stage.pixel(x, y) != before
    stage.tap(bench.first)
    assert bench.released == ["first"]


def test_a_button_disabled_under_the_finger_releases_nothing(stage: Stage, bench: Bench) -> None:
    finger = stage.finger(bench.first).down()
    bench.first.disabled = True
    finger.up()
    assert bench.released == []


def test_a_page_that_went_away_under_the_finger_releases_nothing(stage: Stage, bench: Bench) -> None:
    finger = stage.finger(bench.first).down()
    bench.page.remove_widget(bench.first)
    finger.up()
    stage.finger(bench.second).down().up()
    assert bench.released == ["second"]


def test_a_choice_is_ticked_and_unticked(stage: Stage, bench: Bench) -> None:
    from assets.look import widgets as w

    choice = stage.show(w.Column(bench.kit, w.Choice(bench.kit, "Tôi thuộc diện ưu tiên"))).children[0]
    seen = []
    for _ in range(2):
        bench.now_ms += QUIET_MS
        stage.tap(choice)
        seen.append(choice.chosen)
    assert seen == [True, False]
