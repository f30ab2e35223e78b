"""What a lobby shows while nobody is called: notices and published procedures in turn, gone at a call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.look.notices import Notices, Posters
from assets.look.theme import Screen
from assets.look.turns import on_now
from broker import bundles
from broker.contract.ids import InstantMs
from broker.contract.procedures import BUNDLE, BUNDLE_FILE, ProcedureList, encode_procedures
from broker.hall.board import BoardView
from broker.hall.calm import CalmTurns
from broker.hall.published import PublishedPage
from broker.hall.words import Moment, Words
from display import samples
from display.lobby import program
from display.lobby.calm import Calm
from display.lobby.gallery import LANGUAGES, SAMPLES, SIZES, Sample, hall, page, scene, tongue
from display.lobby.gallery_calm import PUBLISHED, published
from display.lobby.layout import CAPITAL_SHARE, places, unit_of
from display.lobby.published import FACT_SHARE, LEAST_ROWS, published_places
from display.lobby.reading import Hall
from display.lobby.session import LobbySession
from display.lobby.settings import read_settings
from display.samples import MONDAY_0805, call
from display.windows.rect import Rect
from firmware_cfg.processes import until
from tests.display.lobby_faults import faults, snugs
from tests.kivy_tools import Stage, kivy_window, stage

__all__ = ["kivy_window", "stage"]
pytestmark = pytest.mark.edge

TODAY = dt.date(2026, 11, 23)
WIDE, UPRIGHT = (1920, 1080), (1080, 1920)
AFTER_MS, EACH_MS = 60_000, 15_000
TWO_PAGES = PUBLISHED["procedures"][0]


@pytest.fixture
def calm(tmp_path: Path) -> Calm:
    """Two notices that are made ready, and a list of which a turn has two pages."""
    (tmp_path / "none").mkdir()
    notices = Notices(tmp_path / "none", tmp_path / "cache", (64, 36))
    notices.ready = ("red.ppm", "blue.ppm")
    notices._seen = ()
    made = Calm(Posters(notices, AFTER_MS, EACH_MS), CalmTurns(rows=4))
    made.turns.take(TWO_PAGES)
    return made


def shown(calm: Calm, calm_ms: int) -> str:
    """A notice by its name, a page by its number, or nothing."""
    found = calm.at(calm_ms, calm_ms, TODAY, tongue("vi"))
    return found.count if isinstance(found, PublishedPage) else found


def through(calm: Calm, *seconds: int) -> list[str]:
    return [shown(calm, each * 1_000) for each in seconds]


def test_notices_and_pages_take_turns_and_the_board_comes_between(calm: Calm) -> None:
    assert through(calm, 0, 59, 60, 75, 90, 105, 120, 135, 150, 165, 180) == [
        "", "", "red.ppm", "", "Trang 1/2", "Trang 2/2", "", "blue.ppm", "", "Trang 1/2", "Trang 2/2",
    ]  # fmt: skip


def test_the_next_calm_goes_on_where_this_one_ended(calm: Calm) -> None:
    assert through(calm, 0, 60) == ["", "red.ppm"]
    assert through(calm, 5, 60, 75, 90) == ["", "Trang 1/2", "Trang 2/2", ""]
    assert through(calm, 0, 61) == ["", "blue.ppm"]


def test_without_a_list_only_notices_are_shown_and_without_any_the_board(calm: Calm) -> None:
    calm.turns.take(ProcedureList(procedures=()))
    assert through(calm, 60, 75, 90) == ["red.ppm", "", "blue.ppm"]
    assert calm.posters is not None
    calm.posters.notices.ready = ()
    assert through(calm, 0, 60, 75, 90) == [""] * 4
    assert through(Calm(), 60) == [""]


def test_another_list_and_another_day_make_other_pages(calm: Calm) -> None:
    assert calm.posters is not None
    calm.posters.notices.ready = ()
    before = calm.at(AFTER_MS, 0, TODAY, tongue("vi"))
    assert calm.at(AFTER_MS, 0, TODAY, tongue("vi")) is before, "made once"
    next_year = calm.at(AFTER_MS, 0, TODAY.replace(year=2027), tongue("vi"))
    assert isinstance(before, PublishedPage)
    assert isinstance(next_year, PublishedPage)
    assert (before.stale, next_year.stale) == (False, True)
    calm.turns.take(PUBLISHED["procedures-bare"][0])
    bare = calm.at(AFTER_MS, 0, TODAY, tongue("vi"))
    assert isinstance(bare, PublishedPage)
    assert bare.field == "Văn hóa"


@given(st.lists(st.integers(1, 3), min_size=1, max_size=6), st.integers(0, 5), st.booleans())
def test_each_turn_shows_all_of_it_once_a_round(lengths: list[int], first: int, between: bool) -> None:
    turns = [[(n, k) for k in range(length)] for n, length in enumerate(lengths)]
    slots = sum(lengths) + (len(lengths) if between else 0)
    found = [on_now(turns, n, after_ms=0, each_ms=1, between=between, first=first) for n in range(slots)]
    order = [(first + n) % len(turns) for n in range(len(turns))]
    assert [on.shown for on in found if on] == [each for n in order for each in turns[n]]
    assert [on.turn for on in found if on] == [n for n in order for _ in turns[n]]
    assert found.count(None) == (len(lengths) if between else 0)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("distance_m", [1.0, 3.0, 5.0, 8.0, 15.0])
def test_parts_are_within_the_body_and_names_are_as_large_as_lists(size: tuple[int, int], distance_m: float) -> None:
    at = Hall(Screen(*size, 43.0), distance_m)
    where, body = published_places(*size, at.list_px), places(*size).body
    rows = where.rows.rows(where.size)
    assert where.size >= LEAST_ROWS
    assert where.name_px * CAPITAL_SHARE == pytest.approx(at.list_px) or where.size == LEAST_ROWS
    assert where.fact_px == where.name_px * FACT_SHARE
    parts = [where.title, where.count, where.field, where.checked, where.limit_head, where.fee_head]
    parts += [each for row in rows for each in where.row(row, unit_of(*size))]
    assert all(inside(each, body) for each in parts)
    assert all(each.height >= 1 for each in parts)


def inside(one: Rect, area: Rect) -> bool:
    return one.x >= area.x and one.y >= area.y - 0.01 and one.right <= area.right + 0.01 and one.top <= area.top


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_page_is_whole_on_every_screen(stage: Stage, size: tuple[int, int], lang: str) -> None:
    assert {name: each for name in PUBLISHED if (each := wrong(name, size, lang, hall(size)))} == {}


@pytest.mark.parametrize("distance_m", [2.0, 8.0, 12.0])
@pytest.mark.parametrize("size", [WIDE, UPRIGHT], ids=["wide", "upright"])
def test_a_hall_of_another_depth_has_it_whole_too(stage: Stage, size: tuple[int, int], distance_m: float) -> None:
    at = hall(size, distance_m=distance_m)
    assert {name: each for name in PUBLISHED if (each := wrong(name, size, "vi+en", at))} == {}


def wrong(name: str, size: tuple[int, int], lang: str, at: Hall) -> list[str]:
    part = part_of(page(published(name, size, lang, at), at))
    for each in snugs(part):
        each.texture_update()
    return faults(part)


def part_of(page: Any) -> Any:
    return page._published


def told(part: Any) -> list[str]:
    return [each.text.replace("\n", " ") for each in snugs(part)]


def test_a_name_is_told_whole_where_it_can_be_and_a_longer_one_ends_between_words(stage: Stage) -> None:
    whole = [each.name for each in PUBLISHED["procedures-long"][0].procedures]
    found = told(part_of(page(published("procedures-long", WIDE), hall(WIDE))))
    assert set(whole[:2]) <= set(found)
    (cut,) = (each for each in found if each.startswith("Cấp lại Giấy chứng nhận"))
    assert cut.endswith("…")
    assert whole[2].startswith(cut[:-1])
    assert whole[2][len(cut) - 1] in " ,"
    assert "Không quá 10 ngày làm việc…" in found
    assert "Cập nhật ngày 15/01/2026. Có thể đã thay đổi, xin hỏi cán bộ." in found


def test_it_comes_when_it_is_calm_and_goes_at_a_call(stage: Stage, on_stage: Callable[..., Any]) -> None:
    shown = on_stage(published("procedures", WIDE))
    part, place = part_of(shown), (1_000, 500)  # on a card of the list; within the plate of a call
    assert part.parent is shown
    assert "Đăng ký khai sinh" in told(part)
    before = stage.pixel(*place)
    assert not shown.show(published("procedures", WIDE)), "the same draws nothing"
    stage_scene = scene(Sample(samples.board(call("A-025", 3)), ""), WIDE)
    assert stage_scene.published is None
    assert shown.show(stage_scene)
    stage.frames(3)
    assert part.parent is None
    assert not part.children, "what is not shown keeps nothing"
    assert stage.pixel(*place) != before, "the board stands there again"


@pytest.fixture
def on_stage(stage: Stage) -> Callable[..., Any]:
    """The page in the window."""

    def put(made: Any) -> Any:
        from display.lobby.parts.page import LobbyPage
        from display.lobby.window import lobby_kit

        kit = lobby_kit(hall(WIDE))
        found = stage.show(LobbyPage(kit, hall(WIDE).list_px), *WIDE)
        found.show(made)
        stage.frames(3)
        return found

    return put


@pytest.mark.parametrize("name", ["five-counters", "no-connection", "calm-spoken"])
def test_no_page_stands_over_a_call_an_alarm_or_a_notice_that_is_spoken(name: str) -> None:
    sample = SAMPLES[name]
    view = BoardView("hall")
    view.take(sample.board, 0)
    words = Words(tongue("vi"))
    words.take_office(sample.office)
    ready = published("procedures", WIDE).published
    since = InstantMs(MONDAY_0805 - 60_000) if sample.stale else None
    now = Moment(InstantMs(MONDAY_0805), 0, since, published=ready)
    assert ready is not None
    assert words.scene(view, now, sample.subtitle).published is None
    calm_view = BoardView("hall")
    calm_view.take(SAMPLES["calm"].board, 0)
    assert words.scene(calm_view, Moment(InstantMs(MONDAY_0805), 0, published=ready), "").published is ready


def kept_list(state_dir: Path) -> None:
    """What the screen fetched yesterday."""
    folder = state_dir / "bundles" / BUNDLE
    packed = bundles.pack(BUNDLE, {BUNDLE_FILE: encode_procedures(TWO_PAGES)}, folder)
    next(folder.rglob("*.zip")).rename(folder / f"{packed.digest}.zip")


def put_up(state_dir: Path, **more: str) -> LobbySession:
    """A session of a program with these settings, without its window."""
    session = LobbySession("hall", Words(tongue("vi")))
    settings = read_settings(None, {"name": "lobby1", "site": "test", **more})
    session.fit(hall(WIDE))
    program._put_up(session, settings, hall(WIDE), state_dir)
    return session


def test_a_list_that_was_kept_is_shown_without_a_network(tmp_path: Path) -> None:
    kept_list(tmp_path)
    session = put_up(tmp_path)
    (keeper,) = (each for each in session.keepers if each.name == BUNDLE)
    keeper.start()
    try:
        until(lambda: shown(session.calm, AFTER_MS) == "Trang 1/3", 20, "the first of the pages")
    finally:
        keeper.close()


def test_an_office_may_want_no_procedures_on_its_screen(tmp_path: Path) -> None:
    assert BUNDLE in [each.name for each in put_up(tmp_path).keepers]
    assert BUNDLE not in [each.name for each in put_up(tmp_path, published="false").keepers]
