"""Somebody shows the slip in hand at the kiosk: given up, moved to another service, printed once more, or too late."""

from __future__ import annotations

from pathlib import Path

import pytest

from broker.contract import commands as c
from kiosk.session.mine import Mine
from kiosk.session.modes import Mode
from kiosk.session.views import Page, Sorry, say
from kiosk.session.ways import Pick, Ways
from kiosk.texts import text
from tests.kiosk.world import World, open_world
from tests.offices import DATE

pytestmark = pytest.mark.edge


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A visitor has taken A-001 for land and one more stands behind."""
    world = open_world(tmp_path)
    for counter in world.office.counters:
        world.engine.hall.key(counter.id, "pause")
    world.touch("field:land", "take", "done")
    world.engine.hall.take("land")
    world.pass_s(1)
    return world


def said(world: World) -> str:
    content = world.view.content
    assert isinstance(content, Sorry), content
    return content.text.key


def mine(world: World, number: str = "A-001") -> Ways:
    content = world.scan(f"{DATE}.{number}").content
    assert isinstance(content, Ways), content
    return content


def test_a_slip_shown_on_the_first_page_says_its_number_service_and_who_is_before(world: World) -> None:
    world.engine.hall.take("copy")
    second = mine(world, "A-002")
    assert (second.number, second.name, second.facts) == ("A-002", "Đất đai", (say("mine.ahead", count=1),))
    assert world.page == "mine"
    assert mine(world).facts == (say("mine.ahead", count=0),)


def test_a_number_is_given_up_after_a_question(world: World) -> None:
    mine(world)
    assert world.touch("mine:give_up").page == "give_up"
    assert world.touch("mine:keep").page == "mine"
    world.touch("mine:give_up", "mine:give_up_yes")
    assert said(world) == "mine.given_up"
    assert [each.outcome for each in world.engine.tickets] == ["given_up", None]
    assert world.numbers == ["A-001"]


def test_a_number_is_moved_and_a_new_slip_says_so(world: World) -> None:
    mine(world)
    view = world.touch("mine:move")
    assert isinstance(view.content, Pick)
    assert [card.action for card in view.content.cards] == ["movefield:certify"], "land has nothing else"
    world.touch("movefield:certify")
    assert world.page == "move"
    world.touch("moveto:sign")
    assert said(world) == "mine.moved"
    assert world.numbers == ["A-001", "A-001"]
    assert "In lại lúc" in world.tray.cut[-1].reprint
    assert world.tray.cut[-1].service != world.tray.cut[0].service
    assert {each.number: each.service for each in world.engine.tickets} == {"A-001": "sign", "A-002": "land"}


def test_back_leads_the_way_it_came(world: World) -> None:
    mine(world)
    world.touch("mine:move", "movefield:certify")
    view = world.touch("back")
    assert isinstance(view.content, Pick)
    assert view.content.fields
    assert world.touch("back").page == "mine"
    assert world.touch("back").page == "home"


ENDS = {
    "given_up": ("mine:give_up", "mine:give_up_yes"),
    "moved": ("mine:move", "movefield:certify", "moveto:sign"),
    "printed": ("mine:again",),
}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize(("modes", "times"), [((), 1.0), (("mode:voice",), 3.0), (("mode:large",), 3.0)])
def test_the_end_stays_longer_for_who_listens_or_has_large_text(
    world: World, end: str, modes: tuple[str, ...], times: float
) -> None:
    world.machine.session.modes = tuple(Mode)
    mine(world)
    world.touch(*modes, *ENDS[end])
    assert said(world) == f"mine.{end}"
    world.pass_s(world.hands.sorry_s * times - 3)
    assert said(world) == f"mine.{end}", "there is still time to take it in"
    world.pass_s(4)
    assert world.page == "home"


def test_the_slip_is_printed_again_once(world: World) -> None:
    mine(world)
    world.touch("mine:again")
    assert said(world) == "mine.printed"
    assert world.numbers == ["A-001", "A-001"]
    assert "In lại lúc" in world.tray.cut[-1].reprint
    mine(world)
    world.touch("mine:again")
    assert said(world) == "mine.twice"
    assert world.numbers == ["A-001", "A-001"]


def test_a_second_slip_that_did_not_come_out_may_be_asked_for_again(world: World) -> None:
    world.tray.outcomes.extend(["failed"] * 3)
    mine(world)
    world.touch("mine:again")
    world.pass_s(1)
    assert said(world) == "mine.no_paper"
    assert [each.outcome for each in world.engine.tickets] == [None, None], "the number stays"
    mine(world)
    world.touch("mine:again")
    assert said(world) == "mine.printed"


def test_a_moved_number_whose_paper_failed_is_said_to_be_good_on_the_old_slip(world: World) -> None:
    world.tray.outcomes.extend(["failed"] * 3)
    mine(world)
    world.touch("mine:move", "movefield:certify", "moveto:copy")
    world.pass_s(1)
    assert said(world) == "mine.moved_no_paper"
    assert world.engine.tickets[0].service == "copy"


@pytest.mark.parametrize("ticket", [f"{DATE}.A-777", "2026-11-20.A-001"])
def test_a_slip_that_is_worth_nothing_is_told_so(world: World, ticket: str) -> None:
    world.scan(ticket)
    assert said(world) == ("mine.ended" if ticket.startswith(DATE) else "mine.other_day")
    assert world.touch("done").page == "home"


def test_a_called_number_is_sent_to_its_counter(world: World) -> None:
    hall = world.engine.hall
    counter = next(each for each in world.office.counters if "land" in each.services)
    hall.key(counter.id, "next")
    hall.key(counter.id, "next")
    world.pass_s(1)
    world.scan(f"{DATE}.A-001")
    assert said(world) == "mine.called"
    content = world.view.content
    assert isinstance(content, Sorry)
    assert text(content.text, "vi") == f"Số A-001 đang được mời. Xin đến ngay quầy {counter.number}."


def test_a_number_that_is_called_while_the_page_stands_is_not_moved(world: World) -> None:
    mine(world)
    hall = world.engine.hall
    counter = next(each for each in world.office.counters if "land" in each.services)
    hall.key(counter.id, "next")
    hall.key(counter.id, "next")
    world.touch("mine:give_up", "mine:give_up_yes")
    assert said(world) == "mine.not_now"
    assert world.engine.tickets[0].outcome is None


def test_cut_off_it_is_said_and_nothing_is_asked(world: World) -> None:
    world.cut_line()
    world.pass_s(4)
    world.scan(f"{DATE}.A-001")
    assert said(world) == "mine.cut"


def test_a_line_that_goes_under_the_question_is_told(world: World) -> None:
    mine(world)
    world.touch("mine:give_up")
    world.engine.alive = False
    world.touch("mine:give_up_yes")
    world.pass_s(4)
    assert said(world) == "mine.silent"
    world.pass_s(25)
    assert world.page == "home"


def test_an_answer_that_is_lost_is_asked_for_again_and_done_once(world: World) -> None:
    mine(world)
    world.engine.mute = True
    world.touch("mine:give_up", "mine:give_up_yes")
    world.pass_s(1.5)
    world.engine.mute = False
    world.pass_s(2)
    assert said(world) == "mine.given_up"
    assert len([each for each in world.engine.heard if isinstance(each, c.GiveUpTicket)]) > 1


def test_a_forgotten_page_is_wiped(world: World) -> None:
    mine(world)
    world.pass_s(61)
    assert world.page == "home"
    assert world.machine.session.visit.mine is None


def test_who_waits_is_not_listened_to_any_longer_than_for_one_look(world: World) -> None:
    mine(world)
    assert world.engine.topics.waiting not in world.link.patterns


def test_the_slip_of_an_engine_that_keeps_still_is_given_up_looking_for(world: World) -> None:
    world.hub.retained.pop(world.engine.topics.waiting, None)
    world.scan(f"{DATE}.A-001")
    assert world.page == Page.MINE
    world.pass_s(4)
    assert said(world) == "mine.silent"


def test_the_number_of_a_slip_is_read_from_its_id() -> None:
    assert Mine("2026-11-23.A-025", 0.0).number == "A-025"
