"""The thread that speaks, with a paced sink in place of the loudspeaker."""

from __future__ import annotations

import itertools
import json
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assets.voice.errors import NoSoundDeviceError, SoundError, WordingError
from assets.voice.sound import Sound
from broker.hall.pace import Rules
from broker.hall.sentences import Call, Notice
from display.voice import announcer
from display.voice.announcer import NO_DEVICE, STOPPED, Announcer, VoiceAlarm
from display.voice.memory import SpokenMemory
from display.voice.plan import NO_LONGER_CALLED, Plan
from display.voice.sayings import AnnouncementReport, BoardCalls, Utterance
from display.voice.sink import PacedSink
from tests.display.voice.fakes import FastClock, TonePlayer, call, reserved

DEADLINE_S = 10.0
#: With a clock this fast a busy machine makes calls old in no time; how old a call may be is the queue's test.
PATIENT = Rules(stale_ms=3_600_000, repeat_within_ms=3_600_000)


class Hall:
    """An announcer at work, and everything it told."""

    def __init__(self, folder: Path, *, speed: float = 200.0, memory: SpokenMemory | None = None) -> None:
        self.clock = FastClock(speed)
        self.synth = TonePlayer(folder)
        self.sink = PacedSink(folder / "played", self.clock)
        self.reports: queue.Queue[AnnouncementReport] = queue.Queue()
        self.subtitles: list[str | None] = []
        self.alarms: queue.Queue[VoiceAlarm] = queue.Queue()
        self.clear: queue.Queue[VoiceAlarm] = queue.Queue()
        self.plan = Plan(rules=PATIENT, known=memory.load() if memory else ())
        self.voice = Announcer(
            self.plan, self.synth, self.sink, self.clock,
            on_report=self.reports.put, on_saying=self.show, on_alarm=self.alarm, memory=memory,
        )  # fmt: skip
        self.revision = 0
        self.folder = folder

    def show(self, utterance: Utterance | None) -> None:
        self.subtitles.append(utterance.text if utterance else None)

    def alarm(self, alarm: VoiceAlarm) -> None:
        """What begins and ends; what does not stand at the start is a matter of its own."""
        (self.alarms if alarm.active or alarm.text else self.clear).put(alarm)

    def call(self, number: str, nth: int = 1, counter: int = 3) -> Call:
        return call(number, nth, at_ms=self.clock.now_ms(), counter=counter)

    def board(self, *calls: Call) -> None:
        self.revision += 1
        self.voice.offer(BoardCalls(1, self.revision, calls))

    def outcomes(self, count: int) -> dict[str, str]:
        """The next outcomes; fails if one call has two."""
        reports = [self.reports.get(timeout=DEADLINE_S) for _ in range(count)]
        found = {report.call_id: report.reason or report.outcome for report in reports}
        assert len(found) == count
        return found

    def record(self) -> list[dict[str, object]]:
        lines = (self.folder / "played" / "record.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def wait_until(self, true: Callable[[], bool]) -> None:
        deadline = time.monotonic() + DEADLINE_S
        while not true():
            assert time.monotonic() < deadline, "it never came"
            threading.Event().wait(0.005)

    def wait_for_record(self, lines: int) -> list[dict[str, object]]:
        deadline = time.monotonic() + DEADLINE_S
        while time.monotonic() < deadline:
            if (self.folder / "played" / "record.jsonl").exists() and len(record := self.record()) >= lines:
                return record
            threading.Event().wait(0.005)
        raise AssertionError(f"fewer than {lines} sounds were played")


@pytest.fixture
def hall(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = Hall(tmp_path)
    yield made
    assert made.voice.stop()


def test_what_is_spoken_is_what_is_shown_and_recorded(hall: Hall) -> None:
    hall.voice.start()
    hall.board(hall.call("A-025"))
    record = hall.wait_for_record(2)
    assert hall.voice.stop()
    said = [
        "Xin mời công dân có số thứ tự a, không hai năm, đến quầy số ba.",
        "Xin nhắc lại: số a, không hai năm, quầy số ba.",
    ]
    assert [utterance.text for utterance in hall.synth.rendered] == said
    assert [line["text"] for line in record] == said
    assert hall.subtitles == [said[0], None, said[1], None]
    assert [line["kind"] for line in record] == ["call.full", "call.repeat"]


def test_a_call_is_reported_when_it_has_been_heard(hall: Hall) -> None:
    hall.voice.start()
    hall.board(hall.call("A-025"))
    report = hall.reports.get(timeout=DEADLINE_S)
    assert (report.call_id, report.outcome, report.reason) == ("A-025/1", "announced", "")
    assert report.started_ms is not None
    assert report.ended_ms - report.started_ms >= 4_000 - 1


def test_every_call_from_any_thread_ends_once_and_no_two_sound_together(hall: Hall) -> None:
    hall.voice.start()
    calls = [hall.call(f"A-{n:03}", counter=n % 9 + 1) for n in range(40)]

    def press(part: list[Call]) -> None:
        for revision, one in enumerate(part):
            hall.voice.offer(BoardCalls(1, hall.revision + revision, (one,)))

    threads = [threading.Thread(target=press, args=(calls[n::4],)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcomes = hall.outcomes(len(calls))
    assert set(outcomes) == {one.call_id for one in calls}
    announced = [call_id for call_id, outcome in outcomes.items() if outcome == "announced"]
    record = [line for line in hall.wait_for_record(len(announced)) if line["kind"] != "call.repeat"]
    assert sorted(str(line["call_id"]) for line in record) == sorted(announced)
    assert 1 <= len(announced) < len(calls), "one call a board: most are gone before they can be said"
    assert_apart(hall.record())


def assert_apart(record: list[dict[str, object]]) -> None:
    spans = [(int(str(line["start_ms"])), int(str(line["end_ms"]))) for line in record]
    assert all(end >= start for start, end in spans)
    assert all(after[0] >= before[1] for before, after in itertools.pairwise(spans))


def test_six_counters_at_once_are_all_heard_apart(hall: Hall) -> None:
    hall.voice.start()
    hall.board(*[hall.call(f"A-00{n}", counter=n) for n in range(1, 7)])
    assert set(hall.outcomes(6).values()) == {"announced"}
    record = hall.wait_for_record(6)
    assert [line["kind"] for line in record[:6]] == ["call.short"] * 6
    assert_apart(record)


def test_a_crash_of_synthesis_drops_that_call_only(hall: Hall) -> None:
    hall.synth.broken = {
        "Mời số a, không không một, quầy ba.": SoundError("espeak-ng said nothing"),
        "Mời số a, không không hai, quầy ba.": ZeroDivisionError("boom"),
    }
    hall.voice.start()
    hall.board(hall.call("A-001"), hall.call("A-002"), hall.call("A-003"))
    assert hall.outcomes(3) == {
        "A-001/1": "espeak-ng said nothing",
        "A-002/1": "ZeroDivisionError: boom",
        "A-003/1": "announced",
    }
    assert hall.alarms.get(timeout=DEADLINE_S) == VoiceAlarm("no speech", True, "espeak-ng said nothing")
    assert hall.alarms.get(timeout=DEADLINE_S) == VoiceAlarm("no speech", False, "espeak-ng said nothing")


class DeafSink(PacedSink):
    """A device that is not there until it is plugged in."""

    plugged = False

    def look(self) -> None:
        if not self.plugged:
            raise NoSoundDeviceError("sound device 'default': cannot find card '0'")

    def play(self, sound: Sound, utterance: Utterance) -> None:
        self.look()
        super().play(sound, utterance)


def test_without_a_sound_device_calls_are_dropped_and_the_office_told_once(tmp_path: Path) -> None:
    hall = Hall(tmp_path)
    sink = DeafSink(tmp_path / "played", hall.clock)
    hall.voice = Announcer(hall.plan, hall.synth, sink, hall.clock, on_report=hall.reports.put, on_alarm=hall.alarm)
    hall.voice.start()
    hall.board(hall.call("A-001"), hall.call("A-002"))
    assert hall.outcomes(2) == {"A-001/1": NO_DEVICE, "A-002/1": NO_DEVICE}
    sink.plugged = True
    hall.board(hall.call("A-003"))
    assert hall.outcomes(1) == {"A-003/1": "announced"}
    alarms = [hall.alarms.get(timeout=DEADLINE_S) for _ in range(2)]
    assert [(alarm.kind, alarm.active) for alarm in alarms] == [("no sound device", True), ("no sound device", False)]
    assert hall.voice.stop() and hall.alarms.empty()


def test_a_loudspeaker_that_is_missing_is_told_before_the_first_call_and_so_is_its_return(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcer, "LOOK_S", 0.05)
    hall = Hall(tmp_path)
    sink = DeafSink(tmp_path / "played", hall.clock)
    hall.voice = Announcer(hall.plan, hall.synth, sink, hall.clock, on_report=hall.reports.put, on_alarm=hall.alarm)
    hall.voice.start()
    assert hall.alarms.get(timeout=DEADLINE_S).active
    sink.plugged = True
    again = hall.alarms.get(timeout=DEADLINE_S)
    assert (again.kind, again.active) == ("no sound device", False)
    assert hall.voice.stop()
    assert hall.alarms.empty() and hall.reports.empty()


def test_whoever_starts_ends_the_alarms_of_the_program_before(hall: Hall) -> None:
    hall.voice.start()
    told = [hall.clear.get(timeout=DEADLINE_S) for _ in range(3)]
    assert {(each.kind, each.active) for each in told} == {
        ("backlog", False), ("no sound device", False), ("no speech", False),
    }  # fmt: skip
    assert hall.alarms.empty()


def test_stopping_is_quick_and_leaves_no_call_without_an_outcome(tmp_path: Path) -> None:
    hall = Hall(tmp_path, speed=1.0)
    hall.voice.start()
    hall.board(hall.call("A-001"), hall.call("A-002"))
    deadline = time.monotonic() + DEADLINE_S
    while not hall.subtitles and time.monotonic() < deadline:
        threading.Event().wait(0.005)
    hall.board(hall.call("A-001"), hall.call("A-002"), hall.call("A-003"))
    started = time.monotonic()
    assert hall.voice.stop()
    assert time.monotonic() - started < 1.0
    assert hall.outcomes(3) == dict.fromkeys(["A-001/1", "A-002/1", "A-003/1"], STOPPED)
    assert hall.subtitles == ["Mời số a, không không một, quầy ba.", None]


def test_a_voice_that_never_started_still_gives_every_call_an_outcome(tmp_path: Path) -> None:
    hall = Hall(tmp_path)
    hall.board(hall.call("A-001"))
    assert hall.voice.stop()
    assert hall.outcomes(1) == {"A-001/1": STOPPED}


def test_while_the_link_is_lost_nothing_is_said(hall: Hall) -> None:
    hall.voice.link_lost()
    waiting = hall.call("A-001")
    hall.board(waiting)
    hall.voice.link_lost()
    hall.board()
    hall.voice.start()
    assert hall.outcomes(1) == {"A-001/1": NO_LONGER_CALLED}
    assert not hall.synth.rendered


def test_a_failing_callback_does_not_silence_the_hall(tmp_path: Path) -> None:
    hall = Hall(tmp_path)

    def fail(_: object) -> None:
        raise RuntimeError("the window is closed")

    hall.voice = Announcer(
        hall.plan, hall.synth, hall.sink, hall.clock, on_report=hall.reports.put, on_saying=fail, on_alarm=fail
    )
    hall.voice.start()
    hall.board(hall.call("A-001"))
    assert hall.outcomes(1) == {"A-001/1": "announced"}
    assert hall.voice.stop()


def test_what_was_said_before_a_restart_is_not_said_again(tmp_path: Path) -> None:
    memory = SpokenMemory(tmp_path / "state" / "spoken")
    before = Hall(tmp_path, memory=memory)
    before.voice.start()
    standing = before.call("A-001")
    before.board(standing)
    assert before.outcomes(1) == {"A-001/1": "announced"}
    assert before.voice.stop()
    after = Hall(tmp_path, memory=SpokenMemory(tmp_path / "state" / "spoken"))
    after.voice.start()
    after.board(standing, after.call("A-002"))
    assert after.outcomes(1) == {"A-002/1": "announced"}
    assert after.voice.stop() and after.reports.empty()


def test_a_memory_that_cannot_be_read_costs_no_speech(tmp_path: Path) -> None:
    folder = tmp_path / "spoken"
    folder.mkdir()
    memory = SpokenMemory(folder)
    hall = Hall(tmp_path, memory=memory)
    hall.voice.start()
    hall.board(hall.call("A-001"))
    assert hall.outcomes(1) == {"A-001/1": "announced"}
    assert hall.voice.stop()


def test_the_memory_keeps_the_last_calls_only(tmp_path: Path) -> None:
    memory = SpokenMemory(tmp_path / "spoken", keep=3)
    for n in range(10):
        memory.remember(f"A-00{n}/1")
    assert memory.load() == ["A-007/1", "A-008/1", "A-009/1"]
    assert (tmp_path / "spoken").read_text(encoding="utf-8").splitlines() == ["A-007/1", "A-008/1", "A-009/1"]


def test_a_notice_is_said_and_not_reported(hall: Hall) -> None:
    hall.voice.start()
    hall.board()
    hall.voice.offer_notice(Notice("open/2026-11-23", "open", hall.clock.now_ms()))
    (line,) = hall.wait_for_record(1)
    assert (line["call_id"], line["kind"]) == (None, "open")
    with pytest.raises(WordingError):
        hall.voice.offer_notice(Notice("lunch", "lunch", hall.clock.now_ms()))
    assert hall.voice.stop() and hall.reports.empty()


def test_a_backlog_is_an_alarm_that_ends(hall: Hall) -> None:
    hall.voice.start()
    hall.board(*[hall.call(f"A-{n:03}") for n in range(12)])
    begun = hall.alarms.get(timeout=DEADLINE_S)
    ended = hall.alarms.get(timeout=DEADLINE_S)
    assert (begun.kind, begun.active, ended.kind, ended.active) == ("backlog", True, "backlog", False)
    assert set(hall.outcomes(12).values()) == {"announced"}


class BrokenPlan(Plan):
    """A queue with a fault in it."""

    def next(self, now_ms: int) -> Utterance | None:
        raise ZeroDivisionError("boom")


def test_a_voice_that_breaks_down_says_so_and_reports_what_waits(tmp_path: Path) -> None:
    hall = Hall(tmp_path)
    hall.voice = Announcer(
        BrokenPlan(), hall.synth, hall.sink, hall.clock, on_report=hall.reports.put, on_alarm=hall.alarm
    )
    hall.board(hall.call("A-001"))
    hall.voice.start()
    assert hall.outcomes(1) == {"A-001/1": STOPPED}
    alarm = hall.alarms.get(timeout=DEADLINE_S)
    assert (alarm.kind, alarm.active, alarm.text) == ("no speech", True, "the voice has broken down: boom")
    assert hall.voice.stop() and not hall.voice.alive


def test_a_clock_that_is_put_right_is_seen_within_a_second(tmp_path: Path) -> None:
    """Whatever was reckoned by the old time, the queue is asked again soon."""
    hall = Hall(tmp_path, speed=1.0)
    hall.plan.rules = Rules(settle_ms=3_600_000)
    hall.voice.start()
    hall.board(hall.call("A-001"))
    hall.wait_until(lambda: hall.voice.alive and hall.plan.backlog_ms(hall.clock.now_ms()) > 0)
    hall.plan.rules = PATIENT
    started = time.monotonic()
    hall.wait_until(lambda: bool(hall.synth.rendered))
    assert time.monotonic() - started < 2.0
    assert hall.voice.stop()


def test_a_notice_gives_way_to_a_call_and_is_remembered(tmp_path: Path) -> None:
    memory = SpokenMemory(tmp_path / "spoken")
    hall = Hall(tmp_path, speed=20.0, memory=memory)
    hall.voice.start()
    hall.board()
    hall.voice.offer_notice(Notice("open/2026-11-23", "open", hall.clock.now_ms()))
    hall.wait_until(lambda: bool(hall.subtitles))
    hall.board(hall.call("A-001"))
    record = hall.wait_for_record(3)
    assert [line["kind"] for line in record] == ["call.full", "call.repeat", "open"]
    assert hall.outcomes(1) == {"A-001/1": "announced"} and hall.alarms.empty()
    assert memory.load() == ["open/2026-11-23", "A-001/1"]
    assert hall.voice.stop()


def test_a_reserved_number_is_explained_between_its_call_and_the_repeat_apart_from_both(tmp_path: Path) -> None:
    memory = SpokenMemory(tmp_path / "spoken")
    hall = Hall(tmp_path, memory=memory)
    hall.voice.start()
    hall.board(reserved(hall.call("A-801")))
    record = hall.wait_for_record(3)
    assert hall.voice.stop()
    said = [
        "Xin mời công dân có số thứ tự a, tám không một, đến quầy số ba.",
        "Số a, tám không một lấy khi mất kết nối, gọi theo giờ lấy số.",
        "Xin nhắc lại: số a, tám không một, quầy số ba.",
    ]
    assert [line["text"] for line in record] == said
    assert hall.subtitles == [said[0], None, said[1], None, said[2], None]
    assert [line["kind"] for line in record] == ["call.full", "call.reserved", "call.repeat"]
    assert_apart(record)
    assert hall.outcomes(1) == {"A-801/1": "announced"} and hall.reports.empty()
    assert memory.load() == ["A-801/1", "2026-11-23.A-801"]


def test_a_call_comes_into_an_explanation_and_ends_it(tmp_path: Path) -> None:
    hall = Hall(tmp_path, speed=20.0)
    hall.voice.start()
    first = reserved(hall.call("A-801"))
    hall.board(first)
    hall.wait_until(lambda: "mất kết nối" in str(hall.subtitles[-1:]))
    hall.board(first, hall.call("C-002"))
    record = hall.wait_for_record(4)
    assert [f"{line['call_id']} {line['kind']}" for line in record] == [
        "A-801/1 call.full", "C-002/1 call.full", "A-801/1 call.repeat", "C-002/1 call.repeat",
    ]  # fmt: skip
    assert_apart(record)
    assert hall.outcomes(2) == {"A-801/1": "announced", "C-002/1": "announced"} and hall.alarms.empty()
    assert hall.voice.stop()


def test_the_same_calls_again_do_not_cut_a_notice(tmp_path: Path) -> None:
    hall = Hall(tmp_path, speed=50.0)
    hall.voice.start()
    standing = hall.call("A-001")
    hall.board(standing)
    hall.wait_for_record(2)
    hall.voice.offer_notice(Notice("open/2026-11-23", "open", hall.clock.now_ms()))
    hall.wait_until(lambda: "Trung tâm" in str(hall.subtitles[-1]))
    hall.board(standing)
    assert hall.wait_for_record(3)[2]["kind"] == "open"
    assert len(hall.subtitles) <= 6
    assert hall.voice.stop()
