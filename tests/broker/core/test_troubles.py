"""Trouble stands once until it is over; an emergency stands until somebody has seen to it."""

from __future__ import annotations

import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.core.decide.troubles import MOST
from tests.broker.core.hall import Hall, code, kinds


def low(left: int = 40, *, on: bool = True, source: str = "k1") -> c.ReportTrouble:
    return c.ReportTrouble(source=source, code="paper_low", params={"left": left}, on=on)


def test_a_trouble_told_again_is_the_same_and_ends_when_the_device_says_so() -> None:
    hall = Hall()
    began = hall.now
    assert kinds(hall.do(low())) == ["TroubleRaised"]
    rows = len(hall.journal)
    hall.pass_s(5)
    assert kinds(hall.do(low())) == ["TroubleRaised"]
    assert len(hall.journal) == rows
    hall.do(low(30))
    (trouble,) = hall.floor.state.troubles.values()
    assert (trouble.source, trouble.code, trouble.params, trouble.since) == ("k1", "paper_low", {"left": 30}, began)
    assert not trouble.urgent
    assert kinds(hall.do(low(on=False))) == ["TroubleSettled"]
    assert not hall.floor.state.troubles
    rows = len(hall.journal)
    assert kinds(hall.do(low(on=False))) == ["TroubleSettled"]
    assert len(hall.journal) == rows


def test_the_same_code_of_two_devices_is_two_troubles() -> None:
    hall = Hall()
    hall.do(low())
    hall.do(low(source="k2"))
    assert list(hall.floor.state.troubles) == ["k1/paper_low", "k2/paper_low"]


def test_an_emergency_stands_until_a_person_has_seen_to_it_and_changes_no_counter() -> None:
    hall = Hall()
    revision, seen = hall.desk("1").revision, hall.changes.calls
    hall.changes.calls = False
    (raised,) = hall.do(c.RaiseEmergency(counter="1", place="by the door"), "counter-1")
    assert isinstance(raised, e.TroubleRaised)
    assert (raised.code, raised.urgent, raised.counter, raised.source) == ("emergency", True, "1", "counter-1")
    assert raised.params == {"place": "Quầy 1, by the door"}
    assert (hall.desk("1").revision, hall.changes.calls) == (revision, False)
    assert seen
    rows = len(hall.journal)
    hall.do(c.RaiseEmergency(counter="1", place="by the door"), "counter-1")
    assert len(hall.journal) == rows
    off = c.ReportTrouble(source="counter-1", code="emergency", on=False)
    assert code(hall.do(off)) == "unknown_trouble"
    hall.do(c.CloseDay())
    assert raised.trouble in hall.floor.state.troubles
    (settled,) = hall.do(c.SettleTrouble(trouble=raised.trouble, by="Hoa"))
    assert settled == e.TroubleSettled(trouble=raised.trouble, by="Hoa")
    assert code(hall.do(c.SettleTrouble(trouble=raised.trouble, by="Hoa"))) == "unknown_trouble"


@pytest.mark.parametrize("counter", ["nowhere", "99"])
def test_an_emergency_at_a_counter_that_is_not_there_is_refused(counter: str) -> None:
    assert code(Hall().do(c.RaiseEmergency(counter=counter))) == "unknown_counter"


def test_an_emergency_needs_neither_day_nor_counter() -> None:
    hall = Hall()
    hall.do(c.CloseDay())
    assert kinds(hall.do(c.RaiseEmergency(place="guide desk"), "desk")) == ["TroubleRaised"]


def test_a_device_that_invents_trouble_fills_no_memory_and_hides_no_emergency() -> None:
    hall = Hall()
    hall.do(c.RaiseEmergency(counter="1"), "counter-1")
    for n in range(MOST + 50):
        hall.do(low(source=f"strange-{n}"))
    assert len(hall.floor.state.troubles) == MOST
    assert "counter-1/emergency" in hall.floor.state.troubles
    assert f"strange-{MOST + 49}/paper_low" in hall.floor.state.troubles
    noisy = c.ReportTrouble(source="x", code="noise", params={f"p{n}": "y" * 5_000 for n in range(100)})
    hall.do(noisy)
    params = hall.floor.state.troubles["x/noise"].params
    assert (len(params), {len(str(each)) for each in params.values()}) == (8, {80})
