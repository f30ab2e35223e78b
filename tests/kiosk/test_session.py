"""One visitor at the kiosk, from the first touch to the paper, on the broker's own rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from broker.contract import commands as c
from kiosk.paper.ticket import Role
from kiosk.session.messages import PrinterChanged, ScannerChanged, Touch
from kiosk.session.views import Again, Confirm, Home, Services, Sorry, Take
from tests.kiosk.world import World, open_world
from tests.offices import SEVEN

pytestmark = pytest.mark.edge  # the journal is a real SQLite file


@pytest.fixture
def world(tmp_path: Path) -> World:
    return open_world(tmp_path)


def test_a_field_with_one_service_takes_two_touches(world: World) -> None:
    assert world.touch("field:land").page == "confirm"
    view = world.touch("take")
    assert view.page == "ticket"
    assert world.numbers == ["A-001"]
    assert isinstance(view.content, Take)
    assert view.content.number == "A-001"


def test_a_field_with_several_services_takes_three_touches(world: World) -> None:
    view = world.touch("field:certify")
    assert isinstance(view.content, Services)
    assert [card.action for card in view.content.cards] == ["service:copy", "service:sign"]
    world.touch("service:sign", "take")
    assert world.numbers == ["C-001"]


def test_the_paper_is_proven_to_the_engine(world: World) -> None:
    world.touch("field:land", "take")
    world.pass_s(1)
    (ticket,) = world.engine.tickets
    assert ticket.paper == "proven"


def test_confirm_page_says_who_waits_how_long_and_which_papers(tmp_path: Path) -> None:
    world = open_world(tmp_path)
    world.engine.hall.take("copy")
    world.engine.hall.take("sign")
    world.engine.hall.take("sign")
    world.pass_s(2)
    content = world.touch("field:certify", "service:copy").content
    assert isinstance(content, Confirm)
    assert content.service == "Sao y"
    (fact,) = content.facts
    assert (fact.key, fact.params["count"]) == ("wait.full", 3)  # all who wait for the field's counters


def test_the_class_and_language_reach_the_engine(world: World) -> None:
    world.touch("lang", "field:land", "priority", "class:elder", "take")
    (ticket,) = world.engine.tickets
    assert (ticket.class_id, ticket.lang) == ("elder", "en")


def test_a_class_touched_twice_is_taken_back(world: World) -> None:
    content = world.touch("field:land", "priority", "class:elder", "priority", "class:elder").content
    assert isinstance(content, Confirm)
    assert content.chosen is None


def test_nothing_of_one_visitor_reaches_the_next(world: World) -> None:
    world.touch("lang", "field:land", "priority", "class:elder")
    world.pass_s(61)
    view = world.touch("field:land")
    assert view.lang == "vi"
    assert isinstance(view.content, Confirm)
    assert view.content.chosen is None


def test_what_is_not_on_the_page_cannot_be_touched(world: World) -> None:
    assert world.touch("take").page == "home"
    assert world.touch("service:copy").page == "home"
    assert world.engine.tickets == []


def test_time_out_is_warned_for_twenty_seconds_then_wipes(world: World) -> None:
    world.touch("field:land")
    world.pass_s(39)
    assert world.view.warn_left_s is None
    world.pass_s(2)
    assert world.view.warn_left_s == 19
    assert world.view.actions == {"time:more", "time:end"}
    world.pass_s(20)
    assert world.page == "home"


def test_more_time_goes_on_where_the_visitor_was(world: World) -> None:
    world.touch("field:land", "priority", "class:elder")
    world.pass_s(45)
    view = world.touch("time:more")
    assert (view.page, view.warn_left_s) == ("confirm", None)
    assert isinstance(view.content, Confirm)
    assert view.content.chosen is not None
    world.pass_s(45)
    assert world.touch("time:end").page == "home"


def test_back_and_start_over(world: World) -> None:
    assert world.touch("field:certify", "service:copy", "back").page == "services"
    assert world.touch("back").page == "home"
    assert world.touch("field:land", "priority", "back").page == "confirm"
    assert world.touch("home").page == "home"


def test_the_take_page_goes_by_itself_or_by_touch(world: World) -> None:
    world.touch("field:land", "take")
    world.pass_s(10)
    assert world.page == "home"
    world.touch("field:certify", "service:copy", "take")
    assert world.touch("done").page == "home"


def test_the_same_hand_asking_again_is_asked(world: World) -> None:
    world.touch("field:land", "take")
    world.pass_s(10.5)
    view = world.touch("field:land", "take")
    assert view.content == Again(number="A-001")
    assert world.touch("again:no").page == "home"
    assert world.numbers == ["A-001"]
    world.touch("field:land", "take", "again:yes")
    assert world.numbers == ["A-001", "A-002"]


def test_after_done_or_another_service_nobody_is_asked(world: World) -> None:
    world.touch("field:land", "take", "done", "field:land", "take")
    assert world.numbers == ["A-001", "A-002"]
    world.touch("more", "field:certify", "service:copy", "take")
    assert world.numbers == ["A-001", "A-002", "C-001"]


def test_another_number_keeps_the_language(world: World) -> None:
    assert world.touch("lang", "field:land", "take", "more").lang == "en"


def test_fast_second_touch_of_take_gives_one_number(world: World) -> None:
    world.touch("field:land")
    world.turn(Touch(action="take", token="token-a1"))
    world.turn(Touch(action="take", token="token-a2"))
    assert world.numbers == ["A-001"]


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (c.StopIssuing(service="land"), "field.stopped"),
        (c.CloseDay(), None),
    ],
)
def test_what_is_not_given_is_said_before(world: World, command: c.Command, why: str | None) -> None:
    world.engine.hall.do(command)
    world.pass_s(2)
    if why is None:
        assert world.page == "out.service"
        return
    assert isinstance(world.view.content, Home)
    (card,) = [each for each in world.view.content.cards if each.action == "field:land"]
    assert card.off is not None
    assert card.off.key == why
    view = world.touch("field:land")
    assert view.page == "not_offered"
    assert isinstance(view.content, Sorry)
    assert view.content.text.key == why
    assert "take" not in view.actions


def test_stopped_while_the_visitor_reads(world: World) -> None:
    world.touch("field:land")
    world.engine.hall.do(c.StopIssuing(service="land"))
    world.pass_s(2)
    assert world.page == "not_offered"
    world.engine.hall.do(c.ResumeIssuing(service="land"))
    world.pass_s(2)
    assert world.page == "confirm"


def test_stopped_between_the_page_and_the_engine(world: World) -> None:
    world.touch("field:land")
    world.engine.hall.do(c.StopIssuing(service="land"))
    content = world.touch("take").content
    assert isinstance(content, Sorry)
    assert content.text.key == "field.stopped"
    world.pass_s(2)
    assert world.page == "not_offered"
    assert world.numbers == []


def test_no_counter_yet_is_said_and_the_number_given(tmp_path: Path) -> None:
    world = open_world(tmp_path)
    for counter in ("1", "2", "3"):
        world.engine.hall.key(counter, "pause", long=True)
    world.pass_s(2)
    content = world.touch("field:land").content
    assert isinstance(content, Confirm)
    assert content.warning is not None
    assert content.warning.key == "field.nobody"
    assert all("low" not in fact.params for fact in content.facts), "a wait for a counter that is shut is no promise"
    world.touch("take")
    assert world.numbers == ["A-001"]
    [slip] = world.tray.cut
    assert Role.NOBODY in {line.role for line in slip.lines}
    assert Role.ESTIMATE not in {line.role for line in slip.lines}


def test_before_the_hours_screen_and_paper_say_from_when_numbers_are_called(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.engine.hall.now = SEVEN
    for counter in ("1", "2", "3"):
        world.engine.hall.key(counter, "pause", long=True)
    world.engine.publish_all()
    world.pass_s(2)
    assert isinstance(world.view.content, Home)
    land = next(each for each in world.view.content.cards if each.action == "field:land")
    assert land.note is not None
    assert land.note.key == "wait.open_at"
    content = world.touch("field:land").content
    assert isinstance(content, Confirm)
    assert [each.key for each in content.facts] == ["wait.none", "wait.open_at"]
    assert content.warning is None
    world.touch("take")
    [slip] = world.tray.cut
    said = {line.role: line.text for line in slip.lines}
    assert said[Role.OPENS] == "Bắt đầu gọi số từ 07:30"
    assert not {Role.ESTIMATE, Role.NOBODY} & said.keys()


def test_who_holds_a_slip_is_told_of_the_scanner_where_there_is_one(world: World) -> None:
    assert isinstance(world.view.content, Home)
    assert not world.view.content.scans
    world.touch("field:land", "take", "done")
    world.turn(ScannerChanged(there=True))
    assert isinstance(world.view.content, Home)
    assert world.view.content.scans
    world.touch("field:land", "take")
    assert [len(each.scan) for each in world.tray.cut] == [0, 1]


def test_printer_trouble_is_said_plainly_and_passes(world: World) -> None:
    world.touch("field:land")
    world.turn(PrinterChanged(trouble="paper"))
    assert world.page == "out.paper"
    assert world.touch("take").page == "out.paper"
    for fault in ("cover", "jam", "fault", "gone"):
        world.turn(PrinterChanged(trouble=fault, reason="as the printer says"))
        assert world.page == "out.service"
        content = world.view.content
        assert isinstance(content, Sorry)
        assert (content.text.key, content.pictogram) == (f"out.{fault}", f"printer_{fault}")
        assert content.more is not None
    world.cut_line()
    world.pass_s(5)
    assert isinstance(world.view.content, Sorry)
    assert world.view.content.more is None, "the office could not be told"
    world.mend_line()
    world.pass_s(2)
    world.turn(PrinterChanged(trouble=""))
    assert world.page == "confirm"
    assert world.engine.tickets == []


def test_training_marks_screen_and_slip(world: World) -> None:
    world.engine.hall.do(c.SetTraining(on=True, kiosk="k1"))
    world.pass_s(2)
    assert world.view.training
    assert [banner.key for banner in world.view.banners] == ["train.banner"]
    world.touch("field:land", "take")
    (slip,) = world.tray.cut
    assert slip.training
    assert slip.number == "X-001"


def test_closed_says_when_it_opens(tmp_path: Path) -> None:
    world = open_world(tmp_path)
    world.engine.hall.do(c.CloseDay())
    world.engine.hall.now += 12 * 3_600_000
    world.pass_s(2)
    assert world.page == "closed"
    assert isinstance(world.view.content, Sorry)
    assert world.view.content.text.key == "closed.now"
    assert world.touch("field:land").page == "closed"


def test_lunch_is_a_line_on_the_first_page(world: World) -> None:
    world.engine.hall.now += 4 * 3_600_000 + 10 * 60_000
    world.pass_s(2)
    assert [banner.key for banner in world.view.banners] == ["closed.lunch"]
    world.touch("field:land", "take")
    assert world.numbers == ["A-001"]


def test_nothing_is_offered_before_the_first_beat(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.engine.publish_all()
    world.turn()
    assert world.page == "starting"
    world.engine.alive = False
    world.pass_s(41)
    assert world.page == "out.service"


def test_another_number_is_offered_only_where_one_can_be_had(world: World) -> None:
    taken = world.touch("field:land", "take").content
    assert isinstance(taken, Take)
    assert taken.more
    world.turn(PrinterChanged(trouble="paper"))
    assert world.page == "ticket"
    assert isinstance(world.view.content, Take)
    assert not world.view.content.more
    assert "more" not in world.view.actions
