"""Reading aloud while nobody can be heard: offered to nobody, and who listens is not left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.session.messages import VoiceChanged
from kiosk.session.modes import SLOWER, Mode
from kiosk.session.views import say
from kiosk.staff.pin import hashed
from tests.kiosk.world import World, open_world

pytestmark = pytest.mark.edge

GONE, BACK = VoiceChanged(trouble="aplay: no such device"), VoiceChanged(trouble="")


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = open_world(tmp_path, staff_pin=hashed("2580"))
    world.machine.session.modes = tuple(Mode)
    world.pass_s(1)
    return world


def standing(world: World) -> set[str]:
    world.pass_s(1)
    return {each.code for each in world.engine.hall.floor.state.troubles.values()}


def test_a_voice_nobody_hears_is_not_offered_until_it_is_back(world: World) -> None:
    assert "mode:voice" in world.view.actions
    world.turn(GONE)
    assert "mode:voice" not in world.view.actions
    assert "mode:large" in world.view.actions
    world.touch("mode:voice")
    assert world.view.modes_on == frozenset()
    assert standing(world) == {"kiosk_no_sound"}
    world.turn(BACK)
    assert "mode:voice" in world.view.actions
    assert standing(world) == set()


def test_who_was_listening_is_told_of_and_reads_on_when_it_is_back(world: World) -> None:
    world.touch("mode:voice", "mode:large", "field:certify")
    world.turn(GONE)
    assert world.view.modes_on == {Mode.LARGE}, "a finger presses again what it touches"
    assert say("spoken.lost_told") in world.view.banners
    assert standing(world) == {"kiosk_no_sound", "kiosk_listener"}
    world.touch("service:copy")
    assert (world.page, say("spoken.lost_told") in world.view.banners) == ("confirm", True)
    world.turn(BACK)
    assert world.view.modes_on == {Mode.LARGE, Mode.VOICE}
    assert say("spoken.lost_told") not in world.view.banners
    assert standing(world) == set()


def test_a_page_that_has_to_be_explained_waits_longer_and_is_then_forgotten(world: World) -> None:
    world.touch("mode:voice", "field:certify")
    world.turn(GONE)
    world.pass_s(world.hands.idle_s + 10)
    assert world.page == "services"
    world.pass_s(world.hands.idle_s * (SLOWER - 1))
    assert (world.page, world.view.banners) == ("home", ())
    assert standing(world) == {"kiosk_no_sound"}, "nobody waits any more"


def test_on_the_first_page_nobody_rests_who_waits_for_help(world: World) -> None:
    world.touch("mode:voice")
    world.turn(GONE)
    world.pass_s(world.hands.dim_s + 5)
    assert not world.view.dimmed
    assert world.view.banners


def test_cut_off_nobody_is_said_to_have_been_told(world: World) -> None:
    world.touch("mode:voice", "field:certify")
    world.cut_line()
    world.pass_s(5)
    world.turn(GONE)
    assert say("spoken.lost", place=say("place.guide")) in world.view.banners


def test_the_slip_of_somebody_who_hears_nothing_stays_as_long_as_for_who_listens(world: World) -> None:
    world.touch("mode:voice", "field:land")
    world.turn(GONE)
    world.touch("take")
    world.pass_s(world.hands.take_s + 5)
    assert world.page == "ticket"


def test_staff_see_why_nothing_is_heard_and_may_try(world: World) -> None:
    heard: list[str] = []
    world.machine.staff.on_sound = heard.append
    world.turn(GONE)
    world.touch("staff:open", "key:2", "key:5", "key:8", "key:0", "key:go", "staff:to-sound")
    assert say("staff.unheard", why=GONE.trouble) in world.view.content.facts  # type: ignore[attr-defined]
    world.touch("staff:hear")
    assert heard == ["vi"]
    world.turn(BACK)
    assert [each.key for each in world.view.content.facts] == ["staff.volume"]  # type: ignore[attr-defined]
