"""Sentences of the pages: names of the office in the reader's language."""

from __future__ import annotations

import msgspec
import pytest

from broker.contract.ids import InstantMs
from broker.contract.status import Trouble
from broker.web.words import Words
from tests.offices import small_office


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_alert_names_a_field_as_its_reader_does(lang: str) -> None:
    office = small_office()
    named = msgspec.structs.replace(office.fields[0], name={"vi": "Đất đai", "en": "Land"})
    office = msgspec.structs.replace(office, fields=(named, *office.fields[1:]))
    trouble = Trouble(
        trouble=f"{named.id}/nobody_takes", source="engine", code="nobody_takes", since=InstantMs(0),
        params={"field": "Đất đai", "field_id": named.id, "count": 5},
    )  # fmt: skip
    assert named.name[lang] in Words(lang, office).alert(trouble)
    assert "Đất đai" in Words(lang, None).alert(trouble)  # before the office is known
