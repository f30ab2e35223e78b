"""The language of `--play`, on a glass that paints at once."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.play import PRESSES, Play
from kiosk.session.views import View
from tests.kiosk.pages import every_page

VIEWS = every_page("vi")


class Glass:
    """A window without a window: `pages` come one after another, the next with each touch."""

    def __init__(self, *pages: str) -> None:
        self.pages = [VIEWS[page] for page in pages]
        self.touches, self.resting, self.left, self.down_at = 0, False, False, ""
        self.play: Play | None = None
        self.swallows, self.downs = 0, 0

    def soon(self, do: Callable[[], Any]) -> None:
        do()
        self.paint()

    def paint(self) -> None:
        assert self.play is not None
        self.play.painted(self.view)

    @property
    def view(self) -> View:
        return self.pages[0]

    def next_page(self) -> None:
        self.pages.pop(0)
        self.paint()

    def shoot(self, path: Path, done: Callable[[], None]) -> None:
        path.write_bytes(b"picture")
        done()

    def leave(self) -> None:
        self.left = True

    # the finger
    def find(self, action: str) -> tuple[float, float] | None:
        self.down_at = action
        return (10.0, 10.0) if action in self.view.actions else None

    def down(self, x: float, y: float) -> None:
        assert (x, y) == (10.0, 10.0)
        self.downs += 1

    def up(self, _x: float, _y: float) -> None:
        assert self.play is not None
        if self.resting or self.downs <= self.swallows:
            return
        self.touches += 1
        if len(self.pages) > 1:
            self.pages.pop(0)
        self.play.turned()


def play(glass: Glass, *lines: str, shots: Path | None = None) -> list[dict[str, Any]]:
    out = io.StringIO()
    glass.play = Play(glass, glass, out, lambda: 1_795_395_600_000, 0.0, shots)
    glass.paint()
    glass.play.run(lines)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_touch_is_answered_with_the_page_after_it() -> None:
    [answer] = play(Glass("home", "services-land"), "touch field:land")
    assert (answer["line"], answer["ok"], answer["page"]) == ("touch field:land", True, "services")
    assert "service:land-transfer" in answer["actions"]
    assert (answer["lang"], answer["number"], answer["now_ms"]) == ("vi", None, 1_795_395_600_000)


def test_what_is_not_there_cannot_be_touched() -> None:
    [answer] = play(Glass("home"), "touch take")
    assert (answer["ok"], answer["page"]) == (False, "home")
    assert "'take'" in answer["why"]


def test_a_touch_the_window_swallows_is_said() -> None:
    glass = Glass("home", "services-land")
    glass.resting = True
    [answer] = play(glass, "tap field:land")
    assert (answer["ok"], answer["page"], glass.downs) == (False, "home", 1)
    assert "did not take" in answer["why"]


def test_a_calm_finger_presses_once_more_where_the_window_did_not_take_it() -> None:
    glass = Glass("home", "services-land")
    glass.swallows = 2
    [answer] = play(glass, "touch field:land")
    assert (answer["ok"], answer["page"], glass.downs) == (True, "services", 3)


def test_a_calm_finger_gives_up_in_the_end() -> None:
    glass = Glass("home", "services-land")
    glass.resting = True
    [answer] = play(glass, "touch field:land")
    assert (answer["ok"], glass.downs) == (False, PRESSES)


@pytest.mark.parametrize(
    ("rested_s", "held_s", "says"),
    [(0.05, 0.1, "rests"), (9.0, 4.2, "held for 4.2 s.*listens"), (9.0, 0.4, "drawn anew in the 0.4 s")],
)
def test_the_right_cause_is_named(rested_s: float, held_s: float, says: str) -> None:
    glass = Glass("home")
    playing = Play(glass, glass, io.StringIO(), lambda: 0, 0.125)
    assert re.search(says, playing._not_taken(rested_s, held_s))


def test_a_page_that_came_and_went_is_still_answered_with_its_number() -> None:
    glass = Glass("confirm", "asking", "ticket", "home")
    out = io.StringIO()
    glass.play = Play(glass, glass, out, lambda: 0, 0.0)
    glass.paint()

    def lines() -> Iterator[str]:
        yield "touch take"
        glass.next_page()
        glass.next_page()
        yield "wait page:ticket|void 1"
        yield "wait page:home 1"

    glass.play.run(lines())
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [(each["ok"], each["page"], each["number"]) for each in answers] == [
        (True, "asking", None),
        (True, "ticket", VIEWS["ticket"].content.number),
        (True, "home", None),
    ]


def test_a_page_from_before_the_touch_does_not_end_a_wait() -> None:
    answers = play(Glass("home", "services-land"), "touch field:land", "wait page:home 0.01")
    assert (answers[1]["ok"], answers[1]["page"]) == (False, "services")


def test_a_picture_is_named_by_the_line_and_stays_in_its_folder(tmp_path: Path) -> None:
    [answer] = play(Glass("home"), "shot ../first", shots=tmp_path)
    assert answer["ok"] and answer["file"] == str(tmp_path / "first.png")
    assert (tmp_path / "first.png").read_bytes() == b"picture"


def test_quit_ends_the_program_and_the_play() -> None:
    glass = Glass("home")
    answers = play(glass, "status  # how is it?", "", "quit", "status")
    assert [each["line"] for each in answers] == ["status  # how is it?", "quit"]
    assert glass.left


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("jump", "'jump' is none of touch"),
        ("touch", "touch what?"),
        ("touch a b", "touch what?"),
        ("wait", "wait for what?"),
        ("wait page:nowhere", "wait for what?"),
        ("wait number:A-001", "wait for what?"),
        ("wait page:home soon", "'soon' is no number of seconds"),
        ("sleep long", "'long' is no number of seconds"),
        ("shot home", "--shots DIR"),
    ],
)
def test_a_wrong_line_is_told_and_the_play_goes_on(line: str, why: str) -> None:
    wrong, status = play(Glass("home"), line, "status")
    assert (wrong["ok"], status["ok"]) == (False, True)
    assert why in wrong["why"]
