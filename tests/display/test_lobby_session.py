"""The lobby without its window: boards to the voice, reports to the engine, and what it says when the link is gone.

The hub is in memory, the engine is played by hand; the voice is the real announcer with a tone for every saying.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from assets.look.notices import Notices, Posters
from assets.translation import translation
from assets.voice.errors import NoSoundDeviceError, StoppedError
from assets.voice.sound import Sound
from broker.client.link import MemoryHub, MemoryLink
from broker.contract.codec import StatusMessage, encode
from broker.contract.ids import InstantMs
from broker.contract.office import Counter, Office, Series
from broker.contract.status import Removed
from broker.hall.board import BoardView
from broker.hall.scene import Scene
from broker.hall.sentences import Phrasebook
from broker.hall.words import Words
from display.lobby import gallery
from display.lobby.gallery import tongue
from display.lobby.gallery_calm import PUBLISHED
from display.lobby.loudspeaker import HandedClock, Voice
from display.lobby.session import LobbySession
from display.lobby.speaker import ALL_NOTICES, TROUBLES, Speaker
from display.voice.announcer import AlarmKind, VoiceAlarm
from display.voice.memory import SpokenMemory
from display.voice.sayings import Utterance
from tests.display.boards import MONDAY_0805, board, call, counter, office
from tests.display.small_engine import TOPICS, SmallEngine
from tests.display.voice.fakes import TonePlayer

DEADLINE_S = 20.0


class Seconds:
    """A monotonic clock moved by hand."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class QuickSink:
    """A loudspeaker that tells what it plays and takes no time, unless `go_on` is cleared.

    `broken` has it fail as a missing device does; `held`: only sayings of this kind wait for `go_on`.
    """

    def __init__(self) -> None:
        self.played: list[Utterance] = []
        self.broken = self.stopped = False
        self.held = ""
        self.go_on = threading.Event()
        self.go_on.set()

    def look(self) -> None:
        if self.stopped:
            raise StoppedError("stopped")
        if self.broken:
            raise NoSoundDeviceError("sound device 'default': cannot find card")

    def play(self, sound: Sound, utterance: Utterance) -> None:
        self.look()
        self.played.append(utterance)
        if self.held in ("", utterance.kind):
            self.go_on.wait(DEADLINE_S)

    def cut(self) -> bool:
        return False

    def stop(self) -> None:
        self.stopped = True
        self.go_on.set()


class Hall:
    """A lobby, its engine, and the hub between them."""

    def __init__(self, voice: Voice | None, sink: QuickSink) -> None:
        self.hub, self.seconds, self.sink = MemoryHub(), Seconds(), sink
        self.engine = SmallEngine(MemoryLink(self.hub))
        self.engine.__enter__()
        self.link = MemoryLink(self.hub)
        self.session = LobbySession("hall", Words(tongue("vi")), voice, monotonic=self.seconds)

    def start(self) -> None:
        self.session.start(self.link, TOPICS, "lobby1", lambda: None)

    def scene(self, after_s: float = 0.0) -> Scene:
        self.seconds.now += after_s
        return self.session.scene()

    def until(self, true: Callable[[], object]) -> None:
        """Turn the session until it is so; the voice has its own thread."""
        end = time.monotonic() + DEADLINE_S
        while not true():
            assert time.monotonic() < end, "not in time"
            self.scene()
            time.sleep(0.002)


@pytest.fixture
def speaking(tmp_path: Path) -> Iterator[Hall]:
    sink = QuickSink()
    memory = SpokenMemory(tmp_path / "spoken.txt")
    voice = Voice(Phrasebook(), TonePlayer(tmp_path), sink, clock=HandedClock(), memory=memory)
    hall = Hall(voice, sink)
    hall.start()
    yield hall
    hall.session.close()


@pytest.fixture
def silent() -> Iterator[Hall]:
    hall = Hall(None, QuickSink())
    hall.start()
    yield hall
    hall.session.close()


def test_a_board_that_was_retained_is_shown_with_the_first_beat(silent: Hall) -> None:
    silent.engine.publish(board(7, call("A-025", 3)))
    silent.engine.catalogue(office())
    silent.engine.beat()
    found = silent.scene()
    assert [cell.number for cell in found.spotlight.cells] == ["A-025"]
    assert found.head.office.startswith("Trung tâm")


def test_without_a_beat_the_screen_says_so_after_three_seconds(silent: Hall) -> None:
    assert silent.scene(2.9).spotlight.alarm == ""
    assert silent.scene(0.2).spotlight.alarm.startswith("Mất kết nối từ ")


def test_a_beat_that_stays_away_is_told_within_five_seconds(silent: Hall) -> None:
    silent.engine.publish(board(1, call("A-025", 3)))
    silent.engine.beat()
    assert silent.scene().spotlight.cells
    assert silent.scene(2.9).spotlight.cells
    found = silent.scene(0.2).spotlight
    assert found.alarm == "Mất kết nối từ 08:05. Xin nghe cán bộ gọi số."
    silent.engine.beat()
    assert silent.scene().spotlight.cells


def test_a_board_of_another_epoch_than_the_beat_is_not_trusted(silent: Hall) -> None:
    silent.engine.epoch = 9
    silent.engine.publish(board(1, call("A-025", 3)))
    silent.engine.epoch = 2
    silent.engine.beat()
    silent.scene()
    silent.seconds.now += 2
    silent.engine.beat()
    silent.scene()
    silent.engine.beat()
    assert silent.scene(2).spotlight.alarm
    silent.engine.epoch = 9
    silent.engine.beat()
    assert not silent.scene().spotlight.alarm


def test_published_procedures_come_in_a_calm_and_go_at_a_call(silent: Hall, tmp_path: Path) -> None:
    silent.session.calm.posters = Posters(Notices(tmp_path, tmp_path / "cache", (64, 36)), 60_000, 15_000)
    silent.session.calm.turns.take(PUBLISHED["procedures"][0])
    silent.engine.publish(board(1))
    silent.engine.beat()
    assert silent.scene().published is None
    for _ in range(30):
        silent.engine.beat()
        silent.scene(2.0)
    page = silent.scene(0.1).published
    assert page is not None
    assert (page.field, page.rows[0].name) == ("Hộ tịch", "Đăng ký khai sinh")
    silent.engine.publish(board(2, call("A-025", 3)))
    found = silent.scene()
    assert found.published is None
    assert [cell.number for cell in found.spotlight.cells] == ["A-025"]


def test_a_zone_that_is_taken_away_is_not_shown_as_if_it_lived(silent: Hall) -> None:
    silent.engine.publish(board(1, call("A-025", 3)))
    silent.engine.beat()
    silent.scene()
    payload = encode(StatusMessage(status=Removed(epoch=1)))
    silent.engine.link.publish(TOPICS.board("hall"), payload, retain=True)
    for _ in range(5):
        silent.engine.beat()
        silent.scene(1)
    assert silent.scene().spotlight.alarm
    silent.engine.publish(board(2))
    assert not silent.scene().spotlight.alarm


@pytest.mark.parametrize("garbage", [b"", b"\xff\xfe", b"[]", b'{"v":[9,0],"status":{}}', b"x" * 600_000])
def test_garbage_on_the_board_changes_nothing(silent: Hall, garbage: bytes) -> None:
    silent.engine.publish(board(1, call("A-025", 3)))
    silent.engine.beat()
    before = silent.scene()
    silent.engine.link.publish(TOPICS.board("hall"), garbage)
    assert silent.scene() == before


def test_a_screen_without_a_voice_reports_nothing(silent: Hall) -> None:
    silent.engine.beat()
    silent.engine.publish(board(1, call("A-025", 3)))
    for _ in range(5):
        silent.scene(0.5)
    assert silent.engine.reports == []


def test_a_call_is_spoken_shown_and_reported(speaking: Hall) -> None:
    speaking.engine.beat()
    speaking.engine.publish(board(1, call("A-025", 3)))
    speaking.until(lambda: speaking.engine.reports)
    (report,) = speaking.engine.reports
    assert (report.call_id, report.zone, report.dropped) == (call("A-025").call_id, "hall", "")
    assert MONDAY_0805 <= report.ended <= MONDAY_0805 + 10_000
    speaking.until(lambda: speaking.scene().spotlight.subtitle)
    first = speaking.sink.played[0]
    assert first.text == "Xin mời công dân có số thứ tự a, không hai năm, đến quầy số ba."
    assert speaking.scene().spotlight.subtitle in {each.text for each in speaking.sink.played}


def test_a_reserved_number_is_explained_by_voice_and_subtitle_in_the_words_of_the_board(speaking: Hall) -> None:
    speaking.sink.held = "call.reserved"
    speaking.sink.go_on.clear()
    speaking.engine.beat()
    speaking.engine.publish(board(1, call("A-801", 3, reserved=True)))
    speaking.until(lambda: "mất kết nối" in (speaking.scene().spotlight.subtitle or ""))
    shown, heard = speaking.scene(), speaking.sink.played[-1]
    assert shown.foot.text == "◇ Số A-801 lấy khi mất kết nối, gọi theo giờ lấy số"
    assert shown.spotlight.subtitle == heard.text == "Số a, tám không một lấy khi mất kết nối, gọi theo giờ lấy số."
    speaking.sink.go_on.set()
    speaking.until(lambda: len(speaking.sink.played) == 3)
    assert [said.kind for said in speaking.sink.played] == ["call.full", "call.reserved", "call.repeat"]
    speaking.until(lambda: speaking.engine.reports)
    assert [report.call_id for report in speaking.engine.reports] == [heard.call_id]


def test_every_call_of_a_crowd_is_reported_once(speaking: Hall) -> None:
    speaking.engine.beat()
    calls = [call(f"A-{n:03}", n, at=MONDAY_0805 + n) for n in range(1, 7)]
    speaking.engine.publish(board(1, *calls))
    speaking.until(lambda: len(speaking.engine.reports) == 6)
    assert {report.call_id for report in speaking.engine.reports} == {each.call_id for each in calls}
    assert [said.kind for said in speaking.sink.played[:6]] == ["call.short"] * 6


def test_a_call_that_ends_before_it_is_said_is_reported_as_dropped(speaking: Hall) -> None:
    speaking.engine.publish(board(1, call("A-001", 1)))
    speaking.engine.beat()
    speaking.until(lambda: speaking.engine.reports)
    speaking.engine.publish(board(2, call("A-002", 2, at=MONDAY_0805 - 40_000)))
    speaking.until(lambda: len(speaking.engine.reports) == 2)
    assert speaking.engine.reports[1].dropped == "too old when it came"


def test_nothing_is_said_of_a_board_before_the_engine_is_heard(speaking: Hall) -> None:
    speaking.engine.publish(board(1, call("A-025", 3)))
    for _ in range(3):
        speaking.scene(0.1)
    assert speaking.session.speakers[0].offered is None
    speaking.engine.beat()
    speaking.until(lambda: speaking.engine.reports)


def test_an_engine_that_is_heard_again_gets_only_what_still_stands(speaking: Hall) -> None:
    speaking.engine.beat()
    speaking.engine.publish(board(1, call("A-001", 1)))
    speaking.until(lambda: speaking.engine.reports)
    speaking.scene(4)
    assert not speaking.session.device.online
    speaking.engine.now_ms += 4_000
    speaking.engine.beat()
    speaking.engine.publish(board(2, call("A-001", 1), call("A-002", 2, at=MONDAY_0805 + 4_000)))
    speaking.until(lambda: len(speaking.engine.reports) == 2)
    firsts = [said.call_id for said in speaking.sink.played if said.kind != "call.repeat"]
    assert firsts == [call("A-001").call_id, call("A-002").call_id]


def test_nothing_more_is_said_while_the_engine_is_away(speaking: Hall) -> None:
    speaking.sink.go_on.clear()
    speaking.engine.beat()
    speaking.engine.publish(board(1, call("A-001", 1), call("A-002", 2, at=MONDAY_0805 + 1)))
    speaking.until(lambda: speaking.sink.played)
    speaking.scene(4)
    assert not speaking.session.device.online
    speaking.sink.go_on.set()
    speaking.until(lambda: speaking.session.unsent)
    time.sleep(0.1)
    assert [said.call_id for said in speaking.sink.played] == [call("A-001").call_id]
    speaking.engine.beat()
    speaking.until(lambda: len(speaking.engine.reports) == 2)


def test_a_board_of_another_epoch_is_not_said(speaking: Hall) -> None:
    speaking.engine.epoch = 9
    speaking.engine.publish(board(1, call("A-001", 1)))
    speaking.engine.epoch = 2
    speaking.engine.beat()
    for _ in range(5):
        speaking.scene(0.1)
    assert speaking.session.speakers[0].offered is None
    speaking.engine.epoch = 9
    speaking.engine.beat()
    speaking.until(lambda: speaking.engine.reports)


def test_a_report_without_an_answer_is_given_again(speaking: Hall) -> None:
    speaking.engine.beat()
    speaking.engine.mute = 1
    speaking.engine.publish(board(1, call("A-025", 3)))
    speaking.until(lambda: len(speaking.engine.reports) == 1)
    speaking.scene(1.1)
    speaking.until(lambda: len(speaking.engine.reports) == 2)
    assert speaking.engine.reports[0] == speaking.engine.reports[1]
    speaking.until(lambda: not speaking.session.device.waiting)


def test_a_report_that_could_not_be_stored_is_given_again(speaking: Hall) -> None:
    speaking.engine.beat()
    speaking.engine.refuse = ["not_stored"]
    speaking.engine.publish(board(1, call("A-025", 3)))
    speaking.until(lambda: speaking.engine.reports)
    assert len(speaking.engine.reports) == 1
    assert speaking.session.unsent == []


def test_a_report_made_while_cut_off_is_sent_when_the_engine_is_back(speaking: Hall) -> None:
    speaking.engine.beat()
    speaking.engine.publish(board(1, call("A-025", 3)))
    speaking.scene()
    speaking.link.cut()
    speaking.until(lambda: speaking.sink.played)
    speaking.scene(4)
    speaking.link.mend()
    speaking.engine.beat()
    speaking.until(lambda: speaking.engine.reports)


def test_a_report_that_is_refused_for_good_is_not_given_again(speaking: Hall) -> None:
    speaking.engine.beat()
    speaking.engine.refuse = ["unknown_call"]
    speaking.engine.publish(board(1, call("A-025", 3)))
    speaking.until(lambda: not speaking.engine.refuse)
    speaking.until(lambda: not speaking.session.device.waiting)
    assert speaking.session.unsent == []
    assert speaking.engine.reports == []


def test_a_missing_loudspeaker_is_told_to_the_office(speaking: Hall) -> None:
    alarm = TOPICS.homie("lobby1", "voice/alarm")
    speaking.sink.broken = True
    speaking.engine.beat()
    speaking.engine.publish(board(1, call("A-025", 3)))
    speaking.until(lambda: b"no sound device" in speaking.engine.homie.get(alarm, b""))
    speaking.until(lambda: speaking.engine.reports)
    assert speaking.engine.reports[0].dropped == "no sound device"
    speaking.sink.broken = False
    speaking.engine.publish(board(2, call("A-026", 3, at=MONDAY_0805 + 1)))
    speaking.until(lambda: speaking.engine.homie[alarm] == b"none")


def test_at_the_end_calls_that_wait_are_dropped_and_the_device_says_goodbye(speaking: Hall) -> None:
    speaking.engine.beat()
    speaking.scene()
    speaking.session.close()
    assert speaking.engine.homie[TOPICS.homie("lobby1")] == b"disconnected"


def test_the_spotlight_holds_the_call_that_is_spoken(speaking: Hall) -> None:
    speaking.engine.beat()
    calls = [call(f"A-{n:03}", n, at=MONDAY_0805 + n) for n in range(1, 7)]
    speaking.engine.publish(board(1, *calls))
    speaking.until(lambda: speaking.sink.played)
    utterance = msgspec.convert(speaking.sink.played[0].call_id, str)
    assert utterance in {each.call_id for each in calls}
    speaking.session.view.speak(calls[5].call_id, 0)
    assert "A-006" in [cell.number for cell in speaking.scene().spotlight.cells]


def test_the_handed_clock_runs_at_the_speed_of_the_office() -> None:
    clock = HandedClock()
    clock.set(InstantMs(MONDAY_0805), 60.0)
    before = clock.now_ms()
    time.sleep(0.02)
    assert 1_200 <= clock.now_ms() - before < 30_000
    assert clock.speed == 60.0


def test_the_handed_clock_does_not_step_back_for_a_late_beat() -> None:
    clock = HandedClock()
    assert clock.set(InstantMs(MONDAY_0805), 1.0)
    assert not clock.set(InstantMs(MONDAY_0805 - 40), 1.0)
    assert clock.now_ms() >= MONDAY_0805
    assert clock.set(InstantMs(MONDAY_0805 - 3_600_000), 1.0)
    assert clock.now_ms() < MONDAY_0805


def test_a_screen_of_two_zones_shows_both_and_speaks_for_its_own(tmp_path: Path) -> None:
    sink = QuickSink()
    voice = Voice(
        Phrasebook(), TonePlayer(tmp_path), sink, clock=HandedClock(), memory=SpokenMemory(tmp_path / "spoken.txt")
    )
    hall = Hall(voice, sink)
    hall.session.further = ("upstairs",)
    hall.start()
    hall.engine.publish(board(1))
    hall.engine.publish(board(2, zone="upstairs", counters=()))
    hall.engine.beat()
    hall.scene()
    hall.engine.publish(board(3, call("C-044", 9, at=MONDAY_0805), zone="upstairs", counters=()))
    hall.engine.publish(board(4, call("A-025", 3, at=MONDAY_0805 + 1)))
    hall.until(lambda: hall.engine.reports)
    assert {cell.number for cell in hall.scene().spotlight.cells} == {"A-025", "C-044"}
    hall.session.close()
    assert {played.call_id for played in sink.played} == {call("A-025", 3).call_id}
    assert [report.zone for report in hall.engine.reports] == ["hall"]


def test_two_zones_of_which_one_has_no_new_board_after_a_restart_are_not_trusted() -> None:
    hall = Hall(None, QuickSink())
    hall.session.further = ("upstairs",)
    hall.start()
    for zone in ("hall", "upstairs"):
        hall.engine.publish(board(1, zone=zone))
    hall.engine.beat()
    assert not hall.scene().spotlight.alarm
    hall.engine.epoch = 2
    hall.engine.publish(board(1))
    for _ in range(5):
        hall.engine.beat()
        hall.scene(1)
    assert hall.scene().spotlight.alarm
    hall.engine.publish(board(2, zone="upstairs"))
    assert not hall.scene().spotlight.alarm
    hall.session.close()


def test_a_screen_far_away_lights_fewer_calls_and_lists_fewer_counters() -> None:
    near, far = Hall(None, QuickSink()), Hall(None, QuickSink())
    near.session.fit(gallery.hall((1920, 1080)))
    far.session.fit(gallery.hall((1920, 1080), distance_m=8.0))
    for hall in (near, far):
        hall.start()
        hall.engine.publish(
            board(1, *(call(f"A-{n:03}", n) for n in (1, 2, 3)), counters=tuple(counter(n) for n in range(1, 11)))
        )
        hall.engine.beat()
    found = [hall.scene() for hall in (near, far)]
    assert [len(each.spotlight.cells) for each in found] == [3, 1]
    assert [len(each.counters.tiles) for each in found] == [10, 3]
    near.session.close()
    far.session.close()


def long_office() -> Office:
    return office(series=(Series(prefix="MW", digits=5, last=99_999),))


def test_an_office_with_long_numbers_has_fewer_a_page_and_is_told_of() -> None:
    hall = Hall(None, QuickSink())
    hall.session.fit(gallery.hall((1920, 1080)))
    told: list[str] = []
    hall.session.on_hall = lambda at: told.append(at.widest.ticket)
    hall.start()
    hall.engine.publish(
        board(1, *(call(f"MW-0000{n}", n) for n in (1, 2, 3)), counters=tuple(counter(n) for n in range(1, 11)))
    )
    hall.engine.beat()
    before = hall.scene()
    assert (len(before.spotlight.cells), len(before.counters.tiles)) == (3, 10)
    hall.engine.catalogue(long_office())
    after = hall.scene()
    assert (len(after.spotlight.cells), len(after.counters.tiles)) == (2, 5)
    assert (told, hall.session.widest.ticket) == (["MW-00001"], "MW-00001")
    assert [each.number for each in after.recent.calls] == [before.spotlight.cells[-1].number], "it is in the list"
    hall.engine.catalogue(long_office())
    hall.scene()
    assert told == ["MW-00001"], "the same office: nothing else holds"
    hall.engine.catalogue(office())
    assert len(hall.scene().counters.tiles) == 10
    assert told == ["MW-00001", "H-011"]
    hall.session.close()


def test_a_call_that_is_being_said_stays_lit_when_fewer_can_be() -> None:
    view = BoardView("hall")
    calls = [call(f"A-00{n}", n, at=MONDAY_0805 + n) for n in (1, 2, 3)]
    view.take(board(1, *calls), 0)
    view.speak(calls[0].call_id, 100)
    view.light(1, 200)
    assert [turn.call.number for turn in view.spotlight()] == ["A-001"]
    view.speak(None, 300)
    view.step(30_000)
    assert len(view.spotlight()) == 1


def test_a_missing_loudspeaker_is_a_trouble_of_the_office_until_it_is_back(speaking: Hall) -> None:
    speaking.sink.broken = True
    speaking.engine.beat()
    speaking.engine.publish(board(1, call("A-025", 3)))
    speaking.until(lambda: any(each.on for each in speaking.engine.troubles))
    speaking.sink.broken = False
    speaking.engine.publish(board(2, call("A-026", 3, at=MONDAY_0805 + 1)))
    speaking.until(lambda: not speaking.engine.troubles[-1].on)
    begun, ended = speaking.engine.troubles[-2:]
    assert (begun.source, begun.code, begun.params, begun.on) == (
        "lobby1/hall", "no_sound_device", {"zone": "hall"}, True,
    )  # fmt: skip
    assert (ended.source, ended.code, ended.on) == (begun.source, begun.code, False)


def test_of_a_trouble_that_came_and_went_while_cut_off_only_the_last_word_is_told(speaking: Hall) -> None:
    speaking.engine.beat()
    speaking.scene()
    speaking.until(lambda: len(speaking.engine.troubles) == len(TROUBLES))  # at its start it has none
    assert not any(each.on for each in speaking.engine.troubles)
    for active in (True, False, True):
        speaking.session._take(speaking.session.speakers[0], VoiceAlarm("backlog", active, "late"), 0)
    speaking.scene()
    assert [(each.code, each.on) for each in speaking.engine.troubles[3:]] == [("backlog", True)]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("kind", ["backlog", "no sound device", "no speech"])
def test_every_trouble_of_a_voice_has_its_sentence(kind: AlarmKind, lang: str) -> None:
    assert "yard" in translation(lang).text(f"alert.{TROUBLES[kind]}", zone="yard")


@pytest.fixture
def two_zones(tmp_path: Path) -> Iterator[tuple[Hall, QuickSink]]:
    """One screen, two zones, each with a loudspeaker of its own."""
    hall, yard = Hall(None, QuickSink()), QuickSink()
    speakers = []
    for zone, sink in (("hall", hall.sink), ("yard", yard)):
        memory = SpokenMemory(tmp_path / f"spoken-{zone}.txt")
        voice = Voice(Phrasebook(), TonePlayer(tmp_path), sink, clock=HandedClock(), memory=memory)
        speakers.append(Speaker(zone, voice, ALL_NOTICES))
    hall.session = LobbySession(
        "hall", Words(tongue("vi")), further=("yard",), speakers=speakers, monotonic=hall.seconds
    )
    hall.start()
    yield hall, yard
    hall.session.close()


def test_each_zone_is_spoken_by_its_own_loudspeaker_and_reported_as_its_own(two_zones: tuple[Hall, QuickSink]) -> None:
    hall, yard = two_zones
    hall.engine.beat()
    hall.engine.publish(board(1, call("A-001", 1)))
    hall.engine.publish(board(1, call("C-002", 2), zone="yard"))
    hall.until(lambda: len(hall.engine.reports) == 2)
    assert {(each.zone, each.call_id) for each in hall.engine.reports} == {
        ("hall", call("A-001").call_id), ("yard", call("C-002").call_id),
    }  # fmt: skip
    assert {each.call_id for each in hall.sink.played} == {call("A-001").call_id}
    assert {each.call_id for each in yard.played} == {call("C-002").call_id}


def test_the_clock_rings_once_in_each_zone_while_the_day_is_open(two_zones: tuple[Hall, QuickSink]) -> None:
    hall, yard = two_zones
    works = msgspec.structs.replace(office(), counters=tuple(_works_from_0805(each) for each in office().counters))
    hall.engine.catalogue(works)
    hall.engine.beat()
    hall.engine.publish(board(1, day=None))
    hall.scene()
    time.sleep(0.05)
    assert hall.sink.played == []
    hall.engine.publish(board(2))
    hall.until(lambda: hall.sink.played)
    assert hall.sink.played[0].text.startswith("Trung tâm bắt đầu làm việc")
    for _ in range(5):
        hall.scene()
        time.sleep(0.01)
    assert len(hall.sink.played) == 1
    assert yard.played == [], "no counter of that zone works now"


def _works_from_0805(counter: Counter) -> Counter:
    return msgspec.structs.replace(counter, hours=(((8 * 60 + 5, 17 * 60),),) * 7)
