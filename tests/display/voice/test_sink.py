"""The loudspeaker by real aplay, and the paced sink."""

from __future__ import annotations

import json
import os
import threading
import time
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from assets.voice.errors import (
    CutShortError,
    MissingProgramError,
    NoSoundDeviceError,
    OverlapError,
    SoundError,
    StoppedError,
)
from assets.voice.programs import Programs
from display.voice.sink import AlsaSink, PacedSink
from tests.display.voice.fakes import FastClock, tone, utterance

pytestmark = pytest.mark.edge


def in_thread(work: Callable[[], None]) -> tuple[threading.Thread, list[Exception]]:
    """Run this beside the test; what it raises is in the list."""
    raised: list[Exception] = []

    def run() -> None:
        try:
            work()
        except Exception as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, raised


def wait_for(there: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not there():
        assert time.monotonic() < deadline, "it never came"
        threading.Event().wait(0.005)


def capturing(folder: Path) -> Programs:
    """ALSA with a device that writes what it is given to a file."""
    settings = folder / "alsa.conf"
    settings.write_text(
        "</usr/share/alsa/alsa.conf>\n"
        f'pcm.capture {{ type file slave.pcm null file "{folder / "heard.wav"}" format wav }}\n'
    )
    return Programs({"ALSA_CONFIG_PATH": str(settings)})


def stuck(folder: Path) -> Programs:
    """An aplay that never ends, with a child of its own."""
    folder.mkdir()
    (folder / "aplay").write_text(f'#!/bin/sh\nsleep 600 &\necho "$$ $!" > "{folder / "pids.new"}"\n'
                                  f'mv "{folder / "pids.new"}" "{folder / "pids"}"\nwait\n')  # fmt: skip
    (folder / "aplay").chmod(0o755)
    return Programs({"PATH": f"{folder}:{os.environ['PATH']}"})


def is_gone(pid: int) -> bool:
    """No such process, or one that only waits to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_aplay_gets_the_whole_sound(tmp_path: Path) -> None:
    sound = tone(tmp_path / "tone.wav", 1.0)
    AlsaSink("capture", programs=capturing(tmp_path), least_share=0).play(sound, utterance())
    with wave.open(str(sound.path)) as sent, wave.open(str(tmp_path / "heard.wav")) as heard:
        frames = sent.readframes(sent.getnframes())
        assert heard.readframes(heard.getnframes())[: len(frames)] == frames


def test_a_device_that_swallows_the_sound_has_not_played_it(tmp_path: Path) -> None:
    with pytest.raises(SoundError, match="nobody can have heard 'Mời số a, không hai năm"):
        AlsaSink("null").play(tone(tmp_path / "tone.wav", 2.0), utterance())


@pytest.mark.parametrize("device", ["plughw:CARD=nosuchcard", "nosuchpcm", "hw:31"])
def test_a_device_that_is_not_there_is_named(device: str, tmp_path: Path) -> None:
    with pytest.raises(NoSoundDeviceError, match=f"sound device '{device}'"):
        AlsaSink(device).play(tone(tmp_path / "tone.wav", 0.2), utterance())


def test_a_missing_player_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingProgramError, match="aplay is not installed"):
        AlsaSink(programs=Programs({"PATH": str(tmp_path)})).play(tone(tmp_path / "tone.wav", 0.2), utterance())


def test_a_stuck_player_is_killed_with_its_children(tmp_path: Path) -> None:
    sink = AlsaSink(programs=stuck(tmp_path / "bin"), stuck_s=0.5)
    started = time.monotonic()
    with pytest.raises(SoundError, match=r"did not end within 0\.6 s and was ended"):
        sink.play(tone(tmp_path / "tone.wav", 0.1), utterance())
    assert time.monotonic() - started < 5
    for pid in (tmp_path / "bin" / "pids").read_text().split():
        wait_for(lambda pid=int(pid): is_gone(pid))  # type: ignore[misc]


def test_stopping_ends_a_player_at_once(tmp_path: Path) -> None:
    sink = AlsaSink(programs=stuck(tmp_path / "bin"))
    thread, raised = in_thread(lambda: sink.play(tone(tmp_path / "tone.wav", 60.0), utterance()))
    wait_for((tmp_path / "bin" / "pids").exists)
    with pytest.raises(OverlapError):
        sink.play(tone(tmp_path / "other.wav", 0.1), utterance())
    sink.stop()
    thread.join(2)
    assert not thread.is_alive()
    assert isinstance(raised[0], StoppedError)
    with pytest.raises(StoppedError):
        sink.play(tone(tmp_path / "tone.wav", 0.1), utterance())


def test_the_paced_sink_takes_as_long_as_the_sound_by_the_office_clock(tmp_path: Path) -> None:
    clock = FastClock(speed=20.0)
    sink = PacedSink(tmp_path / "played", clock)
    sound = tone(tmp_path / "tone.wav", 4.0)
    started = time.monotonic()
    sink.play(sound, utterance())
    sink.play(sound, utterance("Trung tâm bắt đầu làm việc.", None))
    assert 0.4 <= time.monotonic() - started < 2.0
    first, second = map(json.loads, (tmp_path / "played" / "record.jsonl").read_text(encoding="utf-8").splitlines())
    assert list(first) == [
        "call_id", "kind", "text", "start_ms", "end_ms", "length_s", "file", "peak_db", "rms_db",
    ]  # fmt: skip
    assert (first["call_id"], first["file"], first["length_s"]) == ("A-025/1", "call-0001.wav", 4.0)
    assert (second["call_id"], second["file"]) == (None, "call-0002.wav")
    assert first["end_ms"] - first["start_ms"] >= 3_999 and second["start_ms"] >= first["end_ms"]
    assert (first["peak_db"], first["rms_db"]) == (pytest.approx(-6.02, abs=0.05), pytest.approx(-9.03, abs=0.05))
    assert (tmp_path / "played" / "call-0001.wav").read_bytes() == sound.path.read_bytes()


def test_the_paced_sink_goes_on_numbering_after_a_restart(tmp_path: Path) -> None:
    for _ in range(2):
        PacedSink(tmp_path / "played", FastClock(1_000.0)).play(tone(tmp_path / "tone.wav", 0.5), utterance())
    assert sorted(path.name for path in (tmp_path / "played").glob("*.wav")) == ["call-0001.wav", "call-0002.wav"]


def test_the_paced_sink_refuses_a_second_sound_and_stops_at_once(tmp_path: Path) -> None:
    sink = PacedSink(tmp_path / "played", FastClock(1.0))
    thread, raised = in_thread(lambda: sink.play(tone(tmp_path / "tone.wav", 60.0), utterance()))
    wait_for((tmp_path / "played" / "call-0001.wav").exists)
    with pytest.raises(OverlapError):
        sink.play(tone(tmp_path / "other.wav", 0.1), utterance())
    sink.stop()
    thread.join(2)
    assert not thread.is_alive() and isinstance(raised[0], StoppedError)
    assert not (tmp_path / "played" / "record.jsonl").exists()


def test_a_sound_that_is_cut_ends_at_once_and_the_next_is_played(tmp_path: Path) -> None:
    sink = AlsaSink(programs=stuck(tmp_path / "bin"), stuck_s=0.3)
    assert not sink.cut(), "nothing plays"
    thread, raised = in_thread(lambda: sink.play(tone(tmp_path / "tone.wav", 60.0), utterance()))
    wait_for((tmp_path / "bin" / "pids").exists)
    assert sink.cut()
    thread.join(2)
    assert isinstance(raised[0], CutShortError)
    with pytest.raises(SoundError, match="did not end"):
        sink.play(tone(tmp_path / "next.wav", 0.1), utterance())


def test_the_paced_sink_is_cut_and_plays_on(tmp_path: Path) -> None:
    sink = PacedSink(tmp_path / "played", FastClock(1.0))
    assert not sink.cut(), "nothing plays"
    thread, raised = in_thread(lambda: sink.play(tone(tmp_path / "tone.wav", 60.0), utterance()))
    wait_for(sink.cut)
    thread.join(2)
    assert isinstance(raised[0], CutShortError)
    assert not (tmp_path / "played" / "record.jsonl").exists(), "nobody has heard it to its end"
    sink.play(tone(tmp_path / "next.wav", 0.05), utterance())
    assert len((tmp_path / "played" / "record.jsonl").read_text().splitlines()) == 1


def test_a_loudspeaker_is_pulled_out_and_comes_back_and_nobody_restarts_anything(tmp_path: Path) -> None:
    """ALSA knows the device as long as its settings name it, as it knows a USB one as long as it is plugged in."""
    sound, programs = tone(tmp_path / "tone.wav", 0.2), capturing(tmp_path)
    sink, settings = AlsaSink("capture", programs=programs, least_share=0), tmp_path / "alsa.conf"
    sink.look()
    sink.play(sound, utterance())
    there = settings.read_text()
    settings.write_text("</usr/share/alsa/alsa.conf>\n")
    for attempt in (sink.look, lambda: sink.play(sound, utterance())):
        with pytest.raises(NoSoundDeviceError, match="sound device 'capture'"):
            attempt()
    settings.write_text(there)
    sink.look()
    sink.play(sound, utterance())


@pytest.mark.parametrize(
    "words",
    [
        "aplay: pcm_write:2127: write error: No such device",
        "aplay: main:834: audio open error: Device or resource busy",
    ],
)
def test_a_device_that_goes_while_it_plays_or_that_another_has_is_no_device(words: str, tmp_path: Path) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "aplay").write_text(f"#!/bin/sh\necho '{words}' >&2\nexit 1\n")
    (folder / "aplay").chmod(0o755)
    sink = AlsaSink(programs=Programs({"PATH": f"{folder}:{os.environ['PATH']}"}))
    with pytest.raises(NoSoundDeviceError, match=words.split(": ", 2)[2]):
        sink.play(tone(tmp_path / "tone.wav", 0.2), utterance())
