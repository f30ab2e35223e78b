"""From the office's file to the kiosk on the real things: command line, HTTP, mosquitto; and after a power cut."""

from __future__ import annotations

import queue
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assets import find
from broker.__main__ import main
from broker.client.device import Device
from broker.client.mqtt import MqttLink
from broker.contract.codec import Answer
from broker.contract.commands import AnyCommand
from broker.contract.procedures import BUNDLE
from broker.contract.status import AnyStatus, Bundle
from broker.contract.topics import Topics
from broker.web.bundles import BundleService
from firmware_cfg.processes import start_mosquitto
from kiosk.procedures.keeping import keeper
from kiosk.procedures.library import Library

pytestmark = pytest.mark.edge
TOPICS = Topics("binh-minh")
DEADLINE_S = 10.0


class Heard:
    """What a kiosk's machine does with what is announced."""

    def __init__(self) -> None:
        self.bundles: queue.SimpleQueue[Bundle] = queue.SimpleQueue()

    def on_status(self, status: AnyStatus) -> None:
        if isinstance(status, Bundle):
            self.bundles.put(status)

    def on_answer(self, command: AnyCommand, answer: Answer) -> None: ...

    def on_silence(self, command: AnyCommand) -> None: ...

    def on_online(self, online: bool) -> None: ...


@pytest.fixture
def mosquitto(tmp_path: Path) -> Iterator[str]:
    program, port = start_mosquitto(tmp_path / "logs")
    yield f"mqtt://127.0.0.1:{port}"
    program.stop()


def imported(tmp_path: Path, *more: str, file: str = "") -> Path:
    """The folder of bundles after an import from the command line."""
    folder = tmp_path / "bundles"
    table = file or str(find("procedures/commune.csv"))
    office = str(find("offices/commune.toml"))
    code = main(["procedures", "import", table, "--office", office, "--out", str(folder), *more])
    assert code == 0
    return folder


def next_bundle(device: Device, heard: Heard) -> Bundle:
    for _ in range(round(DEADLINE_S / 0.1)):
        device.pump(wait_s=0.1)
        if not heard.bundles.empty():
            return heard.bundles.get()
    raise AssertionError("nothing was announced")


def test_a_list_is_imported_announced_fetched_kept_and_there_without_a_network(tmp_path: Path, mosquitto: str) -> None:
    folder, mine = imported(tmp_path), tmp_path / "kiosk"
    service = BundleService(folder, MqttLink(mosquitto, "bundles"), TOPICS, "127.0.0.1", 0)
    service.start()
    heard = Heard()
    device = Device(MqttLink(mosquitto, "k1"), TOPICS, "k1", heard)
    device.start(TOPICS.bundle(BUNDLE))
    libraries: queue.SimpleQueue[Library] = queue.SimpleQueue()
    keeping = keeper("127.0.0.1", mine, libraries.put)
    keeping.start()
    try:
        keeping.announced(next_bundle(device, heard))
        first = libraries.get(timeout=DEADLINE_S)
        assert first.find("giấy độc thân")[0].code == "1.004873"
        few = tmp_path / "few.csv"
        few.write_text("".join(find("procedures/commune.csv").read_text("utf-8").partition("9.900101")[:1]), "utf-8")
        imported(tmp_path, file=str(few))
        keeping.announced(next_bundle(device, heard))
        assert len(libraries.get(timeout=DEADLINE_S).procedures) < len(first.procedures)
    finally:
        keeping.close()
        device.close()
        service.close()
    shutil.rmtree(folder)
    again = keeper("no-such-host.invalid", mine, libraries.put)
    again.start()
    assert libraries.get(timeout=DEADLINE_S).find("khai sinh")
    again.close()


def test_a_list_with_a_mistake_leaves_the_one_before(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = imported(tmp_path)
    before = (folder / "procedures.zip").read_bytes()
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("Mã thủ tục,Tên thủ tục,Lĩnh vực,Thời hạn,Tên giấy tờ\n1.00,a,b,c,d\n", "utf-8")
    office = str(find("offices/commune.toml"))
    for action in (["import", "--out", str(folder)], ["check"]):
        assert main(["procedures", action[0], str(wrong), "--office", office, *action[1:]]) == 2
    said = capfd.readouterr().err
    assert f"{wrong}:2: column A “Mã thủ tục”: “1.00” has lost digits" in said
    assert "nothing was imported" in said
    assert (folder / "procedures.zip").read_bytes() == before
    assert [each.name for each in folder.iterdir()] == ["procedures.zip"]


def test_what_is_published_can_be_listed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = imported(tmp_path)
    assert main(["procedures", "list", "--out", str(folder), "--field", "đất"]) == 0
    listed = capfd.readouterr().out
    assert "1.012783" in listed
    assert "1.001193" not in listed
    assert main(["procedures", "list", "--out", str(tmp_path / "nowhere")]) == 1
    assert "no procedures were imported yet" in capfd.readouterr().err


@pytest.mark.parametrize("office", ["", "missing.toml"])
def test_without_an_office_nothing_is_guessed(tmp_path: Path, office: str, capfd: pytest.CaptureFixture[str]) -> None:
    args = ["procedures", "check", str(find("procedures/commune.csv")), "--db", str(tmp_path / "none.db")]
    assert main([*args, *(["--office", str(tmp_path / office)] if office else [])]) in (1, 2)
    assert ("holds no office" if not office else "missing.toml") in capfd.readouterr().err


def test_a_mapping_and_a_day_of_checking_of_the_command_line(tmp_path: Path) -> None:
    table, mapping = tmp_path / "one.csv", tmp_path / "map.toml"
    table.write_text("Mã thủ tục,Tên thủ tục,Lĩnh vực,Thời hạn,Tên giấy tờ\n1.000001,a,Văn hóa,c,d\n", "utf-8")
    mapping.write_text('[fields]\n"Văn hóa" = "guide"\n', "utf-8")
    folder = imported(tmp_path, "--map", str(mapping), "--checked", "2026-11-01", "--stale-days", "30", file=str(table))
    from broker.client.bundle import OpenBundle
    from kiosk.procedures.keeping import open_library

    library = open_library(OpenBundle(folder / "procedures.zip"))
    assert (library.procedures[0].service, library.procedures[0].checked, library.stale_days) == (
        "guide", "2026-11-01", 30,
    )  # fmt: skip
