"""Master and pads over a cable in memory: nothing lost, nothing doubled, whatever the cable does to the bytes."""

from __future__ import annotations

from random import Random

import pytest

from broker.contract.commands import Key
from display.counter.answers import ANSWERS, Played
from display.keypad.driver import Show
from display.keypad.frames import encode_request
from display.keypad.noise import Noise
from tests.display.keypad.bus import EXCHANGE_S, KEYS, TIMEOUT_S, Bus


def pressed(bus: Bus, address: int) -> list[tuple[Key, bool]]:
    return [(each.key, each.long) for each in bus.gestures.get(str(address), [])]


def test_short_and_long_presses_become_gestures() -> None:
    bus = Bus(2)
    bus.run(0.2)
    bus.press(1, "next")
    bus.press(1, "recall", held_s=1.2)
    bus.press(2, "pause")
    assert pressed(bus, 1) == [("next", False), ("recall", True)]
    assert pressed(bus, 2) == [("pause", False)]


@pytest.mark.parametrize("seed", range(6))
def test_over_a_bad_cable_every_press_comes_once_and_in_its_order(seed: int) -> None:
    chance = Random(seed)
    bus = Bus(4, Noise(chance, loss=0.15, damage=0.25))
    bus.begin()
    wanted: dict[int, list[tuple[Key, bool]]] = {address: [] for address in bus.pads}
    for _ in range(150):
        address, key, long = chance.choice(list(bus.pads)), chance.choice(KEYS), chance.random() < 0.2
        bus.press(address, key, held_s=1.3 if long else 0.12)
        wanted[address].append((key, long))
    bus.run(2.0)
    assert {address: pressed(bus, address) for address in bus.pads} == wanted
    assert bus.frames.damaged > 100
    assert sorted(bus.fresh) == ["1", "2", "3", "4"]  # each pad was met once: no session was lost


def test_a_pad_that_was_pulled_out_is_missed_and_met_again_without_a_press_of_its_own() -> None:
    bus = Bus(3)
    bus.run(0.5)
    bus.unplugged.add(2)
    bus.run(2.5)
    assert bus.gone == ["2"]
    bus.pads[2].step(bus.now_s)
    assert bus.pads[2].alone
    bus.press(2, "next")
    assert bus.pads[2].text == "----"
    bus.unplugged.clear()
    bus.run(1.5)
    assert bus.fresh.count("2") == 2
    assert pressed(bus, 2) == []
    bus.press(2, "next")
    assert pressed(bus, 2) == [("next", False)]


def test_a_pad_without_a_master_answers_the_hand_by_itself() -> None:
    bus = Bus(1)
    pad = bus.pads[1]
    pad.key("next", True, 50.0)
    assert "buzzer" in pad.lit(50.03)
    beeps = [pad.lit(50.02 + at / 100) for at in range(150)]
    assert sum("buzzer" in each for each in beeps) > 80  # three long ones: "offline"


def test_heard_is_said_by_the_pad_at_once() -> None:
    bus = Bus(1)
    bus.run(0.2)
    pad, at_s = bus.pads[1], bus.now_s
    pad.key("next", True, at_s)
    assert {"buzzer", "lamp", "next"} <= pad.lit(at_s + 0.022)


def test_what_is_to_be_shown_is_shown_with_the_next_request_whoever_is_asked_else() -> None:
    bus = Bus(32)
    bus.run(32 * (EXCHANGE_S + TIMEOUT_S))
    bus.show(17, "A025", Played("accepted", "next", bus.now_s, 5))
    before = bus.requests
    while bus.pads[17].text != "A025":
        bus.turn()
    assert bus.requests - before <= 2
    assert {"lamp", "buzzer", "next"} <= bus.pads[17].lit(bus.now_s)


def test_an_answer_is_played_once_though_its_request_came_twice() -> None:
    bus = Bus(1)
    bus.run(0.1)
    bus.show(1, "A025", Played("refused", "next", bus.now_s, 9))
    bus.noise.loss = 0.0
    request = bus.master.ask(bus.now_s + 1)
    assert request is not None
    assert request.answer is not None
    pad = bus.pads[1]
    pad.hear(request, 200.0)
    lasts_s = ANSWERS["refused"].lasts_s
    assert pad.lit(200.01)
    pad.hear(request, 200.0 + lasts_s + 0.1)
    assert "buzzer" not in pad.lit(200.0 + lasts_s + 0.11)


def test_what_shows_already_is_not_sent_again() -> None:
    bus = Bus(1)
    bus.show(1, "A025")
    bus.run(0.2)
    request = bus.master.ask(bus.now_s + 1)
    assert request is not None
    assert len(encode_request(request)) == 12


def test_after_power_the_pad_gets_its_digits_again_and_a_held_key_is_no_press() -> None:
    bus = Bus(1)
    bus.show(1, "A025")
    bus.run(0.5)
    bus.pads[1].key("start", True, bus.now_s)
    bus.run(0.1)
    bus.pads[1].restart(bus.now_s)
    assert bus.pads[1].text == "----"
    bus.run(0.5)
    assert bus.pads[1].text == "A025"
    bus.pads[1].key("start", False, bus.now_s)
    bus.run(0.5)
    assert pressed(bus, 1) == []


def test_all_are_asked_in_turn_though_many_want_to_be_shown_something() -> None:
    bus = Bus(32)
    bus.run(2.0)
    asked: dict[int, int] = {}
    for nth in range(200):
        for address in range(1, 9):
            bus.show(address, f"{nth}")
        request = bus.master.ask(bus.now_s)
        assert request is not None
        asked[request.address] = asked.get(request.address, 0) + 1
        reply = bus.pads[request.address].hear(request, bus.now_s)
        assert reply is not None
        bus.master.take(reply, bus.now_s)
        bus.now_s += EXCHANGE_S
    assert min(asked.get(address, 0) for address in bus.pads) >= 200 // 64


def test_a_master_that_begins_anew_takes_no_old_presses() -> None:
    bus = Bus(1)
    bus.run(0.2)
    bus.noise.loss = 1.0
    pad = bus.pads[1]
    for down in (True, False):
        pad.key("next", down, bus.now_s)
        bus.run(0.15)
    again = Bus(1, now_s=bus.now_s)
    again.pads = bus.pads
    again.run(0.5)
    assert pressed(again, 1) == []
    again.press(1, "start")
    assert pressed(again, 1) == [("start", False)]


def test_a_pad_that_never_was_there_is_told_once() -> None:
    bus = Bus(3)
    bus.unplugged.add(2)
    bus.run(12.0)
    assert bus.gone == ["2"]


def test_a_line_that_drops_in_the_middle_of_presses_loses_and_doubles_none() -> None:
    """Up to a second and more without a byte: the pad keeps its edges, the master its place."""
    chance = Random(99)
    bus = Bus(8, Noise(chance, loss=0.05, damage=0.1))
    bus.begin()
    wanted: dict[int, list[tuple[Key, bool]]] = {address: [] for address in bus.pads}
    for _ in range(40):
        address, key = chance.choice(list(bus.pads)), chance.choice(KEYS)
        bus.pads[address].key(key, True, bus.now_s)
        bus.run(0.03)
        bus.unplugged = set(bus.pads)
        bus.run(0.1)
        bus.pads[address].key(key, False, bus.now_s)
        bus.run(chance.random())
        bus.unplugged = set()
        bus.run(1.5)
        wanted[address].append((key, False))
    bus.run(2.0)
    assert {address: pressed(bus, address) for address in bus.pads} == wanted
    assert bus.gone == []


def test_a_sign_on_the_line_of_the_keypads_shows_the_number_alone_and_is_pressed_by_nobody() -> None:
    bus = Bus(3, signs=3)
    bus.begin()
    bus.show(2, "n4", sign=Show("", "dark"))
    bus.run(1.0)
    assert (bus.pads[2].text, bus.pads[34].text) == ("n4", "")
    before = bus.requests
    bus.show(2, "A025", sign=Show("A025", "calling"))
    while (bus.pads[2].text, bus.pads[34].text) != ("A025", "A025"):
        bus.turn()
    assert bus.requests - before <= 4
    bus.pads[34].key("next", True, bus.now_s)  # a keypad that was set up as a sign
    bus.run(0.5)
    bus.pads[34].key("next", False, bus.now_s)
    bus.press(2, "next")
    assert pressed(bus, 2) == [("next", False)]
    assert not bus.pads[34].alone


def test_signs_take_little_of_the_keypads_time() -> None:
    """A full line: 32 keypads are asked at least eight tenths as often when 32 signs stand beside them."""
    asked = []
    for signs in (0, 32):
        bus = Bus(32, signs=signs)
        bus.begin()
        bus.run(1.0)
        begun, end_s = 0, bus.now_s + 8
        while bus.now_s < end_s:
            request = bus.master.ask(bus.now_s)
            assert request is not None
            begun += request.address <= 32
            reply = bus.pads[request.address].hear(request, bus.now_s)
            assert reply is not None
            bus.now_s += EXCHANGE_S
            bus.master.take(reply, bus.now_s)
        assert not any(pad.alone for pad in bus.pads.values())
        asked.append(begun)
    assert 0.8 * asked[0] < asked[1] < asked[0]


def test_over_a_bad_cable_no_sign_counts_itself_alone() -> None:
    bus = Bus(4, Noise(Random(5), loss=0.05, damage=0.1), signs=4)
    bus.begin()
    sessions = [bus.pads[address].session for address in range(33, 37)]
    bus.gone_signs.clear()  # of before they were met
    bus.run(60.0)
    assert [bus.pads[address].session for address in range(33, 37)] == sessions
    assert bus.gone_signs == []


def test_a_sign_that_was_pulled_out_is_missed_and_its_keypad_works_on() -> None:
    bus = Bus(2, signs=2)
    bus.begin()
    bus.unplugged.add(33)
    bus.run(4.0)
    assert (bus.gone_signs, bus.gone) == (["1"], [])
    bus.press(1, "next")
    assert pressed(bus, 1) == [("next", False)]
    bus.unplugged.clear()
    bus.show(1, "A025", sign=Show("A025", "calling"))
    bus.run(2.5)
    assert bus.pads[33].text == "A025"


def test_a_press_that_nobody_will_ever_know_of_is_told_to_its_hand() -> None:
    bus = Bus(1)
    bus.begin()
    pad = bus.pads[1]
    bus.unplugged.add(1)  # its wires break under the press
    pad.key("next", True, bus.now_s)
    pad.key("next", False, bus.now_s + 0.1)
    alone_s = bus.now_s + 2.1
    assert "buzzer" not in pad.lit(bus.now_s + 1.5)
    beeps = [pad.lit(alone_s + at / 100) for at in range(150)]
    assert sum("buzzer" in each for each in beeps) > 80  # "offline", by itself
    assert pad.alone


@pytest.mark.parametrize(("spoiled", "why"), [(False, "does not answer"), (True, "two have one address")])
def test_whoever_has_to_mend_a_line_is_told_what_to_look_for(spoiled: bool, why: str) -> None:
    bus = Bus(1)
    bus.begin()
    told = None
    while told is None:
        bus.now_s += 0.05
        told = bus.master.in_vain(bus.now_s, spoiled=spoiled) if bus.master.ask(bus.now_s) else None
    assert told.gone.startswith("keypad 1 of counter 1")
    assert why in told.gone
