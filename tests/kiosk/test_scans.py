"""Any page that can be left takes a scan; what is no use here changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.scanning.collect import Collector
from kiosk.session.messages import CardScanned, Scanned
from kiosk.session.views import View
from tests.kiosk.world import World, open_world
from tests.offices import DATE

pytestmark = pytest.mark.edge

BAD = {
    "half a code": b"2026-11-2",
    "half a dossier": b"H29.1-2607",
    "an address": b"https://example.invalid/track?x=1",
    "another country's QR": "00020101021138570010A000000727012700069704229999,Trần".encode(),
    "ten kilobytes of garbage": bytes(range(14, 256)) * 42,
    "binary": bytes(range(1, 256)),
    "somebody's card": b"012345678901|123456789|Nguyen Van A|01011990|Nam|Thon 1|15042021",
    "nothing but blanks": b"    ",
}
PAGES: dict[str, tuple[str, ...]] = {
    "home": (),
    "services": ("field:certify",),
    "confirm": ("field:land",),
    "classes": ("field:land", "priority"),
    "further": ("field:land", "further"),
}


@pytest.fixture
def world(tmp_path: Path) -> World:
    return open_world(tmp_path)


def scan(world: World, data: bytes) -> None:
    """What a scanner makes of these bytes, handed to the kiosk."""
    for event in Collector(lambda _line: None).put(data + b"\r"):
        assert isinstance(event, Scanned | CardScanned)
        world.turn(event)
    world.turn()


def without_banners(view: View) -> Any:
    """The page, whether or not somebody has just woken it."""
    return msgspec.structs.replace(view, banners=(), warn_left_s=None, dimmed=False, may_come=())


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("page", PAGES)
def test_a_bad_scan_says_so_and_changes_nothing(world: World, page: str, name: str) -> None:
    world.touch(*PAGES[page])
    assert world.page == page
    before, heard = world.view, len(world.engine.heard)
    scan(world, BAD[name])
    assert [banner.key for banner in world.view.banners] == ["scan.bad"]
    assert without_banners(world.view) == without_banners(before)
    assert len(world.engine.heard) == heard
    world.pass_s(7)
    assert world.view.banners == before.banners


@pytest.mark.parametrize("page", [*PAGES, "ticket", "mine", "again"])
def test_every_page_that_can_be_left_takes_a_scan(world: World, page: str) -> None:
    ways: dict[str, tuple[str, ...]] = {"ticket": ("field:land", "take"), "again": ("field:land", "take", "done")}
    world.engine.hall.take("copy")
    world.pass_s(1)
    world.touch(*ways.get(page, PAGES.get(page, ())))
    if page == "again":
        world.touch("field:land", "take")
    if page == "mine":
        world.scan(f"{DATE}.C-001")
    assert page in (world.page, "again")
    world.scan(f"{DATE}.C-001")
    assert world.page == "mine"
    assert world.view.content.number == "C-001"  # type: ignore[attr-defined]


def test_while_a_slip_is_printed_a_scan_is_not_taken(world: World) -> None:
    world.tray.usual = "never"
    world.touch("field:land", "take")
    assert world.page == "printing"
    assert world.scan(f"{DATE}.C-001").page == "printing"


def test_a_scan_keeps_language_and_wakes_a_page_that_was_about_to_go(world: World) -> None:
    world.touch("lang", "field:land")
    world.pass_s(45)
    assert world.view.warn_left_s is not None
    view = world.scan(f"{DATE}.A-001")
    assert (view.lang, view.warn_left_s) == ("en", None)


def test_a_shut_kiosk_takes_no_scan(world: World) -> None:
    world.engine.hall.now += 12 * 3_600_000
    world.pass_s(1)
    before = world.page
    assert world.scan(f"{DATE}.A-001").page == before == "closed"


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=60))
def test_no_text_does_any_harm(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    world = open_world(tmp_path_factory.mktemp("scan"))
    world.scan(text)
    world.pass_s(1)
    assert world.engine.tickets == []
    world.journal.close()
