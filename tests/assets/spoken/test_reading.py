"""What the screen writes, as a voice says it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets import translation
from assets.spoken.reading import aloud


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Số của Ông/Bà: A-025", "Số của Ông/Bà: a, không hai năm"),
        ("K1-801", "ca một, tám không một"),
        ("12 người · 10–25 phút", "mười hai người, mười đến hai mươi lăm phút"),
        ("Bắt đầu gọi số lúc 07:30", "Bắt đầu gọi số lúc bảy giờ ba mươi phút"),
        ("thứ Hai, 23/11", "thứ Hai, ngày hai mươi ba tháng mười một"),
        ("27/11/2026", "ngày hai mươi bảy tháng mười một năm hai nghìn không trăm hai mươi sáu"),
        ("H60.15-261103-0012", "hát sáu không, một năm, hai sáu một một không ba, không không một hai"),
        ("Đang in phiếu, xin chờ…", "Đang in phiếu, xin chờ."),
        ("42.937 người", "42937 người"),
    ],
)
def test_vietnamese(written: str, said: str) -> None:
    expected = "bốn mươi hai nghìn chín trăm ba mươi bảy người" if said.startswith("42937") else said
    assert aloud(written, "vi") == expected


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Your number: A-025", "Your number: A, zero two five"),
        ("12 waiting · 10–25 min", "twelve waiting, ten to twenty-five min"),
        ("Calls start at 07:30", "Calls start at seven thirty in the morning"),
    ],
)
def test_english(written: str, said: str) -> None:
    assert aloud(written, "en") == said


def test_a_number_of_a_numeric_series_is_read_digit_by_digit() -> None:
    assert aloud("Máy vừa in số 1025. Chờ 25 phút", "vi", ("1025",)) == (
        "Máy vừa in số một không hai năm. Chờ hai mươi lăm phút"
    )


@given(st.text(max_size=80), st.sampled_from(["vi", "en", "km"]))
def test_whatever_an_office_writes_can_be_said(text: str, lang: str) -> None:
    assert isinstance(aloud(text, lang), str)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_text_of_the_catalogue_can_be_said(lang: str) -> None:
    for key, text in translation(lang).texts.items():
        assert not any(sign.isdigit() for sign in aloud(text, lang)), key
