"""The key of the day: in memory only, the same after a restart, given to kiosks alone, gone when the day closes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.office import Office
from broker.daykey import DayKeys, file_system
from tests.engines import Room, refusal
from tests.offices import DATE, small_office

pytestmark = pytest.mark.edge

KEY = bytes(range(65, 97))


def keyed(new_room: Callable[..., Room], run: Path, office: Office | None = None) -> Room:
    room = new_room(office=office or small_office(one_per_person=True))
    with_keys(room, run)
    return room


def with_keys(room: Room, run: Path, **more: Any) -> DayKeys:
    keys = DayKeys(run, any_file_system=True, **more)
    room.engine.unrecorded.day_keys = keys
    room.engine.unrecorded.begin(room.engine.floor)
    return keys


def asked(room: Room, device: str = "k1") -> Any:
    (event,) = room.do(c.AskDayKey(), device).events
    return event


def test_every_kiosk_gets_the_same_key_and_nobody_else_any(new_room: Callable[..., Room], tmp_path: Path) -> None:
    room = keyed(new_room, tmp_path / "run")
    rows = len(room.events())
    one, two = asked(room), asked(room, "k2")
    assert isinstance(one, e.DayKeyGiven)
    assert (one.day, len(bytes.fromhex(one.key)), two.key) == (DATE, 32, one.key)
    assert refusal(room.do(c.AskDayKey(), "tablet-1")) == "unknown_kiosk"
    assert len(room.events()) == rows
    answers = [each for each in room.published if one.key.encode() in each.payload]
    assert {each.topic for each in answers} == {room.topics.answer("k1"), room.topics.answer("k2")}
    assert not any(one.key.encode() in payload for payload in room.hub.retained.values())


def test_an_engine_started_again_on_the_same_day_has_the_same_key(
    new_room: Callable[..., Room], tmp_path: Path
) -> None:
    room = keyed(new_room, tmp_path / "run")
    key = asked(room).key
    room.stop()
    room.start()
    with_keys(room, tmp_path / "run")
    assert asked(room).key == key


def test_it_dies_with_its_day_and_the_next_has_another(new_room: Callable[..., Room], tmp_path: Path) -> None:
    room = keyed(new_room, tmp_path / "run")
    key = asked(room).key
    room.do(c.CloseDay())
    assert list((tmp_path / "run").iterdir()) == []
    assert refusal(room.do(c.AskDayKey())) == "no_key"
    room.do(c.OpenDay(date="2026-11-24"))
    assert asked(room).key != key
    assert asked(room).day == "2026-11-24"


def test_closing_overwrites_the_key_in_memory_and_in_the_file(new_room: Callable[..., Room], tmp_path: Path) -> None:
    room = new_room(office=small_office(one_per_person=True))
    keys = with_keys(room, tmp_path / "run", make=lambda: KEY)
    held, (file,) = keys._key, (tmp_path / "run").iterdir()
    other_name = tmp_path / "same-bytes"
    other_name.hardlink_to(file)
    assert KEY in other_name.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    room.do(c.CloseDay())
    assert bytes(held) == bytes(32)
    assert set(other_name.read_bytes()) == {0}


def test_a_key_left_over_from_another_day_is_not_taken_up(new_room: Callable[..., Room], tmp_path: Path) -> None:
    run = tmp_path / "run"
    run.mkdir()
    (run / "day-key").write_bytes(b"2026-11-20\n" + KEY)
    room = keyed(new_room, run)
    assert asked(room).key != KEY.hex()


def test_an_office_without_the_rule_has_no_key_and_one_that_gives_it_up_loses_it(
    new_room: Callable[..., Room], tmp_path: Path
) -> None:
    room = keyed(new_room, tmp_path / "run", small_office())
    assert refusal(room.do(c.AskDayKey())) == "no_key"
    assert not (tmp_path / "run").exists()
    room.do(c.ApplyOffice(office=small_office(one_per_person=True)))
    assert asked(room).key
    room.do(c.ApplyOffice(office=small_office()))
    assert refusal(room.do(c.AskDayKey())) == "no_key"
    assert list((tmp_path / "run").iterdir()) == []


@pytest.mark.parametrize("one_per_person", [True, False])
def test_no_file_is_looked_at_while_the_day_and_the_rule_stay(
    new_room: Callable[..., Room], tmp_path: Path, *, one_per_person: bool
) -> None:
    room = new_room(office=small_office(one_per_person=one_per_person))
    keys = with_keys(room, tmp_path / "run")
    keys.run_dir = None  # type: ignore[assignment]  # whoever asks for a file of it falls over
    assert room.take().number == "C-001"
    with pytest.raises(TypeError):
        room.do(c.CloseDay() if one_per_person else c.ApplyOffice(office=small_office(one_per_person=True)))


def test_the_key_is_in_no_journal_write_ahead_log_snapshot_or_log(
    new_room: Callable[..., Room], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    room = new_room(office=small_office(one_per_person=True))
    with_keys(room, tmp_path / "run", make=lambda: KEY)
    asked(room)
    room.take()
    files = [each for each in tmp_path.iterdir() if each.is_file()]
    assert any(each.name.endswith("-wal") for each in files)
    room.do(c.CloseDay())
    files = [each for each in tmp_path.iterdir() if each.is_file()]
    for file in files:
        assert KEY not in file.read_bytes()
        assert KEY.hex().encode() not in file.read_bytes()
        assert b"DayKeyGiven" not in file.read_bytes()
    assert KEY.hex() not in caplog.text
    assert KEY.hex() not in repr(room.engine)


def test_a_folder_on_a_disk_is_refused_and_the_office_opens_all_the_same(
    new_room: Callable[..., Room], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text("21 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw\n22 21 0:5 / /dev/shm rw - tmpfs tmpfs rw\n")
    monkeypatch.setattr("broker.daykey.MOUNTS", mounts)
    monkeypatch.setattr(file_system, "__defaults__", (mounts,))
    assert (file_system(Path("/dev/shm/x")), file_system(Path("/var/lib"))) == ("tmpfs", "ext4")
    room = new_room(office=small_office(one_per_person=True))
    room.engine.unrecorded.day_keys = DayKeys(tmp_path / "run")
    room.engine.unrecorded.begin(room.engine.floor)
    assert refusal(room.do(c.AskDayKey())) == "no_key"
    assert "ext4" in caplog.text
    assert room.take().number == "C-001"
    assert not list((tmp_path / "run").iterdir())


@pytest.mark.parametrize(("path", "kind"), [("/run/motcua", "tmpfs"), ("/run/my folder/x", "ramfs"), ("/", "ext4")])
def test_the_file_system_of_a_folder_is_that_of_the_nearest_mount(tmp_path: Path, path: str, kind: str) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "21 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n"
        "22 21 0:5 / /run rw master:1 shared:2 - tmpfs tmpfs rw\n"
        "23 22 0:6 / /run/my\\040folder rw - ramfs none rw\n"
    )
    assert file_system(Path(path), mounts) == kind


def test_an_office_changed_by_somebody_keeps_the_key_of_the_day(new_room: Callable[..., Room], tmp_path: Path) -> None:
    room = keyed(new_room, tmp_path / "run")
    key = asked(room).key
    office = small_office(one_per_person=True)
    room.do(c.ApplyOffice(office=msgspec.structs.replace(office, name={"vi": "Khác"})))
    assert asked(room).key == key
