"""What a scan or a typed code is taken for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.session.codes import (
    BookingRef,
    Code,
    Dossier,
    IdCard,
    OwnTicket,
    ProcedureCode,
    Unknown,
    booking_code,
    dossier_code,
    recognise,
)

ID_CARD = "012345678901|123456789|Nguyễn Văn A|01011990|Nam|Thôn 1, Hàm Yên|15042021"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("000.00.00.H29-260706-0012", Dossier("000.00.00.H29-260706-0012")),
        ("H15.50-260706-1377\r\n", Dossier("H15.50-260706-1377")),
        ("h15.50–260706–1377", Dossier("H15.50-260706-1377")),
        ("https://dvc.example/tra-cuu?ma=H15.50-260706-1377&x=1", Dossier("H15.50-260706-1377")),
        ("HTTPS://dvc.example/hs/000.00.00.h29-260706-001234", Dossier("000.00.00.H29-260706-001234")),
        ("https://dvc.example/?ma%5Fhs=H15.50%2D260706%2D1377", Dossier("H15.50-260706-1377")),
        ("2026-11-23.A-025", OwnTicket("2026-11-23.A-025")),
        ("2026-11-23b.1001", OwnTicket("2026-11-23b.1001")),
        ("https://motcua.example/t/2026-11-23.A-025", OwnTicket("2026-11-23.A-025")),
        ("1.001193", ProcedureCode("1.001193")),
        ("2.000815.01", ProcedureCode("2.000815.01")),
        ("1.011442.000.00.00.H38", ProcedureCode("1.011442.000.00.00.H38")),
        ("LH-0900-4471", BookingRef("LH-0900-4471")),
        ("bk260723a", BookingRef("BK260723A")),
        (ID_CARD, IdCard()),
        (ID_CARD + "|1|2|3", IdCard()),
    ],
)
def test_known_codes(text: str, code: Code) -> None:
    assert recognise(text) == code


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \r\n", "empty"),
        ("H15.50-260706", "half"),
        ("H15.50-260706-13", "half"),
        ("000.00.00.H29-2607", "half"),
        ("000.00", "half"),
        ("260706-1377", "half"),
        ("2026-11-23.A-0", "half"),
        ("1.0011", "half"),
        ("x" * 10_240, "long"),
        ("H15.50-260706-1377\x07\x00H", "garbled"),
        ("\ufffd\ufffd1234", "garbled"),
        ("https://example.com/", "address"),
        ("https://example.com/?a=H15.50-260706-1377&b=H15.50-260706-1378", "address"),
        ("https://example.com/H15.50-260706-13779999", "address"),
        ("012345678901|123456789|Nguyễn Văn A", "unknown"),
        ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "unknown"),
        ("HC1:NCFOXN%TS3DH3ZSUZK+.V0ETD%65NL-AH%TAIOOW%I-1W", "unknown"),
        ("00020101021238570010A000000727012700069704220113VQRQ00037Z9LC0208QRIBFTTA53037045802VN", "unknown"),
        ("WIFI:S:nha;T:WPA;P:12345678;;", "unknown"),
        ("Nguyễn Văn A", "unknown"),
        ("abcdef", "unknown"),
        ("H15.50-٢٦٠٧٠٦-١٣٧٧", "unknown"),
    ],
)
def test_of_no_use_here(text: str, reason: str) -> None:
    assert recognise(text) == Unknown(reason)  # type: ignore[arg-type]


def test_an_id_card_leaves_nothing_behind() -> None:
    assert recognise(ID_CARD).__struct_fields__ == ()


@given(st.text(max_size=12_000))
def test_anything_at_all_is_answered(text: str) -> None:
    assert isinstance(recognise(text), Dossier | BookingRef | OwnTicket | ProcedureCode | IdCard | Unknown)


@given(st.from_regex(r"[A-Z][0-9]{2}(\.[0-9]{1,3}){0,3}-[0-9]{6}-[0-9]{4,6}", fullmatch=True))
def test_a_typed_dossier_code_needs_no_dash_but_keeps_its_meaning(code: str) -> None:
    assert recognise(code) == Dossier(code)
    assert dossier_code(code.lower().replace("-", " - ")) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("H15.502607061377", "H15.50-260706-1377"),
        ("H15.5026070613771", "H15.50-260706-13771"),
        ("H15.50260706-13771", "H15.50-260706-13771"),
        ("H15.112110112345", None),
        ("H15.1-12110112345", "H15.1-121101-12345"),
        ("H15.11-211011-2345", "H15.11-211011-2345"),
        ("h15.50 260706 1377", "H15.50-260706-1377"),
        ("H29-2607061234", "H29-260706-1234"),
        ("000.00.00.H292607060012", "000.00.00.H29-260706-0012"),
        ("000.00.00.H29-260706-0012", "000.00.00.H29-260706-0012"),
        ("H15.50-260706-13", None),
        ("", None),
        ("khai sinh", None),
    ],
)
def test_typing_is_forgiven(typed: str, code: str | None) -> None:
    assert dossier_code(typed) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [("lh 0900-4471", "LH0900-4471"), ("A12-123456", "A12-123456"), ("abc", None), ("x" * 41, None), ("số 4", None)],
)
def test_on_the_page_of_bookings_any_code_is_one(typed: str, code: str | None) -> None:
    assert booking_code(typed) == code
