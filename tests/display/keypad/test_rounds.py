"""Rounds as slow as the line: the real driver against the simulator at the line's speed."""

from __future__ import annotations

import pytest

from display.__main__ import main
from display.keypad.rounds import rounds
from display.keypad.timing import round_s

pytestmark = pytest.mark.edge


@pytest.mark.parametrize("count", [8, 32])
def test_a_round_takes_no_less_than_its_bytes(count: int) -> None:
    (each,) = rounds(1.5, [count], [115_200])
    bytes_ms = each.calculated_ms - 1000 * count * 0.002  # without the turns that the calculation allows
    assert each.calculated_ms == 1000 * round_s(count, 115_200)
    assert bytes_ms < each.p50_ms  # how much more it is the benchmark says: another program may have the processor


def test_rounds_are_told_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keypad", "rounds", "--seconds", "0.6"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert len(rows) == 5
    assert rows[0].split()[:2] == ["pads", "baud"]
    assert rows[2].split()[:3] == ["32", "115200", "131"]
