"""The whole voice: board in, real synthesis, sound out, report back."""

from __future__ import annotations

import itertools
import json
import queue
from pathlib import Path

import pytest

from assets.voice.programs import Programs
from assets.voice.sound import open_sound
from display.voice.announcer import NO_DEVICE, Announcer, VoiceAlarm
from display.voice.plan import Plan
from display.voice.sayings import AnnouncementReport, BoardCalls, Utterance
from display.voice.sink import AlsaSink, PacedSink, Sink
from display.voice.synth import Synthesiser
from tests.display.voice.fakes import FastClock, call

pytestmark = pytest.mark.edge

DEADLINE_S = 20.0


class Desk:
    """A voice with a real synthesis, and what it told."""

    def __init__(self, folder: Path, sink: Sink, clock: FastClock, programs: Programs | None = None) -> None:
        self.reports: queue.Queue[AnnouncementReport] = queue.Queue()
        self.alarms: queue.Queue[VoiceAlarm] = queue.Queue()
        self.subtitles: list[str | None] = []
        synth = Synthesiser(folder / "cache", programs=programs)
        self.voice = Announcer(
            Plan(), synth, sink, clock,
            on_report=self.reports.put, on_saying=self.show, on_alarm=self.alarm,
        )  # fmt: skip
        now_ms, numbers = clock.now_ms(), ["A-025", "H-100", "1001"]
        calls = [call(number, at_ms=now_ms + n, counter=n) for n, number in enumerate(numbers, 1)]
        self.voice.offer(BoardCalls(1, 1, tuple(calls)))
        self.voice.start()

    def alarm(self, alarm: VoiceAlarm) -> None:
        if alarm.active or alarm.text:
            self.alarms.put(alarm)

    def show(self, utterance: Utterance | None) -> None:
        self.subtitles.append(utterance.text if utterance else None)

    def outcomes(self) -> list[str]:
        reports = [self.reports.get(timeout=DEADLINE_S) for _ in range(3)]
        return [f"{report.call_id} {report.reason or report.outcome}" for report in reports]


def test_three_counters_are_spoken_one_after_the_other(tmp_path: Path) -> None:
    clock = FastClock(speed=20.0)
    desk = Desk(tmp_path, PacedSink(tmp_path / "played", clock), clock)
    assert desk.outcomes() == ["A-025/1 announced", "H-100/1 announced", "1001/1 announced"]
    assert desk.voice.stop()
    lines = (tmp_path / "played" / "record.jsonl").read_text(encoding="utf-8").splitlines()
    record = [json.loads(line) for line in lines]
    assert [line["text"] for line in record[:3]] == [
        "Mời số a, không hai năm, quầy một.",
        "Mời số hát, một không không, quầy hai.",
        "Mời số một không không một, quầy ba.",
    ]
    shown = [text for text in desk.subtitles if text is not None]
    assert [line["text"] for line in record] == shown[: len(record)]
    for line in record:
        sound = open_sound(tmp_path / "played" / line["file"])
        assert sound.length_s == pytest.approx(line["length_s"], abs=0.001)
        assert line["end_ms"] - line["start_ms"] >= sound.length_s * 1_000 - 1
        assert -1.5 <= line["peak_db"] <= -0.1 and line["rms_db"] > -18
    assert all(after["start_ms"] >= before["end_ms"] for before, after in itertools.pairwise(record))


def test_a_hall_without_a_sound_device_is_told_once_and_hangs_nowhere(tmp_path: Path) -> None:
    clock = FastClock(speed=20.0)
    desk = Desk(tmp_path, AlsaSink("plughw:CARD=nosuchcard"), clock)
    assert desk.outcomes() == [f"{number}/1 {NO_DEVICE}" for number in ("A-025", "H-100", "1001")]
    assert desk.voice.stop()
    alarm = desk.alarms.get(timeout=DEADLINE_S)
    assert (alarm.kind, alarm.active) == ("no sound device", True)
    assert alarm.text.startswith("sound device 'plughw:CARD=nosuchcard': aplay failed")
    assert desk.alarms.empty()


def test_a_hall_without_a_speech_program_is_told_once_which_is_missing(tmp_path: Path) -> None:
    clock = FastClock(speed=20.0)
    desk = Desk(tmp_path, PacedSink(tmp_path / "played", clock), clock, Programs({"PATH": "/nowhere"}))
    reason = "sox is not installed; the voice needs it"
    assert desk.outcomes() == [f"{number}/1 {reason}" for number in ("A-025", "H-100", "1001")]
    assert desk.voice.stop()
    assert desk.alarms.get(timeout=DEADLINE_S) == VoiceAlarm("no speech", True, reason)
    assert desk.alarms.empty()
