"""Real gpiozero objects on mock pins: edges come in with their time, lamps and buzzer go on and off."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from broker.contract.commands import Key
from display.buttons import Pins
from display.counter.errors import PinsError
from display.counter.settings import PinSettings

Edges = list[tuple[Key, bool, float]]


@pytest.fixture
def edges() -> Edges:
    return []


@pytest.fixture
def pins(edges: Edges, tmp_path: Path) -> Iterator[Pins]:
    pins = Pins(PinSettings(), "mock", lambda *edge: edges.append(edge), tmp_path)
    yield pins
    pins.close()


def lit(pins: Pins) -> set[str]:
    return {light for light, device in pins._lights.items() if device.pin.state}


def test_every_level_change_of_a_key_comes_in_with_its_time(pins: Pins, edges: Edges) -> None:
    before_s = time.monotonic()
    pins.drive("recall", True)
    pins.drive("recall", False)
    assert [edge[:2] for edge in edges] == [("recall", True), ("recall", False)]
    assert before_s <= edges[0][2] <= edges[1][2] <= time.monotonic()


def test_no_bounce_is_swallowed_before_our_own_debounce_sees_it(pins: Pins, edges: Edges) -> None:
    for _ in range(5):
        pins.drive("next", True)
        pins.drive("next", False)
    assert len(edges) == 10


def test_all_four_keys_are_told_apart(pins: Pins, edges: Edges) -> None:
    for key in ("next", "recall", "start", "pause"):
        pins.drive(key, True)
    assert [edge[0] for edge in edges] == ["next", "recall", "start", "pause"]
    assert pins.levels() == dict.fromkeys(("next", "recall", "start", "pause"), True)


def test_an_edge_is_handed_over_in_the_thread_it_came_in(tmp_path: Path) -> None:
    threads: list[threading.Thread] = []
    pins = Pins(PinSettings(), "mock", lambda *_: threads.append(threading.current_thread()), tmp_path)
    hand = threading.Thread(target=pins.drive, args=("next", True))
    hand.start()
    hand.join(5)
    pins.close()
    assert threads == [hand]


def test_lamps_and_buzzer_follow_what_is_shown(pins: Pins) -> None:
    pins.show({"lamp": True, "buzzer": True, "start": True})
    assert lit(pins) == {"lamp", "buzzer", "start"}
    pins.show({"lamp": True})
    assert lit(pins) == {"lamp"}


def test_a_lamp_is_switched_only_when_it_changes(pins: Pins) -> None:
    for _ in range(3):
        pins.show({"lamp": True})
    pins.show({})
    assert [state.state for state in pins._lights["lamp"].pin.states] == [False, True, False]


def test_keys_without_lamps_are_left_out(tmp_path: Path) -> None:
    pins = Pins(PinSettings(next_lamp=0, recall_lamp=0, pause_lamp=0), "mock", lambda *_: None, tmp_path)
    pins.show(dict.fromkeys(("lamp", "next", "start"), True))
    assert lit(pins) == {"lamp", "start"}
    pins.close()


def test_closing_puts_everything_out(tmp_path: Path) -> None:
    pins = Pins(PinSettings(), "mock", lambda *_: None, tmp_path)
    pins.show({"lamp": True, "buzzer": True})
    lamp, buzzer = pins._lights["lamp"].pin, pins._lights["buzzer"].pin
    pins.close()
    assert lamp.states[-1].state is buzzer.states[-1].state is False


def test_two_counters_on_mock_pins_do_not_touch_each_other(pins: Pins, edges: Edges, tmp_path: Path) -> None:
    other = Pins(PinSettings(), "mock", lambda *_: None, tmp_path)
    other.drive("next", True)
    other.close()
    assert edges == []


class Doubled(PinSettings, frozen=True, kw_only=True):
    """Settings that give the lamp's pin to a key as well, which the settings would have refused."""

    def keys(self) -> dict[Key, int]:
        return {**super().keys(), "pause": self.lamp}


def test_a_pin_in_use_is_named_with_its_factory(tmp_path: Path) -> None:
    with pytest.raises(PinsError, match="pin factory mock, GPIO24 for lamp: in use already"):
        Pins(Doubled(), "mock", lambda *_: None, tmp_path)


def test_a_machine_without_pins_is_told_so_and_what_to_do(tmp_path: Path) -> None:
    if list(Path("/dev").glob("gpiochip*")):
        pytest.skip("this machine has pins")
    with pytest.raises(PinsError, match=r"pin factory lgpio cannot be had: .*; at a desk use --pins mock"):
        Pins(PinSettings(), "lgpio", lambda *_: None, tmp_path)


@pytest.mark.edge
def test_lgpio_puts_its_pipe_where_it_is_told(tmp_path: Path) -> None:
    pytest.importorskip("lgpio")
    (tmp_path / "cwd").mkdir()
    (tmp_path / "work").mkdir()
    code = (
        "import sys; from pathlib import Path\n"
        "from display.buttons import Pins; from display.counter.settings import PinSettings\n"
        "try: Pins(PinSettings(), 'lgpio', print, Path(sys.argv[1]))\n"
        "except Exception as error: print(error)\n"
    )
    root = Path(__file__).parents[2]
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "work")],
        cwd=tmp_path / "cwd", env={"PYTHONPATH": str(root)}, check=True, timeout=30,
    )  # fmt: skip
    assert [each.name for each in (tmp_path / "work").iterdir()] == [".lgd-nfy0"]
    assert list((tmp_path / "cwd").iterdir()) == []


def test_real_pins_cannot_be_pressed_by_a_program(pins: Pins) -> None:
    pins._name = "lgpio"
    with pytest.raises(PinsError, match="only mock pins"):
        pins.drive("next", True)
    pins._name = "mock"


def test_four_hands_at_once_lose_no_edge(tmp_path: Path) -> None:
    inbox: queue.SimpleQueue[tuple[Key, bool, float]] = queue.SimpleQueue()
    pins = Pins(PinSettings(), "mock", lambda *edge: inbox.put(edge), tmp_path)
    hands = [
        threading.Thread(target=lambda key=key: [pins.drive(key, n % 2 == 0) for n in range(200)])
        for key in ("next", "recall", "start", "pause")
    ]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(10)
    pins.close()
    assert inbox.qsize() == 800
