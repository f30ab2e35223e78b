"""How far a dossier is, as a visitor asks for it: scanned or typed, answered, late, silent; one touch to the paper."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import msgspec
import pytest

from broker.contract import commands as c
from broker.contract.lookup import DossierStatus
from kiosk.session.enquiry import CHANGE, GO, Entry, Reply
from kiosk.session.messages import DossierSaid, ScannerChanged
from kiosk.session.views import Home, View, say
from kiosk.texts import text
from tests.kiosk.world import World, open_world
from tests.offices import small_office

pytestmark = pytest.mark.edge  # the journal is a real SQLite file

CODE = "H60.15-261103-0012"


class Asked:
    """The look-up: what it was asked."""

    def __init__(self) -> None:
        self.codes: list[str] = []

    def ask(self, code: str) -> None:
        self.codes.append(code)


@pytest.fixture
def world(tmp_path: Path) -> World:
    """The land service hands out results here, at counters 2 and 3."""
    office = small_office()
    services = tuple(msgspec.structs.replace(each, collects=each.id == "land") for each in office.services)
    world = open_world(tmp_path, office=msgspec.structs.replace(office, services=services))
    world.machine.look_up = world.asked = Asked()  # type: ignore[attr-defined]
    world.machine.session.duties.add("look:dossier")
    world.turn()
    return world


def said(world: World, answer: str = "known", **status: object) -> View:
    """The other system answers."""
    found = DossierStatus(code=CODE, **status) if status else None  # type: ignore[arg-type]
    world.turn(DossierSaid(code=CODE, answer=answer, status=found))  # type: ignore[arg-type]
    return world.view


def words(view: View) -> str:
    assert isinstance(view.content, Reply)
    return text(view.content.text, view.lang)


def test_the_button_stands_on_the_first_page_where_dossiers_can_be_looked_up(world: World) -> None:
    assert isinstance(world.view.content, Home)
    assert "look:dossier" in world.view.actions
    world.machine.session.duties.discard("look:dossier")
    world.turn()
    assert "look:dossier" not in world.view.actions


def test_a_scan_asks_at_once_and_a_ready_result_is_one_touch_from_the_paper(world: World) -> None:
    view = world.scan(f"https://dvc.example/?ma={CODE}")
    assert (view.page, world.asked.codes) == ("dossier", [CODE])  # type: ignore[attr-defined]
    assert isinstance(view.content, Reply)
    assert view.content.busy
    view = said(world, stage="ready", due="2026-11-27")
    assert words(view) == "Hồ sơ đã có kết quả. Mời lấy số nhận kết quả."
    assert world.touch("collect:land").page == "ticket"
    assert world.numbers == ["A-001"]


def test_the_page_says_the_code_and_how_far_it_is(world: World) -> None:
    world.scan(CODE)
    view = said(world, stage="working", due="2026-11-27")
    assert words(view) == "Hồ sơ đang giải quyết. Ngày hẹn trả: 27/11/2026."
    assert isinstance(view.content, Reply)
    assert view.content.code == CODE
    assert [step.state for step in view.content.way] == ["done", "here", "ahead"]
    assert view.content.act is None


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ({"stage": "working"}, "Hồ sơ đang giải quyết."),
        (
            {"stage": "working", "due": "2026-11-20"},
            "Hồ sơ đã quá hạn trả. Trung tâm xin lỗi Ông/Bà; mời đến quầy 2.",
        ),
        (
            {"stage": "working", "overdue": True, "counter": "7"},
            "Hồ sơ đã quá hạn trả. Trung tâm xin lỗi Ông/Bà; mời đến quầy 2.",
        ),
        ({"stage": "more", "counter": "1"}, "Hồ sơ cần bổ sung. Mời đến quầy 1."),
        ({"stage": "fee"}, "Hồ sơ chờ nộp phí, lệ phí, thuế. Mời đến quầy 2."),
        ({"stage": "closed", "due": "2026-11-20"}, "Hồ sơ đã kết thúc. Cần hỏi thêm, mời đến quầy 2."),
    ],
)
def test_what_is_said_and_which_counter(world: World, status: dict[str, object], sentence: str) -> None:
    world.scan(CODE)
    assert words(said(world, **status)) == sentence


def test_a_system_that_says_nothing_is_silent_after_three_seconds(world: World) -> None:
    world.scan(CODE)
    world.pass_s(2.75)
    assert words(world.view).startswith("Đang hỏi")
    world.pass_s(0.5)
    assert words(world.view) == "Hệ thống chưa trả lời. Mời mang giấy hẹn đến quầy 2."
    assert {"collect:land", CHANGE} <= world.view.actions


def test_silence_that_is_known_sooner_is_said_sooner_and_a_late_answer_is_still_true(world: World) -> None:
    world.scan(CODE)
    assert words(said(world, "silent")).startswith("Hệ thống chưa trả lời")
    assert words(said(world, stage="ready")).startswith("Hồ sơ đã có kết quả")


def test_a_code_that_is_not_known(world: World) -> None:
    world.scan(CODE)
    assert words(said(world, "none")) == "Không tìm thấy mã hồ sơ này. Xin kiểm tra lại."
    view = world.touch(CHANGE)
    assert isinstance(view.content, Entry)
    assert view.content.typed == CODE


def test_an_answer_for_somebody_who_has_gone_is_shown_to_nobody(world: World) -> None:
    world.scan(CODE)
    world.touch("home")
    assert said(world, stage="ready").page == "home"
    world.scan("H60.15-261103-0099")
    assert words(said(world, stage="ready")).startswith("Đang hỏi")


def type_in(world: World, code: str) -> View:
    world.touch("look:dossier")
    for sign in code:
        if sign.isalpha():
            world.touch("key:letters")
        world.touch(f"key:{sign}")
    return world.view


def test_a_code_is_typed_without_its_dashes(world: World) -> None:
    view = type_in(world, "H60.152611030012")
    assert isinstance(view.content, Entry)
    assert (view.content.typed, view.content.letters) == (CODE, False)
    assert world.touch(GO).page == "dossier"
    assert world.asked.codes == [CODE]  # type: ignore[attr-defined]


def test_half_a_code_is_not_asked_for_and_a_key_takes_the_complaint_away(world: World) -> None:
    type_in(world, "H60.15-26")
    view = world.touch(GO)
    assert isinstance(view.content, Entry)
    assert view.content.wrong is not None
    assert world.asked.codes == []  # type: ignore[attr-defined]
    view = world.touch("key:erase")
    assert isinstance(view.content, Entry)
    assert (view.content.typed, view.content.wrong) == ("H60.15-2", None)


def test_nothing_of_one_visitor_reaches_the_next(world: World) -> None:
    world.scan(CODE)
    said(world, stage="ready")
    world.pass_s(61)
    assert world.page == "home"
    assert CODE not in str(dataclasses.asdict(world.machine.session.visit))
    view = world.touch("look:dossier")
    assert isinstance(view.content, Entry)
    assert view.content.typed == ""


def test_a_result_that_is_handed_out_by_nobody_today_is_said(world: World) -> None:
    world.scan(CODE)
    said(world, stage="ready")
    world.engine.hall.do(c.StopIssuing(service="land"))
    world.engine.publish_all()
    world.turn()
    assert world.touch("collect:land").page == "not_offered"
    assert world.numbers == []


def test_no_trace_of_a_look_up_is_kept(world: World) -> None:
    world.scan(CODE)
    said(world, stage="ready")
    world.touch("collect:land")
    world.pass_s(15)
    assert CODE.encode() not in b"".join(file.read_bytes() for file in world.state_dir.iterdir() if file.is_file())
    assert not any(CODE in str(command) for command in world.engine.heard)


def test_where_no_counter_hands_out_results_the_guide_desk_helps(tmp_path: Path) -> None:
    world = open_world(tmp_path)
    world.machine.look_up = Asked()  # type: ignore[assignment]
    world.scan(CODE)
    view = said(world, stage="more")
    assert words(view) == "Hồ sơ cần bổ sung. Mời đến bàn hướng dẫn."
    assert "collect:land" not in said(world, "silent").actions


def test_where_nothing_scans_the_page_asks_to_type_and_what_was_typed_stays(world: World) -> None:
    world.turn(ScannerChanged(there=True))
    world.touch("look:dossier", "key:letters", "key:H", "key:6")
    entry = world.view.content
    assert isinstance(entry, Entry)
    assert (entry.hint, entry.empty) == (say("file.scan"), say("code.or_type"))
    world.turn(ScannerChanged(there=False, reason="unplugged"))
    entry = world.view.content
    assert isinstance(entry, Entry)
    assert (entry.hint, entry.empty, entry.typed) == (say("file.type"), say("code.type"), "H6")
    world.turn(ScannerChanged(there=True))
    assert isinstance(world.view.content, Entry)
    assert world.view.content.hint == say("file.scan")
