"""Lines played on a window: what they wait for, what they answer."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from display.windows import play as window_play
from display.windows.play import Play, Shown


def played(*lines: str, shown: Shown | None = None, **more: Any) -> tuple[list[dict[str, Any]], list[str]]:
    """The answers to lines, and whether it was told to quit."""
    out, quits = io.StringIO(), []
    play = Play(out, lambda: quits.append("quit"), **more)
    play.show(shown or Shown((1, 12), "mời số\na-025\nđến quầy"))
    play.run(lines)
    return [json.loads(line) for line in out.getvalue().splitlines()], quits


def test_every_line_is_answered_with_the_board_that_is_painted() -> None:
    answers, quits = played("status", "# nothing", "", "quit", "status")
    assert [answer["line"] for answer in answers] == ["status", "quit"]
    assert all(answer["ok"] and (answer["epoch"], answer["revision"]) == (1, 12) for answer in answers)
    assert answers[0]["words"] == "mời số\na-025\nđến quầy"
    assert quits == ["quit"]


@pytest.mark.parametrize(
    ("line", "ok"),
    [
        ("wait revision:12", True),
        ("wait revision:5", True),
        ("wait revision:13", False),
        ("wait text:A-025", True),
        ("wait text:đến QUẦY", True),
        ("wait text:A-026", False),
        ("wait gone:A-026", True),
        ("wait gone:A-025", False),
    ],
)
def test_what_is_waited_for(monkeypatch: pytest.MonkeyPatch, line: str, ok: bool) -> None:
    monkeypatch.setattr(window_play, "WAIT_S", 0.01)
    answers, _ = played(line)
    assert answers[0]["ok"] is ok


def test_a_wait_ends_when_the_window_shows_it() -> None:
    out = io.StringIO()
    play = Play(out, lambda: None)
    thread = play.in_thread(["wait text:A-025"])
    play.show(Shown((1, 1), "a-025"))
    thread.join(5)
    assert json.loads(out.getvalue())["ok"] is True


def test_nothing_painted_yet_has_no_revision() -> None:
    answers, _ = played("status", shown=Shown())
    assert (answers[0]["epoch"], answers[0]["revision"]) == (None, None)


def test_a_picture_is_told_when_it_is_there() -> None:
    def shoot(name: str, done: Callable[[], None]) -> Path:
        done()
        return Path("/shots") / f"{name}.png"

    answers, _ = played("shot hall", "shot ../../etc/passwd", shoot=shoot)
    assert [answer["file"] for answer in answers] == ["/shots/hall.png", "/shots/passwd.png"]


@pytest.mark.parametrize(
    "line", ["dance", "wait", "wait revision:", "wait revision:x", "wait colour:red", "shot hall", "sleep long"]
)
def test_a_line_that_cannot_be_played_says_why(line: str) -> None:
    answers, _ = played(line)
    assert answers[0]["ok"] is False
    assert answers[0]["error"].startswith("play: ")
