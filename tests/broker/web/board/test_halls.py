"""The halls behind the pages: what a window shows a browser shows; remembered while nobody looks; by zones."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from assets import translation
from assets.look.notices import Notices, Posters
from broker.client.link import MemoryHub, MemoryLink
from broker.contract.codec import StatusMessage, encode
from broker.contract.ids import InstantMs
from broker.contract.status import AnyStatus, Beat, Board, BoardCall, Catalogue
from broker.contract.topics import Topics
from broker.hall.calm import CalmTimes
from broker.hall.paging import Capacity
from broker.hall.sound_hours import read_hours
from broker.hall.tongue import Tongue
from broker.hall.words import Words
from broker.web.board.halls import MOST_HALLS, Halls, Manner
from broker.web.board.posted import Posted
from broker.web.board.sayings import Heard
from broker.web.floor import Floor
from display import samples
from display.lobby.gallery_calm import PUBLISHED
from display.lobby.session import LobbySession

TOPICS = Topics("test")


@dataclass
class Time:
    """The viewer's clock, by hand."""

    now_s: float = 100.0

    def __call__(self) -> float:
        return self.now_s


class Stage:
    """A floor, a lobby's session and who tells both, in memory."""

    def __init__(self, manner: Manner | None = None) -> None:
        self.hub, self.time = MemoryHub(), Time()
        self.engine = MemoryLink(self.hub)
        self.engine.start(will_topic="", will_payload=b"")
        self.floor = Floor(MemoryLink(self.hub), TOPICS, "web")
        self.floor.device.monotonic = self.time
        self.halls = Halls(self.floor, self.time, manner)
        self.floor.device.start(TOPICS.catalogue, f"{TOPICS.root}/status/board/+")
        self.lobby = LobbySession(
            "hall", Words(Tongue(translation("vi"), translation("en")), ticker="turn"), monotonic=self.time
        )
        self.lobby.start(MemoryLink(self.hub), TOPICS, "lobby", lambda: None)
        self.lobby.words.room = Capacity(10_000, 24, 10_000)
        self.beats = 0
        self.say(TOPICS.catalogue, Catalogue(epoch=1, digest="d", office=samples.office(site="test")))
        self.beat()

    def say(self, topic: str, status: AnyStatus) -> None:
        """A retained status, heard by both."""
        self.engine.publish(topic, encode(StatusMessage(status=status)), retain=True)
        self.hear()

    def beat(self, now_ms: int = samples.MONDAY_0805) -> None:
        """One more beat."""
        self.beats += 1
        beat = Beat(epoch=1, beat=self.beats, now=InstantMs(now_ms))
        self.engine.publish(TOPICS.beat, encode(StatusMessage(status=beat)))
        self.hear()

    def hear(self) -> None:
        """Both take what came."""
        self.floor.device.pump()
        self.lobby.device.pump()

    def board(self, revision: int, *calls: BoardCall, zone: str = "hall") -> None:
        """The next board of a zone."""
        made = samples.board(*calls)
        self.say(TOPICS.board(zone), msgspec.structs.replace(made, epoch=1, revision=revision, zone=zone))


LANGS = ("vi", "en")


def test_a_browser_shows_what_the_window_shows_through_a_morning() -> None:
    stage = Stage()
    calls: list[BoardCall] = []
    for n in range(1, 8):
        calls.insert(0, samples.call(f"A-{n:03}", n % 5 + 1, ago_s=100 - n))
        stage.board(n, *calls[:4])
        for _ in range(3):
            stage.time.now_s += 2.5
            stage.beat()
            ours, theirs = stage.halls.of(("hall",)).scene(LANGS), stage.lobby.scene()
            assert ours.spotlight == theirs.spotlight
            assert (ours.counters, ours.recent, ours.waiting) == (theirs.counters, theirs.recent, theirs.waiting)
            assert (ours.shut, ours.banner) == (theirs.shut, theirs.banner)


def test_what_was_just_called_is_remembered_while_nobody_looks() -> None:
    stage = Stage()
    first, second = samples.call("A-001", 1), samples.call("A-002", 2)
    stage.board(1, first)
    stage.board(2, second)  # the first has gone to its counter and left
    stage.time.now_s += 30
    stage.beat()
    scene = stage.halls.of(("hall",)).scene(LANGS)
    assert "A-001" in {each.number for each in scene.recent.calls}


def test_a_scene_is_made_once_for_all_pages_until_something_changes() -> None:
    stage = Stage()
    stage.board(1, samples.call("A-001", 1))
    hall = stage.halls.of(("hall",))
    assert hall.scene(LANGS) is hall.scene(LANGS)
    before = hall.scene(LANGS)
    stage.board(2, samples.call("A-002", 2))
    assert hall.scene(LANGS) is not before


def test_calls_are_told_in_all_their_forms_and_not_while_nothing_is_known() -> None:
    stage = Stage()
    calls = (
        samples.call("A-001", 1, reserved=True),
        samples.call("A-002", 2, lang="en"),
        samples.call("A-003", 3, stage="serving"),
        samples.call("A-004", 4, lang="km", ago_s=9),
    )
    stage.board(1, *calls)
    hall = stage.halls.of(("hall",))
    khmer, one, two = hall.heard(LANGS).calls
    assert [each.call.number for each in (khmer, one, two)] == ["A-004", "A-001", "A-002"], "the oldest first"
    assert (khmer.first.lang, khmer.first.words[:7]) == ("vi", "Xin mời"), "what the voice has no words for"
    assert (one.first.chime, one.short.words[:7], one.short.chime) == ("long", "Mời số ", "short")
    assert (one.repeat.words, one.repeat.chime) == (one.again.words, "none")
    assert one.again.chime == "long"
    assert one.explain is not None
    assert "lấy khi mất kết nối" in one.explain.words
    assert (two.explain, two.first.words[:8], two.repeat.lang) == (None, "Ticket A", "en")
    assert hall.heard(("vi",)).calls is hall.heard(LANGS).calls, "put into words once"
    assert hall.heard(LANGS) is hall.heard(LANGS), "for all pages"
    stage.time.now_s += 5
    stage.hear()
    assert not stage.floor.online
    assert hall.heard(LANGS) == Heard()
    assert "Mất kết nối từ 08:05" in hall.scene(LANGS).spotlight.alarm


def test_the_clock_rings_in_the_page_s_languages_while_the_day_is_open() -> None:
    stage = Stage(Manner(announce=("open", "end"), hours=read_hours(["12:00-13:00"], ["07:00=50"])))
    stage.board(1)
    stage.beat(samples.MONDAY_0805 - 35 * 60_000)  # half past seven: work begins
    hall = stage.halls.of(("hall",))
    assert [each.saying.words for each in hall.heard(LANGS).notices] == [
        "Trung tâm bắt đầu làm việc. Xin mời công dân giữ phiếu và chờ gọi số.",
        "The centre is open. Please keep your ticket and wait for your number.",
    ]
    assert [each.notice.lang for each in hall.heard(("km",)).notices] == ["vi"]
    assert (hall.heard(LANGS).gain, hall.heard(LANGS).quiet) == (0.501, False)
    stage.beat(samples.MONDAY_0805 + 4 * 3_600_000)
    assert hall.heard(LANGS).quiet
    stage.say(TOPICS.board("hall"), Board(epoch=1, revision=2, zone="hall", day=None))
    stage.beat(samples.MONDAY_0805 - 35 * 60_000)
    assert hall.heard(LANGS).notices == ()


def test_a_calm_browser_shows_the_procedures_that_the_calm_window_shows() -> None:
    listed = PUBLISHED["procedures"][0]
    stage = Stage(Manner(posted=lambda: Posted(("red",), listed), times=CalmTimes(60_000, 15_000)))
    notices = Notices(Path("none"), Path("none"), (64, 36), ready=("red",), _seen=())
    stage.lobby.calm.posters = Posters(notices, 60_000, 15_000)
    stage.lobby.calm.turns.take(listed)
    stage.board(1)
    shown = []
    for _ in range(14):
        ours, theirs = stage.halls.of(("hall",)).scene(LANGS), stage.lobby.scene()
        assert (ours.poster, ours.published) == (theirs.poster, theirs.published)
        shown.append(ours.published.count if ours.published else ours.poster)
        stage.time.now_s += 15
        stage.beat()
    assert shown == [
        "",
        "",
        "",
        "",
        "red",
        "",
        "Trang 1/3",
        "Trang 2/3",
        "Trang 3/3",
        "",
        "red",
        "",
        "Trang 1/3",
        "Trang 2/3",
    ]
    stage.board(2, samples.call("A-001", 1))
    assert stage.halls.of(("hall",)).scene(LANGS).published is None


def test_choices_of_zones_have_an_end() -> None:
    stage = Stage()
    for n in range(MOST_HALLS * 2):
        stage.halls.of((f"zone-{n}",))
    stage.board(1, samples.call("A-001", 1))
    assert stage.halls.of(("hall",)).scene(LANGS).spotlight.cells
