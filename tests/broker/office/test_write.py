"""An office written is the same office read, whatever it is."""

from __future__ import annotations

import tomllib

from hypothesis import HealthCheck, given, settings

from broker.contract.office import Office
from broker.office import faults, inspect_text, write_office
from tests.broker.office.made import offices


@given(office=offices())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_an_office_written_and_read_is_the_same(office: Office) -> None:
    assert faults(office) == []
    text = write_office(office)
    tomllib.loads(text)
    inspected = inspect_text(text)
    assert inspected.mistakes == ()
    assert inspected.office == office
    assert write_office(inspected.office) == text
