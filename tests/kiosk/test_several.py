"""One number for a visit of several services."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.session.views import Confirm
from kiosk.session.ways import Pick
from tests.kiosk.world import World, open_world
from tests.offices import small_office

pytestmark = pytest.mark.edge


@pytest.fixture
def world(tmp_path: Path) -> World:
    return open_world(tmp_path)


def extras(world: World) -> list[str]:
    content = world.view.content
    assert isinstance(content, Confirm)
    return [each.name for each in content.further]


def test_a_second_thing_to_do_is_added_listed_and_printed(world: World) -> None:
    world.touch("field:land", "further")
    assert world.page == "further"
    view = world.touch("addfield:certify")
    assert isinstance(view.content, Pick)
    assert [card.action for card in view.content.cards] == ["add:copy", "add:sign"]
    world.touch("add:sign")
    assert extras(world) == ["Chữ ký"]
    world.touch("take")
    (ticket,) = world.engine.tickets
    assert (ticket.service, ticket.further) == ("land", ("sign",))
    assert "Việc thứ hai: Chữ ký" in [line.text for line in world.tray.cut[0].lines]


def test_what_was_added_can_be_taken_off(world: World) -> None:
    world.touch("field:land", "further", "addfield:certify", "add:sign", "drop:sign")
    assert extras(world) == []
    world.touch("take")
    assert world.engine.tickets[0].further == ()


def test_a_visit_has_no_more_services_than_the_office_allows(tmp_path: Path) -> None:
    world = open_world(tmp_path, office=small_office(most_services=2))
    world.touch("field:land")
    assert "further" in world.view.actions
    world.touch("further", "addfield:certify", "add:sign")
    assert "further" not in world.view.actions


def test_nothing_is_offered_twice(world: World) -> None:
    world.touch("field:certify", "service:copy", "further")
    view = world.view
    assert isinstance(view.content, Pick)
    assert [card.action for card in view.content.cards] == ["addfield:certify", "addfield:land"][::-1]
    world.touch("addfield:certify")  # there is only one left in it
    assert extras(world) == ["Chữ ký"]
    world.touch("further")
    assert world.touch("addfield:land").page == "confirm"
    assert extras(world) == ["Chữ ký", "Đất đai"]
    assert "further" not in world.view.actions, "nothing is left to add"


def test_back_from_choosing_keeps_what_there_was(world: World) -> None:
    world.touch("field:land", "further", "addfield:certify", "add:sign", "further")
    world.touch("back")
    assert extras(world) == ["Chữ ký"]
    world.touch("back", "field:land")
    assert extras(world) == []


def test_cut_off_the_second_thing_reaches_the_engine_on_return(world: World) -> None:
    world.cut_line()
    world.pass_s(4)
    world.touch("field:land", "further", "addfield:certify", "add:sign", "take")
    assert "Việc thứ hai: Chữ ký" in [line.text for line in world.tray.cut[0].lines]
    world.mend_line()
    world.pass_s(3)
    (ticket,) = world.engine.tickets
    assert (ticket.offline, ticket.further) == (True, ("sign",))


def test_a_crash_while_asking_does_not_forget_the_second_thing(world: World) -> None:
    world.engine.mute = True
    world.touch("field:land", "further", "addfield:certify", "add:sign", "take")
    world.crash()
    world.engine.mute = False
    world.pass_s(3)
    (ticket,) = world.engine.tickets
    assert ticket.further == ("sign",)
