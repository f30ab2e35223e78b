"""Keypads at work: the real driver on a simulated line, the machine in its thread, an engine that knows revisions."""

from __future__ import annotations

import os
import time
import tty
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from assets.wires.serial_line import serial_address
from display.keypad.cables import TcpCable
from display.keypad.driver import Told
from display.keypad.noise import Noise
from display.keypad.serial_driver import SerialKeypads
from display.keypad.timing import round_s
from tests.display.counter_tools import until
from tests.display.keypad.hall import HANDS, Hall

pytestmark = pytest.mark.edge


def test_a_press_goes_from_its_pad_to_the_engine_and_back_to_digits_lamp_and_buzzer(tmp_path: Path) -> None:
    with Hall(tmp_path, 4) as hall:
        assert hall.simulator.text(3) == "n0"
        hall.press(3, "next")
        hall.press(2, "recall", held_s=HANDS.long_s + 0.2)
        until(lambda: len(hall.engine.accepted) == 2)
        assert [(each.counter, each.key, each.long) for each in hall.engine.accepted] == [
            ("3", "next", False), ("2", "recall", True),
        ]  # fmt: skip
        assert [each.device for each in hall.engine.got] == ["counter-3", "counter-2"]
        hall.engine.tell("3", state="calling", ticket="2026-11-23.A-025", number="A-025", nth=1)
        assert hall.simulator.wait(3, lambda pad: pad.text == "A025", 5)
        until(lambda: "lamp" in hall.simulator.lit(3))
        until(lambda: "lamp" not in hall.simulator.lit(3))  # it blinks


def test_over_a_noisy_line_every_press_is_accepted_once(tmp_path: Path) -> None:
    with Hall(tmp_path, 6, patience_s=0.01) as hall:
        hall.simulator.noise = Noise(Random(4), loss=0.08, damage=0.12)
        for nth in range(1, 6):
            for address in range(1, 7):
                hall.simulator.key(address, "next", True)
            hall.rest(0.05)
            for address in range(1, 7):
                hall.simulator.key(address, "next", False)
            until(lambda nth=nth: len(hall.engine.accepted) >= 6 * nth)  # type: ignore[misc]
            hall.rest(0.6)  # the hand sees its number and takes a breath; states on the pads are those it sees
        assert len(hall.engine.got) == len(hall.engine.accepted) == 30
        assert hall.driver.damaged > 5
        assert hall.driver.timeouts > 5


def test_the_answer_is_shown_within_a_round_of_the_answer(tmp_path: Path) -> None:
    """Pads of a full line at its real speed: a press takes a round to be known, its answer goes out at once."""
    with Hall(tmp_path, 32, baud=115_200) as hall:
        took_s = []
        for address in (3, 9, 17, 22, 30):
            hall.simulator.key(address, "next", True)
            hall.rest(0.05)
            hall.simulator.key(address, "next", False)
            begun_s = time.monotonic() + 0.02
            before = len(hall.outcomes)
            until(lambda before=before: len(hall.outcomes) > before)  # type: ignore[misc]
            assert hall.simulator.wait(address, lambda pad: pad.nth is not None, 5)
            took_s.append(time.monotonic() - begun_s)
        assert sorted(took_s)[2] < 2 * round_s(32, 115_200)


def test_without_an_engine_the_key_says_offline(tmp_path: Path) -> None:
    with Hall(tmp_path, 1) as hall:
        hall.beating = False
        assert hall.simulator.wait(1, lambda pad: pad.text == "----", 8)
        hall.press(1, "next")
        until(lambda: bool(hall.outcomes))
        assert hall.outcomes[-1][1].end == "offline"
        assert hall.engine.got == []


def test_a_key_that_stays_down_is_told_to_the_office_until_it_comes_up(tmp_path: Path) -> None:
    with Hall(tmp_path, 2) as hall:
        hall.simulator.key(2, "pause", True)
        until(lambda: hall.troubles("stuck_key") == {"2"})
        assert [each for each in hall.engine.reports if each.on][-1].params == {"counter": "2", "keys": "pause"}
        hall.press(2, "next")
        until(lambda: [each.key for each in hall.engine.accepted if not each.long] == ["next"])
        hall.simulator.key(2, "pause", False)
        until(lambda: hall.troubles("stuck_key") == set())


def test_a_pad_and_a_line_that_are_pulled_out_are_told_and_come_back(tmp_path: Path) -> None:
    with Hall(tmp_path, 3) as hall:
        hall.simulator.unplug(2)
        until(lambda: hall.troubles("keypad_lost") == {"2"}, 8)
        hall.press(3, "next")
        until(lambda: len(hall.engine.accepted) == 1)
        hall.simulator.plug(2)
        until(lambda: hall.troubles("keypad_lost") == set(), 8)
        hall.simulator.line.pull()
        until(lambda: hall.troubles("keypad_lost") == {"1", "2", "3"}, 8)
        until(lambda: hall.simulator.text(1) == "----")  # it knows that it is alone
        hall.press(1, "next")  # into nothing
        hall.simulator.line.plug()
        until(lambda: hall.troubles("keypad_lost") == set(), 8)
        assert len(hall.engine.accepted) == 1
        hall.press(1, "start")
        until(lambda: len(hall.engine.accepted) == 2)
        assert hall.engine.accepted[-1].key == "start"


def test_over_a_serial_device_server(tmp_path: Path) -> None:
    with Hall(tmp_path, 2, line=TcpCable(0)) as hall:
        hall.press(1, "next")
        until(lambda: len(hall.engine.accepted) == 1)
        hall.simulator.line.pull()
        until(lambda: hall.troubles("keypad_lost") == {"1", "2"}, 8)
        hall.simulator.line.plug()
        until(lambda: hall.troubles("keypad_lost") == set(), 8)


def test_signs_hang_on_the_line_of_the_keypads(tmp_path: Path) -> None:
    with Hall(tmp_path, 3, baud=115_200, signs=2) as hall:
        assert hall.simulator.wait(33, lambda sign: not sign.alone and sign.text == "", 5)
        hall.engine.tell("1", state="calling", ticket="2026-11-23.A-025", number="A-025", nth=1)
        assert hall.simulator.wait(33, lambda sign: sign.text == "A025", 5)
        until(lambda: "lamp" in hall.simulator.lit(33))
        until(lambda: "lamp" not in hall.simulator.lit(33))  # it blinks while somebody is to come
        hall.engine.tell("2", state="paused")
        assert hall.simulator.wait(34, lambda sign: sign.text == "PAUS", 5)
        hall.simulator.unplug(33)
        until(lambda: hall.troubles("sign_lost") == {"1"}, 8)
        hall.press(1, "next")
        until(lambda: len(hall.engine.accepted) == 1)
        hall.simulator.plug(33)
        until(lambda: hall.troubles("sign_lost") == set(), 8)
        hall.beating = False
        assert hall.simulator.wait(33, lambda sign: sign.text == "----", 8)
        assert hall.troubles("keypad_lost") == set()


def test_two_pads_with_one_address_are_told_and_hinder_no_other(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Hall(tmp_path, 3, patience_s=0.01) as hall:
        hall.simulator.twin(2)
        until(lambda: hall.troubles("keypad_lost") == {"2"}, 8)
        assert "keypad 2 of counter 2: only damaged answers come; two have one address" in caplog.text
        hall.press(3, "next")
        until(lambda: len(hall.engine.accepted) == 1)
        hall.simulator.hush(2)
        until(lambda: hall.troubles("keypad_lost") == set(), 8)
        hall.press(2, "next")
        until(lambda: len(hall.engine.accepted) == 2)


def test_a_pad_that_chatters_silences_the_line_is_told_and_leaves_no_press_behind(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Hall(tmp_path, 2, patience_s=0.01) as hall:
        hall.simulator.chatter(1)
        hall.rest(0.1)
        hall.simulator.key(2, "next", True)
        hall.rest(0.05)
        hall.simulator.key(2, "next", False)
        until(lambda: hall.troubles("keypad_lost") == {"1", "2"}, 8)
        assert "one chatters" in caplog.text
        until(lambda: hall.simulator.text(2) == "----")
        hall.simulator.hush(1)
        until(lambda: hall.troubles("keypad_lost") == set(), 8)
        assert hall.engine.got == []  # the hand was told "offline" by its pad
        hall.press(2, "start")
        until(lambda: [each.key for each in hall.engine.accepted] == ["start"])


def test_a_line_that_takes_no_bytes_keeps_no_counter_waiting(tmp_path: Path) -> None:
    """A device server whose flow control holds everything back: the program must go on turning."""
    near, far = os.openpty()
    try:
        tty.setraw(far)
        driver = SerialKeypads(serial_address(os.ttyname(far)), {1: "1"}, 0.02)
        begun_s, told = time.monotonic(), list[Told]()
        while not told and time.monotonic() - begun_s < 20:
            told = driver.turn({}, 0.0) if not driver.requests else _flooded(driver, far)
        assert "takes no bytes" in told[0].gone
        driver.close()
    finally:
        os.close(near)
        os.close(far)


def _flooded(driver: SerialKeypads, line: int) -> list[Told]:
    """The next turn with the line's buffer full: nobody reads at the other end."""
    os.set_blocking(line, False)
    with suppress(BlockingIOError):
        while True:
            os.write(line, bytes(4096))
    time.sleep(1.1)  # a pad that is gone is asked once a second
    return driver.turn({}, 0.0)
