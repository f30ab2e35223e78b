"""Khmer at the kiosk: what a visitor meets on the way to a number is in Khmer, on the screen and on paper."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from assets import find
from assets.regional import needed
from assets.scripts import shaped
from assets.translation import catalogue
from broker.office import read_office
from kiosk.gallery import REGIONAL_PAGES, wanted
from kiosk.gallery_samples import sample_views
from kiosk.paper.blocks import PAPERS, Text
from kiosk.paper.raster import draw, font, ink_box
from kiosk.paper.ticket import Slip, clean, layout
from kiosk.session.modes import Mode
from kiosk.session.views import View
from kiosk.slips import slip, without_scan
from tests.kiosk.test_slips import issued
from tests.kiosk.world import World, sayings
from tests.offices import small_office

OFFICE = read_office(find("offices/mekong.toml"))
HOME, ENGLISH, KHMER = "vi", "en", "km"


def pages() -> dict[str, View]:
    return dict(wanted(sample_views(OFFICE, KHMER), REGIONAL_PAGES))


def khmer_slip(**more: object) -> Slip:
    return slip(issued(service="certify-copy", lang=KHMER, **more), OFFICE)


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A kiosk that can do everything, in an office of three languages."""
    office = msgspec.structs.replace(small_office(), languages=(HOME, ENGLISH, KHMER))
    world = World(tmp_path, office=office)
    world.machine.session.all_languages = (HOME, ENGLISH, KHMER)
    world.machine.session.modes = tuple(Mode)
    world.engine.publish_all()
    world.pass_s(2)
    return world


def test_every_page_on_the_way_to_a_number_is_in_khmer() -> None:
    said = {each.key for view in pages().values() for each in sayings(view)}
    assert len(said) > 25
    assert said - catalogue(KHMER).keys() == set()


def test_what_stands_on_those_pages_is_what_a_language_must_have() -> None:
    said = {each.key for view in pages().values() for each in sayings(view)}
    assert said - needed(said) == set()


def test_the_sample_office_has_every_text_in_khmer() -> None:
    fields, services = OFFICE.fields, OFFICE.services
    names = [
        *(each.name for each in fields),
        *(each.name for each in services),
        *(each.name for each in OFFICE.counters),
    ]
    assert len(names) > 15
    assert all(shaped(name[KHMER]) for name in names)


def test_the_paper_repeats_in_khmer_what_matters() -> None:
    made = khmer_slip()
    assert made.title == "PHIẾU SỐ THỨ TỰ"
    assert [clean(each).replace("\u200b", "") for each in made.second[:5]] == [
        "សំបុត្រលេខរង់ចាំ", "ការបញ្ជាក់ឯកសារ", "ចម្លងតាមច្បាប់ដើម", "ចំនួនអ្នករង់ចាំមុន៖ 12", "ពេលរង់ចាំប្រហែល៖ 10–25 នាទី",
    ]  # fmt: skip
    assert all(shaped(each) for each in made.second)


@pytest.mark.parametrize("width_mm", PAPERS)
def test_khmer_on_paper_is_larger_and_stays_within_it(width_mm: int) -> None:
    paper = PAPERS[width_mm]
    pieces = draw(layout(without_scan(khmer_slip(offline=True, ahead=0, wait_low_min=None, wait_high_min=None)), paper))
    [(khmer, picture)] = [
        (each.block, each.picture) for each in pieces if isinstance(each.block, Text) and shaped(each.block.text)
    ]
    assert khmer.size_px == paper.sizes_px[0] * 120 // 100
    left, top, right, bottom = ink_box(picture)
    assert paper.side_px <= left < right <= paper.width_px - paper.side_px
    assert 0 < top < bottom < picture.height
    line_px = sum(font(khmer.weight, khmer.size_px, khmer.text).getmetrics())
    assert picture.height % line_px == 0
    assert picture.height // line_px >= 5


def test_an_offices_text_with_the_end_of_a_paragraph_in_it_is_printed() -> None:
    made = msgspec.structs.replace(khmer_slip(), office=("UBND\u2029xã",), second=("បញ្ជរ\u20281\x85",))
    printed = [each.block.text for each in draw(layout(made, PAPERS[80])) if isinstance(each.block, Text)]
    assert (printed[0], printed[-1]) == ("UBND xã", "បញ្ជរ 1")


def test_a_number_taken_in_khmer_reaches_the_engine_and_the_paper_in_khmer(world: World) -> None:
    assert world.view.languages == {"lang:en": ENGLISH, "lang:km": KHMER}
    view = world.touch("lang:km")
    assert (view.lang, list(view.languages)) == (KHMER, ["lang:vi", "lang:en"])
    world.touch("field:land", "take")
    world.pass_s(2)
    assert [each.lang for each in world.engine.tickets] == [KHMER]
    assert shaped("".join(world.tray.cut[0].second))


def test_a_language_that_is_not_offered_is_not_turned_to(world: World) -> None:
    assert world.touch("lang:vi").lang == HOME
    assert world.touch("lang:fr").lang == HOME
    assert world.touch("lang").lang == HOME, "with three languages each has a name"


def test_what_has_no_voice_is_not_read_aloud(world: World) -> None:
    assert Mode.VOICE in world.touch("mode:voice").modes_on
    khmer = world.touch("lang:km")
    assert (Mode.VOICE in khmer.modes, Mode.VOICE in khmer.modes_on) == (False, False)
    assert "mode:voice" not in khmer.actions
    assert Mode.VOICE in world.touch("lang:vi").modes_on
