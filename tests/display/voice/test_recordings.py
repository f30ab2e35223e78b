"""Recordings: which are used for what, languages that only people speak, the script, and what is wrong with files."""

from __future__ import annotations

import array
import wave
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from assets.files import ROOT
from assets.voice.errors import WordingError
from assets.voice.programs import Programs
from assets.voice.sound import open_sound
from broker.hall.languages import RecordedLanguage
from broker.hall.sentences import Call, Phrasebook
from display.voice.check import check, judged
from display.voice.clips import Clips
from display.voice.office_file import read_spoken
from display.voice.recordings import Part, Recordings
from display.voice.say import phrasebook
from display.voice.script import CALLS, Line, Spoken, script
from tests.display.voice.fakes import RATE, tone

OFFICE = ROOT / "offices" / "commune.toml"
CALL = Call("A-025/1", "A-025", None, 3, 1, 0, "km", counter_vi=None)
#: Khmer, with the counter before the number, as nobody would say it: the order is the language's own.
KHMER = """
digits = ["សូន្យ", "មួយ", "ពីរ", "បី", "បួន", "ប្រាំ", "ប្រាំមួយ", "ប្រាំពីរ", "ប្រាំបី", "ប្រាំបួន"]
[letters]
A = "អា"
[numbers]
10 = "ដប់"
[sentences]
"call.full" = "សូម\u200bមក {counter} លេខ {number}។"
"call.repeat" = "ម្តងទៀត {number} {counter}។"
"call.short" = "លេខ {number} {counter_short}។"
"call.third" = "ចុងក្រោយ {number} {counter}។"
"call.result" = "មក {counter} យក លទ្ធផល {number}។"
moved = "{number} ទៅ {counter}។"
counter = "បញ្ជរ {n}"
"""


def folder_with(folder: Path, *clips: str) -> Path:
    for clip in clips:
        path = folder / f"{clip}.wav"
        path.parent.mkdir(parents=True, exist_ok=True)
        tone(path, 0.1)
    return folder


def khmer(folder: Path, *missing: str) -> Recordings:
    (folder / "km").mkdir(parents=True)
    (folder / "km" / "sentences.toml").write_text(KHMER, encoding="utf-8")
    lines = script(Spoken(("km",), ("A",), (1, 2, 3, 10), {}, ()), Phrasebook(recorded=Recordings(folder).languages))
    folder_with(folder, *[f"km/{line.words}" for line in lines if line.words not in missing])
    return Recordings(folder)


def words_of(found: list[list[Part]]) -> list[list[str]]:
    return [[part.words if part.clip else f"({part.words})" for part in clause] for clause in found]


def test_the_longest_recorded_run_goes_first_and_the_rest_is_left_to_speech(tmp_path: Path) -> None:
    recordings = Recordings(folder_with(tmp_path, "vi/mời số", "vi/mời", "vi/không", "vi/quầy"))
    found = recordings.clauses("Mời số a, không hai năm, quầy ba.", "vi")
    assert words_of(found) == [["mời số", "(a)"], ["không", "(hai năm)"], ["quầy", "(ba)"]]
    assert recordings.clauses("Xin cảm ơn.", "vi") == []
    assert recordings.clauses("Mời số a.", "en") == []


def test_a_name_typed_with_loose_accents_is_the_same_word(tmp_path: Path) -> None:
    recordings = Recordings(folder_with(tmp_path, "vi/qua\u0302\u0300y"))
    assert recordings.covers("vi", "Quầy.") and not recordings.covers("vi", "quay")


def test_a_recorded_language_says_a_call_in_its_own_order(tmp_path: Path) -> None:
    book = phrasebook("north", khmer(tmp_path))
    text, lang = book.said(CALL, "call.full")
    assert (text, lang) == ("សូម\u200bមក បញ្ជរ បី លេខ អា, សូន្យ ពីរ ប្រាំ។", "km")
    assert book.said(replace(CALL, counter_number=10), "call.short")[1] == "km"


@pytest.mark.parametrize("change", [{"number": "H-025"}, {"counter_number": 11}])
def test_what_a_recorded_language_cannot_say_is_said_in_vietnamese(change: dict[str, object], tmp_path: Path) -> None:
    text, lang = phrasebook("north", khmer(tmp_path)).said(replace(CALL, **change), "call.full")  # type: ignore[arg-type]
    assert lang == "vi" and text.startswith("Xin mời công dân")


def test_a_word_that_was_not_recorded_sends_the_call_to_vietnamese(tmp_path: Path) -> None:
    book = phrasebook("north", khmer(tmp_path, "ពីរ"))
    assert book.said(CALL, "call.full")[1] == "vi"
    assert book.said(replace(CALL, number="A-033"), "call.full")[1] == "km"


def test_a_desk_without_a_name_in_that_language_is_named_in_vietnamese(tmp_path: Path) -> None:
    desk = replace(CALL, counter_number=None, counter_vi="bàn hướng dẫn")
    text, lang = phrasebook("north", khmer(tmp_path)).said(desk, "call.full")
    assert lang == "vi" and text.endswith("đến bàn hướng dẫn.")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("digits = []\n[sentences]", "no sentence call.full"),
        (KHMER.replace('"សូន្យ", ', ""), "9 digits"),
        (KHMER.replace("{number}។", "{nubmer}។", 1), "sentence call.full has no {nubmer}"),
        (KHMER.replace("{n}", "{n"), "sentence counter"),
        (KHMER + "\nspoken = 1", "sentences"),
        ("no toml", "sentences.toml"),
    ],
)
def test_a_wrong_language_file_is_named_with_its_mistake(wrong: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "km").mkdir()
    (tmp_path / "km" / "sentences.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(WordingError, match=r"sentences\.toml") as raised:
        Recordings(tmp_path)
    assert says in str(raised.value)


def test_a_language_without_a_letter_cannot_say_it() -> None:
    texts = dict.fromkeys(
        ("call.full", "call.repeat", "call.short", "call.third", "call.result", "moved", "counter"), "x"
    )
    with pytest.raises(WordingError, match="letter A is not written"):
        RecordedLanguage("km", texts, tuple("0123456789")).ticket("A-1")


# --- the script ---


def every_line(accent: str = "north") -> list[Line]:
    return script(read_spoken(OFFICE), phrasebook(accent))  # type: ignore[arg-type]


def test_what_was_recorded_by_the_script_says_every_call_of_the_office(tmp_path: Path) -> None:
    lines = every_line()
    recordings = Recordings(folder_with(tmp_path, *[f"{line.lang}/{line.words}" for line in lines]))
    book = Phrasebook()
    for lang in ("vi", "en"):
        for number in ("A-019", "C-208", "H-345", "T-067", "X-001"):
            for counter in (1, 2, 3, 4, 5):
                call = Call("x", number, None, counter, 1, 0, lang)
                for form in CALLS:
                    assert recordings.covers(lang, book.call(call, form))
    desk = Call("x", "M-001", "bàn hướng dẫn", None, 1, 0)
    assert recordings.covers("vi", book.call(desk, "call.full"))


def test_the_script_lists_why_a_reserved_number_comes_now() -> None:
    lines = {(line.lang, line.words): line.used_for for line in every_line()}
    for words in ("lấy khi mất kết nối", "gọi theo giờ lấy số"):
        assert lines["vi", words] == "call.reserved"
    assert lines["en", "was taken offline and is called by its time"] == "call.reserved"


def test_a_language_lists_that_sentence_only_where_it_has_written_it(tmp_path: Path) -> None:
    office = Spoken(("km",), ("A",), (1,), {}, ())
    khmer(tmp_path / "without")
    folder = tmp_path / "with" / "km"
    folder.mkdir(parents=True)
    (folder / "sentences.toml").write_text(KHMER + '"call.reserved" = "{number} ទទួល ពេល ដាច់។"\n', encoding="utf-8")
    for name, there in (("without", False), ("with", True)):
        book = phrasebook("north", Recordings(tmp_path / name))
        assert ("call.reserved" in {line.used_for for line in script(office, book)}) is there


def test_the_script_asks_for_nothing_twice_and_nothing_that_is_not_said() -> None:
    lines = every_line()
    assert len({(line.lang, line.words) for line in lines}) == len(lines)
    words = {line.words for line in lines if line.lang == "vi"}
    assert {"xin mời công dân có số thứ tự", "quầy số", "không", "chín", "bàn hướng dẫn", "hát"} <= words
    assert "mười ba giờ ba mươi phút" in words and "mười ba giờ" not in words
    assert not any(set("{}0123456789") & set(line.words) for line in lines)


def test_counters_beyond_nine_are_asked_for_in_the_words_of_the_region(tmp_path: Path) -> None:
    office = tmp_path / "office.toml"
    office.write_text('[office]\nlanguages = ["vi"]\n[[counter]]\nid = "24"\n[[counter]]\nid = "x"\nnumber = 105\n')
    north, south = (
        {line.words for line in script(read_spoken(office), phrasebook(accent))} for accent in ("north", "south")
    )
    assert {"hai mươi tư", "một trăm linh năm"} <= north and {"hai mươi bốn", "một trăm lẻ năm"} <= south


@pytest.mark.parametrize("text", ["", "x = [", '[office]\nid = "a"'])
def test_a_file_that_is_no_office_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "office.toml"
    path.write_text(text)
    with pytest.raises(WordingError, match=r"office\.toml"):
        read_spoken(path)


# --- the check ---


def wav(path: Path, samples: list[int], *, rate: int = RATE, width: int = 2, channels: int = 1) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, width, rate, 0, "NONE", ""))
        file.writeframes(array.array("h", samples).tobytes() if width == 2 else bytes(len(samples)))
    return path


def square(amplitude: int, length_s: float = 0.5) -> list[int]:
    return [amplitude if n // 20 % 2 else -amplitude for n in range(int(length_s * RATE))]


def whats(path: Path) -> list[str]:
    return [what.split(":")[0] for what, _ in judged(path)]


def test_a_good_recording_is_not_spoken_of(tmp_path: Path) -> None:
    assert whats(tone(tmp_path / "ba.wav", 0.5, amplitude=8_000).path) == []


def test_each_fault_of_a_recording_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ba.wav"
    assert whats(wav(path, square(32_767))) == ["clipped"]
    assert whats(wav(path, square(20_000))) == ["too loud"]
    assert whats(wav(path, [32_000, *square(3_000)])) == ["too loud"]
    assert whats(tone(path, 0.5, amplitude=150).path) == ["too quiet"]
    assert whats(wav(path, [0] * RATE)) == ["too quiet"]
    assert whats(wav(path, square(3_000), rate=8_000)) == ["wrong format"]
    assert whats(wav(path, square(3_000), width=1)) == ["wrong format"]
    assert whats(wav(path, square(3_000, 0.05))) == ["wrong length"]
    assert whats(wav(path, [])) == ["wrong length"]
    path.write_bytes(b"ID3 music")
    assert whats(path) == ["wrong format"]


def test_a_recording_that_was_cut_off_is_found_after_it_was_worked_on(tmp_path: Path) -> None:
    path, cut = tmp_path / "ba.wav", [n // 20 % 2 * 2 - 1 for n in range(RATE)]
    dithered = [side * (32_767 - n * 37 % 75) for n, side in enumerate(cut)]
    assert whats(wav(path, dithered)) == ["clipped"]
    one_side = [each for sample in dithered for each in (sample // 40, sample)]
    assert whats(wav(path, one_side, channels=2)) == ["clipped"]


def test_one_top_at_full_scale_is_no_fault_of_the_microphone(tmp_path: Path) -> None:
    word = square(12_000)
    word[2_000:2_003] = [32_767] * 3  # as loud as it goes, and whole
    assert whats(wav(tmp_path / "ba.wav", word)) == ["too loud"]
    both = [each for sample in word for each in (sample, sample)]
    assert whats(wav(tmp_path / "ba.wav", both, channels=2)) == ["too loud"]


def noise(length_s: float, amplitude: int) -> list[int]:
    chance = Random(7)
    return [chance.randint(-amplitude, amplitude) for _ in range(int(length_s * RATE))]


def test_a_loud_room_around_the_word_is_named_and_a_quiet_one_is_not(tmp_path: Path) -> None:
    path, word = tmp_path / "ba.wav", square(6_000, 0.5)
    assert whats(wav(path, [*noise(1.0, 200), *word, *noise(1.0, 200)])) == []
    assert whats(wav(path, [*noise(1.0, 1_000), *word, *noise(0.1, 1_000)])) == ["noise"]
    (before, _), (after, _) = judged(wav(path, [*noise(1.0, 1_000), *word, *noise(0.8, 1_000)]))
    assert "1.0 s of it before the word" in before and "0.8 s of it after" in after
    assert not any(harm for _, harm in judged(path))
    stereo = [each for sample in [*noise(0.6, 200), *word] for each in (sample, 0)]
    assert whats(wav(path, stereo, channels=2)) == []


@pytest.mark.edge
@pytest.mark.parametrize(("room", "least_s", "most_s"), [(200, 0.5, 0.6), (1_000, 2.3, 2.6)])
def test_silence_around_a_word_is_cut_off_and_the_noise_that_the_check_names_is_not(
    room: int, least_s: float, most_s: float, tmp_path: Path
) -> None:
    path = wav(tmp_path / "ba.wav", [*noise(1.0, room), *square(6_000, 0.5), *noise(0.9, room)])
    programs = Programs()

    def sox(args: Sequence[str]) -> None:
        programs.run(["sox", "-q", *args], 5.0)

    even = Clips(tmp_path / "clips", sox).even(path)
    assert least_s <= open_sound(even).length_s <= most_s


def test_what_is_missing_and_what_is_strange_is_listed(tmp_path: Path) -> None:
    folder_with(tmp_path, "vi/ba", "vi/lời chào")
    found = {each.file: each.what for each in check(tmp_path, [Line("vi", "ba", "x"), Line("en", "three", "counters")])}
    assert found["en/three.wav"] == "missing (counters)"
    assert "vi/ba.wav" not in found and found["vi/lời chào.wav"].startswith("not in the script")
