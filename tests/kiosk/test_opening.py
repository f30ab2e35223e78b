"""The calendar at the kiosk: its own hours, and what is given while nobody else says so."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from broker.contract.office import Calendar
from kiosk.session.views import Sorry
from tests.kiosk.world import World, open_world
from tests.offices import SEVEN, WORK, all_week, small_office

pytestmark = pytest.mark.edge

HOUR = 3_600_000
MORNINGS = all_week((450, 690))


def world_at(folder: Path, ms: int) -> World:
    """Land only in the morning; the kiosk rests over noon, and stops before the counters do."""
    base = small_office()
    services = tuple(
        msgspec.structs.replace(each, hours=MORNINGS) if each.id == "land" else each for each in base.services
    )
    calendar = Calendar(counters=WORK, kiosk=all_week((420, 675), (780, 990)))
    world = open_world(folder, office=msgspec.structs.replace(base, services=services, calendar=calendar))
    move(world, ms)
    return world


def move(world: World, ms: int) -> None:
    """Put office time forward, for the kiosk too, which counts on by itself while cut off."""
    hall, device = world.engine.hall, world.machine.device
    device._beat_boottime_s -= (ms - hall.now) / 1000
    hall.now = ms
    world.pass_s(2)


@pytest.mark.parametrize(
    ("minutes", "page"), [(0, "home"), (254, "home"), (256, "closed"), (361, "home"), (569, "home"), (571, "closed")]
)
def test_the_kiosks_own_hours_hold_though_the_counters_work(tmp_path: Path, minutes: int, page: str) -> None:
    assert world_at(tmp_path, SEVEN + minutes * 60_000).page == page


def test_cut_off_the_last_number_of_a_service_is_known_from_the_calendar(tmp_path: Path) -> None:
    world = world_at(tmp_path, SEVEN + 3 * HOUR)
    world.cut_line()
    world.pass_s(4)
    world.touch("field:land", "take", "done")
    move(world, SEVEN + 6 * HOUR + 5 * 60_000)
    view = world.touch("field:land")
    assert isinstance(view.content, Sorry)
    assert view.content.text.key == "field.over"
    world.touch("home", "field:certify", "service:copy", "take")
    assert world.numbers == ["A-801", "C-801"]
