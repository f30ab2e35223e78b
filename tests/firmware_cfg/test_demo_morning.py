"""What the played morning says when a visit fails."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from firmware_cfg.demo.cast import MINUTE_MS, SEVEN_MS, Citizen
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
