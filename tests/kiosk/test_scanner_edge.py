"""The serial scanner on a real line: what it sends comes out once, and a pulled cable is looked for again."""

from __future__ import annotations

import io
import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from assets.wires.serial_line import SerialAddressError
from kiosk.__main__ import main as kiosk
from kiosk.scanning import noise
from kiosk.scanning import scanner as room
from kiosk.scanning.reading import Reading, scanner_address
from kiosk.scanning.virtual import ScannerError, VirtualScanner
from kiosk.session.messages import CardScanned, Input, Scanned, ScannerChanged

pytestmark = pytest.mark.edge


@pytest.fixture
def virtual(tmp_path: Path) -> Iterator[VirtualScanner]:
    scanner = VirtualScanner(tmp_path / "scanner", baud=115_200)
    yield scanner
    scanner.close()


@pytest.fixture
def inbox(virtual: VirtualScanner, monkeypatch: pytest.MonkeyPatch) -> Iterator[queue.SimpleQueue[Input]]:
    monkeypatch.setattr(room, "AGAIN_S", 0.05)
    told: queue.SimpleQueue[Input] = queue.SimpleQueue()
    reading = Reading(virtual.address, told.put, lambda: "token-0001")
    reading.start()
    assert told.get(timeout=5) == ScannerChanged(there=True, straight=True)
    yield told
    reading.close()


@pytest.mark.parametrize("suffix", ["cr", "lf", "crlf", "none"])
def test_a_code_comes_out_once(virtual: VirtualScanner, inbox: queue.SimpleQueue[Input], suffix: str) -> None:
    virtual.do(f"suffix {suffix}")
    virtual.do("scan 2026-11-23.A-025")
    assert inbox.get(timeout=5) == Scanned(text="2026-11-23.A-025", token="token-0001")
    virtual.do("scan H29.1-260706-1377")
    assert inbox.get(timeout=5) == Scanned(text="H29.1-260706-1377", token="token-0001")
    assert inbox.empty()


def test_half_a_code_is_a_text_of_its_own(virtual: VirtualScanner, inbox: queue.SimpleQueue[Input]) -> None:
    virtual.do("half 2026-11-23.A-025")
    assert inbox.get(timeout=5) == Scanned(text="2026-11-", token="token-0001")


def test_ten_kilobytes_of_garbage_do_no_harm(virtual: VirtualScanner, inbox: queue.SimpleQueue[Input]) -> None:
    virtual.do("garbage 10000")
    assert inbox.get(timeout=5) == Scanned(text="", token="token-0001")
    virtual.do("raw 00ff1b400d")
    assert isinstance(inbox.get(timeout=5), Scanned)
    virtual.do("scan C-1234")
    assert inbox.get(timeout=5) == Scanned(text="C-1234", token="token-0001")


def test_a_card_without_a_key_says_nothing_of_anybody(virtual: VirtualScanner, inbox: queue.SimpleQueue[Input]) -> None:
    virtual.do("scan 012345678901|1|A|01011990|Nam|B|15042021")
    assert inbox.get(timeout=5) == CardScanned(person=None, token="token-0001")


def test_a_pulled_cable_is_told_and_found_again(virtual: VirtualScanner, inbox: queue.SimpleQueue[Input]) -> None:
    virtual.do("unplug")
    state = inbox.get(timeout=5)
    assert isinstance(state, ScannerChanged)
    assert not state.there
    with pytest.raises(ScannerError, match="cable is out"):
        virtual.do("scan A")
    virtual.do("plug")
    while not (isinstance(state, ScannerChanged) and state.there):
        state = inbox.get(timeout=10)
    virtual.do("scan C-1234")
    assert inbox.get(timeout=5) == Scanned(text="C-1234", token="token-0001")


def test_a_scanner_gone_mad_is_told_and_not_listened_to_until_it_is_still(
    virtual: VirtualScanner, inbox: queue.SimpleQueue[Input], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(noise, "STILL_S", 0.4)
    for nth in range(noise.MOST_LINES + 5):
        virtual.do(f"scan C-{1000 + nth}")
    told = [inbox.get(timeout=5) for _ in range(noise.MOST_LINES)]
    assert [type(each) for each in told] == [Scanned] * (noise.MOST_LINES - 1) + [ScannerChanged]
    assert told[-1] == ScannerChanged(there=False, noisy=True, reason=told[-1].reason)  # type: ignore[attr-defined]
    assert inbox.get(timeout=5) == ScannerChanged(there=True, straight=True)
    virtual.do("scan C-1234")
    assert inbox.get(timeout=5) == Scanned(text="C-1234", token="token-0001")


@pytest.mark.parametrize("setting", ["usb:x", "serial:", "serial:/dev/x?baud=fast", "serial:/dev/x?colour=red"])
def test_a_setting_that_is_no_scanner_is_told(setting: str) -> None:
    with pytest.raises(SerialAddressError):
        scanner_address(setting)


def test_a_scanner_is_worked_by_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("suffix lf\nsing\n"))
    assert kiosk(["virtual-scanner", "--terminal", str(tmp_path / "hand")]) == 0
    address, first, second = capsys.readouterr().out.splitlines()
    assert (address, first) == (f"serial:{tmp_path}/hand?baud=9600", "ok")
    assert "'sing' is none of" in second
    assert not (tmp_path / "hand").exists()


def test_lines_a_virtual_scanner_cannot_do_are_told(virtual: VirtualScanner) -> None:
    for line in ("sing", "raw zz", "garbage much", "suffix tab"):
        with pytest.raises(ScannerError):
            virtual.do(line)
