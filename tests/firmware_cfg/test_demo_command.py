"""Windows of the demonstration side by side, and what a machine tells of its screen and its sound."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_cfg.demo.__main__ import main
from firmware_cfg.demo.desk import TITLE_PX, Spot, has_loudspeaker, screen_px, spots


def over_one_another(one: Spot, other: Spot) -> bool:
    """Whether two windows, title bars included, share a pixel."""
    across = one.left < other.left + other.width and other.left < one.left + one.width
    down = one.top - TITLE_PX < other.top + other.height and other.top - TITLE_PX < one.top + one.height
    return across and down


@given(st.integers(1280, 3840), st.integers(768, 2400))
def test_no_window_stands_over_another_or_beyond_the_screen(width: int, height: int) -> None:
    desk = spots(width, height, ("1", "3"))
    assert list(desk) == ["kiosk", "lobby", "tablet", "counter-1", "counter-3"]
    for one, other in combinations(desk.values(), 2):
        assert not over_one_another(one, other), desk
    for spot in desk.values():
        assert spot.left + spot.width <= width
        assert spot.top + spot.height <= height


def test_a_large_screen_is_filled_and_a_small_one_still_shows_readable_pages() -> None:
    large = spots(1920, 1080, ("1", "3"))
    assert large["kiosk"].height > 850
    assert large["lobby"].width > 900
    assert large["tablet"].width >= 300
    assert min(large["counter-1"].width, large["counter-3"].width) >= 360
    small = spots(1366, 768, ("1", "3"))
    assert (small["kiosk"].width, small["lobby"].width) >= (320, 560)
    assert min(small["tablet"].width, small["tablet"].height) >= 270


def test_a_spot_speaks_as_the_command_lines_do() -> None:
    spot = Spot(12, 80, 480, 320)
    assert (spot.at, spot.size) == ("12,80", "480,320")


def test_without_a_screen_to_ask_a_usual_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    assert screen_px() == (1366, 768)


def test_only_a_machine_with_a_sound_card_speaks_aloud(tmp_path: Path) -> None:
    cards = tmp_path / "cards"
    assert not has_loudspeaker(cards)
    cards.write_text("--- no soundcards ---\n")
    assert not has_loudspeaker(cards)
    cards.write_text(" 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n")
    assert has_loudspeaker(cards)


def test_results_go_into_no_folder_that_holds_something_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = tmp_path / "letters.txt"
    theirs.write_text("Thư")
    assert main(["--played", "--out", str(tmp_path)]) == 1
    assert "holds something" in capsys.readouterr().err
    assert theirs.read_text() == "Thư"


@pytest.mark.parametrize("words", [["--speed", "0"], ["--speed", "1e9"], ["--citizens", "0"], ["--citizens", "x"]])
def test_a_morning_that_cannot_be_played_is_refused_at_once(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(words)
    assert words[0] in capsys.readouterr().err
