"""An ID card shown at the kiosk leaves its number nowhere: not in the process, whole or freed, nor in its files."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.scanning.virtual import VirtualScanner
from tests.memory import holds

pytestmark = pytest.mark.edge

NAME = "Lưu Thị Hồng Gấm Kiểm Thử"


def card() -> tuple[str, str]:
    """Somebody's card, made here so that no file of ours holds it; and its number."""
    number = f"0{random.randrange(10**10, 10**11)}"
    return f"{number}|{random.randrange(10**8, 10**9)}|{NAME}|01011990|Nữ|Thôn 1, xã Bình Minh|15042021", number


@contextmanager
def kiosk(folder: Path, scanner: VirtualScanner, *more: str) -> Iterator[subprocess.Popen[str]]:
    terminal = scanner.address.removeprefix("serial:").partition("?")[0]
    command = [sys.executable, "-m", "tests.kiosk.card_reader_child", str(folder), terminal, *more]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[VirtualScanner]:
    scanner = VirtualScanner(tmp_path / "scanner")
    yield scanner
    scanner.close()


def test_a_card_leaves_nothing_behind(tmp_path: Path, scanner: VirtualScanner) -> None:
    text, number = card()
    folder = tmp_path / "state"
    with kiosk(folder, scanner) as process:
        assert said(process) == "ready"
        scanner.do(f"scan {text}")
        assert said(process) == "done A-001"
        for secret in (number, number[:11], NAME):
            assert holds(process.pid, secret) == []
    for file in folder.rglob("*"):
        if file.is_file():
            assert number.encode() not in file.read_bytes(), file


def test_the_search_finds_what_somebody_keeps(tmp_path: Path, scanner: VirtualScanner) -> None:
    text, number = card()
    with kiosk(tmp_path / "state", scanner, "leak") as process:
        assert said(process) == "ready"
        scanner.do(f"scan {text}")
        assert said(process) == "done A-001"
        assert holds(process.pid, number)
