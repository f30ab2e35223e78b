"""What the played morning does and says when a touch or a visit fails."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from firmware_cfg.demo import visitor
from firmware_cfg.demo.cast import MINUTE_MS, SEVEN_MS, Citizen
from firmware_cfg.demo.hand import Hand
from firmware_cfg.demo.morning import Morning
from firmware_cfg.demo.stage import Stage
from firmware_cfg.demo.visitor import Visitor
from firmware_cfg.processes import ProcessError


class ClosedKiosk:
    """Gives no number to anybody."""

    def take(self, _citizen: Citizen) -> dict[str, Any]:
        raise ProcessError("kiosk: touch field:civil: nothing that can be touched")


@pytest.mark.parametrize(("late_min", "says"), [(2, "^kiosk: touch"), (150, r"150 minutes behind.*--speed 20 \(kiosk")])
def test_a_machine_that_is_too_slow_is_named_and_not_the_kiosk(late_min: int, says: str) -> None:
    clock = SimpleNamespace(now_ms=lambda: SEVEN_MS + late_min * MINUTE_MS, speed=60.0)
    morning = Morning(cast(Stage, SimpleNamespace(clock=clock)), [], (), 0, tell=print)
    citizen = Citizen(SEVEN_MS, "civil", None, 20.0, 60.0)
    with pytest.raises(ProcessError, match=says):
        morning._visit(cast(Visitor, ClosedKiosk()), citizen)


class RestingKiosk:
    """Does not take touches that come too soon; takes the one after `rests` of them."""

    def __init__(self, rests: int, why: str = f"the window did not take the touch: it {visitor.RESTS}") -> None:
        self.rests, self.why, self.touched = rests, why, list[str]()

    def picture(self, _name: str) -> None:
        """Nobody looks."""

    def do(self, line: str) -> dict[str, Any]:
        self.touched.append(line)
        return {"ok": True} if len(self.touched) > self.rests else {"ok": False, "why": self.why}


def test_a_touch_that_a_resting_window_did_not_take_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitor, "REST_S", 0.0)
    kiosk = RestingKiosk(2)
    Visitor(cast(Hand, kiosk))._touch("take")
    assert kiosk.touched == ["touch take"] * 3
    with pytest.raises(ProcessError, match=visitor.RESTS):
        Visitor(cast(Hand, RestingKiosk(99)))._touch("take")


def test_a_touch_of_which_nobody_knows_is_not_made_again() -> None:
    kiosk = RestingKiosk(1, "play: no frame within 5 s")
    with pytest.raises(ProcessError, match="no frame"):
        Visitor(cast(Hand, kiosk))._touch("take")
    assert kiosk.touched == ["touch take"]
