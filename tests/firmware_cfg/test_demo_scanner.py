"""What is typed into a demonstration's terminal comes out of the product's virtual scanner."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from firmware_cfg.demo.scanner import TerminalScanner, at_hand
from firmware_cfg.processes import until

pytestmark = pytest.mark.edge


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[TerminalScanner]:
    made = TerminalScanner(tmp_path)
    with made.program:
        yield made


@pytest.fixture
def line(scanner: TerminalScanner) -> Iterator[int]:
    """The kiosk's end of the scanner's line."""
    path = scanner.address.removeprefix("serial:").partition("?")[0]
    end = os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    yield end
    os.close(end)


def test_lines_are_scanned_one_after_the_other(
    scanner: TerminalScanner, line: int, capsys: pytest.CaptureFixture[str]
) -> None:
    said: list[str] = []

    def told() -> bool:
        said.append(capsys.readouterr().out)
        return "scanned LH-1" in "".join(said)

    scanner.listen(io.StringIO("\n H60.15-261103-0002 \nLH-1\n"))
    until(told, 10, "the second line to be scanned")
    assert os.read(line, 100) == b"H60.15-261103-0002\rLH-1\r"


def test_a_scanner_that_is_gone_says_so(scanner: TerminalScanner) -> None:
    scanner.program.stop()
    assert scanner.scan("LH-1") == "the scanner is gone"


def test_a_terminal_in_whose_background_we_run_is_left_alone() -> None:
    leader, follower = os.openpty()
    with os.fdopen(follower) as terminal:
        assert not at_hand(terminal)  # it is nobody's controlling terminal here
    os.close(leader)
    assert at_hand(io.StringIO(""))
