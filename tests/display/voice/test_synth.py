"""Real synthesis by espeak-ng and sox, measured: nobody listens here, so levels, lengths and phonemes speak."""

from __future__ import annotations

import array
import os
import shutil
import subprocess
import time
import wave
from dataclasses import replace
from pathlib import Path

import pytest

from assets.voice.errors import MissingProgramError, ProgramError, SoundError, StoppedError, VoiceError, WordingError
from assets.voice.numbers import ACCENTS, Accent, cardinal, letter
from assets.voice.programs import Programs
from assets.voice.sound import level, open_sound
from assets.voice.speech import Speech, voice_name
from broker.hall.pace import Chime
from broker.hall.sentences import Call, Form, Phrasebook
from display.voice.plan import Plan
from display.voice.recordings import Recordings
from display.voice.say import say
from display.voice.sayings import BoardCalls, Utterance
from display.voice.synth import Synthesiser
from tests.display.voice.fakes import tone, utterance
from tests.display.voice.loudness import lufs

pytestmark = pytest.mark.edge

#: What a loudspeaker takes besides its sound: aplay begins, the device is opened, and plays what it has to the end.
DEVICE_MS = 200
CALL = Call("A-025/1", "A-025", None, 3, nth=1, called_at_ms=0)
SAYINGS: list[tuple[Form, Chime]] = [
    ("call.full", "long"), ("call.repeat", "none"), ("call.short", "short"), ("call.third", "long"),
    ("call.reserved", "none"),
]  # fmt: skip


def saying(form: Form, chime: Chime, call: Call = CALL, accent: Accent = "north") -> Utterance:
    return Utterance(call.call_id, form, Phrasebook(accent=accent).call(call, form), call.lang, chime)


@pytest.fixture(scope="module")
def synth(tmp_path_factory: pytest.TempPathFactory) -> Synthesiser:
    return Synthesiser(tmp_path_factory.mktemp("cache"))


def stand_in(folder: Path, name: str, script: str) -> Programs:
    """A program of ours in front of the real one."""
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return Programs({"PATH": f"{folder}:{os.environ['PATH']}"})


def without(folder: Path, missing: str) -> Programs:
    """A machine on which one program has not been installed."""
    folder.mkdir()
    for name in {"espeak-ng", "sox", "aplay"} - {missing}:
        (folder / name).symlink_to(str(shutil.which(name)))
    return Programs({"PATH": str(folder)})


@pytest.mark.parametrize("accent", ACCENTS)
def test_all_sayings_are_loud_and_evenly_so_and_none_is_clipped(accent: Accent, tmp_path: Path) -> None:
    synth = Synthesiser(tmp_path / "cache", Speech(accent=accent))
    calls = [CALL, Call("L-111/1", "L-111", None, 15, 1, 0), replace(CALL, lang="en")]
    said = [saying(form, chime, call, accent) for form, chime in SAYINGS for call in calls]
    sounds = [synth.render(utterance) for utterance in said]
    assert all(-1.5 <= level(sound.path).peak_db <= -0.1 for sound in sounds)
    loud = [lufs(sound.path, tmp_path) for sound in sounds]
    assert all(-15.5 <= value <= -12.5 for value in loud), loud
    assert -14.8 <= sum(loud) / len(loud) <= -13.5


def test_our_level_is_that_of_sox(synth: Synthesiser) -> None:
    sound = synth.render(saying("call.full", "long"))
    stats = subprocess.run(["sox", str(sound.path), "-n", "stats"], capture_output=True, text=True, check=True).stderr
    measured = {line[:10].strip(): float(line.split()[-1]) for line in stats.splitlines() if " lev dB" in line}
    assert level(sound.path).peak_db == pytest.approx(measured["Pk lev dB"], abs=0.02)
    assert level(sound.path).rms_db == pytest.approx(measured["RMS lev dB"], abs=0.02)
    clipped = subprocess.run(["sox", str(sound.path), "-n"], capture_output=True, text=True, check=True).stderr
    assert "clip" not in clipped


@pytest.mark.parametrize(
    ("form", "chime", "least_s", "most_s"),
    [("call.full", "long", 6.0, 8.5), ("call.repeat", "none", 4.5, 6.5), ("call.short", "short", 3.0, 4.1)],
)
def test_sayings_last_as_long_as_the_hall_can_bear(
    form: Form, chime: Chime, least_s: float, most_s: float, synth: Synthesiser
) -> None:
    sound = synth.render(saying(form, chime))
    soxi = subprocess.run(["soxi", "-D", str(sound.path)], capture_output=True, text=True, check=True).stdout
    assert sound.length_s == pytest.approx(float(soxi), abs=0.001)
    assert least_s <= sound.length_s <= most_s


#: What takes long to say: zeros and letters of two syllables; then two letters and counters above twenty.
LONG_NUMBERS = (["A-111", "C-014", "E-108", "F-098", "H-100", "L-067"], range(1, 7))
LONGEST_NUMBERS = (["AC-0123", "HL-0123", "LA-0077", "ML-0123", "EL-0177", "XH-0107"], range(21, 27))


@pytest.mark.parametrize(("accent", "lang"), [*((accent, "vi") for accent in ACCENTS), ("north", "en")])
@pytest.mark.parametrize(("numbers", "counters"), [LONG_NUMBERS, LONGEST_NUMBERS])
def test_six_calls_pressed_at_once_are_heard_within_25_seconds(
    accent: Accent, lang: str, numbers: list[str], counters: range, tmp_path: Path
) -> None:
    """On a fake clock, with the real lengths and the real time their making takes."""
    plan, synth = Plan(Phrasebook(accent=accent)), Synthesiser(tmp_path, Speech(accent=accent))
    calls = [Call(n, n, None, counter, 1, 0, lang) for n, counter in zip(numbers, counters, strict=True)]
    for revision in range(1, 7):  # one press after the other, a few milliseconds apart
        plan.offer(BoardCalls(1, revision, tuple(calls[:revision])), revision * 5)
    now_ms, heard = 30, dict[str, int]()
    while len(heard) < len(calls):
        begun = plan.next(now_ms)
        assert begun is not None
        started = time.monotonic()
        sound = synth.render(begun)
        now_ms += round((time.monotonic() - started + sound.length_s) * 1_000)
        plan.ended(begun, now_ms)
        heard |= {report.call_id: report.ended_ms for report in plan.take_reports()}
    assert list(heard) == numbers
    assert heard[numbers[-1]] <= 25_000 - 6 * DEVICE_MS


def test_only_a_short_call_that_would_take_too_long_is_hurried(synth: Synthesiser) -> None:
    usual, long = saying("call.short", "short"), saying("call.short", "short", Call("n", "HL-0123", None, 25, 1, 0))
    whole = replace(long, kind="call.full")
    lengths = [synth.render(each).length_s / len(each.text.split()) for each in (usual, long, whole)]
    assert lengths[1] < lengths[0] < lengths[2], "seconds a word, the note included"


@pytest.mark.parametrize("accent", ACCENTS)
def test_each_word_of_a_number_is_spoken_as_a_word_of_its_own(accent: Accent) -> None:
    """The speech program must neither merge the digits nor fall into English."""
    words = [letter(sign) for sign in "ACEFHKLPTU"] + [cardinal(n) for n in range(10)]
    words += ["mười", "mươi", "mốt", "tư", "lăm", "linh", "lẻ", "trăm", "nghìn", "ngàn", "giờ", "phút"]
    sounds = {word: phonemes(word, accent) for word in words}
    assert all(sound and "(en)" not in sound for sound in sounds.values())
    assert sounds["năm"] != sounds["lăm"] and sounds["một"] != sounds["mười"]
    digits = [phonemes(cardinal(n), accent) for n in range(10)]
    assert len(set(digits)) == 10
    letters = [phonemes(letter(sign), accent) for sign in "ACEFHLPTU"]
    assert len(set(letters)) == 9


@pytest.mark.parametrize("accent", ACCENTS)
def test_a_ticket_number_keeps_every_syllable(accent: Accent) -> None:
    for number, syllables in (("A-007", 4), ("H-100", 4), ("1001", 4), ("L-555", 5)):
        text = Phrasebook().call(Call("x", number, None, 3, 1, 0), "call.short")
        spoken = phonemes(text, accent)
        assert len([part for part in spoken.split() if any(sign.isalnum() for sign in part)]) >= syllables + 3
        assert "(en)" not in spoken


def phonemes(text: str, accent: Accent) -> str:
    args = ["espeak-ng", "-q", "-x", "-b", "1", "-v", voice_name("vi", accent)]
    return (
        subprocess.run(args, input=text.encode(), capture_output=True, check=True, timeout=10).stdout.decode().strip()
    )


def test_the_regions_and_english_sound_different(tmp_path: Path) -> None:
    sounds = set()
    for accent in ACCENTS:
        path = Synthesiser(tmp_path / accent, Speech(accent=accent)).render(saying("call.full", "long")).path
        sounds.add(path.read_bytes())
    english = Call("A-025/1", "A-025", None, 3, nth=1, called_at_ms=0, lang="en")
    sounds.add(Synthesiser(tmp_path / "en").render(saying("call.full", "long", english)).path.read_bytes())
    assert len(sounds) == 4


def test_the_words_shown_are_the_words_given_to_the_speech_program(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    script = f'tee "{heard}" | {shutil.which("espeak-ng")} "$@"'
    programs = stand_in(tmp_path / "bin", "espeak-ng", script)
    said = saying("call.full", "long")
    Synthesiser(tmp_path / "cache", programs=programs).render(said)
    assert heard.read_text(encoding="utf-8") == said.text


def test_a_saying_made_before_needs_no_program(tmp_path: Path) -> None:
    made = Synthesiser(tmp_path).render(saying("call.full", "long"))
    again = Synthesiser(tmp_path, programs=Programs({"PATH": "/nowhere"})).render(saying("call.full", "long"))
    assert again == made


def test_a_kept_sound_broken_by_a_power_cut_is_made_again(tmp_path: Path) -> None:
    synth = Synthesiser(tmp_path)
    made = synth.render(saying("call.short", "short"))
    for file in tmp_path.rglob("*.wav"):
        file.write_bytes(b"")
    assert synth.render(saying("call.short", "short")) == made


def test_only_so_many_sounds_are_kept(tmp_path: Path) -> None:
    synth = Synthesiser(tmp_path, keep=3)
    last = [synth.render(utterance(f"Mời số {cardinal(n)}.")) for n in range(5)][-1]
    kept = list(tmp_path.glob("*.wav"))
    assert len(kept) == 3 and last.path in kept
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["chimes", "clips"]


@pytest.mark.parametrize("missing", ["espeak-ng", "sox"])
def test_a_missing_program_is_named(missing: str, tmp_path: Path) -> None:
    synth = Synthesiser(tmp_path / "cache", programs=without(tmp_path / "bin", missing))
    with pytest.raises(MissingProgramError, match=f"^{missing} is not installed; the voice needs it$"):
        synth.render(saying("call.full", "long"))


def test_a_speech_program_that_hangs_is_ended(tmp_path: Path) -> None:
    programs = stand_in(tmp_path / "bin", "espeak-ng", "sleep 60")
    started = time.monotonic()
    with pytest.raises(ProgramError, match=r"espeak-ng did not end within 0\.3 s"):
        Synthesiser(tmp_path / "cache", programs=programs, program_s=0.3).render(saying("call.full", "long"))
    assert time.monotonic() - started < 5


def test_a_speech_program_that_fails_gives_its_reason(tmp_path: Path) -> None:
    programs = stand_in(tmp_path / "bin", "espeak-ng", "echo 'no voice vi' >&2; exit 1")
    with pytest.raises(ProgramError, match=r"espeak-ng failed \(1\): no voice vi"):
        Synthesiser(tmp_path / "cache", programs=programs).render(saying("call.full", "long"))


def test_a_speech_program_that_says_nothing_is_noticed(tmp_path: Path) -> None:
    programs = stand_in(tmp_path / "bin", "espeak-ng", "exit 0")
    with pytest.raises(SoundError, match=r"spoken\.wav"):
        Synthesiser(tmp_path / "cache", programs=programs).render(saying("call.full", "long"))
    silent = 'for last; do :; done; sox -q -n -r 22050 -c 1 -b 16 "$last" trim 0 0.1'
    programs = stand_in(tmp_path / "bin", "espeak-ng", silent)
    with pytest.raises(SoundError, match="said nothing"):
        Synthesiser(tmp_path / "cache", programs=programs).render(saying("call.full", "long"))


def test_a_stopped_synthesis_makes_nothing_more(tmp_path: Path) -> None:
    synth = Synthesiser(tmp_path)
    synth.stop()
    with pytest.raises(StoppedError):
        synth.render(saying("call.full", "long"))


def dumb(folder: Path) -> Programs:
    """A machine that has no speech program: only recordings speak."""
    return without(folder / "bin", "espeak-ng")


def record(folder: Path, *clips: str) -> Path:
    (folder / "vi").mkdir(parents=True)
    for clip in clips:
        tone(folder / "vi" / f"{clip}.wav", 0.5)
    return folder


def test_recordings_speak_when_every_word_is_there(tmp_path: Path) -> None:
    recordings = record(tmp_path / "rec", "mời số", "a", "không", "hai", "năm", "quầy ba")
    synth = Synthesiser(tmp_path / "cache", recordings=Recordings(recordings), programs=dumb(tmp_path))
    sound = synth.render(saying("call.short", "short"))
    assert sound.length_s == pytest.approx(0.40 + 6 * 0.55 + 2 * 0.25 + 0.15, abs=0.08)


def test_a_word_that_was_not_recorded_is_spoken_between_the_recordings(tmp_path: Path) -> None:
    recordings = Recordings(record(tmp_path / "rec", "mời số", "a", "không", "hai", "quầy ba"))
    heard = tmp_path / "heard"
    script = f'tee "{heard}" | {shutil.which("espeak-ng")} "$@"'
    synth = Synthesiser(
        tmp_path / "cache", recordings=recordings, programs=stand_in(tmp_path / "tee", "espeak-ng", script)
    )
    sound = synth.render(saying("call.short", "short"))
    assert heard.read_text(encoding="utf-8") == "năm"
    assert 3.6 <= sound.length_s <= 4.4
    with pytest.raises(MissingProgramError, match="espeak-ng"):
        Synthesiser(tmp_path / "other", recordings=recordings, programs=dumb(tmp_path)).render(
            saying("call.short", "short")
        )


def test_recordings_of_any_loudness_come_out_as_loud_as_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "rec"
    (folder / "vi").mkdir(parents=True)
    for n, word in enumerate(("mời số", "a", "không", "hai", "năm", "quầy ba")):
        tone(folder / "vi" / f"{word}.wav", 0.5, amplitude=(30_000, 1_500)[n % 2])
    sound = Synthesiser(tmp_path / "cache", recordings=Recordings(folder)).render(saying("call.short", "short"))
    words = tmp_path / "words.wav"
    subprocess.run(["sox", "-q", str(sound.path), str(words), "trim", "0.5"], check=True)
    with wave.open(str(words)) as file:
        samples = array.array("h", file.readframes(file.getnframes()))
    tenths = [max(map(abs, samples[at : at + 2_205])) for at in range(0, len(samples) - 2_205, 2_205)]
    loud = [peak for peak in tenths if peak > 3_000]
    assert len(loud) >= 25 and max(loud) < 1.15 * min(loud[1:-1]), "26 dB between the recordings, none in the call"
    assert -16.0 <= lufs(sound.path, tmp_path) <= -11.0


def test_a_recording_that_is_broken_costs_no_call(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = record(tmp_path / "rec", "mời số", "a", "không", "hai", "năm", "quầy ba")
    (folder / "vi" / "hai.wav").write_bytes(b"RIFF no wav")
    sound = Synthesiser(tmp_path / "cache", recordings=Recordings(folder)).render(saying("call.short", "short"))
    assert sound.length_s > 3 and "recordings cannot be used" in caplog.text


def test_a_softer_hour_is_softer_by_as_much(synth: Synthesiser) -> None:
    full = saying("call.full", "long")
    loud, soft = (level(synth.render(replace(full, gain_db=db)).path) for db in (0.0, -6.0))
    assert loud.rms_db - soft.rms_db == pytest.approx(6.0, abs=0.05)


def test_recordings_may_come_in_another_format(tmp_path: Path) -> None:
    recordings = record(tmp_path / "rec", "mời số a không hai năm quầy ba")
    clip = recordings / "vi" / "mời số a.wav"
    subprocess.run(["sox", "-q", "-n", "-r", "44100", "-c", "2", str(clip), "synth", "1.0", "sine", "500"], check=True)
    for word in ("không", "hai", "năm", "quầy ba"):
        tone(recordings / "vi" / f"{word}.wav", 0.5)
    synth = Synthesiser(tmp_path / "cache", recordings=Recordings(recordings), programs=dumb(tmp_path))
    assert synth.render(saying("call.short", "short")).length_s == pytest.approx(4.3, abs=0.08)


def test_say_writes_one_call(tmp_path: Path) -> None:
    text, sound = say("A-025", "3", tmp_path / "out.wav", forms=["call.full"])
    assert text == "Xin mời công dân có số thứ tự a, không hai năm, đến quầy số ba."
    assert sound == open_sound(tmp_path / "out.wav") and 6 < sound.length_s < 9
    whole, longer = say("A-025", "bàn hướng dẫn", tmp_path / "desk.wav")
    assert [line.rpartition(", ")[2] for line in whole.splitlines()] == ["đến bàn hướng dẫn.", "bàn hướng dẫn."]
    assert longer.length_s > 10 and level(longer.path).peak_db <= -0.1


def test_say_refuses_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WordingError, match="ticket number 'A_1'"):
        say("A_1", "3", tmp_path / "out.wav")
    with pytest.raises(VoiceError, match="cannot be written"):
        say("A-001", "3", tmp_path / "none" / "out.wav")
