"""A visitor looks a procedure up at the real machine: by field, by typing, takes a number for it, prints its papers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from assets import find
from broker.contract.codec import StatusMessage, encode
from broker.contract.procedures import PaperNeeded, Procedure, ProcedureList
from broker.contract.status import Bundle
from broker.office import read_office
from kiosk.paper.checklist import Checklist
from kiosk.procedures.library import Library
from kiosk.session.messages import ProceduresKept
from kiosk.session.procedure_views import Fields, Procedures, Shown, Typing
from kiosk.session.procedures import DUTY
from kiosk.session.views import Confirm, Home
from tests.kiosk.libraries import library
from tests.kiosk.world import KIOSK, World, open_world


@pytest.fixture
def world(tmp_path: Path) -> World:
    """The sample commune's kiosk, with its procedures."""
    office = read_office(find("offices/commune.toml"))
    here = msgspec.structs.replace(office.kiosks[0], id=KIOSK)
    made = open_world(tmp_path, office=msgspec.structs.replace(office, kiosks=(here,)))
    made.turn(ProceduresKept(library=library()))
    return made


def content(world: World, kind: type[Any]) -> Any:
    assert isinstance(world.view.content, kind), world.page
    return world.view.content


def typed(world: World, text: str) -> Typing:
    names = {" ": "space", "<": "erase"}
    world.touch("look:procedures", "find:type", *(f"find:key:{names.get(key, key)}" for key in text))
    found: Typing = content(world, Typing)
    return found


def duties(world: World) -> set[str]:
    return {each.action for each in content(world, Home).duties}


def test_the_duty_is_offered_as_soon_as_there_is_a_list_and_not_before(tmp_path: Path) -> None:
    world = open_world(tmp_path)
    assert DUTY not in duties(world)
    world.turn(ProceduresKept(library=Library.empty()))
    assert DUTY not in duties(world)
    world.turn(ProceduresKept(library=library()))
    assert DUTY in duties(world)


def test_by_field_to_a_procedure_and_back_page_by_page(world: World) -> None:
    world.touch("look:procedures")
    names = [(each.name, each.count) for each in content(world, Fields).fields]
    assert names[0] == ("Hộ tịch", 10)
    world.touch("find:field:0")
    listed = content(world, Procedures)
    assert (listed.title, listed.items[0].name) == ("Hộ tịch", "Đăng ký khai sinh")
    world.touch("find:open:1.001193")
    assert content(world, Shown).name == "Đăng ký khai sinh"
    pages = []
    for _ in range(3):
        world.touch("back")
        pages.append(world.page)
    assert pages == ["procedures.field", "procedures", "home"]


def test_by_typing_and_back_to_what_was_typed(world: World) -> None:
    assert [each.code for each in typed(world, "tam trq<u").items][:1] == ["1.004194"]
    world.touch("find:open:1.004194")
    assert content(world, Shown).code == "1.004194"
    world.touch("back")
    assert content(world, Typing).typed == "tam tru"


def test_all_that_was_found_has_a_page_of_its_own(world: World) -> None:
    found = typed(world, "dang ky").items
    world.touch("find:results")
    listed = content(world, Procedures)
    assert (listed.title, listed.items) == ("dang ky", found)
    world.touch(found[0].action, "back")
    assert content(world, Procedures).items == found
    world.touch("back")
    assert content(world, Typing).items == found


def test_digits_have_keys_of_their_own_and_blanks_before_anything_are_none(world: World) -> None:
    assert typed(world, "  ").typed == ""
    world.touch("find:key:other", *(f"find:key:{key}" for key in "2.000815"))
    assert [each.code for each in content(world, Typing).items] == ["2.000815"]


def test_a_finger_that_rests_on_a_key_fills_no_memory(world: World) -> None:
    assert len(typed(world, "a" * 100).typed) == 40


def test_the_page_of_a_procedure_says_both_limits_the_fee_and_when_it_was_checked(world: World) -> None:
    typed(world, "khai sinh")
    world.touch("find:open:1.001193")
    page = content(world, Shown)
    assert (page.own, page.legal) == ("2 giờ", "Ngay trong ngày; nhận sau 15 giờ thì trả ngày làm việc tiếp theo")
    assert (page.fee, page.online) == (
        "Miễn lệ phí nếu đúng hạn", "https://dichvucong.example.vn/thu-tuc/1.001193"
    )  # fmt: skip
    assert (page.checked.key, page.stale) == ("proc.checked", False)
    assert [each.title.key for each in page.sections][:3] == ["proc.papers", "proc.steps", "proc.ways"]
    assert page.sections[0].entries[0].note == "Mẫu theo quy định · 1 bản chính"


def test_a_number_for_a_procedure_shows_its_papers_first(world: World) -> None:
    typed(world, "khai tu")
    world.touch("find:open:1.000656", "find:take")
    page = content(world, Confirm)
    assert page.service == "Khai tử (kèm mai táng phí)"
    assert page.papers == tuple(each.name for each in by_code("1.000656").papers)
    world.touch("take")
    world.pass_s(2)
    assert world.numbers == ["H-001"]


def test_of_many_long_papers_the_confirm_page_names_some_and_says_how_many_more(world: World) -> None:
    long = "Giấy tờ chứng minh quyền sử dụng đất theo quy định của pháp luật về đất đai qua các thời kỳ"
    papers = tuple(PaperNeeded(name=f"{long} {n}") for n in range(9))
    one = msgspec.structs.replace(by_code("1.000656"), papers=papers)
    world.turn(ProceduresKept(library=Library.of(ProcedureList(procedures=(one,)))))
    world.touch("look:procedures", "find:field:0", "find:open:1.000656", "find:take")
    page = content(world, Confirm)
    assert (len(page.papers), page.more_papers) == (4, 5)
    assert all(each.endswith(" …") and len(each) <= 71 for each in page.papers)


def test_back_from_the_confirm_page_leads_to_the_procedure(world: World) -> None:
    typed(world, "khai tu")
    world.touch("find:open:1.000656", "find:take", "back")
    assert content(world, Shown).code == "1.000656"
    world.touch("find:take", "home", "field:certify", "service:certify-copy")
    assert content(world, Confirm).papers == ("Bản chính", "Bản sao cần chứng thực")


def test_without_a_service_of_the_office_there_is_no_number_to_take(world: World) -> None:
    one = Procedure(code="1.000001", name="Việc của nơi khác", field="Khác", service="of-another-office")
    world.turn(ProceduresKept(library=Library.of(ProcedureList(procedures=(one,)))))
    world.touch("look:procedures", "find:field:0", "find:open:1.000001")
    assert not content(world, Shown).takes
    assert world.touch("find:take").page == "procedure"


def test_the_list_of_papers_is_printed_and_is_no_ticket(world: World) -> None:
    typed(world, "khai sinh")
    world.touch("find:open:1.001193", "find:print")
    (paper,) = world.tray.cut
    assert isinstance(paper, Checklist)
    assert [each.name for each in paper.papers] == [each.name for each in by_code("1.001193").papers]
    assert paper.no_ticket.startswith("Đây không phải phiếu số thứ tự")
    assert content(world, Shown).printing == "printed"
    assert world.issued() == []


@pytest.mark.parametrize(("outcome", "said"), [("failed", "failed"), ("silent", "printed"), ("never", "printing")])
def test_what_became_of_the_list_of_papers_stands_on_its_button(world: World, outcome: str, said: str) -> None:
    typed(world, "khai sinh")
    world.tray.outcomes.append(outcome)
    world.touch("find:open:1.001193", "find:print")
    assert content(world, Shown).printing == said


def test_while_it_is_printed_it_is_not_ordered_twice(world: World) -> None:
    typed(world, "khai sinh")
    world.tray.outcomes.append("never")
    world.touch("find:open:1.001193", "find:print", "find:print")
    assert len(world.tray.cut) == 1


def test_who_walks_away_leaves_nothing_behind(world: World) -> None:
    typed(world, "khai sinh")
    world.touch("find:open:1.001193")
    world.pass_s(61)
    assert world.page == "home"
    assert typed(world, "").typed == ""


def test_a_new_list_comes_while_somebody_reads(world: World) -> None:
    typed(world, "khai sinh")
    world.touch("find:open:1.001193")
    world.turn(ProceduresKept(library=Library.of(ProcedureList(procedures=(by_code("2.000815"),)))))
    assert content(world, Shown).code == "1.001193"
    world.touch("back", "back", "find:field:0")
    assert [each.code for each in content(world, Procedures).items] == ["2.000815"]


def test_what_was_checked_long_ago_or_nobody_knows_when_is_marked(world: World) -> None:
    old = msgspec.structs.replace(by_code("2.000815"), checked="2026-05-26")
    unknown = msgspec.structs.replace(by_code("1.001193"), checked="")
    fresh = msgspec.structs.replace(by_code("1.012783"), checked="2026-05-27")
    listed = ProcedureList(procedures=(old, unknown, fresh), stale_days=180)
    world.turn(ProceduresKept(library=Library.of(listed)))
    said = {}
    for nth, each in enumerate(listed.procedures):
        world.touch("look:procedures", f"find:field:{nth}", f"find:open:{each.code}")
        page = content(world, Shown)
        said[each.code] = (page.checked.key, page.stale)
        world.touch("home")
    assert said == {
        "2.000815": ("proc.stale", True), "1.001193": ("proc.unchecked", True), "1.012783": ("proc.checked", False),
    }  # fmt: skip


def test_looking_up_goes_on_while_the_engine_is_not_heard(world: World) -> None:
    world.cut_line()
    world.pass_s(5)
    typed(world, "khai sinh")
    world.touch("find:open:1.001193")
    assert content(world, Shown).takes


def test_what_is_announced_of_procedures_is_handed_on(world: World) -> None:
    heard: list[Bundle] = []
    world.machine.on_bundle = heard.append
    status = Bundle(epoch=0, name="procedures", digest="0" * 64, size=1, port=8090, path="/bundles/x")
    topic = world.engine.topics.bundle("procedures")
    world.engine.link.publish(topic, encode(StatusMessage(status=status)), retain=True)
    world.turn()
    assert heard == [status]


def by_code(code: str) -> Procedure:
    found = library().by_code(code)
    assert found is not None
    return found
