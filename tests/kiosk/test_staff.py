"""The staff corner: gesture, PIN and lock, and all that a clerk does at the machine itself."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import msgspec
import pytest

from assets import languages, translation
from kiosk.session.messages import Hands, PrinterChanged
from kiosk.session.staff import LOCKED_S, PAUSES, STAYS_S
from kiosk.session.staff_messages import VOLUMES
from kiosk.session.staff_views import Menu, PinPad
from kiosk.session.views import Sorry, Starting, View
from kiosk.staff import pin
from kiosk.staff.facts import network, versions
from tests.kiosk.world import World, open_world

PIN = "2580"


@functools.cache
def kept_pin() -> str:
    return pin.hashed(PIN)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return open_world(tmp_path, staff_pin=kept_pin())


def enter(world: World, digits: str = PIN) -> View:
    return world.touch("staff:open", *(f"key:{digit}" for digit in digits), "key:go")


def menu(world: World) -> Menu:
    content = world.view.content
    assert isinstance(content, Menu), content
    return content


def note(world: World) -> str:
    said = menu(world).note
    return said.key if said else ""


# --- the way in --------------------------------------------------------------------------------------------------


def test_gesture_and_pin_lead_to_the_menu_and_out_again(world: World) -> None:
    assert isinstance(world.touch("staff:open").content, PinPad)
    view = world.touch(*(f"key:{digit}" for digit in PIN), "key:go")
    assert (view.page, isinstance(view.content, Menu)) == ("staff", True)
    assert world.touch("staff:leave").page == "home"


def test_a_typing_error_can_be_taken_back(world: World) -> None:
    world.touch("staff:open", "key:2", "key:9", "key:erase", "key:5", "key:8", "key:0", "key:go")
    assert isinstance(world.view.content, Menu)


def test_without_a_pin_in_the_settings_there_is_no_corner(tmp_path: Path) -> None:
    world = open_world(tmp_path)
    assert world.touch("staff:open").page == "home"


def test_what_the_visitor_before_had_chosen_is_gone(world: World) -> None:
    world.touch("field:land", "staff:open")
    assert world.touch("staff:leave").page == "home"


def test_a_number_in_hand_comes_first(world: World) -> None:
    world.tray.usual = "never"
    world.touch("field:land", "take")
    assert world.page == "printing"
    assert world.touch("staff:open").page == "printing"


def test_a_lowered_page_stays_lowered(world: World) -> None:
    from kiosk.session.modes import Mode

    world.machine.session.modes = tuple(Mode)
    world.touch("mode:low")
    assert Mode.LOW in world.touch("staff:open").modes_on


def test_three_wrong_pins_lock_it_for_five_minutes(world: World) -> None:
    for _ in range(2):
        content = enter(world, "1111").content
        assert isinstance(content, PinPad)
        assert (content.wrong, content.locked_s) == (True, 0)
    content = enter(world, "1111").content
    assert isinstance(content, PinPad)
    assert content.locked_s > LOCKED_S - 5
    assert "key:1" not in world.view.actions
    world.touch("staff:leave")
    world.pass_s(LOCKED_S - 10)
    assert isinstance(enter(world).content, PinPad), "the right one is not taken either"
    world.pass_s(STAYS_S)
    assert isinstance(enter(world).content, Menu)


def test_pulling_the_plug_does_not_open_the_lock(world: World) -> None:
    for _ in range(3):
        enter(world, "9999")
    world.crash(reboot=True)
    world.pass_s(3)
    assert isinstance(enter(world).content, PinPad)
    assert world.view.content.locked_s > 0  # type: ignore[attr-defined]


def test_the_right_pin_forgives_the_wrong_ones(world: World) -> None:
    for digits in ("1111", "1112", PIN):
        enter(world, digits)
        world.touch("staff:leave")
    for digits in ("1111", "1112"):
        content = enter(world, digits).content
        assert isinstance(content, PinPad)
        assert content.locked_s == 0


def test_it_ends_by_itself_after_a_minute(world: World) -> None:
    enter(world)
    world.pass_s(STAYS_S - 2)
    assert world.page == "staff"
    world.touch("awake")
    world.pass_s(STAYS_S - 2)
    assert world.page == "staff"
    assert world.view.warn_left_s is None
    world.pass_s(3)
    assert world.page == "home"


def test_nothing_of_a_page_can_be_touched_from_another(world: World) -> None:
    world.touch("staff:open", "staff:strip", "staff:pause=pause.desk", "field:land", "take")
    assert isinstance(world.view.content, PinPad)
    assert (world.numbers, world.machine.session.kept.paused) == ([], "")


# --- what is done there ------------------------------------------------------------------------------------------


def test_a_test_strip_that_is_no_ticket(world: World) -> None:
    enter(world)
    world.touch("staff:strip")
    assert note(world) == "staff.printed_proven"
    [strip] = world.tray.cut
    assert strip.training
    assert not [each for each in world.engine.tickets if each.number == strip.number]


@pytest.mark.parametrize("outcome", ["failed", "silent"])
def test_what_became_of_a_strip_is_told(world: World, outcome: str) -> None:
    world.tray.usual = outcome
    enter(world)
    world.touch("staff:strip")
    assert note(world) == f"staff.printed_{outcome}"


def test_the_last_number_is_printed_again_and_marked(world: World) -> None:
    enter(world)
    assert "staff:last" not in world.view.actions
    world.touch("staff:leave")
    for _ in range(2):
        world.touch("field:land", "take")
        world.pass_s(30)
    enter(world)
    [item] = [each for each in menu(world).items if each.action == "staff:last"]
    assert item.name.params == {"number": "A-002"}
    world.touch("staff:last")
    assert [slip.number for slip in world.tray.cut] == ["A-001", "A-002", "A-002"]
    assert world.tray.cut[-1].reprint
    assert note(world) == "staff.printed_proven"
    assert len(world.engine.tickets) == 2


def test_a_pause_stands_until_it_is_ended_and_over_a_restart(world: World) -> None:
    enter(world)
    world.touch("staff:to-pauses", "staff:pause=pause.repair", "staff:leave")
    assert world.page == "out.service"
    content = world.view.content
    assert isinstance(content, Sorry)
    assert (content.text.key, content.pictogram) == ("pause.repair", "pause")
    world.crash(reboot=True)
    world.pass_s(3)
    assert world.page == "out.service"
    assert world.touch("field:land", "take").page == "out.service"
    enter(world)
    world.touch("staff:pause=", "staff:leave")
    assert world.page == "home"
    world.crash()
    world.pass_s(3)
    assert world.page == "home"


def test_a_pause_is_over_where_nobody_could_end_it(world: World) -> None:
    enter(world)
    world.touch("staff:to-pauses", f"staff:pause={PAUSES[0]}")
    world.staff_pin = ""
    world.crash()
    world.pass_s(3)
    assert world.page == "home"


def test_a_language_is_taken_off_and_put_back(world: World) -> None:
    assert "lang" in world.view.actions
    enter(world)
    world.touch("staff:to-languages", "staff:language=en")
    assert [each.chosen for each in menu(world).items] == [False]
    world.touch("staff:back", "staff:leave")
    assert "lang" not in world.view.actions
    world.crash()
    world.pass_s(3)
    assert "lang" not in world.view.actions
    enter(world)
    world.touch("staff:to-languages", "staff:language=en", "staff:back", "staff:leave")
    assert "lang" in world.view.actions


def test_the_volume_goes_by_steps_and_is_kept(world: World) -> None:
    from kiosk.session.modes import Mode

    world.machine.session.modes = tuple(Mode)
    heard: list[Any] = []
    world.machine.staff.on_volume, world.machine.staff.on_sound = heard.append, heard.append
    enter(world)
    world.touch("staff:to-sound", "staff:volume=softer", "staff:hear")
    assert heard == [70, "vi", "vi"]
    world.touch(*["staff:volume=louder"] * 5)
    assert world.machine.session.kept.volume == VOLUMES[-1]
    world.crash()
    assert world.machine.session.kept.volume == VOLUMES[-1]


def test_a_kiosk_without_a_loudspeaker_says_so(world: World) -> None:
    enter(world)
    world.touch("staff:to-sound")
    assert (note(world), menu(world).items) == ("staff.no_sound", ())


def test_facts_are_fresh_while_they_are_looked_at(world: World) -> None:
    enter(world)
    world.touch("staff:to-facts")
    first = {str(each.params["name"].key): each.params["value"] for each in menu(world).facts}  # type: ignore[union-attr]
    assert {"fact.version", "fact.address", "fact.beat", "fact.printer", "fact.untold"} <= set(first)
    world.turn(PrinterChanged(trouble="jam", reason="jam"))
    world.pass_s(2)
    then = {str(each.params["name"].key): each.params["value"] for each in menu(world).facts}  # type: ignore[union-attr]
    assert then["fact.printer"] == "jam"


def test_a_new_roll_has_the_printer_asked_at_once(world: World) -> None:
    enter(world)
    world.touch("staff:paper")
    assert (world.tray.looks, note(world)) == (1, "staff.paper_noted")


def test_a_scan_does_nothing_while_the_corner_is_open(world: World) -> None:
    enter(world)
    assert world.scan("2026-11-23.A-001").page == "staff"


def test_no_page_of_the_corner_holds_anything_of_a_visitor(world: World) -> None:
    world.show_card(None)
    world.touch("field:land", "take")
    world.pass_s(30)
    enter(world)
    pages = [world.view]
    for way in ("staff:to-facts", "staff:to-languages", "staff:to-sound", "staff:to-pauses"):
        pages.append(world.touch(way))
        world.touch("staff:back")
    said = b"".join(msgspec.json.encode(each.content) for each in pages)
    assert said.count(b"A-001") == 1, "the last number and nothing else"
    for ticket in world.engine.tickets:
        assert ticket.request_id.encode() not in said


def test_it_opens_while_the_engine_is_not_heard(tmp_path: Path) -> None:
    world = World(tmp_path, staff_pin=kept_pin(), hands=Hands())
    world.turn()
    assert isinstance(world.view.content, Starting)
    assert isinstance(enter(world).content, Menu)
    world.touch("staff:strip")
    assert note(world) == "staff.printed_proven"


# --- the PIN -----------------------------------------------------------------------------------------------------


def test_a_hash_tells_its_pin_from_others_and_no_two_are_alike() -> None:
    one, other = pin.hashed("12345678"), pin.hashed("12345678")
    assert one != other
    assert "12345678" not in one
    assert pin.matches("12345678", one)
    assert not pin.matches("12345679", one)


@pytest.mark.parametrize("bad", ["", "123", "12a4", "1234567890123", "0000", "١٢٣٤"])
def test_a_pin_that_is_none_is_told(bad: str) -> None:
    with pytest.raises(pin.PinError):
        pin.hashed(bad)


@pytest.mark.parametrize("bad", ["1234", "scrypt$x$y", "scrypt$AAAA$AAAA", "md5$" + "A" * 24 + "$" + "A" * 44])
def test_a_hash_that_is_none_is_told(bad: str) -> None:
    with pytest.raises(pin.PinError, match="python -m kiosk pin"):
        pin.check(bad)


def test_every_word_of_the_corner_is_in_every_language() -> None:
    keys = [*PAUSES, *(f"staff.printed_{each}" for each in ("proven", "silent", "failed"))]
    for lang in languages():
        assert all(translation(lang).text(key, place="x") for key in keys)


def test_versions_and_network_have_values(world: World) -> None:
    found = [*versions(), *network(world.machine.device, "mqtt://127.0.0.1:1", 0.0)]
    assert all(each.value for each in found)
