"""What the played morning does and says when a touch or a visit fails."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from firmware_cfg.demo.__main__ import AT_EASE, LEAD_S, SPEED, pace
from firmware_cfg.demo.cast import MINUTE_MS, SEVEN_MS, TYPED, Citizen, morning, otherwise
from firmware_cfg.demo.hand import Hand
from firmware_cfg.demo.morning import Morning, told
from firmware_cfg.demo.stage import Stage
from firmware_cfg.demo.visitor import CLOSED, Visitor
from firmware_cfg.processes import ProcessError


class ClosedKiosk:
    """Gives no number to anybody."""

    def take(self, _citizen: Citizen) -> dict[str, Any]:
        raise ProcessError("kiosk: touch field:civil: nothing that can be touched")


@pytest.mark.parametrize(("late_min", "says"), [(2, "^kiosk: touch"), (150, r"150 minutes behind.*--speed 20 \(kiosk")])
def test_a_machine_that_is_too_slow_is_named_and_not_the_kiosk(late_min: int, says: str) -> None:
    clock = SimpleNamespace(now_ms=lambda: SEVEN_MS + late_min * MINUTE_MS, speed=60.0)
    play = Morning(cast(Stage, SimpleNamespace(clock=clock)), [], (), 0, tell=print)
    citizen = Citizen(SEVEN_MS, "civil", None, 20.0, 60.0)
    with pytest.raises(ProcessError, match=says):
        play._visit(cast(Visitor, ClosedKiosk()), citizen)


class LateKiosk:
    """Offers nothing any more: it closed `after` so many lines."""

    def __init__(self, after: int) -> None:
        self.after, self.lines = after, list[str]()

    def picture(self, _name: str) -> None:
        """Nobody looks."""

    def do(self, line: str) -> dict[str, Any]:
        self.lines.append(line)
        if len(self.lines) <= self.after:
            return {"ok": True, "page": "procedure", "number": None, "actions": ["look:procedures", "find:print"]}
        return {"ok": line.startswith("wait") and CLOSED in line, "page": CLOSED, "number": None, "actions": [],
                "why": "nothing that can be touched here carries"}  # fmt: skip


@pytest.mark.parametrize("way", ["", "procedure", "booking", "several", "help"])
def test_a_kiosk_that_has_closed_is_no_number_today_and_no_fault(way: str) -> None:
    citizen = otherwise(Citizen(SEVEN_MS, "land", "land-transfer", 20.0, 60.0), way) if way else morning(4, 150)[0]
    facts = Visitor(cast(Hand, LateKiosk(0))).take(citizen)
    assert (facts["number"], facts["told"]) == (None, CLOSED)
    assert told(facts) == "finds the kiosk closed"


def test_papers_printed_before_it_closed_are_not_forgotten() -> None:
    citizen = otherwise(morning(4, 150)[0], "procedure")
    facts = Visitor(cast(Hand, LateKiosk(3 + len(TYPED) + 2))).take(citizen)
    assert (facts["number"], facts["told"], facts["checklist"]) == (None, CLOSED, True)


def test_a_kiosk_that_does_not_answer_is_not_taken_for_one_that_has_no_number() -> None:
    class Silent(LateKiosk):
        def do(self, line: str) -> dict[str, Any]:
            ok = not line.startswith("wait")
            return {"ok": ok, "page": "asking", "number": None, "actions": ["take"], "why": "not within 50 s"}

    with pytest.raises(ProcessError, match="did not come"):
        Visitor(cast(Hand, Silent(0))).take(otherwise(morning(4, 150)[0], "help"))


def test_office_time_follows_the_machine_unless_a_speed_is_asked_for() -> None:
    assert pace(None, 0.5) == (SPEED, LEAD_S)
    assert pace(None, 2 * AT_EASE) == (SPEED / 2, 2 * LEAD_S)
    assert pace(None, 1_000.0)[0] == 1.0
    assert pace(120.0, 2 * AT_EASE) == (120.0, 2 * LEAD_S)
