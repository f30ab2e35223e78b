"""The reading of numbers: the agreed vectors, and what must hold for all numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.voice import numbers
from assets.voice.errors import VoiceError, WordingError

TICKETS = {
    "A-007": "a, không không bảy",
    "A-010": "a, không một không",
    "A-015": "a, không một năm",
    "A-021": "a, không hai một",
    "A-025": "a, không hai năm",
    "A-031": "a, không ba một",
    "A-044": "a, không bốn bốn",
    "A-801": "a, tám không một",
    "H-100": "hát, một không không",
    "T-012": "tê, không một hai",
    "1001": "một không không một",
    "2001": "hai không không một",
    "A025": "a, không hai năm",
    "a-025": "a, không hai năm",
    "K1-07": "ca một, không bảy",
    "XA-003": "ích-xì a, không không ba",
}
LETTERS = {
    "A": "a", "C": "xê", "E": "e", "F": "ép", "H": "hát", "K": "ca", "L": "e-lờ", "M": "em-mờ", "P": "pê",
    "T": "tê", "U": "u", "V": "vê", "X": "ích-xì",
}  # fmt: skip
#: value -> North, Centre, South
CARDINALS = {
    0: ("không",) * 3,
    1: ("một",) * 3,
    4: ("bốn",) * 3,
    5: ("năm",) * 3,
    10: ("mười",) * 3,
    11: ("mười một",) * 3,
    14: ("mười bốn",) * 3,
    15: ("mười lăm",) * 3,
    20: ("hai mươi",) * 3,
    21: ("hai mươi mốt",) * 3,
    24: ("hai mươi tư", "hai mươi tư", "hai mươi bốn"),
    25: ("hai mươi lăm",) * 3,
    67: ("sáu mươi bảy",) * 3,
    100: ("một trăm",) * 3,
    101: ("một trăm linh một", "một trăm lẻ một", "một trăm lẻ một"),
    104: ("một trăm linh bốn", "một trăm lẻ bốn", "một trăm lẻ bốn"),
    105: ("một trăm linh năm", "một trăm lẻ năm", "một trăm lẻ năm"),
    115: ("một trăm mười lăm",) * 3,
    1_000: ("một nghìn", "một ngàn", "một ngàn"),
    1_005: ("một nghìn không trăm linh năm", "một ngàn không trăm lẻ năm", "một ngàn không trăm lẻ năm"),
    42_937: (
        "bốn mươi hai nghìn chín trăm ba mươi bảy",
        "bốn mươi hai ngàn chín trăm ba mươi bảy",
        "bốn mươi hai ngàn chín trăm ba mươi bảy",
    ),
    1_000_021: ("một triệu không trăm hai mươi mốt",) * 3,
}
ENGLISH = {
    0: "zero",
    3: "three",
    10: "ten",
    15: "fifteen",
    21: "twenty-one",
    40: "forty",
    101: "one hundred and one",
    115: "one hundred and fifteen",
    1_005: "one thousand and five",
    42_937: "forty-two thousand nine hundred and thirty-seven",
    2_000_000: "two million",
}
CLOCK = {
    "13:30": ("mười ba giờ ba mươi phút", "one thirty in the afternoon"),
    "11:05": ("mười một giờ năm phút", "eleven oh five in the morning"),
    "07:30": ("bảy giờ ba mươi phút", "seven thirty in the morning"),
    "7:00": ("bảy giờ", "seven o'clock in the morning"),
    "12:45": ("mười hai giờ bốn mươi lăm phút", "twelve forty-five in the afternoon"),
    "00:01": ("không giờ một phút", "twelve oh one in the morning"),
    "21:21": ("hai mươi mốt giờ hai mươi mốt phút", "nine twenty-one in the evening"),
}


@pytest.mark.parametrize(("number", "said"), TICKETS.items())
def test_ticket_number_is_said_sign_by_sign(number: str, said: str) -> None:
    assert numbers.ticket_number(number) == said


def test_ticket_number_in_english() -> None:
    assert numbers.ticket_number("A-025", "en") == "A, zero two five"
    assert numbers.ticket_number("1001", "en") == "one zero zero one"


@pytest.mark.parametrize(("sign", "name"), LETTERS.items())
def test_letter_names(sign: str, name: str) -> None:
    assert numbers.letter(sign) == numbers.letter(sign.lower()) == name
    assert numbers.letter(sign, "en") == sign


@pytest.mark.parametrize(("value", "said"), CARDINALS.items())
def test_cardinals_by_region(value: int, said: tuple[str, str, str]) -> None:
    assert tuple(numbers.cardinal(value, "vi", accent) for accent in ("north", "central", "south")) == said


@pytest.mark.parametrize(("value", "said"), ENGLISH.items())
def test_english_cardinals(value: int, said: str) -> None:
    assert numbers.cardinal(value, "en") == said


@pytest.mark.parametrize(("text", "said"), CLOCK.items())
def test_clock_times(text: str, said: tuple[str, str]) -> None:
    assert (numbers.clock(text), numbers.clock(text, "en")) == said


def test_clock_uses_the_words_of_the_south() -> None:
    assert numbers.clock("09:24", "vi", "south") == "chín giờ hai mươi bốn phút"


def test_months() -> None:
    said = [numbers.month(value) for value in (1, 4, 5, 12)]
    assert said == ["tháng một", "tháng tư", "tháng năm", "tháng mười hai"]


@pytest.mark.parametrize("bad", ["", "-", "A-", "-025", "A--1", "A 025", "A/025", "Ấ-01", "٣٤", "A-02½", "😀"])
def test_what_is_no_ticket_number_is_refused_by_name(bad: str) -> None:
    with pytest.raises(WordingError, match="ticket number"):
        numbers.ticket_number(bad)


@pytest.mark.parametrize("bad", ["24:00", "12:60", "1230", "12:5", "-1:30", "", "١٢:٣٠"])
def test_what_is_no_time_is_refused(bad: str) -> None:
    with pytest.raises(WordingError, match="time of day"):
        numbers.clock(bad)


def test_other_refusals_are_errors_of_the_voice() -> None:
    for call in (
        lambda: numbers.cardinal(-1),
        lambda: numbers.cardinal(numbers.LARGEST + 1),
        lambda: numbers.digits("1²"),
        lambda: numbers.letter("Ấ"),
        lambda: numbers.letter("AB"),
        lambda: numbers.month(13),
    ):
        with pytest.raises(VoiceError):
            call()


@given(st.integers(0, numbers.LARGEST), st.sampled_from(["north", "central", "south"]))
def test_a_cardinal_can_be_read_back(value: int, accent: numbers.Accent) -> None:
    assert _read_back(numbers.cardinal(value, "vi", accent)) == value


@given(st.text("0123456789", min_size=1, max_size=6))
def test_digits_keep_every_zero_and_never_change_sound(text: str) -> None:
    said = numbers.digits(text).split()
    assert len(said) == len(text)
    assert not {"mốt", "tư", "lăm", "linh", "lẻ", "mươi", "mười"} & set(said)


_ONES = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mốt": 1, "tư": 4, "lăm": 5,
}  # fmt: skip


def _read_back(said: str) -> int:
    """A reader of Vietnamese cardinals that shares nothing with the writer."""
    total = group = 0
    last: int | None = None
    for word in said.split():
        if word in _ONES:
            last = _ONES[word]
            group += last
        elif word in {"trăm", "mươi"}:
            assert last is not None
            group += last * ((100 if word == "trăm" else 10) - 1)
        elif word == "mười":
            group += 10
        elif word in {"triệu", "nghìn", "ngàn"}:
            total += group * (1_000_000 if word == "triệu" else 1_000)
            group = 0
        else:
            assert word in {"linh", "lẻ"}
    return total + group
