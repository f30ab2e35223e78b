"""One number a person and field, where the office wants that: the ID card is asked for on the way to the number."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.session.messages import CardsRead
from kiosk.session.views import Sorry, say
from kiosk.session.ways import Ways
from tests.kiosk.world import World, open_world
from tests.offices import small_office

pytestmark = pytest.mark.edge

ANNA, BINH = "a" * 64, "b" * 64


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = open_world(tmp_path, office=small_office(one_per_person=True))
    world.turn(CardsRead(on=True))
    return world


def take(world: World, person: str, *way: str) -> None:
    world.touch("done", "home", *way, "take")
    assert world.page == "id_card"
    world.show_card(person)


def test_the_card_is_asked_for_and_shown_leads_to_the_number(world: World) -> None:
    world.touch("field:land", "take")
    assert world.page == "id_card"
    assert world.engine.tickets == []
    world.show_card(ANNA)
    assert world.page == "ticket"
    assert world.engine.tickets[0].person == ANNA


def test_the_same_person_gets_no_second_number_in_the_field_but_the_slip_again(world: World) -> None:
    take(world, ANNA, "field:certify", "service:copy")
    take(world, ANNA, "field:certify", "service:sign")
    content = world.view.content
    assert isinstance(content, Ways)
    assert (world.page, content.title) == ("same", say("print.same", number="C-001"))
    assert len(world.engine.tickets) == 1
    world.pass_s(1)
    world.touch("same:again")
    assert isinstance(world.view.content, Sorry)
    assert world.view.content.text == say("mine.printed", number="C-001")
    assert world.numbers == ["C-001", "C-001"]


def test_another_field_and_another_person_get_theirs(world: World) -> None:
    take(world, ANNA, "field:certify", "service:copy")
    take(world, ANNA, "field:land")
    take(world, BINH, "field:certify", "service:copy")
    assert world.numbers == ["C-001", "A-001", "C-002"]


def test_cut_off_the_kiosk_knows_what_it_gave_itself(world: World) -> None:
    take(world, ANNA, "field:certify", "service:copy")
    world.cut_line()
    world.pass_s(4)
    take(world, ANNA, "field:certify", "service:sign")
    assert (world.page, world.numbers) == ("same", ["C-001"])
    take(world, ANNA, "field:land")
    take(world, BINH, "field:certify", "service:sign")
    assert world.numbers == ["C-001", "A-801", "C-801"]
    take(world, BINH, "field:certify", "service:copy")
    assert world.page == "same"
    world.mend_line()
    world.pass_s(3)
    assert sorted((each.number, each.person) for each in world.engine.tickets) == [
        ("A-801", ANNA), ("C-001", ANNA), ("C-801", BINH),
    ]  # fmt: skip


def test_who_has_no_card_is_sent_to_people(world: World) -> None:
    world.touch("field:land", "take", "card:none")
    assert isinstance(world.view.content, Sorry)
    assert world.view.content.text.key == "id.desk"
    assert world.touch("back").page == "confirm"


def test_a_torn_card_is_asked_for_again(world: World) -> None:
    world.touch("field:land", "take")
    assert world.show_card(None, whole=False).page == "id_card"
    assert world.view.banners[0].key == "id.again"
    assert world.show_card(ANNA).page == "ticket"


def test_a_kiosk_that_cannot_read_cards_gives_numbers_without(world: World) -> None:
    world.turn(CardsRead(on=False))
    world.touch("field:land", "take")
    assert world.numbers == ["A-001"]


def test_a_key_that_went_meanwhile_holds_nobody_up(world: World) -> None:
    world.touch("field:land", "take")
    world.show_card(None)
    assert world.numbers == ["A-001"]


def test_a_scanner_that_goes_while_the_card_is_asked_for_holds_nobody_up(world: World) -> None:
    world.touch("field:land", "take")
    assert world.page == "id_card"
    world.turn(CardsRead(on=False))
    assert (world.page, world.view.banners) == ("confirm", (say("id.gone"),))
    world.touch("take")
    assert world.numbers == ["A-001"]


def test_an_office_that_does_not_want_it_never_asks(tmp_path: Path) -> None:
    world = open_world(tmp_path)
    world.turn(CardsRead(on=True))
    assert world.touch("field:land", "take").page == "ticket"


def test_the_next_visitor_is_another_person(world: World) -> None:
    take(world, ANNA, "field:land")
    world.touch("done", "field:land", "take")
    assert world.page == "id_card"
    world.pass_s(61)
    assert world.machine.session.visit.person is None
