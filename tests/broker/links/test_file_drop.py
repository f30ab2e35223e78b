"""A folder into which another program drops files: whole, half, broken, old, new."""

from __future__ import annotations

import asyncio
import hashlib
import os
from datetime import date
from pathlib import Path

import pytest

from broker.contract.lookup import DossierStatus
from broker.links import file_drop
from broker.links.errors import SilentError
from broker.links.file_drop import FileDrop
from broker.links.records import Booked
from broker.links.stand_in import drop, drop_half, sample

DAY = date(2026, 11, 23)
CODE = "H60.15-261103-0001"
OLD_NS = 1_700_000_000 * 10**9


@pytest.fixture(autouse=True)
def look_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_drop, "LOOK_S", 0.0)


class Folder:
    """The folder, the adapter that reads it, and a clock: every change is a minute after the one before."""

    def __init__(self, path: Path) -> None:
        self.path, self.minute = path, 0
        self.system = FileDrop(path, settle_s=2.0, clock=lambda: (OLD_NS + self.minute * 60 * 10**9) / 1e9)

    def age(self, *paths: Path) -> None:
        for path in paths:
            os.utime(path, ns=(OLD_NS + self.minute * 60 * 10**9,) * 2)
        self.minute += 1

    def write(self, name: str, text: str | bytes) -> None:
        path = self.path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.age(path)

    def dossier(self, code: str = CODE) -> DossierStatus | None:
        return asyncio.run(self.system.dossier(code))

    def stage(self, code: str = CODE) -> str | None:
        """ "silent" where nothing is known of any dossier."""
        try:
            found = self.dossier(code)
        except SilentError:
            return "silent"
        return found.stage if found else None

    def bookings(self, day: str = "2026-11-23") -> list[Booked] | None:
        found = asyncio.run(self.system.bookings(day))
        return None if found is None else list(found)

    @property
    def faults(self) -> list[str]:
        return [str(each) for each in self.system.faults()]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.mark.parametrize("form", ["csv", "json"])
def test_what_the_stand_in_drops_is_known(folder: Folder, form: str) -> None:
    office = sample(DAY, ("birth", "land"))
    folder.age(*drop(office, folder.path, form))  # type: ignore[arg-type]
    stages = [folder.stage(code) for code in office.dossiers]
    assert stages == ["working", "ready", "more", "fee", "working", "closed"]
    assert folder.stage("H60.15-261103-7777") is None
    booked = folder.bookings()
    assert booked is not None
    assert [each.code for each in booked] == [each.code for each in office.bookings]
    assert folder.bookings("2026-11-24") is None
    assert folder.faults == []


@pytest.mark.parametrize("form", ["csv", "json"])
def test_half_a_file_is_named_and_changes_nothing(folder: Folder, form: str) -> None:
    office = sample(DAY)
    folder.age(*drop(office, folder.path, form))  # type: ignore[arg-type]
    assert folder.stage() == "working"
    whole = folder.bookings()
    folder.age(*drop_half(office, folder.path, form))  # type: ignore[arg-type]
    assert folder.stage() == "working"
    assert folder.bookings() == whole
    assert [each.partition(":")[0] for each in folder.faults] == [f"bookings-2026-11-23.{form}", f"dossiers.{form}"]
    assert all("half-written?" in each for each in folder.faults)
    folder.age(*drop(office, folder.path, form))  # type: ignore[arg-type]
    assert folder.stage() == "working"
    assert folder.faults == []


def test_a_file_being_written_is_left_alone_until_it_rests(folder: Folder) -> None:
    path = folder.path / "dossiers.csv"
    path.write_text(f"code,stage\n{CODE},ready\n")
    os.utime(path, ns=(OLD_NS, OLD_NS))
    assert folder.stage() == "silent"
    folder.minute += 1
    assert folder.stage() == "ready"


def test_the_newest_file_says_how_far_it_is(folder: Folder) -> None:
    folder.write("dossiers-b.csv", f"code,stage\n{CODE},working\nH60.15-261103-0002,more\n")
    folder.write("dossiers-a.csv", f"code,stage\n{CODE},ready\n")
    assert (folder.stage(), folder.stage("H60.15-261103-0002")) == ("ready", "more")
    (folder.path / "dossiers-a.csv").unlink()
    assert folder.stage() == "working"


def test_one_crooked_row_is_named_and_the_others_hold(folder: Folder) -> None:
    folder.write("dossiers.csv", f"Mã hồ sơ;Người nộp;Trạng thái\nkhông;Nguyễn A;ready\n{CODE};Trần B;ready\n1;2\n")
    assert folder.stage() == "ready"
    assert folder.faults == [
        "dossiers.csv: line 4: 2 columns, the head has 3", "dossiers.csv: line 2: its code is no dossier code"
    ]  # fmt: skip


def test_bookings_of_a_crooked_list_are_not_cancelled(folder: Folder) -> None:
    head = "code,at,service\nLH-0001,2026-11-23 09:00,birth\n"
    folder.write("bookings.csv", head + "LH-0002,2026-11-23 09:30,birth\nLH-0003,2026-11-24 09:30,birth\n")
    assert [each.code for each in folder.bookings() or ()] == ["LH-0001", "LH-0002"]
    folder.write("bookings.csv", head + "LH-0002,2026-11-23\n")
    assert [each.code for each in folder.bookings() or ()] == ["LH-0001", "LH-0002"]
    folder.write("bookings-2026-11-23.csv", "code,at,service\n")
    assert folder.bookings() == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"", "empty"),
        ("Mã hồ sơ,Trạng thái\n".encode("cp1258", "replace"), "no UTF-8"),
        (b"a,b\n1,2\n", "no such heads"),
        (b'code,stage\n"H60', "half-written?"),
        (b"code,stage\nH60.15-261103-0001,rea", "half-written?"),
        (os.urandom(4096) + b"\xff\n", "no UTF-8"),
    ],
)
def test_a_file_that_is_none_is_named_with_the_reason(folder: Folder, text: bytes, why: str) -> None:
    folder.write("dossiers.csv", text)
    assert folder.stage() == "silent"
    (fault,) = folder.faults
    assert fault.startswith("dossiers.csv: ")
    assert why in fault


def test_a_digest_beside_a_file_proves_it_whole(folder: Folder) -> None:
    text = f"code,stage\n{CODE},ready\n"
    folder.write("dossiers.csv.sha256", hashlib.sha256(text.encode()).hexdigest() + "  dossiers.csv\n")
    folder.write("dossiers.csv", f"code,stage\n{CODE},working\n")
    assert folder.stage() == "silent"
    folder.write("dossiers.csv", text)
    assert folder.stage() == "ready"


def test_other_files_are_none_of_ours(folder: Folder) -> None:
    folder.write(".dossiers.csv.part", "x")
    folder.write("readme.txt", "x")
    folder.write("dossiers.xlsx", "x")
    assert (folder.stage(), folder.faults) == ("silent", [])


def test_a_folder_that_is_not_there_is_silence(tmp_path: Path) -> None:
    with pytest.raises(SilentError, match="No such file"):
        asyncio.run(FileDrop(tmp_path / "gone").dossier(CODE))


def test_who_asks_while_a_large_file_is_read_hears_silence_and_then_the_answer(folder: Folder) -> None:
    lines = "".join(f"H60.15-261103-{n:06d},Nguyễn Văn A,Đang xử lý,27/11/2026\n" for n in range(20_000))
    folder.write("dossiers.csv", "Mã hồ sơ,Người nộp,Trạng thái,Ngày hẹn trả\n" + lines)
    folder.system = FileDrop(folder.path, timeout_s=0.01)
    with pytest.raises(SilentError, match=r"not read within 0\.01 s"):
        folder.dossier("H60.15-261103-019999")
    folder.system._timeout_s = 30.0
    assert folder.stage("H60.15-261103-019999") == "working"
