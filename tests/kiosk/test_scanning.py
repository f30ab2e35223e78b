"""What comes out of a scanner's bytes, and how a typing scanner is told from a typing person."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.scanning.card import KeyOfDay, is_card, is_private
from kiosk.scanning.collect import LARGEST_BYTES, Collector
from kiosk.scanning.wedge import Wedge
from kiosk.session.messages import CardScanned, Scanned

CARD = "012345678901|123456789|Nguyễn Văn A|01011990|Nam|Thôn 1, xã Bình Minh|15042021"
KEY = "00112233445566778899aabbccddeeff" * 2


def collector(key: str = KEY, *, straight: bool = True) -> Collector:
    keys = KeyOfDay()
    if key:
        keys.put("2026-11-23", key)
    return Collector(keys.person, straight=straight)


def test_a_line_is_a_text_whichever_way_it_ends() -> None:
    for end in (b"\r", b"\n", b"\r\n"):
        assert collector().put(b"2026-11-23.A-025" + end) == [Scanned(text="2026-11-23.A-025")]


def test_a_scanner_without_an_end_of_line_has_ended_when_it_is_quiet() -> None:
    here = collector()
    assert here.put(b"H29.1-260706-1377") == []
    assert here.pending
    assert here.quiet() == [Scanned(text="H29.1-260706-1377")]
    assert not here.pending
    assert here.quiet() == []


def test_two_codes_in_one_breath_are_two() -> None:
    assert collector().put(b"ABC1\rDEF2\r") == [Scanned(text="ABC1"), Scanned(text="DEF2")]


def test_ten_kilobytes_of_garbage_are_one_bad_scan_and_leave_nothing_behind() -> None:
    here = collector()
    noise = bytes(range(14, 256)) * 42
    assert len(noise) > 10_000
    assert here.put(noise + b"\r") == [Scanned(text="")]
    assert here.put(b"C-1234\r") == [Scanned(text="C-1234")]


@given(st.lists(st.binary(max_size=400)))
def test_whatever_comes_the_buffer_holds_and_is_wiped(parts: list[bytes]) -> None:
    here = collector()
    for part in parts:
        here.put(part)
    here.quiet()
    assert bytes(here.room()) == bytes(LARGEST_BYTES)


def test_a_card_is_nobodys_name_but_a_key_of_the_day() -> None:
    expected = hmac.new(bytes.fromhex(KEY), b"012345678901", hashlib.sha256).hexdigest()
    assert collector().put(CARD.encode() + b"\r") == [CardScanned(person=expected)]


def test_another_day_makes_another_key_of_the_same_card() -> None:
    (one,) = collector().put(CARD.encode() + b"\r")
    (other,) = collector("ff" * 32).put(CARD.encode() + b"\r")
    assert isinstance(one, CardScanned)
    assert isinstance(other, CardScanned)
    assert one.person != other.person


def test_a_card_of_the_new_kind_and_one_without_the_old_number_are_read() -> None:
    for card in (CARD + "|mới|thêm", CARD.replace("123456789|N", "|N")):
        (read,) = collector().put(card.encode() + b"\r")
        assert isinstance(read, CardScanned)
        assert read.person


def test_without_a_key_a_card_says_nothing() -> None:
    assert collector("").put(CARD.encode() + b"\r") == [CardScanned(person=None)]


@pytest.mark.parametrize("torn", ["012345678901", "012345678901|1234", "012345678901|123456789|Nguyễn Văn A"])
def test_a_torn_card_is_no_text(torn: str) -> None:
    assert collector().put(torn.encode() + b"\r") == [CardScanned(whole=False)]


def test_a_card_that_came_a_way_that_keeps_bytes_is_not_read() -> None:
    assert collector(straight=False).put(CARD.encode() + b"\r") == [CardScanned(whole=False)]


def test_a_key_that_is_forgotten_is_overwritten() -> None:
    keys = KeyOfDay()
    keys.put("2026-11-23", KEY)
    kept = keys._key
    keys.forget()
    assert bytes(kept) == bytes(32)
    assert (keys.day, keys.person(memoryview(CARD.encode()))) == ("", None)


@given(st.text(alphabet="0123456789|A", max_size=40))
def test_a_whole_card_is_always_private(line: str) -> None:
    view = memoryview(line.encode())
    assert is_private(view) or not is_card(view)


# --- a scanner that types ---------------------------------------------------------------------------------------


def typed(text: str, gap_ms: float, start_ms: float = 5_000.0) -> list[object]:
    wedge, at_ms = Wedge(), start_ms
    for letter in text:
        wedge.key(letter, at_ms)
        at_ms += gap_ms
    return list(wedge.enter(at_ms))


@pytest.mark.parametrize("gap_ms", [0.0, 2.0, 12.0, 25.0])
def test_a_typing_scanner_is_read(gap_ms: float) -> None:
    assert typed("2026-11-23.A-025", gap_ms) == [Scanned(text="2026-11-23.A-025")]


@pytest.mark.parametrize("gap_ms", [80.0, 120.0, 300.0])
def test_a_typing_person_is_not(gap_ms: float) -> None:
    assert typed("2026-11-23.A-025", gap_ms) == []


def test_keys_that_come_frame_by_frame_are_read() -> None:
    wedge, text = Wedge(), "H29.1-260706-1377"
    for nth, letter in enumerate(text):
        wedge.key(letter, 1_000.0 + nth // 5 * 50)
    assert wedge.enter(1_200.0) == [Scanned(text=text)]


def test_an_enter_alone_and_a_word_before_a_pause_are_nothing() -> None:
    wedge = Wedge()
    assert wedge.enter(10.0) == []
    for letter in "khai":
        wedge.key(letter, 20.0)
    for letter in "A-025X":
        wedge.key(letter, 900.0)
    assert wedge.enter(910.0) == [Scanned(text="A-025X")]


def test_a_typed_card_is_told_and_not_read() -> None:
    assert typed(CARD, 5.0) == [CardScanned(whole=False)]


def test_ten_thousand_keys_are_one_bad_scan() -> None:
    assert typed("x" * 10_000, 1.0) == [Scanned(text="")]
