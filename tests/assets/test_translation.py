"""The catalogues: the same keys and parameters in every language, the wording's house rules, clear errors."""

import re
import subprocess
import sys
import unicodedata
from string import Formatter

import pytest

from assets import AssetsError, Translation, languages, translation
from assets.files import find
from assets.regional import WHOLE, needed
from assets.translation import catalogue, missing, own_name
from broker.contract.refusals import REFUSALS

LANGUAGES = languages()
# Never said to a citizen: "you" of equals, customers, guests, lottery tickets.
FORBIDDEN = re.compile(r"\b(bạn|khách hàng|quý khách|vé số)\b", re.IGNORECASE)
# The newer place of the tone mark (huỷ, hoá, khoẻ); "qu" is one sound, so quý and quỳ are right.
NEWER_TONES = re.compile(r"(o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])\b", re.IGNORECASE)
PARAMETER = re.compile(r"[a-z][a-z_0-9]*")


def parameters(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.fixture(params=LANGUAGES)
def texts(request: pytest.FixtureRequest) -> Translation:
    return translation(request.param)


def test_vietnamese_comes_first_and_english_is_there() -> None:
    assert LANGUAGES[:2] == ("vi", "en")


def test_every_language_has_the_same_keys(texts: Translation) -> None:
    assert set(texts.texts) == set(translation("vi").texts)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_entry_is_missing_that_a_language_must_have(lang: str) -> None:
    assert missing(lang) == []
    assert set(catalogue(lang)) <= set(catalogue("vi")), "a key of nothing"


def test_a_missing_entry_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {lang: dict(catalogue(lang)) for lang in ("vi", "en", "km")}
    del there["km"]["ticket.ahead"], there["en"]["report.title"]
    monkeypatch.setattr(sys.modules["assets.translation"], "catalogue", there.__getitem__)
    assert (missing("vi"), missing("en"), missing("km")) == ([], ["report.title"], ["ticket.ahead"])


def test_a_language_of_the_region_says_what_it_does_not_have_in_vietnamese() -> None:
    khmer, vietnamese = translation("km"), translation("vi")
    assert khmer.text("confirm.print") != vietnamese.text("confirm.print")
    assert khmer.text("report.title") == vietnamese.text("report.title")
    assert "report.title" not in needed(vietnamese.texts)


def test_a_language_calls_itself_as_its_speakers_do() -> None:
    assert [own_name(lang) for lang in (*LANGUAGES, "jra")] == ["Tiếng Việt", "English", "ភាសា\u200bខ្មែរ", "jra"]


def test_what_no_native_speaker_has_read_says_so() -> None:
    for lang in set(LANGUAGES) - set(WHOLE):
        assert "TO BE CHECKED BY A NATIVE SPEAKER" in find(f"locale/{lang}/motcua.po").read_text("utf-8")


def test_every_language_has_the_same_parameters(texts: Translation) -> None:
    expected = {key: parameters(text) for key, text in translation("vi").texts.items()}
    assert {key: parameters(text) for key, text in texts.texts.items()} == expected


def test_parameters_are_plain_names(texts: Translation) -> None:
    names = {name for text in texts.texts.values() for name in parameters(text)}
    assert [name for name in names if not PARAMETER.fullmatch(name)] == []


def test_every_text_is_composed_and_clean(texts: Translation) -> None:
    for key, text in texts.texts.items():
        assert unicodedata.is_normalized("NFC", text), key
        assert text == text.strip() and text and "  " not in text, key


def test_vietnamese_keeps_the_house_rules() -> None:
    for key, text in translation("vi").texts.items():
        assert not FORBIDDEN.search(text), key
        assert not NEWER_TONES.search(text), key


@pytest.mark.parametrize("word", ["huỷ", "hoá đơn", "sức khoẻ", "thuỷ"])
def test_the_rule_for_tone_marks_finds_the_newer_place(word: str) -> None:
    assert NEWER_TONES.search(word)


@pytest.mark.parametrize("word", ["hủy", "hóa đơn", "quý", "tòa", "toàn", "hoàn tác", "thuộc", "chuyển"])
def test_the_rule_for_tone_marks_lets_the_older_place_through(word: str) -> None:
    assert not NEWER_TONES.search(word)


#: What a refusal carries that tells a clerk nothing: how often a counter has changed.
FOR_THE_JOURNAL = {"revision", "present"}


def test_every_refusal_has_its_sentence_with_no_parameter_it_will_not_get(texts: Translation) -> None:
    for code, (_meaning, names) in REFUSALS.items():
        sentence = texts.text(f"refused.{code}", **dict.fromkeys(names, "·"))
        for_people = set(names) - FOR_THE_JOURNAL
        assert ("·" in sentence) == bool(for_people), code


def test_no_refusal_is_left_in_the_catalogue_that_nobody_gives(texts: Translation) -> None:
    assert {key for key in texts.texts if key.startswith("refused.")} == {f"refused.{code}" for code in REFUSALS}


def test_parameters_are_filled_in() -> None:
    assert translation("vi").text("wait.full", count=12, low=35, high=60) == "12 người · 35–60 phút"
    assert translation("en").text("print.number", number="A-025") == "Your number: A-025"


def test_braces_in_a_value_stay_as_they_are() -> None:
    assert translation("en").text("print.number", number="{x}") == "Your number: {x}"


def test_a_missing_key_names_itself_and_the_nearest() -> None:
    with pytest.raises(AssetsError, match=r"no text 'home.titel' in 'vi'; nearest: 'home.title'"):
        translation("vi").text("home.titel")


def test_a_missing_parameter_is_named() -> None:
    with pytest.raises(AssetsError, match=r"'wait.full' in 'en' needs 'low'; given: count"):
        translation("en").text("wait.full", count=3)


def test_an_unknown_language_names_those_there_are() -> None:
    with pytest.raises(AssetsError, match="no language 'fr'; there is: vi, en"):
        translation("fr")


def test_reading_assets_brings_in_neither_kivy_nor_babel_nor_pillow() -> None:
    """The counter's program must stay small."""
    code = (
        "import assets, assets.wording, assets.look.theme, sys; assets.translation('vi');"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'kivy', 'babel', 'PIL'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout.strip() == "[]"
