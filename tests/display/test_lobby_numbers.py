"""How wide the numbers of an office are."""

from __future__ import annotations

import string
from typing import Any

import pytest
from PIL import ImageFont

from assets.files import find
from broker.contract.office import Kiosk, Series
from display.lobby.numbers import ORDINARY, em, widest_of
from display.samples import office


def widest(*series: Series, **more: Any) -> str:
    return widest_of(office(series=series, **more)).ticket


@pytest.mark.parametrize(
    ("series", "number", "width_em"),
    [
        (Series(prefix="A"), "H-011", 2.86),
        (Series(prefix="H", digits=2, last=99), "H-011", 2.86),
        (Series(prefix="M"), "M-001", 3.05),
        (Series(prefix="A", dash=False, digits=4, last=999), "A0001", 3.04),
        (Series(prefix="10", dash=False, digits=2, last=99), "H-011", 2.86),
        (Series(prefix="10"), "10-001", 3.25),
        (Series(prefix="", dash=False, digits=5), "00001", 2.92),
        (Series(prefix="MW", digits=5), "MW-00001", 5.2),
        (Series(prefix="A", digits=2, last=799), "A-799", 2.86),
    ],
)
def test_what_a_row_of_numbers_can_give(series: Series, number: str, width_em: float) -> None:
    found = widest_of(office(series=(series,)))
    assert found.ticket_em == pytest.approx(width_em)
    assert found.ticket == (number if width_em > ORDINARY.ticket_em else ORDINARY.ticket)


def test_the_widest_row_counts_and_so_do_reserved_numbers_and_those_for_training() -> None:
    rows = Series(prefix="A"), Series(prefix="MW", digits=4), Series(prefix="T")
    assert widest(*rows) == "MW-0001"
    kiosk = Kiosk(id="kiosk1", name={"vi": "Máy 1"}, reserved=(90_001, 90_999))
    assert widest(Series(prefix="A"), kiosks=(kiosk,)) == "A-90999"
    assert widest(Series(prefix="A"), training_prefix="W") == "W-001"


def test_no_board_is_laid_out_for_less_than_most_offices_need() -> None:
    assert widest_of(office(series=())) == ORDINARY
    assert (ORDINARY.ticket, ORDINARY.counter) == ("H-011", "00")


def test_counters_of_three_digits_are_wider() -> None:
    plain = office().counters
    numbered = [type(plain[0])(**{**_of(each), "number": n}) for n, each in ((7, plain[0]), (112, plain[1]))]
    assert widest_of(office(counters=tuple(numbered))).counter == "112"


def _of(counter: Any) -> dict[str, Any]:
    return {name: getattr(counter, name) for name in counter.__struct_fields__}


def test_what_is_shown_may_be_wider_than_the_office_says() -> None:
    assert ORDINARY.among(["A-001", "MW-00001"], ["3"]).ticket == "MW-00001"
    assert ORDINARY.among([], []) == ORDINARY


def test_no_character_is_wider_in_the_font_than_here() -> None:
    font = ImageFont.truetype(str(find("fonts/NotoSans-Bold.ttf")), 1_000)
    for each in string.ascii_uppercase + string.digits + "-":
        assert font.getlength(each) / 1_000 <= em(each) <= font.getlength(each) / 1_000 * 1.02 + 0.01, each
