"""The machine when something fails: the line, the engine, the printer, the disk, its own power."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from broker.contract import commands as c
from kiosk.offline.disk import FILE
from kiosk.session.messages import PrintResult, Touch
from kiosk.session.views import Busy, Sorry
from tests.kiosk.world import World, open_world

pytestmark = pytest.mark.edge


@pytest.fixture
def world(tmp_path: Path) -> World:
    return open_world(tmp_path)


# --- the line ------------------------------------------------------------------------------------------------


def test_no_answer_is_asked_again_under_the_same_id(world: World) -> None:
    world.engine.mute = True
    world.touch("field:land", "take")
    world.pass_s(2.5)
    assert world.page == "asking"
    world.engine.mute = False
    world.pass_s(1.5)
    assert world.numbers == ["A-001"]
    asked = {each.request_id for each in world.engine.heard if isinstance(each, c.RequestTicket)}
    assert len(asked) == 1
    assert len(world.engine.tickets) == 1


def test_cut_off_gives_reserved_numbers_and_tells_them_on_return(world: World) -> None:
    world.cut_line()
    world.pass_s(4)
    assert [banner.key for banner in world.view.banners] == ["out.link"]
    world.touch("field:land", "take", "done", "field:land", "take", "done")
    assert world.numbers == ["A-801", "A-802"]
    assert world.engine.tickets == []
    world.mend_line()
    world.pass_s(3)
    assert [(each.number, each.offline, each.outcome) for each in world.engine.tickets] == [
        ("A-801", True, None),
        ("A-802", True, None),
    ]
    assert world.machine.outbox.left == 0


def test_a_line_that_goes_while_asking_ends_in_one_live_number(world: World) -> None:
    world.engine.mute = True
    world.touch("field:land")
    world.turn(Touch(action="take", token="token-lost"))
    world.cut_line()
    world.pass_s(5)
    assert world.numbers == ["A-801"]
    world.engine.mute = False
    world.mend_line()
    world.pass_s(3)
    assert [each.number for each in world.engine.live("token-lost")] == ["A-801"]
    assert {each.number: each.outcome for each in world.engine.tickets} == {"A-001": "voided", "A-801": None}


def test_an_answer_that_comes_after_our_own_number_is_not_printed(world: World) -> None:
    world.engine.hold_answers = True
    world.touch("field:land", "take")
    world.engine.alive = False
    world.pass_s(5)
    assert world.numbers == ["A-801"]
    world.engine.let_go()
    world.pass_s(1)
    assert world.numbers == ["A-801"]


def test_reserved_numbers_go_on_after_those_the_engine_has_seen(world: World, tmp_path: Path) -> None:
    hall = world.engine.hall
    adopt = c.AdoptOffline(request_id="elsewhere-1", number="A-820", service="land", kiosk="k1", taken=hall.now)  # type: ignore[arg-type]
    hall.do(adopt)
    world.pass_s(2)
    world.cut_line()
    world.pass_s(4)
    world.touch("field:land", "take")
    assert world.numbers == ["A-821"]


def test_reserved_numbers_end_and_that_is_said(tmp_path: Path) -> None:
    world = open_world(tmp_path)
    hall = world.engine.hall
    hall.do(c.AdoptOffline(request_id="elsewhere-1", number="A-849", service="land", kiosk="k1", taken=hall.now))  # type: ignore[arg-type]
    world.pass_s(2)
    world.cut_line()
    world.pass_s(4)
    world.touch("field:land", "take")
    assert world.page == "out.service"
    assert world.numbers == []


def test_cut_off_over_midnight_nothing_is_issued(world: World) -> None:
    world.cut_line()
    world.pass_s(4)
    world.engine.hall.now += 24 * 3_600_000
    device = world.machine.device
    assert device.beat is not None
    device._beat_boottime_s -= 24 * 3600  # a day of BOOTTIME goes by
    world.pass_s(1)
    assert world.page == "out.service"


def test_an_engine_that_does_not_answer_but_beats_is_given_up_and_its_number_voided(world: World) -> None:
    world.engine.mute = True
    world.touch("field:land", "take")
    world.pass_s(11)
    assert world.page == "out.service"
    world.engine.mute = False
    world.pass_s(5)
    assert [each.outcome for each in world.engine.tickets] == ["voided"]
    assert world.numbers == []


def test_an_engine_that_cannot_store_issues_nothing_and_is_asked_until_it_can(world: World) -> None:
    world.engine.store_fails = True
    world.touch("field:land", "take")
    world.pass_s(3)
    assert (world.page, world.numbers) == ("asking", [])
    world.engine.store_fails = False
    world.pass_s(1.5)
    assert world.numbers == ["A-001"]


def test_repeated_answers_change_nothing(world: World) -> None:
    world.engine.hold_answers = True
    world.touch("field:land", "take")
    world.engine.held.append(world.engine.held[0])
    world.engine.let_go()
    world.turn()
    assert world.numbers == ["A-001"]


# --- the printer ----------------------------------------------------------------------------------------------


def test_a_reported_failure_prints_the_same_number_again(world: World) -> None:
    world.tray.outcomes.append("failed")
    view = world.touch("field:land", "take")
    assert view.page == "retry"
    assert isinstance(view.content, Busy)
    assert view.content.text.key == "print.retry"
    world.pass_s(2)
    assert (world.page, world.numbers) == ("ticket", ["A-001"])


def test_failures_up_to_the_limit_void_the_number(world: World) -> None:
    world.tray.usual = "failed"
    world.touch("field:land", "take")
    world.pass_s(5)
    assert world.page == "void"
    assert isinstance(world.view.content, Sorry)
    assert world.view.content.text.params == {"number": "A-001", "place": "Máy 2"}
    world.pass_s(2)
    assert [each.outcome for each in world.engine.tickets] == ["voided"]
    assert world.numbers == []


def test_silence_never_voids(world: World) -> None:
    world.tray.usual = "silent"
    view = world.touch("field:land", "take")
    assert view.page == "ticket"
    world.pass_s(15)
    assert [(each.outcome, each.paper) for each in world.engine.tickets] == [(None, "unproven")]


def test_a_printer_that_never_returns_is_silent(world: World) -> None:
    world.tray.usual = "never"
    world.touch("field:land", "take")
    world.pass_s(44)
    assert world.page == "printing"
    world.pass_s(2)
    assert world.page == "ticket"


def test_our_own_number_that_never_was_on_paper_is_nobodys(world: World) -> None:
    world.tray.usual = "failed"
    world.cut_line()
    world.pass_s(4)
    world.touch("field:land", "take")
    world.pass_s(5)
    assert world.page == "void"
    world.mend_line()
    world.pass_s(3)
    assert world.engine.tickets == []
    world.tray.usual = "proven"
    world.cut_line()
    world.pass_s(20)
    world.touch("field:land", "take")
    assert world.numbers == ["A-802"]


# --- the disk -------------------------------------------------------------------------------------------------


def test_a_locked_journal_issues_nothing_and_says_so(world: World, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    world.touch("field:land", "take")
    assert world.page == "out.service"
    assert [each for each in world.engine.heard if isinstance(each, c.RequestTicket)] == []
    other.execute("ROLLBACK")
    world.pass_s(3)
    world.pass_s(20)
    world.touch("field:land", "take")
    assert world.numbers == ["A-001"]


def test_a_disk_that_fills_before_the_number_is_stored_prints_nothing_and_voids(world: World) -> None:
    world.engine.hold_answers = True
    world.touch("field:land", "take")
    _fill(world)
    world.engine.hold_answers = False
    world.engine.let_go()
    world.turn()
    assert (world.page, world.numbers) == ("void", [])
    world.pass_s(3)
    assert [each.outcome for each in world.engine.tickets] == ["voided"]
    _empty(world)
    world.pass_s(25)
    world.touch("field:land", "take")
    assert world.numbers == ["A-002"]


def test_a_journal_that_locks_after_the_print_still_tells_the_engine(world: World, tmp_path: Path) -> None:
    world.tray.usual = "never"
    world.touch("field:land", "take")
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    (ticket,) = world.engine.tickets
    world.turn(PrintResult(request_id=ticket.request_id, outcome="proven"))
    assert world.page == "ticket"
    world.pass_s(1)
    assert ticket.paper == "proven"
    assert world.touch("done").page == "out.service"
    other.execute("ROLLBACK")
    world.pass_s(3)
    assert world.page == "home"


def _fill(world: World) -> None:
    """A disk that takes no page more, with no room left in the pages there are."""
    db = world.journal._disk.db
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    for n, size in enumerate([400] * 200 + [40] * 400):
        with suppress(sqlite3.OperationalError):
            db.execute(
                "INSERT INTO request VALUES (?, '2026-11-20', '', '', '', 1, 1, '', 1, 0, 'refused', 'none', 0, NULL,"
                " NULL, NULL, NULL, ?, NULL)",
                (f"filler-{n}", "x" * size),
            )


def _empty(world: World) -> None:
    world.journal._disk.db.execute("PRAGMA max_page_count = 100000")


# --- its own death --------------------------------------------------------------------------------------------


def test_a_crash_while_asking_goes_on_with_the_same_request(world: World) -> None:
    world.engine.mute = True
    world.touch("field:land", "take")
    world.crash()
    world.engine.mute = False
    world.pass_s(3)
    assert world.numbers == ["A-001"]
    assert len(world.engine.tickets) == 1


def test_a_visitor_long_gone_gets_no_paper_and_the_number_is_voided(world: World) -> None:
    world.engine.mute = True
    world.touch("field:land", "take")
    world.crash()
    world.engine.alive = False
    world.pass_s(90)
    world.engine.alive, world.engine.mute = True, False
    world.pass_s(4)
    assert world.page == "home"
    assert world.numbers == []
    assert [each.outcome for each in world.engine.tickets] == ["voided"]


def test_a_crash_in_the_middle_of_printing_neither_repeats_nor_voids(world: World) -> None:
    world.tray.usual = "never"
    world.touch("field:land", "take")
    world.crash()
    world.tray.usual = "proven"
    world.pass_s(15)
    assert world.numbers == ["A-001"]
    assert [each.outcome for each in world.engine.tickets] == [None]


def test_a_power_cut_between_two_tries_prints_again(world: World) -> None:
    world.tray.outcomes.append("failed")
    world.touch("field:land", "take")
    assert world.page == "retry"
    world.crash(reboot=True)
    world.pass_s(4)
    assert world.numbers == ["A-001"]


def test_reserved_numbers_are_not_given_twice_over_a_crash(world: World) -> None:
    world.cut_line()
    world.pass_s(4)
    world.touch("field:land", "take")
    world.crash()
    world.pass_s(4)
    world.cut_line()
    world.pass_s(30)
    world.touch("field:land", "take")
    assert world.numbers == ["A-801", "A-802"]
    world.mend_line()
    world.pass_s(4)
    assert sorted(each.number for each in world.engine.tickets) == ["A-801", "A-802"]


def test_what_was_not_told_is_told_after_a_crash(world: World) -> None:
    world.cut_line()
    world.pass_s(4)
    world.touch("field:land", "take")
    world.crash()
    world.pass_s(4)
    assert [each.number for each in world.engine.tickets] == ["A-801"]


def test_a_number_of_yesterday_is_not_told_into_today(world: World) -> None:
    world.cut_line()
    world.pass_s(4)
    world.touch("field:land", "take")
    hall = world.engine.hall
    hall.do(c.CloseDay())
    hall.now += 24 * 3_600_000
    hall.do(c.OpenDay(date="2026-11-24"))
    world.mend_line()
    world.pass_s(4)
    assert world.engine.tickets == []
    assert world.machine.outbox.left == 0


# --- health -----------------------------------------------------------------------------------------------------


def test_health_says_what_the_office_must_know_and_nothing_of_visitors(world: World) -> None:
    world.touch("field:land", "priority")
    root = "homie/5/test-k1"
    kept = {topic: payload.decode() for topic, payload in world.hub.retained.items() if topic.startswith(root)}
    assert kept[f"{root}/$state"] == "ready"
    assert kept[f"{root}/kiosk/screen"] == "open"
    assert kept[f"{root}/kiosk/printer"] == "ready"
    assert kept[f"{root}/kiosk/untold"] == "0"
    world.link.cut()
    assert world.hub.retained[f"{root}/$state"] == b"lost"
